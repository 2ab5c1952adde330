/**
 * How the fake Realtime service sends one response: the order of its events, and the points where faults occur.
 *
 * @module
 */
import type { FakeItem, FakeResponse, Stage, TellingItem } from "./realtime_state.ts";
import { pcmMs, speechPcm } from "./speech_pcm.ts";

type Chunk = { transcript: string } | { audio: Uint8Array };

/**
 * Sends a response from `response.created` to `response.done` and `rate_limits.updated`.
 *
 * Returns early, with the response still active, when the script stalls it or ends the connection.
 *
 * @param session The session.
 * @param response The response.
 */
export async function tellResponse(session: Stage, response: FakeResponse): Promise<void> {
  session.emit("response.created", { response: view(response, "in_progress") });
  const ended = await session.at("response_created") || await tellItems(session, response);
  if (session.closed || (ended && !response.outcome)) return;
  const status = response.outcome?.status ?? (response.cancelled ? "cancelled" : "completed");
  session.emit("response.done", { response: view(response, status) });
  if (response.cancelled) await session.at("cancel");
  session.emit("rate_limits.updated", {
    rate_limits: [{ name: "requests", limit: 1000, remaining: 999, reset_seconds: 0.1 }],
  });
  session.active = null;
  await session.at("idle");
}

async function tellItems(session: Stage, response: FakeResponse): Promise<boolean> {
  const texts = response.text === "" && response.calls.length > 0
    ? []
    : splitWords(response.text, response.manner.items);
  for (const [index, text] of texts.entries()) {
    if (response.cancelled) return false;
    const last = index === texts.length - 1;
    if (await tellItem(session, response, { index, text, last })) return true;
  }
  if (!response.cancelled) tellCalls(session, response, texts.length);
  return response.cancelled ? false : await session.at("response_done");
}

function tellCalls(session: Stage, response: FakeResponse, firstIndex: number): void {
  for (const [index, call] of response.calls.entries()) {
    const id = `${response.id}_call_${index}`;
    const where = { response_id: response.id, output_index: firstIndex + index };
    const item = { id, object: "realtime.item", type: "function_call", call_id: call.callId, name: call.name };
    session.emit("response.output_item.added", { ...where, item: { ...item, status: "in_progress", arguments: "" } });
    const done = { ...where, item_id: id, call_id: item.call_id, arguments: call.arguments };
    session.emit("response.function_call_arguments.done", done);
    const complete = { ...item, status: "completed", arguments: call.arguments };
    session.emit("response.output_item.done", { ...where, item: complete });
  }
}

async function tellItem(
  session: Stage,
  response: FakeResponse,
  plan: { index: number; text: string; last: boolean },
): Promise<boolean> {
  const { manner } = response;
  const item = session.newAssistantItem();
  const where = { response_id: response.id, output_index: plan.index };
  const part = { ...where, item_id: item.id, content_index: 0 };
  const telling: TellingItem = {
    item,
    sendAudio: (delta) => session.emit("response.output_audio.delta", { ...part, delta }),
  };
  response.items.push(telling);
  const partType = response.withAudio ? "audio" : "text";
  session.emit("response.output_item.added", { ...where, item: itemView(item) });
  session.emit("conversation.item.added", { previous_item_id: null, item: itemView(item) });
  session.emit("response.content_part.added", { ...part, part: { type: partType } });
  let ended = false;
  for (const chunk of schedule(session, response, plan.text)) {
    if (response.cancelled || session.closed) break;
    if ("transcript" in chunk) {
      item.text = (item.text ?? "") + chunk.transcript;
      const type = response.withAudio ? "response.output_audio_transcript.delta" : "response.output_text.delta";
      session.emit(type, { ...part, delta: chunk.transcript });
      continue;
    }
    if (manner.deltaGapMs > 0) await session.sleep(manner.deltaGapMs);
    ended = await session.at({ delta: response.deltas++ });
    if (ended || response.cancelled) break;
    session.hasAudioOut = true;
    item.audioMs += pcmMs(chunk.audio.length);
    telling.sendAudio(chunk.audio.toBase64());
  }
  if (!ended && plan.last && !response.cancelled) ended = await session.at("last_audio");
  if (session.closed || (ended && !response.outcome)) return true;
  closeItem(session, response, telling, { where, part });
  return ended;
}

function closeItem(
  session: Stage,
  response: FakeResponse,
  telling: TellingItem,
  at: { where: Record<string, unknown>; part: Record<string, unknown> },
): void {
  const { item } = telling;
  item.status = response.cancelled || response.outcome ? "incomplete" : "completed";
  const transcript = item.text ?? "";
  if (response.withAudio) {
    session.emit("response.output_audio.done", at.part);
    session.emit("response.output_audio_transcript.done", { ...at.part, transcript });
  } else {
    session.emit("response.output_text.done", { ...at.part, text: transcript });
  }
  const part = response.withAudio ? { type: "audio", transcript } : { type: "text", text: transcript };
  session.emit("response.content_part.done", { ...at.part, part });
  session.emit("conversation.item.done", { previous_item_id: null, item: itemView(item) });
  session.emit("response.output_item.done", { ...at.where, item: itemView(item) });
}

/** The deltas of an item, in the order of the manner. */
function schedule(session: Stage, response: FakeResponse, text: string): Chunk[] {
  const { manner } = response;
  const words: Chunk[] = (text.match(/\S+\s*/g) ?? []).map((transcript) => ({ transcript }));
  const audio: Chunk[] = [];
  if (response.withAudio && manner.audio) {
    const speed = session.config.audio?.output?.speed ?? 1;
    const pcm = speechPcm(text, { msPerChar: session.msPerChar / speed, tone: response.tone });
    const step = Math.min(manner.deltaBytes, Math.max(pcm.length, 1));
    for (let at = 0; at < pcm.length; at += step) audio.push({ audio: pcm.subarray(at, at + step) });
  }
  if (manner.order === "audio_first") return [...audio, ...words];
  if (manner.order === "transcript_first") return [...words, ...audio];
  const chunks: Chunk[] = [];
  let next = 0;
  for (const [index, chunk] of audio.entries()) {
    while (next < words.length && next * audio.length <= index * words.length) {
      chunks.push(...words.slice(next, ++next));
    }
    chunks.push(chunk);
  }
  return [...chunks, ...words.slice(next)];
}

function splitWords(text: string, parts: number): string[] {
  const words = text.match(/\S+\s*/g) ?? [""];
  const count = Math.min(parts, words.length);
  const cut = (index: number) => Math.round(index * words.length / count);
  return Array.from({ length: count }, (_, index) => words.slice(cut(index), cut(index + 1)).join(""));
}

function itemView(item: FakeItem): Record<string, unknown> {
  const content = item.status === "in_progress" ? [] : [{ type: "output_audio", transcript: item.text ?? "" }];
  return { id: item.id, object: "realtime.item", type: "message", role: item.role, status: item.status, content };
}

function view(response: FakeResponse, status: string): Record<string, unknown> {
  const { manner, outcome } = response;
  const running = status === "in_progress";
  const details = running || status === "completed" ? null : {
    type: status,
    ...(status === "cancelled" && { reason: "client_cancelled" }),
    ...(outcome?.reason !== undefined && { reason: outcome.reason }),
    ...(outcome?.error !== undefined && { error: outcome.error }),
  };
  return {
    object: "realtime.response",
    id: response.id,
    status,
    status_details: details,
    output: running ? [] : response.items.map(({ item }) => itemView(item)),
    output_modalities: [response.withAudio ? "audio" : "text"],
    ...(!manner.omit.includes("metadata") && { metadata: response.metadata }),
    ...(!running && !manner.omit.includes("usage") && { usage: usage(response) }),
  };
}

/** Counts tokens like the real service: about four characters or 50 ms of audio each. */
function usage(response: FakeResponse): Record<string, unknown> {
  const text = response.items.reduce((sum, { item }) => sum + Math.ceil((item.text ?? "").length / 4), 0);
  const audio = response.items.reduce((sum, { item }) => sum + Math.ceil(item.audioMs / 50), 0);
  const input = 32;
  return {
    total_tokens: input + text + audio,
    input_tokens: input,
    output_tokens: text + audio,
    input_token_details: { text_tokens: input, audio_tokens: 0, image_tokens: 0, cached_tokens: 0 },
    output_token_details: { text_tokens: text, audio_tokens: audio },
  };
}
