/**
 * A real voice without key, network or GPU: Flite, small and fast, as WebAssembly in a pool of workers.
 *
 * Permissions: reading `src/`, from where the workers load their program. Nothing else.
 *
 * @module
 */
import { z } from "zod";
import {
  type AdapterHost,
  type Capabilities,
  defineAdapter,
  type Health,
  type SpeechPart,
  type SpeechSegment,
  StreamingAdapter,
  type TurnContext,
} from "../../../contract/adapter.ts";
import { ProviderError } from "../../../contract/errors.ts";
import { loadFliteModule } from "./load_module.ts";
import { SpeechPool } from "./pool.ts";
import type { Prosody } from "./prosody.ts";
import { speakSegments } from "./speak.ts";
import { toSpokenTokens } from "./text/front_end.ts";
import { VOICE_NAMES, type VoiceName, VOICES } from "./voices.ts";

/** The adapter's name. */
const NAME = "flite_tts";

/** More than this are started only when asked for: each takes memory, and speaks for some 70 people. */
const MAX_WORKERS = 4;

const Options = z.strictObject({
  voice: z.enum(VOICE_NAMES).default("rms")
    .describe("Voice of personas that name none: rms (US man), awb (Scottish man), slt (US woman)."),
  workers: z.int().min(0).max(16).default(0)
    .describe("Workers that speak, each of which holds about 60 MB; 0 for one on each core, at most 4."),
  max_queued: z.int().min(1).max(4096).default(128).describe("Utterances that may wait for a worker."),
  deadline_ms: z.int().min(100).max(60_000).default(8000)
    .describe("After this time an utterance fails and its worker is replaced, in ms."),
});
type Options = z.output<typeof Options>;

/** What the workers speak to get warm: long enough to make the runtime compile what is hot. */
const WARMUP_TEXT = "Hello there!";

/** With a change of timbre, so that its code gets warm as well. */
const WARMUP_PROSODY: Prosody = { rate: 1, pitch: 1, range: 1, gainDb: 0, brightnessDb: 1 };

class FliteTts extends StreamingAdapter<SpeechSegment, SpeechPart> {
  readonly #options: Options;
  readonly #host: AdapterHost;
  readonly #workers: number;
  #pool: SpeechPool | undefined;

  constructor(options: Options, host: AdapterHost) {
    super();
    this.#options = options;
    this.#host = host;
    this.#workers = options.workers || Math.min(navigator.hardwareConcurrency, MAX_WORKERS);
  }

  override async load(): Promise<void> {
    const { max_queued: maxQueued, deadline_ms: deadlineMs } = this.#options;
    const module = await loadFliteModule();
    this.#pool ??= new SpeechPool({ module, workers: this.#workers, maxQueued, deadlineMs, clock: this.#host.clock });
  }

  override async warmup(): Promise<void> {
    const tokens = toSpokenTokens(WARMUP_TEXT);
    await this.#loaded().warmup(
      VOICE_NAMES.map((voice) => ({ tokens, voice, prosody: WARMUP_PROSODY })),
    );
  }

  override inferStream(input: ReadableStream<SpeechSegment>, context: TurnContext): ReadableStream<SpeechPart> {
    const { clock } = this.#host;
    return speakSegments(input, { pool: this.#loaded(), voice: this.#voiceOf(context), clock, context });
  }

  override health(): Promise<Health> {
    const pool = this.#pool;
    const detail = pool === undefined
      ? "not loaded"
      : `${this.#workers} workers, ${pool.queued} utterances waiting, ${pool.recycled} workers replaced`;
    return Promise.resolve({ healthy: pool !== undefined, latencyMs: null, detail });
  }

  override capabilities(): Capabilities {
    return {
      streams: ["audio", "words", "phones"],
      controls: {
        "emotion.label": "approximated",
        "emotion.intensity": "approximated",
        "emotion.valence": "approximated",
        "emotion.arousal": "approximated",
        "character.persona_id": "native",
        "character.speech_rate": "native",
        "character.pitch_shift": "native",
        "character.expressivity": "approximated",
      },
      languages: ["en"],
      variants: VOICE_NAMES,
      offline: true,
    };
  }

  override close(): Promise<void> {
    this.#pool?.close();
    this.#pool = undefined;
    return Promise.resolve();
  }

  #loaded(): SpeechPool {
    if (this.#pool !== undefined) return this.#pool;
    throw new ProviderError("Cannot speak: load() has not been called", { provider: NAME, code: "flite_not_loaded" });
  }

  #voiceOf({ persona, log }: TurnContext): VoiceName {
    const wanted = persona.voices[NAME];
    if (wanted === undefined) return this.#options.voice;
    const voice = VOICE_NAMES.find((name) => name === wanted);
    if (voice !== undefined) return voice;
    log.warn("Persona {persona} wants voice {wanted}, which {adapter} lacks; it has {voices}.", {
      persona: persona.id,
      wanted,
      adapter: NAME,
      voices: Object.keys(VOICES).join(", "),
    });
    return this.#options.voice;
  }
}

export default defineAdapter({
  kind: "tts",
  name: NAME,
  summary: "Flite, a small English voice that runs in the process: no key, no network",
  options: Options,
  create: (options, host) => new FliteTts(options, host),
});
