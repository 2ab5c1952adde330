/**
 * The contract between TTH and its providers.
 *
 * An adapter is one ES module whose default export is an {@linkcode AdapterDefinition}, made with
 * {@linkcode defineAdapter}, registered by one import-map line `"#adapters/<kind>/<name>"`.
 *
 * What every adapter MUST and MUST NOT do:
 *
 * - It MUST NOT keep session state in the instance: one instance of a streaming adapter serves all sessions, and a
 *   turn's state lives in the stream that `inferStream` returns. (A realtime adapter has one instance per session.)
 * - It MUST obey `context.signal`: within 100 ms of its abort the returned stream is closed or errored with the
 *   signal's reason, and every timer, socket and task of that turn has ended. Cancelling the returned stream MUST have
 *   the same effect.
 * - It MUST pull: nothing is computed before the returned stream is read, and little beyond what is requested.
 * - It MUST report failures as `ProviderError` through the stream, and MUST NOT put a secret into a message.
 * - It MUST NOT log a user's text above debug level.
 *
 * What flows through adapters is in `parts.ts`, what personas ask of them in `persona/wishes.ts`; both are exported here as well.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { z } from "zod";
import type { LookDesigns } from "./persona/look_design.ts";
import type { Clock } from "./clock.ts";
import type { Control, Persona } from "./controls.ts";
import type { Bearing } from "./pose.ts";
import type { Voices } from "./persona/voice_settings.ts";
import type {
  AvatarInput,
  AvatarPart,
  Capabilities,
  ChatMessage,
  Health,
  LlmPart,
  RealtimePart,
  SessionState,
  SpeechPart,
  SpeechSegment,
} from "./parts.ts";
import type { PersonaWishes, WishProblem, WishStock } from "./persona/wishes.ts";

export type * from "./parts.ts";
export type * from "./persona/wishes.ts";

/** The kinds of adapters. */
export const ADAPTER_KINDS = ["realtime", "llm", "tts", "avatar"] as const;

/** One of {@linkcode ADAPTER_KINDS}. */
export type AdapterKind = (typeof ADAPTER_KINDS)[number];

/** What an adapter gets from its host when it is created. */
export interface AdapterHost {
  /**
   * The name under which the adapter is configured: its own or an alias. Personas refer to its voices by this name, and
   * its errors carry it.
   */
  readonly name: string;
  readonly clock: Clock;
  readonly log: Logger;
  /** The voices that the configuration defines, by name. */
  readonly voices: Voices;
  /** The configuration's own looks, by id. Absent: none. */
  readonly looks?: LookDesigns;
  /** Processors that the adapter may use. Absent: all of the machine's. */
  readonly cores?: number;
  /** A secret or an address that the definition named in `secrets`, if it is set. */
  secret(name: string): string | undefined;
}

/** What an adapter knows about the current turn. */
export interface TurnContext {
  readonly sessionId: string;
  readonly turnId: string;
  /** The turn's epoch. */
  readonly turn: number;
  /** The control that the turn began with. */
  readonly control: Control;
  readonly persona: Persona;
  /** Aborts when the turn is over for any reason; its reason is a `DOMException` named `AbortError`. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** The members common to all adapters. */
export abstract class AdapterBase {
  /**
   * The longest time, in ms, that a stream of this adapter goes without a part while one is due, or that a realtime
   * adapter takes to connect or to send a text, before the adapter itself fails with an error that names the option to
   * raise. An adapter whose provider may be slow for a good reason declares it, and the engine waits that long;
   * `undefined`: the engine's own limits, `failover.first_audio_ms` and `failover.stall_ms`, apply.
   */
  get maxSilenceMs(): number | undefined {
    return undefined;
  }

  /** Loads heavy resources: models, modules, connections. Called once, before anything else. */
  load(): Promise<void> {
    return Promise.resolve();
  }

  /** Warms up, so that the first turn is as fast as later ones. Called once after `load`, off the critical path. */
  warmup(): Promise<void> {
    return Promise.resolve();
  }

  /** Reports within `signal`'s deadline whether the provider can serve. Never throws. */
  abstract health(options?: { signal?: AbortSignal }): Promise<Health>;

  /** What it can do with the options it was created with. */
  abstract capabilities(): Capabilities;

  /** Releases all resources. Idempotent. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** An adapter that maps a stream to a stream. */
export abstract class StreamingAdapter<In, Out, Context extends TurnContext = TurnContext> extends AdapterBase {
  /** Maps a stream of inputs to a stream of outputs, for one turn. */
  abstract inferStream(input: ReadableStream<In>, context: Context): ReadableStream<Out>;

  /** The same for complete inputs: resolves when everything is done. */
  inferBatch(input: readonly In[], context: Context): Promise<Out[]> {
    return Array.fromAsync(this.inferStream(ReadableStream.from(input), context));
  }
}

// ---------------------------------------------------------------------------------------------------------------
// Language models: messages → text

/** A language model: the messages of the conversation in, the reply's text out. */
export type LlmAdapter = StreamingAdapter<ChatMessage, LlmPart>;

// ---------------------------------------------------------------------------------------------------------------
// Voices: segments of text → audio and marks

/** A voice. For each segment in: its `segment` part, its marks and audio, in the order of the segments. */
export type TtsAdapter = StreamingAdapter<SpeechSegment, SpeechPart>;

// ---------------------------------------------------------------------------------------------------------------
// Avatars: audio, visemes, words, control → frames or poses

/** What the person did and felt before a stream of frames, and for how long. */
export interface ShownBefore {
  readonly state: SessionState;
  readonly control: Control;
  readonly forMs: number;
  /** In the middle of a turn: how long the stream's control has been in force after this one, ms. Default: 0. */
  readonly changedMs?: number;
  /** The `bearing` of the frame that was shown last, if it had one. */
  readonly bearing?: Bearing | undefined;
}

/** What an avatar knows of the stream that it draws. */
export interface AvatarContext extends TurnContext {
  /** `turn`: frames for speech on its media clock. `idle`: life between turns, one frame a pull, without audio. */
  readonly mode: "turn" | "idle";
  /** The output: pictures, or face parameters. */
  readonly video: "frames" | "pose";
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  /**
   * The earliest media time, in ms, that is still worth drawing. An earlier frame would be discarded: an avatar that is
   * behind MUST continue at the first grid point at or after it.
   */
  earliestMs(): number;
  /**
   * How long the person had been shown before this stream, in ms, so that blinking and breathing continue without a
   * jump. Read it when the first frame is drawn: it grows until then.
   */
  readonly lifeMs: number;
  /** What was shown before this stream, to continue from; absent: nothing. Read it when the first frame is drawn. */
  readonly before?: ShownBefore | undefined;
  /** Seed of all random behaviour: the same input and seed give the same output. */
  readonly seed: number;
}

/** An avatar. Its instance declares the size and rate that it has by default. */
export abstract class AvatarAdapter extends StreamingAdapter<AvatarInput, AvatarPart, AvatarContext> {
  /** Size in pixels and frames per second, unless a session requests others. */
  abstract readonly defaults: { readonly width: number; readonly height: number; readonly fps: number };
  /** How many cores of this machine can draw its pictures at a time. `undefined`: no limit is known. */
  readonly drawingCores: number | undefined = undefined;
  /** Adjusts a session's request to what the avatar can do. */
  abstract fit(request: { width?: number; height?: number; fps?: number }): {
    width: number;
    height: number;
    fps: number;
  };
}

// ---------------------------------------------------------------------------------------------------------------
// Realtime: one provider socket a session, language model and voice together

/** The initial state of a realtime session. */
export interface RealtimeSetup {
  readonly sessionId: string;
  /** The system prompt. */
  readonly instructions: string;
  /** The provider's voice; absent: its default. */
  readonly voice?: string;
  readonly control: Control;
  /** Whether the persona's model may direct voice and face. Default: no. */
  readonly marks?: boolean;
  /** What was said and heard before, when a session continues on a new connection. */
  readonly history: readonly ChatMessage[];
  /** How many finished turns the adapter must remember, so that it can repeat them when it reconnects. */
  readonly historyTurns: number;
  /** Ends the wait for the connection, not the connection. */
  readonly signal: AbortSignal;
}

/** What the user said, and how to answer it. */
export interface RealtimeRequest {
  readonly text: string;
  readonly mode: "reply" | "verbatim";
  /** The system prompt for this turn: persona and style hints. */
  readonly instructions: string;
  readonly context: TurnContext;
}

/** A realtime adapter: one instance a session, never shared. */
export abstract class RealtimeAdapter extends AdapterBase {
  /** Connects; called once before the first turn. */
  abstract connect(setup: RealtimeSetup): Promise<void>;
  /**
   * Sends the user's text and asks for a response. If the turn ends first, no response is wanted, but the text belongs to
   * the conversation.
   */
  abstract sendUserText(request: RealtimeRequest): Promise<void>;
  /** The parts of the response that `sendUserText` asked for; closes when it is complete. */
  abstract streamEvents(context: TurnContext): ReadableStream<RealtimePart>;
  /** Asks the provider to stop, without waiting until it does. A no-op when nothing runs. */
  abstract cancelResponse(): Promise<void>;
  /** Tells the provider that only the first `heardMs` of the last response's audio (turn time) were heard. */
  abstract truncate(heardMs: number): Promise<void>;
  /**
   * What it can do; with a persona: for that persona, in the session's current state, in which the voice may be fixed.
   */
  abstract override capabilities(persona?: Persona): Capabilities;
}

// ---------------------------------------------------------------------------------------------------------------
// Definition

/** The adapter of each kind. */
export interface AdapterByKind {
  realtime: RealtimeAdapter;
  llm: LlmAdapter;
  tts: TtsAdapter;
  avatar: AvatarAdapter;
}

/**
 * Names the environment variables of an adapter, from its options and the name under which it is configured. Declared
 * as a method, so that a definition with narrower options is still an {@linkcode AdapterDefinition}.
 */
type Secrets<Options> = { of(options: Options, name: string): readonly string[] }["of"];

/** A provider on this machine, which needs no key. */
export interface LocalProvider {
  /** For people: what was found, and where. */
  readonly summary: string;
  /** The options by which the adapter uses it. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** The default export of an adapter's module. */
export interface AdapterDefinition<K extends AdapterKind = AdapterKind, Options extends z.ZodType = z.ZodType> {
  readonly kind: K;
  /** The last part of its import-map key. */
  readonly name: string;
  /** One line for people. */
  readonly summary: string;
  /** Schema of its options; strict, with a default and a description for each field. */
  readonly options: Options;
  /**
   * Environment variables that it may read through its host; a function if they depend on its options or name. The
   * service warns at start-up about those in a list that the permissions hide.
   */
  readonly secrets?: readonly string[] | Secrets<z.output<Options>>;
  /**
   * Looks for a provider on this machine, for configurations that leave the choice to TTH. MUST NOT contact other
   * machines, and MUST answer within one second.
   */
  findLocal?(): Promise<LocalProvider | undefined>;
  /**
   * Reports the wishes of a persona that it cannot fulfil; the service then refuses to start. Absent: nothing is
   * checked, and unknown wishes are ignored.
   *
   * @param stock What the configuration offers to personas.
   */
  checkPersona?(wishes: PersonaWishes, options: z.output<Options>, stock: WishStock): readonly WishProblem[];
  /**
   * Creates an instance. MUST be cheap: heavy work belongs in `load`. All instances of one configuration get the same
   * host.
   */
  create(options: z.output<Options>, host: AdapterHost): AdapterByKind[K];
}

/**
 * The environment variables that an adapter may ask its host for.
 *
 * @param definition The adapter.
 * @param options Its options, with defaults filled in.
 * @param name The name under which it is configured.
 */
export function secretsOf({ secrets = [] }: AdapterDefinition, options: unknown, name: string): readonly string[] {
  return typeof secrets === "function" ? secrets(options, name) : secrets;
}

/** Types a definition by its options schema. */
export function defineAdapter<K extends AdapterKind, Options extends z.ZodType>(
  definition: AdapterDefinition<K, Options>,
): AdapterDefinition<K, Options> {
  return definition;
}
