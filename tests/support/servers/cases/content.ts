/**
 * Servers whose deltas have other shapes than OpenAI's.
 *
 * @module
 */
import { body, chunk, ending, event, sse, words } from "../answers.ts";
import type { ServerCase } from "../bench.ts";
import { PLAIN_REPLY, streamed } from "../server.ts";

const OK = { status: "completed" } as const;
const SAID = "All good here.";

const said = (name: string, pieces: readonly string[], expected: Partial<ServerCase["expected"]> = {}): ServerCase => ({
  name,
  about: "chat",
  server: { chat: () => sse(pieces) },
  expected: { ...OK, text: SAID, ...expected },
});

/** The deltas of contents. */
const contents = (...values: readonly unknown[]) => [...values.map((content) => chunk({ content })), ending()];

const whole = {
  object: "chat.completion",
  choices: [{ index: 0, message: { role: "assistant", content: SAID }, finish_reason: "stop" }],
};

/** Servers whose deltas have other shapes. */
export const CONTENT_CASES: readonly ServerCase[] = [
  said("a list of parts", contents([{ type: "text", text: "All good " }], [{ type: "text", text: "here." }])),
  said(
    "a list with thinking in it",
    contents([{ type: "thinking", thinking: [{ type: "text", text: "secret" }] }], [{ type: "text", text: SAID }]),
  ),
  said(
    "parts of another type name",
    contents([{ type: "output_text", text: "All good " }, { type: "output_text", text: "here." }]),
  ),
  said("one part that is no list", contents({ type: "text", text: SAID })),
  said("plain texts in a list", contents(["All good ", "here."])),
  said("parts that are marked as thoughts", contents([{ text: "secret", thought: true }, { text: SAID }])),
  said(
    "pictures and calls among the parts",
    contents([{ type: "image_url", image_url: { url: "x" } }, { type: "tool_use", name: "x" }, {
      type: "text",
      text: SAID,
    }]),
  ),
  said("a number", contents("It is ", 42, "."), { text: "It is 42." }),
  said("null, false and nothing", [
    chunk({ content: null }),
    chunk({ content: false }),
    chunk(null),
    event({ choices: null }),
    event({ choices: [] }),
    ...contents(SAID),
  ]),
  said("a refusal", [chunk({ refusal: "I cannot " }), chunk({ refusal: "help with that." }), ending()], {
    text: "I cannot help with that.",
  }),
  said("words, then a tool call", [
    ...contents(SAID).slice(0, 1),
    chunk({ tool_calls: [{ function: { name: "x", arguments: "{}" } }] }),
    ending("tool_calls"),
  ]),
  said("a tool call alone", [
    chunk({ tool_calls: [{ index: 0, function: { name: "get_weather", arguments: "{}" } }] }),
    ending("tool_calls"),
  ], {
    status: "failed",
    text: "",
    error: /provider_no_output: .*called get_weather in place of saying anything/,
    next: "failed",
    nextText: "",
  }),
  said(
    "a function call of old",
    [chunk({ function_call: { name: "lookup", arguments: "" } }), ending("function_call")],
    {
      status: "failed",
      text: "",
      error: /called lookup/,
      next: "failed",
      nextText: "",
    },
  ),
  said(
    "a call as text, alone",
    contents('{"name": "get_', 'weather", "arguments": {"city": "Paris"}}'),
    {
      status: "failed",
      text: "",
      error: /provider_no_output: .*called get_weather in place of saying anything/,
      next: "failed",
      nextText: "",
    },
  ),
  said("a call behind Mistral's mark, alone", contents("[TOOL_", 'CALLS] [{"name": "x", "arguments": {}}]'), {
    status: "failed",
    text: "",
    error: /called a tool in place of saying anything/,
    next: "failed",
    nextText: "",
  }),
  said(
    "thinking and a call in blocks of code",
    contents("```thinking\nse", "cret\n```\n```tool_code\nx()\n```\n", SAID),
  ),
  said("JSON that was asked for", contents('{"name": "Ada", ', '"age": 36}'), { text: '{"name": "Ada", "age": 36}' }),
  said(
    "harmony's channels",
    contents(
      ..."<|channel|>analysis<|message|>The user asks.<|end|><|start|>assistant<|channel|>final<|message|>All good here.<|return|>"
        .match(/.{1,7}/gs)!,
    ),
  ),
  said("Magistral's thinking", contents("[THI", "NK]secret plan[/TH", "INK]", SAID)),
  said("DeepSeek's thinking", contents("<think>\nsecret", "\n</thi", "nk>\n\n", SAID)),
  said("thinking that ends without having begun, from the second turn on", contents("They ask.\n</think>\n\n", SAID), {
    text: /^They ask\.\s*All good here\.$/,
    nextText: SAID,
  }),
  said(
    "a stop token and what a model says to itself",
    contents(SAID, "<|im_", "end|>\n<|im_start|>user\n", "And you?"),
  ),
  said("a stop token in front", contents("</s>", SAID, "</s>")),
  said("a channel named beside the text", [
    chunk({ content: "secret", channel: "analysis" }),
    chunk({ content: SAID, channel: "final" }),
    ending(),
  ]),
  said("a phase named beside the text", [
    chunk({ content: "secret", phase: "commentary" }),
    chunk({ content: SAID }),
    ending(),
  ]),
  said("text of another role", [
    chunk({ role: "tool", content: "secret" }),
    chunk({ role: "assistant", content: SAID }),
    ending(),
  ]),
  said("another choice among the choices", [
    event({ choices: [{ index: 1, delta: { content: "no" } }, { index: 0, delta: { content: SAID } }] }),
    ending(),
  ]),
  said("whole messages in place of deltas", [event({ choices: [{ index: 0, message: { content: SAID } }] }), ending()]),
  said("text completions", [
    event({ choices: [{ index: 0, text: "All good " }] }),
    event({ choices: [{ index: 0, text: "here.", finish_reason: "stop" }] }),
  ]),
  said("OpenAI's Responses", [
    event({ type: "response.created", response: { id: "x" } }),
    event({ type: "response.reasoning_text.delta", delta: "secret" }),
    event({ type: "response.output_text.delta", delta: "All good " }),
    event({ type: "response.output_text.delta", delta: "here." }),
    event({ type: "response.output_text.done", text: SAID }),
    event({ type: "response.completed", response: { id: "x" } }),
  ]),
  said("Anthropic's messages", [
    "event: message_start\n" + event({ type: "message_start", message: { role: "assistant", content: [] } }),
    "event: content_block_delta\n" +
    event({ type: "content_block_delta", delta: { type: "thinking_delta", thinking: "secret" } }),
    "event: content_block_delta\n" + event({ type: "content_block_delta", delta: { type: "text_delta", text: SAID } }),
    "event: message_stop\n" + event({ type: "message_stop" }),
  ]),
  said("speech with a transcript", [
    chunk({ audio: { transcript: "All good " } }),
    chunk({ audio: { transcript: "here.", data: "AAAA" } }),
    ending(),
  ]),
  {
    name: "JSON in place of a stream",
    about: "chat",
    server: { chat: () => Response.json(whole) },
    expected: { ...OK, text: SAID },
  },
  {
    name: "JSON over several lines, as text",
    about: "chat",
    server: { chat: () => body(JSON.stringify(whole, null, 2), "text/plain") },
    expected: { ...OK, text: SAID },
  },
  {
    name: "JSON a line, as Ollama's own protocol has it",
    about: "chat",
    server: {
      chat: (question) =>
        streamed(
          [
            `{"model":"x","message":{"role":"assistant","content":"All good "},"done":false}\n`,
            `{"model":"x","message":{"role":"assistant","content":"here."},"done":false}\n`,
            `{"model":"x","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}\n`,
          ],
          question,
          "application/x-ndjson",
        ),
    },
    expected: { ...OK, text: SAID },
  },
  {
    name: "events without blank lines between them",
    about: "chat",
    server: { chat: () => sse(contents("All good ", "here.").map((piece) => piece.replaceAll("\n\n", "\n"))) },
    expected: { ...OK, text: SAID },
  },
  {
    name: "carriage returns, a byte at a time, with an emoji",
    about: "chat",
    server: {
      chat: (question) => {
        const bytes = new TextEncoder().encode(
          `\ufeff${contents("All 👋🏽 good ", "here.").join("").replaceAll("\n", "\r\n")}`,
        );
        return streamed(Array.from(bytes, (byte) => Uint8Array.of(byte)), question);
      },
    },
    expected: { ...OK, text: "All 👋🏽 good here." },
  },
  {
    name: "a stream that is called text",
    about: "chat",
    server: { chat: () => sse(words(PLAIN_REPLY), "text/plain") },
    expected: OK,
  },
  said("a reply that is cut by its length", words("The three steps are first to open the", "length"), {
    text: "The three steps are first to open the",
    finish: "length",
  }),
  said("a reply that is cut by a filter", words("Well, the thing about that is", "content_filter"), {
    text: "Well, the thing about that is",
    finish: "content_filter",
  }),
  said("a reply that is cut, in Google's words", words("The three steps are", "MAX_TOKENS"), {
    text: "The three steps are",
    finish: "length",
  }),
  {
    name: "a reply without end",
    about: "chat",
    server: { chat: () => sse([chunk({ content: "And then some more. " }).repeat(2000)]) },
    chatOptions: { max_reply_chars: 1000 },
    expected: { ...OK, text: /^(And then some more\. ){49,50}/, finish: "length" },
  },
  {
    name: "a line without end",
    about: "chat",
    server: {
      chat: (question) =>
        question.count > 0
          ? sse(words(PLAIN_REPLY))
          : streamed(["data: ", ...Array(40).fill("x".repeat(65_536))], question),
    },
    expected: {
      status: "failed",
      text: "",
      error: /provider_protocol: .*cannot be read: an event of more than \d+ characters/,
      nextText: PLAIN_REPLY,
    },
  },
  {
    name: "a reply of tiny pieces without end",
    about: "chat",
    server: { chat: () => sse([chunk({ content: "" }).repeat(500), chunk({ content: "so " }).repeat(5000)]) },
    chatOptions: { max_reply_chars: 1000 },
    expected: { ...OK, text: /^(so ){333}/, finish: "length" },
  },
  {
    name: "a call of a tool whose argument does not end",
    about: "chat",
    server: {
      chat: (question) => {
        const call = `data: {"choices":[{"delta":{"tool_calls":[{"function":{"name":"find","arguments":"`;
        return question.count > 0
          ? sse(words(PLAIN_REPLY))
          : streamed([call, ...Array(40).fill("x".repeat(65_536))], question);
      },
    },
    expected: {
      status: "failed",
      text: "",
      error: /provider_protocol: .*cannot be read: an event of more than \d+ characters/,
      nextText: PLAIN_REPLY,
    },
  },
  {
    name: "a call of a tool with a long name, and a long argument in pieces",
    about: "chat",
    server: {
      chat: (question) => {
        const call = (name: string) => chunk({ tool_calls: [{ function: { name, arguments: "x".repeat(1000) } }] });
        return question.count > 0 ? sse(words(PLAIN_REPLY)) : sse([call("find".repeat(500)), call("").repeat(500)]);
      },
    },
    expected: {
      status: "failed",
      text: "",
      error: /it called (find){16} in place of saying anything/,
      nextText: PLAIN_REPLY,
    },
  },
  {
    name: "nothing but blanks",
    about: "chat",
    server: {
      chat: (question) =>
        question.count > 0 ? sse(words(PLAIN_REPLY)) : streamed(Array(10).fill(" ".repeat(10_000)), question),
    },
    expected: { status: "failed", text: "", error: /cannot be read: more than \d+ blanks/, nextText: PLAIN_REPLY },
  },
];
