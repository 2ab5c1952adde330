/**
 * Servers that fail in their own words.
 *
 * @module
 */
import { body, chunk, event, refuse, sse, words } from "../answers.ts";
import type { ServerCase } from "../bench.ts";
import { PLAIN_REPLY, streamed } from "../server.ts";

const reply = words(PLAIN_REPLY);

/** A first answer that is an error, however often it is asked in the first turn. */
function fails(
  name: string,
  answer: () => Response,
  error: RegExp,
  more: Partial<ServerCase["expected"]> = {},
): ServerCase {
  return {
    name,
    about: "chat",
    server: { chat: ({ body: { messages } }) => isFirstTurn(messages) ? answer() : sse(reply) },
    expected: { status: "failed", text: "", error, nextText: PLAIN_REPLY, ...more },
  };
}

function isFirstTurn(messages: unknown): boolean {
  return JSON.stringify(messages).includes("Number 1") && !JSON.stringify(messages).includes("Number 2");
}

/** Servers that fail in their own words. */
export const ERROR_CASES: readonly ServerCase[] = [
  fails(
    "FastAPI's list of details",
    () =>
      refuse(422, {
        detail: [{ type: "extra_forbidden", loc: ["body", "messages"], msg: "Extra inputs are not permitted" }],
      }),
    /provider_rejected: .*\(422, extra_forbidden\): messages: Extra inputs are not permitted/,
  ),
  fails("FastAPI's detail as a text", () => refuse(400, { detail: "no such thing" }), /\(400\): no such thing/),
  fails("an error that is a text", () => refuse(400, { error: "model is required" }), /: model is required/),
  fails("a message alone", () => refuse(400, { message: "wrong shape", request_id: "x" }), /: wrong shape/),
  fails(
    "Google's list of errors",
    () => refuse(400, [{ error: { code: 400, message: "API key not valid", status: "INVALID_ARGUMENT" } }]),
    /: API key not valid/,
  ),
  fails(
    "a list under errors",
    () => refuse(400, { success: false, errors: [{ code: 7003, message: "Could not route" }] }),
    /: Could not route/,
  ),
  fails(
    "Mistral's nested detail",
    () =>
      refuse(422, {
        object: "error",
        message: { detail: [{ loc: ["body", "seed"], msg: "Extra inputs are not permitted" }] },
      }),
    /: seed: Extra inputs/,
  ),
  fails(
    "JSON within the message",
    () => refuse(400, { error: { message: '{"error":{"message":"the inner words"}}' } }),
    /: the inner words/,
  ),
  fails(
    "a gateway's words about its upstream",
    () => refuse(400, { error: { message: "Provider returned error", metadata: { raw: "context too long" } } }),
    /Provider returned error: context too long/,
  ),
  fails(
    "a problem of RFC 9457",
    () => refuse(400, { type: "about:blank", title: "Bad Request", detail: "the field is odd" }),
    /: the field is odd/,
  ),
  fails("plain text", () => refuse(400, "you cannot do that"), /: you cannot do that/),
  fails(
    "HTML",
    () =>
      refuse(403, "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>", {
        "content-type": "text/html",
      }),
    /provider_forbidden: .*: Just a moment/,
  ),
  fails("XML", () => refuse(400, "<Error><Code>X</Code><Message>bad bucket</Message></Error>"), /bad bucket/),
  fails("nothing but a status", () => refuse(418, ""), /\(418\)/),
  fails("colours and markup", () => refuse(400, "\u001b[31mbroken\u001b[0m"), /broken/),
  fails(
    "an error with status 200",
    () => Response.json({ error: { message: "quota is used up" } }),
    /quota is used up/,
  ),
  fails(
    "vLLM's error with status 200",
    () => Response.json({ object: "error", message: "max model length is 4096", code: 400 }),
    /\(400.*max model length is 4096/,
  ),
  fails("an error as the first event", () => sse([event({ error: { message: "engine is dead" } })]), /engine is dead/),
  fails(
    "an error event by name",
    () => sse(["event: error\n" + event({ message: "engine is dead" })]),
    /engine is dead/,
  ),
  fails("an error event that is a text", () => sse(["event: error\ndata: engine is dead\n\n"]), /engine is dead/),
  fails("words in place of an event", () => sse([event("engine is dead")]), /engine is dead/),
  fails("text in place of a stream", () => body("Internal Server Error", "text/plain"), /Internal Server Error/),
  fails("an error line", () => sse(['error: {"message":"engine is dead"}\n\n']), /engine is dead/),
  fails(
    "an error within a choice",
    () =>
      sse([
        event({
          choices: [{
            index: 0,
            delta: { content: "" },
            finish_reason: "error",
            error: { code: 502, message: "upstream is gone" },
          }],
        }),
      ]),
    /upstream is gone/,
  ),
  fails("an error within a delta", () => sse([chunk({ error: { message: "engine is dead" } })]), /engine is dead/),
  fails(
    "an ending that is an error",
    () => sse([chunk({}, { finish_reason: "error" })]),
    /broke off its answer \(error\)/,
  ),
  fails(
    "an error in mid-sentence",
    () => sse([...reply.slice(0, 3), event({ error: { message: "engine is dead" } })]),
    /engine is dead/,
    { text: /^Hello there/ },
  ),
  fails("an empty stream", () => sse([]), /it said nothing/),
  fails(
    "an answer that is filtered",
    () => sse([chunk({}, { finish_reason: "content_filter" })]),
    /provider_rejected: .*filtered out/,
  ),
  fails(
    "tokens that ran out before a word",
    () => sse([chunk({ reasoning: "Hm" }), chunk({}, { finish_reason: "length" })]),
    /tokens ran out .*max_tokens/,
  ),
  fails("JSON that is cut short", () => sse(['data: {"choices":[{"del\n\n']), /provider_protocol: .*truncated JSON/),
  {
    name: "a connection that is cut in mid-sentence",
    about: "chat",
    server: {
      chat: (question) => streamed(question.count === 0 ? [...reply.slice(0, 3), 100, "cut"] : reply, question),
    },
    expected: {
      status: "failed",
      text: /^Hello there/,
      error: /provider_disconnected: .*connection to 127\.0\.0\.1:\d+ broke/,
    },
  },
  {
    name: "a connection that is cut before the first word, once",
    about: "chat",
    server: { chat: (question) => streamed(question.count === 0 ? [100, "cut"] : reply, question) },
    expected: { status: "completed", requests: [2, 3] },
  },
  {
    name: "what a server says behind the end of a reply",
    about: "chat",
    server: {
      chat: () =>
        sse([...reply.slice(0, -1), chunk({}, { finish_reason: "stop" }), event({ error: { message: "too late" } })]),
    },
    expected: { status: "completed" },
  },
];
