/**
 * Turns sentences into sounds: the words of each token and their pronunciation.
 *
 * @module
 */
import type { FeatureTable } from "../lexicon/feature_table.ts";
import { tagWords } from "../lexicon/tagger.ts";
import { isSpoken, type SpokenToken, type Token } from "../tokens/token.ts";
import type { CapitalsContext } from "./capitals.ts";
import type { Dictionary } from "./dictionary.ts";
import type { Neighborhood } from "./heteronyms/neighborhood.ts";
import { heteronym } from "./heteronyms/heteronyms.ts";
import { type Item, saidItems, spokenForm, word } from "./items.ts";
import {
  beginsWithVowel,
  hasPrimaryStress,
  modelPhonemes,
  unstressed,
  weakened,
  withMainStress,
  withS,
  withSomeStress,
} from "./phonemes.ts";
import { functionWord, isLetterA, type Surroundings } from "./sentence_context.ts";
import { itemsOfWord } from "./word_items.ts";

/** Number of words on each side that may determine a pronunciation. */
const NEIGHBORS = 10;

/** A token with its sounds. */
export interface PronouncedWord {
  readonly token: SpokenToken;
  /** Words in small letters. */
  readonly spoken: readonly string[];
  /** Phonemes by spoken word; `,` is a short pause within the token. */
  readonly sounds: readonly string[];
  /** Which of the sounds, without pauses, are names of letters. */
  readonly letters: readonly boolean[];
  /** Its part of speech. */
  readonly tag: string;
  /** Whether this word is in capitals and stands out, because its sentence is not. */
  readonly isShoutedWord: boolean;
}

/** The dependencies of pronunciation. */
export interface Pronouncer {
  readonly dictionary: Dictionary;
  readonly tagger: FeatureTable;
  /** Turns a custom pronunciation into items or phonemes. */
  pronounceOwn(say: string): { readonly items: readonly Item[] } | { readonly phonemes: string };
}

/** A token being processed. */
interface Unit {
  readonly token: SpokenToken;
  readonly index: number;
  readonly items: readonly Item[];
  readonly tag: string;
  readonly isShoutedWord: boolean;
  /** Whether a parenthesis opens behind it. */
  readonly isBeforeParenthesis: boolean;
}

/**
 * Pronounces the tokens of a sentence.
 *
 * @param voice Dictionary and tagger.
 * @param tokens The tokens of one sentence, marks included.
 * @returns Its spoken tokens in order.
 */
export function pronounceSentence(voice: Pronouncer, tokens: readonly Token[]): PronouncedWord[] {
  const tags = tagTokens(voice.tagger, tokens);
  const isShouted = isInCapitals(tokens);
  const isQuestion = tokens.some((token) => token.kind === "mark" && token.mark === "?");
  const units = tokens.flatMap((token, index): Unit[] => {
    if (!isSpoken(token)) return [];
    const at: CapitalsContext = {
      isShouted,
      isQuestion,
      isPart: token.kind === "word" && token.isPart,
      before: neighbor(tokens, index, -1),
      after: neighbor(tokens, index, 1),
    };
    const items = itemsOf(voice, token, at);
    const stands = token.kind === "word" && !isShouted && /^\p{Lu}{2,}$/u.test(token.written) &&
      items[0]?.kind === "word" &&
      !token.isPart && items[0].spoken === items[0].written;
    const next = tokens[index + 1];
    const isBeforeParenthesis = next?.kind === "mark" && next.mark === "(";
    return [{ token, index, items, tag: tags[index] ?? "", isShoutedWord: stands, isBeforeParenthesis }];
  });
  return soundsOf(voice, tokens, units);
}

/** The word next to a token, in small letters; empty at a mark or an end. */
function neighbor(tokens: readonly Token[], index: number, step: -1 | 1): string {
  const token = tokens[index + step];
  if (token === undefined || !isSpoken(token)) return "";
  if (token.kind !== "said") return token.written.toLowerCase();
  const words = token.words.split(" ");
  return (step < 0 ? words.at(-1) : words[0])?.toLowerCase() ?? "";
}

function itemsOf(voice: Pronouncer, token: SpokenToken, at: CapitalsContext): readonly Item[] {
  if (token.kind === "said") return saidItems(token.words);
  if (token.kind === "word") return itemsOfWord(voice.dictionary, token.written, at);
  const own = voice.pronounceOwn(token.say);
  return "items" in own ? own.items : [word(token.written.toLowerCase(), token.written, own.phonemes)];
}

/** Words that stand in a sentence rather than in a list of acronyms. */
const IN_SENTENCES =
  /^(?:IS|IT|TO|MY|ME|WE|NO|GO|DO|SO|ON|IN|UP|BE|HE|OR|OF|AN|AT|BY|IF|AS|US|AM|OH|HI|THE|AND|YOU|ARE|NOT|FOR|ALL|CAN|NOW|GET|HOW|WHY|WHO|OUT|HAS|WAS|\p{Lu}{4,}|\p{Lu}+'\p{Lu}+)$/u;

/** Whether a sentence is in capitals: at least two such words, and none in small letters. */
export function isInCapitals(tokens: readonly Token[]): boolean {
  let capitals = 0;
  let inSentences = 0;
  for (const token of tokens) {
    if (token.kind !== "word" || token.written.length < 2 || token.isPart) continue;
    if (/\p{Ll}/u.test(token.written)) return false;
    const isUsual = IN_SENTENCES.test(token.written);
    if (token.written.length > 2 || isUsual) capitals++;
    if (isUsual) inSentences++;
  }
  return (capitals > 1 && (inSentences > 1 || inSentences === capitals)) ||
    (capitals === 1 && tokens.filter(isSpoken).length === 1);
}

/** A tag for each token. Contractions are split for the tagger, as in its training data. */
function tagTokens(tagger: FeatureTable, tokens: readonly Token[]): string[] {
  const words: string[] = [];
  const firstOf = tokens.map((token) => {
    const first = words.length;
    words.push(...taggerWords(token));
    return first;
  });
  const tags = tagWords(tagger, words);
  return tokens.map((_token, index) => tags[firstOf[index] ?? 0] ?? "");
}

function taggerWords(token: Token): string[] {
  if (token.kind === "mark") return [token.mark];
  if (token.kind === "quote") return [token.opens ? "``" : "''"];
  if (token.kind === "break") return ["."];
  if (token.kind === "said") return [token.tagAs === "" ? "it" : token.tagAs];
  const written = token.written === "" ? "it" : token.written;
  const [, stem, ending] = /^(.+?)(n't|'(?:s|re|ve|ll|d|m))$/i.exec(written) ?? [];
  return stem === undefined || ending === undefined ? [written] : [stem, ending];
}

/** The sounds of all units, from last to first, because many depend on the next one. */
function soundsOf(voice: Pronouncer, tokens: readonly Token[], units: readonly Unit[]): PronouncedWord[] {
  const words: PronouncedWord[] = [];
  const lower = units.map((unit) =>
    unit.token.kind === "word" ? unit.token.written.toLowerCase() : lastSpoken(unit.items)
  );
  let nextVowel: boolean | undefined;
  for (let at = units.length - 1; at >= 0; at--) {
    const unit = units[at];
    if (unit === undefined) continue;
    const next = tokens[unit.index + 1];
    if (next === undefined || !isSpoken(next)) nextVowel = next?.kind === "quote" ? nextVowel : undefined;
    const neighbors = () => ({
      tag: unit.tag,
      before: lower.slice(Math.max(0, at - NEIGHBORS), at).reverse(),
      after: lower.slice(at + 1, at + 1 + NEIGHBORS),
    });
    const said = unitSounds(voice.dictionary, units, { at, nextVowel, neighbors });
    nextVowel = said.nextVowel;
    const { token, tag, isShoutedWord } = unit;
    const letters = unit.items.filter((item) => item.kind !== "pause").map((item) => item.kind === "letter");
    const sounds = acronymStress(unit.items, said.sounds).map(modelPhonemes);
    words.push({ token, spoken: said.spoken, letters, tag, isShoutedWord, sounds });
  }
  return words.reverse();
}

/** The context of a unit in its sentence. */
interface UnitPlace {
  readonly at: number;
  /** Whether the next sound is a vowel; `undefined` before a pause. */
  readonly nextVowel: boolean | undefined;
  /** The surrounding words, computed for heteronyms only. */
  readonly neighbors: () => Neighborhood;
}

/** The sounds of one unit, and whether its first sound is a vowel. */
function unitSounds(
  dictionary: Dictionary,
  units: readonly Unit[],
  place: UnitPlace,
): { readonly sounds: string[]; readonly spoken: string[]; readonly nextVowel: boolean | undefined } {
  const sounds: string[] = [];
  const spoken: string[] = [];
  let { nextVowel } = place;
  for (const [i, item] of [...units[place.at]?.items.entries() ?? []].reverse()) {
    const around = surroundings(units, place.at, i, nextVowel);
    const sound = soundOf(dictionary, item, around, place.neighbors);
    sounds.push(sound);
    if (item.kind !== "pause") {
      spoken.push(item.kind === "word" && item.spoken === "a" && isLetterA(around) ? "ay" : spokenForm(item));
    }
    nextVowel = item.kind === "pause" ? undefined : beginsWithVowel(sound) ?? nextVowel;
  }
  return { sounds: sounds.reverse(), spoken: spoken.reverse(), nextVowel };
}

function lastSpoken(items: readonly Item[]): string {
  const last = items.at(-1);
  return last === undefined ? "" : spokenForm(last);
}

function surroundings(units: readonly Unit[], at: number, item: number, nextVowel: boolean | undefined): Surroundings {
  const unit = units[at];
  const items = unit?.items ?? [];
  const adjacent = (step: -1 | 1) => {
    const other = units[at + step];
    return other !== undefined && other.index === (unit?.index ?? 0) + step ? other : undefined;
  };
  const following = items[item + 1] ?? adjacent(1)?.items[0] ??
    (unit?.isBeforeParenthesis === true ? units[at + 1]?.items[0] : undefined);
  const preceding = items[item - 1] ?? adjacent(-1)?.items.at(-1);
  const current = items[item];
  return {
    written: current?.kind === "word" ? current.written : "",
    tag: current?.kind === "word" && current.isSaid ? "" : unit?.tag ?? "",
    before: preceding === undefined ? "" : plainForm(preceding),
    after: following === undefined ? "" : plainForm(following),
    afterWritten: following?.kind === "word" ? following.written : following?.kind === "letter" ? following.letter : "",
    isAttached: items.length === 1 && adjacent(1)?.token.kind === "said" &&
      adjacent(1)?.token.start === unit?.token.end,
    isBeforeSigned: /^(?:plus|minus)$/.test(following === undefined ? "" : plainForm(following)) &&
      (adjacent(1)?.items.length ?? 0) > 1,
    isFirst: at === 0 && item === 0,
    nextVowel,
  };
}

function plainForm(item: Item): string {
  return item.kind === "letter" ? item.letter.toLowerCase() : item.kind === "word" ? item.spoken : "";
}

function soundOf(
  dictionary: Dictionary,
  item: Item,
  around: Surroundings,
  neighbors: () => Neighborhood,
): string {
  if (item.kind === "pause") return ",";
  const usage = { tag: around.tag, isFinal: around.nextVowel === undefined };
  if (item.kind === "letter") {
    const name = dictionary.lookUp(item.letter, usage) ?? "";
    return item.ending === "" ? name : withS(name);
  }
  if (item.phonemes !== undefined) return item.phonemes;
  const { written } = item;
  const small = written.toLowerCase();
  if (item.isSaid && item.spoken === "point") return unstressed("pYnt");
  const chosen = functionWord(item.spoken, around) ?? (item.isSaid ? undefined : heteronym(item.spoken, neighbors));
  const phonemes = chosen ?? known(dictionary, written, item.spoken, usage) ??
    dictionary.guess(/^\p{Lu}+$/u.test(written) ? small : written);
  return item.isSaid || chosen !== undefined && /^(?:a|an|the|to|i|am)$/.test(item.spoken)
    ? phonemes
    : stressOf(phonemes, written);
}

/** The dictionary's pronunciation of a word as written, in small letters, without accents, or by its stem. */
function known(
  dictionary: Dictionary,
  written: string,
  spoken: string,
  usage: { readonly tag: string; readonly isFinal: boolean },
): string | undefined {
  for (const form of [written, spoken]) {
    const phonemes = dictionary.lookUp(form, usage);
    if (phonemes !== undefined && phonemes !== "") return phonemes;
  }
  return dictionary.derive(spoken, usage) ?? dictionary.derive(written, usage);
}

/** A capital gives a word secondary stress, as in names; all capitals give it main stress. */
function stressOf(phonemes: string, written: string): string {
  if (written === written.toLowerCase()) return phonemes;
  return written === written.toUpperCase() && written.length > 1 ? withMainStress(phonemes) : withSomeStress(phonemes);
}

/** Of spelled letters, the last has the main stress. */
function acronymStress(items: readonly Item[], sounds: readonly string[]): string[] {
  return sounds.map((sound, index) => {
    const isLetter = items[index]?.kind === "letter";
    const next = items[index + 1];
    const goesOn = next?.kind === "letter";
    return isLetter && goesOn && hasPrimaryStress(sound) ? weakened(sound) : sound;
  });
}
