/**
 * Notation of music: bars, chords, tempo.
 *
 * @module
 */
import { cardinal, phrase } from "../../verbalize/numbers.ts";
import type { Rule, Scan } from "../../tokens/scan.ts";

/** Words beside which "6/8" counts beats. */
const MUSIC =
  /^(?:play|plays|played|time|meter|metre|waltz|waltzes|jigs?|marches|reels?|tempo|songs?|measure|measures|bar|bars|signature|rhythm|pieces?)$/;

/** "in 6/8 time": the beats of a bar. */
const TIME_SIGNATURE: Rule = {
  pattern: /(\d{1,2})\/(2|4|8|16)(?![\p{L}\d/]|\.\d)/yu,
  read([whole, beats = "", note = ""], scan) {
    const isMusic = /^ (?:time|meter|metre|feel|groove)\b/.test(scan.after(scan.at + whole.length, 8)) ||
      /^(?:in|signature)$/.test(scan.lastWord) && [...scan.wordsBefore(5)].some((word) => MUSIC.test(word)) &&
        !/^ of\b/.test(scan.after(scan.at + whole.length, 4));
    const isClause = /^(?:in|is|are)$/.test(scan.lastWord) && BARS.test(whole) && whole !== "3/4" && whole !== "2/4" &&
      /^(?:[.,;:)]|\s*$)/.test(scan.after(scan.at + whole.length, 5));
    return isMusic || isClause ? phrase(cardinal(beats), cardinal(note)) : undefined;
  },
};

/** Bars of which music alone is written. */
const BARS = /^(?:[23457]\/4|5\/8|6\/8|7\/8|9\/8|12\/8|2\/2)$/;

const QUALITIES: Readonly<Record<string, string>> = {
  m: "minor",
  min: "minor",
  maj: "major",
  M: "major",
  dim: "diminished",
  aug: "augmented",
  sus: "sus",
  add: "add",
};

const SIGNS: Readonly<Record<string, string>> = { "#": "sharp", "♯": "sharp", b: "flat", "♭": "flat" };

/** "Cmaj7", "Dm7", "F♯dim", "E7#9", "Am–F": a chord by its letter. */
const CHORD: Rule = {
  pattern:
    /([A-G])([#♯♭]|b(?=m|7|dim|sus|$|[\s,.)–-]))?(maj|min|dim|aug|sus|add|M(?=7)|m)?(1[13]|[245679])?(?:([#♯b♭])(5|9|11|13))?(?![\p{L}\d'’#♯♭]|\.\d)/yu,
  read([whole, root = "", sign, quality, degree, altered, by], scan) {
    if (/[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    // "Asus" and "Amin" are names too.
    const isTold = quality !== undefined && degree !== undefined || altered !== undefined ||
      quality !== undefined && isAmongChords(scan, scan.at + whole.length);
    return !isTold ? undefined : phrase(
      root,
      sign === undefined ? undefined : SIGNS[sign],
      quality === undefined ? undefined : QUALITIES[quality],
      degree === undefined ? undefined : cardinal(degree),
      altered === undefined ? undefined : phrase(SIGNS[altered], cardinal(by ?? "")),
    );
  },
};

/** Whether a chord stands beside: "C–G–Am–F", "Am, F, C". */
function isAmongChords(scan: Scan, end: number): boolean {
  return /^(?: ?[–-] ?|, |\) ?[–-] ?)[A-G](?![\p{Ll}\d'’]*\p{Ll}{2})/u.test(scan.after(end, 6)) ||
    /(?:^|[^\p{L}])[A-G][#♯♭]?m?7?(?: ?[–-] ?|, (?:and )?)$/u.test(scan.before(10)) ||
    /\bminor \($/.test(scan.before(8));
}

/** "a #9 chord": an altered degree. */
const DEGREE: Rule = {
  pattern: /([#♯♭])(5|9|11|13)(?= (?:chord|note|degree|in the chord)\b)/y,
  read: ([, sign = "", degree = ""]) => phrase(SIGNS[sign], cardinal(degree)),
};

/** "dim. 5th", "aug. 4th": an interval. */
const INTERVAL: Rule = {
  pattern: /(dim|aug)\.?(?= \d(?:st|nd|rd|th)\b)/y,
  read: ([, short = ""], scan) => /[\p{L}\d]/u.test(scan.charBefore) ? undefined : QUALITIES[short],
};

/** "Bb major", "an Eb clarinet": a key or a tuning with a flat. */
const FLAT_KEY: Rule = {
  pattern: /([A-G])b(?=[ -](?:major|minor|maj|min|clarinet|trumpet|saxophone|sax|tuba|horn|scale|chord)\b)/yu,
  read: ([, root = ""], scan) => /[\p{L}\d]/u.test(scan.charBefore) ? undefined : phrase(root, "flat"),
};

/** "C min.", "F♯ maj.": a mode behind the letter of its key. */
const MODE: Rule = {
  pattern: /(min|maj)\.?(?=[ ,:;)]|\s*$)(?! \d)/yu,
  read: ([, short = ""], scan) =>
    /(?:^|[\s(])(?:in [A-G]|[A-G](?:[♯♭#b]|-flat|-sharp)) $/u.test(scan.before(10)) ? QUALITIES[short] : undefined,
};

/** "♩ = 120": the note that is counted. */
const TEMPO: Rule = {
  pattern: /([♩♪])(?= ?[=≈] ?\d)/y,
  read: ([note]) => note === "♩" ? "quarter note" : "eighth note",
};

/** Rules for tokens that begin with a letter. */
export const CHORD_RULES: readonly Rule[] = [INTERVAL, FLAT_KEY, MODE, CHORD];

/** Rules for tokens that begin with a digit. */
export const BAR_RULES: readonly Rule[] = [TIME_SIGNATURE];

/** Rules for tokens that begin with a sign. */
export const NOTE_RULES: readonly Rule[] = [DEGREE, TEMPO];
