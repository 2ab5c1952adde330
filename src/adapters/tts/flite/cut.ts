/**
 * Cuts what is wanted out of what Flite spoke: without its long silences, and without the words that were spoken only
 * for the melody's sake.
 *
 * @module
 */
import { PAUSE } from "./align.ts";
import { continueWith } from "./dsp/join.ts";
import type { Pause } from "./text/front_end.ts";
import { OUTPUT_HZ, type Span, type Speech, type TimedPhone, type Utterance } from "./utterance.ts";

const SAMPLES_PER_MS = OUTPUT_HZ / 1000;

/** Silence kept before the first sound, in ms. Flite puts a quarter of a second there, which would be heard as delay. */
const OPENING_MS = 20;

/** The pause after the last sound, in ms at the voice's own rate. */
const CLOSING_PAUSE_MS: Readonly<Record<Pause, number>> = {
  none: 30,
  comma: 140,
  stop: 320,
  question: 320,
};

/** Fade where an utterance begins or ends in silence, in ms, against clicks. */
const FADE_MS = 3;

/** Where a clause is spoken in two parts: how long the first fades into the second, in ms. */
const JOIN_MS = 12;

/** How far the second part may be moved so that the waves meet, in ms: a period of a low voice to either side. */
const JOIN_REACH_MS = 10;

/**
 * Cuts an utterance out of the speech of its whole breath.
 *
 * @param whole All that Flite spoke, with the times of all tokens of the breath.
 * @param utterance Which of the tokens are wanted, and what came before them.
 */
export function cutSpeech(whole: Speech, utterance: Utterance): Speech {
  const { from, to, after } = utterance;
  const cut = cutOf(whole, utterance);
  const end = Math.round(cut.endMs * SAMPLES_PER_MS);
  const goesOn = to < utterance.tokens.length;
  const sound = new Int16Array(end + (goesOn ? JOIN_MS * SAMPLES_PER_MS : 0));
  sound.set(whole.pcm.subarray(0, sound.length));
  if (!goesOn) fadeOut(sound, Math.min(end, whole.pcm.length));
  const around = Math.round(cut.startMs * SAMPLES_PER_MS);
  const taken = after === undefined
    ? { from: around, pcm: sound.slice(around) }
    : continueWith(after, sound, { around, reach: JOIN_REACH_MS * SAMPLES_PER_MS });
  if (from === 0) fadeIn(taken.pcm);
  const length = end - taken.from;
  const startMs = taken.from / SAMPLES_PER_MS;
  return {
    pcm: taken.pcm.slice(0, length),
    phones: cutPhones(whole.phones, cut, startMs),
    tokens: whole.tokens.slice(from, to).map((span) => rebase(span, startMs)),
    ...(goesOn && { continuation: taken.pcm.slice(length) }),
  };
}

/**
 * From the first wanted token to the last, with a little silence before the first sound and the pause after the last
 * one, each only where the breath itself begins or ends.
 */
function cutOf({ phones, tokens: spans }: Speech, { tokens, from, to, prosody }: Utterance): Span {
  const firstSound = phones.find(({ phone }) => phone !== PAUSE)?.startMs ?? 0;
  const startMs = from === 0 ? Math.max(0, firstSound - OPENING_MS) : spans[from]?.startMs ?? 0;
  if (to < tokens.length) return { startMs, endMs: spans[to - 1]?.endMs ?? startMs };
  const pauseMs = Math.round(CLOSING_PAUSE_MS[tokens.at(-1)?.pause ?? "none"] / prosody.rate);
  return { startMs, endMs: lastSoundMs(phones) + pauseMs };
}

function lastSoundMs(phones: readonly TimedPhone[]): number {
  return phones.findLast(({ phone }) => phone !== PAUSE)?.endMs ?? 0;
}

function rebase({ startMs, endMs }: Span, zeroMs: number): Span {
  return { startMs: Math.max(0, startMs - zeroMs), endMs: endMs - zeroMs };
}

/**
 * The phones within a cut, on a time that begins at `zeroMs`, without gaps: the first one begins at zero, and silence
 * fills up what is left to the end.
 */
function cutPhones(phones: readonly TimedPhone[], cut: Span, zeroMs: number): TimedPhone[] {
  const soundEndMs = Math.min(cut.endMs, lastSoundMs(phones));
  const inside: TimedPhone[] = [];
  let atMs = 0;
  for (const { phone, startMs, endMs } of phones) {
    if (endMs <= cut.startMs || startMs >= soundEndMs) continue;
    const end = Math.min(endMs, soundEndMs) - zeroMs;
    if (end <= atMs) continue;
    inside.push({ phone, startMs: atMs, endMs: end });
    atMs = end;
  }
  const end = cut.endMs - zeroMs;
  if (end > atMs) inside.push({ phone: PAUSE, startMs: atMs, endMs: end });
  return inside;
}

function fadeIn(pcm: Int16Array): void {
  const length = Math.min(FADE_MS * SAMPLES_PER_MS, pcm.length);
  for (let i = 0; i < length; i++) pcm[i] = Math.round((pcm[i] ?? 0) * i / length);
}

/** Fades what comes before `end`. */
function fadeOut(pcm: Int16Array, end: number): void {
  const length = Math.min(FADE_MS * SAMPLES_PER_MS, end);
  for (let i = 1; i <= length; i++) pcm[end - i] = Math.round((pcm[end - i] ?? 0) * (i - 1) / length);
}
