/**
 * English words for numbers.
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
const SCALES = ["", "thousand", "million", "billion", "trillion"] as const;
const ORDINAL_OF: Readonly<Record<string, string>> = {
  one: "first",
  two: "second",
  three: "third",
  five: "fifth",
  eight: "eighth",
  nine: "ninth",
  twelve: "twelfth",
};

/** The most digits that are read as one number; longer ones are read digit by digit. */
const MAX_CARDINAL_DIGITS = 15;

/**
 * Reads a whole number: `1234` is "one thousand two hundred thirty four".
 *
 * @param digits ASCII digits. With a leading zero, or more than 15 of them, they are read one by one.
 */
export function cardinal(digits: string): string {
  if (digits.length > MAX_CARDINAL_DIGITS || (digits.length > 1 && digits.startsWith("0"))) return spelled(digits);
  let rest = Number(digits);
  if (rest === 0) return "zero";
  const words: string[] = [];
  for (let scale = 0; rest > 0; scale++) {
    const group = rest % 1000;
    if (group > 0) words.unshift(belowThousand(group), SCALES[scale] ?? "");
    rest = Math.floor(rest / 1000);
  }
  return words.filter((word) => word !== "").join(" ");
}

/** Reads the place in an order: `21` is "twenty first". */
export function ordinal(digits: string): string {
  return cardinal(digits).replace(/[a-z]+$/, (last) => {
    const irregular = ORDINAL_OF[last];
    if (irregular !== undefined) return irregular;
    return last.endsWith("y") ? `${last.slice(0, -1)}ieth` : `${last}th`;
  });
}

/** Reads digits one by one. */
export function spelled(digits: string): string {
  return [...digits].map((digit) => ONES[Number(digit)] ?? "").join(" ");
}

/** Reads a year: `1984` is "nineteen eighty four", `2005` "two thousand five", `1900` "nineteen hundred". */
export function year(digits: string): string {
  const value = Number(digits);
  const century = Math.floor(value / 100);
  const rest = value % 100;
  if (digits.length !== 4 || value < 1000 || (century % 10 === 0 && rest < 10)) return cardinal(digits);
  if (rest === 0) return `${belowThousand(century)} hundred`;
  return `${belowThousand(century)} ${rest < 10 ? "oh " : ""}${belowThousand(rest)}`;
}

/** Reads a number with a fraction: `3.14` is "three point one four". */
export function decimal(whole: string, fraction: string): string {
  return `${cardinal(whole === "" ? "0" : whole)} point ${spelled(fraction)}`;
}

/** The plural of a number's last word, for decades: "nineteen eighties". */
export function plural(words: string): string {
  return words.endsWith("y") ? `${words.slice(0, -1)}ies` : `${words}s`;
}

function belowThousand(value: number): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const words: string[] = [];
  if (hundreds > 0) words.push(ONES[hundreds] ?? "", "hundred");
  if (rest >= 20) words.push(TENS[Math.floor(rest / 10)] ?? "", rest % 10 > 0 ? ONES[rest % 10] ?? "" : "");
  else if (rest > 0) words.push(ONES[rest] ?? "");
  return words.filter((word) => word !== "").join(" ");
}
