import assert from "node:assert/strict";
import { AgentSteps } from "../../../src/adapters/llm/openai_chat/agent_steps.ts";

const CALL = 'Thought: I need it.\nAction: get_weather\nAction Input: {"city": "Paris"}\n';

/** What a model writes, what of it is for the listener, and the tool it calls. */
const REPLIES: readonly (readonly [what: string, written: string, said: string, tool?: string])[] = [
  [
    "steps with an answer",
    `${CALL}Observation: 20\nThought: I know.\nFinal Answer: 20 degrees.\nBye.`,
    "20 degrees.\nBye.",
    "get_weather",
  ],
  ["a thought and an answer", "Thought: I know.\nAnswer: Yes, sure.", "Yes, sure."],
  ["a call alone", CALL, "", "get_weather"],
  ["an action alone", "Action: search\nAction Input: the weather", "", "search"],
  [
    "steps that are longer than what is held back",
    `${CALL}Observation: ${"x ".repeat(9000)}\nFinal Answer: So.`,
    "So.",
    "get_weather",
  ],
  ["words", "Thoughts are free. Action: none.", "Thoughts are free. Action: none."],
  ["a thought alone", "Thought: life is short.", "Thought: life is short."],
  ["a long thought alone", `Thought: ${"so ".repeat(4000)}`, `Thought: ${"so ".repeat(4000)}`],
  ["an action of a play", "Action: he runs away.\nThen stops.", "Action: he runs away.\nThen stops."],
  ["an action of blanks", `Action: go${" ".repeat(4000)}.`, `Action: go${" ".repeat(4000)}.`],
  ["a beginning that never goes on", "Thou", "Thou"],
];

for (const [what, written, said, tool] of REPLIES) {
  Deno.test(`of an agent's steps only the answer is for the listener: ${what}`, () => {
    for (const size of [1, 3, 50, written.length]) {
      const steps = new AgentSteps();
      let passed = "";
      for (let at = 0; at < written.length; at += size) passed += steps.push(written.slice(at, at + size));
      assert.equal(passed + steps.end(), said);
      assert.equal(steps.tool, tool);
    }
  });
}
