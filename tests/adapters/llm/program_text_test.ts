import assert from "node:assert/strict";
import { ProgramText } from "../../../src/adapters/llm/openai_chat/program_text.ts";

const CALL = '{"name": "get_weather", "arguments": {"city": "Paris, {TX}", "say": "it\'s \\"so\\""}}';
const SUNNY = "It is sunny.";

/** What is for a program, and what of the reply remains. */
const HIDDEN: readonly (readonly [what: string, written: string, said: string])[] = [
  ["a block of thinking", `\`\`\`thinking\nThey ask.\n\`\`\`\n\n${SUNNY}`, SUNNY],
  ["a block of thinking with code in it", `\`\`\`thinking\n\`\`\`js\nx\n\`\`\`\nHm.\n\`\`\`\n${SUNNY}`, SUNNY],
  ["a block of thinking between tildes", `~~~reasoning\nThey ask.\n~~~\n${SUNNY}`, SUNNY],
  ["a block of thinking that never ends", `${SUNNY}\n\`\`\`thinking\nHm`, `${SUNNY}\n`],
  ["a block of tool_code", `Let me see.\n\`\`\`tool_code\nprint(x())\n\`\`\`\n${SUNNY}`, `Let me see.\n${SUNNY}`],
  ["blocks of a call and its outputs", `\`\`\`tool_call\n{}\n\`\`\`\n\`\`\`tool_outputs\n{}\n\`\`\`\n${SUNNY}`, SUNNY],
  ["a call", CALL, ""],
  ["a call behind words", `Let me see. ${CALL}`, "Let me see. "],
  ["a call between words", `Let me see.\n${CALL}\n${SUNNY}`, `Let me see.\n${SUNNY}`],
  ["two calls", `${CALL}\n${CALL}, ${CALL}`, ""],
  ["a list of calls", `[${CALL},\n ${CALL}]\n${SUNNY}`, SUNNY],
  ["a call over lines", JSON.stringify(JSON.parse(CALL), null, 2), ""],
  ["a call in a block of JSON alone", `\`\`\`json\n${CALL}\n\`\`\`\n`, ""],
  ["Llama's parameters", '{"type": "function", "name": "x", "parameters": {}}', ""],
  ["arguments in front", '{"arguments": {"a": [1]}, "name": "x"}', ""],
  ["arguments in a text", '{"name": "x", "arguments": "{\\"a\\": 1}"}', ""],
  ["a function in a call", '{"id": "1", "type": "function", "function": {"name": "x", "arguments": "{}"}}', ""],
  ["tool_calls", '{"tool_calls": [{"function": {"name": "x"}}]}', ""],
  ["a whole message", '{"role": "assistant", "content": null, "tool_calls": [{"name": "x"}]}', ""],
  ["function_call", '{"function_call": {"name": "x"}}', ""],
  ["Anthropic's tool_use", '{"type": "tool_use", "id": "1", "name": "x", "input": {"a": 1}}', ""],
  ["an action", '{"action": "search", "action_input": "the weather"}', ""],
  ["a call of functions", `functions.get_weather({"city": "a)"})\n${SUNNY}`, SUNNY],
  ["Kimi's numbers", 'functions.get_weather:0 {"city": "a"}', ""],
  ["a recipient", `Yes. to=functions.get_weather json {"city": "a"}`, "Yes. "],
  ["a recipient of harmony without marks", `assistantcommentary to=functions.x <json>{"a": 1}\n${SUNNY}`, SUNNY],
  ["a call as Python's dict", `{'name': 'get_weather', 'arguments': {'city': "it's"}}\n${SUNNY}`, SUNNY],
  ["a call without arguments as Python's dict", `{'tool': 'x', 'args': None} ${SUNNY}`, SUNNY],
  ["a call that is printed", `print(default_api.get_weather(city="Paris"))\n${SUNNY}`, SUNNY],
  ["a call as an element", `Yes.\n<get_weather>\n  <city>Paris</city>\n</get_weather>\n${SUNNY}`, `Yes.\n${SUNNY}`],
  ["a call as an element whose end is missing", "<get_weather><city>Paris</city>", ""],
  ["a list of calls as code", `[get_weather(city='a)', n=2), get_time()]\n${SUNNY}`, SUNNY],
];

/** What looks like it, and is for the listener. */
const SHOWN: readonly (readonly [what: string, written: string])[] = [
  ["words", "I use tools. To be or not to be, functions of an assistant (all) [sic] {so}."],
  ["JSON", '{"name": "Ada", "age": 36}'],
  ["JSON with a name alone", '{"name": "Ada"}'],
  ["JSON over lines with an empty list", '{\n  "items": [\n    {"name": "a", "arguments": {}}\n  ],\n  "more": []\n}'],
  ["a list of JSON", '[{"name": "Ada"}, {"name": "Bob"}]'],
  ["JSON with arguments that are words", '{"name": "debate", "arguments": ["for", "against"]}'],
  ["JSON with arguments and a name of words", '{"name": "Ada Lovelace", "arguments": {}}'],
  ["the definition of a tool", '{"name": "x", "description": "y", "parameters": {"type": "object"}}'],
  ["JSON whose end is missing", '{"name": "Ada'],
  ["a block of code", "Like so:\n```js\nfunctions.x({ a: 1 });\n```\nDone."],
  ["a block of JSON in an explanation", `Write:\n\`\`\`json\n${CALL}\n\`\`\`\nThen send it.`],
  ["a block of JSON in front of an explanation", `\`\`\`json\n${CALL}\nmore\n\`\`\`\nSend it.`],
  ["a block of JSON that is the answer", '```json\n{"name": "Ada", "age": 36}\n```'],
  ["a block of another language", "```reason\nlet x = 1;\n```"],
  ["a block without end", "```py\nprint(1)"],
  ["a call in backticks", `Write \`${CALL}\` or \`\`functions.x({})\`\`, then.`],
  ["marks of direction", "[happy] Hello [pause 400] there. [A] b [1, 2] [x"],
  ["Python's dict", "{'name': 'Ada', 'age': 36}"],
  ["print without a tool", "print(x), and print(tools of mine)"],
  ["elements of HTML and names to fill in", "<b>Bold</b>\n<your_name>\nor <first_name> a < b"],
  ["a brace that stays open", `A set { of things, and\nmore`],
  ["tildes and a stray tick", "About ~~~ so, it`s ~50%."],
];

function read(written: string, size: number) {
  const text = new ProgramText();
  let said = "";
  for (let at = 0; at < written.length; at += size) said += text.push(written.slice(at, at + size));
  return { said: said + text.end(), leftOut: text.leftOut, tool: text.tool };
}

for (const [what, written, said] of HIDDEN) {
  Deno.test(`what is written for a program is left out, however it is cut: ${what}`, () => {
    for (const size of [1, 2, 3, 5, 8, 13, 1000]) {
      const { said: got, leftOut } = read(written, size);
      assert.equal(got, said, `in pieces of ${size}`);
      assert.ok(leftOut.length > 0, "it is told");
    }
  });
}

for (const [what, written] of SHOWN) {
  Deno.test(`what only looks like it is shown whole, however it is cut: ${what}`, () => {
    for (const size of [1, 2, 3, 5, 8, 13, 1000]) {
      assert.deepEqual(read(written, size), { said: written, leftOut: [], tool: undefined }, `in pieces of ${size}`);
    }
  });
}

Deno.test("a call is named as soon as it is known, and words that follow each other are not held back", () => {
  assert.deepEqual(read(CALL, 7).leftOut, ["a call of get_weather"]);
  const text = new ProgramText();
  assert.deepEqual(["Hello ", "there, ", "my friend. "].map((piece) => text.push(piece)), [
    "Hello ",
    "there, ",
    "my friend. ",
  ]);
  assert.equal(text.push('{"city": "Par'), '{"city": "Par');
});
