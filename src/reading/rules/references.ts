/**
 * References by numbers with special signs: network addresses, digital object identifiers, standards
 * with their year, editions of law, sizes of tires.
 *
 * @module
 */
import type { Rule, Scan } from "../tokens/scan.ts";
import { said } from "../tokens/token.ts";
import { label } from "../verbalize/address_words.ts";
import { letterNames } from "../verbalize/letters.ts";
import { cardinal, decimal, inPairs, ordinal, phrase, pluralOf, spelled, year } from "../verbalize/numbers.ts";

/** Whether a token begins at the place. */
const isBegin = (scan: Scan) => !/[\p{L}\d]/u.test(scan.charBefore);

/** "2001:db8::1", "fe80::1%eth0", "::1": each group by its digits, and the pair of colons. */
const IPV6: Rule = {
  pattern: /((?:[\da-f]{1,4})?(?::[\da-f]{0,4}){2,8})(?:%([a-z\d]{1,12}))?(?:\/(\d{1,3}))?(?![\p{L}\d:])/yiu,
  read([whole, matched = "", zone, mask], scan) {
    const isShort = /^(?!.*::.*::)(?!:[^:])(?!.*[^:]:$).*::/.test(matched);
    const groups = matched.split(":").filter((group) => group !== "");
    const isLong = !matched.includes("::") && groups.length === 8;
    if (!isBegin(scan) || groups.length > 8 || groups.length === 0 || !isShort && !isLong) return undefined;
    // "std::add" is a name, and "10::20" could be a slice.
    if (isShort && !/\d/.test(matched) || /^\d{0,2}::\d{2}$/.test(whole)) return undefined;
    const words = matched.split(/(::?)/).filter((part) => part !== "").map((part) =>
      part === ":" ? "colon" : part === "::" ? "colon colon" : [...part].map(digitName).join(" ")
    );
    return phrase(
      ...words,
      zone === undefined ? undefined : `percent ${label(zone)}`,
      mask === undefined ? undefined : `slash ${cardinal(mask)}`,
    );
  },
};

/** "arXiv:2106.09685v2": a paper. */
const PREPRINT: Rule = {
  pattern: /arXiv: ?(\d{4})\.(\d{4,5})(?:v(\d{1,2}))?(?![\p{L}\d])/yiu,
  read: ([, month = "", paper = "", version], scan) =>
    !isBegin(scan) ? undefined : phrase(
      "archive",
      spelled(month),
      "point",
      spelled(paper),
      version === undefined ? undefined : `version ${cardinal(version)}`,
    ),
};

/** "00:1A:2B:3C:4D:5E", "001a.2b3c.4d5e": the address of a network card. */
export const HARDWARE: Rule = {
  pattern:
    /[\da-f]{2}(?:([:-])[\da-f]{2})(?:\1[\da-f]{2}){4}(?![\p{L}\d:-])|(?=[\d.]{0,14}[a-f])[\da-f]{4}\.[\da-f]{4}\.[\da-f]{4}(?![\p{L}\d]|\.[\p{L}\d])/yiu,
  read: ([whole]) => whole.split(/[:.-]/).map((pair) => [...pair].map(digitName).join(" ")).join(" , "),
};

/** The name of a hexadecimal digit. */
function digitName(char: string): string {
  return /\d/.test(char) ? cardinal(char) : char.toUpperCase();
}

/** "doi:10.1038/nphys1170", "10.1000/182". */
const DOI: Rule = {
  pattern: /(doi: ?)?10\.(\d{4,9})(\/[\w.()/:;-]{1,100})/yi,
  read(match, scan) {
    const [whole, name, registrant = "", rest = ""] = match;
    if (
      !isBegin(scan) || name === undefined && !/^doi$/i.test([...scan.wordsBefore(1)][0]?.replaceAll(" ", "") ?? "")
    ) {
      return undefined;
    }
    const path = rest.replace(/[.,;:)]+$/, "");
    const words = phrase(
      name === undefined ? undefined : "D O I",
      "ten point",
      spelled(registrant),
      ...[...path].map(signName),
    );
    return [said(words, scan.at, scan.at + whole.length - rest.length + path.length)];
  },
};

const SIGNS: Readonly<Record<string, string>> = {
  "/": "slash",
  ".": "dot",
  "-": "dash",
  "_": "underscore",
  ":": "colon",
};

/** The name of a character of an identifier; brackets have none. */
function signName(char: string): string | undefined {
  return SIGNS[char] ?? (/[\p{L}\d]/u.test(char) ? digitName(char) : undefined);
}

const BODIES = /^(?:i s o|i e c|iso|iec|en|e n|din|d i n|bs|b s|ansi|astm|ieee|iso\/iec)$/i;

/** "ISO 9001:2015", "EN 60601-1:2006": a standard and its year. */
const DATED_STANDARD: Rule = {
  pattern: /(\d{2,6})((?:-\d{1,2})*):((?:19|20)\d{2})(?![\p{L}\d:])/yu,
  read([, number = "", parts = "", issued = ""], scan) {
    if (!BODIES.test(scan.lastWord)) return undefined;
    const part = parts.split("-").filter((text) => text !== "").map((text) => `dash ${cardinal(text)}`);
    return phrase(cardinal(number), ...part, year(issued));
  },
};

/** Rules of court and their courts, which are cited in short. */
const CITED: Readonly<Record<string, string>> = {
  "fed. r. civ. p.": "federal rule of civil procedure",
  "fed. r. crim. p.": "federal rule of criminal procedure",
  "fed. r. evid.": "federal rule of evidence",
  "fed. reg.": "federal register",
  "s. ct.": "supreme court",
  "f. supp.": "federal supplement",
  "cal. app.": "california appellate",
  "pub. l.": "public law",
  "f.2d": "F second",
  "f.3d": "F third",
  "f.4th": "F fourth",
};

/** "Fed. R. Civ. P. 12": a citation of law. */
export const CITATION: Rule = {
  pattern:
    /(?:Fed\. ?(?:R\. ?(?:Civ\. ?P|Crim\. ?P|Evid)|Reg)|S\. ?Ct|F\. ?Supp|Cal\. ?App|Pub\. ?L)\.|F\.(?:2d|3d|4th)\b/y,
  read: ([whole], scan) =>
    /[\p{L}\d]/u.test(scan.charBefore) ? undefined : CITED[whole.toLowerCase().replace(/\. ?(?=\p{L})/gu, ". ")],
};

/** "the 2d Cir.", "F. Supp. 2d", "a 3d ed.": ordinals of law without their N or R. */
const LEGAL_ORDINAL: Rule = {
  pattern: /(\d{0,2}[23])d(?![\p{L}\d])/yu,
  read([whole, number = ""], scan) {
    const after = scan.after(scan.at + whole.length, 12);
    const isReporter = /^(?:federal|supplement|federal supplement|supp|f|p|cal|so|series|ser|a l r)$/i.test(
      scan.lastWord,
    );
    const isBody = /^ (?:Cir|Dist|Dep'?t|Div|Sess|Cong|ed|Am|series|ser|Circuit)\b/.test(after);
    return isBegin(scan) && (isBody || isReporter && /^[ ,.;)]|^$/.test(after)) ? ordinal(number) : undefined;
  },
};

/** "205/55 R16", "P215/65R15 95H": the width, the height and the rim of a tire. */
const TIRE: Rule = {
  pattern: /(P|LT|ST)?(\d{3})\/(\d{2}) ?(Z?R)(\d{2})(?: (\d{2,3})([H-Z]))?(?![\p{L}\d])/yu,
  read: ([, kind, width = "", height = "", build = "", rim = "", load, speed = ""], scan) =>
    !isBegin(scan) ? undefined : phrase(
      kind === undefined ? undefined : letterNames(kind),
      inPairs(width),
      cardinal(height),
      letterNames(build),
      cardinal(rim),
      load === undefined ? undefined : phrase(",", cardinal(load), letterNames(speed)),
    ),
};

/** "100s of people", "1,000s": as many as a round number, more than once. */
const ROUND_PLURAL: Rule = {
  pattern: /(100|1,?000|1,?000,?000)s(?: ?(?= (?:of|more)\b)|(?<=0s of 1,?000s|0s of 1,?000,?000s)(?![\p{L}\d]))/yu,
  read: ([, number = ""]) => pluralOf(cardinal(number.replaceAll(",", "")).replace(/^one /, "")),
};

/** "4.7 M/µL", "250K/mcL": a count of blood cells. */
const BLOOD_COUNT: Rule = {
  pattern: /(\d{1,4})(?:\.(\d{1,3}))? ?([KM])\/(?:[μµ]|mc)[lL](?![\p{L}\d])/yu,
  read: ([, whole = "", fraction, scale], scan) =>
    !isBegin(scan) ? undefined : phrase(
      fraction === undefined ? cardinal(whole) : decimal(whole, fraction),
      scale === "K" ? "thousand" : "million",
      "per microliter",
    ),
};

/** ".22 rifle", ".45-caliber": the bore of a gun. */
const CALIBER: Rule = {
  pattern:
    /\.(\d{2,3})(?=[ -](?:caliber|calibre|cal|Magnum|Special|ACP|rifles?|pistols?|revolvers?|handguns?|Winchester|Remington|LR)\b)/y,
  read: ([, digits = ""], scan) => isBegin(scan) ? inPairs(digits) : undefined,
};

/** "Regulation (EU) 2016/679", "Directive 2014/24/EU": a law of the European Union by its year and number. */
const EUROPEAN_LAW: Rule = {
  pattern: /(\d{1,4})\/(\d{1,4})(?![\p{L}\d])(?:\/(EU|EC|EEC)(?![\p{L}\d]))?/yu,
  read([, first = "", second = "", body], scan) {
    const isLaw = body !== undefined ||
      /(?:Regulation|Directive|Decision|Reg\.)(?: \((?:EU|EC|EEC|UE)\))?(?: [Nn]o\.?)? $/.test(scan.before(30));
    const read = (digits: string) => /^(?:19|20)\d\d$/.test(digits) ? year(digits) : cardinal(digits);
    return isLaw ? phrase(read(first), "slash", read(second), letterNames(body ?? "")) : undefined;
  },
};

/** "p. 12 ff.", "pp. 5f.": a page and those behind it. */
const AND_FOLLOWING: Rule = {
  pattern: /(\d{1,4}) ?ff?\.?(?![\p{L}\d])/yu,
  read: ([, page = ""], scan) =>
    /^(?:pages?|sections?|lines?|verses?|articles?|note|notes)$/i.test(scan.lastWord)
      ? phrase(cardinal(page), "and following")
      : undefined,
};

/** "CVE-2025-12345": a known weakness of a program. */
const WEAKNESS: Rule = {
  pattern: /(CVE)-((?:19|20)\d{2})-(\d{4,7})(?!\d)/y,
  read: ([, name = "", y = "", number = ""], scan) =>
    isBegin(scan) ? phrase(letterNames(name), year(y), ",", spelled(number)) : undefined,
};

/** Rules for tokens that begin with a digit or a letter, before all others. */
export const REFERENCE_RULES: readonly Rule[] = [
  IPV6,
  DOI,
  PREPRINT,
  DATED_STANDARD,
  LEGAL_ORDINAL,
  TIRE,
  ROUND_PLURAL,
  BLOOD_COUNT,
  WEAKNESS,
  AND_FOLLOWING,
  EUROPEAN_LAW,
  CALIBER,
];

/** Rules for tokens that begin with a colon. */
export const COLON_RULES: readonly Rule[] = [IPV6];
