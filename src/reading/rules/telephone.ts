/**
 * Telephone numbers and the keys of a telephone.
 *
 * @module
 */
import type { Rule, Scan } from "../tokens/scan.ts";
import { phrase, spelled } from "../verbalize/numbers.ts";

/** Groups of digits, read one by one with a pause between the groups. */
export function groups(text: string): string {
  return text.split(/\D+/).filter((group) => group !== "").map(spelled).join(" , ");
}

/** "+44 20 7946 0958", "(555) 123-4567", "1-800-555-0199", "555.123.4567", "135-4567-8900", "321 434-5049". */
export const PHONE: Rule = {
  pattern:
    /(\+?)(?:(?<=\+)\d{1,3}(?:[ .-]\d(?=[ .-]))?[ .-]?|\d{1,3}[ .-]?)?(?:\(\d{1,5}\)[ .-]?)?\d{2,5}(?:[ .-]\d{2,8}){1,4}(?![\d%]|[.,:/-]\d)/y,
  read([whole, plus = ""], scan) {
    const digits = whole.replace(/\D/g, "").length;
    const isCall =
      /^(?:call|dial|phone|tel|telephone|fax|text|at|on|number|ring|sms|whatsapp|cell|mobile|hotline|line)$/;
    const called = [...scan.wordsBefore(4)].some((word) => isCall.test(word));
    if (plus === "" && !isTelephone(whole, digits, called)) return undefined;
    if (digits < 7 || digits > 15) return undefined;
    const [, prefix = "", rest = whole] = /^(\+?1?[ .-]?)(8\d\d[ .-].*)$/.exec(whole) ?? [];
    const isTollFree = /^1[ .-]?$/.test(prefix) && /^8(?:00|88|77|66|55)[ .-]/.test(rest);
    if (isTollFree) {
      const tail = groups(rest.slice(3));
      return phrase("one", rest.startsWith("800") ? "eight hundred" : spelled(rest.slice(0, 3)), ",", tail);
    }
    return phrase(plus === "" ? undefined : "plus", groups(whole));
  },
};

/** "+15551234567": a number in the international form without spaces. */
export const INTERNATIONAL: Rule = {
  pattern: /\+([1-9]\d{9,14})(?![\p{L}\d]|[.,]\d)/yu,
  read: ([, digits = ""], scan) =>
    /[\p{L}\d]/u.test(scan.charBefore) || digits.endsWith("0000") ? undefined : phrase("plus", spelled(digits)),
};

/** Whether groups of digits are a telephone number. */
function isTelephone(text: string, digits: number, called: boolean): boolean {
  if (/^\(\d{2,5}\)/.test(text)) return true;
  if (/^\d{3}[ .-]\d{3}[ .-]\d{4}$|^1[ .-]\d{3}[ .-]\d{3}[ .-]\d{4}$|^\d{3}[.-]\d{4}$/.test(text)) return true;
  if (/^\d{3}-\d{4}-\d{4}$|^0\d{1,4}[ -]\d{3,4}[ -]\d{3,4}$|^07\d{3} \d{6}$|^00[1-9]\d{0,2}[ .-]\d/.test(text)) {
    return true;
  }
  return called && digits >= 7 && !/\d{1,3}(?: \d{3})+$/.test(text);
}

/** "1-800-FLOWERS", "1-888-GO-FEDEX". */
export const VANITY: Rule = {
  pattern: /1-8(00|88|77|66|55|44|33)((?:-[A-Z]{2,10}){1,3})(?![\p{L}\d])/yu,
  read([, prefix = "", words = ""]) {
    return phrase(
      "one",
      prefix === "00" ? "eight hundred" : spelled(`8${prefix}`),
      words.slice(1).replaceAll("-", " ").toLowerCase(),
    );
  },
};

const CALLING = /^(?:dial|dials|dialed|dialing|call|calling|ring|phone)$/i;

/** Whether digits follow another short number: "dial 112 or 999". */
function isOtherNumber(scan: Scan): boolean {
  const [last = "", ...before] = scan.wordsBefore(6);
  return last === "or" && scan.tokens.at(-2)?.kind === "said" && before.some((word) => CALLING.test(word));
}

/** "555-0187 x204": the extension behind a number. */
export const EXTENSION: Rule = {
  pattern: /x(\d{1,5})(?![\p{L}\d])/yu,
  read: ([, digits = ""], scan) =>
    /\d{3}[ .-]\d{4},? $/.test(scan.before(10)) ? phrase("extension", spelled(digits)) : undefined,
};

/** "030/123456-78": a number with its area, as Germany writes it. */
export const AREA_SLASH: Rule = {
  pattern: /0\d{1,4}\/\d{3,9}(?:-\d{1,4})?(?![\p{L}\d/]|[.,-]\d)/yu,
  read: ([whole], scan) => /[\p{L}\d]/u.test(scan.charBefore) ? undefined : groups(whole),
};

/** "Dial 112", "text HELLO to 50505": the short numbers of services. */
export const SHORT_PHONE: Rule = {
  pattern: /(\d{3}|\d{5,6})(?![\p{L}\d%]|[.,:/-]\d)/yu,
  read([digits], scan) {
    if (digits.length === 3) {
      return (CALLING.test(scan.lastWord) || isOtherNumber(scan)) &&
          !/^ \p{Ll}{3,}s\b/u.test(scan.after(scan.at + 3))
        ? spelled(digits)
        : undefined;
    }
    const [last = "", ...before] = scan.wordsBefore(5);
    if (/^(?:text|sms)$/.test(last) && !digits.endsWith("000")) return spelled(digits);
    return last === "to" && before.some((word) => /^(?:text|sms|texting|send|message)$/.test(word)) &&
        !digits.endsWith("000")
      ? spelled(digits)
      : undefined;
  },
};

/** Words after which a star or a hash is a telephone key. */
const KEYS = /^(?:dial|press|enter|hit|push|key|type|tap|then|or|and|the)$/;

/** "Dial *69", "press # to repeat", "the * key". */
export const PHONE_KEY: Rule = {
  pattern: /([*#])(\d{1,3})?(?![\p{L}\d*]|#\p{L})/yu,
  read([whole, key, digits], scan) {
    const words = [...scan.wordsBefore(8)];
    const isPressed = words.some((word) => /^(?:dial|press|hit|push|keypad|tap)$/.test(word)) &&
      KEYS.test(words[0] ?? "");
    if (key === "#" && digits === undefined && /\d$/.test(scan.before(1))) return "pound";
    // "*67" is a code of a telephone.
    const isCode = key === "*" && digits !== undefined && digits.length > 1 && /^$|[\s(]/.test(scan.charBefore) &&
      !/\d\s$/.test(scan.before(2)) && !/^\*/.test(scan.after(scan.at + whole.length, 1));
    if (!isPressed && !isCode && !/^ key\b/.test(scan.after(scan.at + whole.length, 5))) return undefined;
    return phrase(key === "*" ? "star" : "pound", digits === undefined ? undefined : spelled(digits));
  },
};
