import assert from "node:assert/strict";
import { contentOf } from "../../../src/adapters/llm/openai_chat/content.ts";

Deno.test("tokens are counted in the fields of each protocol", () => {
  const counted = { input_tokens: 9, output_tokens: 4 };
  const usage = { prompt_tokens: 9, completion_tokens: 4 };
  for (
    const event of [
      { choices: [], usage },
      { choices: [{ index: 0, delta: {}, usage }] },
      { choices: [{ index: 0, delta: {} }], x_groq: { id: "r", usage } },
      { model: "m", message: { content: "" }, done: true, prompt_eval_count: 9, eval_count: 4 },
      { candidates: [], usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 4 } },
      { output: { message: { content: [] } }, usage: { inputTokens: 9, outputTokens: 4 } },
      { metadata: { usage: { inputTokens: 9, outputTokens: 4 } } },
      { Choices: [], Usage: { PromptTokens: 9, CompletionTokens: 4 } },
      { type: "message-end", delta: { usage: { tokens: { input_tokens: 9, output_tokens: 4 } } } },
      { type: "message_start", message: { content: [], usage: { input_tokens: 9, output_tokens: 4 } } },
    ]
  ) assert.deepEqual(contentOf(event).usage, counted, JSON.stringify(event));
  assert.deepEqual(
    contentOf({
      choices: [],
      usage: {
        ...usage,
        prompt_tokens_details: { cached_tokens: 3 },
        completion_tokens_details: { reasoning_tokens: 2 },
      },
    }).usage,
    { ...counted, input_cached_tokens: 3, output_reasoning_tokens: 2 },
  );
  assert.deepEqual(contentOf({ choices: [], usage: { ...usage, prompt_cache_hit_tokens: 3 } }).usage, {
    ...counted,
    input_cached_tokens: 3,
  });
  assert.deepEqual(contentOf({ choices: [], usage: { ...usage, completion_tokens: -1 } }).usage, { input_tokens: 9 });
  for (const event of [{ choices: [], usage: null }, { choices: [{ delta: { content: "9" } }] }, { eval_count: 4 }]) {
    assert.equal(contentOf(event).usage, undefined, JSON.stringify(event));
  }
});

Deno.test("thoughts that Google marks in a stream are not the reply", () => {
  const thought = { extra_content: { google: { thought: true } } };
  const textOf = (holder: object) => contentOf({ choices: [{ index: 0, ...holder }] }).text;
  assert.equal(textOf({ delta: { content: "I greet them.", ...thought } }), "");
  assert.equal(textOf({ delta: { content: "Hello." } }), "Hello.");
  const signed = { extra_content: { google: { thought_signature: "AAAA" } } };
  assert.equal(textOf({ delta: { content: "Hello.", ...signed } }), "Hello.");
  // Without a stream, thoughts and reply come together, and marks tell them apart.
  assert.equal(
    textOf({ message: { content: "<thought>Hm.</thought>Hello.", ...thought } }),
    "<thought>Hm.</thought>Hello.",
  );
});

Deno.test("reasoning in a field of its own is told from no reasoning", () => {
  const thinks = (delta: object) => contentOf({ choices: [{ index: 0, delta }] }).thinks;
  assert.ok(thinks({ reasoning_content: "Hm." }) && thinks({ content: "", reasoning: "Hm." }));
  assert.ok(!thinks({ content: "Hi", reasoning_content: "" }) && !thinks({ content: "Hi", reasoning: null }));
});
