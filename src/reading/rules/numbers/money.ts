/**
 * Amounts of money: sign, code or name before or after, single and in ranges.
 *
 * @module
 */
import {
  CODE_PATTERN,
  type Currency,
  currencyOf,
  magnitudeWord,
  moneyWords,
  SIGN_PATTERN,
} from "../../verbalize/currencies.ts";
import { cardinal, decimal, phrase, pluralOf } from "../../verbalize/numbers.ts";
import { amountOf, amountWords, ANY_NUMBER, isOne, signWord } from "../../tokens/number_text.ts";
import type { Rule, Scan } from "../../tokens/scan.ts";
import { isAdjective as describesNoun, NO_NOUN } from "./contextual_units.ts";

/** A magnitude: three groups, of which one matches. Single letters stand right after the number. */
const MAGNITUDE = String
  .raw`(?:[ -]?([Tt]housand|[MmBb]illion|[Tt]rillion|hundred|lakh crore|lakh cr|lakh|crore|cr)|(k|K|m|M|b|B|t|T|mm|MM)| ?(bn|mn|trn|tn|mio|mil|Bn|BN|Mn|MN))(?![\p{L}\d])`;
const NOT_DIGIT = String.raw`(?!\d)`;

/** Nouns after which an amount is an adjective: "a $5 bill", "a $1.5bn deal". */
const ADJECTIVE =
  /^[ -](?:(?:an?|per)-\p{Ll}+|bills?|notes?|coins?|deals?|fine|fee|fees|gift|cards?|coupon|voucher|ticket|prize|budget|loan|check|cheque|grant|bet|tip|discount|investment|project|package|plan|contract|bonus|deposit|donation|bonds?|fund|lawsuit|settlement|question|salary|range|house|home|mansion|apartment|condo|car|movie|film|industry|business|company|economy|market|coffee|lunch|dinner|increase|cut|rise|drop|charge|credit|rebate|refund|stake|profit|surplus|deficit|debt|bill|wage|rent|award|reward|raise|overhaul|facility|factory|plant|program|budget|campaign|shortfall|penalty|payment|payout|purchase|sale|order|minimum|limit|cap|threshold|copay|deductible|premium|pizza|bottle|book|game|app|item|toy|shirt|watch|phone|laptop|bike|takeover|merger|acquisition|buyout|bid|first prize|jackpot|wedding|hotel|room|tax|annual|monthly|cash|bailout|rescue|scheme|price tag|meal)\b/u;

/** What an amount describes without an article: "$5 and $10 bills", "a $100- to $200-a-night hotel", "$20-a-day". */
const DESCRIBED =
  /^(?:-(?:an?|per)-\p{Ll}|-off\b|-(?: to| or| and|,) |(?:, [$£€]\d{1,3}){0,2}(?:,? (?:and|or) [$£€]\d{1,3})? (?:bills|notes|coins|tickets)\b)/u;

function isAdjective(scan: Scan, end: number): boolean {
  // "a $2.5-million house"
  if (
    /\d-\p{L}+$/u.test(scan.text.slice(scan.at, end)) && /^[ -]\p{L}/u.test(scan.after(end, 2)) ||
    DESCRIBED.test(scan.after(end))
  ) return true;
  // "a $40MM Series B": an amount with an article is part of a name.
  if (
    /^(?:an?|sub)$/i.test(scan.lastWord) && /^ (?:\p{Lu}|\p{Ll}{3,})/u.test(scan.after(end, 5)) &&
    !NO_NOUN.test(scan.after(end + 1))
  ) {
    return true;
  }
  return ADJECTIVE.test(scan.after(end, 16)) &&
    /\b(?:a|an|the|this|that|his|her|our|my|your|new|one)\s(?:[a-z]+\s)?$/i.test(scan.before(24));
}

/** The group that matched. */
function firstOf(groups: readonly (string | undefined)[]): string | undefined {
  return groups.find((group) => group !== undefined);
}

interface MoneyMatch {
  readonly sign: string | undefined;
  readonly currency: Currency;
  readonly number: string;
  readonly magnitude: string | undefined;
  readonly isEuropean: boolean;
}

function read(scan: Scan, money: MoneyMatch, end: number): string {
  const { sign, currency, number, magnitude, isEuropean } = money;
  const word = magnitude === undefined ? sharedMagnitude(scan, number, end) : magnitudeWord(magnitude);
  return phrase(signWord(sign), moneyWords(amountOf(number, isEuropean), currency, word, isAdjective(scan, end)));
}

/** "between $1.5 and $2 billion": the magnitude counts for both amounts. */
function sharedMagnitude(scan: Scan, number: string, end: number): string | undefined {
  if (!/^\d{1,3}(?:\.\d)?$/.test(number)) return undefined;
  const [, magnitude = ""] =
    /^ (?:and|to|or) [$€£]?\d{1,3}(?:\.\d{1,2})? ?(thousand|million|billion|trillion|bn|tn)\b/.exec(scan.after(end)) ??
      [];
  const isRange = number.includes(".") || /^(?:between|from)$/i.test(scan.lastWord);
  return isRange ? magnitudeWord(magnitude) : undefined;
}

/** "$1,299.99", "-€3", "US$500 million", "£20k", "$.99". */
const SIGN_FIRST: Rule = {
  pattern: new RegExp(String.raw`([-−–+]?)(${SIGN_PATTERN}) ?([-−]?)(${ANY_NUMBER})(?:${MAGNITUDE})?`, "yu"),
  read(match, scan) {
    const [whole, sign = "", symbol = "", inner = "", number = "", ...magnitudes] = match;
    const currency = currencyOf(symbol);
    if (currency === undefined || (sign !== "" && !scan.isSign) || isOtherName(symbol, number)) return undefined;
    // "$1.273 and €1.169" are rates of exchange.
    const isEuropean = /[€₺₫]|TL/.test(symbol) &&
      !(/^\d\.\d{3}$/.test(number) && /[$£]\d\.\d{3,4}\b/.test(scan.before()));
    return read(
      scan,
      { sign: sign + inner, currency, number, magnitude: firstOf(magnitudes), isEuropean },
      scan.at + whole.length,
    );
  },
};

/** "$/1M": the price of something. */
const PRICE_PER: Rule = {
  pattern: /[$£€]\/(?=\d)/y,
  read: ([sign]) => phrase(currencyOf(sign.charAt(0))?.many, "per"),
};

/** "$15/1M tokens": the slash before what is paid for. */
const PER_AMOUNT: Rule = {
  pattern: /\/(?=1(?:00|000|,000)?[kKM]? \p{Ll})/yu,
  read: (_match, scan) => /[$£€]\d[\d.,]{0,8}$/.test(scan.before(12)) ? "per" : undefined,
};

/** "₹1.5L", "₹2Cr": lakhs and crores by their letters. */
const LAKH: Rule = {
  pattern: /₹ ?(\d{1,6}(?:\.\d{1,2})?) ?(L|Cr)(?![\p{L}\d])/yu,
  read: ([, number = "", letter]) => phrase(amountWords(amountOf(number)), letter === "L" ? "lakh" : "crore", "rupees"),
};

/** "R1,500": rand, told by the separator of thousands. */
const RAND: Rule = {
  pattern: /R ?(\d{1,3}(?:[, ]\d{3})+(?:\.\d{2})?)(?![\p{L}\d]|[.,]\d)/yu,
  read([whole, number = ""], scan) {
    const currency = /[\p{L}\d]/u.test(scan.charBefore) ? undefined : currencyOf("ZAR");
    return currency === undefined
      ? undefined
      : moneyWords(amountOf(number), currency, undefined, isAdjective(scan, scan.at + whole.length));
  },
};

/** "two $20s": notes. */
const NOTES: Rule = {
  pattern: /[$£€](5|\d{0,2}0)s(?![\p{L}\d])/yu,
  read: ([, amount = ""]) => amount === "0" ? undefined : pluralOf(cardinal(amount)),
};

/** "$(1.2) million": in accounts, parentheses mark a loss. */
const LOSS: Rule = {
  pattern: new RegExp(String.raw`(${SIGN_PATTERN})\((${ANY_NUMBER})\)(?:${MAGNITUDE})?`, "yu"),
  read(match, scan) {
    const [whole, symbol = "", number = "", ...magnitudes] = match;
    const currency = currencyOf(symbol);
    if (currency === undefined) return undefined;
    return read(
      scan,
      { sign: "-", currency, number, magnitude: firstOf(magnitudes), isEuropean: false },
      scan.at + whole.length,
    );
  },
};

/** Whether a small number makes a code something else: "PHP 8.2", "Tk 8.6" and "COP 28", an INR of 2.5. */
function isOtherName(code: string, number: string): boolean {
  return code === "INR" && /^\d(?:\.\d+)?$/.test(number) || code === "Tk" && /^\d\.\d$/.test(number) ||
    /^(?:PHP|COP|TRY|MAD)$/.test(code) && /^\d{1,2}(?:\.\d+)?$/.test(number);
}

/** "USD 20", "CHF 12.50", "EUR 1.234,56". */
const CODE_FIRST: Rule = {
  pattern: new RegExp(String.raw`(${CODE_PATTERN}) ?([-−]?)(${ANY_NUMBER})(?:${MAGNITUDE})?`, "yu"),
  read(match, scan) {
    const [whole, code = "", sign, number = "", ...magnitudes] = match;
    const currency = scan.charBefore === "/" ? undefined : currencyOf(code);
    if (currency === undefined || isOtherName(code, number)) return undefined;
    return read(
      scan,
      {
        sign,
        currency,
        number,
        magnitude: firstOf(magnitudes),
        isEuropean: /^(?:EUR|DKK|IDR|VND|TRY|CLP|COP|ARS)$/.test(code),
      },
      scan.at + whole.length,
    );
  },
};

/** "100€", "20 USD", "5 mil. €", "-3 €". */
const SIGN_LAST: Rule = {
  pattern: new RegExp(
    String
      .raw`([-−–+]?)(${ANY_NUMBER})(?: ?(thousand|million|billion|k|m|mn|bn)\.?)?(?:[.,][-–])? ?(${SIGN_PATTERN}|(?:${CODE_PATTERN})\b)(?!\d)`,
    "yu",
  ),
  read(match, scan) {
    const [whole, sign = "", number = "", magnitude, symbol = ""] = match;
    const currency = currencyOf(symbol);
    if (currency === undefined || (sign !== "" && !scan.isSign)) return undefined;
    if (isOtherName(symbol, number)) return undefined;
    // "5 $" may be half of "5 $10 bills".
    if (/^ ?\d/.test(scan.after(scan.at + whole.length, 2))) return undefined;
    return read(
      scan,
      { sign, currency, number, magnitude, isEuropean: /[€₺₫]|TL/.test(symbol) },
      scan.at + whole.length,
    );
  },
};

/** "5€50": the sign replaces the decimal point. */
const SIGN_WITHIN: Rule = {
  pattern: new RegExp(String.raw`(\d{1,6})([€£])(\d{2})${NOT_DIGIT}`, "y"),
  read([, whole = "", symbol = "", cents = ""]) {
    const currency = currencyOf(symbol);
    return currency === undefined ? undefined : phrase(
      moneyWords({ whole }, currency),
      cents === "00" ? undefined : cardinal(String(Number(cents))),
    );
  },
};

/** "50¢", "¢50"; "5p" is not one. */
const CENTS: Rule = {
  pattern: new RegExp(String.raw`(?:¢ ?(${ANY_NUMBER})|(${ANY_NUMBER}) ?¢)`, "y"),
  read([whole, after, before], scan) {
    const number = after ?? before ?? "";
    const amount = amountOf(number);
    return phrase(amountWords(amount), isOne(amount) || describesNoun(scan, scan.at + whole.length) ? "cent" : "cents");
  },
};

/** "$5-$10", "$5–10", "€20k to €30k": the unit is said with each amount that has a sign. */
const RANGE: Rule = {
  pattern: new RegExp(
    String
      .raw`(${SIGN_PATTERN})(${ANY_NUMBER})(k|K|m|M|bn|b|B)?( ?[-–—] ?)(${SIGN_PATTERN})?(${ANY_NUMBER})(?:${MAGNITUDE})?(?![-–]?\d)`,
    "yu",
  ),
  read(match, scan) {
    const [whole, symbol = "", from = "", short, , second, to = "", ...magnitudes] = match;
    const currency = currencyOf(symbol);
    if (currency === undefined) return undefined;
    const end = scan.at + whole.length;
    const magnitude = firstOf(magnitudes);
    const last = read(scan, {
      sign: "",
      currency: currencyOf(second ?? symbol) ?? currency,
      number: to,
      magnitude,
      isEuropean: symbol === "€",
    }, end);
    const amount = amountOf(from, symbol === "€");
    if (second !== undefined && !isAdjective(scan, end)) {
      return phrase(moneyWords(amount, currency, short === undefined ? undefined : magnitudeWord(short)), "to", last);
    }
    const first = amount.fraction === undefined ? cardinal(amount.whole) : decimal(amount.whole, amount.fraction);
    return phrase(first, short === undefined ? undefined : magnitudeWord(short), "to", last);
  },
};

/** Rules for what begins with a sign of money or with a minus before one. */
export const MONEY_RULES: readonly Rule[] = [LAKH, LOSS, NOTES, PRICE_PER, PER_AMOUNT, RANGE, SIGN_FIRST, CENTS];

/** Rules for tokens that begin with a digit. */
export const MONEY_LAST_RULES: readonly Rule[] = [SIGN_WITHIN, SIGN_LAST, CENTS];

/** Rules for tokens that begin with a letter. */
export const MONEY_CODE_RULES: readonly Rule[] = [RAND, CODE_FIRST, RANGE, SIGN_FIRST];
