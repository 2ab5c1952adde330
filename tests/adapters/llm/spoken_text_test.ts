import assert from "node:assert/strict";
import * as fc from "fast-check";
import { SpokenText } from "../../../src/adapters/llm/openai_chat/spoken_text.ts";

type Start = ConstructorParameters<typeof SpokenText>[0];

function spoken(pieces: readonly string[], start?: Start): string {
  const text = new SpokenText(start);
  return pieces.map((piece) => text.push(piece)).join("") + text.end();
}

/** A text in pieces of one length. */
function cut(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, n) => text.slice(n * size, (n + 1) * size));
}

/** What models write, and what of it is for the listener. */
const REPLIES: readonly (readonly [family: string, written: string, said: string])[] = [
  ["plain words", "Hello there.", "Hello there."],
  ["<think>", "<think>They greet.</think>\n\nHello.", "Hello."],
  ["<think> in capitals", "<THINK>They greet.</Think>Hello.", "Hello."],
  ["<think> with an attribute", '<think duration="3">Hm.</think>Hello.', "Hello."],
  ["<think> twice", "<think>a</think>Hello <think>b</think>there.", "Hello there."],
  ["<think> that is empty", "<think>\n\n</think>\n\nHello.", "Hello."],
  ["<think> that never ends", "Hello. <think>Now I wonder", "Hello. "],
  ["<think> whose end is cut", "Hello. <think>Now</th", "Hello. "],
  ["an end without a beginning", "Hello.</think> Bye.", "Hello. Bye."],
  ["<reasoning>", "<reasoning>x</reasoning>Hello.", "Hello."],
  ["<thought>", "<thought>x</thought>Hello.", "Hello."],
  ["<analysis>", "<analysis>x</analysis>Hello.", "Hello."],
  ["<seed:think>", "<seed:think>x</seed:think>Hello.", "Hello."],
  ["<answer>", "<think>x</think><answer>Hello.</answer>", "Hello."],
  ["Magistral", "[THINK]secret plan[/THINK]Hello.", "Hello."],
  ["Kimi", "◁think▷x◁/think▷Hello.", "Hello."],
  ["Command A", "<|START_THINKING|>x<|END_THINKING|><|START_RESPONSE|>Hello.<|END_RESPONSE|>", "Hello."],
  ["OpenThinker", "<|begin_of_thought|>x<|end_of_thought|><|begin_of_solution|>Hello.<|end_of_solution|>", "Hello."],
  ["MedGemma", "<unused94>thought\nx<unused95>Hello.", "Hello."],
  ["Gemma's channel", "<|channel>thought\nx y<channel|>Hello.<turn|>", "Hello."],
  ["Gemma's next turn", "Hello.<turn|>\nuser\nHi", "Hello."],
  [
    "harmony",
    "<|channel|>analysis<|message|>The user greets.<|end|><|start|>assistant<|channel|>final<|message|>Hello.<|return|>",
    "Hello.",
  ],
  [
    "harmony with a call",
    "<|channel|>commentary to=functions.x <|constrain|>json<|message|>{}<|call|><|start|>assistant<|channel|>final<|message|>Hello.",
    "Hello.",
  ],
  ["harmony without its control tokens", "analysisThe user greets.assistantfinalHello.", "Hello."],
  ["a word that is a channel's name", "analysis is what I do.", "analysis is what I do."],
  ["ChatML", "<|im_start|>assistant\nHello.<|im_end|>", "Hello."],
  [
    "ChatML that goes on alone",
    "Hello.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nBye",
    "Hello.",
  ],
  ["Llama 3", "<|start_header_id|>assistant<|end_header_id|>\n\nHello.<|eot_id|>", "Hello."],
  ["Llama 3 that goes on alone", "Hello.<|eot_id|>assistant\n\nHow are you?", "Hello."],
  ["Gemma", "<start_of_turn>model\nHello.<end_of_turn>\n<start_of_turn>user\nHi", "Hello."],
  ["DeepSeek", "Hello.<｜end▁of▁sentence｜>", "Hello."],
  ["</s>", "</s>Hello.</s> junk", "Hello."],
  ["<|endoftext|>", "Hello.<|endoftext|>Human: and now?", "Hello."],
  ["[INST]", "[INST] say hello [/INST] Hello.", "Hello."],
  ["a tool call", '<tool_call>{"name":"x"}</tool_call>Hello.', "Hello."],
  ["a function", '<function=x>{"a":1}</function>Hello.', "Hello."],
  ["Mistral's calls", 'Hello.[TOOL_CALLS][{"name":"x"}]', "Hello."],
  ["Llama's python tag", "Hello.<|python_tag|>print(1)", "Hello."],
  [
    "DeepSeek's calls",
    "<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function<｜tool▁sep｜>x<｜tool▁call▁end｜><｜tool▁calls▁end｜>Hello.",
    "Hello.",
  ],
  [
    "Kimi's calls",
    "Hello.<|tool_calls_section_begin|><|tool_call_begin|>x<|tool_call_end|><|tool_calls_section_end|>",
    "Hello.",
  ],
  ["brackets", "1 < 2 and b <c, [note] <b>bold</b> [A] a[0] <3", "1 < 2 and b <c, [note] <b>bold</b> [A] a[0] <3"],
  ["HTML that is no mark", "That is <s>old</s> new, <thinly> so.", "That is old new, <thinly> so."],
];

for (const [family, written, said] of REPLIES) {
  Deno.test(`only what is for the listener is spoken, however the text is cut: ${family}`, () => {
    for (const size of [1, 2, 3, 5, 8, 13, 1000]) {
      assert.equal(spoken(cut(written, size)), said, `in pieces of ${size}`);
    }
  });
}

Deno.test("a reply that begins in the middle of reasoning is spoken from its end on", () => {
  assert.equal(spoken(["They greet me.", "</think>", "\nHello."], "hidden"), "Hello.");
});

Deno.test("a reply that is doubted is spoken when nothing ends the reasoning, late but whole", () => {
  assert.equal(spoken(["Hello", " there."], "doubtful"), "Hello there.");
  assert.equal(spoken(["Hm.", "</think>", "Hello."], "doubtful"), "Hello.");
});

Deno.test("reasoning that ends without having begun is noticed, so that the next reply is heard from its end on", () => {
  const text = new SpokenText();
  text.push("They greet me.</think>Hello.");
  assert.equal(text.startsHidden, true);
  const plain = new SpokenText();
  plain.push("<think>They greet me.</think>Hello.");
  assert.equal(plain.startsHidden, false);
});

/** What is spoken of a whole text, by an independent method: tag after tag, with regular expressions. */
function expected(text: string): string {
  const opening = /<(?:think|thinking|thought|reasoning)>/i;
  const closing = /<\/(?:think|thinking|thought|reasoning)>/i;
  let [rest, said] = [text, ""];
  for (let tag = opening.exec(rest); tag !== null; tag = opening.exec(rest)) {
    said += rest.slice(0, tag.index);
    const behind = rest.slice(tag.index + tag[0].length);
    const end = closing.exec(behind);
    rest = end === null ? "" : behind.slice(end.index + end[0].length);
  }
  return (said + rest).replaceAll(new RegExp(closing, "gi"), "").trimStart();
}

Deno.test("what is outside of the tags of reasoning is spoken, whatever the text and its pieces", () => {
  const tags = ["<think>", "</think>", "<Thought>", "</thought>", "<reasoning>", "</REASONING>", "<thinking>"];
  const part = fc.constantFrom(...tags, "hello ", "< ", "1 < 2", "x", " ", "\n", "<b>");
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 12 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 5 })),
      (parts, sizes) => {
        const text = `${parts.join("")}.`;
        const pieces: string[] = [];
        for (let at = 0; at < text.length;) {
          const size = sizes.next().value;
          pieces.push(text.slice(at, at + size));
          at += size;
        }
        assert.equal(spoken(pieces), expected(text), JSON.stringify(pieces));
      },
    ),
    { numRuns: 1000 },
  );
});
