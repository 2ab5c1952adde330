/**
 * Words for what is written short: abbreviations, symbols, units, currencies.
 *
 * @module
 */

/**
 * What a table says about a word that somebody wrote. Such a word may be `constructor`, which every object inherits.
 *
 * @returns `undefined` for what the table itself does not hold.
 */
export function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Abbreviations that are written with a period, which then ends no sentence. Keys are in lower case. */
export const ABBREVIATIONS: Readonly<Record<string, string>> = {
  mr: "mister",
  mrs: "missus",
  ms: "miz",
  dr: "doctor",
  prof: "professor",
  sr: "senior",
  jr: "junior",
  gen: "general",
  sen: "senator",
  rev: "reverend",
  vs: "versus",
  etc: "et cetera",
  approx: "approximately",
  dept: "department",
  est: "established",
  inc: "incorporated",
  ltd: "limited",
  corp: "corporation",
  ave: "avenue",
  blvd: "boulevard",
  jan: "january",
  feb: "february",
  aug: "august",
  sept: "september",
  oct: "october",
  nov: "november",
  dec: "december",
};

/** Abbreviations that stand before a number, as in "No. 5", "Fig. 3", "p. 12". */
export const BEFORE_NUMBER: Readonly<Record<string, string>> = {
  no: "number",
  nos: "numbers",
  fig: "figure",
  vol: "volume",
  ch: "chapter",
  p: "page",
  pp: "pages",
  sec: "section",
};

/** Abbreviations with periods inside. Others are spelled, as in "U.S.A.". Keys without the periods. */
export const DOTTED: Readonly<Record<string, string>> = {
  eg: "for example",
  ie: "that is",
  am: "a m",
  pm: "p m",
  phd: "p h d",
};

/** Months, for dates. */
export const MONTHS = [
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

/** Singular and plural of a unit. */
export type Unit = readonly [singular: string, plural: string];

/** Currencies by sign: the main unit and its hundredth. */
export const CURRENCIES: Readonly<Record<string, { readonly main: Unit; readonly cent?: Unit }>> = {
  "$": { main: ["dollar", "dollars"], cent: ["cent", "cents"] },
  "€": { main: ["euro", "euros"], cent: ["cent", "cents"] },
  "£": { main: ["pound", "pounds"], cent: ["penny", "pence"] },
  "¥": { main: ["yen", "yen"] },
  "₹": { main: ["rupee", "rupees"], cent: ["paisa", "paise"] },
};

/** Words after an amount: "$3 million", "€5bn", "£20k". Keys are in lower case. */
export const MAGNITUDES: Readonly<Record<string, string>> = {
  k: "thousand",
  m: "million",
  b: "billion",
  bn: "billion",
  thousand: "thousand",
  million: "million",
  billion: "billion",
  trillion: "trillion",
};

/** Units after a number, as they are written. */
export const UNITS: Readonly<Record<string, Unit>> = {
  km: ["kilometer", "kilometers"],
  "km/h": ["kilometer per hour", "kilometers per hour"],
  cm: ["centimeter", "centimeters"],
  mm: ["millimeter", "millimeters"],
  kg: ["kilogram", "kilograms"],
  mg: ["milligram", "milligrams"],
  ml: ["milliliter", "milliliters"],
  lb: ["pound", "pounds"],
  lbs: ["pound", "pounds"],
  oz: ["ounce", "ounces"],
  ft: ["foot", "feet"],
  mph: ["mile per hour", "miles per hour"],
  ms: ["millisecond", "milliseconds"],
  Hz: ["hertz", "hertz"],
  kHz: ["kilohertz", "kilohertz"],
  MHz: ["megahertz", "megahertz"],
  GHz: ["gigahertz", "gigahertz"],
  kB: ["kilobyte", "kilobytes"],
  KB: ["kilobyte", "kilobytes"],
  MB: ["megabyte", "megabytes"],
  GB: ["gigabyte", "gigabytes"],
  TB: ["terabyte", "terabytes"],
  kW: ["kilowatt", "kilowatts"],
  kWh: ["kilowatt hour", "kilowatt hours"],
  "°C": ["degree celsius", "degrees celsius"],
  "°F": ["degree fahrenheit", "degrees fahrenheit"],
  "°": ["degree", "degrees"],
  "%": ["percent", "percent"],
};

/** Symbols that are said. All others are silent. */
export const SYMBOLS: Readonly<Record<string, string>> = {
  "&": "and",
  "+": "plus",
  "=": "equals",
  "<": "less than",
  ">": "greater than",
  "×": "times",
  "÷": "divided by",
  "±": "plus or minus",
  "≈": "about",
  "≤": "at most",
  "≥": "at least",
  "≠": "is not",
  "→": "to",
  "@": "at",
  "%": "percent",
  "§": "section",
  "½": "one half",
  "¼": "one quarter",
  "¾": "three quarters",
};

/** Written in capitals these are spelled, though they could be read as words. */
export const SPELLED: ReadonlySet<string> = new Set([
  "AI",
  "API",
  "CEO",
  "CLI",
  "DIY",
  "EU",
  "FAQ",
  "GUI",
  "ID",
  "IO",
  "IP",
  "IRS",
  "UI",
  "UK",
  "UN",
  "URL",
  "US",
  "USA",
  "UX",
  "VIP",
]);

/** Latin letters that do not come apart into a letter and an accent. */
export const LETTERS: Readonly<Record<string, string>> = {
  "ß": "ss",
  "æ": "ae",
  "œ": "oe",
  "ø": "o",
  "đ": "d",
  "ð": "th",
  "þ": "th",
  "ł": "l",
  "ı": "i",
};
