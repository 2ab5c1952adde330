/**
 * Checks of language models.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { ChatMessage, LlmPart, TurnContext } from "../../../contract/adapter.ts";
import { CONTROL, messagesFor, PERSONA, turnContext } from "./fixtures.ts";
import type { Check } from "./kit.ts";
import { type Probe, streamingChecks } from "./streaming.ts";

const probe: Probe<"llm", ChatMessage, LlmPart, TurnContext> = {
  stream: (adapter) => adapter,
  input: messagesFor,
  context: (_adapter, over) => turnContext(over),
};

/** Checks for language models. */
export const llmChecks: readonly Check<"llm">[] = [
  {
    name: "streams its answer in several parts, each of a known type",
    async run({ create }) {
      const adapter = await create();
      const parts = await adapter.inferBatch(messagesFor(CONTROL, PERSONA), turnContext());
      const texts = parts.filter((part) => part.type === "text").map((part) => part.text);
      assert.ok(texts.length > 1, `the answer came in ${texts.length} pieces`);
      assert.ok(texts.every((text) => text !== ""), "a piece of text is empty");
      assert.match(texts.join(""), /\p{L}{2}/u, `its answer has no words: "${texts.join("")}"`);
      for (const part of parts) {
        assert.ok(["text", "usage", "finish", "progress"].includes(part.type), `it delivered a ${part.type}`);
        if (part.type === "usage") assert.ok(Object.values(part.usage).every((count) => count >= 0));
      }
    },
  },
  ...streamingChecks(probe),
];
