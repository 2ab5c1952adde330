import assert from "node:assert/strict";
import { z } from "zod";
import { startFakeOpenAi } from "../../src/adapters/kit/fakes/openai/server.ts";
import { type SpeechPart, type SpeechSegment, StreamingAdapter, type TurnContext } from "../../src/contract/adapter.ts";
import type { Clock } from "../../src/contract/clock.ts";
import { delay } from "../../src/contract/clock.ts";
import { filesBelow } from "../../src/core/config/files.ts";
import { environmentOf } from "../../src/core/config/environment.ts";
import { Registry } from "../../src/core/registry/registry.ts";
import { WorkerPool } from "../../src/core/workers/pool.ts";
import { generatedStream, readInput } from "../../src/core/streams.ts";
import { startService } from "../../src/api/service.ts";
import { UNLIMITED } from "../../scripts/lib/local_service.ts";
import type { TestPiece, TestTask } from "../core/workers/test_program.ts";
import { LoopClock } from "../support/loop_clock.ts";
import { refuse, sse, words } from "../support/servers/answers.ts";
import { PLAIN_REPLY, plainSpeech, startServer } from "../support/servers/server.ts";
import { SocketClient } from "../support/socket_client.ts";

const RESET_MS = 5000;
const KEY = "sk-test-0123456789abcdef";

/** What a client saw of a turn. */
interface Seen {
  readonly status: unknown;
  readonly errors: readonly unknown[];
  readonly firstAudioMs: number;
}

/** Starts the service with a profile, and takes turns with it. */
async function withService(
  { clock, profile, env = {}, registry }: {
    clock: LoopClock;
    profile: Record<string, unknown>;
    env?: Record<string, string>;
    registry?: Registry;
  },
  test: (turn: (text: string) => Promise<Seen>) => Promise<void>,
): Promise<void> {
  const files = filesBelow();
  const text = Promise.resolve(JSON.stringify({ pacing: { mode: "burst" }, ...profile }));
  await using service = await startService({
    env: environmentOf({ ...UNLIMITED, TTH_PORT: "0", TTH_LOG_LEVEL: "fatal", ...env }),
    profile: "test",
    files: { ...files, read: (path) => path.endsWith("/test.yaml") ? text : files.read(path) },
    clock,
    ...(registry && { registry }),
  });
  await service.warm;
  await using client = await SocketClient.create(service.url, { video: { mode: "none" } });
  let turns = 0;
  await test(async (text) => {
    const from = client.messages.length;
    client.send({ type: "user_text", text, mode: "reply" });
    const complete = await client.message("turn_complete", ++turns);
    const metrics: unknown = complete.metrics;
    const errors = client.messages.slice(from).filter(({ type }) => type === "error");
    return {
      status: complete.status,
      errors: errors.map(({ code, message }) => `${code}: ${message}`),
      firstAudioMs: Number(Object(metrics).first_audio_ms),
    };
  });
}

/** A voice in a worker, which crashes over one word. */
class WorkerVoice extends StreamingAdapter<SpeechSegment, SpeechPart> {
  readonly pool: WorkerPool<object, TestTask, TestPiece>;
  /** The texts that it spoke. */
  readonly spoken: string[] = [];

  constructor(clock: Clock) {
    super();
    this.pool = new WorkerPool<object, TestTask, TestPiece>({
      provider: "acme_tts",
      program: new URL("../core/workers/test_program.ts", import.meta.url),
      setup: {},
      workers: 1,
      maxQueued: 8,
      deadlineMs: 60_000,
      clock,
    });
  }

  override inferStream(input: ReadableStream<SpeechSegment>, context: TurnContext): ReadableStream<SpeechPart> {
    return generatedStream(context.signal, (signal) => this.#speak(input, signal));
  }

  override async warmup(): Promise<void> {
    await this.pool.start({ name: "rehearsal" });
  }

  override health() {
    return Promise.resolve({ healthy: true, latencyMs: null, detail: "awake" });
  }

  override capabilities() {
    return { streams: ["audio" as const], controls: {}, offline: true };
  }

  override close(): Promise<void> {
    this.pool[Symbol.dispose]();
    return Promise.resolve();
  }

  async *#speak(input: ReadableStream<SpeechSegment>, signal: AbortSignal): AsyncGenerator<SpeechPart, void> {
    for await (const { index, text } of readInput(input, signal)) {
      yield { type: "segment", index, text };
      const crash = text.includes("boom") ? { wrong: { at: 0, how: "crash" } as const } : {};
      await Array.fromAsync(this.pool.run({ name: text, pieces: 2, ...crash }, { signal }));
      this.spoken.push(text);
      yield { type: "audio", pcm: new Uint8Array(9600).fill(9) };
    }
  }
}

function registryWith(voice: WorkerVoice): Registry {
  const own = new Registry();
  const definition = {
    default: {
      kind: "tts",
      name: "acme_tts",
      summary: "A stand-in.",
      options: z.strictObject({}),
      create: () => voice,
    },
  };
  return new Registry({
    imports: {
      ...Object.fromEntries(own.list().map(({ kind, name }) => [`#adapters/${kind}/${name}`, ""])),
      "#adapters/tts/acme_tts": "",
    },
    importModule: (specifier) => specifier.endsWith("/acme_tts") ? Promise.resolve(definition) : import(specifier),
  });
}

Deno.test("a voice whose worker crashed and was replaced opens no breaker: it speaks the next turn itself", async () => {
  await using clock = new LoopClock();
  const voice = new WorkerVoice(clock);
  await using server = startServer({
    chat: ({ body }) => sse(words(JSON.stringify(body.messages).includes("Again") ? "All is well." : "And boom.")),
  }, clock);
  const profile = {
    components: { llm: { primary: "openai_chat" }, tts: { primary: "acme_tts", fallback: ["mock_tts"] } },
    adapters: { openai_chat: { base_url: server.baseUrl, model: "test-model", warmup: "never" } },
    failover: { stall_ms: 60_000, first_audio_ms: 60_000 },
  };
  await withService({ clock, profile, registry: registryWith(voice) }, async (turn) => {
    const first = await turn("Hello.");
    assert.equal(first.status, "completed");
    assert.match(String(first.errors), /^provider_replaced: .*acme_tts.*crashed.*$/);
    assert.deepEqual([voice.pool.replaced, voice.spoken], [1, []]);
    const second = await turn("Again.");
    assert.deepEqual([second.status, second.errors, voice.spoken], ["completed", [], ["All is well."]]);
  });
});

Deno.test("a text that a model and a voice refuse costs its turn their replies, and no other turn", async () => {
  await using clock = new LoopClock();
  await using server = startServer({
    chat: ({ body }) => {
      const asked = JSON.stringify([body.messages].flat().at(-1));
      if (asked.includes("filtered")) return refuse(400, { error: { code: "content_filter", message: "no" } });
      return sse(words(asked.includes("unsayable") ? "Ω." : PLAIN_REPLY));
    },
    speech: (question) =>
      question.body.input === "Ω." ? refuse(422, { detail: "no phonemes for the input" }) : plainSpeech(question),
  }, clock);
  const own = { base_url: server.baseUrl, model: "test-model", warmup: "never" };
  const profile = {
    components: {
      llm: { primary: "openai_chat", fallback: ["mock_llm"] },
      tts: { primary: "openai_tts", fallback: ["mock_tts"] },
    },
    adapters: { openai_chat: own, openai_tts: own },
  };
  await withService({ clock, profile }, async (turn) => {
    for (const [text, refuses] of [["filtered", /openai_chat failed/], ["unsayable", /openai_tts failed/]] as const) {
      const { status, errors } = await turn(text);
      assert.deepEqual([status, errors.length], ["completed", 1], String(errors));
      assert.match(String(errors), refuses);
    }
    assert.deepEqual((await turn("Hello.")).errors, []);
    assert.deepEqual(server.asked.slice(-2).map(({ path }) => path.replace(/.*v1/, "")), [
      "/chat/completions",
      "/audio/speech",
    ]);
  });
});

Deno.test("a model that hangs costs one turn; later turns go straight to the next, until a probe finds it well", async () => {
  await using clock = new LoopClock();
  let hangs = true;
  const hanging = async (wait: (ms: number) => Promise<void>) => {
    if (hangs) await wait(600_000);
  };
  await using server = startServer({
    chat: async ({ wait }) => {
      await hanging(wait);
      return sse(words(PLAIN_REPLY));
    },
    paths: {
      "/v1/models": async ({ wait }) => {
        await hanging(wait);
        return Response.json({ data: [{ id: "test-model" }] });
      },
    },
  }, clock);
  const profile = {
    components: { llm: { primary: "openai_chat", fallback: ["mock_llm"] }, tts: { primary: "mock_tts" } },
    adapters: {
      openai_chat: { base_url: server.baseUrl, model: "test-model", warmup: "never", unresponsive_ms: 1000 },
    },
    failover: { breaker_reset_ms: RESET_MS },
  };
  const asked = () => server.asked.filter(({ path }) => path.endsWith("/chat/completions")).length;
  await withService({ clock, profile }, async (turn) => {
    const first = await turn("One.");
    assert.match(String(first.errors), /^provider_replaced: .*GET .*models is not answered either/);
    assert.ok(first.firstAudioMs >= 1000 && first.firstAudioMs < 3000, `${first.firstAudioMs} ms`);
    const second = await turn("Two.");
    assert.deepEqual([second.errors, asked()], [[], 1]);
    assert.ok(second.firstAudioMs < 700, `${second.firstAudioMs} ms`);
    hangs = false;
    await delay(clock, RESET_MS);
    assert.deepEqual([(await turn("Three.")).errors, asked()], [[], 1], "the turn does not wait for the probe");
    await delay(clock, 500);
    assert.deepEqual([(await turn("Four.")).errors, asked()], [[], 2]);
  });
});

Deno.test("a dead realtime provider costs one turn; later turns go straight to the cascade, until it is well again", async () => {
  await using clock = new LoopClock();
  await using fake = startFakeOpenAi({
    apiKey: KEY,
    clock,
    chat: { reply: () => PLAIN_REPLY },
    speech: { msPerChar: 20 },
  });
  const { script } = fake.realtime;
  script.add(...Array.from({ length: 20 }, () => ({ at: "open", do: [{ do: "stall" }] }) as const));
  const env = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: fake.baseUrl };
  const profile = {
    components: {
      realtime: { primary: "openai_realtime" },
      llm: { primary: "openai_chat" },
      tts: { primary: "openai_tts" },
    },
    adapters: {
      openai_realtime: { connect_ms: 1000 },
      openai_chat: { warmup: "never" },
      openai_tts: { warmup: "never" },
    },
    failover: { breaker_reset_ms: RESET_MS },
  };
  await withService({ clock, profile, env }, async (turn) => {
    assert.match(String((await turn("One.")).errors), /^provider_replaced: .*openai_realtime/);
    const chats = fake.chat.requests.length;
    const dead = script.pending;
    for (const text of ["Two.", "Three."]) {
      const { status, errors, firstAudioMs } = await turn(text);
      assert.deepEqual([status, errors], ["completed", []]);
      assert.ok(firstAudioMs < 700, `${firstAudioMs} ms`);
    }
    assert.deepEqual([fake.chat.requests.length - chats, script.pending], [2, dead], "it was not tried");
    script.clear();
    await delay(clock, RESET_MS);
    await turn("Four.");
    await delay(clock, 500);
    assert.deepEqual((await turn("Five.")).errors, []);
    assert.equal(fake.chat.requests.length - chats, 3, "the realtime provider speaks again");
  });
});
