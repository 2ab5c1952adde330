/**
 * Where speech that is made again joins the speech of the same text that is heard: at a word, in a pause, at a sound
 * within a word, or within a long sound. Pure.
 *
 * @module
 */
import { msToSamples, samplesToMs } from "../contract/pcm.ts";
import type { Boundary, SpokenPlace } from "./heard.ts";
import type { TimedPhone } from "./media_clock.ts";

/** When the words and phones of some speech sound. */
export interface SpeechMarks {
  readonly words: readonly SpokenPlace[];
  /** Empty: speech changes between words only. */
  readonly phones: readonly Omit<TimedPhone, "type">[];
}

/** A place in the heard speech, and the corresponding one in the new speech. */
export interface Joint extends Boundary {
  /** The place in the new speech, on a whole sample, ms. */
  readonly newMs: number;
}

/** Constraints of a joint. Media times of the heard speech, ms. */
export interface JointLimits {
  /** The new speech cannot be heard before. */
  readonly earliestMs: number;
  /** The end of the heard speech. */
  readonly endMs: number;
  /** How much of the new speech is there. Default: all of it. */
  readonly readyMs?: number;
}

/** Sounds with a closure or noise: a change of the voice is least audible where they begin. */
const OBSTRUENTS = new Set("p b t d k g ch jh f v th dh s z sh zh hh dx pau".split(" "));
/** Those with a closure: the speech does not change within them. */
const CLOSURES = new Set("p b t d k g ch jh dx".split(" "));

/** The new voice should be noticed within this time after the earliest one, ms. */
const GOAL_MS = 200;
/** What a ms costs until then, and what it costs more afterwards; and what it costs to wait for more of the speech. */
const COST = { perMs: 0.5, perLateMs: 3, waiting: 60 } as const;
/** What it costs to change where a vowel or sonorant begins, within noise, and within a vowel or sonorant. */
const HARSHNESS = { voiced: 60, withinNoise: 40, withinVoiced: 120 } as const;
/**
 * What is left of a pause in which the speech changes; at least, to reach the goal; and the silence before the first
 * sound of the new speech, ms.
 */
const REST_MS = 140;
const LEAST_REST_MS = 40;
const LEAD_MS = 20;
/** Vowels and sonorants of this length show the voice, ms: when less is left before a pause, it changes in the pause. */
const VOICED_MS = 90;
/** The same for all sounds, where they are not known. */
const NOTICED_MS = 200;
/** How long a closure or noise sounds at the end of a word, ms. */
const FINAL_MS = 120;
/** The speech is made again from within a word, unless the next one begins this soon, ms. */
const NEXT_WORD_MS = 100;
/** How long it takes to make a word up to a place in it, as a share of its length; at least, ms. */
const MAKE_SHARE = 0.25;
const LEAST_MAKE_MS = 25;
/** A sound that begins this close to its word's edge begins with it; and the speech changes so far from a sound's edges. */
const EDGE_MS = 15;

/** Where the speech can change. */
interface Place {
  readonly ms: number;
  readonly newMs: number;
  readonly word: SpokenPlace;
  /** When a listener notices the new voice. */
  readonly noticedMs: number;
  readonly harshness: number;
  /** Whether a pause follows before it would be noticed. */
  readonly isBrief: boolean;
}

/** A word that both have. */
interface CommonWord {
  readonly word: SpokenPlace;
  readonly again: SpokenPlace;
  readonly next: SpokenPlace | undefined;
  /** When the silence before it begins. */
  readonly silentFromMs: number;
}

/** A sound that both have. */
interface CommonSound {
  readonly sound: Sound;
  readonly again: Sound;
}

type Sound = SpeechMarks["phones"][number];

/**
 * Finds the word from which on speech is made again.
 *
 * @param heard The speech that is heard, on the media clock.
 * @param limits What the joint must heed.
 * @param isWithinWords Whether the speech may change within a word.
 * @returns The word; `undefined` if none is left.
 */
export function wordToRemake(
  { words, phones }: SpeechMarks,
  { earliestMs, endMs }: JointLimits,
  isWithinWords: boolean,
): SpokenPlace | undefined {
  if (earliestMs >= endMs) return undefined;
  const next = words.find(({ startMs }) => startMs >= earliestMs && startMs < endMs);
  const current = words.findLast((word) => word.startMs < earliestMs && word.endMs > earliestMs);
  if (current === undefined || !isWithinWords) return next;
  const madeMs = earliestMs + Math.max(LEAST_MAKE_MS, MAKE_SHARE * (earliestMs - current.startMs));
  const isNear = next !== undefined &&
    (next.startMs - madeMs <= NEXT_WORD_MS || isBrief(madeMs, current, next, phones));
  return isNear ? next : current;
}

/**
 * Finds the place where the heard speech changes to the new one: where that is least audible, if the new voice is
 * noticed soon enough from there on; else within a long sound. Where no place is left, the speech changes at the
 * earliest time.
 *
 * @param heard The speech that is heard, on the media clock.
 * @param fresh The new speech, with times from its own begin.
 * @returns The joint; `undefined` if the two have no word in common, or the new speech has not come to the place.
 */
export function findJoint(heard: SpeechMarks, fresh: SpeechMarks, limits: JointLimits): Joint | undefined {
  const earliestMs = Math.min(limits.earliestMs, limits.endMs);
  const { readyMs = Infinity } = limits;
  const places = wordsInCommon(heard, fresh).flatMap((word) => [
    placeBefore(word, heard.phones, earliestMs),
    ...placesWithin(word, heard.phones, fresh.phones, earliestMs),
  ]);
  const inTime = places.filter(({ ms }) => ms >= earliestMs && ms <= limits.endMs);
  const place = bestOf(inTime, earliestMs, readyMs) ?? lateOf(places, heard, earliestMs);
  if (place === undefined || place.newMs >= readyMs) return undefined;
  return place.isBrief && isAwaited(nextOf(heard, place.word), fresh) ? undefined : jointOf(place);
}

function bestOf(places: readonly Place[], earliestMs: number, readyMs: number): Place | undefined {
  const costOf = ({ noticedMs, newMs, harshness }: Place) => {
    const lateMs = noticedMs - earliestMs;
    const cost = COST.perMs * lateMs + COST.perLateMs * Math.max(0, lateMs - GOAL_MS) + harshness;
    return newMs < readyMs ? cost : cost + COST.waiting;
  };
  return places.toSorted((a, b) => costOf(a) - costOf(b))[0];
}

/** The earliest time as a place, which all others are before. */
function lateOf(places: readonly Place[], heard: SpeechMarks, earliestMs: number): Place | undefined {
  const last = places.findLast(({ ms }) => ms < earliestMs);
  if (last === undefined) return undefined;
  const rest = isBrief(earliestMs, last.word, nextOf(heard, last.word), heard.phones);
  return { ...last, ms: earliestMs, newMs: last.newMs + earliestMs - last.ms, isBrief: rest };
}

function jointOf({ ms, newMs, word }: Place): Joint {
  const whole = (ms: number) => samplesToMs(msToSamples(ms));
  return { ms: whole(ms), newMs: whole(newMs), charStart: word.charStart, wordMs: word.startMs };
}

function wordsInCommon(heard: SpeechMarks, fresh: SpeechMarks): CommonWord[] {
  const known = new Map(heard.words.map((word, index) => [word.charStart, index]));
  return fresh.words.flatMap((again): CommonWord[] => {
    const index = known.get(again.charStart);
    const word = index === undefined ? undefined : heard.words[index];
    if (index === undefined || word === undefined) return [];
    const previous = heard.words[index - 1];
    const silentFromMs = previous === undefined ? word.startMs : soundsTo(previous, heard.phones);
    return [{ word, again, next: nextOf(heard, word), silentFromMs }];
  });
}

/** The place where a word begins, or in the silence before it, of which only some is left. */
function placeBefore(
  { word, again, silentFromMs }: CommonWord,
  phones: SpeechMarks["phones"],
  earliestMs: number,
): Place {
  const onsetMs = voicedFrom(word.startMs, phones) - word.startMs;
  const goalMs = earliestMs + GOAL_MS - LEAD_MS - onsetMs;
  const restMs = Math.min(REST_MS, Math.max(LEAST_REST_MS, goalMs - silentFromMs));
  const ms = Math.min(word.startMs, Math.max(earliestMs, silentFromMs + restMs));
  const leadMs = Math.min(LEAD_MS, word.startMs - ms, again.startMs);
  const startMs = ms + leadMs;
  const place = { ms, newMs: again.startMs - leadMs, word: { ...word, startMs }, harshness: 0 };
  return { ...place, noticedMs: startMs + onsetMs, isBrief: false };
}

/** The places within a word, as far as it is pronounced the same way. */
function placesWithin(
  common: CommonWord,
  heard: SpeechMarks["phones"],
  fresh: SpeechMarks["phones"],
  earliestMs: number,
): Place[] {
  const { word, next } = common;
  return soundsOf(common, heard, fresh)
    .flatMap((sound) => [...beginOf(sound, word), ...withinOf(sound, earliestMs)])
    .map((place) => {
      const rest = isBrief(place.ms, word, next, heard);
      const noticedMs = rest && next !== undefined ? next.startMs : voicedFrom(place.ms, heard);
      return { ...place, word, noticedMs, isBrief: rest };
    });
}

type PlaceOfSound = Pick<Place, "ms" | "newMs" | "harshness">;

/** Where a sound begins, if its word does not begin or end there. */
function beginOf({ sound: { phone, startMs: ms }, again }: CommonSound, word: SpokenPlace): PlaceOfSound[] {
  if (ms <= word.startMs + EDGE_MS || ms >= word.endMs - EDGE_MS) return [];
  return [{ ms, newMs: again.startMs, harshness: OBSTRUENTS.has(phone) ? 0 : HARSHNESS.voiced }];
}

/** The earliest time, if it is within a sound. */
function withinOf({ sound: { phone, startMs, endMs }, again }: CommonSound, ms: number): PlaceOfSound[] {
  if (ms <= startMs || ms > endMs - EDGE_MS || CLOSURES.has(phone)) return [];
  const newMs = again.startMs + (ms - startMs) / (endMs - startMs) * (again.endMs - again.startMs);
  return [{ ms, newMs, harshness: OBSTRUENTS.has(phone) ? HARSHNESS.withinNoise : HARSHNESS.withinVoiced }];
}

/** The sounds of a word in both, as far as it is pronounced the same way. */
function soundsOf(
  { word, again }: CommonWord,
  heard: SpeechMarks["phones"],
  fresh: SpeechMarks["phones"],
): CommonSound[] {
  const within = ({ startMs, endMs }: SpokenPlace) => (sound: Sound) =>
    sound.endMs > startMs + EDGE_MS && sound.startMs < endMs - EDGE_MS;
  const [sounds, others] = [heard.filter(within(word)), fresh.filter(within(again))];
  const pairs: CommonSound[] = [];
  for (const [index, sound] of sounds.entries()) {
    const other = others[index];
    if (other?.phone !== sound.phone) break;
    pairs.push({ sound, again: other });
  }
  return pairs;
}

function nextOf({ words }: SpeechMarks, { charStart }: { readonly charStart: number }): SpokenPlace | undefined {
  return words.find((word) => word.charStart > charStart);
}

/** Whether the new speech has not come to a word. */
function isAwaited(word: SpokenPlace | undefined, fresh: SpeechMarks): boolean {
  return word !== undefined && fresh.words.every(({ charStart }) => charStart < word.charStart);
}

/** When a word falls silent: before a pause, a closure or noise at its end is long, and mostly silent. */
function soundsTo({ startMs, endMs }: SpokenPlace, phones: SpeechMarks["phones"]): number {
  const last = phones.findLast((sound) => sound.startMs > startMs && sound.startMs < endMs - EDGE_MS);
  return last !== undefined && OBSTRUENTS.has(last.phone) ? Math.min(endMs, last.startMs + FINAL_MS) : endMs;
}

/** When the first vowel or sonorant sounds from a time on. */
function voicedFrom(ms: number, phones: SpeechMarks["phones"]): number {
  const voiced = phones.find(({ phone, endMs }) => endMs > ms + EDGE_MS && !OBSTRUENTS.has(phone));
  return Math.max(ms, voiced?.startMs ?? ms);
}

/** Whether only a short rest of a word follows a time, and then a pause. */
function isBrief(
  ms: number,
  word: SpokenPlace,
  next: SpokenPlace | undefined,
  phones: SpeechMarks["phones"],
): boolean {
  if (next === undefined || next.startMs - soundsTo(word, phones) <= REST_MS + LEAD_MS) return false;
  if (phones.length === 0) return word.endMs - ms < NOTICED_MS;
  const voiced = phones.filter(({ phone, startMs, endMs }) =>
    endMs > ms && startMs < word.endMs && !OBSTRUENTS.has(phone)
  );
  return voiced.reduce((sum, { startMs, endMs }) => sum + endMs - Math.max(ms, startMs), 0) < VOICED_MS;
}
