/**
 * Chapters and verses of the Bible and the Quran, after the name of a book in full or in short.
 *
 * @module
 */
import { BOOKS_IN_SHORT } from "../verbalize/bible_books.ts";
import { cardinal, phrase } from "../verbalize/numbers.ts";
import type { Rule } from "../tokens/scan.ts";
import { said } from "../tokens/token.ts";

const BOOKS = new Set([
  ...Object.values(BOOKS_IN_SHORT),
  "ruth",
  "ezra",
  "esther",
  "job",
  "joel",
  "amos",
  "acts",
  "titus",
  "jude",
  "sura",
  "surah",
  "quran",
  "qur'an",
  "koran",
]);

/** "Matt. 5:3": a book in short before a chapter and a verse. */
const BOOK: Rule = {
  pattern: /(\p{Lu}\p{L}{1,6})\.?(?= \d{1,3}:\d)/yu,
  read([, short = ""], scan) {
    if (/[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    const key = short.toLowerCase();
    return Object.hasOwn(BOOKS_IN_SHORT, key) ? BOOKS_IN_SHORT[key] : undefined;
  },
};

/** Books in short that are so before a chapter alone. */
const CHAPTERED = "Pss?|Matt|Rom|Isa|Jer|Deut|Lev|Exod|Ezek|Zech|Hab|Neh|Eccl|Eph|Heb|Hos|Phil";
/** Books in short that come in several. */
const NUMBERED = "Sam|Kgs|Chr|Chron|Cor|Thess|Tim|Pet";

/** "Ps. 23", "2 Sam. 11": a book in short before a chapter. */
const BOOK_BEFORE_CHAPTER: Rule = {
  pattern: new RegExp(String.raw`(${CHAPTERED}|${NUMBERED})\.(?= \d{1,3}(?![\d:%$]))`, "y"),
  read([, short = ""], scan) {
    const isNumbered = new RegExp(`^(?:${NUMBERED})$`).test(short);
    if (/[\p{L}\d]/u.test(scan.charBefore) || isNumbered && !NTH.includes(scan.lastWord)) return undefined;
    return BOOKS_IN_SHORT[short.toLowerCase()];
  },
};

const NTH = ["first", "second", "third"];

/** "1 Cor. 13", "2 Samuel 7:1": one of several books of a name. */
const NUMBERED_BOOK: Rule = {
  pattern:
    /([123]) ?(?=(?:Sam(?:uel)?|K(?:in)?gs|Chr(?:on(?:icles)?)?|Cor(?:inthians)?|Thess(?:alonians)?|Tim(?:othy)?|Pet(?:er)?|John|Jn)\.? \d)/y,
  read: ([, digit = ""], scan) => [said(NTH[Number(digit) - 1] ?? "", scan.at, scan.at + 1, digit)],
};

/** "John 3:16-18", "Romans 8:1". */
const VERSE: Rule = {
  pattern: /(\d{1,3}):(\d{1,3})(?:[-–](\d{1,3}))?(?![\d:])/y,
  read([, chapter = "", verse = "", last], scan) {
    if (!BOOKS.has(scan.lastWord.toLowerCase())) return undefined;
    return phrase(cardinal(chapter), cardinal(verse), last === undefined ? undefined : `to ${cardinal(last)}`);
  },
};

/** Rules for tokens that begin with a digit. */
export const VERSE_RULES: readonly Rule[] = [NUMBERED_BOOK, VERSE];

/** Rules for tokens that begin with a letter. */
export const BOOK_RULES: readonly Rule[] = [BOOK, BOOK_BEFORE_CHAPTER];
