/**
 * The time of an utterance: Flite's phones, and where each word lies among them.
 *
 * @module
 */
import { PAUSE, type PhoneRange } from "./align.ts";
import type { Span, TimedPhone } from "./utterance.ts";

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
