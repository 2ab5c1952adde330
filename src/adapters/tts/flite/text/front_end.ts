/**
 * The text front end: from what a person or a model wrote to words that Flite says as they are meant, each of which
 * knows the characters that it came from.
 *
 * Flite has a front end of its own, made for newspaper text. This one comes before it because it has to keep offsets
 * into the original, because dates, addresses, units and money read better, and because everything that Flite would
 * stumble over (other scripts, emoji, markup, endless words) ends here.
 *
 * @module
 */
import { ABBREVIATIONS, BEFORE_NUMBER, LETTERS, lookUp, SPELLED } from "./lexicon.ts";
import { RULES } from "./patterns.ts";

/** What follows a token: nothing, a comma's pause, the end of a sentence, the end of a question. */
export type Pause = "none" | "comma" | "stop" | "question";

/** A piece of the text that is spoken, with its place in the text as it was given. */
export interface SpokenToken {
  /** Offset of its first character (UTF-16 code unit). */
  readonly charStart: number;
  /** Offset past its last character. */
  readonly charEnd: number;
  /** What is said: one or more words of ASCII letters and apostrophes, separated by single spaces. */
  readonly words: string;
  /** What follows. */
  readonly pause: Pause;
}

/** The longest word that is said, in letters; Flite's spelling rules take time that grows with its square. */
const MAX_WORD_LETTERS = 40;

const WORD = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}[\p{L}\p{M}]*)*(?:(?<=[sS])['’])?/uy;
const SPACE = /[\p{Z}\p{Cc}\p{Cf}]+/uy;
const EMOTICON = /(?<![^\s])[:;=8][-o^']?[()[\]DPpOo/\\|3*](?![^\s.,!?])|<3(?![\d.])|¯\\_\(ツ\)_\/¯/uy;
const STOPS = /[!…。！]|\.(?![\p{L}\d])/uy;
const COMMAS = /[,;:()[\]—–，、；：]/uy;

/**
 * Finds what is to be spoken.
 *
 * @param text Any text.
 * @returns The tokens in the order of the text; none where nothing in it can be spoken in English.
 */
export function toSpokenTokens(text: string): SpokenToken[] {
  const tokens: { charStart: number; charEnd: number; words: string; pause: Pause }[] = [];
  const addPause = (pause: Pause) => {
    const last = tokens.at(-1);
    if (last?.pause === "none" || last?.pause === "comma") last.pause = pause;
  };
  let at = 0;
  while (at < text.length) {
    const space = matchAt(SPACE, text, at);
    if (space !== undefined) {
      const lines = space[0].split("\n").length - 1;
      if (lines > 0) addPause(lines > 1 ? "stop" : "comma");
      at += space[0].length;
      continue;
    }
    const found = tokenAt(text, at);
    if (found.words !== "") tokens.push({ charStart: at, charEnd: found.end, words: found.words, pause: "none" });
    if (found.pause !== undefined) addPause(found.pause);
    at = found.end;
  }
  return tokens;
}

function tokenAt(text: string, at: number): { end: number; words: string; pause?: Pause } {
  const emoticon = matchAt(EMOTICON, text, at);
  if (emoticon !== undefined) return { end: at + emoticon[0].length, words: "" };
  const before = text.slice(Math.max(0, at - 1), at);
  for (const rule of RULES) {
    const match = matchAt(rule.pattern, text, at);
    const words = match && rule.say(match, before);
    if (match !== undefined && words !== undefined) return { end: at + match[0].length, words };
  }
  const word = matchAt(WORD, text, at);
  if (word !== undefined) return wordAt(text, at, word[0]);
  return markAt(text, at);
}

function wordAt(text: string, at: number, written: string): { end: number; words: string } {
  const end = at + written.length;
  const lower = written.toLowerCase();
  const dotted = text[end] === ".";
  const next = text.slice(end + 1, end + 8);
  if (dotted && lower === "st") {
    return {
      end: end + 1,
      words: /^\s+\p{Lu}/u.test(next) && !/^\p{Lu}/u.test(lastWord(text, at)) ? "saint" : "street",
    };
  }
  const numbered = lookUp(BEFORE_NUMBER, lower);
  if (dotted && numbered !== undefined && /^\s?\d/.test(next)) return { end: end + 1, words: numbered };
  const long = lookUp(ABBREVIATIONS, lower);
  // At the end of the text the period ends the sentence too, which is heard without a mark of its own.
  if (dotted && long !== undefined) return { end: end + 1, words: long };
  if (SPELLED.has(written)) return { end, words: [...lower].join(" ") };
  return { end, words: toAscii(written) };
}

/** A word as ASCII letters and apostrophes; empty for other scripts. Capitals stay where Flite may have to spell. */
function toAscii(written: string): string {
  const folded = written.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[’ʼ]/g, "'")
    .replace(/[^\p{ASCII}]/gu, (letter) => LETTERS[letter.toLowerCase()] ?? letter);
  if (!/^[a-z']+$/i.test(folded)) return "";
  const calm = folded.replace(/([a-z])\1{2,}/gi, "$1$1").slice(0, MAX_WORD_LETTERS).replace(/^'+|'+$/g, "");
  return /^[A-Z]{2,5}$/.test(calm) ? calm : calm.toLowerCase();
}

function markAt(text: string, at: number): { end: number; words: string; pause?: Pause } {
  const mark = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const end = at + mark.length;
  if (mark === "?" || mark === "？") return { end, words: "", pause: "question" };
  if (matchAt(STOPS, text, at) !== undefined) return { end, words: "", pause: "stop" };
  if (matchAt(COMMAS, text, at) !== undefined) return { end, words: "", pause: "comma" };
  // A hyphen is a dash only when it stands alone.
  const alone = /^$|\s/u.test(text.slice(at - 1, at)) && /^$|[\s-]/u.test(text.slice(end, end + 1));
  return mark === "-" && at > 0 && alone ? { end, words: "", pause: "comma" } : { end, words: "" };
}

function lastWord(text: string, at: number): string {
  return /\S+(?=\s+$)/.exec(text.slice(Math.max(0, at - 40), at))?.[0] ?? "";
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
