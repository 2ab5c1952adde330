import assert from "node:assert/strict";
import { SpokenText } from "../../../src/adapters/llm/openai_chat/spoken_text.ts";

const SAID = "All good here.";

/** What models of each family write around a reply, when a server passes on their marks. */
const FAMILIES: readonly (readonly [family: string, written: string])[] = [
  ["Qwen, a call", `${SAID}\n<tool_call>\n{"name": "x", "arguments": {}}\n</tool_call>`],
  ["Qwen Coder", `${SAID}\n<function=get_weather>\n<parameter=city>\nParis\n</parameter>\n</function>\n</tool_call>`],
  ["DeepSeek R1", `<｜Assistant｜><think>secret</think>${SAID}<｜end▁of▁sentence｜>`],
  [
    "DeepSeek V3, calls",
    `${SAID}<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>x<｜tool▁sep｜>{}<｜tool▁call▁end｜><｜tool▁calls▁end｜>`,
  ],
  [
    "DeepSeek V3.2, calls",
    `${SAID}<｜DSML｜function_calls><｜DSML｜invoke name="x">a</｜DSML｜invoke></｜DSML｜function_calls>`,
  ],
  [
    "gpt-oss, a call first",
    `<|channel|>commentary to=functions.x <|constrain|>json<|message|>{"a":1}<|call|><|start|>assistant<|channel|>final` +
    `<|message|>${SAID}<|return|>`,
  ],
  [
    "gpt-oss, constrained",
    `<|channel|>analysis<|message|>secret<|end|><|start|>assistant<|channel|>final <|constrain|>text<|message|>${SAID}`,
  ],
  [
    "gpt-oss without its tokens",
    `analysisThe user asks.assistantcommentary to=functions.x json{"a":1}assistantfinal${SAID}`,
  ],
  ["Mistral, a call", `${SAID}[TOOL_CALLS]get_weather[ARGS]{"city":"Paris"}`],
  ["Mistral, the next prompt", `${SAID}</s>[INST] next [/INST]`],
  ["Gemma", `<start_of_turn>model\n${SAID}<end_of_turn>\n<start_of_turn>user\nHi`],
  [
    "Llama 3",
    `<|start_header_id|>assistant<|end_header_id|>\n\n${SAID}<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHi`,
  ],
  ["Llama 3, a call", `${SAID}<|python_tag|>brave_search.call(query="x")<|eom_id|>`],
  ["Llama 4", `<|header_start|>assistant<|header_end|>\n\n${SAID}<|eot|><|header_start|>user<|header_end|>\n\nHi`],
  ["Granite 3.2", `Here is my thought process:\nsecret\n\nHere is my response:\n${SAID}`],
  ["Granite 3.3", `<think>secret</think><response>${SAID}</response>`],
  ["Granite's roles", `<|start_of_role|>assistant<|end_of_role|>${SAID}<|end_of_text|>`],
  [
    "Kimi K2",
    `<|im_assistant|>assistant<|im_middle|>${SAID}<|tool_calls_section_begin|>x<|tool_calls_section_end|><|im_end|>`,
  ],
  ["GLM", `<think>secret</think><|begin_of_box|>${SAID}<|end_of_box|><|user|>\nHi`],
  [
    "GLM, a call",
    `${SAID}\n<tool_call>get_weather\n<arg_key>city</arg_key>\n<arg_value>Paris</arg_value>\n</tool_call>`,
  ],
  ["MiniMax", `]~!b[]~b]ai\n${SAID}[e~[`],
  ["LongCat", `<longcat_think>secret</longcat_think>${SAID}</longcat_s>`],
  ["LongCat, a call", `${SAID}<longcat_tool_call>{"name": "x"}</longcat_tool_call>`],
  ["Hunyuan", `<think:opensource>secret</think:opensource>${SAID}`],
  ["MiniMax, a call", `${SAID}\n<minimax:tool_call>\n<invoke name="x">\na\n</invoke>\n</minimax:tool_call>`],
  ["Phi", `<|im_start|>assistant<|im_sep|>${SAID}<|end|>\n<|user|>\nHi<|end|>`],
  ["Seed", `<seed:think>secret<seed:cot_budget_reflect>10</seed:cot_budget_reflect>more</seed:think>${SAID}<seed:eos>`],
  ["Hunyuan", `<think>\nsecret\n</think>\n<answer>\n${SAID}\n</answer>`],
  ["EXAONE", `<thought>\nsecret\n</thought>\n\n[|assistant|]${SAID}[|endofturn|]`],
  ["Command R", `<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>${SAID}<|END_OF_TURN_TOKEN|>`],
  [
    "Command A, an action",
    `<|START_THINKING|>x<|END_THINKING|><|START_ACTION|>[{}]<|END_ACTION|><|START_TEXT|>${SAID}<|END_TEXT|>`,
  ],
  ["Nemotron", `<think>\nsecret\n</think>\n${SAID}<TOOLCALL>[{"name":"x"}]</TOOLCALL><SPECIAL_12>`],
  ["Apertus", `<|inner_prefix|>secret<|inner_suffix|>${SAID}<|assistant_end|>`],
  ["InternLM", `${SAID}<|action_start|><|plugin|>\n{"name":"x"}<|action_end|><eoa>`],
  ["LFM2", `${SAID}<|tool_call_start|>[x()]<|tool_call_end|>`],
  ["Solar", `<|think|>secret<|end|><|begin|>assistant<|content|>${SAID}<|end|>`],
  ["HyperCLOVA X", `<|im_start|>assistant/think\nsecret<|im_end|>\n<|im_start|>assistant\n${SAID}<|im_end|>`],
  ["Hermes", `<scratch_pad>secret</scratch_pad>${SAID}`],
  ["Reflection", `<thinking>secret<reflection>more</reflection></thinking><output>${SAID}</output>`],
  ["Grok", `${SAID}<xai:function_call name="x">{}</xai:function_call>`],
  [
    "Open WebUI",
    `<details type="reasoning" done="true"><summary>Thought for 3 s</summary>\nsecret\n</details>\n${SAID}`,
  ],
];

/** What is no mark, and is said as it is. */
const WORDS = [
  "Use <b>bold</b> and <code>x</code> [now].",
  "If a < b and c > d, then [A] or [OK].",
  "Press [ENTER] or [ESC] now, or ] or [|].",
  "Here is my thought about it: none.",
];

function spoken(text: string, size: number): string {
  const reader = new SpokenText();
  let said = "";
  for (let at = 0; at < text.length; at += size) said += reader.push(text.slice(at, at + size));
  return said + reader.end();
}

Deno.test("of every family's marks none is spoken, however the text is cut", () => {
  for (const [family, written] of FAMILIES) {
    for (const size of [1, 3, 7, 1000]) {
      assert.equal(spoken(written, size).trim(), SAID, `${family}, pieces of ${size}`);
    }
  }
});

Deno.test("words that look like marks are spoken as they are", () => {
  for (const words of WORDS) {
    for (const size of [1, 3, 7, 1000]) assert.equal(spoken(words, size), words, `pieces of ${size}`);
  }
});
