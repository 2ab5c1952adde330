/**
 * A voice without dependencies: deterministic babble with word marks.
 *
 * @module
 */
import { z } from "zod";
import {
  type Capabilities,
  defineAdapter,
  type Health,
  type SpeechPart,
  type SpeechSegment,
  StreamingAdapter,
  type TurnContext,
} from "../../contract/adapter.ts";
import { completeControl } from "../../contract/control_merge.ts";
import { MOCK_VOICES, pitchHzOf, SpeechMemory } from "../mock/speech.ts";
import { makeVoiceTables, speak, type VoiceTables } from "../mock/voice.ts";
import { generatedStream, type ItemSource, readInput } from "../../core/streams.ts";

const Options = z.strictObject({
  pitch_hz: z.number().min(50).max(500).optional()
    .describe("Pitch of every persona, in Hz. Default: that of the persona's voice, low, mid or high."),
  seed: z.int().min(0).default(1).describe("Another seed makes other small irregularities."),
});
type Options = z.output<typeof Options>;

/** See the module. */
class MockTts extends StreamingAdapter<SpeechSegment, SpeechPart> {
  readonly #options: Options;
  readonly #name: string;
  readonly #memory = new SpeechMemory();
  #tables: VoiceTables | undefined;

  constructor(options: Options, name: string) {
    super();
    this.#name = name;
    this.#options = options;
  }

  override load(): Promise<void> {
    this.#tables ??= makeVoiceTables();
    return Promise.resolve();
  }

  override warmup(): Promise<void> {
    const tables = this.#tables ??= makeVoiceTables();
    const voice = { pitchHz: pitchHzOf(undefined, ""), seed: this.#options.seed };
    speak("Ready, when you are.", completeControl("default"), voice, tables).toArray();
    return Promise.resolve();
  }

  override inferStream(input: ReadableStream<SpeechSegment>, context: TurnContext): ReadableStream<SpeechPart> {
    const tables = this.#tables ??= makeVoiceTables();
    const { id, voices } = context.persona;
    const { pitch_hz: pitchHz = pitchHzOf(voices[this.#name], id), seed } = this.#options;
    const memory = this.#memory;
    const say = function* ({ index, text, control }: SpeechSegment): Generator<SpeechPart, void> {
      yield { type: "segment", index, text };
      const key = JSON.stringify([text, pitchHz, control]);
      const make = () => speak(text, control, { pitchHz, seed }, tables);
      for (const { word, audio } of memory.words(key, text.length, make)) {
        yield word;
        yield audio;
      }
    };
    return generatedStream(context.signal, (signal) => partsOfAll(readInput(input, signal), say));
  }

  override health(): Promise<Health> {
    return Promise.resolve({ healthy: true, latencyMs: 0, detail: "built in" });
  }

  override capabilities(): Capabilities {
    return {
      streams: ["audio", "words"],
      controls: {
        "emotion.arousal": "approximated",
        "character.persona_id": "approximated",
        "character.speech_rate": "native",
        "character.pitch_shift": "native",
        "character.expressivity": "approximated",
      },
      variants: MOCK_VOICES,
      offline: true,
    };
  }
}

/** The parts of all segments; only the first one of each is waited for. */
function partsOfAll(
  segments: AsyncGenerator<SpeechSegment, void>,
  say: (segment: SpeechSegment) => Generator<SpeechPart, void>,
): ItemSource<SpeechPart> {
  let parts: Generator<SpeechPart, void> | undefined;
  const begin = (segment: IteratorResult<SpeechSegment, void>) => {
    if (segment.done) return segment;
    parts = say(segment.value);
    return next();
  };
  const next = (): IteratorResult<SpeechPart, void> | Promise<IteratorResult<SpeechPart, void>> => {
    const part = parts?.next();
    return part === undefined || part.done ? segments.next().then(begin) : part;
  };
  return { next, return: () => segments.return() };
}

export default defineAdapter({
  kind: "tts",
  name: "mock_tts",
  summary: "Deterministic babble with the rhythm of the text and word marks, for demos, tests and offline work",
  options: Options,
  create: (options, { name }) => new MockTts(options, name),
});
