/**
 * The arguments of `deno task say`, read and checked.
 *
 * @module
 */
import type { PartialControl } from "../../../src/contract/controls.ts";
import { EMOTION_LABELS } from "../../../src/contract/emotions.ts";
import { messageOf } from "../../../src/contract/errors.ts";
import { Background } from "../../../src/contract/persona/background.ts";
import type { PictureSize } from "../../../src/film/codecs.ts";
import { choiceOf, numberOf, UsageError, type Values } from "../command.ts";

/** The kinds of files, by their endings. */
export const KINDS = ["webm", "wav", "vtt", "srt", "png", "json"] as const;

/** One of {@linkcode KINDS}. */
export type Kind = (typeof KINDS)[number];

/** A film that is asked for. */
export interface FilmOrder {
  readonly text: string;
  readonly isScript: boolean;
  readonly out: string;
  readonly kind: Kind;
  readonly profile: string | undefined;
  readonly personaId: string | undefined;
  readonly control: PartialControl;
  readonly size: PictureSize;
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

/** The options of `deno task say`. */
export const FILM_OPTIONS = {
  out: { type: "string", short: "o" },
  file: { type: "string", short: "f" },
  script: { type: "string" },
  persona: { type: "string" },
  emotion: { type: "string" },
  intensity: { type: "string", default: "0.7" },
  size: { type: "string", default: "256" },
  fps: { type: "string", default: "25" },
  background: { type: "string" },
  transparent: { type: "boolean", default: false },
  captions: { type: "string" },
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
  const size = sizeOf(values.size, values.fps);
  const background = backgroundOf(values, kind);
  const control = controlOf(values.emotion, values.intensity);
  const { captions } = values;
  if (captions !== undefined && captions !== "burn") {
    throw new UsageError(`--captions ${captions}: only "burn" is known`);
  }
  if (captions !== undefined && kind !== "webm") throw new UsageError(`--captions burn: a .${kind} file has no film`);
  const text = await textOf(values, positionals, sources);
  return {
    ...{ text, isScript: values.script !== undefined, out: values.out, kind, profile: values.profile },
    ...{ personaId: values.persona, control, size, background, burnsCaptions: captions !== undefined },
  };
}

function kindOf(out: string): Kind {
  const ending = /\.([A-Za-z0-9]+)$/.exec(out)?.[1]?.toLowerCase() ?? "";
  const kind = KINDS.find((kind) => kind === ending);
  if (kind !== undefined) return kind;
  if (ending === "mp4") {
    const webm = out.replace(/\.[^.]+$/, ".webm");
    throw new UsageError(
      `-o ${out}: MP4 needs H.264, which no freely licensed encoder here makes; write ${webm}, and convert it with ` +
        `ffmpeg -i ${webm} ${out}`,
    );
  }
  throw new UsageError(`-o ${out}: unknown ending "${ending}", known: ${KINDS.map((kind) => `.${kind}`).join(", ")}`);
}

function sizeOf(size: string, fps: string): PictureSize {
  const [, first = "", second = first] = /^(\d+)(?:x(\d+))?$/.exec(size) ?? [];
  const [width, height] = [Number(first), Number(second)];
  const [least, most] = SIDES_PX;
  const fits = (side: number) => side >= least && side <= most && side % 2 === 0;
  if (!fits(width) || !fits(height)) {
    throw new UsageError(`--size ${size}: give even pixels from ${least} to ${most}, such as 256 or 640x480`);
  }
  return { width, height, fps: numberOf("--fps", fps, RATES, Number.isInteger) };
}

function backgroundOf({ background, transparent }: Values<typeof FILM_OPTIONS>, kind: Kind): Background | undefined {
  if (transparent && background !== undefined) throw new UsageError("--transparent excludes --background: give one");
  if (transparent && kind !== "png") throw new UsageError("--transparent: only .png has transparency here");
  if (transparent) return { transparent: true };
  if (background === undefined) return undefined;
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

function controlOf(name: string | undefined, strength: string): PartialControl {
  const intensity = numberOf("--intensity", strength, [0, 1]);
  if (name === undefined) return {};
  return { emotion: { label: choiceOf("--emotion", name, EMOTION_LABELS), intensity } };
}

async function textOf(
  { file, script }: Values<typeof FILM_OPTIONS>,
  positionals: readonly string[],
  sources: TextSources,
): Promise<string> {
  const given = [file, script, positionals.length > 0 ? "" : undefined].filter((source) => source !== undefined);
  if (given.length > 1) throw new UsageError("give one text: as an argument, with --file, or with --script");
  if (positionals.length > 0) return positionals.join(" ");
  const path = file ?? script;
  if (path === undefined) return decoded(await sources.readStdin(), "standard input");
  try {
    return decoded(await sources.readFile(path), path);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read ${path}: ${messageOf(error)}`);
  }
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
