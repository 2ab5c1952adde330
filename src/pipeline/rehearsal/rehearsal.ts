/**
 * A rehearsal: a few turns of the real pipeline before there is a session, with a model and a voice that need nothing. V8
 * compiles code, such as the expressions that find marks in a text, when it first runs; so the first turn of a process
 * would answer 10 ms later than others. Nothing of a rehearsal is heard, logged, counted or stored.
 *
 * @module
 */
import { getLogger } from "@logtape/logtape";
import type { LlmAdapter, TtsAdapter } from "../../contract/adapter.ts";
import type { Clock } from "../../contract/clock.ts";
import { BinaryEncoder, isMediaEvent } from "../../contract/protocol/binary.ts";
import { encodeJson } from "../../contract/protocol/json.ts";
import { ClientMessage, type ServerEvent } from "../../contract/protocol/messages.ts";
import { JSON_SUBPROTOCOL } from "../../contract/protocol/names.ts";
import { resolvesWithin } from "../../core/async.ts";
import type { Config } from "../../core/config/schema.ts";
import { MemoryStore } from "../../store/memory.ts";
import type { SessionSeed } from "../../store/record.ts";
import { SessionStore } from "../../store/session_store.ts";
import { Telemetry } from "../../telemetry/telemetry.ts";
import { ProviderChain } from "../provider/chain.ts";
import type { Sink } from "../session/outbox/outbox.ts";
import { createRuntime, type Runtime } from "../session/runtime.ts";
import type { Session } from "../session/session.ts";
import { Sessions } from "../session/sessions.ts";
import { StandInModel, StandInVoice } from "./stand_ins.ts";

/** How many turns: another one makes the next no faster. */
const TURNS = 4;

/** A turn of a rehearsal that has no audio after this time is abandoned, ms. */
const TURN_LIMIT_MS = 2000;

/** How long its session and its record may live, ms. */
const LIFE_MS = 60_000;

/**
 * Holds a rehearsal.
 *
 * @param config The service's configuration.
 * @param clock What its turns run on.
 * @returns Whether each turn was heard.
 */
export async function rehearse(config: Config, clock: Clock): Promise<boolean> {
  using telemetry = new Telemetry(clock, { isExported: false });
  const runtime = runtimeOf(config, clock, telemetry);
  const lives = { keepMs: LIFE_MS, keepContentMs: LIFE_MS };
  const store = new SessionStore(new MemoryStore(clock), { instance: "rehearsal", clock, ...lives });
  const limits = { maxSessions: 1, idleMs: LIFE_MS, resumeMs: LIFE_MS, maxMs: LIFE_MS };
  const sessions = new Sessions(runtime, store, { ...limits, now: () => clock.now() });
  try {
    const seed = seedOf(config, clock);
    await sessions.create(seed);
    const session = await sessions.open(seed.sessionId);
    return session !== undefined && await speak(session, clock);
  } finally {
    await sessions.close();
  }
}

/** Begins turns; each interrupts the one before. */
async function speak(session: Session, clock: Clock): Promise<boolean> {
  const listener = new Listener();
  session.attach(listener, { protocol: JSON_SUBPROTOCOL });
  for (let turn = 1; turn <= TURNS; turn++) {
    const heard = listener.nextAudio();
    session.receive(ClientMessage.parse({ type: "user_text", text: "Is everything ready?" }));
    if (!await resolvesWithin(heard, clock, TURN_LIMIT_MS)) return false;
    session.receive(ClientMessage.parse({ type: "playback", turn, position_ms: 0 }));
  }
  return true;
}

/** A client that encodes what it gets, as a socket would have to. */
class Listener implements Sink {
  readonly bufferedBytes = 0;
  readonly #encoder = new BinaryEncoder();
  #heard = Promise.withResolvers<void>();

  /** Resolves at the next audio. */
  nextAudio(): Promise<void> {
    this.#heard = Promise.withResolvers();
    return this.#heard.promise;
  }

  send(event: ServerEvent): void {
    encodeJson(event);
    if (isMediaEvent(event)) this.#encoder.encode(event);
    if (event.type === "audio_chunk") this.#heard.resolve();
  }

  close(): void {}
}

function runtimeOf(config: Config, clock: Clock, telemetry: Telemetry): Runtime {
  const { breaker_failures: failures, breaker_reset_ms: resetMs } = config.failover;
  const breaker = { clock, failures, resetMs };
  const llm = new ProviderChain<LlmAdapter>("llm", [{ name: "rehearsal", create: () => new StandInModel() }], breaker);
  const tts = new ProviderChain<TtsAdapter>("tts", [{ name: "rehearsal", create: () => new StandInVoice() }], breaker);
  // Outside of the service's category: it goes nowhere.
  const log = getLogger(["rehearsal"]);
  return createRuntime(config, { clock, log, telemetry, providers: { llm, tts }, redact: (text) => text });
}

function seedOf({ session }: Config, clock: Clock): SessionSeed {
  return {
    sessionId: "rehearsal",
    tenant: "",
    personaId: session.persona_id,
    control: {},
    pronunciations: {},
    video: { mode: "none" },
    createdAt: clock.now(),
    openUntil: clock.now() + LIFE_MS,
  };
}
