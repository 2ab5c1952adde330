/**
 * Short forms: abbreviations with and without a period, initials, "w/" and "c/o".
 *
 * @module
 */
import { abbreviationOf, DOTTED, periodBelongsTo, SPANISH_NAME } from "../../verbalize/abbreviations.ts";
import { letterNames } from "../../verbalize/letters.ts";
import { isEnd, LISTED } from "./listed.ts";
import { PLACE_RULES } from "./places.ts";
import { CITATION } from "../references.ts";
import type { Rule, Scan } from "../../tokens/scan.ts";
import { said } from "../../tokens/token.ts";

const SLASHED: Readonly<Record<string, string>> = {
  "w/o": "without",
  "w/out": "without",
  "w/in": "within",
  "w/c": "week commencing",
  "w/b": "week beginning",
  "w/": "with",
  "c/o": "care of",
  "n/a": "not applicable",
  "b/c": "because",
  "b/w": "between",
  "s/p": "status post",
  "h/o": "history of",
  "r/o": "rule out",
  "f/u": "follow up",
  "y/n": "yes or no",
  "w/e": "whatever",
  "s/h": "S H",
  "a/c": "A C",
  "i/o": "I O",
  "d/b/a": "doing business as",
  "r/w": "read write",
  "p/h": "per hour",
  "h/t": "hat tip",
  "a/k/a": "A K A",
  "u/s": "under section",
  "y/y": "year over year",
  "m/m": "month over month",
  "q/q": "quarter over quarter",
};

/** What a patient complains of. */
const COMPLAINT =
  /^ (?:CP|SOB|HA|N\/V|chest|pain|headaches?|nausea|dizziness|fever|cough|fatigue|abdominal|back pain)\b/;

/** "w/ coupon", "c/o", "n/a". */
const SLASH: Rule = {
  pattern:
    /(?:w\/(?!\()(?:o(?:ut)?|in|[bce])?|[chr]\/o|n\/a|b\/[cw]|a\/c|i\/o|r\/w|s\/[ph]|f\/u|y\/[ny]|m\/m|q\/q|u\/s|p\/h|h\/t|a\/k\/a|d\/b\/a)(?![\p{L}\d])/yui,
  read([whole], scan) {
    if (/[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    const key = whole.toLowerCase();
    if (/^([mqy])\/\1$/.test(key) && !/\d ?%? $/.test(scan.before(4))) return undefined;
    if (/^w\/[bc]$/.test(key) && !/^ \d/.test(scan.after(scan.at + 3, 2))) return undefined;
    if (key === "u/s" && !/^ \d/.test(scan.after(scan.at + 3, 2))) return undefined;
    if (key === "p/h" && scan.last?.kind !== "said") return undefined;
    if (
      key === "c/o" && (/^(?:patient|pt|he|she|who)$/i.test(scan.lastWord) || COMPLAINT.test(scan.after(scan.at + 3)))
    ) return "complains of";
    if (key === "w/" && !/^ ?\S/.test(scan.after(scan.at + 2, 2))) return undefined;
    return Object.hasOwn(SLASHED, key) ? SLASHED[key] : undefined;
  },
};

/** "et al.", "P.O. Box". */
const LATIN: Rule = {
  pattern: /et al\b\.?/yi,
  read: (match, scan) => [
    said("et", scan.at, scan.at + 2),
    said("al", scan.at + 3, scan.at + match[0].length - (isEnd(scan, scan.at + match[0].length) ? 1 : 0)),
  ],
};

const LETTER_CLOSE = String.raw`(?![\p{L}\d])`;

/** "U.S.", "e.g.", "Ph.D.", "R.S.V.P.", "a.k.a.", "J.R.R. Tolkien". */
const WITH_PERIODS: Rule = {
  pattern: new RegExp(
    String
      .raw`(?:\p{L}\.(?: ?(?=\p{L}\.\p{L}?))?){2,8}\p{L}?${LETTER_CLOSE}('s|s\b)?|Ph\.? ?D\b\.?|(?:\p{L}\.){1,4}\p{Lu}${LETTER_CLOSE}`,
    "yui",
  ),
  read(match, scan) {
    const [whole, ending = ""] = match;
    if (/[\p{L}\d]/u.test(scan.charBefore) || /\p{L}{3}/u.test(whole.replace(ending, ""))) return undefined;
    // "the 5th c. B.C." is a century.
    if (/^\p{Ll}\. \p{Lu}/u.test(whole)) return undefined;
    const letters = whole.slice(0, whole.length - ending.length).normalize("NFD").replace(/[^\p{L}]/gu, "");
    const end = scan.at + whole.length;
    const tokenEnd = whole.endsWith(".") && isEnd(scan, end) && endsSentence(scan, whole, end) ? end - 1 : end;
    const key = letters.toLowerCase();
    const isKnown = Object.hasOwn(DOTTED, key) && (key !== "pa" || whole.startsWith("p"));
    const words = isKnown ? DOTTED[key] ?? "" : letterNames(letters);
    if (words === "") return undefined;
    return [said(ending === "" ? words : `${words}'s`, scan.at, tokenEnd, letters.toUpperCase())];
  },
};

/** Whether the last period of "U.S." also ends the sentence; after initials and "e.g." it does not. */
function endsSentence(scan: Scan, whole: string, end: number): boolean {
  if (/^\s*$/.test(scan.after(end, 4))) return true;
  const isInitials = /^(?:\p{Lu}\. ?){1,4}$/u.test(whole) && /^ \p{Lu}\p{Ll}/u.test(scan.after(end, 4));
  return !isInitials && !periodBelongsTo(whole.replace(/\.$/, ""), "A");
}

/** "J. Doe", "George R. Martin": an initial before a name. */
const INITIAL: Rule = {
  pattern: /(\p{Lu})\.(?= ?\p{Lu}[\p{L}'.-])/yu,
  read([, letter = ""], scan) {
    if (/[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    // "So do I. We agree." and "Plan B. Then": a sentence ends there.
    const last = scan.lastWord;
    const isName = scan.isSentenceStart || /^\p{Lu}/u.test(last) ||
      /^(?:mister|missus|miz|doctor|professor|by|and|of|with|to|from)$/.test(last);
    if (letter === "I" && !/^\p{Lu}/u.test(last)) return undefined;
    if (/^(?:Plan|Option|Vitamin|Grade|Type|Group|Exhibit|Section|Part|Team|Hepatitis|Appendix)$/.test(last)) {
      return undefined;
    }
    return isName ? letterNames(letter.normalize("NFD")) : undefined;
  },
};

/** "No.1", "fig.3", "p.7", "the No 7 bus": right before a number. */
const FUSED: Rule = {
  pattern: /(?:(nos?|figs?|pp?|vols?|ch|secs?|arts?|eqn?s?|chap)\.(?=\d)|No(?= \d{1,4}(?![\d.,]*\p{L}|,\d)))/yui,
  read([whole, short], scan) {
    if (/[\p{L}\d.'-]/u.test(scan.charBefore)) return undefined;
    if (short === undefined) {
      return whole === "No" && /^(?:the|a|an|at|with|by|their|his|her|its)$/i.test(scan.lastWord)
        ? "number"
        : undefined;
    }
    const words = abbreviationOf(short)?.words;
    return words === undefined || words === "" ? undefined : words;
  },
};

/** "£7.99 (inc. VAT)", "ex. VAT": with or without a tax. */
const TAXED: Rule = {
  pattern: /(inc|ex)\.?(?= (?:VAT|GST|tax|taxes|P&P|shipping|delivery)\b)/yu,
  read: ([whole, short], scan) =>
    /[\p{L}\d]/u.test(scan.charBefore) ? undefined : [
      said(short === "inc" ? "including" : "excluding", scan.at, scan.at + whole.length),
    ],
};

/** "INT. TAVERN – NIGHT": where a scene is filmed. */
const SCENE: Rule = {
  pattern: /(INT|EXT)\.(?=(?:\/EXT\.)? \p{Lu}{2})/yu,
  read: ([, place], scan) => scan.isSentenceStart ? (place === "INT" ? "interior" : "exterior") : undefined,
};

/** "Hi 27°, Lo 18°F": the temperatures of a day. */
const EXTREME: Rule = {
  pattern: /(Hi|Lo)(?=:? [-−]?\d{1,3} ?°)/y,
  read: ([, short], scan) => /[\p{L}\d]/u.test(scan.charBefore) ? undefined : short === "Hi" ? "high" : "low",
};

/** "Sr. Gómez": before a Spanish name. */
const SENOR: Rule = {
  pattern: /Sr\.(?= \p{Lu})/yu,
  read(_match, scan) {
    const isSenior = /^\p{Lu}\p{Ll}/u.test(scan.lastWord) && !scan.isSecondWord;
    return isSenior || !SPANISH_NAME.test(scan.after(scan.at + 4)) ? undefined : "senor";
  },
};

/** Rules for tokens that begin with a letter, in order. */
export const SHORT_FORM_RULES: readonly Rule[] = [
  SCENE,
  EXTREME,
  SENOR,
  SLASH,
  LATIN,
  TAXED,
  CITATION,
  ...PLACE_RULES,
  WITH_PERIODS,
  INITIAL,
  FUSED,
  LISTED,
];
