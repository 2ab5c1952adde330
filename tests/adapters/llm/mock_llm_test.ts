import assert from "node:assert/strict";
import mockLlm from "../../../src/adapters/llm/mock_llm.ts";
import { hostOf, turnContext } from "../support.ts";

Deno.test("mock_llm streams its answer word by word on the clock that it is given, then counts", async () => {
  let timers = 0;
  const clock = {
    now: () => 0,
    setTimer: (delayMs: number, fn: () => void) => {
      assert.equal(delayMs, 7);
      timers++;
      queueMicrotask(fn);
      return () => {};
    },
  };
  const llm = mockLlm.create(mockLlm.options.parse({ word_delay_ms: 7 }), hostOf({ clock }));
  const parts = await llm.inferBatch([{ role: "user", content: "Hello there" }], turnContext());
  const words = parts.filter((part) => part.type === "text").map((part) => part.text);
  assert.ok(words.length > 8 && words.every((word) => /^\s*\S+$/.test(word)));
  assert.match(words.join(""), /^H.*I am Ava/);
  assert.deepEqual(parts.at(-1), { type: "usage", usage: { input_tokens: 2, output_tokens: words.length } });
  assert.equal(timers, words.length);
});

Deno.test("mock_llm rejects unknown options", () => {
  assert.throws(() => mockLlm.options.parse({ wordDelay: 3 }), /wordDelay/);
});

Deno.test("mock_llm makes the words of all replies on one beat", async () => {
  let now = 13.2;
  const dueAt: number[] = [];
  const clock = {
    now: () => now,
    setTimer: (delayMs: number, fn: () => void) => {
      dueAt.push(now += delayMs);
      queueMicrotask(fn);
      return () => {};
    },
  };
  const llm = mockLlm.create(mockLlm.options.parse({ word_delay_ms: 10 }), hostOf({ clock }));
  await llm.inferBatch([{ role: "user", content: "Hello there" }], turnContext());
  assert.deepEqual(dueAt.slice(0, 3).map((ms) => Math.floor(ms)), [20, 30, 40]);
});
