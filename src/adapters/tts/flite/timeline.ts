/**
 * The time of an utterance: Flite's phones, where each word lies among them, and cutting a piece out of it all.
 *
 * @module
 */
import { PAUSE, type PhoneRange } from "./align.ts";
import { CLOSING_PAUSE_MS, type Span, type TimedPhone, type Utterance } from "./utterance.ts";

/** Silence kept before the first sound, in ms. Flite puts a quarter of a second there, which would be heard as delay. */
const OPENING_MS = 20;

/** Reads `-psdur`'s output: phones, each with the time in seconds at which it ends. */
export function parseTimedPhones(stdout: string): TimedPhone[] {
  let startMs = 0;
  return [...stdout.matchAll(/(\S+):(\d+\.\d+)/g)].map(([, phone = PAUSE, seconds = "0"]) => {
    const timed = { phone, startMs, endMs: Math.round(Number(seconds) * 1000) };
    startMs = timed.endMs;
    return timed;
  });
}

/** Reads `-ps`'s output: phones. Silences are left out. */
export function parsePhones(line: string): string[] {
  return line.split(" ").filter((phone) => phone !== "" && phone !== PAUSE);
}

/** The times of ranges of phones. A word without a sound of its own stands where the next one begins. */
export function spansOf(ranges: readonly PhoneRange[], phones: readonly TimedPhone[]): Span[] {
  return ranges.map(({ start, end }) => {
    const startMs = phones[start]?.startMs ?? phones.at(-1)?.endMs ?? 0;
    return { startMs, endMs: end > start ? phones[end - 1]?.endMs ?? startMs : startMs };
  });
}

/**
 * Where to cut an utterance out of what Flite spoke: from the first wanted token to the last, with a little silence
 * before the first sound and the pause after the last one, each only where the utterance itself begins or ends.
 */
export function cutOf(
  { tokens, from, to, prosody }: Utterance,
  spans: readonly Span[],
  phones: readonly TimedPhone[],
): Span {
  const firstSound = phones.find(({ phone }) => phone !== PAUSE)?.startMs ?? 0;
  const lastSound = phones.findLast(({ phone }) => phone !== PAUSE)?.endMs ?? 0;
  const startMs = from === 0 ? Math.max(0, firstSound - OPENING_MS) : spans[from]?.startMs ?? 0;
  if (to < tokens.length) return { startMs, endMs: spans[to - 1]?.endMs ?? startMs };
  const pauseMs = Math.round(CLOSING_PAUSE_MS[tokens.at(-1)?.pause ?? "none"] / prosody.rate);
  return { startMs, endMs: lastSound + pauseMs };
}

/** The part of some phones that lies within a cut, on the time of the cut, filled up with silence to its end. */
export function cutPhones(phones: readonly TimedPhone[], cut: Span): TimedPhone[] {
  const lastSound = phones.findLast(({ phone }) => phone !== PAUSE)?.endMs ?? 0;
  const lengthMs = cut.endMs - cut.startMs;
  const inside: TimedPhone[] = [];
  for (const { phone, startMs, endMs } of phones) {
    if (endMs > lastSound) break;
    const start = Math.max(0, startMs - cut.startMs);
    const end = Math.min(lengthMs, endMs - cut.startMs);
    if (end > start) inside.push({ phone, startMs: start, endMs: end });
  }
  const end = inside.at(-1)?.endMs ?? 0;
  if (end < lengthMs) inside.push({ phone: PAUSE, startMs: end, endMs: lengthMs });
  return inside;
}

/** The part of a sound that lies within a cut, filled up with silence where the sound is over, faded at its ends. */
export function cutSound(
  sound: Float32Array,
  cut: Span,
  { samplesPerMs, fadeMs }: { samplesPerMs: number; fadeMs: number },
): Float32Array<ArrayBuffer> {
  const part = new Float32Array(Math.round((cut.endMs - cut.startMs) * samplesPerMs));
  const from = Math.round(cut.startMs * samplesPerMs);
  part.set(sound.subarray(from, from + part.length));
  const end = Math.min(part.length, sound.length - from);
  const fade = Math.min(fadeMs * samplesPerMs, end >> 1);
  for (let i = 0; i < fade; i++) {
    const gain = i / fade;
    part[i] = (part[i] ?? 0) * gain;
    part[end - 1 - i] = (part[end - 1 - i] ?? 0) * gain;
  }
  return part;
}
