/**
 * Roman numerals, recognized by the words before them.
 *
 * @module
 */
import { plainWords } from "../tokens/number_text.ts";
import { cardinal, ordinal, phrase } from "../verbalize/numbers.ts";
import type { Rule, Scan } from "../tokens/scan.ts";

const VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
const ROMAN = /(M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?:('s)|(th|st|nd|rd))?(?![\p{L}\d'’])/yu;

/** Numerals that are usually words, names or abbreviations; they count only after a word that expects a number. */
const ALSO_WORDS =
  /^(?:I|V|X|C|D|L|M|MIX|DIM|MD|CD|DC|MC|CV|MI|DI|LI|XL|CC|MM|CM|ML|MV|DV|IV|VI|CI|XX|XXX|MCC|LCD|DVI)$/;

/** Before "book" and the like, these tell that an "I" begins a clause: "the book I, too, read". */
const ONE_OF_MANY = /^(?:an?|the|this|that|these|those|my|your|his|her|its|our|their|any|every|each|first|last|only)$/;

/** Words that expect a number. */
const NUMBERED =
  /^(?:(?:part|chapter|volume|section|act|type|phase|stage|class|book|article|appendix|grade|level|episode)s|part|chapter|volume|vol|book|section|article|act|scene|phase|type|class|stage|grade|level|tier|category|step|world war|war|title|appendix|figure|fig|table|round|episode|season|series|mark|mk|version|bowl|olympiad|quarter|group|division|league|factor|schedule|annex|amendment|page|item|no|number|unit|lesson|module|exhibit|apollo|saturn|windows|rocky|rambo|halo|fantasy|quest|souls|wars|trek|evil|vegas|duty|party|diabetes|hypersensitivity|error|axis|lead|complex|cranial|nerve)$/;

/** Names of rulers and popes, which expect an ordinal. */
const RULERS =
  /^(?:king|queen|pope|emperor|tsar|czar|prince|princess|sultan|charles|henry|edward|george|william|richard|james|john|elizabeth|mary|victoria|louis|philip|felipe|francis|leo|pius|paul|benedict|gregory|clement|innocent|urban|boniface|julius|sixtus|alexander|nicholas|peter|catherine|ivan|frederick|friedrich|wilhelm|napoleon|ferdinand|leopold|albert|otto|conrad|harald|haakon|olaf|olav|christian|gustav|carl|karl|oscar|margrethe|juan|carlos|alfonso|pedro|umberto|vittorio|ramses|ramesses|thutmose|amenhotep|seti|ptolemy|cleopatra|darius|xerxes|cyrus|mithridates|antiochus|mehmed|murad|selim|suleiman|rama|kamehameha|edgar|edmund|malcolm|robert|david|stephen|constantine|justinian|theodosius|valentinian|basil|leo|celestine|eugene|martin|callixtus|adrian|hadrian|anastasius|wenceslaus|casimir|sigismund|stanislaus|augustus|joseph|maximilian|rudolf|charlemagne)$/;

/** Words that follow a ruler's name rather than the pronoun "I". */
const FOLLOWS_RULER = /^(?:\s*$|'s|[.,;:)"”]| (?:was|ruled|reigned|died|became|is|had|of|and|in|came|married|won)\b)/;

/** Given names after which "II" and higher numerals mark a descendant. */
const GENERATIONS = /^(?:II|III|IV|V|VI)$/;

function valueOf(roman: string): number {
  let total = 0;
  for (let i = 0; i < roman.length; i++) {
    const value = VALUES[roman.charAt(i)] ?? 0;
    total += value < (VALUES[roman.charAt(i + 1)] ?? 0) ? -value : value;
  }
  return total;
}

/** Whether two capitalized words precede it: a person's name, unless the first begins the sentence or a title. */
function followsFullName(scan: Scan): boolean {
  const match = /(\p{Lu}\p{Ll}+) (?:\p{Lu}\. )?(\p{Lu}[\p{Ll}'-]+(?:\p{Lu}\p{Ll}+)?),? $/u.exec(scan.before(48));
  if (match === null) return false;
  return !NUMBERED.test((match[2] ?? "").toLowerCase()) && GIVEN.test((match[1] ?? "").toLowerCase());
}

/** Last words of titles that have been continued five times and more. */
const SEQUEL =
  /^(?:auto|gta|elder scrolls|scrolls|mission|warcraft|civilization|die|saw|scream|jaws|empires|vegas|kart|tekken)$/;

/** Given names that are common in families that number their sons. */
const GIVEN =
  /^(?:john|james|robert|william|george|thomas|charles|henry|joseph|edward|david|richard|michael|frank|walter|harold|martin|arthur|albert|samuel|daniel|paul|peter|philip|andrew|steven|stephen|mark|donald|kenneth|ronald|anthony|kevin|brian|gary|larry|jeffrey|scott|eric|raymond|gregory|benjamin|patrick|jack|dennis|jerry|tyler|aaron|jose|adam|nathan|douglas|zachary|kyle|carl|keith|roger|gerald|ethan|lawrence|terry|sean|christian|austin|noah|ralph|roy|eugene|louis|russell|bobby|johnny|billy|howard|fred|ernest|griffin|otis|marvin|earl|clarence|sammy|ken|tom|bill|jim|bob|joe|sam|ben|dan|matt|chris|nick|alex)$/;

/** "Chapters I–III", "pp. iv-xii": a range. */
const NUMERAL_RANGE: Rule = {
  pattern: /([IVXL]{1,6}|[ivxl]{1,6})( ?[-–] ?)([IVXL]{1,6}|[ivxl]{1,6})(?![\p{L}\d'’])/yu,
  read([, from = "", , to = ""], scan) {
    if (/[\p{L}\d.'’-]/u.test(scan.charBefore) || !isNumeral(from) || !isNumeral(to)) return undefined;
    if (!NUMBERED.test(scan.lastWord.toLowerCase()) && !/^pages?$/.test(scan.lastWord.toLowerCase())) return undefined;
    return phrase(cardinal(String(valueOf(from.toUpperCase()))), "to", cardinal(String(valueOf(to.toUpperCase()))));
  },
};

/** "a ii–V–I progression", "I-IV-V": chords. */
const PROGRESSION: Rule = {
  pattern: /[IViv]{1,3}(?:[-–][IViv]{1,3}){2,7}(?![\p{L}\d'’-])/yu,
  read([whole], scan) {
    const chords = whole.split(/[-–]/);
    if (/[\p{L}\d.'’-]/u.test(scan.charBefore) || !chords.every(isNumeral)) return undefined;
    return phrase(...chords.map((chord) => cardinal(String(valueOf(chord.toUpperCase())))));
  },
};

/** "Scene ii", "page iv", "3(b)(ii)": small numerals after a word that expects a number, or in parentheses. */
const SMALL_NUMERAL: Rule = {
  pattern: /[ivxl]{1,6}(?![\p{L}\d'’])/yu,
  read([roman], scan) {
    if (/[\p{L}\d.'’-]/u.test(scan.charBefore) || !isNumeral(roman)) return undefined;
    const end = scan.at + roman.length;
    const isEnclosed = scan.charBefore === "(" && scan.text.charAt(end) === ")";
    if (isEnclosed) {
      return roman.length > 1 || roman === "i" && /\(ii\)/.test(scan.text.slice(end, end + 400))
        ? cardinal(String(valueOf(roman.toUpperCase())))
        : undefined;
    }
    // "i) first ii) second"; a parenthesis that closes is none
    const isItem = scan.text.charAt(end) === ")" && /^$|\s/.test(scan.charBefore) &&
      (roman.length > 1 || roman === "i" && /\sii\) /.test(scan.after(end, 100))) &&
      !/\([^)]*$/.test(scan.before(100));
    if (isItem) return cardinal(String(valueOf(roman.toUpperCase())));
    const isNumbered = NUMBERED.test(scan.lastWord.toLowerCase()) || /^pages?$/.test(scan.lastWord.toLowerCase());
    const isScene = /^[vx]$/.test(roman) && /^(?:scene|act|canto|chapter|stanza)$/.test(scan.lastWord.toLowerCase());
    return roman.length > 1 && isNumbered || isScene || isCounting(scan, roman, end)
      ? cardinal(String(valueOf(roman.toUpperCase())))
      : undefined;
  },
};

/** Whether a numeral stands among others of a list that counts: "i, ii and iii", "I, II". */
function isCounting(scan: Scan, roman: string, end: number): boolean {
  const value = valueOf(roman.toUpperCase());
  const sameCase = (other: string) => isNumeral(other) && /^[a-z]/.test(other) === /^[a-z]/.test(roman);
  const [, next = ""] = /^,? (?:and |or |& )?([ivxIVX]{1,5})(?![\p{L}\d'’])/u.exec(scan.after(end, 14)) ?? [];
  const [, previous = ""] = /(?:^|[^\p{L}\d.'’-])([ivxIVX]{1,5}),? (?:and |or |& )?$/u.exec(scan.before(14)) ?? [];
  return roman.length + next.length > 2 && sameCase(next) && valueOf(next.toUpperCase()) === value + 1 ||
    roman.length + previous.length > 2 && sameCase(previous) && valueOf(previous.toUpperCase()) === value - 1;
}

/** Whether letters are a numeral as it is written: `IIX` is none. */
function isNumeral(text: string): boolean {
  return /^(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/.test(text.toUpperCase());
}

const NUMERAL: Rule = {
  pattern: ROMAN,
  read(match, scan) {
    const [, roman = "", possessive, suffix] = match;
    if (roman === "" || /[\p{L}\d.'’-]/u.test(scan.charBefore)) return undefined;
    // "Part C", "Vitamin D": letters.
    if (/^[CDLM]$/.test(roman)) return undefined;
    const digits = String(valueOf(roman));
    const tail = (words: string) => possessive === undefined ? words : `${words}'s`;
    if (
      suffix !== undefined ||
      (roman.length > 1 && /^ (?:century|centuries)\b/.test(scan.after(scan.at + roman.length, 12)))
    ) {
      return ordinal(digits);
    }
    if (/^[IVX]+$/.test(roman) && isCounting(scan, roman, scan.at + roman.length)) return tail(cardinal(digits));
    const [last = "", before = ""] = scan.wordsBefore(2);
    const isTitle = /^\p{Lu}/u.test(scan.lastWord);
    if (last === "series" && roman === "X") return undefined;
    if (
      NUMBERED.test(last) &&
      (isTitle || roman.length > 1 ||
        /^(?:type|phase|stage|grade|class|part|chapter|factor|volume|act|scene|article|book)$/.test(last))
    ) {
      const isCited = /^(?:article|act|volume|book)$/.test(last) && !ONE_OF_MANY.test(before) &&
        /^(?:[,;)]|\s*$)/.test(scan.after(scan.at + 1, 2));
      return roman === "I" && !isTitle && !isCited && !/^(?:type|phase|stage|class|grade|factor)$/.test(last)
        ? undefined
        : tail(cardinal(digits));
    }
    const isPronoun = roman === "I" && !/^(?:king|queen|pope|emperor)$/.test(before) &&
      !FOLLOWS_RULER.test(scan.after(scan.at + 1, 14));
    if (isTitle && RULERS.test(last) && !isPronoun && !(roman === "X" && last === "malcolm")) {
      return tail(phrase("the", ordinal(digits)));
    }
    const isGeneration = followsFullName(scan) || /\p{Lu}\p{L}*\.? \p{Lu}[\p{Ll}'-]+, $/u.test(scan.before(40));
    if (GENERATIONS.test(roman) && roman.length > 1 && (isTitle || scan.lastWord === "") && isGeneration) {
      return tail(phrase("the", ordinal(digits)));
    }
    const isTitleEnd = /(?:^|[^\p{L}])(?:\p{Lu}[\p{L}']+ ){2,}$/u.test(scan.before(40)) &&
      /^\s*(?:$|[.!?,:;)"”])/.test(scan.after(scan.at + 1, 3));
    if (roman === "V" && /^\p{Lu}/u.test(scan.lastWord) && (isTitleEnd || SEQUEL.test(last))) {
      return tail(cardinal(digits));
    }
    if (roman === "IV" && (DRIP.test(scan.after(scan.at + 2, 14)) || /(?:saline|grams|liters|units)$/i.test(last))) {
      return undefined;
    }
    if (roman.length < 2 || ALSO_WORDS.test(roman)) {
      const isNumber = isTitle && roman.length > 1 && /^(?:IV|VI|XX|CC|MM)$/.test(roman) && !scan.isSentenceStart;
      return isNumber ? tail(cardinal(digits)) : undefined;
    }
    // "CLI" and "DCI" are acronyms: numerals from a hundred on are rarely as short.
    if (/[CDM]/.test(roman) && roman.length < 4) return undefined;
    return tail(plainWords(digits));
  },
};

/** What follows "IV" as a way into a vein. */
const DRIP =
  /^ (?:at \d|push|drips?|fluids?|bolus|infusion|access|lines?|q\d|over \d|once|daily|every|antibiotics|therapy|x ?\d)/;

/** "Stage IIIA": a numeral with the letter of its part. */
const LETTERED_NUMERAL: Rule = {
  pattern: /([IVX]{1,4})([A-Da-d])(?![\p{L}\d'’])/yu,
  read([, roman = "", letter = ""], scan) {
    const last = scan.lastWord.toLowerCase();
    if (/[\p{L}\d.'’-]/u.test(scan.charBefore) || !isNumeral(roman) || !NUMBERED.test(last)) return undefined;
    return phrase(cardinal(String(valueOf(roman))), letter.toUpperCase());
  },
};

/** "WWII-era", "WWI": the world wars. */
const WORLD_WAR: Rule = {
  pattern: /WW ?(I{1,2}|[12])(?![\p{L}\d])/yu,
  read: ([, number = ""], scan) =>
    /[\p{L}\d]/u.test(scan.charBefore) ? undefined : `world war ${/^(?:I|1)$/.test(number) ? "one" : "two"}`,
};

/** Rules for tokens that begin with a letter. */
export const ROMAN_RULES: readonly Rule[] = [
  WORLD_WAR,
  LETTERED_NUMERAL,
  PROGRESSION,
  NUMERAL_RANGE,
  SMALL_NUMERAL,
  NUMERAL,
];
