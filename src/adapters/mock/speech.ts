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

/** What a {@linkcode SpeechMemory} keeps, in characters of text: about two minutes of speech, or 6 MB. */
const KEPT_CHARS = 2000;

/** A word's parts. */
type WordParts = ReturnType<typeof partsOf>;

/** The parts of a text that were made so far, and what makes the rest. */
interface Kept {
  readonly chars: number;
  readonly made: WordParts[];
  readonly rest: Iterator<WordParts>;
}

/** Speech that was made, for texts that are spoken again: each word is made when it is first read. */
export class SpeechMemory {
  readonly #kept = new Map<string, Kept>();
  #chars = 0;

  /**
   * The words of a text.
   *
   * @param key Everything that the speech depends on.
   * @param chars The length of the text.
   * @param make Makes the speech, the same for the same key.
   */
  *words(key: string, chars: number, make: () => Iterable<BabbleWord>): Generator<WordParts> {
    const { made, rest } = this.#keep(key, this.#kept.get(key) ?? { chars, made: [], rest: partsOfAll(make()) });
    for (let i = 0;; i++) {
      const next = made[i] ?? rest.next().value;
      if (next === undefined) return;
      made[i] = next;
      yield next;
    }
  }

  /** Keeps a text as the latest, and as many of the others as there is room for. */
  #keep(key: string, kept: Kept): Kept {
    if (this.#kept.delete(key)) this.#chars -= kept.chars;
    this.#kept.set(key, kept);
    this.#chars += kept.chars;
    for (const [oldest, { chars }] of this.#kept) {
      if (this.#chars <= KEPT_CHARS || oldest === key) break;
      this.#kept.delete(oldest);
      this.#chars -= chars;
    }
    return kept;
  }
}

function* partsOfAll(words: Iterable<BabbleWord>): Generator<WordParts, undefined> {
  for (const word of words) yield partsOf(word);
}
