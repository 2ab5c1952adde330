/**
 * The arguments of `deno task say`, read and checked.
 *
 * @module
 */
import { resolve } from "node:path";
import type { PartialControl } from "../../../src/contract/controls.ts";
import { EMOTION_LABELS } from "../../../src/contract/emotions.ts";
import { messageOf } from "../../../src/contract/errors.ts";
import { Background } from "../../../src/contract/persona/background.ts";
import type { PictureSize } from "../../../src/film/codecs.ts";
import { GIF_MAX_FPS } from "./formats/gif_file.ts";
import { type Layout, LAYOUTS } from "./stage/stage.ts";
import { choiceOf, numberOf, UsageError, type Values } from "../command.ts";

/** The kinds of files, by their endings. */
const KINDS = ["webm", "mp4", "gif", "webp", "wav", "vtt", "srt", "png", "json"] as const;

/** One of {@linkcode KINDS}. */
export type Kind = (typeof KINDS)[number];

/** Kinds that show people. */
const WITH_PICTURES: readonly Kind[] = ["webm", "mp4", "gif", "webp", "png"];

/** A film that is asked for. */
export interface FilmOrder {
  readonly text: string;
  readonly isScript: boolean;
  readonly out: string;
  readonly kind: Kind;
  readonly profile: string | undefined;
  /** A running service that speaks; absent: this process does. */
  readonly server: string | undefined;
  /** The id or the name of who speaks. */
  readonly persona: string | undefined;
  readonly control: PartialControl;
  /** Of one person's picture. */
  readonly size: PictureSize;
  /** Absent: side by side, where the people are few. */
  readonly layout: Layout | undefined;
  readonly background: Background | undefined;
  readonly burnsCaptions: boolean;
}

/** Where texts come from. */
export interface TextSources {
  readFile(path: string): Promise<Uint8Array<ArrayBuffer>>;
  readStdin(): Promise<Uint8Array<ArrayBuffer>>;
}

const SIDES_PX = [128, 1024] as const;
const RATES = [10, 60] as const;

/** How strong an emotion is, unless it is given. */
const DEFAULT_INTENSITY = 0.7;

/** The options of `deno task say`. */
export const FILM_OPTIONS = {
  out: { type: "string", short: "o" },
  file: { type: "string", short: "f" },
  script: { type: "string" },
  persona: { type: "string" },
  emotion: { type: "string" },
  intensity: { type: "string" },
  size: { type: "string", default: "256" },
  fps: { type: "string", default: "25" },
  background: { type: "string" },
  transparent: { type: "boolean", default: false },
  captions: { type: "string" },
  layout: { type: "string" },
  server: { type: "string" },
  profile: { type: "string" },
} as const;

/**
 * Checks the arguments, and reads the text that they name.
 *
 * @throws {UsageError} With the first mistake.
 */
export async function readOrder(
  { values, positionals }: { values: Values<typeof FILM_OPTIONS>; positionals: readonly string[] },
  sources: TextSources,
): Promise<FilmOrder> {
  if (values.out === undefined) throw new UsageError("where to? give a file with -o, such as -o hello.webm");
  const kind = kindOf(values.out);
  const size = sizeOf(values, kind);
  const background = backgroundOf(values, kind);
  const control = controlOf(values.emotion, values.intensity);
  const { captions, layout } = values;
  if (captions !== undefined) {
    choiceOf("--captions", captions, ["burn"]);
    if (!WITH_PICTURES.includes(kind)) throw new UsageError(`--captions burn: a .${kind} file has no picture`);
  }
  if (layout !== undefined && !WITH_PICTURES.includes(kind)) {
    throw new UsageError(`--layout ${layout}: a .${kind} file has no picture`);
  }
  const server = serverOf(values);
  const text = await textOf(values, positionals, sources);
  return {
    ...{ text, isScript: values.script !== undefined, out: values.out, kind, profile: values.profile, server },
    ...{ persona: values.persona, control, size, background, burnsCaptions: captions !== undefined },
    layout: layout === undefined ? undefined : choiceOf("--layout", layout, LAYOUTS),
  };
}

function kindOf(out: string): Kind {
  const ending = /\.([A-Za-z0-9]+)$/.exec(out)?.[1]?.toLowerCase() ?? "";
  const kind = KINDS.find((kind) => kind === ending);
  if (kind !== undefined) return kind;
  throw new UsageError(`-o ${out}: unknown ending "${ending}", known: ${KINDS.map((kind) => `.${kind}`).join(", ")}`);
}

function sizeOf({ size, fps }: Values<typeof FILM_OPTIONS>, kind: Kind): PictureSize {
  const [, first = "", second = first] = /^(\d+)(?:x(\d+))?$/.exec(size) ?? [];
  const [width, height] = [Number(first), Number(second)];
  const [least, most] = SIDES_PX;
  const fits = (side: number) => side >= least && side <= most && side % 2 === 0;
  if (!fits(width) || !fits(height)) {
    throw new UsageError(`--size ${size}: give even pixels from ${least} to ${most}, such as 256 or 640x480`);
  }
  const rates = kind === "gif" ? [RATES[0], GIF_MAX_FPS] as const : RATES;
  const rate = numberOf("--fps", fps, rates);
  if (!Number.isInteger(rate)) throw new UsageError(`--fps ${fps}: give a whole number`);
  return { width, height, fps: rate };
}

function backgroundOf({ background, transparent }: Values<typeof FILM_OPTIONS>, kind: Kind): Background | undefined {
  if (transparent && background !== undefined) throw new UsageError("--transparent excludes --background: give one");
  if (transparent && !WITH_PICTURES.includes(kind)) {
    throw new UsageError(`--transparent: a .${kind} file has no picture`);
  }
  if (transparent && kind === "mp4") throw new UsageError("--transparent: a .mp4 file cannot be, give a .webm");
  if (transparent) return { transparent: true };
  if (background === undefined) return undefined;
  if (!WITH_PICTURES.includes(kind)) throw new UsageError(`--background: a .${kind} file has no picture`);
  const colors = background.split(",");
  const given = !background.startsWith("#")
    ? { image: background }
    : colors.length > 1
    ? { gradient: colors }
    : { color: background };
  const result = Background.safeParse(given);
  if (result.success) return result.data;
  throw new UsageError(
    `--background ${background}: give a colour ("#203040"), colours from top to bottom ("#203040,#8090a0"), or a ` +
      "picture in config/backgrounds",
  );
}

function serverOf({ server, profile }: Values<typeof FILM_OPTIONS>): string | undefined {
  if (server === undefined) return undefined;
  if (profile !== undefined) throw new UsageError("--server excludes --profile: the service has its own");
  if (URL.canParse(server) && /^https?:$/.test(new URL(server).protocol)) return server;
  throw new UsageError(`--server ${server}: give the address of a service, such as http://localhost:8000`);
}

function controlOf(name: string | undefined, strength: string | undefined): PartialControl {
  const intensity = strength === undefined ? undefined : numberOf("--intensity", strength, [0, 1]);
  if (name === undefined) return intensity === undefined ? {} : { emotion: { intensity } };
  const label = choiceOf("--emotion", name, EMOTION_LABELS);
  return { emotion: { label, intensity: intensity ?? DEFAULT_INTENSITY } };
}

async function textOf(
  values: Values<typeof FILM_OPTIONS>,
  positionals: readonly string[],
  sources: TextSources,
): Promise<string> {
  const { file, script } = values;
  const given = [file, script, positionals.length > 0 ? "" : undefined].filter((source) => source !== undefined);
  if (given.length > 1) throw new UsageError("give one text: as an argument, with --file, or with --script");
  if (positionals.length > 0) return positionals.join(" ");
  const path = file ?? script;
  if (path !== undefined && resolve(path) === resolve(values.out ?? "")) {
    throw new UsageError(`-o ${values.out}: that is the text itself; give another file`);
  }
  if (path === undefined) return decoded(await sources.readStdin(), "standard input");
  try {
    return decoded(await sources.readFile(path), path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `${file === undefined ? "--script" : "--file"} ${path}: ${problemOf(error)}; give a text file`,
    );
  }
}

/** Why a file cannot be read. */
function problemOf(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "no such file";
  return error instanceof Deno.errors.IsADirectory ? "it is a folder" : messageOf(error);
}

function decoded(bytes: Uint8Array, from: string): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    // Reported below, like text with zero bytes.
  }
  throw new UsageError(`${from} is not text: give a text file in UTF-8`);
}
