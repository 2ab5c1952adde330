/**
 * Function words and letters whose sound depends on their neighbors: the article before a vowel, A as a letter.
 *
 * @module
 */

/** What stands around a word. */
export interface Surroundings {
  /** The word as it is written. */
  readonly written: string;
  /** Its part of speech. */
  readonly tag: string;
  /** The spoken word before, in small letters; empty where a pause or the start of the sentence is. */
  readonly before: string;
  /** The spoken word after, in small letters; empty before a pause or the end. */
  readonly after: string;
  /** The word after as it is written. */
  readonly afterWritten: string;
  /** Whether a sign of mathematics stands right behind the word, as in "a²". */
  readonly isAttached: boolean;
  /** Whether the word is the first of its sentence. */
  readonly isFirst: boolean;
  /** Whether the next sound is a vowel; nothing before a pause. */
  readonly nextVowel: boolean | undefined;
}

/** Words before which "A" is a letter: grades, groups, options. */
const LETTERED =
  /^(?:option|plan|vitamin|grade|team|section|hepatitis|type|group|part|point|letter|letters|size|class|exhibit|apartment|appendix|unit|gate|row|column|building|block|level|side|schedule|model|influenza|flu|answer|choice|question|straight|from|series|wing|terminal|room|factor|an|the|figure|table|step|variable|node|vertex|set|matrix|event)$/;
/** Words after which it was a letter: verbs, operators, conjunctions. */
const AFTER_LETTER =
  /^(?:is|was|are|were|has|had|does|will|equals|plus|minus|times|over|and|or|to|through|divided|comes|stands|means|in|if|for|but|than|not|less|greater|of|union|intersection|implies|percent|factorial|squared|cubed)$/;

/** Whether the letter A is said by its name. */
export function isLetterA(at: Surroundings): boolean {
  if (at.after === "" || at.isAttached) return true;
  const isSmall = at.written === "a";
  if (/^[b-z]$/.test(at.after) && at.after !== "i" && !isSmall) return true;
  if (AFTER_LETTER.test(at.after)) {
    if (isSmall) {
      return /^(?:is|equals|plus|minus|times|over|divided|squared|cubed|factorial|union|intersection|implies|and|or|not|than)$/
        .test(at.after);
    }
    return at.isFirst ? !/^(?:few|in|for|to|of|through)$/.test(at.after) : true;
  }
  if (isSmall) return false;
  if (LETTERED.test(at.before) && !at.isFirst) return at.before !== "from" || at.after === "to";
  return !at.isFirst && at.before !== "" && /^\p{Ll}/u.test(at.afterWritten);
}

/** Function words that change with what follows. */
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
    case "used":
      return at.after === "to" && /^(?:VBD|JJ)$/.test(at.tag) ? "jˈust" : "jˈuzd";
    case "by":
      return at.tag.startsWith("RB") ? "bˈI" : undefined;
    default:
      return undefined;
  }
}
