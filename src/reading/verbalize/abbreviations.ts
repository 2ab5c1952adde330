/**
 * The known abbreviations: their expansion, and whether their period can end a sentence. The front end expands
 * them and the segmenter splits sentences by them.
 *
 * @module
 */
import { BOOKS_IN_SHORT } from "./bible_books.ts";
import { ABBREVIATION_LISTS, type AbbreviationKind } from "./abbreviation_lists.ts";

/** An abbreviation. */
export interface Abbreviation {
  readonly kind: AbbreviationKind;
  /** Its expansion; empty if it is read as written. */
  readonly words: string;
  /** Whether the period is optional. */
  readonly periodIsOptional: boolean;
  /** Whether it is never a word, so that it is an abbreviation anywhere. */
  readonly isNoWord: boolean;
  /** Whether it must be capitalized. */
  readonly needsCapital: boolean;
}

/** By the short form in lower case. Entries of later lists override earlier ones. */
const ABBREVIATIONS: ReadonlyMap<string, Abbreviation> = new Map(
  ABBREVIATION_LISTS.flatMap(([kind, list]) =>
    list.split(" ").map((entry): [string, Abbreviation] => {
      const [short = "", words = ""] = entry.split("=");
      return [short.replace(/[*^!]/g, ""), {
        kind,
        words: words.replaceAll("_", " "),
        periodIsOptional: /[*!]/.test(short),
        isNoWord: short.includes("!"),
        needsCapital: short.includes("^") || kind === "month" || kind === "day",
      }];
    })
  ),
);

/** Abbreviations that are titles before a name and something else after one: `Elm St.`, `Oak Dr.`, `6 ft.`. */
export const BEHIND_NAME: Readonly<Record<string, string>> = { st: "street", dr: "drive", ft: "feet", fr: "friar" };

/** Abbreviations with periods inside, by their letters; others are spelled, as in "U.S.A.". */
export const DOTTED: Readonly<Record<string, string>> = {
  eg: "for example",
  ie: "that is",
  nb: "N B",
  pa: "per annum",
  wrt: "with respect to",
};

/** Abbreviations with inner periods that never end a sentence. */
const DOTTED_JOINING = new Set(["eg", "ie", "nb"]);

/** Full names of months. */
export const MONTH_NAMES = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
] as const;

/**
 * Looks up an abbreviation.
 *
 * @param written The word before the period, as written.
 */
export function abbreviationOf(written: string): Abbreviation | undefined {
  const found = ABBREVIATIONS.get(written.toLowerCase());
  return found?.needsCapital === true && !/^\p{Lu}/u.test(written) ? undefined : found;
}

/** Counties that are written behind "Co.". */
export const COUNTY =
  /^(?:Antrim|Armagh|Carlow|Cavan|Clare|Cork|Donegal|Down|Dublin|Durham|Fermanagh|Galway|Kerry|Kildare|Kilkenny|Laois|Leitrim|Limerick|Longford|Louth|Mayo|Meath|Monaghan|Offaly|Roscommon|Sligo|Tipperary|Tyrone|Waterford|Westmeath|Wexford|Wicklow)\b/;

/** Names as they are formed in Spanish: "Gómez", "Castillo". */
export const SPANISH_NAME =
  /^(?:\p{Lu}\p{Ll}*[áéíóúñ]\p{Ll}*|\p{Lu}\p{Ll}+(?:ez|illo|ado|ero|ano|ino|os|era|ana))(?!\p{L})/u;

/** Ranks that have associates. */
export const RANK =
  /^(?:Prof|Dir|Dean|Ed|Editor|Director|Justice|Producer|VP|Professor|[Dd]egree|of (?:Arts|Science|Applied))/;

/** What completes an abbreviation that may end a sentence: "Ave. NW", "Tel. 030", "25 deg. C", "inc. VAT". */
const COMPLETED: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries(
    ["ave", "st", "blvd", "rd", "dr", "ln", "pl", "ct"].map((street) => [street, /^(?:NW|NE|SW|SE)(?!\p{L})/u]),
  ),
  tel: /^[\d(+]/,
  ph: /^[\d(+]/,
  deg: /^[CF](?!\p{L})/u,
  inc: /^(?:VAT|GST)(?!\p{L})/u,
  supp: /^[23]d(?!\p{L})/u,
  mio: /^[$€£¥]/,
  mrd: /^[$€£¥]/,
  rs: /^\d/,
  sfr: /^\d/,
  e: /^\d{1,3}(?:st|nd|rd|th)(?!\p{L})/u,
  w: /^\d{1,3}(?:st|nd|rd|th)(?!\p{L})/u,
  n: /^\d{1,3}(?:st|nd|rd|th)(?!\p{L})/u,
  s: /^\d{1,3}(?:st|nd|rd|th)(?!\p{L})/u,
  co: COUNTY,
  fl: /^(?:ca?\. )?\d{1,4}(?!\d)/,
  reg: /^\(E(?:U|C|EC)\)/,
  sched: /^[B-HJ-Z](?!\p{L})/u,
  art: /^I[,;)]/,
  sr: SPANISH_NAME,
  assoc: RANK,
  int: /^\p{Lu}{2}/u,
  ext: /^(?:\p{Lu}{2}|\d)/u,
  dim: /^\d{1,2}(?:st|nd|rd|th)(?!\p{L})/u,
  aug: /^\d{1,2}(?:st|nd|rd|th)?(?!\p{L})/u,
  fed: /^(?:R|Reg)\./,
  civ: /^P\./,
  ex: /^[B-HJ-Z](?!\p{L})/u,
  r: /^(?:Civ|Crim|Evid)\./,
};

/**
 * Whether the period after a word belongs to it and cannot end a sentence.
 *
 * @param written The word before the period; periods inside it are part of it.
 * @param next What follows after the space, at least one character, or an empty string at the end of the text.
 */
export function periodBelongsTo(written: string, next: string): boolean {
  const letters = written.replaceAll(".", "").toLowerCase();
  if (written.includes(".")) return DOTTED_JOINING.has(letters) || /^\p{Ll}/u.test(next);
  if (Object.hasOwn(BOOKS_IN_SHORT, letters) && /^\p{Lu}/u.test(written) && /^\d{1,3}(?!\d)/.test(next)) return true;
  if (Object.hasOwn(COMPLETED, letters) && COMPLETED[letters]?.test(next)) return true;
  const known = abbreviationOf(written);
  if (known === undefined) return false;
  // "2 Tbsp. = 1 oz." goes on.
  if (/^[+=×÷−&→]/.test(next)) return true;
  if (known.kind === "title" || known.kind === "joining") return next !== "";
  if (known.kind === "inner") return /^[\p{Ll}\d]/u.test(next);
  if (known.kind === "number") {
    return /^(?:[\p{N}#]|\(\d|[IVXLC]{2,7}(?!\p{L})|[IVX][–-][IVX]|\p{Lu}{1,5}-?\d)/u.test(next) ||
      /^(?:Pt|Sec|Ste)$/.test(written) && /^\p{Lu}/u.test(next) ||
      /^(?:ch|chap|vol|bk|pt)$/.test(letters) && /^[VX](?:\.|$|\s)/.test(next);
  }
  if (known.kind === "day") return /^(?:\p{N}|[–-]|\(\d)/u.test(next);
  return known.kind === "month" && /^(?:[\p{N}#]|['’]\d)/u.test(next);
}

/** The month of a name or an abbreviation, 1 to 12. */
export function monthOf(written: string): number | undefined {
  const lower = written.toLowerCase();
  const name = MONTH_NAMES.findIndex((month) => month === lower);
  if (name >= 0) return name + 1;
  const known = ABBREVIATIONS.get(lower);
  return known?.kind === "month" ? MONTH_NAMES.findIndex((month) => month === known.words) + 1 : undefined;
}

/** The day of the week of a name or an abbreviation, as a word. */
export function dayOf(written: string): string | undefined {
  const known = ABBREVIATIONS.get(written.toLowerCase());
  if (known?.kind === "day") return known.words;
  return /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/i.test(written) ? written.toLowerCase() : undefined;
}
