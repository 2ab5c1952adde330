/**
 * A pseudo-voice: babble in syllables, with the rhythm and melody of the text. It sounds like speech and gives lip-sync
 * vowels, consonants and pauses, but contains no words.
 *
 * Each syllable is a noisy onset and a voiced nucleus; a nucleus is one period of a glottal pulse train shaped by two
 * formants, stored as a table and read at the required pitch, at a cost of a few operations per sample.
 *
 * @module
 */
import type { Control } from "../../contract/controls.ts";
import { msToSamples, SAMPLE_RATE_HZ } from "../../contract/pcm.ts";
import { countSyllables } from "../../alignment/word_times.ts";
import { hashText, randomSequence } from "../../contract/random.ts";

const SYLLABLE_MS = 165;
const ONSET_MS = 38;
const RAMP_MS = 18;
const WORD_GAP_MS = 22;
const CLAUSE_PAUSE_MS = 150;
const SENTENCE_PAUSE_MS = 260;
const TABLE_SIZE = 256;
/** Longer words are truncated. */
const MAX_SYLLABLES = 40;
/** Level of the loudest samples: 11 dB below full scale, as speech commonly peaks. */
const PEAK = 9000;

/** Properties of a voice, independent of the text. */
interface VoiceSettings {
  /** Mean pitch, in Hz. */
  readonly pitchHz: number;
  /** Seed of the small irregularities. */
  readonly seed: number;
}

/** One word of babble, with the pause after it. */
export interface BabbleWord {
  readonly text: string;
  /** `[charStart, charEnd)` in the text. */
  readonly charStart: number;
  readonly charEnd: number;
  /** Time from the text's first sample, in samples; the pause is not part of the word. */
  readonly startSample: number;
  readonly endSample: number;
  /** Signed 16-bit samples: the word and the pause after it. */
  readonly samples: Int16Array<ArrayBuffer>;
}

/** First and second formant in Hz, after G. E. Peterson and H. L. Barney, J. Acoust. Soc. Am. 24 (1952), men's voices. */
const FORMANTS: Readonly<Record<string, readonly [number, number]>> = {
  a: [730, 1090],
  e: [530, 1840],
  i: [270, 2290],
  o: [570, 840],
  u: [300, 870],
};
const VOWELS = ["a", "e", "i", "o", "u"] as const;

/** One period of the voice with the formants of a vowel; peak 1. Made for 120 Hz, read at any pitch. */
function periodOf([first, second]: readonly [number, number], sine: Float32Array): Float32Array {
  const table = new Float32Array(TABLE_SIZE);
  const resonance = (hz: number, centre: number, width: number) => 1 / (1 + ((hz - centre) / width) ** 2);
  for (let harmonic = 1; harmonic <= 30; harmonic++) {
    const hz = harmonic * 120;
    // The glottal pulse falls by 12 dB per octave; radiation at the lips adds 6.
    const gain = (resonance(hz, first, 90) + 0.5 * resonance(hz, second, 140) + 0.03) / harmonic;
    // Different phases keep the peaks of the harmonics apart.
    const phase = 41 * harmonic * harmonic;
    for (let i = 0; i < TABLE_SIZE; i++) {
      table[i] = (table[i] ?? 0) + gain * (sine[(harmonic * i + phase) & (TABLE_SIZE - 1)] ?? 0);
    }
  }
  const peak = table.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return table.map((value) => value / peak);
}

/** The tables of a voice. */
export type VoiceTables = Readonly<Record<string, Float32Array>>;

/** Makes the tables of all vowels. */
export function makeVoiceTables(): VoiceTables {
  const sine = Float32Array.from({ length: TABLE_SIZE }, (_, i) => Math.sin(2 * Math.PI * i / TABLE_SIZE));
  return Object.fromEntries(Object.entries(FORMANTS).map(([vowel, formants]) => [vowel, periodOf(formants, sine)]));
}

/** The vowels of a word's syllables; at least one. */
function syllablesOf(word: string): string[] {
  const letters = word.normalize("NFD").toLowerCase();
  const vowels = letters.match(/[aeiouy]+/g) ?? [];
  return Array.from({ length: Math.min(Math.round(countSyllables(word)), MAX_SYLLABLES) }, (_, i) => {
    const vowel = (vowels[i] ?? letters.slice(i, i + 1)).replace("y", "i").charAt(0);
    return FORMANTS[vowel] ? vowel : VOWELS[hashText(vowel) % VOWELS.length] ?? "a";
  });
}

/** Strength of the noise at the start of the word, 0..1. */
const hissOf = (word: string) =>
  /^(?:s|z|sh|ch|f|th|h|c|x|j)/i.test(word) ? 0.55 : /^[ptkbdgq]/i.test(word) ? 0.35 : 0.12;

/** The pause after a word, in ms, depending on the text up to the next word. */
function pauseMs(between: string): number {
  if (/[.!?…。！？\n]/.test(between)) return SENTENCE_PAUSE_MS;
  return /[,;:—–、，；：]/.test(between) ? CLAUSE_PAUSE_MS : WORD_GAP_MS;
}

const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/** Words of a text with what follows each. */
function wordsOf(text: string): { word: string; at: number; between: string }[] {
  const found = [...segmenter.segment(text)].filter((part) => part.isWordLike);
  return found.map(({ segment, index }, i) => ({
    word: segment,
    at: index,
    between: text.slice(index + segment.length, found[i + 1]?.index ?? text.length),
  }));
}

/** The melody of a text: pitch in Hz at a place in it, 0..1. */
function melodyOf(text: string, control: Control, settings: VoiceSettings): (place: number, stress: number) => number {
  const { emotion: { arousal }, character: { pitch_shift: shift, expressivity } } = control;
  const base = settings.pitchHz * 2 ** (shift + 0.25 * arousal * expressivity);
  const range = (0.5 + expressivity) * (1 + 0.6 * arousal * expressivity);
  const isQuestion = /[?？؟]\W*$/.test(text);
  return (place, stress) => {
    const fall = 0.09 * (0.5 - place);
    const rise = isQuestion && place > 0.8 ? 0.9 * (place - 0.8) : 0;
    return base * (1 + range * (fall + rise + 0.08 * stress));
  };
}

/**
 * Speaks a text, word by word.
 *
 * @param text What to speak; a text without words gives no audio.
 * @param control `speech_rate` and `pitch_shift` are kept exactly; arousal and expressivity colour the melody.
 * @param settings Who speaks.
 * @param tables From {@linkcode makeVoiceTables}.
 * @returns The words, computed lazily; the same for the same arguments.
 */
export function* speak(
  text: string,
  control: Control,
  settings: VoiceSettings,
  tables: VoiceTables,
): Generator<BabbleWord> {
  const words = wordsOf(text);
  const random = randomSequence(hashText(text, settings.seed));
  const melody = melodyOf(text, control, settings);
  const samplesIn = (ms: number) => msToSamples(ms / control.character.speech_rate);
  let at = 0;
  for (const [index, { word, at: charStart, between }] of words.entries()) {
    const syllables = syllablesOf(word).map((vowel, i) => ({
      vowel,
      length: samplesIn(SYLLABLE_MS * (0.85 + 0.3 * random())),
      stress: (i === 0 ? 1 : 0) * (0.5 + random()),
      hiss: i === 0 ? hissOf(word) : 0.1,
    }));
    const length = syllables.reduce((sum, syllable) => sum + syllable.length, 0);
    const samples = new Int16Array(length + samplesIn(pauseMs(between)));
    let from = 0;
    for (const { vowel, length, stress, hiss } of syllables) {
      const pitchHz = melody((index + from / samples.length) / words.length, stress);
      babble(samples.subarray(from, from + length), { table: tables[vowel], pitchHz, hiss, stress, random });
      from += length;
    }
    const charEnd = charStart + word.length;
    yield { text: word, charStart, charEnd, startSample: at, endSample: at + length, samples };
    at += samples.length;
  }
}

/** Writes one syllable: a noisy onset that gives way to the voiced nucleus, which swells and fades. */
function babble(
  out: Int16Array,
  sound: { table: Float32Array | undefined; pitchHz: number; hiss: number; stress: number; random: () => number },
): void {
  const { table, pitchHz, hiss, stress } = sound;
  if (!table) return;
  const onset = Math.min(out.length >> 2, msToSamples(ONSET_MS));
  const ramp = Math.min(out.length >> 2, msToSamples(RAMP_MS));
  const step = pitchHz * TABLE_SIZE / SAMPLE_RATE_HZ;
  const gain = PEAK * (0.75 + 0.15 * stress);
  let noise = Math.floor(sound.random() * 0xffff_ffff) | 1;
  let phase = 0;
  for (let i = 0; i < out.length; i++) {
    const voice = table[phase & (TABLE_SIZE - 1)]! * Math.min(1, (out.length - i) / (2 * ramp));
    phase += step;
    if (i >= onset) {
      out[i] = gain * voice;
      continue;
    }
    const breath = Math.min(1, i / ramp) * (1 - i / onset);
    noise ^= noise << 13;
    noise ^= noise >>> 17;
    noise ^= noise << 5;
    out[i] = gain * (voice * i / onset + hiss * breath * noise / 0x8000_0000);
  }
}
