/**
 * Listed abbreviations, which their context expands: "Dr.", "No. 5", "Elm St.", "approx.".
 *
 * @module
 */
import { type Abbreviation, abbreviationOf, BEHIND_NAME, COUNTY, RANK } from "../../verbalize/abbreviations.ts";
import type { Rule, Scan } from "../../tokens/scan.ts";
import { said } from "../../tokens/token.ts";

/** Whether a period ends the sentence: nothing or a capital follows. */
export function isEnd(scan: Scan, end: number): boolean {
  return scan.text.charAt(end - 1) === "." &&
    /^(?:\s*$|["”')]*\s+["“(]?\p{Lu}|[\n\u2028\u2029])/u.test(scan.after(end, 8));
}

/** Listed abbreviations, with a period or in places that need none. */
export const LISTED: Rule = {
  pattern: /(\p{L}{1,8})(\.?)('s)?(?![\p{L}\d])/yu,
  read(match, scan) {
    const [, written = "", period = "", possessive] = match;
    if (/[\p{L}\d.'’@#_-]/u.test(scan.charBefore) && !/\([DRI]-$|\d(?:st|nd|rd|th)?-$/.test(scan.before(4))) {
      if (scan.charBefore !== "-" || abbreviationOf(written)?.isNoWord !== true) return undefined;
    }
    const known = abbreviationOf(written);
    if (written === "VS" && /^ (?:Code|Studio)\b/.test(scan.after(scan.at + 2))) return "V S";
    // "HRs" and "EST" are acronyms.
    if (/^\p{Lu}{2,}\p{Ll}(?!t$)/u.test(written) || /^(?:EST|PT|CT|MO|SEC|SR|FL|PL|TER|TEL|MS)$/.test(written)) {
      return undefined;
    }
    if (known === undefined || known.kind === "month" || known.kind === "day") return undefined;
    const end = scan.at + written.length;
    const after = scan.after(end + period.length, 24);
    const words = expansion(scan, written, period !== "", after);
    if (words === undefined || possessive !== undefined && period === "") return undefined;
    if (possessive !== undefined) return `${words}'s`;
    const mayEnd = known.kind === "closing" && words !== "county" || words === BEHIND_NAME[written.toLowerCase()];
    const takesPeriod = period !== "" &&
      !(mayEnd ? isEnd(scan, end + 1) && !COMPASS.test(after) : /^\s*$/.test(after));
    return [said(words, scan.at, takesPeriod ? end + 1 : end, written)];
  },
};

/** The quarter of a town, behind a street. */
const COMPASS = /^ (?:N|S|E|W|NE|NW|SE|SW)(?:[.,]|\s*$)/;

/** A name follows, rather than the first word of a sentence. */
const NEXT_NAME =
  /^ ?["“]?(?!(?:Then|The|It|He|She|We|They|But|And|So|This|That|There|If|When|You|My|His|Her|Our|In|On|At|Now|What|Where|Why|How|Is|Are|Do|Did|No|Yes|After|Before|While)\b)\p{Lu}[\p{L}.'’]/u;

/** The expansion of an abbreviation in context; `undefined` if it is a word there. */
function expansion(scan: Scan, written: string, hasPeriod: boolean, after: string): string | undefined {
  const known = abbreviationOf(written);
  if (known === undefined) return undefined;
  const key = written.toLowerCase();
  const behind = Object.hasOwn(BEHIND_NAME, key) && /^\p{Lu}/u.test(written) ? BEHIND_NAME[key] : undefined;
  if (behind !== undefined && standsBehindName(scan, after)) return behind;
  const next = NEXT_NAME.test(after);
  switch (known.kind) {
    case "title":
      if (key === "const" && !next) return hasPeriod ? "constitution" : undefined;
      if (key === "rt" && /^ ?\d/.test(after)) return "route";
      if (key === "st" && /^-\p{Lu}\p{Ll}/u.test(after)) return "saint";
      if (key === "hr") return written === "Hr" && hasPeriod && next ? "herr" : undefined;
      if (key === "sr") return undefined;
      if (!hasPeriod && (!known.periodIsOptional || !next)) return undefined;
      return next || /^(?:mr|mrs|ms)$/.test(key) || hasPeriod && key !== "fr" && key !== "hon" && key !== "gen"
        ? known.words || undefined
        : undefined;
    case "number":
      if (key === "pt" && /^(?:dew|melting|boiling|freezing|focal|match|set|talking|view)$/.test(scan.lastWord)) {
        return "point";
      }
      if (key === "pt" && hasPeriod && next && !/^ [IVX]+\b/.test(after)) return "point";
      if (key === "pt" && hasPeriod && PATIENT.test(after)) return "patient";
      if (written === "Pt" && !hasPeriod && PATIENT.test(after)) return "patient";
      if (/^(?:tab|cap)$/.test(key) && hasPeriod && isDose(scan)) return key === "tab" ? "tablet" : "capsule";
      if (key === "sec" && hasPeriod && (next || /^ of (?:State|Def|the Treas)/.test(after))) return "secretary";
      if (key === "eq" && scan.last?.kind === "said" && /\d ?\p{Ll}{1,2} $/u.test(scan.before(5))) return "equivalent";
      if (hasPeriod && NOUN.test(key) && /^(?: \p{Ll}|[,;)])/u.test(after)) return known.words;
      if (key === "ste" && hasPeriod && next) return "sainte";
      if (key === "ex" && hasPeriod && /^ [A-Z]\b/.test(after)) return "exhibit";
      if (key === "ed" && hasPeriod && /^ by\b/.test(after)) return "edited";
      if (key === "ed" && hasPeriod && /(?:\d(?:st|nd|rd|th)|rev\.) $/.test(scan.before(5))) return known.words;
      if (key === "c" && hasPeriod && /\d(?:th|st|nd|rd) $/.test(scan.before(4))) return "century";
      if (key === "l" && !/^ ?\d{1,4}(?!\d)/.test(after) || key === "l" && written !== "l") return undefined;
      if (key === "m" && !/[(;,] ?$/.test(scan.before(2))) return undefined;
      if (/^[bcdmr]$/.test(key)) {
        return hasPeriod && /^ ?(?:ca?\. ?)?(?:AD )?\d{2,4}(?!\d)/.test(after) ? known.words : undefined;
      }
      if (key === "no" && /^ (?:[IA] \p{Ll}|I')/u.test(after)) return undefined;
      if (/^(?:vols|pp|pgs|eps|chs)$/.test(key) && hasPeriod && /\d $/.test(scan.before(2))) return known.words;
      if (key === "no" && hasPeriod && NUMBERED.test(scan.lastWord)) return known.words;
      if (key === "no" && hasPeriod && (/^ of\b/.test(after) || isNamedNumber(scan, after))) return known.words;
      return /^ ?(?:[\d#①-⑳]|[IVXLC]+\b|[ivxl]+\b|[A-Z]\b|[A-Z]{1,5}-?\d|\(\d)/.test(after) &&
          (hasPeriod || known.periodIsOptional)
        ? known.words
        : undefined;
    case "inner":
      return inner(scan, key, { hasPeriod, after }, known);
    case "joining":
      return joining(scan, written, { hasPeriod, after }, known);
    default:
      if (key === "est" && hasPeriod && isEstimate(scan, after)) return "estimated";
      return closing(scan, key, { hasPeriod, after }, known);
  }
}

/** The expansion of an abbreviation that something always follows. */
function joining(
  scan: Scan,
  written: string,
  { hasPeriod, after }: { readonly hasPeriod: boolean; readonly after: string },
  known: Abbreviation,
): string | undefined {
  const key = written.toLowerCase();
  if (!hasPeriod && !known.periodIsOptional) return undefined;
  if (!hasPeriod && /^(?:lg|sm)$/.test(key)) return /\d $/.test(scan.before(2)) ? known.words : undefined;
  if (key === "v") return /^ \p{Lu}/u.test(after) && /^(?:\p{Lu}|al$)/u.test(scan.lastWord) ? "versus" : undefined;
  if (key === "ca" || key === "resp") return /^ ?(?:\d|A\.?D\.? ?\d)/.test(after) ? known.words : undefined;
  if (key === "cf") return "C F";
  // "VAT incl."
  if (/^(?:incl|excl)$/.test(key) && hasPeriod && /^(?:\s*$|[).,;])/.test(after)) {
    return key === "incl" ? "included" : "excluded";
  }
  return known.words === "" ? undefined : known.words;
}

/** The expansion of what may be a word too; offices stand before a name. */
function inner(
  scan: Scan,
  key: string,
  { hasPeriod, after }: { readonly hasPeriod: boolean; readonly after: string },
  { words }: Abbreviation,
): string | undefined {
  if (key === "long" && !/^ ?[-−]?\d{1,3}(?:\.\d{1,6})?°/.test(after) || key === "loc" && /^ cit\b/.test(after)) {
    return undefined;
  }
  if (key === "cert" && /^ (?:denied|granted|pending)\b/.test(after)) return "cert";
  if (key === "reg" && hasPeriod && /^ (?:\(E(?:U|C|EC)\)|No\b)/.test(after)) return "regulation";
  if (hasPeriod && NEXT_NAME.test(after) && Object.hasOwn(OFFICES, key)) return OFFICES[key];
  // "(Reply HELP for info.)" ends a sentence, "(adj.)" does not.
  if (after.startsWith(")") && /\([^()]*\s[^()]*\s[^()]*$/.test(scan.before(80).replaceAll("()", ""))) {
    return undefined;
  }
  return (hasPeriod ? GOES_ON.test(after) : after.startsWith(":") && !CLIPPED.test(key)) ? words : undefined;
}

/** Whether something is estimated rather than established: an amount that is not a year stands beside it. */
function isEstimate(scan: Scan, after: string): boolean {
  return /^ (?:\p{Ll}|[$€£]|\d{1,3}\b|\d+,\d|\d+\.\d)/u.test(after) ||
    scan.last?.kind === "said" && !/^ \d{4}\b/.test(after);
}

/** Whether the number of tablets stands before: "1/2 tab.". */
function isDose(scan: Scan): boolean {
  return scan.last?.kind === "said" && /[\d½¼¾] $/.test(scan.before(2));
}

/** What has a number: "tel. no.", "the fax no.". */
const NUMBERED =
  /^(?:telephone|fax|serial|reference|account|part|catalog|catalogue|registration|flight|invoice|order)$/i;

/** Whether "no." is a number that somebody has: "our toll-free no. is". */
function isNamedNumber(scan: Scan, after: string): boolean {
  return /^ (?:is|was|on|for|and|or|from|will|below|above|has)\b/.test(after) &&
    [...scan.wordsBefore(4)].slice(1).some((word) => /^(?:the|my|our|your|his|her|its|their|this|a)$/.test(word));
}

/** Abbreviations that usually stand before a number, and are nouns without one: "your ref. is". */
const NOUN = /^(?:apt|ref|vol|vols|fig|figs|ext|chap|sect|para|paras|ver|eq|eqs|nos|pp|exh)$/;

/** What follows a period that does not end the sentence. */
const GOES_ON = /^(?:[,;:)]|\.?[ /]?(?:[\p{Ll}&(]|\d))/u;

/** Clipped words, which are said as they are in front of a colon. */
const CLIPPED =
  /^(?:comp|doc|docs|exec|fed|info|ins|lib|med|mil|mod|org|perm|pop|prep|prod|prov|pub|rec|reg|sci|spec|sub|tech|vet)$/;

/** Offices before a name: "Dep. Dir. Ito". */
const OFFICES: Readonly<Record<string, string>> = { dep: "deputy", dir: "director", exec: "executive" };

/** What follows a patient in medical notes. */
const PATIENT =
  /^ (?:c\/o|is|was|has|had|presents?|presented|denies|denied|reports?|reported|states|complains|cancell?ed|arrived|needs|will|may|should|with|w\/)(?:\b|$| )/;

function closing(
  scan: Scan,
  key: string,
  { hasPeriod, after }: { readonly hasPeriod: boolean; readonly after: string },
  { words, periodIsOptional, isNoWord }: Abbreviation,
): string | undefined {
  if (words === "") return undefined;
  const followsName = /^(?:\p{Lu}|proprietary$)/u.test(scan.lastWord) || /(?:th|st|nd|rd)$/.test(scan.lastWord);
  if (hasPeriod) {
    if (key === "cir" && /\d(?:th|st|nd|rd|d) $/.test(scan.before(4))) return "circuit";
    if (key === "assoc" && RANK.test(after.trimStart())) return "associate";
    if (key === "min" && /^(?:a|one)$/.test(scan.lastWord) && /^(?:\s*$|["”')]*\s+["“(]?\p{Lu})/u.test(after)) {
      return "minute";
    }
    if (key === "fl" && /^ ?\d{1,2}(?!\d)/.test(after)) return words;
    if (key === "min" && scan.last?.kind === "said" && /[\dh] $/.test(scan.before(2))) return "minute";
    if (key === "co" && COUNTY.test(after.trimStart())) return "county";
    if (key === "co" && /^ \p{Ll}/u.test(after) && scan.isSentenceStart) return words;
    if (key === "fl" && /^ ?(?:ca?\. )?\d{3,4}(?!\d)/.test(after)) return "flourished";
    if (key === "mo") return /^(?:per|a|each|every|one)$/.test(scan.lastWord) ? words : undefined;
    if (/^(?:reb|ast|inn|stl|shs|susp)$/.test(key) && scan.last?.kind !== "said") return undefined;
    if (/^(?:co|sq|ct|pl|ter|fl|pk|lk)$/.test(key)) return followsName || scan.lastWord === "and" ? words : undefined;
    return words;
  }
  // "Qty: 3" is a label.
  if (after.startsWith(":")) return words;
  return periodIsOptional && (key === "etc" || followsName || isNoWord) ? words : undefined;
}

/** Saints of towns, days and churches: "the 5th St. Louis game". */
const SAINT =
  /^ (?:Louis|Paul|Petersburg|John|Joseph|George|James|Patrick|Mary|Peter|Thomas|Andrew|Nicholas|Francis|Vincent|Lucia|Helen|Moritz|Tropez|Augustine|Charles|Cloud|Alban|Catharine|Kitts|Valentine|Bernard|Bart|Croix|Ives|Pancras|Michael|Mark|Luke|Matthew|Stephen|Lawrence|Benedict|Clair|Elmo)/;

/** Whether "St." or "Dr." follows the name of a street: "Baker St.", "5th St.", "Elm Dr. is". */
function standsBehindName(scan: Scan, after: string): boolean {
  const last = scan.lastWord;
  const isNumbered = /(?:th|st|nd|rd)$/.test(last) && last !== "saint";
  const isName = /^\p{Lu}\p{Ll}/u.test(last) &&
      !/^(?:The|My|Our|Your|His|Her|Their|This|That|Yes|No|Is|Are|Was|Were|Do|Does|Did|Has|Have|Had|Can|Could|Will|Would|Should|And|But|So|If|When|Where|Who|With|Ask|Call|See|Dear|Hi|Hello|Hey|Meet|Thank|Thanks|By|From|For|To|In)$/
        .test(last) &&
      (!scan.isSecondWord || !NEXT_NAME.test(after)) || last.endsWith("'s");
  // "Times Sq.–42 St."
  if (/(?:^|[^\d.,])\d{1,3} $/.test(scan.before(5)) && /^St\./.test(scan.after(scan.at, 3))) {
    return !NEXT_NAME.test(after);
  }
  // "59th St. Parking is free."
  if (/\d(?:st|nd|rd|th) $/.test(scan.before(4)) && /^St\./.test(scan.after(scan.at, 3)) && NEXT_NAME.test(after)) {
    return !SAINT.test(after);
  }
  if (!isName && !isNumbered) return false;
  // "Mount St. Helens" and "Fort St. John" go on; a street is followed by a comma, an end, a small letter, a direction.
  if (!NEXT_NAME.test(after)) return true;
  return /^ (?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\b/.test(after) ||
    /\b\d+ [\p{L}' ]{2,24}$/u.test(scan.before(28));
}
