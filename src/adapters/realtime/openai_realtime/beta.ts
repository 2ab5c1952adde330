/**
 * Commands in the shape of the Realtime beta, which Azure's preview addresses, speaches and others still take: the
 * configuration is flat there, and has other names.
 *
 * @module
 */
import type { RealtimeSessionCreateRequest } from "openai/resources/realtime/realtime";
import { isJsonObject } from "../../../contract/shape.ts";
import type { RealtimeCommand } from "./commands.ts";

/**
 * Whether a server takes commands in the beta's shape.
 *
 * @param session The session that it announces: of the beta, it has a voice or modalities, but no type.
 */
export function isBetaSession(session: unknown): boolean {
  if (!isJsonObject(session) || session.type === "realtime" || session.output_modalities !== undefined) return false;
  return typeof session.voice === "string" || Array.isArray(session.modalities);
}

/** A command in the beta's shape. */
export function inBetaShape(command: RealtimeCommand): Readonly<Record<string, unknown>> {
  if (command.type === "session.update" && command.session.type === "realtime") {
    return { ...command, session: flat(command.session) };
  }
  if (command.type !== "conversation.item.create") return { ...command };
  const { item } = command;
  if (item.type !== "message" || item.role !== "assistant") return { ...command };
  return { ...command, item: { ...item, content: item.content.map(({ text }) => ({ type: "text", text })) } };
}

function flat(session: RealtimeSessionCreateRequest): Readonly<Record<string, unknown>> {
  const { type: _, output_modalities: modalities, audio, max_output_tokens: maxTokens, reasoning, ...rest } = session;
  const { input, output } = audio ?? {};
  // Early servers do not know `speed`, so the first configuration leaves out the usual one.
  const isPlain = modalities !== undefined && output?.speed === 1;
  return {
    ...rest,
    // There is no speech without a transcript.
    ...(modalities !== undefined && { modalities: ["audio", "text"] }),
    ...(input?.turn_detection !== undefined && { turn_detection: input.turn_detection }),
    ...(output?.format !== undefined && { output_audio_format: "pcm16" }),
    ...(output?.voice !== undefined && { voice: output.voice }),
    ...(output?.speed !== undefined && !isPlain && { speed: output.speed }),
    ...(maxTokens !== undefined && { max_response_output_tokens: maxTokens }),
    ...(reasoning !== undefined && { reasoning }),
  };
}
