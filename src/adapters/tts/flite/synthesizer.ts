/**
 * Speaks an utterance: runs Flite, shapes its sound, and finds out when each word is spoken. Runs inside a worker.
 *
 * @module
 */
import { alignPhones } from "./align.ts";
import { cutSpeech } from "./cut.ts";
import { decibels, tilt, toPcm16 } from "./dsp/level.ts";
import { createResampler } from "./dsp/resample.ts";
import { changesPitch, raise, riseOf, setPitch } from "./melody.ts";
import { parsePhones, parseTimedPhones, spansOf } from "./timeline.ts";
import type { Speech, Utterance } from "./utterance.ts";
import type { FliteVm } from "./vm.ts";
import { VOICES } from "./voices.ts";
import { FLITE_HZ, readWav } from "./wav.ts";

/** The voice that words are looked up with: a diphone voice, twenty times faster than the others, same dictionary. */
const LOOKUP_VOICE = "kal16";

/** How many words' phones are remembered. */
const MAX_REMEMBERED_WORDS = 2000;

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
    const phones = parseTimedPhones(run.stdout);
    const words = this.#lookUp(utterance.tokens.map((token) => token.words));
    const spans = spansOf(alignPhones(words, phones.map(({ phone }) => phone)), phones);
    const whole = setPitch(readWav(run.output), voice, utterance.prosody);
    const rise = riseOf(utterance, spans, phones);
    if (rise !== undefined) raise(whole, rise, voice, utterance.prosody);
    tilt(whole, utterance.prosody.brightnessDb, FLITE_HZ);
    const pcm = toPcm16(this.#resample(whole), decibels(voice.gainDb + utterance.prosody.gainDb));
    return cutSpeech({ pcm, phones, tokens: spans }, utterance);
  }

  /** The phones of words spoken alone. */
  #lookUp(words: readonly string[]): readonly (readonly string[])[] {
    if (this.#phonesOf.size + words.length > MAX_REMEMBERED_WORDS) this.#phonesOf.clear();
    const unknown = [...new Set(words)].filter((word) => !this.#phonesOf.has(word));
    if (unknown.length > 0) {
      // An empty line ends an utterance, and each utterance prints a line.
      const text = unknown.map((word) => `${word}\n\n`).join("");
      // Nobody hears them: spoken ten times too fast they take less time.
      const args = ["-voice", LOOKUP_VOICE, "--setf", "duration_stretch=0.1", "-ps", "-f", "words.txt", "-o", "none"];
      const { stdout } = this.#vm.run(args, { "words.txt": text });
      const lines = stdout.split("\n");
      unknown.forEach((word, index) => this.#phonesOf.set(word, parsePhones(lines[index] ?? "")));
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

function toFliteText({ tokens }: Utterance): string {
  const marks = { none: "", comma: ",", stop: ".", question: "." } as const;
  return tokens.map(({ words, pause }) => words + marks[pause]).join(" ");
}
