/**
 * The adapter `openai_realtime`: OpenAI's Realtime service, or a server that speaks its protocol.
 *
 * @module
 */
import { defineAdapter } from "../../../contract/adapter.ts";
import { secretsOf } from "../../openai/endpoint.ts";
import { NAME, OpenAiRealtime } from "./adapter.ts";
import { RealtimeOptions } from "./options.ts";

export default defineAdapter({
  kind: "realtime",
  name: NAME,
  summary: "OpenAI Realtime: language model and voice over one WebSocket a session; also LocalAI, speaches and others",
  options: RealtimeOptions,
  secrets: secretsOf(NAME),
  create: (options, host) => new OpenAiRealtime(options, host),
});
