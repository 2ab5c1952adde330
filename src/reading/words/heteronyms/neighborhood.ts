/**
 * The words around a heteronym, and the classes of words that decide about it.
 *
 * @module
 */

/** The context of a word: words in small letters, the nearest first. */
export interface Neighborhood {
  /** Its part of speech, a Penn tag. */
  readonly tag: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Phonemes for a use of a word; `undefined` leaves the choice to the dictionary. */
export type Choice = (at: Neighborhood) => string | undefined;

/** Words that a noun follows. */
export const DETERMINER =
  /^(?:a|an|the|this|that|these|those|my|your|his|her|its|our|their|some|any|no|each|every|another|one)$/;
/** Words that a verb follows. */
export const MODAL =
  /^(?:to|will|would|can|could|may|might|must|shall|should|do|does|did|don't|doesn't|didn't|won't|can't|cannot|couldn't|wouldn't|shouldn't|let's|please|i'll|you'll|he'll|she'll|we'll|they'll|it'll|i'd|you'd|we'd|they'd|gonna|not|never|just|also|and|then)$/;
/** Subjects of a verb. */
export const PRONOUN = /^(?:i|you|he|she|it|we|they|who|people|men|women|children|kids|students|others)$/;

/** Whether a Penn tag is a verb. */
export const isVerb = (tag: string) => /^(?:VB|MD)/.test(tag);
/** Whether a Penn tag is a noun. */
export const isNoun = (tag: string) => tag.startsWith("NN");
/** Whether a pattern matches one of the nearest words. */
export const some = (words: readonly string[], pattern: RegExp, limit = 8) =>
  words.slice(0, limit).some((word) => pattern.test(word));
/** The nearest word, or the one with an index. */
export const near = (words: readonly string[], index = 0) => words[index] ?? "";
