/**
 * Speaks an utterance: runs Flite, shapes its sound, and finds out when each word is spoken. Runs inside a worker.
 *
 * @module
 */
import { alignPhones, PAUSE } from "./align.ts";
import { decibels, tilt, toPcm16 } from "./dsp/level.ts";
import { changePitch } from "./dsp/psola.ts";
import { createResampler } from "./dsp/resample.ts";
import type { Prosody } from "./prosody.ts";
import { CLOSING_PAUSE_MS, type Span, type Speech, type Utterance } from "./utterance.ts";
import type { FliteVm } from "./vm.ts";
import { type Voice, VOICES } from "./voices.ts";
import { FLITE_HZ, readWav } from "./wav.ts";

/** Samples a second of what leaves this module. */
export const OUTPUT_HZ = 24_000;

/** Silence kept before the first sound, in ms. Flite puts a quarter of a second there, which would be heard as delay. */
const OPENING_MS = 20;

/** Fade at both ends, in ms, against clicks. */
const FADE_MS = 4;

/** The voice that words are looked up with: a diphone voice, twenty times faster than the others, same dictionary. */
const LOOKUP_VOICE = "kal16";

/** How many words' phones are remembered. */
const MAX_REMEMBERED_WORDS = 2000;

/** Changes of pitch smaller than this (as a factor, up or down) are not worth touching the voice for. */
const AUDIBLE_PITCH = 1.01;
const AUDIBLE_RANGE = 1.08;

interface TimedPhone {
  readonly phone: string;
  readonly endMs: number;
}

/** Turns utterances into speech, one at a time. The same utterance gives the same bytes, whatever came before. */
export class Synthesizer {
  readonly #vm: FliteVm;
  readonly #resample = createResampler();
  readonly #phonesOf = new Map<string, readonly string[]>();

  constructor(vm: FliteVm) {
    this.#vm = vm;
  }

  /**
   * Speaks an utterance.
   *
   * @throws {FliteCrash} When Flite fails on it.
   */
  speak(utterance: Utterance): Speech {
    const voice = VOICES[utterance.voice];
    const run = this.#vm.run([...settings(utterance), "-psdur", "-t", toFliteText(utterance), "-o", "out.wav"]);
    const { phones, fromMs, toMs } = trim(parsePhones(run.stdout), utterance);
    const sound = shape(readWav(run.output), voice, utterance.prosody);
    const cut = excerpt(sound, fromMs, toMs);
    tilt(cut, utterance.prosody.brightnessDb, FLITE_HZ);
    const pcm = toPcm16(this.#resample(cut), decibels(voice.gainDb + utterance.prosody.gainDb));
    return { pcm, phones, tokens: this.#timeTokens(utterance, phones) };
  }

  #timeTokens(utterance: Utterance, phones: Speech["phones"]): Span[] {
    const expected = this.#lookUp(utterance.tokens.map((token) => token.words));
    const ranges = alignPhones(expected, phones.map((phone) => phone.phone));
    return ranges.map(({ start, end }) => {
      // A word without a sound of its own stands where the next one begins.
      const startMs = phones[start]?.startMs ?? phones.at(-1)?.endMs ?? 0;
      return { startMs, endMs: end > start ? phones[end - 1]?.endMs ?? startMs : startMs };
    });
  }

  /** The phones of words spoken alone. */
  #lookUp(words: readonly string[]): readonly (readonly string[])[] {
    const unknown = [...new Set(words)].filter((word) => !this.#phonesOf.has(word));
    if (unknown.length > 0) {
      // An empty line ends an utterance, and each utterance prints a line.
      const text = unknown.map((word) => `${word}\n\n`).join("");
      // Nobody hears them: spoken ten times too fast they take less time.
      const args = ["-voice", LOOKUP_VOICE, "--setf", "duration_stretch=0.1", "-ps", "-f", "words.txt", "-o", "none"];
      const { stdout } = this.#vm.run(args, { "words.txt": text });
      const lines = stdout.split("\n");
      if (this.#phonesOf.size + unknown.length > MAX_REMEMBERED_WORDS) this.#phonesOf.clear();
      unknown.forEach((word, index) => this.#phonesOf.set(word, parsePlainPhones(lines[index] ?? "")));
    }
    return words.map((word) => this.#phonesOf.get(word) ?? []);
  }
}

function settings({ voice: name, prosody }: Utterance): string[] {
  const voice = VOICES[name];
  const args = ["-voice", name];
  const set = (feature: string, value: number) => args.push("--setf", `${feature}=${value.toFixed(4)}`);
  if (prosody.rate !== 1) set("duration_stretch", 1 / prosody.rate);
  if (voice.nativePitch && changesPitch(prosody, voice)) {
    set("f0_shift", prosody.pitch);
    set("int_f0_target_stddev", voice.spreadHz * prosody.pitch * prosody.range * voice.widening);
  }
  return args;
}

function changesPitch({ pitch, range }: Prosody, { widening }: Voice): boolean {
  const audible = (factor: number, threshold: number) => factor > threshold || factor < 1 / threshold;
  return audible(pitch, AUDIBLE_PITCH) || audible(range * widening, AUDIBLE_RANGE);
}

function toFliteText({ tokens }: Utterance): string {
  const marks = { none: "", comma: ",", stop: "." } as const;
  return tokens.map(({ words, pause }) => words + marks[pause]).join(" ");
}

/** Reads `-psdur`'s output: phones with the time in seconds at which each ends. */
function parsePhones(stdout: string): TimedPhone[] {
  return [...stdout.matchAll(/(\S+):(\d+\.\d+)/g)].map(([, phone = PAUSE, seconds = "0"]) => ({
    phone,
    endMs: Math.round(Number(seconds) * 1000),
  }));
}

function parsePlainPhones(line: string): string[] {
  return line.split(" ").filter((phone) => phone !== "" && phone !== PAUSE);
}

/** Cuts the opening silence short, gives the closing one its length, and puts the phones on the new time. */
function trim(
  timed: readonly TimedPhone[],
  { tokens, prosody }: Utterance,
): { phones: (Span & { phone: string })[]; fromMs: number; toMs: number } {
  const first = timed.findIndex((phone) => phone.phone !== PAUSE);
  const last = timed.findLastIndex((phone) => phone.phone !== PAUSE);
  const speechStartMs = timed[first - 1]?.endMs ?? 0;
  const speechEndMs = timed[last]?.endMs ?? 0;
  const fromMs = Math.max(0, speechStartMs - OPENING_MS);
  const closingMs = Math.round(CLOSING_PAUSE_MS[tokens.at(-1)?.pause ?? "none"] / prosody.rate);
  const toMs = speechEndMs + closingMs;
  const phones: (Span & { phone: string })[] = [];
  const add = (phone: string, endMs: number) => {
    const startMs = phones.at(-1)?.endMs ?? 0;
    if (endMs - fromMs > startMs) phones.push({ phone, startMs, endMs: endMs - fromMs });
  };
  add(PAUSE, speechStartMs);
  for (const { phone, endMs } of timed.slice(first, last + 1)) add(phone, endMs);
  add(PAUSE, toMs);
  return { phones, fromMs, toMs };
}

/** Moves the pitch of a voice that Flite cannot move. */
function shape(sound: Float32Array<ArrayBuffer>, voice: Voice, prosody: Prosody): Float32Array<ArrayBuffer> {
  if (voice.nativePitch || !changesPitch(prosody, voice)) return sound;
  const [minHz, maxHz] = voice.rangeHz;
  return changePitch(sound, {
    sampleRate: FLITE_HZ,
    minHz,
    maxHz,
    // The spread is scaled in octaves, so that no pitch falls below zero however wide it gets.
    target: (pitchHz) => voice.meanHz * prosody.pitch * (pitchHz / voice.meanHz) ** (prosody.range * voice.widening),
  });
}

/** Part of a sound, filled up with silence where the sound is over, faded at its ends. */
function excerpt(sound: Float32Array, fromMs: number, toMs: number): Float32Array<ArrayBuffer> {
  const perMs = FLITE_HZ / 1000;
  const part = new Float32Array(Math.round((toMs - fromMs) * perMs));
  part.set(sound.subarray(Math.round(fromMs * perMs), Math.round(toMs * perMs)));
  const fade = FADE_MS * perMs;
  const end = Math.min(part.length, sound.length - Math.round(fromMs * perMs));
  for (let i = 0; i < fade; i++) {
    const gain = i / fade;
    part[i] = (part[i] ?? 0) * gain;
    const mirrored = end - 1 - i;
    if (mirrored >= 0) part[mirrored] = (part[mirrored] ?? 0) * gain;
  }
  return part;
}
