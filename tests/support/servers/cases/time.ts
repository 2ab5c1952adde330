/**
 * Servers that take their time.
 *
 * @module
 */
import { pcm } from "../../../adapters/tts/openai_tts/bodies.ts";
import { chunk, ending, refuse, sse, words } from "../answers.ts";
import type { ServerCase } from "../bench.ts";
import { type Handler, PLAIN_REPLY, plainSpeech, streamed } from "../server.ts";

const reply = words(PLAIN_REPLY);

/** Refuses the first requests, then answers. */
function afterRefusals(count: number, refusal: () => Response): Handler {
  return (question) => question.count < count ? refusal() : sse(reply);
}

/** Holds the first request for some time, then answers. */
function heldFirst(ms: number, answer: Handler): Handler {
  return async (question) => {
    if (question.count === 0) await question.wait(ms);
    return await answer(question);
  };
}

/** Pieces with a pause before each. */
function every<T>(ms: number, pieces: readonly T[]): (T | number)[] {
  return pieces.flatMap((piece) => [ms, piece]);
}

const chatCase = (name: string, chat: Handler, expected: ServerCase["expected"], chatOptions = {}): ServerCase => ({
  name,
  about: "chat",
  server: { chat },
  chatOptions,
  expected,
});

const OK = { status: "completed" } as const;

/** A list of models that a client waits for in vain. */
const hangs: Handler = async (question) => {
  await question.wait(600_000);
  return Response.json({ data: [] });
};

/** Servers that take their time. */
export const TIME_CASES: readonly ServerCase[] = [
  chatCase(
    "a model that is loaded for 45 s on the first request answers, with no option set",
    heldFirst(45_000, () => sse(reply)),
    { ...OK, requests: [1, 2], notBeforeMs: 45_000 },
  ),
  chatCase("headers at once and 6 s of silence", (question) => streamed([6000, ...reply], question), {
    ...OK,
    requests: [1, 2],
  }),
  chatCase(
    "6 s of reasoning deltas, then an answer",
    (question) => streamed([...every(1000, Array(6).fill(chunk({ reasoning_content: "Hm. " }))), ...reply], question),
    OK,
    { first_token_ms: 2500 },
  ),
  chatCase(
    "6 s of keep-alive comments, then an answer",
    (question) => streamed([...every(1000, Array(6).fill(": OPENROUTER PROCESSING\n\n")), ...reply], question),
    OK,
    { first_token_ms: 2500 },
  ),
  chatCase(
    "6 s of thinking between marks, then an answer",
    (question) =>
      streamed([
        chunk({ content: "<think>" }),
        ...every(1000, Array(6).fill(chunk({ content: "Hm. " }))),
        chunk({ content: "</think>" }),
        ...reply,
      ], question),
    OK,
    { first_token_ms: 2500 },
  ),
  chatCase(
    "6 s of empty deltas, then an answer",
    (question) => streamed([...every(1000, Array(6).fill(chunk({ content: "" }))), ...reply], question),
    OK,
    { first_token_ms: 2500 },
  ),
  chatCase("a model that never begins", (question) => streamed(question.count === 0 ? [600_000] : reply, question), {
    status: "failed",
    text: "",
    error: /provider_timeout: .*does not begin: nothing for 2000 ms; raise adapters\.openai_chat\.first_token_ms/,
    withinMs: 3000,
  }, { first_token_ms: 2000 }),
  chatCase(
    "a model that falls silent in mid-sentence",
    (question) => streamed(question.count === 0 ? [...reply.slice(0, 3), 600_000] : reply, question),
    {
      status: "failed",
      text: /^Hello there/,
      error: /fell silent: nothing for 1500 ms; raise adapters\.openai_chat\.stall_ms/,
      isHeard: false,
    },
    { stall_ms: 1500 },
  ),
  chatCase(
    "a model that reasons without end",
    (question) =>
      streamed(question.count === 0 ? every(500, Array(1000).fill(chunk({ reasoning: "Hm. " }))) : reply, question),
    { status: "failed", text: "", error: /not done after 5000 ms; raise adapters\.openai_chat\.answer_ms/ },
    { answer_ms: 5000 },
  ),
  chatCase(
    "a reply that is over on a stream that stays open",
    (question) => streamed([...reply.slice(0, -1), chunk({}, { finish_reason: "stop" }), 600_000], question),
    { ...OK, withinMs: 4000 },
  ),
  chatCase(
    "llama.cpp's 503 while it loads",
    afterRefusals(6, () => refuse(503, { error: { code: 503, message: "Loading model", type: "unavailable_error" } })),
    { ...OK, requests: [7, 8], notBeforeMs: 5000 },
  ),
  chatCase(
    "Ollama's 500 while it loads",
    afterRefusals(4, () => refuse(500, { error: "llm server loading model" })),
    { ...OK, requests: [5, 6] },
  ),
  chatCase(
    "TGI's 503 while it loads",
    afterRefusals(4, () => refuse(503, { error: "Model x is currently loading", estimated_time: 20 })),
    { ...OK, requests: [5, 6] },
  ),
  chatCase("503 with a short Retry-After", afterRefusals(2, () => refuse(503, "busy", { "retry-after": "2" })), {
    ...OK,
    requests: [3, 4],
    notBeforeMs: 4000,
  }),
  chatCase("502 of a proxy, once", afterRefusals(1, () => refuse(502, "<html><title>502 Bad Gateway</title></html>")), {
    ...OK,
    requests: [2, 3],
  }),
  chatCase(
    "429 that asks for a second",
    afterRefusals(1, () => refuse(429, { error: { message: "slow down" } }, { "retry-after": "1" })),
    {
      ...OK,
      requests: [2, 3],
      notBeforeMs: 1000,
    },
  ),
  chatCase(
    "429 that asks for milliseconds",
    afterRefusals(2, () => refuse(429, { error: { message: "slow down" } }, { "retry-after-ms": "400" })),
    { ...OK, requests: [3, 4] },
  ),
  chatCase("429 without a word on when", afterRefusals(1, () => refuse(429, { message: "too many requests" })), {
    ...OK,
    requests: [2, 3],
  }),
  chatCase(
    "429 that asks for a minute",
    afterRefusals(1, () => refuse(429, { error: { message: "slow down" } }, { "retry-after": "60" })),
    {
      status: "failed",
      text: "",
      error: /provider_rate_limited: .*slow down; the provider asks to wait 60 s/,
      requests: [1, 2],
      withinMs: 1000,
    },
  ),
  chatCase(
    "429 for an empty account",
    afterRefusals(
      1,
      () => refuse(429, { error: { message: "no credit", code: "insufficient_quota" } }, { "retry-after": "1" }),
    ),
    { status: "failed", text: "", error: /provider_quota: .*no credit/, requests: [1, 2] },
  ),
  chatCase("503 that never passes", afterRefusals(3, () => refuse(503, "no healthy upstream")), {
    status: "failed",
    text: "",
    error:
      /provider_unavailable: .*POST http:\/\/127\.0\.0\.1:\d+\/v1\/chat\/completions failed \(503\): no healthy upstream/,
    requests: [3, 4],
    withinMs: 3000,
  }),
  chatCase(
    "a model that cannot be loaded",
    afterRefusals(3, () => refuse(500, { error: "error loading model: unable to allocate" })),
    {
      status: "failed",
      text: "",
      error: /unable to allocate/,
      withinMs: 3000,
    },
  ),
  chatCase(
    "loading, told within the stream",
    (question) => sse(question.count < 2 ? [`data: {"error":{"message":"Loading model","code":503}}\n\n`] : reply),
    { ...OK, requests: [3, 4] },
  ),
  {
    name: "a voice that is loaded for 45 s on the first request speaks, with no option set",
    about: "speech",
    server: {
      speech: async (question) => {
        if (question.count === 0) await question.wait(45_000);
        return plainSpeech(question);
      },
    },
    expected: { ...OK, requests: [1, 2], notBeforeMs: 45_000 },
  },
  {
    name: "a voice whose headers come at once, and its sound after 6 s",
    about: "speech",
    server: {
      speech: (question) => streamed([question.count === 0 ? 6000 : 0, pcm(24_000, 300)], question, "audio/pcm"),
    },
    expected: { ...OK, requests: [1, 2] },
  },
  {
    name: "a voice that says 503 while it loads",
    about: "speech",
    server: {
      speech: (question) =>
        question.count < 5 ? refuse(503, { detail: "Model is loading, please wait" }) : plainSpeech(question),
    },
    expected: { ...OK, requests: [6, 7] },
  },
  {
    name: "a voice that never begins",
    about: "speech",
    server: {
      speech: (question) => question.count === 0 ? streamed([600_000], question, "audio/pcm") : plainSpeech(question),
    },
    speechOptions: { first_audio_ms: 2000 },
    expected: {
      status: "failed",
      error: /nothing for 2000 ms; raise adapters\.openai_tts\.first_audio_ms/,
      withinMs: 3500,
    },
  },
  {
    name: "a server that hangs altogether is given up long before one that loads",
    about: "chat",
    server: { chat: heldFirst(600_000, () => sse(reply)), paths: { "/v1/models": hangs } },
    chatOptions: { unresponsive_ms: 1000 },
    expected: {
      status: "failed",
      text: "",
      error: /provider_timeout: .*GET http:\/\/127\.0\.0\.1:\d+\/v1\/models is not answered either: restart the server/,
      withinMs: 2000,
      nextText: PLAIN_REPLY,
      requests: [1, 2],
    },
  },
  {
    name: "a server that dies after its first answer costs the time of a server that hangs, with no option set",
    about: "chat",
    server: {
      chat: (question) => question.count > 0 ? hangs(question) : sse(reply),
      paths: { "/v1/models": hangs },
    },
    expected: { ...OK, next: "failed", nextText: "", nextWithinMs: 22_000 },
  },
  {
    name: "a voice that hangs altogether is given up long before one that loads",
    about: "speech",
    server: { speech: heldFirst(600_000, plainSpeech), paths: { "/v1/models": hangs } },
    speechOptions: { unresponsive_ms: 1000 },
    expected: { status: "failed", error: /openai_tts: the voice does not begin: nothing for 1000 ms/, withinMs: 3000 },
  },
  {
    name: "a model that is loaded for 8 s by a server that answers nothing but errors meanwhile",
    about: "chat",
    server: {
      chat: heldFirst(8000, () => sse(reply)),
      paths: { "/v1/models": () => refuse(503, { error: "busy" }) },
    },
    chatOptions: { unresponsive_ms: 1000 },
    expected: { ...OK, requests: [1, 2], notBeforeMs: 8000 },
  },
  {
    name: "a model that reasons for 6 s on a server that takes one request at a time",
    about: "chat",
    server: {
      chat: (question) => streamed([...every(500, Array(12).fill(chunk({ reasoning: "Hm. " }))), ...reply], question),
      paths: { "/v1/models": hangs },
    },
    chatOptions: { unresponsive_ms: 1000 },
    expected: OK,
  },
  {
    name: "a voice that falls silent",
    about: "speech",
    server: {
      speech: (question) =>
        question.count === 0 ? streamed([pcm(24_000, 300), 600_000], question, "audio/pcm") : plainSpeech(question),
    },
    speechOptions: { stall_ms: 1500 },
    expected: { status: "failed", error: /nothing for 1500 ms; raise adapters\.openai_tts\.stall_ms/, isHeard: true },
  },
  {
    name: "a voice that speaks without end",
    about: "speech",
    server: {
      speech: (question) =>
        question.count === 0
          ? streamed(Array(100).fill(pcm(24_000, 100)), question, "audio/pcm")
          : plainSpeech(question),
    },
    speechOptions: { max_audio_ms: 2000 },
    expected: {
      status: "failed",
      error: /more than 2000 ms of speech for one text; raise adapters\.openai_tts\.max_audio_ms/,
      isHeard: true,
    },
  },
  chatCase("an answer in one burst behind its end", (question) => streamed([reply.join("") + ending()], question), OK),
];
