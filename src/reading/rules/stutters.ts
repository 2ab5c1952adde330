/**
 * Stutters: "b-but", "Wh-what?".
 *
 * @module
 */
import type { Rule } from "../tokens/scan.ts";

/** The sound of the letters with which a word begins; others sound as they are written. */
const SOUNDS: Readonly<Record<string, string>> = {
  wh: "w",
  sh: "ʃ",
  ch: "ʧ",
  ph: "f",
  c: "k",
  g: "ɡ",
  j: "ʤ",
  q: "k",
  r: "ɹ",
  y: "j",
};

/** Words after a capital and a hyphen that are stuttered; "T-test" and "D-day" are terms. */
const BEGUN =
  /^(?:what|who|where|when|why|how|well|but|because|no|not|nothing|sorry|please|stop|wait|thank|thanks|this|that|the|they|there|she|he|you|we|my|me|maybe|do|did|don't|can|can't|could|yes|yeah|look|let|let's|listen|hey|hello|help|just|really|so|to|go)\b/i;

/** The consonants before a hyphen that the word behind it begins with again. */
const STUTTER: Rule = {
  pattern: /(wh|th|sh|ch|ph|[bcdfghjklmnpqrstvwyz][lr]?|s[ptkw])-(?=(?:\1-)*(\1\p{L}{1,20}))/yiu,
  read([whole, begun = "", word = ""], scan) {
    if (/[\p{L}\d'-]/u.test(scan.charBefore) && scan.last?.kind !== "pronounced") return undefined;
    const isTerm = begun.length === 1 && /^\p{Lu}/u.test(begun) && !BEGUN.test(word) ||
      /^(?:tests?|t-tests?|day|dimers?)$/i.test(word);
    if (isTerm) return undefined;
    const small = begun.toLowerCase();
    const th = /^th(?:at|is|e|ey|en|ere|ose|ese|em|ough)\b/i.test(word) ? "ð" : "θ";
    const onset = small === "th" ? th : SOUNDS[small] ?? [...small].map((letter) => SOUNDS[letter] ?? letter).join("");
    return [{
      kind: "pronounced",
      written: begun,
      say: `/${onset}ə/`,
      start: scan.at,
      end: scan.at + whole.length - 1,
    }];
  },
};

/** Rules for tokens that begin with a letter. */
export const STUTTER_RULES: readonly Rule[] = [STUTTER];
