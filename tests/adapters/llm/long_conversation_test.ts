import assert from "node:assert/strict";
import type { ChatMessage } from "../../../src/contract/adapter.ts";
import definition from "../../../src/adapters/llm/openai_chat/mod.ts";
import { exceedsContext, shortened } from "../../../src/adapters/llm/openai_chat/request.ts";
import { startFakeOpenAi } from "../../../src/adapters/kit/fakes/openai/server.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { hostOf, turnContext } from "../support.ts";

/** A conversation of a number of turns, 100 characters each, and a further question. */
function conversation(turns: number): ChatMessage[] {
  const before = Array.from({ length: turns }, (_, n): ChatMessage[] => [
    { role: "user", content: `Question ${n}?`.padEnd(50) },
    { role: "assistant", content: `Answer ${n}.`.padEnd(50) },
  ]);
  return [{ role: "system", content: "Be kind.".padEnd(50) }, ...before.flat(), { role: "user", content: "And now?" }];
}

Deno.test("openai_chat leaves the oldest messages out when the server's context is full, and remembers its size", async () => {
  await using fake = startFakeOpenAi({ chat: { manner: { contextChars: 1000 } } });
  const options = definition.options.parse({ base_url: fake.baseUrl, model: "m" });
  const clock = new VirtualClock();
  const chat = definition.create(options, hostOf({ name: "openai_chat", clock }));
  const ask = async (turns: number) => {
    const before = fake.chat.requests.length;
    const parts = await Array.fromAsync(chat.inferStream(ReadableStream.from(conversation(turns)), turnContext()));
    return { parts, requests: fake.chat.requests.slice(before).map(({ messages }) => messages) };
  };
  assert.equal((await ask(5)).requests.length, 1);
  const full = await ask(10);
  assert.deepEqual(full.requests.map(({ length }) => length), [22, 14]);
  assert.deepEqual(full.requests[1]?.slice(0, 2).map(({ content }) => content.trim()), ["Be kind.", "Question 4?"]);
  assert.ok(full.parts.some(({ type }) => type === "text"));
  // The next turn is known to be too long, and begins at the same message, which the server has read.
  const next = await ask(11);
  assert.deepEqual(next.requests.map((messages) => messages[1]?.content.trim()), ["Question 4?"]);
  // After some time more of it is tried, in case that the server was started again with more room.
  await clock.advance(600_000);
  assert.deepEqual((await ask(11)).requests.map((messages) => messages[1]?.content.trim()), ["Question 3?"]);
});

Deno.test("openai_chat tells that a single message is too long, and keeps other conversations as they are", async () => {
  await using fake = startFakeOpenAi({ chat: { manner: { contextChars: 1000 } } });
  const options = definition.options.parse({ base_url: fake.baseUrl, model: "m" });
  const chat = definition.create(options, hostOf({ name: "openai_chat" }));
  const long = [...conversation(3).slice(0, -1), { role: "user", content: "x".repeat(2000) } as const];
  await assert.rejects(
    Array.fromAsync(chat.inferStream(ReadableStream.from(long), turnContext())),
    /maximum context length is exceeded: your messages resulted in 2050 characters/,
  );
  await Array.fromAsync(chat.inferStream(ReadableStream.from(conversation(9)), turnContext()));
  assert.equal(fake.chat.requests.at(-1)?.messages.length, 20);
});

Deno.test("a shortened conversation keeps its instructions and its last message, and begins with the user", () => {
  for (let maxBytes = 0; maxBytes < 700; maxBytes += 10) {
    const messages = shortened(conversation(6), maxBytes);
    const roles = messages.map(({ role }) => role);
    assert.deepEqual([roles[0], roles[1], messages.at(-1)?.content], ["system", "user", "And now?"]);
    const chars = messages.reduce((sum, { content }) => sum + content.length, 0);
    assert.ok(chars <= maxBytes || messages.length === 2, `${chars} of ${maxBytes}`);
  }
});

Deno.test("openai_chat knows servers' words for a full context from their words for other limits", () => {
  for (
    const message of [
      "the request exceeds the available context size, try increasing it",
      "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens",
      "The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 5000>= n_ctx: 4096).",
      "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000 `inputs` tokens",
      "Requested tokens (2285) exceed context window of 2048",
      "prompt is too long: 208310 tokens > 200000 maximum",
      "The input token count (1100000) exceeds the maximum number of tokens allowed (1048576).",
      "Request too large for model `x` on tokens per minute (TPM): Limit 6000, Requested 7000",
      "This model's maximum prompt length is 131072 but the request contains 537812 tokens.",
      "Prompt contains 40000 tokens, too large for model with 32768 maximum context length",
      "Input is too long for requested model.",
      "Invalid request: Your request exceeded model token limit: 8192",
      "too many tokens: total number of tokens in the prompt cannot exceed 4081",
      "Range of input length should be [1, 30720]",
    ]
  ) assert.ok(exceedsContext({ message }), message);
  for (
    const message of [
      "max_tokens is too large: 9000. This model supports at most 4096 completion tokens",
      "Rate limit reached on tokens per min (TPM): Limit 30000, Used 29000, Requested 2000. Please try again in 1.5s.",
      "You exceeded your current quota, please check your plan and billing details.",
      "Invalid value for max_tokens: must be greater than 0",
    ]
  ) assert.ok(!exceedsContext({ message }), message);
  const minute = { status: 429, message: "Tokens per minute limit exceeded - too many tokens processed." };
  assert.ok(!exceedsContext(minute) && exceedsContext({ ...minute, message: "Request too large for model `x`" }));
});
