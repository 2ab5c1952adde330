import assert from "node:assert/strict";
import type { LlmPart } from "../../../src/contract/adapter.ts";
import type { Clock } from "../../../src/contract/clock.ts";
import definition from "../../../src/adapters/llm/openai_chat/mod.ts";
import { messageOf, ProviderError } from "../../../src/contract/errors.ts";
import { CHAT_FAULTS } from "../../../src/adapters/kit/fakes/openai/faults/http.ts";
import {
  type FakeOpenAi,
  type FakeOpenAiOptions,
  startFakeOpenAi,
} from "../../../src/adapters/kit/fakes/openai/server.ts";
import { hostOf, turnContext } from "../support.ts";
import { LoopClock } from "../../support/loop_clock.ts";
import { arrivals, soon, until } from "../../support/waiting.ts";

const KEY = "sk-test-MARKER-0123456789abcdef";
/** Deadlines that no test waits for in real time, ms. */
const DEADLINES = { first_token_ms: 10_000, stall_ms: 10_000 };

/** Options of the adapter, and its clock. */
type Options = Record<string, unknown> & { clock?: Clock };

function chatOn(fake: FakeOpenAi, { clock, ...options }: Options = {}, key: string | undefined = KEY) {
  const parsed = definition.options.parse({ base_url: fake.baseUrl, model: "m", ...DEADLINES, ...options });
  const secret = (name: string) => name === "OPENAI_CHAT_API_KEY" ? key : undefined;
  return definition.create(parsed, hostOf({ name: "openai_chat", secret, ...(clock && { clock }) }));
}

function start(options: FakeOpenAiOptions = {}): FakeOpenAi {
  return startFakeOpenAi({ apiKey: KEY, ...options });
}

interface Answer {
  text: string;
  usage: Readonly<Record<string, number>> | undefined;
  error: unknown;
}

async function answerOf(stream: ReadableStream<LlmPart>): Promise<Answer> {
  const answer: Answer = { text: "", usage: undefined, error: undefined };
  try {
    for await (const part of stream) {
      if (part.type === "text") answer.text += part.text;
      else if (part.type === "usage") answer.usage = part.usage;
    }
  } catch (error) {
    answer.error = error;
  }
  return answer;
}

function ask(chat: ReturnType<typeof chatOn>, text = "hi there", signal = new AbortController().signal) {
  const messages = [{ role: "system", content: "Be kind." }, { role: "user", content: text }] as const;
  return chat.inferStream(ReadableStream.from(messages), turnContext({ signal }));
}

Deno.test("openai_chat streams the reply's text, and counts its tokens", async () => {
  await using fake = start();
  const answer = await answerOf(ask(chatOn(fake)));
  assert.deepEqual(answer, {
    text: "You wrote: hi there",
    usage: { input_tokens: 12, output_tokens: 4 },
    error: undefined,
  });
  assert.deepEqual(fake.chat.requests[0]?.messages, [
    { role: "system", content: "Be kind." },
    { role: "user", content: "hi there" },
  ]);
});

for (const fault of CHAT_FAULTS) {
  Deno.test(`openai_chat bears this fault, and answers the next time: ${fault.name}`, async () => {
    await using clock = new LoopClock();
    await using fake = start({ clock, chat: { steps: [fault.step] } });
    const chat = chatOn(fake, { first_token_ms: 500, stall_ms: 500, clock });
    const begunAtMs = clock.now();
    const answer = await answerOf(ask(chat));
    assert.ok(clock.now() - begunAtMs < 1500, `took ${clock.now() - begunAtMs} ms`);
    const { expected } = fault;
    if (expected.outcome === "error") {
      const { error } = answer;
      assert.ok(error instanceof ProviderError, messageOf(error));
      assert.deepEqual([error.code, error.retryable, error.fatal], [
        expected.code,
        expected.retryable,
        expected.fatal ?? false,
      ]);
      assert.ok(!error.message.includes("MARKER") && error.provider === "openai_chat");
    } else {
      assert.equal(answer.error, undefined);
      assert.equal(answer.text, "You wrote: hi there");
      assert.equal(fake.chat.requests.length, expected.outcome === "ok" && expected.retried ? 2 : 1);
    }
    assert.equal((await answerOf(ask(chat, "again"))).text, "You wrote: again");
  });
}

Deno.test("openai_chat counts the tokens of a reply that breaks off, as far as the server counted along", async () => {
  const counted = [1, 2, 5].map((completion_tokens) => ({
    choices: [{ index: 0, delta: { content: "word " } }],
    usage: { prompt_tokens: 9, completion_tokens },
  }));
  const events = [...counted, { error: { message: "the engine is dead" } }];
  const body = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    () => new Response(body, { headers: { "content-type": "text/event-stream" } }),
  );
  await using fake = start();
  const parts: LlmPart[] = [];
  const reading = async () => {
    for await (const part of ask(chatOn(fake, { base_url: `http://127.0.0.1:${server.addr.port}/v1` }))) {
      parts.push(part);
    }
  };
  await assert.rejects(reading(), /the engine is dead/);
  const sums = { input_tokens: 0, output_tokens: 0 };
  for (const part of parts.filter((part) => part.type === "usage")) {
    sums.input_tokens += part.usage.input_tokens ?? 0;
    sums.output_tokens += part.usage.output_tokens ?? 0;
  }
  assert.deepEqual(sums, { input_tokens: 9, output_tokens: 5 });
});

Deno.test("openai_chat says what a provider asks for when it limits the rate", async () => {
  await using fake = start({ chat: { steps: [{ refuse: { status: 429, headers: { "retry-after": "7" } } }] } });
  const { error } = await answerOf(ask(chatOn(fake)));
  assert.match(messageOf(error), /openai_chat: POST http:\/\/127[^ ]*\/v1\/chat\/completions failed \(429\).*wait 7 s/);
});

Deno.test("openai_chat says when a web page answers in place of the model", async () => {
  await using fake = start();
  const page = "<!DOCTYPE html><html><head><title>Open Chat</title></head><body>Sign in</body></html>";
  await using site = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    () => new Response(page, { headers: { "content-type": "text/html" } }),
  );
  const { error } = await answerOf(ask(chatOn(fake, { base_url: `http://127.0.0.1:${site.addr.port}` })));
  assert.match(messageOf(error), /a web page answers there, "Open Chat"; check base_url$/);
});

Deno.test("openai_chat leaves inline reasoning out, however the pieces cut it", async () => {
  await using fake = start({
    chat: { steps: [{ pieces: ["<thi", "nk>The user ", "greets me.</th", "ink>\n\nHel", "lo <b", "ye"] }] },
  });
  assert.equal((await answerOf(ask(chatOn(fake)))).text, "Hello <bye");
});

Deno.test("openai_chat can be told that replies begin in the middle of reasoning", async () => {
  await using fake = start({ chat: { steps: [{ pieces: ["They greet me.", "</think>", "\nHello."] }] } });
  assert.equal((await answerOf(ask(chatOn(fake, { think_from_start: true })))).text, "Hello.");
});

Deno.test("openai_chat fails when a model only thinks", async () => {
  await using fake = start({ chat: { steps: [{ pieces: ["<think>", "Hm, hm."] }] } });
  const { error } = await answerOf(ask(chatOn(fake)));
  assert.equal(error instanceof ProviderError && error.code, "provider_no_output");
  assert.match(messageOf(error), /all of it was thinking; turn thinking off/);
});

Deno.test("openai_chat asks for nothing before it is read", async () => {
  await using fake = start();
  const stream = ask(chatOn(fake));
  await arrivals();
  assert.equal(fake.chat.requests.length, 0);
  await stream.cancel();
});

Deno.test("openai_chat ends the request when its turn is aborted, or its reader leaves", async (t) => {
  for (const way of ["abort", "cancel"] as const) {
    await t.step(way, async () => {
      await using fake = start({ chat: { steps: [{ stallAfter: 1 }] } });
      const turn = new AbortController();
      const reader = ask(chatOn(fake, { stall_ms: 60_000 }), "hi there", turn.signal).getReader();
      await soon(reader.read(), "the first piece");
      const reason = new DOMException("barge-in", "AbortError");
      if (way === "cancel") await reader.cancel();
      else {
        const reading = reader.read();
        turn.abort(reason);
        await assert.rejects(soon(reading, "the abort to reach the reader"), (error) => error === reason);
      }
      await until(() => fake.chat.abandoned === 1, "the provider to see its request ended");
    });
  }
});

Deno.test("openai_chat passes on what the options say", async () => {
  await using fake = start();
  const chat = chatOn(fake, {
    temperature: 0.3,
    max_tokens: 99,
    reasoning_effort: "low",
    extra: { max_completion_tokens: 7 },
  });
  await answerOf(ask(chat));
  const [request] = fake.chat.requests;
  assert.deepEqual(
    [request?.temperature, request?.max_tokens, request?.reasoning_effort, request?.max_completion_tokens],
    [0.3, 99, "low", 7],
  );
});

Deno.test("openai_chat needs no key for a server of one's own, and one for OpenAI", async () => {
  await using fake = startFakeOpenAi();
  assert.equal((await answerOf(ask(chatOn(fake, {}, "")))).text, "You wrote: hi there");
  const { error } = await answerOf(ask(chatOn(fake, { base_url: "https://api.openai.com/v1" }, "")));
  assert.equal(error instanceof ProviderError && error.code, "provider_unauthorized");
});

Deno.test("openai_chat tells its health by the server's models, without its key", async () => {
  await using fake = start({ modelStatuses: [200, 404, 401] });
  const chat = chatOn(fake, { model: "gpt-5.4-mini" });
  const healths = [await chat.health(), await chat.health(), await chat.health()];
  assert.deepEqual(healths.map((health) => health.healthy), [true, true, false]);
  await fake[Symbol.asyncDispose]();
  const gone = await chat.health();
  assert.equal(gone.healthy, false);
  assert.ok(!JSON.stringify([healths, gone]).includes("MARKER"));
});

Deno.test("openai_chat has the model of a server of one's own loaded at the start, without waiting for it", async () => {
  await using fake = start({ chat: { steps: [{ firstByteMs: Infinity }] } });
  const chat = chatOn(fake);
  await chat.warmup();
  await until(() => fake.chat.requests.length === 1, "the first word to be asked for");
  assert.equal(fake.chat.requests[0]?.max_tokens, 1);
  await chat.close();
  const never = chatOn(fake, { warmup: "never" });
  await never.warmup();
  assert.equal((await answerOf(ask(never))).text, "You wrote: hi there");
  assert.equal(fake.chat.requests.length, 2);
});

Deno.test("openai_chat waits as long for a first word as its options say, and longer for a server of one's own", () => {
  const silence = (options: Record<string, unknown>) => {
    return definition.create(definition.options.parse(options), hostOf()).maxSilenceMs;
  };
  assert.equal(silence({ base_url: "http://127.0.0.1:11434/v1" }), 180_000);
  assert.equal(silence({ base_url: "https://api.groq.com/openai/v1" }), 30_000);
  assert.equal(silence({ base_url: "http://127.0.0.1:11434/v1", first_token_ms: 5000, stall_ms: 7000 }), 7000);
});
