/**
 * What adapters need of the mock voice: its voices, and words as marks and audio.
 *
 * @module
 */
import { samplesToMs } from "../../contract/pcm.ts";
import type { AudioPart, WordPart } from "../../contract/adapter.ts";
import { hashText } from "../../contract/random.ts";
import type { BabbleWord } from "./voice.ts";

/** Mean pitches of the voices on offer, in Hz. */
const PITCHES_HZ = { low: 105, mid: 150, high: 205 } as const;

/** The voices on offer. */
export const MOCK_VOICES = ["low", "mid", "high"] as const;

/**
 * The pitch of a voice, in Hz.
 *
 * @param voice One of {@linkcode MOCK_VOICES}; any other value selects the voice by `speakerId`.
 * @param speakerId Who speaks; the same speaker always gets the same voice.
 */
export function pitchHzOf(voice: string | undefined, speakerId: string): number {
  const name = MOCK_VOICES.find((known) => known === voice) ?? MOCK_VOICES[hashText(speakerId) % MOCK_VOICES.length];
  return PITCHES_HZ[name ?? "mid"];
}

/** A word's mark, and its audio with the pause after it. */
export function partsOf(
  { samples, startSample, endSample, ...mark }: BabbleWord,
): { word: WordPart; audio: AudioPart } {
  const startMs = samplesToMs(startSample);
  const endMs = samplesToMs(endSample);
  return {
    word: { type: "word", ...mark, startMs, endMs },
    audio: { type: "audio", pcm: new Uint8Array(samples.buffer) },
  };
}
