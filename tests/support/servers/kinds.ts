/**
 * Fakes of the servers that people run, each with the habits by which it is known: its addresses, its list of models,
 * what it refuses, and in which words.
 *
 * @module
 */
import { pcm, wave } from "../../adapters/tts/openai_tts/bodies.ts";
import { chunk, refuse, sse, words } from "./answers.ts";
import { type Handler, PLAIN_REPLY, plainSpeech, type Question, type ServerPlan, streamed } from "./server.ts";

const reply = words(PLAIN_REPLY);

/** A list of models. */
function list(...ids: readonly string[]): Handler {
  return () => Response.json({ object: "list", data: ids.map((id) => ({ id, object: "model", owned_by: "test" })) });
}

/** Chat of one model; another one is not found, in the server's words. */
function chatOf(model: string, notFound: (model: unknown) => Response): Handler {
  return ({ body }) => body.model === model ? sse(reply) : notFound(body.model);
}

/** Answers with a key alone. */
function withKey(header: string, value: string, handler: Handler): Handler {
  return (question) =>
    question.headers.get(header) === value
      ? handler(question)
      : refuse(401, { error: { message: "Access denied due to missing or invalid key" } });
}

/** Ollama: tags may be left out, models are loaded on the first request, unknown models are 404. */
const ollama: ServerPlan = {
  paths: {
    "/v1/models": list("llama3.2:latest"),
    "/v1/chat/completions": async (question) => {
      const { body: { model } } = question;
      if (model !== "llama3.2") {
        return refuse(404, { error: { message: `model "${model}" not found, try pulling it first` } });
      }
      if (question.count === 0) await question.wait(12_000);
      return sse(reply);
    },
    "/v1/audio/speech": () => refuse(404, "404 page not found"),
  },
};

/** Kokoro-FastAPI: PCM of 24 kHz, its own voices, errors under `detail`. */
const kokoro: ServerPlan = {
  paths: {
    "/v1/models": list("tts-1", "tts-1-hd", "kokoro"),
    "/v1/audio/voices": () => Response.json({ voices: ["af_heart", "af_nova", "am_onyx"] }),
    "/v1/audio/speech": (question) =>
      /^(af|am)_/.test(String(question.body.voice))
        ? plainSpeech(question)
        : refuse(400, { detail: { error: "validation_error", message: `Voice '${question.body.voice}' not found` } }),
  },
};

/** LM Studio: answers 200 to every path, with an error in the body. */
const lmStudio: ServerPlan = {
  paths: {
    "/v1/models": list("text-embedding-nomic", "qwen3-8b"),
    "/v1/chat/completions": chatOf("qwen3-8b", () => refuse(400, { error: "Model not loaded" })),
    "/v1/audio/speech": () => Response.json({ error: "Unexpected endpoint or method. (POST /v1/audio/speech)" }),
  },
};

/** speaches: PCM at the rate of its Piper voice, and one voice. */
const speaches: ServerPlan = {
  paths: {
    "/v1/models": list("speaches-ai/piper-en_US-amy-medium"),
    "/v1/audio/speech": ({ body: { voice, input } }) =>
      voice === "amy"
        ? new Response(pcm(22_050, String(input).length * 20), { headers: { "content-type": "audio/pcm" } })
        : refuse(422, { detail: [{ loc: ["body", "voice"], msg: `Voice '${voice}' is not supported` }] }),
  },
};

/** llama.cpp: takes any name of a model, and says 503 while it loads. */
const llamaCpp: ServerPlan = {
  paths: {
    "/v1/models": () => Response.json({ data: [{ id: "/models/model.gguf", owned_by: "llamacpp" }] }),
    "/v1/chat/completions": ({ count }) =>
      count < 3
        ? refuse(503, { error: { code: 503, message: "Loading model", type: "unavailable_error" } })
        : sse(reply),
    "/v1/audio/speech": plainSpeech,
  },
};

/** vLLM: roles alternate, extra fields of the template are taken, reasoning comes in a separate field. */
const vllm: ServerPlan = {
  paths: {
    "/v1/models": list("Qwen/Qwen3-8B"),
    "/v1/chat/completions": ({ body: { model, messages, chat_template_kwargs: kwargs } }) => {
      if (model !== "Qwen/Qwen3-8B") {
        return refuse(404, { object: "error", message: `The model ${model} does not exist.`, code: 404 });
      }
      if (!alternates(messages)) {
        return refuse(400, { object: "error", message: "Conversation roles must alternate user/assistant" });
      }
      if (JSON.stringify(kwargs) !== '{"enable_thinking":false}') {
        return refuse(400, { message: "it would think aloud" });
      }
      return sse([chunk({ reasoning_content: "Hm." }), ...reply]);
    },
    "/v1/audio/speech": plainSpeech,
  },
};

function alternates(messages: unknown): boolean {
  const roles = [messages].flat().map((message) => String(Object(message).role));
  const spoken = roles[0] === "system" ? roles.slice(1) : roles;
  return spoken.every((role, n) => role === (n % 2 === 0 ? "user" : "assistant"));
}

/** Groq: a key, and speech as WAV alone. */
const groq: ServerPlan = {
  paths: {
    "/openai/v1/models": withKey(
      "authorization",
      "Bearer gsk_groq_key",
      list("llama-3.3-70b-versatile", "canopylabs/orpheus-v1-english"),
    ),
    "/openai/v1/chat/completions": withKey(
      "authorization",
      "Bearer gsk_groq_key",
      chatOf("llama-3.3-70b-versatile", () => refuse(404, { error: { message: "no such model" } })),
    ),
    "/openai/v1/audio/speech": withKey(
      "authorization",
      "Bearer gsk_groq_key",
      ({ body: { voice, response_format: format, input } }) => {
        if (format !== "wav") return refuse(400, { error: { message: "response_format must be one of [wav]" } });
        if (voice !== "troy") {
          return refuse(400, {
            error: { message: "voice must be one of [troy, hannah]", param: "voice" },
          });
        }
        return new Response(wave(String(input).length * 20, { length: "ones" }), {
          headers: { "content-type": "audio/wav" },
        });
      },
    ),
  },
};

/** OpenRouter: comments while it looks for a provider, and headers of one's own. */
const openRouter: ServerPlan = {
  paths: {
    "/api/v1/models": list("openai/gpt-oss-120b"),
    "/api/v1/chat/completions": withKey(
      "authorization",
      "Bearer sk-or-v1-key",
      (question) =>
        question.headers.get("x-title") === "My kiosk"
          ? streamed([": OPENROUTER PROCESSING\n\n", 2000, ": OPENROUTER PROCESSING\n\n", ...reply], question)
          : refuse(400, { error: { message: "no title" } }),
    ),
  },
};

const azureVersion = "?api-version=2025-04-01-preview";

/** Azure: deployments with a version in the query, the key as `api-key`, and no `max_tokens`. */
const azure: ServerPlan = {
  paths: {
    "/openai/models": azureService(list("gpt-5-mini", "gpt-4o-mini-tts")),
    "/openai/deployments/gpt-5-mini/chat/completions": azureService(({ body }) =>
      "max_tokens" in body
        ? refuse(400, {
          error: {
            message: "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
            param: "max_tokens",
          },
        })
        : sse([`data: {"choices":[],"prompt_filter_results":[]}\n\n`, ...reply])
    ),
    "/openai/deployments/gpt-4o-mini-tts/audio/speech": azureService(plainSpeech),
  },
};

function azureService(handler: Handler): Handler {
  return withKey(
    "api-key",
    "azure_test_key",
    (question: Question) =>
      question.query === azureVersion
        ? handler(question)
        : refuse(404, { error: { code: "404", message: "Resource not found" } }),
  );
}

/** The fakes, by name. */
export const KINDS = { ollama, kokoro, lmStudio, speaches, llamaCpp, vllm, groq, openRouter, azure } as const;
