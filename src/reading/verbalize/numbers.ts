/**
 * English words for numbers. Digits are ASCII, without separators.
 *
 * @module
 */

const ONES = [
  "zero",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
  "thirteen",
  "fourteen",
  "fifteen",
  "sixteen",
  "seventeen",
  "eighteen",
  "nineteen",
] as const;
const TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"] as const;
const SCALES = ["", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion"] as const;
const ORDINAL_OF: Readonly<Record<string, string>> = {
  one: "first",
  two: "second",
  three: "third",
  five: "fifth",
  eight: "eighth",
  nine: "ninth",
  twelve: "twelfth",
};

/** Maximum number of digits read as one number; longer ones are read digit by digit. */
const MAX_CARDINAL_DIGITS = 21;
/** Maximum number of digits read one by one; the rest is summarized. */
const MAX_SPELLED_DIGITS = 40;

/** Joins nonempty parts with spaces. */
export function phrase(...words: readonly (string | undefined)[]): string {
  return words.filter((word) => word !== undefined && word !== "").join(" ");
}

/**
 * Reads a whole number: `1234` is "one thousand two hundred thirty four".
 *
 * @param digits With a leading zero, or more than 21 of them, they are read one by one.
 */
export function cardinal(digits: string): string {
  if (digits.length > MAX_CARDINAL_DIGITS || (digits.length > 1 && digits.startsWith("0"))) return spelled(digits);
  if (Number(digits) === 0) return "zero";
  const words: string[] = [];
  for (let end = digits.length, scale = 0; end > 0; end -= 3, scale++) {
    const group = Number(digits.slice(Math.max(0, end - 3), end));
    if (group > 0) words.unshift(belowThousand(group), SCALES[scale] ?? "");
  }
  return phrase(...words);
}

/** Reads an ordinal: `21` is "twenty first". */
export function ordinal(digits: string): string {
  return cardinal(digits).replace(/[a-z]+$/, (last) => {
    const irregular = ORDINAL_OF[last];
    if (irregular !== undefined) return irregular;
    return last.endsWith("y") ? `${last.slice(0, -1)}ieth` : `${last}th`;
  });
}

/** Reads digits one by one; after 40, only mentions that there are more. */
export function spelled(digits: string): string {
  const said = [...digits.slice(0, MAX_SPELLED_DIGITS)].map((digit) => ONES[Number(digit)] ?? "");
  return phrase(...said, digits.length > MAX_SPELLED_DIGITS ? "and so on" : undefined);
}

/** Reads a number in pairs of digits, as in years: `1984` "nineteen eighty four", `1905` "nineteen oh five". */
export function year(digits: string): string {
  const value = Number(digits);
  const century = Math.floor(value / 100);
  const rest = value % 100;
  if (digits.length !== 4 || value < 1000 || (century % 10 === 0 && rest < 10)) return cardinal(digits);
  if (rest === 0) return `${belowThousand(century)} hundred`;
  return phrase(belowThousand(century), rest < 10 ? "oh" : undefined, belowThousand(rest));
}

/** Reads three or four digits as rooms, flights, standards are read: `204` "two oh four", `8601` "eighty six oh one". */
export function inPairs(digits: string): string {
  if (digits.length === 4) return year(digits);
  if (digits.length !== 3 || digits.endsWith("00")) return cardinal(digits);
  const rest = Number(digits.slice(1));
  return phrase(ONES[Number(digits[0])], rest < 10 ? "oh" : undefined, belowThousand(rest));
}

/** Reads a number with a fraction: `3.14` is "three point one four"; without a whole part, "zero point". */
export function decimal(whole: string, fraction: string): string {
  return `${cardinal(whole === "" ? "0" : whole)} point ${spelled(fraction)}`;
}

/** The plural of a number's last word, for decades and fractions: "nineteen eighties", "eighths". */
export function pluralOf(words: string): string {
  if (words.endsWith("y")) return `${words.slice(0, -1)}ies`;
  return /(?:x|s|ch|sh)$/.test(words) ? `${words}es` : `${words}s`;
}

/** Reads a fraction of whole numbers: "three eighths", "seven over twelve hundred". */
export function fraction(over: string, under: string): string {
  const isOne = Number(over) === 1;
  if (Number(under) === 2) return phrase(cardinal(over), isOne ? "half" : "halves");
  if (Number(under) === 4) return phrase(cardinal(over), isOne ? "quarter" : "quarters");
  const hasName = /^[1-9]\d?$|^[1-9]0+$/.test(under) && Number(under) > 1 && Number(under) <= 1_000_000;
  if (!hasName || over.length > 4 || under === "1") return phrase(cardinal(over), "over", cardinal(under));
  const name = under === "100" ? "hundredth" : under === "1000" ? "thousandth" : ordinal(under);
  return phrase(cardinal(over), isOne ? name : pluralOf(name));
}

function belowThousand(value: number): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const ones = rest >= 20 ? (rest % 10 > 0 ? ONES[rest % 10] : undefined) : rest > 0 ? ONES[rest] : undefined;
  return phrase(
    hundreds > 0 ? `${ONES[hundreds] ?? ""} hundred` : undefined,
    rest >= 20 ? TENS[Math.floor(rest / 10)] : undefined,
    ones,
  );
}
