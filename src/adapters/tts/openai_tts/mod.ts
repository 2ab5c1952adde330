/**
 * The adapter `openai_tts`: speech from OpenAI or a compatible server: Kokoro-FastAPI, speaches, LocalAI
 * and others.
 *
 * @module
 */
import { defineAdapter } from "../../../contract/adapter.ts";
import { openAiSecrets } from "../../openai/endpoint.ts";
import { OpenAiTts } from "./adapter.ts";
import { TtsOptions } from "./options.ts";

export default defineAdapter({
  kind: "tts",
  name: "openai_tts",
  summary: "Speech of OpenAI, or of Kokoro-FastAPI, speaches, LocalAI and others by base_url",
  options: TtsOptions,
  secrets: openAiSecrets,
  create: (options, host) => new OpenAiTts(options, host),
});
