/**
 * Marks in square brackets: `[happy]`, `[sad 0.8]`, `[/sad]`, `[whisper]`, `[pause 400]`, `[nod]`, `[look left]`,
 * `[show: chart1]`, `[laughs]`, and lists of them: `[happy, nod]`.
 *
 * @module
 */
import { EMOTION_LABELS, type EmotionLabel } from "../../contract/emotions.ts";
import { GESTURES, LOOK_DIRECTIONS, type LookDirection } from "../../contract/parts.ts";
import { ACTION_VERBS, actionsOf } from "./actions.ts";
import type { FoundMark, Mark } from "./mark.ts";

/** Intensity of a feeling whose mark names none. */
export const MARK_INTENSITY = 0.7;

/** Length of a pause whose mark names none, and the longest, ms. */
const PAUSE_MS = 500;
export const LONGEST_PAUSE_MS = 5000;

/** Longest mark in brackets, in UTF-16 units. */
const MAX_CHARS = 120;

/** Other names of feelings, with their intensity where the word implies one. */
const FEELINGS: Readonly<Record<string, readonly [label: EmotionLabel, intensity?: number]>> = {
  ...Object.fromEntries(EMOTION_LABELS.map((label) => [label, [label]])),
  happily: ["happy"],
  cheerful: ["happy"],
  joyful: ["happy", 0.9],
  excited: ["happy", 0.9],
  warm: ["happy", 0.4],
  sadly: ["sad"],
  angrily: ["angry"],
  annoyed: ["angry", 0.4],
  amazed: ["surprised", 0.8],
  scared: ["fearful", 0.8],
  afraid: ["fearful"],
  worried: ["fearful", 0.4],
  calm: ["neutral"],
};

/** Free-form directions. */
const LOOKS: Readonly<Record<string, LookDirection>> = {
  ...Object.fromEntries(LOOK_DIRECTIONS.map((direction) => [direction, direction])),
  me: "viewer",
  you: "viewer",
  camera: "viewer",
};

/** Cues for the page, which need a value. */
const CUES = new Set(["show", "hide", "cue"]);

const NAMES = [...Object.keys(FEELINGS), ...GESTURES, ...CUES, ...ACTION_VERBS, "whisper", "pause"];
const KNOWN = new Set<string>(NAMES);

const WORD = /\[\/?([a-z]*)/iy;
const MARK = /\[(\/?)([a-z]+)([ ,:=][^[\]\n]{0,100})?\]/iy;
const OPEN_VALUE = /\[\/?[a-z]+(?:[ ,:=][^[\]\n]{0,100})?$/iy;

/**
 * Reads the mark that begins at a bracket.
 *
 * @param text The text.
 * @param at Index of the `[`.
 * @param ended Whether the text is complete.
 * @returns The mark; `more` if undecided, `undefined` if the bracket is text.
 */
export function bracketAt(text: string, at: number, ended: boolean): FoundMark | "more" | undefined {
  const [opening = "", word = ""] = match(WORD, text, at) ?? [];
  const isCut = !ended && at + opening.length === text.length;
  if (isCut) return NAMES.some((name) => name.startsWith(word.toLowerCase())) ? "more" : undefined;
  if (!KNOWN.has(word.toLowerCase())) return undefined;
  const [whole = "", slash = "", name = "", value = ""] = match(MARK, text, at) ?? [];
  if (whole === "") {
    const isOpen = !ended && text.length - at < MAX_CHARS && match(OPEN_VALUE, text, at) !== null;
    return isOpen ? "more" : undefined;
  }
  const end = at + whole.length;
  if (end === text.length && !ended) return "more";
  // A link's label or a word with its pronunciation.
  if (text.charAt(end) === "(" || text.charAt(end) === "{") return undefined;
  const marks = marksOf(slash !== "", name.toLowerCase(), value.trimEnd());
  return marks && { length: whole.length, marks };
}

/** The marks of a name and what follows it; `undefined` if it has no such form. */
function marksOf(closes: boolean, name: string, rest: string): readonly Mark[] | undefined {
  const mark = markOf(closes, name, rest.replace(/^[ ,:=]+/, ""));
  if (mark !== undefined || closes) return mark && [mark];
  return actionsOf(name + rest) ?? listOf(name + rest);
}

/** The marks of a list; `undefined` if one of them is none. */
function listOf(list: string): Mark[] | undefined {
  const items = list.split(",");
  if (items.length < 2) return undefined;
  const marks = items.map((item) => {
    const [, name = "", rest = ""] = /^ *([a-z]+)(.*)$/i.exec(item) ?? [];
    return CUES.has(name.toLowerCase()) ? undefined : marksOf(false, name.toLowerCase(), rest.trimEnd());
  });
  return marks.every((mark) => mark !== undefined) ? marks.flat() : undefined;
}

/** The mark of a name with its value; `undefined` if it has no such form. */
function markOf(closes: boolean, name: string, value: string): Mark | undefined {
  const feeling = FEELINGS[name];
  if (closes) return value === "" && (feeling !== undefined || name === "whisper") ? { kind: "own" } : undefined;
  if (feeling !== undefined) return emotion(feeling, value);
  if (CUES.has(name)) return value === "" ? undefined : { kind: "cue", name, value };
  if (name === "pause") return pause(value);
  if (name === "look") {
    const toward = LOOKS[value.toLowerCase().replace(/^at (?:the )?/, "")];
    return toward && { kind: "gesture", gesture: { name, toward } };
  }
  if (value !== "") return undefined;
  if (name === "whisper") return { kind: "whisper" };
  const gesture = GESTURES.find((known) => known === name);
  return gesture === undefined || gesture === "look" ? undefined : { kind: "gesture", gesture: { name: gesture } };
}

function emotion([label, implied = MARK_INTENSITY]: readonly [EmotionLabel, number?], value: string): Mark | undefined {
  if (value === "") return { kind: "emotion", label, intensity: label === "neutral" ? 0 : implied };
  const [, digits, percent] = /^(\d{0,3}(?:[.,]\d{1,4})?) ?(%?)$/.exec(value) ?? [];
  if (digits === undefined || digits === "") return undefined;
  const number = Number(digits.replace(",", ".")) / (percent === "" ? 1 : 100);
  return { kind: "emotion", label, intensity: Math.min(1, number) };
}

function pause(value: string): Mark | undefined {
  if (value === "") return { kind: "pause", ms: PAUSE_MS };
  const [, digits, unit] = /^(\d{1,5}(?:\.\d{1,3})?|\.\d{1,3}) ?(ms|milliseconds?|s|sec|seconds?)?$/i.exec(value) ?? [];
  if (digits === undefined) return undefined;
  return { kind: "pause", ms: Math.min(LONGEST_PAUSE_MS, Number(digits) * (/^s/i.test(unit ?? "") ? 1000 : 1)) };
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
