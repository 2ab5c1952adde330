/**
 * Where speech that is made again joins the speech of the same text that is heard: at a word, in a pause, or at a sound
 * within a word. Pure.
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

/** What a joint must heed. Media times of the heard speech, ms. */
export interface JointLimits {
  /** The new speech cannot be heard before. */
  readonly earliestMs: number;
  /** The end of the heard speech. */
  readonly endMs: number;
}

/** Sounds with a closure or noise: a change of the voice is least audible where they begin. */
const OBSTRUENTS = new Set("p b t d k g ch jh f v th dh s z sh zh hh dx pau".split(" "));

/** How much later a better place may be, ms. */
const PATIENCE_MS = 100;
/** What is left of a pause in which the speech changes, and the silence before the first sound of the new speech, ms. */
const REST_MS = 140;
const LEAD_MS = 20;
/** What is left of a word before a pause must last this long, ms: else the new voice comes sooner after the pause. */
const NOTICED_MS = 200;
/** So must its vowels and sonorants, ms: the other sounds do not show the voice. */
const VOICED_MS = 100;
/** The speech is made again from within a word, unless the next one begins this soon, ms. */
const NEXT_WORD_MS = 100;
/** A sound that begins this close to its word's edge begins with it, ms. */
const EDGE_MS = 15;

/** A place that both have. */
interface Anchor {
  readonly heardMs: number;
  readonly newMs: number;
  /** The speech may change from here to `heardMs`, because it is silent. */
  readonly silentFromMs: number;
  readonly word: SpokenPlace;
  readonly isSafe: boolean;
  /** Whether a pause follows before the new voice would be noticed. */
  readonly isBrief: boolean;
}

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
  const isNear = next !== undefined &&
    (next.startMs - earliestMs <= NEXT_WORD_MS || isBrief(earliestMs, current, next, phones));
  return isNear ? next : current;
}

/**
 * Finds the place where the heard speech changes to the new one: the first that is in time, unless a better one follows
 * shortly, or a pause before the new voice would be noticed. Without any, the speech changes at the earliest time, in the middle of a sound.
 *
 * @param heard The speech that is heard, on the media clock.
 * @param fresh The new speech, with times from its own begin.
 * @returns The joint; `undefined` if the two have no word in common, or the word to join at is not there yet.
 */
export function findJoint(heard: SpeechMarks, fresh: SpeechMarks, limits: JointLimits): Joint | undefined {
  const anchors = anchorsOf(heard, fresh);
  const earliestMs = Math.min(limits.earliestMs, limits.endMs);
  const places = anchors
    .filter(({ heardMs }) => heardMs >= earliestMs && heardMs <= limits.endMs)
    .map((anchor) => jointAt(anchor, Math.max(earliestMs, anchor.silentFromMs)))
    .toSorted((a, b) => a.joint.ms - b.joint.ms);
  const first = places.find(({ isBrief }) => !isBrief) ?? places[0];
  if (first?.isBrief && isAwaited(nextOf(heard, first.joint), fresh)) return undefined;
  if (first !== undefined) {
    const better = places.find(({ isSafe, isBrief, joint }) =>
      isSafe && !isBrief && joint.ms <= first.joint.ms + PATIENCE_MS
    );
    return (better ?? first).joint;
  }
  const before = anchors.findLast(({ heardMs }) => heardMs < earliestMs);
  if (before === undefined) return undefined;
  const next = nextOf(heard, before.word);
  if (next !== undefined && isBrief(earliestMs, before.word, next, heard.phones) && isAwaited(next, fresh)) {
    return undefined;
  }
  return jointOf(before.word, earliestMs, before.newMs + earliestMs - before.heardMs);
}

function jointAt(anchor: Anchor, fromMs: number): Pick<Anchor, "isSafe" | "isBrief"> & { readonly joint: Joint } {
  const { heardMs, newMs, word, isSafe, isBrief } = anchor;
  if (fromMs >= heardMs) return { joint: jointOf(word, heardMs, newMs), isSafe, isBrief };
  const leadMs = Math.min(LEAD_MS, heardMs - fromMs, newMs);
  return { joint: jointOf({ ...word, startMs: fromMs + leadMs }, fromMs, newMs - leadMs), isSafe, isBrief };
}

function jointOf(word: SpokenPlace, ms: number, newMs: number): Joint {
  const whole = (ms: number) => samplesToMs(msToSamples(ms));
  return { ms: whole(ms), newMs: whole(newMs), charStart: word.charStart, wordMs: word.startMs };
}

function anchorsOf(heard: SpeechMarks, fresh: SpeechMarks): Anchor[] {
  const known = new Map(heard.words.map((word, index) => [word.charStart, index]));
  return fresh.words.flatMap((again): Anchor[] => {
    const index = known.get(again.charStart);
    const word = index === undefined ? undefined : heard.words[index];
    if (index === undefined || word === undefined) return [];
    const [previous, next] = [heard.words[index - 1], nextOf(heard, word)];
    const silentFromMs = Math.min(word.startMs, (previous?.endMs ?? word.startMs) + REST_MS);
    const start = { heardMs: word.startMs, newMs: again.startMs, silentFromMs, word, isSafe: true, isBrief: false };
    const sounds = soundsOf(word, again, heard.phones, fresh.phones);
    return [
      start,
      ...sounds.map((sound) => ({
        ...sound,
        isBrief: next !== undefined && isBrief(sound.heardMs, word, next, heard.phones),
      })),
    ];
  });
}

function nextOf({ words }: SpeechMarks, { charStart }: { readonly charStart: number }): SpokenPlace | undefined {
  return words.find((word) => word.charStart > charStart);
}

/** Whether the new speech has not come to a word. */
function isAwaited(word: SpokenPlace | undefined, fresh: SpeechMarks): boolean {
  return word !== undefined && fresh.words.every(({ charStart }) => charStart < word.charStart);
}

/** Whether only a short rest of a word follows a time, and then a pause. */
function isBrief(ms: number, word: SpokenPlace, next: SpokenPlace, phones: SpeechMarks["phones"]): boolean {
  if (next.startMs - word.endMs <= REST_MS + LEAD_MS) return false;
  if (word.endMs - ms < NOTICED_MS) return true;
  if (phones.length === 0) return false;
  const voiced = phones.filter(({ phone, startMs, endMs }) =>
    endMs > ms && startMs < word.endMs && !OBSTRUENTS.has(phone)
  );
  return voiced.reduce((sum, { startMs, endMs }) => sum + endMs - Math.max(ms, startMs), 0) < VOICED_MS;
}

/** The sounds within a word, as far as it is pronounced the same way. */
function soundsOf(
  word: SpokenPlace,
  again: SpokenPlace,
  heard: SpeechMarks["phones"],
  fresh: SpeechMarks["phones"],
): Omit<Anchor, "isBrief">[] {
  const [sounds, others] = [phonesWithin(word, heard), phonesWithin(again, fresh)];
  const differs = sounds.findIndex(({ phone }, index) => phone !== others[index]?.phone);
  return sounds.slice(0, differs < 0 ? sounds.length : differs).map(({ phone, startMs }, index) => ({
    heardMs: startMs,
    newMs: others[index]?.startMs ?? 0,
    silentFromMs: startMs,
    word,
    isSafe: OBSTRUENTS.has(phone),
  }));
}

/** The phones of a word after its first. */
function phonesWithin({ startMs, endMs }: SpokenPlace, phones: SpeechMarks["phones"]): SpeechMarks["phones"] {
  return phones.filter((phone) => phone.startMs > startMs + EDGE_MS && phone.startMs < endMs - EDGE_MS);
}
