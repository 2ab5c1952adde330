/**
 * Marks in square brackets: `[happy]`, `[sad 0.8]`, `[/sad]`, `[whisper]`, `[pause 400]`, `[nod]`, `[look left]`,
 * `[show: chart1]`, `[laughs]`, `[mood: sad]`, and lists of them: `[happy, nod]`.
 *
 * @module
 */
import { GESTURES, LOOK_DIRECTIONS, type LookDirection } from "../../contract/parts.ts";
import { ACTION_WORDS, actionsOf } from "./actions.ts";
import { look } from "./direction.ts";
import { FEELING_WORDS, feelingOf, isFeeling } from "./feelings.ts";
import type { FoundMark, Mark } from "./mark.ts";

/** Length of a pause whose mark names none, and the longest, ms. */
const PAUSE_MS = 500;
export const LONGEST_PAUSE_MS = 5000;

/** Longest mark in brackets, in UTF-16 units. */
const MAX_CHARS = 120;

/** Free-form directions. */
const LOOKS: Readonly<Record<string, LookDirection>> = {
  ...Object.fromEntries(LOOK_DIRECTIONS.map((direction) => [direction, direction])),
  me: "viewer",
  you: "viewer",
  camera: "viewer",
};

/** Cues for the page, which need a value. */
const CUES = new Set(["show", "hide", "cue"]);

/** Names before a feeling or an action: "emotion: sad". */
const KINDS = new Set(["emotion", "feeling", "mood", "tone", "gesture", "action"]);
const PAUSES = new Set(["pause", "silence", "break"]);
/** What ends the marked feeling and whispering. */
const ENDS = new Set(["normal", "normally"]);

const NAMES = [...FEELING_WORDS, ...GESTURES, ...CUES, ...ACTION_WORDS, ...KINDS, ...PAUSES, ...ENDS];
const KNOWN = new Set<string>(NAMES);

const WORD = /\[ {0,3}\/?([a-z]*)/iy;
const MARK = /\[ {0,3}(\/?)([a-z]+)([ ,;:=|+&][^[\]\n]{0,100})?\]/iy;
const OPEN_VALUE = /\[ {0,3}\/?[a-z]+(?:[ ,;:=|+&][^[\]\n]{0,100})?$/iy;
/** What stands between the marks of a list. */
const BETWEEN = / *[,;|+&] *| +and +/i;

/** What follows the label of a link, of a reference's definition, or a word with its pronunciation. */
const LINKED = /[({]|:[ \t]*(?:<|\/|#|\.{1,2}\/|www\.|[a-z][a-z\d+.-]{1,12}:\S)/iy;
/** A beginning of that, at the end of the text so far. */
const OPEN_LINKED = /:[ \t]*(?:\.{1,2}|w{1,3}|[a-z][a-z\d+.-]{0,12}:?)?$/iy;

/**
 * Reads the mark that begins at a bracket.
 *
 * @param text The text.
 * @param at Index of the `[`.
 * @param ended Whether the text is complete.
 * @returns The mark; `more` if undecided, `undefined` if the bracket is text.
 */
export function bracketAt(text: string, at: number, ended: boolean): FoundMark | "more" | undefined {
  const found = labelAt(text, at, ended);
  if (found === undefined || found === "more") return found;
  const end = at + found.length;
  if (end === text.length) return ended ? found : "more";
  if (match(LINKED, text, end) !== null) return undefined;
  if (!ended && match(OPEN_LINKED, text, end) !== null) return "more";
  if (text.charAt(end) !== "[") return found;
  // Another mark may follow, or the label of a reference.
  const next = labelAt(text, end, ended);
  return next === undefined || next === "more" ? next : found;
}

/** Reads what has the form of a mark, whatever follows. */
function labelAt(text: string, at: number, ended: boolean): FoundMark | "more" | undefined {
  const [opening = "", word = ""] = match(WORD, text, at) ?? [];
  const isCut = !ended && at + opening.length === text.length;
  if (isCut) return NAMES.some((name) => name.startsWith(word.toLowerCase())) ? "more" : undefined;
  if (!KNOWN.has(word.toLowerCase())) return undefined;
  const [whole = "", slash = "", name = "", value = ""] = match(MARK, text, at) ?? [];
  if (whole === "") {
    const isOpen = !ended && text.length - at < MAX_CHARS && match(OPEN_VALUE, text, at) !== null;
    return isOpen ? "more" : undefined;
  }
  const marks = marksOf(slash !== "", name.toLowerCase(), value.trimEnd());
  return marks && { length: whole.length, marks };
}

/** The marks of a name and what follows it; `undefined` if it has no such form. */
function marksOf(closes: boolean, name: string, rest: string): readonly Mark[] | undefined {
  const value = rest.replace(/^[ ,:=]+/, "");
  if (closes) return value === "" ? endOf(name) : undefined;
  if (KINDS.has(name)) {
    const [, kind = "", other = ""] = /^([a-z]+)(.*)$/i.exec(value) ?? [];
    return KINDS.has(kind.toLowerCase()) ? undefined : marksOf(false, kind.toLowerCase(), other);
  }
  const mark = markOf(name, value);
  return mark === undefined ? actionsOf(name + rest) ?? listOf(name + rest) : [mark];
}

/** What the end of a mark does: nothing, unless the mark holds. */
function endOf(name: string): readonly Mark[] {
  return isFeeling(name) || name === "whisper" || KINDS.has(name) ? [{ kind: "own" }] : [];
}

/** The marks of a list; `undefined` if one of them is not a mark. */
function listOf(list: string): Mark[] | undefined {
  const items = list.split(BETWEEN);
  if (items.length < 2) return undefined;
  const marks = items.map((item) => {
    const [, name = "", rest = ""] = /^ *([a-z]+)(.*)$/i.exec(item) ?? [];
    return CUES.has(name.toLowerCase()) ? undefined : marksOf(false, name.toLowerCase(), rest.trimEnd());
  });
  return marks.every((mark) => mark !== undefined) ? marks.flat() : undefined;
}

/** The mark of a name with its value; `undefined` if it has no such form. */
function markOf(name: string, value: string): Mark | undefined {
  const feeling = feelingOf(name, value);
  if (feeling !== undefined) return feeling;
  if (CUES.has(name)) return value === "" ? undefined : { kind: "cue", name, value };
  if (PAUSES.has(name)) return pause(value);
  if (/^look(?:s|ing)?$/.test(name)) {
    const toward = LOOKS[value.toLowerCase().replace(/^(?:at|to)? ?(?:the )?/, "").replace(/[ _-]/, "_")];
    return toward && look(toward);
  }
  if (value !== "") return undefined;
  if (ENDS.has(name)) return { kind: "own" };
  const gesture = GESTURES.find((known) => known === name);
  return gesture === undefined || gesture === "look" ? undefined : { kind: "gesture", gesture: { name: gesture } };
}

function pause(value: string): Mark | undefined {
  if (value === "") return { kind: "pause", ms: PAUSE_MS };
  const [, digits, unit] =
    /^(?:for |of )?(-?\d{1,6}(?:[.,]\d{1,3})?|\.\d{1,3}) ?(ms|milliseconds?|s|sec|seconds?)?$/i.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const ms = Number(digits.replace(",", ".")) * (/^s/i.test(unit ?? "") ? 1000 : 1);
  return { kind: "pause", ms: Math.min(LONGEST_PAUSE_MS, Math.max(0, ms)) };
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
