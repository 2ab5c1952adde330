/**
 * Money.
 *
 * @module
 */
import { cardinal, decimal, phrase } from "./numbers.ts";

/** The names of a currency and its hundredth. */
export interface Currency {
  readonly one: string;
  readonly many: string;
  readonly cent?: readonly [one: string, many: string];
  /** Whether its fractions have no name, and are read as decimals. */
  readonly isDecimal?: boolean;
}

const CENTS = ["cent", "cents"] as const;

const BY_SIGN: Readonly<Record<string, Currency>> = {
  "$": { one: "dollar", many: "dollars", cent: CENTS },
  "US$": { one: "U S dollar", many: "U S dollars", cent: CENTS },
  "A$": { one: "Australian dollar", many: "Australian dollars", cent: CENTS },
  "AU$": { one: "Australian dollar", many: "Australian dollars", cent: CENTS },
  "C$": { one: "Canadian dollar", many: "Canadian dollars", cent: CENTS },
  "CA$": { one: "Canadian dollar", many: "Canadian dollars", cent: CENTS },
  "CAD$": { one: "Canadian dollar", many: "Canadian dollars", cent: CENTS },
  "AUD$": { one: "Australian dollar", many: "Australian dollars", cent: CENTS },
  "USD$": { one: "U S dollar", many: "U S dollars", cent: CENTS },
  "S$": { one: "Singapore dollar", many: "Singapore dollars", cent: CENTS },
  "MX$": { one: "Mexican peso", many: "Mexican pesos" },
  "NT$": { one: "Taiwan dollar", many: "Taiwan dollars" },
  "NZ$": { one: "New Zealand dollar", many: "New Zealand dollars", cent: CENTS },
  "HK$": { one: "Hong Kong dollar", many: "Hong Kong dollars", cent: CENTS },
  "R$": { one: "real", many: "reais", cent: ["centavo", "centavos"] },
  "€": { one: "euro", many: "euros", cent: CENTS },
  "£": { one: "pound", many: "pounds", cent: ["penny", "pence"] },
  "¥": { one: "yen", many: "yen", isDecimal: true },
  "₹": { one: "rupee", many: "rupees", cent: ["paisa", "paise"] },
  "Rs": { one: "rupee", many: "rupees", cent: ["paisa", "paise"] },
  "Rs.": { one: "rupee", many: "rupees", cent: ["paisa", "paise"] },
  "₩": { one: "won", many: "won", isDecimal: true },
  "₽": { one: "ruble", many: "rubles", cent: ["kopek", "kopeks"] },
  "₺": { one: "lira", many: "lira" },
  "₤": { one: "lira", many: "lira" },
  "J$": { one: "Jamaican dollar", many: "Jamaican dollars", cent: CENTS },
  "Tk": { one: "taka", many: "taka" },
  "TL": { one: "lira", many: "lira" },
  "₴": { one: "hryvnia", many: "hryvnias" },
  "₫": { one: "dong", many: "dong", isDecimal: true },
  "₪": { one: "shekel", many: "shekels" },
  "₱": { one: "peso", many: "pesos", cent: ["centavo", "centavos"] },
  "₦": { one: "naira", many: "naira" },
  "zł": { one: "zloty", many: "zloty" },
  "kr": { one: "krone", many: "kroner" },
  "kr.": { one: "krone", many: "kroner" },
  "Fr.": { one: "franc", many: "francs" },
  "SFr.": { one: "Swiss franc", many: "Swiss francs" },
  "SFr": { one: "Swiss franc", many: "Swiss francs" },
  "KSh": { one: "Kenyan shilling", many: "Kenyan shillings" },
  "TSh": { one: "Tanzanian shilling", many: "Tanzanian shillings" },
  "CN¥": { one: "yuan", many: "yuan" },
  "฿": { one: "baht", many: "baht" },
  "₿": { one: "bitcoin", many: "bitcoin", isDecimal: true },
  "Kč": { one: "Czech koruna", many: "Czech koruna" },
};

const BY_CODE: Readonly<Record<string, Currency>> = {
  USD: { one: "U S dollar", many: "U S dollars", cent: CENTS },
  EUR: { one: "euro", many: "euros", cent: CENTS },
  GBP: { one: "pound", many: "pounds", cent: ["penny", "pence"] },
  JPY: { one: "yen", many: "yen", isDecimal: true },
  CNY: { one: "yuan", many: "yuan" },
  RMB: { one: "renminbi", many: "renminbi" },
  INR: { one: "rupee", many: "rupees" },
  CHF: { one: "Swiss franc", many: "Swiss francs" },
  CAD: { one: "Canadian dollar", many: "Canadian dollars", cent: CENTS },
  AUD: { one: "Australian dollar", many: "Australian dollars", cent: CENTS },
  NZD: { one: "New Zealand dollar", many: "New Zealand dollars", cent: CENTS },
  SEK: { one: "Swedish krona", many: "Swedish kronor" },
  NOK: { one: "Norwegian krone", many: "Norwegian kroner" },
  DKK: { one: "Danish krone", many: "Danish kroner" },
  PLN: { one: "zloty", many: "zloty" },
  CZK: { one: "Czech koruna", many: "Czech koruna" },
  KRW: { one: "won", many: "won", isDecimal: true },
  BRL: { one: "real", many: "reais" },
  MXN: { one: "Mexican peso", many: "Mexican pesos" },
  ZAR: { one: "rand", many: "rand" },
  TRY: { one: "lira", many: "lira" },
  ILS: { one: "shekel", many: "shekels" },
  SGD: { one: "Singapore dollar", many: "Singapore dollars", cent: CENTS },
  HKD: { one: "Hong Kong dollar", many: "Hong Kong dollars", cent: CENTS },
  AED: { one: "dirham", many: "dirhams" },
  THB: { one: "baht", many: "baht" },
  MYR: { one: "ringgit", many: "ringgit" },
  IDR: { one: "rupiah", many: "rupiah", isDecimal: true },
  VND: { one: "dong", many: "dong", isDecimal: true },
  HUF: { one: "forint", many: "forints", isDecimal: true },
  RON: { one: "leu", many: "lei" },
  NGN: { one: "naira", many: "naira" },
  KES: { one: "Kenyan shilling", many: "Kenyan shillings" },
  EGP: { one: "Egyptian pound", many: "Egyptian pounds" },
  TZS: { one: "Tanzanian shilling", many: "Tanzanian shillings" },
  SAR: { one: "riyal", many: "riyals" },
  QAR: { one: "riyal", many: "riyals" },
  OMR: { one: "rial", many: "rials" },
  KWD: { one: "dinar", many: "dinars" },
  BHD: { one: "dinar", many: "dinars" },
  JOD: { one: "dinar", many: "dinars" },
  MAD: { one: "dirham", many: "dirhams" },
  PHP: { one: "peso", many: "pesos" },
  TWD: { one: "Taiwan dollar", many: "Taiwan dollars" },
  COP: { one: "Colombian peso", many: "Colombian pesos" },
  CLP: { one: "Chilean peso", many: "Chilean pesos" },
  ARS: { one: "Argentine peso", many: "Argentine pesos" },
  PKR: { one: "Pakistani rupee", many: "Pakistani rupees" },
  UAH: { one: "hryvnia", many: "hryvnias" },
  BGN: { one: "lev", many: "leva" },
  ISK: { one: "Icelandic krona", many: "Icelandic kronur" },
  GHS: { one: "cedi", many: "cedis" },
  BTC: { one: "bitcoin", many: "bitcoin", isDecimal: true },
  ETH: { one: "ether", many: "ether", isDecimal: true },
};

/** Alternatives of a regular expression for currency signs, the longest first. */
export const SIGN_PATTERN: string = Object.keys(BY_SIGN).sort((a, b) => b.length - a.length)
  .map((sign) => sign.replace(/[$.]/g, "\\$&").replace(/\p{L}$/u, "$&(?!\\p{L})")).join("|");

/** Alternatives of a regular expression for currency codes. */
export const CODE_PATTERN: string = Object.keys(BY_CODE).join("|");

/** Words after an amount: "$3 million", "€5bn", "£20k". */
const MAGNITUDES: Readonly<Record<string, string>> = {
  k: "thousand",
  thousand: "thousand",
  m: "million",
  mn: "million",
  mm: "million",
  mil: "million",
  mio: "million",
  mrd: "billion",
  million: "million",
  b: "billion",
  bn: "billion",
  billion: "billion",
  t: "trillion",
  tn: "trillion",
  trn: "trillion",
  trillion: "trillion",
  hundred: "hundred",
  lakh: "lakh",
  crore: "crore",
  cr: "crore",
  "lakh crore": "lakh crore",
  "lakh cr": "lakh crore",
  dozen: "dozen",
};

/** The word for a magnitude. */
export function magnitudeWord(text: string): string | undefined {
  const key = text.toLowerCase();
  return Object.hasOwn(MAGNITUDES, key) ? MAGNITUDES[key] : undefined;
}

/** The currency of a sign or a code. */
export function currencyOf(sign: string): Currency | undefined {
  if (Object.hasOwn(BY_SIGN, sign)) return BY_SIGN[sign];
  const code = sign.toUpperCase();
  return Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
}

/** An amount: digits without separators. */
export interface Amount {
  readonly whole: string;
  /** The digits after the point, if there is one. */
  readonly fraction?: string;
}

/**
 * Reads an amount of money.
 *
 * @param amount How much.
 * @param currency Of what.
 * @param magnitude A word such as `million`.
 * @param isAdjective Whether a noun follows, as in "a five dollar bill".
 */
export function moneyWords(amount: Amount, currency: Currency, magnitude?: string, isAdjective = false): string {
  const { whole, fraction } = amount;
  const unit = (isOne: boolean) => isOne || isAdjective ? currency.one : currency.many;
  const isWhole = fraction === undefined || fraction === "";
  if (magnitude !== undefined) {
    return phrase(isWhole ? cardinal(whole) : decimal(whole, fraction), magnitude, unit(false));
  }
  if (isWhole) return phrase(cardinal(whole === "" ? "0" : whole), unit(Number(whole) === 1));
  if (fraction.length !== 2 || currency.isDecimal) return phrase(decimal(whole, fraction), unit(false));
  const hundredths = Number(fraction);
  const main = phrase(cardinal(whole === "" ? "0" : whole), unit(Number(whole) === 1));
  if (hundredths === 0) return main;
  if (currency.cent === undefined) return phrase(main, cardinal(String(hundredths)));
  const small = phrase(cardinal(String(hundredths)), currency.cent[hundredths === 1 || isAdjective ? 0 : 1]);
  return Number(whole) === 0 ? small : `${main} and ${small}`;
}
