/**
 * The whole service in front of one server, and a client that notes what it heard and saw, in this turn and the next.
 *
 * @module
 */
import { filesBelow } from "../../../src/core/config/files.ts";
import { environmentOf } from "../../../src/core/config/environment.ts";
import { UNLIMITED } from "../../../scripts/lib/local_service.ts";
import { LoopClock } from "../loop_clock.ts";
import { startService } from "../../../src/api/service.ts";
import { SocketClient, type WireMessage } from "../socket_client.ts";
import { type Asked, type ServerPlan, startServer } from "./server.ts";

/** What a case expects. */
export interface Expectation {
  readonly status: "completed" | "failed";
  /** What the client reads; absent: the plain reply. */
  readonly text?: string | RegExp;
  /** How the model's reply ended. */
  readonly finish?: string;
  /** The words of the error, where there is one. */
  readonly error?: RegExp;
  /** Whether speech is heard. Default: when the turn completes. */
  readonly isHeard?: boolean;
  /** How the next turn ends. Default: completed. */
  readonly next?: "completed" | "failed";
  /** What the next turn's client reads. */
  readonly nextText?: string | RegExp;
  /** How many requests the server got in the first turn and in both, of the path that the case is about. */
  readonly requests?: readonly [first: number, both: number];
  /** The longest that the turn and the next may take, and the shortest of the turn, ms. */
  readonly withinMs?: number;
  readonly nextWithinMs?: number;
  readonly notBeforeMs?: number;
  /** Looks at what the server was asked. */
  readonly asked?: (asked: readonly Asked[]) => void;
}

/** A server, and what comes of it. */
export interface ServerCase {
  readonly name: string;
  /** The service whose requests are counted. */
  readonly about: "chat" | "speech";
  readonly server: ServerPlan;
  readonly chatOptions?: Readonly<Record<string, unknown>>;
  readonly speechOptions?: Readonly<Record<string, unknown>>;
  readonly expected: Expectation;
}

/** What a client heard and saw. */
export interface Seen {
  readonly status: string;
  readonly finish: string;
  readonly text: string;
  readonly spokenText: string;
  readonly audioMs: number;
  /** The loudest sample. */
  readonly peak: number;
  readonly errors: readonly string[];
  readonly tookMs: number;
}

/** What came of a case. */
export interface Meeting {
  readonly first: Seen;
  readonly next: Seen;
  readonly asked: readonly Asked[];
  /** Requests of the service that the case is about, in the first turn and in both. */
  readonly requests: readonly [number, number];
}

const PATHS = { chat: "/v1/chat/completions", speech: "/v1/audio/speech" } as const;

/** Has a client meet a server. */
export async function meetServer(one: ServerCase): Promise<Meeting> {
  await using clock = new LoopClock();
  await using server = startServer(one.server, clock);
  const profile = Promise.resolve(profileOf(one, server.baseUrl));
  const files = filesBelow();
  await using service = await startService({
    env: environmentOf({ ...UNLIMITED, TTH_PORT: "0", TTH_LOG_LEVEL: "fatal" }),
    profile: "server",
    files: { ...files, read: (path) => path.endsWith("/server.yaml") ? profile : files.read(path) },
    clock,
  });
  await service.warm;
  await using client = await SocketClient.create(service.url, { video: { mode: "none" } });
  const count = () => server.asked.filter(({ path }) => path === PATHS[one.about]).length;
  const first = await turn(client, clock, 1);
  const asked = count();
  const next = await turn(client, clock, 2);
  return { first, next, asked: server.asked, requests: [asked, count()] };
}

function profileOf({ chatOptions, speechOptions }: ServerCase, baseUrl: string): string {
  // JSON is YAML.
  return JSON.stringify({
    components: { llm: { primary: "openai_chat" }, tts: { primary: "openai_tts" } },
    adapters: {
      openai_chat: { base_url: baseUrl, model: "test-model", warmup: "never", ...chatOptions },
      openai_tts: { base_url: baseUrl, model: "test-tts", voice: "alloy", warmup: "never", ...speechOptions },
    },
    failover: { breaker_failures: 100 },
    pacing: { mode: "burst" },
  });
}

async function turn(client: SocketClient, clock: LoopClock, number: number): Promise<Seen> {
  const before = client.messages.length;
  const startedAt = clock.now();
  client.send({ type: "user_text", text: `Number ${number}, please.` });
  const complete = await client.message("turn_complete", number);
  const own = client.messages.slice(before);
  const of = (type: string) => own.filter((message) => message.type === type);
  return {
    status: String(complete.status),
    finish: String(complete.finish),
    text: of("text_delta").map(({ token }) => String(token)).join(""),
    spokenText: String(complete.spoken_text),
    audioMs: of("audio_chunk").reduce((sum, { duration_ms }) => sum + Number(duration_ms), 0),
    peak: peakOf(of("audio_chunk")),
    errors: of("error").map(({ code, message }) => `${code}: ${message}`),
    tookMs: clock.now() - startedAt,
  };
}

function peakOf(chunks: readonly WireMessage[]): number {
  let peak = 0;
  for (const { data } of chunks) {
    const bytes = Uint8Array.fromBase64(String(data));
    for (const sample of new Int16Array(bytes.buffer, 0, bytes.length >> 1)) peak = Math.max(peak, Math.abs(sample));
  }
  return peak;
}
