/**
 * Deterministic synthetic speech for the fake providers: the same text always gives the same samples.
 *
 * All characters have the same duration. Vowels are loud, consonants quiet, spaces and punctuation silent, so that an
 * audio-driven face also moves its lips in a plausible rhythm.
 *
 * @module
 */

/** Sample rate of OpenAI's `audio/pcm`, in hertz. */
const SPEECH_RATE_HZ = 24_000;

/** How a voice differs from the plain one, as factors. */
export interface Tone {
  readonly pitch: number;
  readonly gain: number;
}

/** The plain voice. */
export const PLAIN_TONE: Tone = { pitch: 1, gain: 1 };

/** Options of {@linkcode speechPcm}. */
interface SpeechPcmOptions {
  /** Samples per second. Default 24000. */
  sampleRateHz?: number;
  /** Audio duration per character, in milliseconds. Default 40. */
  msPerChar?: number;
  /** Pitch and level. Default: plain. */
  tone?: Tone;
}

const VOWELS: Readonly<Record<string, number>> = { a: 130, e: 165, i: 196, o: 147, u: 110, y: 175 };
const CONSONANT_HZ = 220;
const VOWEL_LEVEL = 9_000;
const CONSONANT_LEVEL = 2_500;

/**
 * Makes s16le mono PCM for a text.
 *
 * @param text The text; an empty text gives no samples.
 * @param options Sample rate, tempo and tone.
 * @returns Little-endian signed 16-bit samples.
 */
export function speechPcm(text: string, options: SpeechPcmOptions = {}): Uint8Array<ArrayBuffer> {
  const { sampleRateHz = SPEECH_RATE_HZ, msPerChar = 40, tone = PLAIN_TONE } = options;
  const samplesPerChar = Math.round(sampleRateHz * msPerChar / 1000);
  const pcm = new Uint8Array(text.length * samplesPerChar * 2);
  const view = new DataView(pcm.buffer);
  for (let i = 0; i < text.length; i++) {
    const place = { start: i * samplesPerChar, count: samplesPerChar, rateHz: sampleRateHz };
    writeChar(view, text.charAt(i).toLowerCase(), { ...place, tone });
  }
  return pcm;
}

function writeChar(
  view: DataView,
  char: string,
  { start, count, rateHz, tone }: { start: number; count: number; rateHz: number; tone: Tone },
): void {
  if (!/[\p{L}\p{N}]/u.test(char)) return;
  const hz = (VOWELS[char] ?? CONSONANT_HZ) * tone.pitch;
  const level = (char in VOWELS ? VOWEL_LEVEL : CONSONANT_LEVEL) * tone.gain;
  for (let n = 0; n < count; n++) {
    const envelope = Math.sin(Math.PI * (n + 0.5) / count);
    const sample = level * envelope * Math.sin(2 * Math.PI * hz * (start + n) / rateHz);
    view.setInt16((start + n) * 2, Math.round(sample), true);
  }
}

/**
 * Duration of s16le mono PCM of 24 kHz, where a millisecond is 48 bytes.
 *
 * @param bytes Number of PCM bytes.
 * @returns Milliseconds, not rounded.
 */
export function pcmMs(bytes: number): number {
  return bytes / (SPEECH_RATE_HZ * 2 / 1000);
}

/**
 * Wraps PCM in a RIFF/WAVE header, like servers that ignore `response_format: "pcm"`.
 *
 * @param pcm s16le mono samples.
 * @param sampleRateHz Samples per second.
 * @param sizes `exact`, or `unknown` for the 0xFFFFFFFF that streaming servers write.
 * @returns A complete WAVE file.
 */
export function wavFile(
  pcm: Uint8Array,
  sampleRateHz: number,
  sizes: "exact" | "unknown" = "exact",
): Uint8Array<ArrayBuffer> {
  // An extra chunk before the data proves that readers walk the chunks instead of skipping 44 bytes.
  const list = new TextEncoder().encode("LIST\x0a\x00\x00\x00INFOISFT\x00\x00");
  const file = new Uint8Array(36 + list.length + 8 + pcm.length);
  const view = new DataView(file.buffer);
  const ascii = (offset: number, text: string) => file.set(new TextEncoder().encode(text), offset);
  const unknown = sizes === "unknown";
  ascii(0, "RIFF");
  view.setUint32(4, unknown ? 0xffffffff : file.length - 8, true);
  ascii(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  file.set(list, 36);
  ascii(36 + list.length, "data");
  view.setUint32(40 + list.length, unknown ? 0xffffffff : pcm.length, true);
  file.set(pcm, 44 + list.length);
  return file;
}
