/**
 * The whole service in front of a provider that does everything wrong, one fault after the other, and a client that
 * notes what it sees. Time passes on a {@linkcode LoopClock}: no deadline is missed because a machine is busy.
 *
 * @module
 */
import { type Service, startService } from "../../src/api/service.ts";
import { delay } from "../../src/contract/clock.ts";
import { filesBelow } from "../../src/core/config/files.ts";
import { environmentOf } from "../../src/core/config/environment.ts";
import { GA_MANNER } from "../../src/adapters/kit/fakes/openai/fault_script.ts";
import { type FakeOpenAi, startFakeOpenAi } from "../../src/adapters/kit/fakes/openai/server.ts";
import type { Expected } from "../../src/adapters/kit/fakes/openai/faults/expected.ts";
import { CHAT_FAULTS, SPEECH_FAULTS } from "../../src/adapters/kit/fakes/openai/faults/http.ts";
import { injectRealtime, REALTIME_FAULTS } from "../../src/adapters/kit/fakes/openai/faults/realtime.ts";
import { UNLIMITED } from "../../scripts/lib/local_service.ts";
import { LoopClock } from "./loop_clock.ts";
import { SocketClient, type WireMessage } from "./socket_client.ts";
import { arrivals, until } from "./waiting.ts";

/** The key that must not be seen anywhere. */
export const MARKER_KEY = "sk-test-MARKER-0123456789abcdef";

/** Whether other providers stand by. */
export type Backing = "alone" | "with fallback";

/** Which provider is at fault. */
export type FaultyService = "realtime" | "chat" | "speech";

/** What a client saw of one fault. */
export interface Sighting {
  /** How its turn ended; `closed` when the client left. */
  readonly status: string;
  /** Codes of the `error` events that came. */
  readonly errors: readonly string[];
  /** Speech that came in the turn, ms. */
  readonly audioMs: number;
  /** From `user_text` to the turn's end, ms. */
  readonly endMs: number;
  /** How the turn after it ended. */
  readonly nextStatus: string;
  /** From the next `user_text` to its first audio, ms. */
  readonly nextAudioMs: number;
  /** Messages of a turn that came after its end. */
  readonly stale: number;
}

/** What is wrong, and how the client goes about it. */
export interface Fault {
  readonly name: string;
  readonly expected: Expected;
  readonly drive: "connect" | "turn" | "interrupt" | "idle" | "close";
  readonly inject: (fake: FakeOpenAi, backing: Backing) => void;
}

/** The faults of each service. */
export const FAULTS: Readonly<Record<FaultyService, readonly Fault[]>> = {
  realtime: REALTIME_FAULTS.map((fault): Fault => ({
    name: fault.name,
    drive: fault.drive,
    expected: fault.expected,
    inject: (fake, backing) => {
      injectRealtime(fake, fault);
      // The service connects while the person still types; without a fallback, the turn tries once more.
      if (fault.drive === "connect" && backing === "alone") injectRealtime(fake, fault);
    },
  })),
  chat: CHAT_FAULTS.map(({ step, ...fault }): Fault => ({
    ...fault,
    drive: "turn",
    inject: (fake) => void fake.chat.steps.push(step),
  })),
  speech: SPEECH_FAULTS.map(({ step, ...fault }): Fault => ({
    ...fault,
    drive: "turn",
    inject: (fake) => void fake.speech.steps.push(step),
  })),
};

/** Longest silence of a provider, ms. */
const SILENCE_MS = 700;

/** How long a provider that has failed is left out, ms. */
const BREAKER_MS = 100;

/** Longest that a healthy provider takes to be connected to and left again, ms. */
const PROBE_MS = 100;

/** Longest that a turn takes in which a provider falls silent once, and is asked once more, ms. */
export const LONGEST_TURN_MS = 3 * SILENCE_MS;

const OPTIONS = {
  openai_realtime: {
    connect_ms: SILENCE_MS,
    configure_ms: 300,
    created_ms: SILENCE_MS,
    stall_ms: SILENCE_MS,
    settle_ms: SILENCE_MS,
    error_grace_ms: 300,
    close_ms: 300,
  },
  openai_chat: { first_token_ms: SILENCE_MS, stall_ms: SILENCE_MS },
  openai_tts: { first_audio_ms: SILENCE_MS, stall_ms: SILENCE_MS },
  mock_llm: { word_delay_ms: 0 },
};

const REPLY = "Hello there, my friend, and welcome to the show.";

function profileOf(service: FaultyService, backing: Backing): string {
  const fallback = (name: string) => backing === "alone" ? [] : [name];
  const realtime = { primary: "openai_realtime" };
  const cascade = {
    llm: { primary: "openai_chat", fallback: fallback("mock_llm") },
    tts: { primary: "openai_tts", fallback: fallback("mock_tts") },
  };
  const mocks = { llm: { primary: "mock_llm" }, tts: { primary: "mock_tts" } };
  const components = service === "realtime" ? { realtime, ...(backing === "alone" ? {} : mocks) } : cascade;
  const failover = { breaker_failures: 100, breaker_reset_ms: BREAKER_MS };
  // JSON is YAML.
  return JSON.stringify({ components, adapters: OPTIONS, failover, pacing: { mode: "burst" } });
}

/** A service, its faulty provider, and all that the service lets out. */
export class FaultBench implements AsyncDisposable {
  readonly #clock: LoopClock;
  readonly #fake: FakeOpenAi;
  readonly #service: Service;
  readonly #log: Output;
  readonly #backing: Backing;
  readonly #seen: string[] = [];

  private constructor(
    parts: { clock: LoopClock; fake: FakeOpenAi; service: Service; log: Output; backing: Backing },
  ) {
    ({ clock: this.#clock, fake: this.#fake, service: this.#service, log: this.#log } = parts);
    this.#backing = parts.backing;
  }

  /** Starts a service whose provider does what a fault says. */
  static async start(service: FaultyService, backing: Backing): Promise<FaultBench> {
    const clock = new LoopClock();
    const log = new Output();
    const fake = startFakeOpenAi({
      apiKey: MARKER_KEY,
      clock,
      realtime: { reply: () => REPLY, msPerChar: 20 },
      chat: { reply: () => REPLY },
      speech: { msPerChar: 20 },
    });
    const env = {
      ...UNLIMITED,
      OPENAI_API_KEY: MARKER_KEY,
      OPENAI_BASE_URL: fake.baseUrl,
      TTH_PORT: "0",
      TTH_LOG_LEVEL: "trace",
    };
    const files = filesBelow();
    const profile = Promise.resolve(profileOf(service, backing));
    const running = await startService({
      env: environmentOf(env),
      profile: "faults",
      files: { ...files, read: (path) => path.endsWith("/faults.yaml") ? profile : files.read(path) },
      logging: { output: log.stream, terminal: false },
      clock,
    });
    await running.warm;
    return new FaultBench({ clock, fake, service: running, log, backing });
  }

  /** Has a client meet a fault, and have a turn after it. */
  async meet(fault: Fault): Promise<Sighting> {
    const { realtime: { script }, chat, speech } = this.#fake;
    script.clear();
    chat.steps.length = speech.steps.length = 0;
    this.#fake.realtime.manner = { ...GA_MANNER };
    await this.#readmit();
    fault.inject(this.#fake, this.#backing);
    await using client = await SocketClient.create(this.#service.url, { video: { mode: "none" } });
    const visit = new Visit(client, this.#clock, this.#fake);
    const own = fault.drive === "close" ? await this.#leave(visit) : await visit.meet(fault);
    await using next = fault.drive === "close" ? await SocketClient.create(this.#service.url, NO_VIDEO) : undefined;
    const after = await (next === undefined ? visit : new Visit(next, this.#clock, this.#fake)).nextTurn();
    const messages = [...client.messages, ...next?.messages ?? []];
    this.#seen.push(JSON.stringify(messages.map((message) => "data" in message ? { ...message, data: "" } : message)));
    const unmet = script.pending + chat.steps.length + speech.steps.length;
    if (unmet > 0) throw new Error(`"${fault.name}" never happened`);
    return { ...own, ...after, stale: staleIn(client.messages) };
  }

  /** Everything that the service has let out: logs, messages and health reports, in one text. */
  async output(): Promise<string> {
    const reports = ["/v1/health", "/v1/models"].map(async (path) => {
      return await (await fetch(`${this.#service.url}${path}`)).text();
    });
    return [this.#log.text, ...this.#seen, ...await Promise.all(reports)].join("\n");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#service.stop();
    await this.#fake[Symbol.asyncDispose]();
    await this.#clock[Symbol.asyncDispose]();
  }

  /** Has the provider back in use: the next fault must meet it, not the one that took over from it before. */
  async #readmit(): Promise<void> {
    await delay(this.#clock, 2 * BREAKER_MS);
    if (this.#backing === "alone") return;
    // A turn has a provider probed that was kept out; the probe goes on beside it.
    await using client = await SocketClient.create(this.#service.url, NO_VIDEO);
    await new Visit(client, this.#clock, this.#fake).quietTurn();
    await delay(this.#clock, PROBE_MS);
  }

  /** Has a turn, and ends the session. */
  async #leave(visit: Visit): Promise<Omit<Sighting, "nextStatus" | "nextAudioMs" | "stale">> {
    await visit.quietTurn();
    const { session_id } = await visit.client.message("session_ready");
    const startedAt = this.#clock.now();
    await (await fetch(`${this.#service.url}/v1/sessions/${session_id}`, { method: "DELETE" })).body?.cancel();
    await visit.client.whenClosed();
    return { status: "closed", errors: [], audioMs: 0, endMs: this.#clock.now() - startedAt };
  }
}

const NO_VIDEO = { video: { mode: "none" } };

/** One client's turns. */
class Visit {
  readonly client: SocketClient;
  readonly #clock: LoopClock;
  readonly #fake: FakeOpenAi;
  #turns = 0;

  constructor(client: SocketClient, clock: LoopClock, fake: FakeOpenAi) {
    this.client = client;
    this.#clock = clock;
    this.#fake = fake;
  }

  /** The turn of a fault. */
  async meet({ drive, name }: Fault): Promise<Omit<Sighting, "nextStatus" | "nextAudioMs" | "stale">> {
    if (drive === "idle") await this.quietTurn();
    const before = this.client.messages.length;
    const startedAt = this.#begin();
    if (drive === "interrupt") await this.#interrupt(name, before);
    const { status } = await this.client.message("turn_complete", this.#turns);
    const own = this.client.messages.slice(before);
    return {
      status: String(status),
      errors: own.filter(({ type }) => type === "error").map(({ code }) => String(code)),
      audioMs: own.filter(isAudio).reduce((sum, { duration_ms }) => sum + Number(duration_ms), 0),
      endMs: this.#clock.now() - startedAt,
    };
  }

  /** A turn before the fault, which then happens while the session is idle. */
  async quietTurn(): Promise<void> {
    this.#begin();
    await this.client.message("turn_complete", this.#turns);
    await this.#happened();
  }

  /** An ordinary turn. */
  async nextTurn(): Promise<Pick<Sighting, "nextStatus" | "nextAudioMs">> {
    const before = this.client.messages.length;
    const startedAt = this.#begin();
    const isAnswer = (message: WireMessage) => isAudio(message) || message.type === "turn_complete";
    await this.client.until("the next turn's audio", (all) => all.slice(before).some(isAnswer));
    const nextAudioMs = this.#clock.now() - startedAt;
    const { status } = await this.client.message("turn_complete", this.#turns);
    return { nextStatus: String(status), nextAudioMs };
  }

  #begin(): number {
    this.client.send({ type: "user_text", text: `Number ${++this.#turns}.` });
    return this.#clock.now();
  }

  /** Interrupts a turn while it is audible, or before its provider has begun. */
  async #interrupt(name: string, before: number): Promise<void> {
    if (name === "delayed response.created") await this.#happened();
    else await this.client.until("audio", (all) => all.slice(before).some(isAudio));
    this.client.send({ type: "interrupt" });
  }

  /** Waits until every step of the script has happened, and the service has seen it. */
  async #happened(): Promise<void> {
    await until(() => this.#fake.realtime.script.pending === 0, "the fault to happen");
    await arrivals();
  }
}

function isAudio({ type }: WireMessage): boolean {
  return type === "audio_chunk";
}

/** Messages of a turn that came when it was over already. */
function staleIn(messages: readonly WireMessage[]): number {
  let over = 0;
  let stale = 0;
  for (const { type, turn } of messages) {
    if (typeof turn === "number" && turn > 0 && turn <= over && type !== "pong") stale++;
    if (type === "turn_complete") over = Number(turn);
  }
  return stale;
}

/** Collects what a service writes. */
class Output {
  text = "";
  readonly stream = new WritableStream<Uint8Array>({
    write: (bytes) => {
      this.text += new TextDecoder().decode(bytes);
    },
  });
}
