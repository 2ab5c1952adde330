/**
 * Puts the whole service in front of a provider that does everything wrong, one fault after the other, and notes what a
 * client sees of it.
 *
 * @module
 */
import { startService } from "../../src/api/service.ts";
import { filesBelow } from "../../src/core/config_files.ts";
import { environmentOf } from "../../src/core/environment.ts";
import { CHAT_FAULTS, type Expected, injectRealtime, REALTIME_FAULTS, SPEECH_FAULTS } from "./faults.ts";
import { GA_MANNER } from "../../src/adapters/kit/fakes/openai/fault_script.ts";
import { type FakeOpenAi, startFakeOpenAi } from "../../src/adapters/kit/fakes/openai/server.ts";
import { SocketClient, type WireMessage } from "./socket_client.ts";
import { soon } from "./waiting.ts";

/** The key that must not be seen anywhere. */
export const MARKER_KEY = "sk-test-MARKER-0123456789abcdef";

/** Whether other providers stand by. */
export type Backing = "alone" | "with fallback";

/** What a client saw of one fault. */
export interface Sighting {
  readonly service: "realtime" | "chat" | "speech";
  readonly fault: string;
  readonly expected: Expected;
  /** How its turn ended. */
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

/** All sightings of one run, and everything that the service let out. */
export interface FaultReport {
  readonly sightings: readonly Sighting[];
  /** Logs, messages and health reports, in one text. */
  readonly output: string;
}

/** What is wrong, and how the client goes about it. */
interface Case {
  readonly service: Sighting["service"];
  readonly name: string;
  readonly drive: "connect" | "turn" | "interrupt" | "idle" | "close";
  readonly expected: Expected;
  readonly inject: (fake: FakeOpenAi) => void;
}

const CASES: readonly Case[] = [
  ...REALTIME_FAULTS.map((fault): Case => ({
    service: "realtime",
    name: fault.name,
    drive: fault.drive,
    expected: fault.expected,
    inject: (fake) => {
      injectRealtime(fake, fault);
      // The service connects while the person still types; the turn has to meet the fault once more.
      if (fault.drive === "connect") injectRealtime(fake, fault);
    },
  })),
  ...CHAT_FAULTS.map(({ name, step, expected }): Case => ({
    service: "chat",
    name,
    drive: "turn",
    expected,
    inject: (fake) => void fake.chat.steps.push(step),
  })),
  ...SPEECH_FAULTS.map(({ name, step, expected }): Case => ({
    service: "speech",
    name,
    drive: "turn",
    expected,
    inject: (fake) => void fake.speech.steps.push(step),
  })),
];

/** Longest silence of a provider, ms: short enough to wait for, long enough for a busy machine. */
const SILENCE_MS = 700;

/** How long a provider that has failed is left out, ms. */
const BREAKER_MS = 100;

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

function profileOf(service: Sighting["service"], backing: Backing): string {
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

/**
 * Lets a client meet the faults of a service, and have a turn after each.
 *
 * @param service Which provider is at fault.
 * @param backing Whether others can take over. If so, it meets those faults alone that somebody has to take over for.
 */
export async function meetFaults(service: Sighting["service"], backing: Backing): Promise<FaultReport> {
  const log = new Output();
  await using fake = startFakeOpenAi({
    apiKey: MARKER_KEY,
    realtime: { reply: () => REPLY, msPerChar: 20 },
    chat: { reply: () => REPLY },
    speech: { msPerChar: 20 },
  });
  const env = { OPENAI_API_KEY: MARKER_KEY, OPENAI_BASE_URL: fake.baseUrl, TTH_PORT: "0", TTH_LOG_LEVEL: "trace" };
  const files = filesBelow();
  const profile = Promise.resolve(profileOf(service, backing));
  await using running = await startService({
    env: environmentOf(env),
    profile: "faults",
    files: { ...files, read: (path) => path.endsWith("/faults.yaml") ? profile : files.read(path) },
    logging: { output: log.stream, terminal: false },
  });
  await running.warm;
  const sightings: Sighting[] = [];
  const isMet = (one: Case) => one.service === service && (backing === "alone" || one.expected.outcome === "error");
  for (const one of CASES.filter(isMet)) {
    sightings.push(await meet(one, running.url, fake, log));
    // The next fault must meet the provider, not the one that took over from it.
    if (backing === "with fallback") await new Promise((resolve) => setTimeout(resolve, 2 * BREAKER_MS));
  }
  for (const path of ["/v1/health", "/v1/models"]) log.text += await (await fetch(`${running.url}${path}`)).text();
  return { sightings, output: log.text };
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

async function meet(one: Case, url: string, fake: FakeOpenAi, log: Output): Promise<Sighting> {
  fake.realtime.manner = { ...GA_MANNER };
  one.inject(fake);
  const client = await SocketClient.create(url, { video: { mode: "none" } });
  let turns = 0;
  const begun = () => {
    client.send({ type: "user_text", text: `Number ${++turns}.` });
    return performance.now();
  };
  const ended = () => soon(client.message("turn_complete", turns), `turn ${turns} of "${one.name}"`);
  if (one.drive === "idle" || one.drive === "close") {
    begun();
    await ended();
    await soon(settled(fake), `"${one.name}" to happen`);
  }
  let status = "closed";
  let errors: string[] = [];
  let audioMs = 0;
  let startedAt = performance.now();
  if (one.drive !== "close") {
    const before = client.messages.length;
    startedAt = begun();
    if (one.drive === "interrupt") await interrupt(one, client, fake, before);
    status = String((await ended()).status);
    const own = client.messages.slice(before);
    errors = own.filter(({ type }) => type === "error").map(({ code }) => String(code));
    audioMs = own.filter(({ type }) => type === "audio_chunk").reduce(
      (sum, { duration_ms }) => sum + Number(duration_ms),
      0,
    );
  } else {
    const id = (await client.message("session_ready")).session_id;
    await fetch(`${url}/v1/sessions/${id}`, { method: "DELETE" });
    await client.whenClosed();
  }
  const endMs = performance.now() - startedAt;
  const next = one.drive === "close" ? await SocketClient.create(url, { video: { mode: "none" } }) : client;
  const after = await nextTurn(next, next === client ? ++turns : 1);
  log.text += JSON.stringify([client.messages.map(withoutMedia), next.messages.map(withoutMedia)]);
  await client.close();
  await next.close();
  const unmet = fake.realtime.script.pending + fake.chat.steps.length + fake.speech.steps.length;
  if (unmet > 0) throw new Error(`"${one.name}" never happened`);
  return {
    service: one.service,
    fault: one.name,
    expected: one.expected,
    status,
    errors,
    audioMs,
    endMs,
    ...after,
    stale: staleIn(client.messages),
  };
}

/** Has an ordinary turn. */
async function nextTurn(client: SocketClient, turn: number): Promise<{ nextStatus: string; nextAudioMs: number }> {
  const at = client.messages.length;
  const sentAt = performance.now();
  client.send({ type: "user_text", text: "And now?" });
  const isAudio = ({ type }: WireMessage) => type === "audio_chunk" || type === "turn_complete";
  await client.until("the next turn's audio", (all) => all.slice(at).some(isAudio));
  const nextAudioMs = performance.now() - sentAt;
  const { status } = await soon(client.message("turn_complete", turn), "the next turn's end");
  return { nextStatus: String(status), nextAudioMs };
}

/** Interrupts a turn while it is audible, or before its provider has begun. */
async function interrupt(one: Case, client: SocketClient, fake: FakeOpenAi, before: number): Promise<void> {
  if (one.name === "delayed response.created") await soon(settled(fake), "the request");
  else await client.until("audio", (all) => all.slice(before).some(({ type }) => type === "audio_chunk"));
  client.send({ type: "interrupt" });
}

/** Waits until every step of the script has happened, and the service has had time to see it. */
async function settled(fake: FakeOpenAi): Promise<void> {
  while (fake.realtime.script.pending > 0) await new Promise((resolve) => setTimeout(resolve, 2));
  await new Promise((resolve) => setTimeout(resolve, 20));
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

function withoutMedia(message: WireMessage): WireMessage {
  return "data" in message ? { ...message, data: "" } : message;
}
