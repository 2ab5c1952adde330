/**
 * Chat servers whose streams have other frames, other ends, and errors in other places.
 *
 * @module
 */
import { deflateSync, gzipSync } from "node:zlib";
import { body, chunk, ending, event, refuse, sse, words } from "../answers.ts";
import type { Expectation, ServerCase } from "../bench.ts";
import { type Handler, PLAIN_REPLY, streamed } from "../server.ts";

const SAID = "All good here.";
const BEGUN = "All good. And ";
const OK: Expectation = { status: "completed", text: SAID };
const pieces = ["All good ", "here."] as const;

const said = (name: string, chat: Handler, expected: Partial<Expectation> = {}): ServerCase => ({
  name,
  about: "chat",
  server: { chat },
  expected: { ...OK, ...expected },
});

/** A first answer that is an error, and a good one after it. */
const fails = (name: string, answer: Handler, error: RegExp, text = ""): ServerCase => ({
  name,
  about: "chat",
  server: { chat: (question) => question.count === 0 ? answer(question) : sse(words(PLAIN_REPLY)) },
  expected: { status: "failed", text, error, isHeard: text !== "", nextText: PLAIN_REPLY },
});

const dies = (name: string, last: string) =>
  fails(name, () => sse([chunk({ content: BEGUN }), last]), /engine is dead/, BEGUN);

const ends = (reason: string, finish: string) =>
  said(`the end ${reason}`, () => sse([chunk({ content: SAID }), chunk({}, { finish_reason: reason })]), { finish });

function packed(encoding: string, pack: (bytes: Uint8Array) => Uint8Array): Handler {
  const bytes = pack(new TextEncoder().encode(words(SAID).join("")));
  const headers = { "content-type": "text/event-stream", "content-encoding": encoding };
  return () => new Response(Uint8Array.from(bytes), { headers });
}

/** The chunks of a reply, each over several lines. */
function overLines(): string[] {
  const values = pieces.map((content) => JSON.stringify({ choices: [{ delta: { content } }] }, null, 1));
  return [...values.map((value) => value.split("\n").map((line) => `data: ${line}\n`).join("") + "\n"), ending()];
}

/** Chat servers that frame their answers in other ways. */
export const STREAM_CASES: readonly ServerCase[] = [
  said("carriage returns alone", () => sse([words(SAID).join("").replaceAll("\n", "\r")])),
  said(
    "a name for every event, and no space behind the colon",
    () => sse([`\ufeff${words(SAID).join("").replaceAll("data: ", "event: message\ndata:")}`]),
  ),
  said("JSON over several lines of data", () => sse(overLines())),
  said("gzip", packed("gzip", gzipSync)),
  said("deflate, which fetch leaves as it is", packed("deflate", deflateSync)),
  said(
    "no byte where a stream is asked for, and the reply in one piece",
    ({ body: { stream } }) =>
      stream ? sse([]) : Response.json({ choices: [{ message: { content: SAID }, finish_reason: "stop" }] }),
    { requests: [2, 4] },
  ),
  {
    name: "no byte where a stream is asked for, and the reason in one piece",
    about: "chat",
    server: {
      chat: ({ body: { stream, messages } }) => {
        if (JSON.stringify(messages).includes("Number 2")) return sse(words(PLAIN_REPLY));
        return stream ? sse([]) : refuse(400, { error: { message: "engine is dead" } });
      },
    },
    expected: { status: "failed", text: "", error: /engine is dead/, isHeard: false, nextText: PLAIN_REPLY },
  },
  said(
    "two values in one event",
    () => sse([`data: ${pieces.map((content) => JSON.stringify({ choices: [{ delta: { content } }] })).join("")}\n\n`]),
  ),
  said(
    "JSON values one right after the other",
    () => body(pieces.map((content) => JSON.stringify({ message: { content } })).join(""), "application/json"),
  ),
  said(
    "all of the reply again and again as it grows",
    () => sse(["All ", "All good ", SAID].map((content) => event({ choices: [{ message: { content } }] }))),
  ),
  said("DashScope's reply that grows, and its null as text", (question) =>
    streamed(
      ["All ", 1000, "All good ", 1000, SAID].map((content) =>
        typeof content === "number"
          ? content
          : event({ output: { choices: [{ message: { content }, finish_reason: "null" }] } })
      ),
      question,
    )),
  said("an end beside every word", (question) =>
    streamed(
      [...pieces].flatMap((content) => [chunk({ content }, { finish_reason: "stop" }), 1000]),
      question,
    )),
  said(
    "an event that is called end",
    () => sse([chunk({ content: SAID }), "event: end\n" + event({ message: "bye" })]),
  ),
  said(
    "thinking as a separate type",
    () => sse([chunk({ type: "thinking", content: "secret" }), chunk({ type: "text", content: SAID }), ending()]),
  ),
  said("Anthropic's thinking, its signature, and arguments of a call", () =>
    sse([
      event({ type: "content_block_delta", delta: { type: "thinking_delta", thinking: "secret" } }),
      event({ type: "content_block_delta", delta: { type: "signature_delta", signature: "EqQBCgIYAhIM" } }),
      event({ type: "content_block_delta", delta: { type: "text_delta", text: SAID } }),
      event({ type: "content_block_delta", delta: { type: "input_json_delta", partial_json: '{"city":' } }),
    ])),
  said("Anthropic's completions of old", () => sse(pieces.map((completion) => event({ completion })))),
  said("Bedrock's events", () =>
    sse([
      event({ contentBlockDelta: { delta: { reasoningContent: { text: "secret" } } } }),
      ...pieces.map((text) => event({ contentBlockDelta: { delta: { text } } })),
      event({ messageStop: { stopReason: "max_tokens" } }),
    ]), { finish: "length" }),
  ends("model_context_window_exceeded", "length"),
  ends("guardrail_intervened", "content_filter"),
  fails(
    "Google's blocked prompt",
    () => sse([event({ promptFeedback: { blockReason: "PROHIBITED_CONTENT" } })]),
    /filtered out/,
  ),
  fails(
    "an end that says why there are no words",
    () => sse([event({ candidates: [{ finishReason: "MALFORMED_FUNCTION_CALL" }] })]),
    /said nothing and ended with "malformed_function_call"/,
  ),
  fails(
    "a job in place of a reply",
    () => Response.json({ id: "job_1", status: "IN_QUEUE" }, { status: 202 }),
    /said nothing; it sent \{"id":"job_1"/,
  ),
  dies("an error in words between events", event("[ERROR] engine is dead")),
  dies("a page of a gateway between events", "<html><head><title>504: engine is dead</title></head></html>"),
  dies("an error in Groq's own field", event({ choices: [], x_groq: { id: "r1", error: "engine is dead" } })),
  dies("JSON between events", '{"error":{"message":"engine is dead"}}\n\n'),
  fails(
    "an address that has moved",
    () => new Response(null, { status: 302 }),
    /\(302\): the server redirects to no address; correct base_url/,
  ),
  fails(
    "a body that is too large",
    () => refuse(413, "<title>413 Too Large</title>"),
    /provider_rejected: .*413 Too Large/,
  ),
];
