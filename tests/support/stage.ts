/**
 * A session on a virtual clock, with scripted providers and a client that keeps all it gets.
 *
 * @module
 */
import assert from "node:assert/strict";
import { configureSync, getLogger, type LogLevel, type LogRecord, resetSync } from "@logtape/logtape";
import type { AdapterBase, AdapterByKind, AdapterKind } from "../../src/contract/adapter.ts";
import { Config } from "../../src/core/config/schema.ts";
import type { PartialControl } from "../../src/contract/controls.ts";
import type { Extra, ServerEvent, VideoRequest } from "../../src/contract/protocol/messages.ts";
import { createRuntime, type Runtime } from "../../src/pipeline/session/runtime.ts";
import type { FilmRecorder } from "../../src/pipeline/session/session_films.ts";
import type { Sink } from "../../src/pipeline/session/outbox/outbox.ts";
import { ProviderChain, type Providers } from "../../src/pipeline/provider/chain.ts";
import { Session } from "../../src/pipeline/session/session.ts";
import { recordKey } from "../../src/store/content.ts";
import { Lease } from "../../src/store/lease.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { newRecord, type SessionRecord, type SessionSeed, takenOver } from "../../src/store/record.ts";
import { SessionStore } from "../../src/store/session_store.ts";
import { ScriptedAvatar, ScriptedLlm, ScriptedRealtime, ScriptedTts } from "../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../src/adapters/kit/fakes/virtual_clock.ts";

/** A client's end of a session. */
export class FakeClient implements Sink {
  readonly events: ServerEvent[] = [];
  /** When each event came, on the clock. */
  readonly times: number[] = [];
  closed: { code: number; reason: string } | undefined;
  /** What the network has not taken yet; a test that wants a slow reader sets or grows it. */
  bufferedBytes = 0;
  /** Whether nothing is read any more: what is sent stays buffered. */
  stalled = false;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  send(event: ServerEvent): void {
    if (this.stalled) this.bufferedBytes += "data" in event ? event.data.byteLength * 4 / 3 : 200;
    this.events.push(event);
    this.times.push(this.#clock.now());
  }

  close(code: number, reason: string): void {
    this.closed = { code, reason };
  }

  /** The events of one type. */
  of<T extends ServerEvent["type"]>(type: T): Extract<ServerEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<ServerEvent, { type: T }> => event.type === type);
  }

  /** The text of a turn, as its tokens give it. */
  text(turn = 1): string {
    return this.of("text_delta").filter((event) => event.turn === turn).map(({ token }) => token).join("");
  }
}

/** Adapters by kind, in order of preference; a function where each use needs its own instance. */
export type Cast = {
  readonly [K in AdapterKind]?: readonly (AdapterByKind[K] | (() => AdapterByKind[K]))[];
};

/** What a stage is set with. */
export interface StageOptions {
  readonly cast?: Cast;
  readonly config?: Record<string, unknown>;
  readonly control?: PartialControl;
  readonly video?: Partial<VideoRequest>;
  readonly extras?: readonly Extra[];
  readonly reply?: string;
  /** What earlier owners recorded of the session. Default: it is new. */
  readonly record?: Partial<SessionRecord>;
  /** Records the session's turns. Default: they are not recorded. */
  readonly recorder?: FilmRecorder;
  /** Takes secrets out of errors. Default: leaves them as they are. */
  readonly redact?: (text: string) => string;
}

/** A session with everything around it. */
export interface Stage {
  readonly clock: VirtualClock;
  readonly runtime: Runtime;
  readonly session: Session;
  readonly client: FakeClient;
  readonly providers: Providers;
  /** Connects another client. */
  connect(after?: number): FakeClient;
}

const PERSONAS = {
  default: { name: "Ada", instructions: "You are Ada.", control: {} },
  excited: { name: "Bob", instructions: "You are Bob.", control: { emotion: { label: "happy", intensity: 0.9 } } },
};

/** What a session is created with, for tests that do not care. */
export function seedOf(seed: Partial<SessionSeed> = {}): SessionSeed {
  return {
    sessionId: crypto.randomUUID(),
    tenant: "",
    personaId: "default",
    control: {},
    pronunciations: {},
    video: { mode: "none" },
    extras: [],
    createdAt: 0,
    openUntil: 60_000,
    ...seed,
  };
}

/** A session, recorded in its own store. */
function openSession(runtime: Runtime, given: Partial<SessionSeed>, known: Partial<SessionRecord> = {}): Session {
  const { clock } = runtime;
  const seed = seedOf(given);
  const memory = new MemoryStore(clock);
  const record = takenOver({ ...newRecord("test"), ...known }, "test");
  memory.commit({ checks: [], writes: [{ key: recordKey(seed.sessionId), value: record, expireInMs: Infinity }] });
  const store = new SessionStore(memory, { instance: "test", clock, keepMs: Infinity, keepContentMs: Infinity });
  const claim = { seed, record, version: "1", turns: [] };
  const onLost = () => assert.fail("no other instance uses the store");
  const lease = new Lease(store, claim, { clock, onLost, onFailure: (reason) => assert.fail(reason) });
  return new Session({ claim, lease, ageMs: 0 }, runtime);
}

/** Sets a stage: by default a model, a voice and an avatar that answer at once, paced in real time. */
export function setStage(options: StageOptions = {}, clock = new VirtualClock()): Stage {
  const config = Config.parse({ personas: PERSONAS, ...options.config });
  const cast = options.cast ?? {
    llm: [new ScriptedLlm(clock, () => options.reply ?? "One two three. Four five six.")],
    tts: [new ScriptedTts(clock)],
    avatar: [new ScriptedAvatar(clock)],
  };
  const breaker = { failures: config.failover.breaker_failures, resetMs: config.failover.breaker_reset_ms };
  const chain = <K extends AdapterKind>(kind: K) => {
    const sources = (cast[kind] ?? []).map((entry, i) => ({
      name: `${kind}_${i + 1}`,
      create: () => (typeof entry === "function" ? entry() : entry) as AdapterByKind[K],
    }));
    return new ProviderChain<AdapterByKind[K] & AdapterBase>(kind, sources, { clock, ...breaker });
  };
  const providers: Providers = {
    ...(cast.realtime ? { realtime: chain("realtime") } : {}),
    ...(cast.llm ? { llm: chain("llm") } : {}),
    ...(cast.tts ? { tts: chain("tts") } : {}),
    ...(cast.avatar ? { avatar: chain("avatar") } : {}),
  };
  const runtime = createRuntime(config, {
    clock,
    log: getLogger(["test"]),
    providers,
    recorder: options.recorder,
    redact: options.redact ?? ((text) => text),
  });
  const session = openSession(runtime, {
    control: options.control ?? {},
    video: { mode: "frames", ...options.video },
    extras: [...options.extras ?? []],
    ...(options.recorder && { record: true }),
  }, options.record);
  const connect = (after?: number) => {
    const client = new FakeClient(clock);
    session.attach(client, { protocol: "tth.v1.json", after });
    return client;
  };
  return { clock, runtime, session, client: connect(), providers, connect };
}

/**
 * A realtime provider that says three words, sends one second of audio, and then nothing, without an end.
 *
 * @param onAbort Called when the turn's signal aborts.
 */
export function stuckRealtime(onAbort: () => void = () => {}): ScriptedRealtime {
  const never = new Promise<void>(() => {});
  return new ScriptedRealtime(async function* ({ context }) {
    context.signal.addEventListener("abort", onAbort, { once: true });
    yield { type: "text", text: "One two three." };
    yield { type: "audio", pcm: new Uint8Array(48_000) };
    await never;
  });
}

/** What sessions of a stage log as errors, or also as warnings, until it is disposed. */
export function loggedErrors(lowestLevel: LogLevel = "error"): LogRecord[] & Disposable {
  const records: LogRecord[] = [];
  configureSync({
    // A service of an earlier test in the same worker leaves its own logging.
    reset: true,
    sinks: { kept: (record) => void records.push(record) },
    loggers: [
      { category: ["test"], lowestLevel, sinks: ["kept"] },
      { category: ["logtape", "meta"], lowestLevel: "fatal", sinks: [] },
    ],
  });
  return Object.assign(records, { [Symbol.dispose]: resetSync });
}
