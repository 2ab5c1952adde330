/**
 * Speaks an utterance: lets Flite plan it, finds out when each word is spoken, moves its melody, and makes its sound. Runs
 * inside a worker.
 *
 * @module
 */
import { alignPhones } from "./align.ts";
import { cutUtterance } from "./marks.ts";
import { moveMelody, riseOf } from "./melody.ts";
import { Renderer } from "./render.ts";
import { parsePhones, parseTimedPhones, spansOf } from "./timeline.ts";
import type { SpeechPiece, Utterance } from "./utterance.ts";
import { FliteCrash, type FliteVm } from "./vm.ts";
import { VOICES } from "./voices.ts";

/** The voice that words are looked up with: a diphone voice, twenty times faster than the others, same dictionary. */
const LOOKUP_VOICE = "kal16";

/** How many words' phones are remembered. */
const MAX_REMEMBERED_WORDS = 2000;

/** Turns utterances into speech, one at a time. The same utterance gives the same bytes, whatever came before. */
export class Synthesizer {
  readonly #vm: FliteVm;
  readonly #renderer = new Renderer();
  readonly #phonesOf = new Map<string, readonly string[]>();

  constructor(vm: FliteVm) {
    this.#vm = vm;
  }

  /**
   * Speaks an utterance.
   *
   * @yields Its sound, with the marks in the first piece.
   * @throws {FliteCrash} When Flite fails on it.
   */
  *speak(utterance: Utterance): Generator<SpeechPiece, void> {
    const voice = VOICES[utterance.voice];
    const { prosody } = utterance;
    const { stdout, parameters } = this.#vm.run(argumentsOf(utterance));
    if (parameters === undefined) throw new FliteCrash(`flite had nothing to say for "${toFliteText(utterance)}"`);
    const phones = parseTimedPhones(stdout);
    const words = this.#lookUp(utterance.tokens.map((token) => token.words));
    const spans = spansOf(alignPhones(words, phones.map(({ phone }) => phone)), phones);
    const rise = riseOf(utterance, spans, phones);
    yield* this.#renderer.render({
      parameters: { ...parameters, pitchHz: moveMelody(parameters.pitchHz, { voice, prosody, rise }) },
      cut: cutUtterance(utterance, phones, spans),
      gainDb: voice.gainDb + prosody.gainDb,
      brightnessDb: prosody.brightnessDb,
    });
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

function argumentsOf(utterance: Utterance): string[] {
  const { voice, prosody: { rate } } = utterance;
  const stretch = rate === 1 ? [] : ["--setf", `duration_stretch=${(1 / rate).toFixed(4)}`];
  return ["-voice", voice, ...stretch, "-psdur", "-t", toFliteText(utterance), "-o", "none"];
}

function toFliteText({ tokens }: Utterance): string {
  const marks = { none: "", comma: ",", stop: ".", question: "." } as const;
  return tokens.map(({ words, pause }) => words + marks[pause]).join(" ");
}
