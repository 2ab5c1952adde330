/**
 * Servers that do not take every request.
 *
 * @module
 */
import assert from "node:assert/strict";
import { sound, wave } from "../../../adapters/tts/openai_tts/bodies.ts";
import { body, refuse, sse, words } from "../answers.ts";
import type { ServerCase } from "../bench.ts";
import { type Asked, PLAIN_REPLY, plainSpeech, type Question } from "../server.ts";

const OK = { status: "completed" } as const;
const reply = words(PLAIN_REPLY);

/** A chat server that refuses a field, in its own words. */
function refuses(
  name: string,
  field: string,
  refusal: (question: Question) => Response,
  more: Partial<ServerCase> = {},
): ServerCase {
  return {
    name,
    about: "chat",
    server: { chat: (question) => field in question.body ? refusal(question) : sse(reply) },
    expected: { ...OK, requests: [2, 3], asked: (asked) => assert.ok(!(field in (lastChat(asked) ?? {}))) },
    ...more,
  };
}

/** The last request for a reply. */
function lastChat(asked: readonly Asked[]): Asked["body"] | undefined {
  return asked.findLast(({ path }) => path.endsWith("/chat/completions"))?.body;
}

/** A speech server that refuses something. */
function refusesSpeech(
  name: string,
  isRefused: (body: Question["body"]) => boolean,
  refusal: () => Response,
  more: Partial<ServerCase> = {},
): ServerCase {
  return {
    name,
    about: "speech",
    server: { speech: (question) => isRefused(question.body) ? refusal() : plainSpeech(question) },
    expected: { ...OK, requests: [2, 3] },
    ...more,
  };
}

const noSystem = (question: Question) => JSON.stringify(question.body.messages).includes('"role":"system"');

/** Servers that do not take every request. */
export const REQUEST_CASES: readonly ServerCase[] = [
  refuses(
    "stream_options, in Mistral's words",
    "stream_options",
    () =>
      refuse(422, {
        object: "error",
        message: { detail: [{ loc: ["body", "stream_options"], msg: "Extra inputs are not permitted" }] },
      }),
  ),
  refuses(
    "stream_options, in OpenAI's words",
    "stream_options",
    () => refuse(400, { error: { message: "Unrecognized request argument supplied: stream_options", param: null } }),
  ),
  refuses(
    "stream_options, by param alone",
    "stream_options",
    () => refuse(400, { error: { message: "Bad request", param: "stream_options.include_usage" } }),
  ),
  refuses(
    "stream_options, in Python's words",
    "stream_options",
    () => refuse(500, "TypeError: create() got an unexpected keyword argument 'stream_options'"),
  ),
  refuses(
    "a temperature",
    "temperature",
    () =>
      refuse(400, {
        error: {
          message:
            "Unsupported value: 'temperature' does not support 0.3 with this model. Only the default (1) value is supported.",
        },
      }),
    { chatOptions: { temperature: 0.3 } },
  ),
  refuses(
    "reasoning_effort",
    "reasoning_effort",
    () => refuse(400, { error: { message: "reasoning_effort is not supported with this model" } }),
    { chatOptions: { reasoning_effort: "low" } },
  ),
  refuses(
    "a field of one's own",
    "chat_template_kwargs",
    () => refuse(422, { detail: [{ loc: ["body", "chat_template_kwargs"], msg: "extra fields not permitted" }] }),
    { chatOptions: { extra: { chat_template_kwargs: {} } } },
  ),
  refuses(
    "max_tokens, with the name that it has now",
    "max_tokens",
    () =>
      refuse(400, {
        error: {
          message:
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          param: "max_tokens",
        },
      }),
    {
      chatOptions: { max_tokens: 99 },
      expected: {
        ...OK,
        requests: [2, 3],
        asked: (asked) => assert.equal(lastChat(asked)?.max_completion_tokens, 99),
      },
    },
  ),
  refuses("streaming", "stream", () => refuse(400, { error: { message: "stream is not supported" } }), {
    server: {
      chat: ({ body: { stream } }) =>
        stream
          ? refuse(400, { error: { message: "stream is not supported" } })
          : Response.json({ choices: [{ message: { content: PLAIN_REPLY } }] }),
    },
  }),
  {
    name: "two fields, one after the other",
    about: "chat",
    server: {
      chat: ({ body }) => {
        const field = ["stream_options", "temperature"].find((key) => key in body);
        return field === undefined ? sse(reply) : refuse(400, { error: { message: `unknown field "${field}"` } });
      },
    },
    chatOptions: { temperature: 0.5 },
    expected: { ...OK, requests: [3, 4] },
  },
  {
    name: "a field that the request must have",
    about: "chat",
    server: {
      chat: ({ count }) =>
        count === 0 ? refuse(400, { error: { message: "messages: array too long, invalid" } }) : sse(reply),
    },
    expected: { status: "failed", text: "", error: /array too long/, requests: [1, 2], nextText: PLAIN_REPLY },
  },
  {
    name: "the system role",
    about: "chat",
    server: {
      chat: (question) =>
        noSystem(question) ? refuse(400, { error: { message: "System role not supported" } }) : sse(reply),
    },
    expected: {
      ...OK,
      requests: [2, 3],
      asked: (asked) => {
        const [first]: unknown[] = [lastChat(asked)?.messages].flat();
        assert.match(JSON.stringify(first), /"role":"user".*Ava/);
      },
    },
  },
  {
    name: "the system role, folded from the start",
    about: "chat",
    server: { chat: (question) => noSystem(question) ? refuse(400, "no") : sse(reply) },
    chatOptions: { system: "fold" },
    expected: { ...OK, requests: [1, 2] },
  },
  {
    name: "a model that is not named in the configuration",
    about: "chat",
    server: {
      chat: ({ body: { model } }) =>
        model === "qwen3:8b" ? sse(reply) : refuse(404, { error: { message: `model "${model}" not found` } }),
      paths: {
        "/v1/models": () => Response.json({ data: [{ id: "nomic-embed-text" }, { id: "qwen3:8b" }, { id: "llama3" }] }),
      },
    },
    chatOptions: { model: null },
    expected: { ...OK, requests: [1, 2] },
  },
  refusesSpeech(
    "the voice of a persona",
    ({ voice }) => voice !== "alloy",
    () => refuse(400, { detail: "Voice 'nova' not found. Available voices: alloy" }),
  ),
  refusesSpeech(
    "the voice of a persona, as a failure of the server",
    ({ voice }) => voice !== "alloy",
    () => refuse(500, { error: { message: "FileNotFoundError: voices/nova.pt not found" } }),
  ),
  {
    name: "a voice that is not named in the configuration",
    about: "speech",
    server: {
      speech: (question) =>
        question.body.voice === "af_heart"
          ? plainSpeech(question)
          : refuse(404, { detail: `voice not found: ${question.body.voice}` }),
      paths: { "/v1/audio/voices": () => Response.json({ voices: ["af_heart", "am_puck"] }) },
    },
    speechOptions: { voice: null },
    expected: { ...OK, requests: [2, 3] },
  },
  {
    name: "the adapter's own voice",
    about: "speech",
    server: { speech: ({ body }) => refuse(400, { detail: `Voice '${body.voice}' not found` }) },
    expected: { status: "failed", error: /Voice 'alloy' not found/, next: "failed" },
  },
  refusesSpeech(
    "a format",
    ({ response_format }) => response_format !== "wav",
    () => refuse(400, { error: { message: "response_format must be one of [wav]" } }),
    {
      server: {
        speech: ({ body: { response_format } }) =>
          response_format === "wav"
            ? body(wave(300), "audio/wav")
            : refuse(400, { error: { message: "response_format must be one of [wav]" } }),
      },
    },
  ),
  refusesSpeech("every format but MP3", ({ response_format }) => response_format !== "mp3", () => refuse(422, "x"), {
    server: {
      speech: ({ body: { response_format } }) =>
        response_format === "mp3"
          ? body(sound("tagged.mp3"), "audio/mpeg")
          : refuse(422, { detail: [{ loc: ["body", "response_format"], msg: "Input should be 'mp3'" }] }),
    },
  }),
  refusesSpeech(
    "directions",
    ({ instructions }) => instructions !== undefined,
    () => refuse(400, { error: { message: "Unknown parameter: 'instructions'." } }),
    {
      speechOptions: { instructions: "always" },
    },
  ),
];
