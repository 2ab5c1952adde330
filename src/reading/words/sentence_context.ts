/**
 * Function words and letters whose sound depends on their neighbors: the article before a vowel, A as a letter.
 *
 * @module
 */

/** The context of a word. */
export interface Surroundings {
  /** The word as written. */
  readonly written: string;
  /** Its part of speech. */
  readonly tag: string;
  /** The previous spoken word, in small letters; empty after a pause and at the start of the sentence. */
  readonly before: string;
  /** The next spoken word, in small letters; empty before a pause and at the end. */
  readonly after: string;
  /** The next word as written. */
  readonly afterWritten: string;
  /** Whether a mathematical sign follows immediately, as in "a²". */
  readonly isAttached: boolean;
  /** Whether a number with its sign follows, as in "a +3 sword". */
  readonly isBeforeSigned: boolean;
  /** Whether the word is the first of its sentence. */
  readonly isFirst: boolean;
  /** Whether the next sound is a vowel; `undefined` before a pause. */
  readonly nextVowel: boolean | undefined;
}

/** Words that make an "A" after them a letter: grades, groups, options. */
const LETTERED =
  /^(?:option|plan|vitamin|grade|team|section|hepatitis|type|group|part|point|letter|letters|size|class|exhibit|apartment|appendix|unit|gate|row|column|building|block|level|side|schedule|model|influenza|flu|answer|choice|question|straight|from|series|wing|terminal|room|factor|an|the|figure|table|step|variable|node|vertex|set|matrix|event)$/;
/** Words that make an "A" before them a letter: verbs, operators, conjunctions. */
const AFTER_LETTER =
  /^(?:is|was|are|were|has|had|does|will|equals|plus|minus|times|over|and|or|to|through|divided|comes|stands|means|in|if|for|but|than|not|less|greater|of|union|intersection|implies|percent|factorial|squared|cubed)$/;

/** Whether "A" is the name of the letter. */
export function isLetterA(at: Surroundings): boolean {
  if (at.after === "" || at.isAttached) return true;
  const isSmall = at.written === "a";
  if (isSmall && at.isBeforeSigned) return false;
  if (/^[b-z]$/.test(at.after) && at.after !== "i" && !isSmall) return true;
  if (AFTER_LETTER.test(at.after)) {
    if (isSmall) {
      return /^(?:is|equals|plus|minus|times|over|divided|squared|cubed|factorial|union|intersection|implies|and|or|not|than)$/
        .test(at.after);
    }
    return at.isFirst ? !/^(?:few|in|for|of|through)$/.test(at.after) : true;
  }
  if (isSmall) return false;
  if (LETTERED.test(at.before) && !at.isFirst) return at.before !== "from" || at.after === "to";
  return !at.isFirst && at.before !== "" && /^\p{Ll}/u.test(at.afterWritten);
}

/** Function words whose sound depends on the next one. */
export function functionWord(word: string, at: Surroundings): string | undefined {
  switch (word) {
    case "a":
      return isLetterA(at) ? "ˈA" : "ɐ";
    case "an":
      return "ɐn";
    case "the":
      return at.nextVowel === true ? "ði" : "ðə";
    case "to":
      return at.nextVowel === undefined ? "tu" : at.nextVowel ? "tʊ" : "tə";
    case "i":
      return "ˌI";
    case "am":
      return at.nextVowel === undefined ? undefined : "ɐm";
    case "in":
      return at.nextVowel === undefined || at.tag !== "IN" ? "ˈɪn" : "ɪn";
    case "by":
      return at.tag.startsWith("RB") ? "bˈI" : undefined;
    default:
      return undefined;
  }
}
