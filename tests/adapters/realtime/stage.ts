/** A Realtime adapter in front of the fake service, with deadlines that suit tests. */
import type {
  ModelFinish,
  RealtimeAdapter,
  RealtimePart,
  RealtimeRequest,
  RealtimeSetup,
} from "../../../src/contract/adapter.ts";
import definition from "../../../src/adapters/realtime/openai_realtime/mod.ts";
import type { RealtimeOptions } from "../../../src/adapters/realtime/openai_realtime/commands.ts";
import { type Clock, systemClock } from "../../../src/contract/clock.ts";
import { messageOf, ProviderError } from "../../../src/contract/errors.ts";
import type { Persona } from "../../../src/contract/controls.ts";
import {
  type FakeOpenAi,
  type FakeOpenAiOptions,
  startFakeOpenAi,
} from "../../../src/adapters/kit/fakes/openai/server.ts";
import { soon } from "../../support/waiting.ts";
import { ava, controlOf, hostOf, turnContext } from "../support.ts";

/** The key that nothing may ever show. */
export const MARKER_KEY = "sk-test-MARKER-0123456789abcdef";

/** Deadlines that a busy machine keeps, and that no test waits for. */
const AMPLE = {
  connect_ms: 10_000,
  configure_ms: 300,
  created_ms: 10_000,
  stall_ms: 10_000,
  settle_ms: 1000,
  error_grace_ms: 1000,
  close_ms: 300,
} satisfies Partial<RealtimeOptions>;

export interface StageOptions {
  fake?: FakeOpenAiOptions;
  options?: Partial<RealtimeOptions>;
  clock?: Clock;
  key?: string;
}

/** The fake, the adapter, and what is done with both in most tests. */
export class Stage implements AsyncDisposable {
  readonly fake: FakeOpenAi;
  readonly adapter: RealtimeAdapter;
  #turns = 0;

  constructor({ fake = {}, options = {}, clock = systemClock, key = MARKER_KEY }: StageOptions = {}) {
    this.fake = startFakeOpenAi({
      apiKey: MARKER_KEY,
      ...fake,
      realtime: { msPerChar: 10, reply: () => "Hello there, my friend.", ...fake.realtime },
    });
    const parsed = definition.options.parse({ base_url: this.fake.baseUrl, ...AMPLE, ...options });
    const secret = (name: string) => name === "OPENAI_REALTIME_API_KEY" ? key : undefined;
    this.adapter = definition.create(parsed, hostOf({ name: "openai_realtime", clock, secret }));
  }

  connect(setup: Partial<RealtimeSetup> = {}): Promise<void> {
    const signal = new AbortController().signal;
    const basics = { sessionId: "s", instructions: "You are Ava.", control: controlOf(), signal };
    return this.adapter.connect({ ...basics, history: [], historyTurns: 50, ...setup });
  }

  /** Asks, without reading the answer. */
  async ask(text = "hi", over: Partial<RealtimeRequest> & { signal?: AbortSignal; persona?: Persona } = {}) {
    const { signal = new AbortController().signal, persona = ava, ...rest } = over;
    const turn = ++this.#turns;
    const context = turnContext({ turn, turnId: `t${turn}`, signal, persona });
    await this.adapter.sendUserText({ text, mode: "reply", instructions: "You are Ava.", context, ...rest });
    return this.adapter.streamEvents(context);
  }

  /** Asks, and reads the answer to its end. */
  async turn(text = "hi", over: Parameters<Stage["ask"]>[1] = {}): Promise<Reply> {
    return await readReply(await this.ask(text, over));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.adapter.close();
    await this.fake[Symbol.asyncDispose]();
  }
}

/** An answer, read to its end. */
export interface Reply {
  /** All parts, in order. */
  parts: RealtimePart[];
  text: string;
  audioBytes: number;
  chunks: Uint8Array[];
  usage: Readonly<Record<string, number>> | undefined;
  /** `undefined`: complete. */
  finish: ModelFinish | undefined;
  error: unknown;
}

/** Reads an answer; an error is part of it. */
export function readReply(stream: ReadableStream<RealtimePart>): Promise<Reply> {
  return soon(readAll(stream), "the end of the reply", 30_000);
}

async function readAll(stream: ReadableStream<RealtimePart>): Promise<Reply> {
  const ends = { usage: undefined, finish: undefined, error: undefined };
  const reply: Reply = { parts: [], text: "", audioBytes: 0, chunks: [], ...ends };
  try {
    for await (const part of stream) {
      reply.parts.push(part);
      if (part.type === "text") reply.text += part.text;
      else if (part.type === "usage") reply.usage = part.usage;
      else if (part.type === "finish") reply.finish = part.finish;
      else if (part.type === "audio") {
        reply.chunks.push(part.pcm);
        reply.audioBytes += part.pcm.length;
      }
    }
  } catch (error) {
    reply.error = error;
  }
  return reply;
}

/** Reads until the given ms of audio have arrived, and leaves the stream running. */
export async function readAudioMs(reader: ReadableStreamDefaultReader<RealtimePart>, ms: number): Promise<void> {
  for (let bytes = 0; bytes < ms * 48;) {
    const { done, value } = await soon(reader.read(), `${ms} ms of audio`);
    if (done) throw new Error(`the reply ended after ${bytes / 48} ms of audio`);
    if (value.type === "audio") bytes += value.pcm.length;
  }
}

/** What a call was rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<ProviderError> {
  try {
    await soon(promise, "a failure");
  } catch (error) {
    if (error instanceof ProviderError) return error;
    throw new Error(`expected a ProviderError, got ${messageOf(error)}`);
  }
  throw new Error("expected a ProviderError, got none");
}
