/**
 * Identifiers and online names: `snake_case`, `console.log`, hashtags, mentions; runs of marks and dashes.
 *
 * @module
 */
import { dayOf, monthOf } from "../verbalize/abbreviations.ts";
import { cardinal, phrase } from "../verbalize/numbers.ts";
import { DRAWING_RULES, FACE_RULES, STAR_RULES } from "./drawings.ts";
import type { Rule, Scan } from "../tokens/scan.ts";
import { plainWords } from "../tokens/number_text.ts";
import { mark, said, type Token, wordToken } from "../tokens/token.ts";

const PART = /\d+|\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{L}+/gu;

/** Splits a name into separate words of letters and digits. */
function partsOf(scan: Scan, text: string, from: number): Token[] {
  return Array.from(text.matchAll(PART), ({ 0: part, index }) => {
    const start = from + index;
    const end = start + part.length;
    if (/^\d/.test(part)) return said(plainWords(part), start, end, part);
    return wordToken(scan.text.slice(start, end), start, end, true);
  });
}

/** "#ThrowbackThursday". */
const HASHTAG: Rule = {
  pattern: /#(?=[\p{L}_]|\d{1,4}\p{L}{3})[\p{L}\d_]{2,60}/uy,
  read([whole], scan) {
    if (/[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    if (/^-\d/.test(scan.after(scan.at + whole.length, 2))) return [said("number", scan.at, scan.at + 1)];
    const isDirective = /^#(?:include|define|undef|ifn?def|endif|pragma)$/.test(whole);
    return [
      said(isDirective ? "hash" : "hashtag", scan.at, scan.at + 1),
      ...partsOf(scan, whole.slice(1), scan.at + 1),
    ];
  },
};

/** "C#", "F♯", "B♭". */
const SHARP: Rule = {
  pattern: /#(?![\p{L}\d])|(?<=\b[CF])#(?=\d)|[♯♭♮]/uy,
  read([sign], scan) {
    if (sign !== "#") return sign === "♯" ? "sharp" : sign === "♭" ? "flat" : "natural";
    return /(?:^|[^\p{L}])[A-G]$/u.test(scan.before(2)) ? "sharp" : undefined;
  },
};

/** "@anna": the name is read part by part. */
const MENTION: Rule = {
  pattern: /@(?=[\p{L}_])[\p{L}\d_]{1,40}/uy,
  read([whole], scan) {
    return [said("at", scan.at, scan.at + 1), ...partsOf(scan, whole.slice(1), scan.at + 1)];
  },
};

/** "snake_case", "MAX_RETRIES", "__init__". */
const SNAKE: Rule = {
  pattern: /_{0,3}[\p{L}\d]{1,40}(?:_{1,3}[\p{L}\d]{1,40}){1,12}_{0,3}/uy,
  read: ([whole], scan) => /[\p{L}\d]/u.test(scan.charBefore) ? undefined : partsOf(scan, whole, scan.at),
};

/** "console.log", "Math.PI", "Array.prototype.map", "std::vector"; "Node.js" is left to the rule for files. */
const DOTTED: Rule = {
  pattern:
    /[\p{L}_][\p{L}\d_]{0,40}(?:(?:\.|::|\?\.)[\p{L}_][\p{L}\d_]{0,40}){1,8}(?=[(\s=[,;)"”>]|$|[.:!?](?:\s|$))/uy,
  read([whole], scan) {
    if (/[\p{L}\d.]/u.test(scan.charBefore)) return undefined;
    const isCode = /::|\?\.|_/.test(whole) || /^[(=[]/.test(scan.after(scan.at + whole.length, 1)) ||
      /\p{Ll}\p{Lu}/u.test(whole) || /^\p{Lu}?\p{Ll}+(?:\.\p{Ll}+)+$/u.test(whole);
    if (!isCode || /^(?:\p{L}\.)+\p{L}$/u.test(whole)) return undefined;
    return Array.from(whole.matchAll(/\.|[\p{L}\d]+/gu)).flatMap(({ 0: part, index }): Token[] => {
      const start = scan.at + index;
      return part === "." ? [said("dot", start, start + 1)] : partsOf(scan, part, start);
    });
  },
};

/** "C++", "R&D", "AT&T", "Q&A". */
const AMPERSAND: Rule = {
  pattern: /(\p{Lu}{1,3})&(\p{Lu}{1,3})('s|s)?(?![\p{L}])/uy,
  read([, before = "", after = "", plural = ""], scan) {
    if (/[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    const middle = scan.at + before.length;
    return [
      said([...before].join(" "), scan.at, middle, before),
      said("and", middle, middle + 1),
      said([...after, plural].join(" ").trim(), middle + 1, middle + 1 + after.length + plural.length, after),
    ];
  },
};

/** "____": a blank to fill in. */
const BLANK: Rule = {
  pattern: /_{2,}(?![\p{L}\d])/uy,
  read: ([whole], scan) => {
    if (/[\p{L}\d]/u.test(scan.charBefore)) return "";
    const isField = whole.length < 30 && /[\p{L}\d,;] ?$/u.test(scan.before(3));
    return isField ? "blank" : "";
  },
};

/** "§§ 12–14": several sections. */
const SECTIONS: Rule = { pattern: /§§|¶¶/y, read: ([signs]) => signs === "§§" ? "sections" : "paragraphs" };

/** "n° 5": a number. */
const NUMERO: Rule = {
  pattern: /[nN][°º](?= ?\d)/y,
  read: (_match, scan) => /[\p{L}\d]/u.test(scan.charBefore) ? undefined : "number",
};

/** "A-levels", "A-Rod": the letter, as no article is followed by a hyphen. */
const LETTER_A: Rule = {
  pattern: /A(?=-(?![Aa])\p{L}{2})/yu,
  read: (_match, scan) => /[\p{L}\d'’-]/u.test(scan.charBefore) ? undefined : "A",
};

/** "TL;DR". */
const SUMMARY: Rule = { pattern: /TL[;:]DR(?![\p{L}\d])/yiu, read: () => "T L D R" };

/** "Ø 12 mm". */
const DIAMETER: Rule = { pattern: /[Øø⌀](?= ?\d)/uy, read: () => "diameter" };

/** "$HOME", "${name}": the sign of a shell's variable is not read. */
const VARIABLE: Rule = {
  pattern:
    /\$(?=[A-Z_]{2,}|(?<=(?:^|[\s(["'`=,])\$)[a-z]\w{0,20}(?![\p{L}\d])|\{| (?:npm|npx|git|cd|ls|sudo|pip3?|python3?|node|deno|docker|curl|yarn|cargo|go|make|brew|apt)\b)/uy,
  read: () => "",
};

/** "!done" in code. */
const NOT: Rule = {
  pattern: /!(?=[A-Za-z_(])/y,
  read: (_match, scan) => /(?:[(&|=!]|[&|=]\s)$/.test(scan.before(2)) ? "not" : undefined,
};

const PIECES: Readonly<Record<string, string>> = {
  K: "king",
  Q: "queen",
  R: "rook",
  B: "bishop",
  N: "knight",
};

/** "Nf3", "Qxd5+", "exd5", "Rad1", "Nxf7#": a move in chess. */
const CHESS_MOVE: Rule = {
  pattern: /(?:([KQRBN])([a-h]?[1-8]?)|([a-h])(?=x))(x?)([a-h])([1-8])([+#]?)(?![\p{L}\d'-]|\.[\p{L}\d])/yu,
  read([whole, piece, from = "", pawn = "", takes, file = "", rank = "", end]) {
    // In chats it is short for "before".
    if (whole === "Be4") return undefined;
    return phrase(
      piece === undefined ? undefined : PIECES[piece],
      ...[...from, ...pawn, ...(takes === "" ? [] : ["takes"]), file, rank]
        .map((part) => /\d/.test(part) ? cardinal(part) : part.length === 1 ? part.toUpperCase() : part),
      end === "+" ? "check" : end === "#" ? "mate" : undefined,
    );
  },
};

/** "M*A*S*H". */
const STARRED: Rule = {
  pattern: /\p{Lu}(?:\*\p{Lu}){2,6}(?![\p{L}\d*])/yu,
  read: ([whole]) => whole.replaceAll("*", "").toLowerCase(),
};

/** "f/1.8": the aperture of a lens. */
const APERTURE: Rule = {
  pattern: /[fƒ]\/(?=\d)/y,
  read: (_match, scan) => /[\p{L}\d]/u.test(scan.charBefore) ? undefined : "F",
};

/** "Who?!?!", "!!!", "...": a run of marks counts as one. */
const RUNS: Rule = {
  pattern: /[!?]{1,60}|\.{2,60}|…{1,20}|(?:\. ){2,5}\.(?=\s|$)/y,
  read([run], scan) {
    const end = scan.at + run.length;
    if (run === ".." && /^(?:C D|L S|cd|ls|mv|cp)$/.test(scan.lastWord)) return "dot dot";
    if (/[.…]/.test(run)) return [mark("…", scan.at, end)];
    if (/^[?]{2,}$/.test(run) && /^\s?[\p{L}\d(]/u.test(scan.after(end, 2)) && /\s$/.test(scan.charBefore)) {
      return "or else";
    }
    return [mark(run.includes("?") ? "?" : "!", scan.at, end)];
  },
};

/** "30,000 ft - 40,000 ft", " -- ", " – ": a dash between words. */
const DASH: Rule = {
  pattern: /[—–]{1,20}|-{2,20}|-(?=\s|$|(?:noon|midnight)\b|\p{Lu}\p{Ll}{2,8}\b)/yu,
  read([dash], scan) {
    const end = scan.at + dash.length;
    // "It's –10": a minus.
    if (dash === "–" && /[^\d\s]\s$/.test(scan.before(2)) && /^\d/.test(scan.after(end, 1))) return undefined;
    // "Mon 9/2–Fri 9/6"
    const next = /^ ?(\p{Lu}\p{Ll}{2,8})/u.exec(scan.after(end, 10))?.[1] ?? "";
    if (
      /^[-–]$/.test(dash) && scan.last?.kind === "said" && (dayOf(next) !== undefined || monthOf(next) !== undefined)
    ) return "to";
    const isBeforeWord = /^\s*["“'(]?[\p{L}\p{N}$€£]/u.test(scan.after(end, 6));
    const isAfterWord = /[\p{L}\p{N}%)"”'.,!?]\s*$/u.test(scan.before(6));
    // "--force" is a command-line option; a hyphen at the end of a word marks it as cut off.
    if (/^-{2}$/.test(dash) && /(?:^|\s)$/.test(scan.charBefore) && /^\p{L}/u.test(scan.after(end, 1))) return "";
    if (/^ ?(?:noon|midnight)\b/i.test(scan.after(end, 10)) && scan.last?.kind === "said") return "to";
    if (dash === "-" && !/\s/.test(scan.charBefore)) return "";
    if (/\b(?:BCE?|CE|AD)\.? ?$/.test(scan.before(5)) && /^ ?(?:AD |A\.D\. )?\d/.test(scan.after(end, 7))) return "to";
    // "10⁶–10⁷", "Q2–Q3"
    const [, series = ""] = /(?:^|[^\p{L}\d])(\p{Lu})\d{1,3}$/u.exec(scan.before(5)) ?? [];
    const goesOn = /[⁰-⁹²³]$/.test(scan.charBefore) && /^\d/.test(scan.after(end, 1)) ||
      series !== "" && scan.after(end, 2).startsWith(series) && /^.\d/u.test(scan.after(end, 2));
    if (dash === "–" && goesOn) return "to";
    // "9C–12C"
    if (/\d°?[CF]$/.test(scan.before(3)) && /^[-−]?\d{1,3}°?[CF]\b/.test(scan.after(end, 7))) return "to";
    // "'61–'89"
    if (/'\d\d ?$/.test(scan.before(4)) && /^ ?'\d\d(?!\d)/.test(scan.after(end, 5))) return "to";
    // "'80s–'90s"
    if (/\d0s ?$/.test(scan.before(4)) && /^ ?'?\d{1,3}0s/.test(scan.after(end, 7))) return "to";
    if (/\b(?:noon|midnight) ?$/i.test(scan.before(10)) && /^ ?\d/.test(scan.after(end, 2))) return "to";
    return isBeforeWord && isAfterWord ? [mark("—", scan.at, end)] : "";
  },
};

/** "noon-5": until a time. */
const FROM_NOON: Rule = { pattern: /(?<=\b(?:noon|midnight))[-–](?=\d)/yi, read: () => "to" };

/** "P!nk", "A$AP", "sh!t", "d@mn": a sign for a letter that looks like it. */
const DISGUISED: Rule = {
  pattern:
    /(?:\p{L}{1,6}\${1,2}\p{L}{1,8}|[b-df-hj-np-tv-z]{1,2}@[b-df-hj-np-tv-z]{1,2}\p{Ll}{0,3}|[^\P{L}AEIOUaeiou]{1,2}!\p{Ll}{2,4})(?![\p{L}\d$!@]|[.:]\p{L})/yu,
  read([whole], scan) {
    if (/[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    const letters = whole.replaceAll("$", "s").replaceAll("!", "i").replaceAll("@", "a");
    return [said(letters.toLowerCase(), scan.at, scan.at + whole.length, letters)];
  },
};

/** Rules that take precedence over those for signs. */
export const EMOTICON_RULES: readonly Rule[] = [...DRAWING_RULES, VARIABLE];

/** Rules for tokens that begin with a sign. */
export const NAME_SIGN_RULES: readonly Rule[] = [
  NOT,
  SECTIONS,
  DIAMETER,
  HASHTAG,
  SHARP,
  MENTION,
  ...STAR_RULES,
  RUNS,
  FROM_NOON,
  DASH,
];

/** Rules for underscores. */
export const UNDERSCORE_RULES: readonly Rule[] = [BLANK, SNAKE];

/** Rules for tokens that begin with a letter and contain a mark. */
export const NAME_RULES: readonly Rule[] = [
  ...FACE_RULES,
  LETTER_A,
  SUMMARY,
  NUMERO,
  DISGUISED,
  STARRED,
  APERTURE,
  DIAMETER,
  CHESS_MOVE,
  AMPERSAND,
  SNAKE,
  DOTTED,
];
