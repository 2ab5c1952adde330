/**
 * The shapes of text that are not plain words, and how each is said.
 *
 * @module
 */
import { CURRENCIES, DOTTED, lookUp, MAGNITUDES, MONTHS, SYMBOLS, type Unit, UNITS } from "./lexicon.ts";
import { cardinal, decimal, ordinal, plural, spelled, year } from "./numbers.ts";

/** One shape: a sticky pattern, and what is said for its match; `undefined` lets the next pattern try. */
export interface Rule {
  readonly pattern: RegExp;
  say(match: RegExpExecArray, before: string): string | undefined;
}

/** The most labels or path segments of an address that are said. */
const MAX_ADDRESS_PARTS = 6;

const NUMBER = String.raw`\d{1,3}(?:,\d{3})+(?!\d)|\d{1,40}`;

/** In order: the first that matches and says something wins. Each matches in time linear in the text. */
export const RULES: readonly Rule[] = [
  {
    pattern: /[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}/iy,
    say: ([text]) => text.split("@").map((part) => address(part)).join(" at "),
  },
  {
    pattern: /(?:https?:\/\/|www\.)[^\s<>"]*[^\s<>"'.,;:!?()[\]{}…]/iy,
    say: ([text]) => webAddress(text.replace(/^https?:\/\//i, "")),
  },
  {
    pattern:
      /[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,62}){0,4}\.(?:com|org|net|io|dev|edu|gov|app)(?![\w-])(?:\/[\w./-]*\w)?/iy,
    say: ([text]) => webAddress(text),
  },
  {
    pattern: /(\d{4})-(\d{2})-(\d{2})(?![\d-])/y,
    say: ([, y = "", m = "", d = ""]) => date(y, m, d),
  },
  {
    pattern: /(\d{1,2})\/(\d{1,2})\/(\d{4})(?![\d/])/y,
    say: ([, a = "", b = "", y = ""]) => date(y, a, b) ?? date(y, b, a),
  },
  {
    pattern: /(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?:\s?([ap])\.?m\b\.?)?(?![\d:])/iy,
    say: ([, h = "", m = "", s, half]) => time(h, m, s, half),
  },
  {
    pattern: /(\d{1,2})\s?([ap])\.?m\b\.?/iy,
    say: ([, h = "", half = ""]) => `${cardinal(h)} ${half} m`,
  },
  {
    pattern: new RegExp(
      String.raw`([$€£¥₹])\s?(${NUMBER})(?:\.(\d{1,12}))?(?:\s?(bn|[kmb]|thousand|million|billion|trillion)\b)?`,
      "iy",
    ),
    say: ([, sign = "", whole = "", cents, magnitude]) => money(sign, whole, cents, magnitude),
  },
  {
    pattern: new RegExp(String.raw`(${NUMBER})(?:[.,](\d{1,2}))?\s?([€£¥₹])`, "y"),
    say: ([, whole = "", cents, sign = ""]) => money(sign, whole, cents, undefined),
  },
  {
    pattern: /(?:\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?|\(\d{2,4}\)[ .-]?)\d{2,4}(?:[ .-]?\d{2,4}){1,4}(?!\d)/y,
    say: ([text]) => phone(text),
  },
  { pattern: /\d{3}[-.](?:\d{3}[-.])?\d{4}(?![\d-])/y, say: ([text]) => phone(text) },
  {
    pattern: /(\d{1,40})(?:st|nd|rd|th)(?![\p{L}\d])/iyu,
    say: ([, digits = ""]) => ordinal(digits),
  },
  {
    pattern: /(\d{1,3}0)['’]?s(?![\p{L}\d])/yu,
    say: ([, digits = ""]) => plural(digits.length === 4 ? year(digits) : cardinal(digits)),
  },
  { pattern: /\d{1,9}(?:\.\d{1,9}){2,9}/y, say: ([text]) => text.split(".").map(cardinal).join(" point ") },
  {
    pattern: /(\d{1,6})\/(\d{1,6})(?![\d/])/y,
    say: ([, over = "", under = ""]) => fraction(over, under),
  },
  {
    pattern: new RegExp(String.raw`(${NUMBER})\s?[–-]\s?(${NUMBER})(?![\d–-])`, "y"),
    say: ([, from = "", to = ""]) => `${plain(from)} to ${plain(to)}`,
  },
  {
    pattern: new RegExp(
      String
        .raw`([-−]?)(${NUMBER})(?:\.(\d{1,40}))?(?:\s?(km\/h|kWh|[kMG]?Hz|[kKMGT]B|[kcm]m|[km]g|ml|lbs?|oz|ft|mph|ms|kW|°[CF]?|%)(?![\p{L}\d]))?`,
      "uy",
    ),
    say: ([, sign = "", whole = "", fractional, unit], before) => {
      if (sign !== "" && /[\p{L}\d]$/u.test(before)) return undefined;
      return `${sign === "" ? "" : "minus "}${quantity(whole, fractional, unit)}`;
    },
  },
  {
    pattern: /(?:[a-z]\.){2,8}(?![\p{L}\d])|ph\.d\b\.?/iuy,
    say: ([text]) => {
      const letters = text.replaceAll(".", "").toLowerCase();
      return lookUp(DOTTED, letters) ?? [...letters].join(" ");
    },
  },
  { pattern: /&(?:amp|lt|gt|quot|nbsp|#\d{1,6});/y, say: ([text]) => text === "&amp;" ? "and" : "" },
  { pattern: /<\/?[a-z][^<>\n]{0,200}>/iy, say: () => "" },
  // "x<y" and "a->b" are markup or code rather than comparisons: these are said only in front of a space or a number.
  { pattern: /[<>=](?![\s\d])/y, say: () => "" },
  { pattern: /[\p{S}&@%§½¼¾]/uy, say: ([symbol]) => SYMBOLS[symbol] ?? CURRENCIES[symbol]?.main[1] ?? "" },
];

function plain(number: string): string {
  const digits = number.replaceAll(",", "");
  return digits.length === 4 && digits === number ? yearOrCardinal(digits) : cardinal(digits);
}

function yearOrCardinal(digits: string): string {
  const value = Number(digits);
  return value >= 1100 && value < 2100 ? year(digits) : cardinal(digits);
}

function quantity(whole: string, fractional: string | undefined, unit: string | undefined): string {
  const digits = whole.replaceAll(",", "");
  const names = unit === undefined ? undefined : UNITS[unit];
  if (fractional !== undefined) return join(decimal(digits, fractional), names?.[1]);
  return names === undefined ? plain(whole) : join(cardinal(digits), digits === "1" ? names[0] : names[1]);
}

function money(sign: string, whole: string, cents: string | undefined, magnitude: string | undefined): string {
  const digits = whole.replaceAll(",", "");
  const { main, cent } = CURRENCIES[sign] ?? { main: ["", ""] as Unit };
  const scale = magnitude === undefined ? undefined : MAGNITUDES[magnitude.toLowerCase()];
  if (scale !== undefined || (cents !== undefined && (cents.length !== 2 || cent === undefined))) {
    return join(cents === undefined ? cardinal(digits) : decimal(digits, cents), scale, main[1]);
  }
  const amount = join(cardinal(digits), digits === "1" ? main[0] : main[1]);
  const hundredths = Number(cents ?? 0);
  if (hundredths === 0 || cent === undefined) return amount;
  const small = join(cardinal(String(hundredths)), hundredths === 1 ? cent[0] : cent[1]);
  return Number(digits) === 0 ? small : join(amount, "and", small);
}

function date(y: string, m: string, d: string): string | undefined {
  const month = MONTHS[Number(m) - 1];
  const day = Number(d);
  if (month === undefined || day < 1 || day > 31) return undefined;
  return join(month, ordinal(String(day)), year(y));
}

function time(h: string, m: string, s: string | undefined, half: string | undefined): string {
  const hour = cardinal(String(Number(h)));
  const onTheHour = half === undefined ? (s === undefined ? "o'clock" : "hundred") : undefined;
  const minute = m === "00" ? onTheHour : m.startsWith("0") ? `oh ${cardinal(m.slice(1))}` : cardinal(m);
  const second = s === undefined ? undefined : `and ${cardinal(String(Number(s)))} seconds`;
  return join(hour, minute, second, half === undefined ? undefined : `${half} m`);
}

function fraction(over: string, under: string): string {
  if (under === "2") return join(cardinal(over), over === "1" ? "half" : "halves");
  if (under === "4") return join(cardinal(over), over === "1" ? "quarter" : "quarters");
  if (Number(under) >= 3 && Number(under) <= 10 && Number(over) < Number(under)) {
    return join(cardinal(over), over === "1" ? ordinal(under) : plural(ordinal(under)));
  }
  return `${cardinal(over)} ${cardinal(under)}`;
}

function phone(text: string): string {
  return text.split(/\D+/).filter((group) => group !== "").map(spelled).join(" ");
}

function webAddress(text: string): string {
  const [host = "", ...path] = text.replace(/[?#].*$/s, "").replace(/^www\./i, "").split("/");
  const readable = path.filter((part) => /^[a-z][a-z_-]{0,23}$/i.test(part)).slice(0, 2);
  return [address(host), ...readable.map((part) => `slash ${address(part)}`)].join(" ");
}

/** Reads a host, a mailbox or a path segment: the names as words, the marks between them by name. */
function address(text: string): string {
  const parts = text.match(/[a-z]{1,40}|\d{1,20}|[._%+-]/gi) ?? [];
  const names: Readonly<Record<string, string>> = {
    ".": "dot",
    "-": "dash",
    "_": "underscore",
    "+": "plus",
    "%": "percent",
  };
  return parts.slice(0, 2 * MAX_ADDRESS_PARTS - 1)
    .map((part) => lookUp(names, part) ?? (/^\d/.test(part) ? cardinal(part) : part.toLowerCase()))
    .join(" ");
}

function join(...words: readonly (string | undefined)[]): string {
  return words.filter((word) => word !== undefined && word !== "").join(" ");
}
