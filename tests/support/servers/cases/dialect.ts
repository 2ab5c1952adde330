/**
 * Chat servers that speak other protocols than OpenAI's, or a dialect of it.
 *
 * @module
 */
import { body, chunk, ending, event, refuse, sse, words } from "../answers.ts";
import type { ServerCase } from "../bench.ts";
import { PLAIN_REPLY } from "../server.ts";

const SAID = "All good here.";
const NDJSON = "application/x-ndjson";

const said = (name: string, answer: () => Response, expected: Partial<ServerCase["expected"]> = {}): ServerCase => ({
  name,
  about: "chat",
  server: { chat: answer },
  expected: { status: "completed", text: SAID, ...expected },
});

/** An error in every request of the first turn. */
const fails = (name: string, answer: () => Response, error: RegExp): ServerCase => ({
  name,
  about: "chat",
  server: {
    chat: ({ body: { messages } }) =>
      JSON.stringify(messages).includes("Number 2") ? sse(words(PLAIN_REPLY)) : answer(),
  },
  expected: { status: "failed", text: "", error, nextText: PLAIN_REPLY },
});

const cut = (name: string, answer: () => Response) => said(name, answer, { text: "Hello there", finish: "length" });

/** Chat servers that speak other protocols. */
export const DIALECT_CASES: readonly ServerCase[] = [
  said(
    "text in an object of the Assistants",
    () => sse([chunk({ content: [{ type: "text", text: { value: SAID, annotations: [] } }] }), ending()]),
  ),
  said("redacted and other thinking among the parts", () =>
    sse([
      chunk({
        reasoning_details: [{ type: "reasoning.text", text: "secret" }],
        content: [{ type: "reasoning", text: "secret" }, { type: "redacted_thinking", data: "x" }, {
          type: "text",
          text: SAID,
        }],
      }),
      ending(),
    ])),
  said(
    "Google's candidates",
    () =>
      sse([
        event({
          candidates: [{
            content: { parts: [{ text: "secret", thought: true }, { text: SAID }] },
            finishReason: "STOP",
          }],
        }),
      ]),
  ),
  said("Cohere's messages", () =>
    sse([
      event({ type: "content-delta", index: 0, delta: { message: { content: { text: SAID } } } }),
      event({ type: "message-end", delta: { finish_reason: "COMPLETE" } }),
    ])),
  said("Text Generation Inference's tokens", () =>
    sse([
      event({ token: { text: "All good ", special: false }, generated_text: null }),
      event({ token: { text: "here.", special: false }, generated_text: null }),
      event({ token: { text: "</s>", special: true }, generated_text: SAID }),
    ])),
  said(
    "llama.cpp's completions",
    () => sse([event({ content: SAID, stop: false }), event({ content: "", stop: true })]),
  ),
  said("Ollama's generate, with thinking", () =>
    body(
      `{"response":"","thinking":"secret","done":false}\n{"response":"${SAID}","done":false}\n{"response":"","done":true}\n`,
      NDJSON,
    )),
  said("the whole message again at the end", () =>
    sse([
      chunk({ content: "All good " }),
      chunk({ content: "here." }),
      event({ choices: [{ index: 0, message: { role: "assistant", content: SAID }, finish_reason: "stop" }] }),
    ])),
  said("choices that are no list", () => sse([event({ choices: { delta: { content: SAID } } }), ending()])),
  said(
    "an index that is a text",
    () => sse([event({ choices: [{ index: "0", delta: { content: SAID } }] }), ending()]),
  ),
  said("errors that are none beside the text", () =>
    sse([
      event({ error: "", code: 200, message: "success", choices: [{ index: 0, delta: { content: SAID } }] }),
      event({ base_resp: { status_code: 0, status_msg: "success" }, choices: [] }),
      ending(),
    ])),
  said(
    "an answer wrapped in data",
    () => Response.json({ code: 0, data: { choices: [{ message: { content: SAID } }] } }),
  ),
  said("Cloudflare's result", () => Response.json({ result: { response: SAID }, success: true, errors: [] })),
  said("OpenAI's Responses as JSON", () =>
    Response.json({
      object: "response",
      error: null,
      output: [
        { type: "reasoning", summary: [{ type: "summary_text", text: "secret" }] },
        { type: "message", role: "assistant", content: [{ type: "output_text", text: SAID }] },
      ],
    })),
  said(
    "Bedrock's converse",
    () => Response.json({ output: { message: { role: "assistant", content: [{ text: SAID }] } } }),
  ),
  said("a list of generated texts", () => Response.json([{ generated_text: SAID }])),
  said("KoboldCpp's results", () => Response.json({ results: [{ text: SAID, finish_reason: "stop" }] })),
  said("an end in quotation marks", () => sse([chunk({ content: SAID }), `data: "[DONE]"\n\n`])),
  said("events within events", () => sse(words(SAID).map((piece) => `data: ${piece}`))),
  said("a JSON list over the whole stream", () =>
    body(
      `[{"choices":[{"delta":{"content":"All good "}}]}\n,\n{"choices":[{"delta":{"content":"here."}}]}\n]`,
      "application/json",
    )),
  said(
    "ids, names, times to retry and heartbeats",
    () =>
      sse([
        event({ type: "ping" }),
        event({ status: "processing" }),
        ...words(SAID).map((piece, n) => `id: ${n}\nretry: 9\n${piece}`),
      ]),
  ),
  cut("Anthropic's max_tokens", () =>
    sse([
      event({ type: "content_block_delta", delta: { type: "text_delta", text: "Hello there" } }),
      event({ type: "message_delta", delta: { stop_reason: "max_tokens" }, usage: { output_tokens: 5 } }),
    ])),
  said(
    "a number that was a text, of Cloudflare",
    () =>
      sse([event({ response: "It is " }), event({ response: 42 }), event({ response: ", you see." }), event("[DONE]")]),
    {
      text: "It is 42, you see.",
    },
  ),
  cut("Responses that are incomplete", () =>
    sse([
      event({ type: "response.output_text.delta", delta: "Hello there" }),
      event({ type: "response.incomplete", response: { incomplete_details: { reason: "max_output_tokens" } } }),
    ])),
  fails(
    "Responses that fail",
    () =>
      sse([
        event({ type: "response.failed", response: { error: { code: "server_error", message: "engine fell over" } } }),
      ]),
    /engine fell over/,
  ),
  fails(
    "MiniMax's status",
    () => Response.json({ base_resp: { status_code: 1004, status_msg: "login fail" } }),
    /login fail/,
  ),
  fails(
    "Baidu's error_code",
    () => Response.json({ error_code: 110, error_msg: "Access token invalid" }),
    /Access token/,
  ),
  fails("an error beside no choices", () => Response.json({ choices: [], error_message: "no workers" }), /no workers/),
  fails(
    "DashScope's error event",
    () => sse([`id:1\nevent:error\n:HTTP_STATUS/400\ndata:{"code":"Failed","message":"odd content"}\n\n`]),
    /odd content/,
  ),
  fails("a login page", () => body("<!doctype html><title>Sign in</title>", "text/html"), /Sign in/),
  fails("no content", () => new Response(null, { status: 204 }), /it said nothing/),
  fails("errors by field", () => refuse(422, { errors: { model: ["is invalid"] } }), /is invalid/),
  fails(
    "Anthropic's call of a tool",
    () => sse([event({ type: "content_block_start", content_block: { type: "tool_use", name: "get_weather" } })]),
    /called get_weather/,
  ),
];
