/**
 * Finds what is wrong with a part of an adapter's output. Adapters may be written without types, and a wrong part would
 * be heard as noise, or as nothing.
 *
 * @module
 */
import type { AdapterKind } from "../../contract/adapter.ts";
import { MODEL_FINISHES } from "../../contract/parts.ts";
import { BYTES_PER_SAMPLE } from "../../contract/pcm.ts";

/** The kinds of adapters whose parts are speech or text. */
export type SpeakingKind = Exclude<AdapterKind, "avatar">;

/** A part's fields, which may hold anything. */
type Fields = Readonly<Record<string, unknown>>;

/** What is wrong with a part of a type; `undefined`: nothing. */
type Rule = (part: Fields, kind: SpeakingKind) => string | undefined;

const isText = (value: unknown) => typeof value === "string";
const isIndex = (value: unknown) => Number.isInteger(value) && Number(value) >= 0;

const RULES: Readonly<Record<string, Rule>> = {
  text: ({ text }) => must("text", isText(text), "a string", text),
  finish: ({ finish }) =>
    must("finish", MODEL_FINISHES.some((one) => one === finish), `one of ${MODEL_FINISHES.join(", ")}`, finish),
  usage: ({ usage }) => {
    const isCounts = typeof usage === "object" && usage !== null && Object.values(usage).every(Number.isFinite);
    return must("usage", isCounts, "an object of numbers", usage);
  },
  progress: () => undefined,
  segment: ({ index, text }, kind) =>
    must("index", isIndex(index), "the index of a segment", index) ??
      must("text", isText(text) || (kind === "realtime" && text === undefined), "a string", text),
  audio: ({ pcm }) => {
    if (!(pcm instanceof Uint8Array)) {
      return `${must("pcm", false, "a Uint8Array", pcm)}; of 16-bit samples, new Uint8Array(samples.buffer)`;
    }
    if (pcm.byteLength % BYTES_PER_SAMPLE === 0) return undefined;
    return `pcm must be whole samples of ${BYTES_PER_SAMPLE} bytes, not ${pcm.byteLength} bytes; WholeSamples joins them`;
  },
  word: (part) => must("text", isText(part.text), "a string", part.text) ?? times(part) ?? range(part),
  phone: (part) => must("phone", isText(part.phone), "a string", part.phone) ?? times(part),
  unspeakable: (part) => must("reason", isText(part.reason), "a string", part.reason) ?? range(part),
};

/** The types of parts that the adapters of a kind deliver. */
const TYPES: Readonly<Record<SpeakingKind, readonly string[]>> = {
  llm: ["text", "usage", "finish", "progress"],
  tts: ["segment", "audio", "word", "phone", "unspeakable", "usage", "progress"],
  realtime: ["text", "segment", "audio", "word", "phone", "usage", "finish", "progress"],
};

/**
 * What is wrong with a part.
 *
 * @param kind The adapter's kind.
 * @param part What it delivered.
 * @returns In words; `undefined`: nothing.
 */
export function faultOfPart(kind: SpeakingKind, part: unknown): string | undefined {
  const types = TYPES[kind];
  if (!isFields(part)) {
    // It may be what a person has said.
    const found = typeof part === "string" ? "a string" : described(part);
    return `${found} in place of a part; parts have a type: ${types.join(", ")}`;
  }
  const type = String(part.type);
  const rule = types.includes(type) ? RULES[type] : undefined;
  if (rule === undefined) return `a part of type ${described(part.type)}; the types are ${types.join(", ")}`;
  const fault = rule(part, kind);
  return fault === undefined ? undefined : `a malformed part of type "${type}": ${fault}`;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !ArrayBuffer.isView(value);
}

function times({ startMs, endMs }: Fields): string | undefined {
  return must("startMs", Number.isFinite(startMs), "a finite number", startMs) ??
    must("endMs", Number.isFinite(endMs), "a finite number", endMs);
}

function range({ charStart, charEnd }: Fields): string | undefined {
  return must("charStart", isIndex(charStart), "a place in the text", charStart) ??
    must("charEnd", isIndex(charEnd), "a place in the text", charEnd);
}

function must(field: string, holds: boolean, what: string, value: unknown): string | undefined {
  return holds ? undefined : `${field} must be ${what}, not ${described(value)}`;
}

/** A value for people: of an object its class, of a string its beginning. */
function described(value: unknown): string {
  if (value === null || value === undefined || typeof value === "number" || typeof value === "boolean") {
    return `${value}`;
  }
  if (typeof value === "string") return JSON.stringify(value.slice(0, 20));
  return value.constructor?.name ?? typeof value;
}
