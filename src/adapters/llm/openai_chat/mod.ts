/**
 * The adapter `openai_chat`: streaming chat completions of OpenAI, or of a compatible server: Ollama,
 * llama.cpp, vLLM, LM Studio and others.
 *
 * @module
 */
import { defineAdapter } from "../../../contract/adapter.ts";
import { openAiSecrets } from "../../openai/endpoint.ts";
import { findModelServer } from "../../openai/local_servers.ts";
import { OpenAiChat } from "./adapter.ts";
import { ChatOptions } from "./options.ts";

export default defineAdapter({
  kind: "llm",
  name: "openai_chat",
  summary: "Chat completions of OpenAI, or of Ollama, llama.cpp, vLLM, LM Studio and others by base_url",
  options: ChatOptions,
  secrets: openAiSecrets,
  findLocal: () => findModelServer(),
  create: (options, host) => new OpenAiChat(options, host),
});
