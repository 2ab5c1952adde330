/**
 * Cuts what is wanted out of an utterance as Flite plans it: without its long silences.
 *
 * @module
 */
import { PAUSE } from "./align.ts";
import type { Pause } from "./text/front_end.ts";
import type { Marks, Span, TimedPhone, Utterance } from "./utterance.ts";

/** Silence kept before the first sound, in ms. Flite puts a quarter of a second there, which would be heard as delay. */
const OPENING_MS = 20;

/** The pause after the last sound, in ms at the voice's own rate. */
const CLOSING_PAUSE_MS: Readonly<Record<Pause, number>> = {
  none: 30,
  comma: 140,
  stop: 320,
  question: 320,
};

/** How long the last sound may die away, in ms. */
const DYING_AWAY_MS = 80;

/** What is heard of an utterance. */
export interface Cut {
  /** Where it begins on Flite's time, in ms. */
  readonly startMs: number;
  /** Where its sound ends, and silence begins. */
  readonly soundEndMs: number;
  /** The utterance on a time that begins with the cut. */
  readonly marks: Marks;
}

/**
 * Cuts an utterance: a little silence before its first sound, and the pause after the last one that its end asks for.
 *
 * @param phones All phones on Flite's time.
 * @param spans When the tokens are spoken, on the same time.
 */
export function cutUtterance(
  { tokens, prosody }: Utterance,
  phones: readonly TimedPhone[],
  spans: readonly Span[],
): Cut {
  const sounds = phones.filter(({ phone }) => phone !== PAUSE);
  const startMs = Math.max(0, (sounds[0]?.startMs ?? 0) - OPENING_MS);
  const lastMs = sounds.at(-1)?.endMs ?? startMs;
  const endMs = lastMs + Math.round(CLOSING_PAUSE_MS[tokens.at(-1)?.pause ?? "none"] / prosody.rate);
  return {
    startMs,
    soundEndMs: Math.min(endMs, lastMs + DYING_AWAY_MS),
    marks: {
      durationMs: endMs - startMs,
      phones: cutPhones(phones, { startMs, endMs, lastMs }),
      // A word without a sound may stand in the silence that is cut away.
      tokens: spans.map((span) => ({
        startMs: Math.max(0, span.startMs - startMs),
        endMs: Math.max(0, span.endMs - startMs),
      })),
    },
  };
}

/** The phones within a cut, on its own time, without gaps: silence fills up what is left to the end. */
function cutPhones(
  phones: readonly TimedPhone[],
  { startMs, endMs, lastMs }: Span & { lastMs: number },
): TimedPhone[] {
  const inside: TimedPhone[] = [];
  let atMs = 0;
  for (const { phone, endMs: phoneEndMs } of phones) {
    const end = Math.min(phoneEndMs, lastMs) - startMs;
    if (end <= atMs) continue;
    inside.push({ phone, startMs: atMs, endMs: end });
    atMs = end;
  }
  if (endMs - startMs > atMs) inside.push({ phone: PAUSE, startMs: atMs, endMs: endMs - startMs });
  return inside;
}
