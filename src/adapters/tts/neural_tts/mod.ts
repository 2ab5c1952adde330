/**
 * A human voice without key, network or GPU: a neural network for English, on SIMD kernels in a pool of workers.
 *
 * Permissions: reading `src/`, which holds the workers' program, the model and the dictionary, and other model files.
 *
 * @module
 */
import { z } from "zod";
import {
  type AdapterHost,
  type Capabilities,
  defineAdapter,
  type Health,
  type PersonaWishes,
  type SpeechPart,
  type SpeechSegment,
  StreamingAdapter,
  type TurnContext,
  type WishProblem,
  type WishStock,
} from "../../../contract/adapter.ts";
import type { Persona, Pronunciations } from "../../../contract/controls.ts";
import type { Voices, VoiceSettings } from "../../../contract/persona/voice_settings.ts";
import { ProviderError } from "../../../contract/errors.ts";
import { remedyFor } from "../../../core/suggest.ts";
import { WorkerPool } from "../../../core/workers/pool.ts";
import { openReadingData, readReadingFiles } from "../../../reading/data.ts";
import { PronunciationTable } from "../../../reading/pronunciations.ts";
import { createReader, type Reader } from "../../../reading/reader.ts";
import { pronunciationProblem } from "../../../reading/verbalize/pronunciation_text.ts";
import { readModels, readVocabulary } from "./models.ts";
import { planSpeech, type Vocabulary } from "./prosody/plan.ts";
import { speakSegments } from "./speak.ts";
import type { SpeakingSetup, SpeechPiece, Utterance } from "./prosody/utterance.ts";
import { DEFAULT, DEFAULT_VOICE, voicesWith } from "./prosody/voices.ts";
import { WARMUP_CONTROL, WARMUP_TEXT } from "./warmup.ts";

/** Cap for the default number of workers: each takes memory, and serves about 40 sessions. */
const MAX_WORKERS = 2;

const Options = z.strictObject({
  workers: z.int().min(0).max(16).default(0)
    .describe(
      "Workers of a pipeline that speak, each of which holds about 30 MB; 0 for one on each of its cores, at most 2.",
    ),
  max_queued: z.int().min(1).max(4096).default(256).describe("Pieces of speech that may wait for a worker."),
  deadline_ms: z.int().min(100).max(60_000).default(8000)
    .describe("A worker that has not made a piece of speech after this time is replaced, ms."),
});
type Options = z.output<typeof Options>;

/** Describes an unknown voice, with a suggestion; `undefined` if the voice exists. */
function unknownVoice(name: string, voices: Voices): string | undefined {
  if (Object.hasOwn(voices, name)) return undefined;
  return `unknown voice "${name}", ${remedyFor(name, Object.keys(voices))}`;
}

/** The resources of a loaded adapter. */
interface Loaded {
  readonly pool: WorkerPool<SpeakingSetup, Utterance, SpeechPiece>;
  readonly reader: Reader;
  readonly vocabulary: Vocabulary;
}

/** See the module. */
class NeuralTts extends StreamingAdapter<SpeechSegment, SpeechPart> {
  readonly #options: Options;
  readonly #host: AdapterHost;
  readonly #voices: Voices;
  #loaded: Loaded | undefined;
  /** Compiled pronunciations, by their source. */
  readonly #tables = new WeakMap<Pronunciations, PronunciationTable>();

  constructor(options: Options, host: AdapterHost) {
    super();
    this.#options = options;
    this.#host = host;
    this.#voices = voicesWith(host.voices);
  }

  override async load(): Promise<void> {
    if (this.#loaded !== undefined) return;
    const [files, vocabulary, models] = await Promise.all([
      readReadingFiles(),
      readVocabulary(),
      readModels(this.#voices, this.#host.name),
    ]);
    const reader = createReader(openReadingData(files));
    const { max_queued: maxQueued, deadline_ms: deadlineMs, workers } = this.#options;
    const { clock, log, cores = navigator.hardwareConcurrency } = this.#host;
    const [calibration] = this.#rehearsal(reader, vocabulary);
    const pool = new WorkerPool<SpeakingSetup, Utterance, SpeechPiece>({
      provider: this.#host.name,
      program: new URL("./worker.ts", import.meta.url),
      setup: { models, calibration: calibration?.ids ?? new Uint8Array(2) },
      workers: workers || Math.min(cores, MAX_WORKERS),
      maxQueued,
      deadlineMs,
      clock,
      onLost: ({ message }) => log.warn("a voice worker was replaced: {reason}", { reason: message }),
    });
    this.#loaded = { pool, reader, vocabulary };
  }

  override async warmup(): Promise<void> {
    const { pool, reader, vocabulary } = this.#ready();
    const [utterance] = this.#rehearsal(reader, vocabulary);
    if (utterance !== undefined) await pool.start(utterance);
  }

  override inferStream(input: ReadableStream<SpeechSegment>, context: TurnContext): ReadableStream<SpeechPart> {
    const { pool, reader, vocabulary } = this.#ready();
    const { clock } = this.#host;
    const voice = this.#voiceOf(context.persona);
    const pronunciations = this.#pronunciationsOf(context.persona);
    return speakSegments(input, { workers: pool, reader, vocabulary, voice, pronunciations, clock, context });
  }

  override health(): Promise<Health> {
    const pool = this.#loaded?.pool;
    const detail = pool === undefined
      ? "not loaded"
      : `${pool.running} workers (${
        pool.info ?? "cold"
      }), ${pool.queued} pieces waiting, ${pool.replaced} workers replaced`;
    return Promise.resolve({ healthy: pool !== undefined, latencyMs: null, detail });
  }

  override capabilities(): Capabilities {
    return {
      streams: ["audio", "words", "phones"],
      controls: {
        "emotion.label": "native",
        "emotion.intensity": "native",
        "emotion.valence": "native",
        "emotion.arousal": "native",
        "character.persona_id": "native",
        "character.speech_rate": "native",
        "character.pitch_shift": "native",
        "character.expressivity": "native",
      },
      directions: true,
      languages: ["en"],
      variants: Object.keys(this.#voices),
      offline: true,
    };
  }

  override close(): Promise<void> {
    this.#loaded?.pool[Symbol.dispose]();
    this.#loaded = undefined;
    return Promise.resolve();
  }

  #ready(): Loaded {
    if (this.#loaded !== undefined) return this.#loaded;
    throw new ProviderError("Cannot speak: load() has not been called", {
      provider: this.#host.name,
      code: "voice_not_loaded",
    });
  }

  #rehearsal(reader: Reader, vocabulary: Vocabulary): Utterance[] {
    const voice = this.#voices[DEFAULT_VOICE] ?? DEFAULT;
    const request = { reading: reader.read(WARMUP_TEXT), control: WARMUP_CONTROL, voice, vocabulary };
    return planSpeech(request).map(({ utterance }) => utterance);
  }

  /** A persona of another configuration may name a voice that this one lacks. */
  #voiceOf({ voice = DEFAULT_VOICE }: Persona): VoiceSettings {
    return this.#voices[Object.hasOwn(this.#voices, voice) ? voice : DEFAULT_VOICE] ?? DEFAULT;
  }

  #pronunciationsOf({ pronunciations }: Persona): PronunciationTable | undefined {
    if (pronunciations === undefined || Object.keys(pronunciations).length === 0) return undefined;
    const known = this.#tables.get(pronunciations);
    if (known !== undefined) return known;
    const table = new PronunciationTable(pronunciations);
    this.#tables.set(pronunciations, table);
    return table;
  }
}

function checkPersona(
  { voice, providerVoice, pronunciations }: PersonaWishes,
  _options: Options,
  { voices }: WishStock,
): WishProblem[] {
  const problems: WishProblem[] = [];
  const message = voice === undefined ? undefined : unknownVoice(voice, voicesWith(voices));
  if (message !== undefined) problems.push({ field: "voice", message });
  if (providerVoice !== undefined) {
    const remedy = `write \`voice: ${providerVoice}\` in the persona`;
    problems.push({ field: "providerVoice", message: `the voices of this adapter are those of \`voices\`: ${remedy}` });
  }
  const words = Object.entries(pronunciations).flatMap(([key, say]): WishProblem[] => {
    const problem = pronunciationProblem(key, say);
    return problem === undefined ? [] : [{ field: "pronunciations", key, message: problem }];
  });
  return [...problems, ...words];
}

export default defineAdapter({
  kind: "tts",
  name: "neural_tts",
  summary: "A human voice for English that runs in the process: no key, no network",
  options: Options,
  checkPersona,
  create: (options, host) => new NeuralTts(options, host),
});
