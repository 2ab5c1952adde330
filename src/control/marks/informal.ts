/**
 * Emoji and stage directions (`*nods*`, `(laughs)`) that are taken for marks, by tables.
 *
 * @module
 */
import { STAGE_WORDS, stageDirectionOf } from "./actions.ts";
import { feel, look, move, pause } from "./direction.ts";
import type { FoundMark, Mark } from "./mark.ts";

/** Emoji by what they mean. */
const EMOJI_GROUPS: readonly (readonly [emoji: string, mark: Mark])[] = [
  ["🙂☺😌🙃😏", feel("happy", 0.4)],
  ["😅😎🤭", feel("happy", 0.5)],
  ["😊😀😃😄😁🤗🥰😍😇", feel("happy", 0.7)],
  ["😂🤣😆🤩🥳", feel("happy", 1)],
  ["🥲😓", feel("sad", 0.4)],
  ["🙁☹😕😔😟🥺", feel("sad", 0.6)],
  ["😢😞😥😩💔", feel("sad", 0.8)],
  ["😭", feel("sad", 1)],
  ["😒😤", feel("angry", 0.5)],
  ["😠😡🤬👿", feel("angry", 0.9)],
  ["🤨😳", feel("surprised", 0.5)],
  ["😮😯😲🤯", feel("surprised", 0.8)],
  ["😰😨😧😬", feel("fearful", 0.7)],
  ["😱", feel("fearful", 1)],
  ["🤢🤮", feel("disgusted", 0.9)],
  ["😐😑", feel("neutral", 0)],
  ["😉😜", move("wink")],
  ["👍", move("nod")],
  ["👎", move("shake")],
  ["🤷", move("shrug")],
  ["🙄🤔", look("up")],
  ["🤫", { kind: "whisper" }],
];

const EMOJI: ReadonlyMap<string, readonly Mark[]> = new Map(
  EMOJI_GROUPS.flatMap(([group, mark]) => [...group].map((emoji) => [emoji, [mark]] as const)),
);

/** Joined emoji that mean something else than their first one, without presentation selectors. */
const JOINED: Readonly<Record<string, readonly Mark[]>> = {
  "😮\u200d💨": [pause(300), feel("sad", 0.5)],
  "🙂\u200d↔": [move("shake")],
  "🙂\u200d↕": [move("nod")],
};

/** What may follow an emoji and belongs to it: its presentation, a skin tone, a joined emoji. */
const TAIL = /(?:\ufe0f|[\u{1f3fb}-\u{1f3ff}]|\u200d\p{Extended_Pictographic})*/uy;
/** A tail that more text may prolong. */
const OPEN_TAIL = /(?:\u200d|[\ud800-\udbff])$/;

/**
 * Reads the emoji at a place.
 *
 * @param text The text.
 * @param at Index of its first unit.
 * @param ended Whether the text is complete.
 * @returns The mark; `more` if undecided, `undefined` if it is text.
 */
export function emojiAt(text: string, at: number, ended: boolean): FoundMark | "more" | undefined {
  const code = text.codePointAt(at) ?? 0;
  const isHalf = code >= 0xd800 && code <= 0xdbff;
  if (isHalf) return !ended && at + 1 === text.length ? "more" : undefined;
  const emoji = String.fromCodePoint(code);
  const marks = EMOJI.get(emoji);
  if (marks === undefined) return undefined;
  TAIL.lastIndex = at + emoji.length;
  const end = at + emoji.length + (TAIL.exec(text)?.[0].length ?? 0);
  const isOpen = end === text.length || OPEN_TAIL.test(text.slice(end)) && text.length - end <= 2;
  if (isOpen && !ended) return "more";
  return { length: end - at, marks: JOINED[text.slice(at, end).replaceAll("\ufe0f", "")] ?? marks };
}

/** Longest stage direction, in UTF-16 units. */
const MAX_ACTION_CHARS = 60;
const FIRST_WORD = /[*(][a-z]*/iy;
const ACTION = /[*(]([a-z][a-z ,]{2,56})[.!…]?[*)]/iy;
const OPEN_ACTION = /[*(](?:[a-z][a-z ,]*[.!…]?)?$/iy;

/**
 * Reads the stage direction that begins at an asterisk or a parenthesis.
 *
 * @param text The text.
 * @param at Index of the `*` or `(`.
 * @param ended Whether the text is complete.
 * @returns The marks; `more` if undecided, `undefined` if it is text.
 */
export function actionAt(text: string, at: number, ended: boolean): FoundMark | "more" | undefined {
  FIRST_WORD.lastIndex = ACTION.lastIndex = OPEN_ACTION.lastIndex = at;
  const word = FIRST_WORD.exec(text)?.[0].slice(1).toLowerCase() ?? "";
  const isCut = at + 1 + word.length === text.length;
  if (isCut) return !ended && STAGE_WORDS.some((known) => known.startsWith(word)) ? "more" : undefined;
  if (!STAGE_WORDS.includes(word)) return undefined;
  const found = ACTION.exec(text);
  if (found === null) {
    const isOpen = !ended && text.length - at < MAX_ACTION_CHARS && OPEN_ACTION.test(text);
    return isOpen ? "more" : undefined;
  }
  const [whole, words = ""] = found;
  const closing = text.charAt(at) === "*" ? "*" : ")";
  if (!whole.endsWith(closing)) return undefined;
  if (at + whole.length === text.length && !ended) return "more";
  if (closing === "*" && text.charAt(at + whole.length) === "*") return undefined;
  const marks = stageDirectionOf(words);
  return marks && { length: whole.length, marks };
}
