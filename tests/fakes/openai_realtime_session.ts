/**
 * One connection to the fake Realtime service: its state, and what it answers to each client event.
 *
 * @module
 */
import { type Action, type FaultScript, type Manner, type Point, type WireError } from "./fault_script.ts";
import { type ClientEvent, type ClientEventOf, invalid, parseClientEvent, type SessionConfig } from "./openai_realtime_schema.ts";
import { type FakeResponse, tellResponse } from "./openai_realtime_reply.ts";
import { DROP_MARKER, FREEZE_MARKER } from "./tcp_proxy.ts";
import { pcmMs } from "./speech_pcm.ts";

/** A message in the fake's conversation. */
export interface FakeItem {
  id: string;
  role: "user" | "system" | "assistant";
  status: "in_progress" | "completed" | "incomplete";
  /** What was written, or the transcript of what was said; null once truncation has removed it. */
  text: string | null;
  /** Bytes of PCM sent for it. */
  audioBytes: number;
  /** How much audio the conversation keeps, in milliseconds. */
  audioMs: number;
}

/** What a reply is made from. */
export interface ReplyContext {
  /** The text of the newest user item; empty when there is none. */
  userText: string;
  /** The instructions that apply to this response. */
  instructions: string;
  /** The conversation so far. */
  items: readonly FakeItem[];
}

/** What a session shares with its service. */
export interface SessionSetup {
  id: string;
  model: string;
  /** The manner of the moment, for responses that no step changes. */
  manner: () => Manner;
  script: FaultScript;
  sessionMs: number;
  msPerChar: number;
  reply: (context: ReplyContext) => string;
}

const RENAMED: Record<Manner["names"], Readonly<Record<string, string>>> = {
  ga: {},
  mixed: { "conversation.item.added": "conversation.item.created" },
  beta: {
    "conversation.item.added": "conversation.item.created",
    "response.output_audio.delta": "response.audio.delta",
    "response.output_audio.done": "response.audio.done",
    "response.output_audio_transcript.delta": "response.audio_transcript.delta",
    "response.output_audio_transcript.done": "response.audio_transcript.done",
    "response.output_text.delta": "response.text.delta",
    "response.output_text.done": "response.text.done",
  },
};

/** Event types that only the GA protocol has. */
const GA_ONLY = new Set(["conversation.item.done"]);

/** One session of the fake Realtime service. Tests read its fields; clients only see its events. */
export class FakeRealtimeSession {
  readonly id: string;
  /** The conversation, oldest first. */
  readonly items: FakeItem[] = [];
  /** Client events that were accepted, in order. */
  readonly received: ClientEvent[] = [];
  /** Errors that were sent, in order. */
  readonly errors: WireError[] = [];
  /** How it closed, once it has. */
  closed: { code: number; reason: string } | null = null;
  /** The configuration in force. */
  config: SessionConfig;
  /** True once the conversation holds assistant audio: the voice is settled then. */
  hasAudioOut = false;
  /** The response that is being told. */
  active: FakeResponse | null = null;

  #socket: WebSocket;
  #setup: SessionSetup;
  #ids = { event: 0, item: 0, response: 0 };
  #creating = false;
  #silent = false;
  #sleeps = new Map<number, () => void>();
  #expiresAt: number;

  /**
   * @param socket The server's end, not yet open.
   * @param setup Identity, habits and faults.
   */
  constructor(socket: WebSocket, setup: SessionSetup) {
    this.id = setup.id;
    this.#socket = socket;
    this.#setup = setup;
    this.#expiresAt = Math.floor((Date.now() + setup.sessionMs) / 1000);
    this.config = {
      type: "realtime",
      model: setup.model,
      instructions: "Your knowledge cutoff is 2023-10. You are a helpful, witty, and friendly AI.",
      output_modalities: ["audio"],
      audio: {
        input: { format: { type: "audio/pcm", rate: 24_000 }, turn_detection: { type: "server_vad" } },
        output: { format: { type: "audio/pcm", rate: 24_000 }, voice: "alloy", speed: 1 },
      },
    };
    socket.onopen = () => void this.#open();
    socket.onmessage = (event) => this.#onMessage(event.data);
    socket.onclose = (event) => this.#onClose(event.code, event.reason);
  }

  /** How long a character sounds, in milliseconds. */
  get msPerChar(): number {
    return this.#setup.msPerChar;
  }

  /**
   * Sends an event, under the name that the manner has for it.
   *
   * @param type The GA name.
   * @param fields The rest of the event.
   */
  emit(type: string, fields: Record<string, unknown>): void {
    const { names, omit } = this.active?.manner ?? this.#setup.manner();
    if (omit.includes(type) || (names !== "ga" && GA_ONLY.has(type))) return;
    const event = { type: RENAMED[names][type] ?? type, event_id: `event_${++this.#ids.event}`, ...fields };
    this.sendRaw(JSON.stringify(event));
  }

  /** Sends a frame as it is; nothing once the connection is closing or has gone silent. */
  sendRaw(frame: string | Uint8Array<ArrayBuffer>): void {
    if (!this.#silent && this.#socket.readyState === WebSocket.OPEN) this.#socket.send(frame);
  }

  /**
   * Does what the script wants at a point.
   *
   * @param point Where the conversation is.
   * @returns True when the normal work of this point is to be left out.
   */
  async at(point: Point): Promise<boolean> {
    let ends = false;
    for (const action of this.#setup.script.take(point)) ends = await this.#perform(action, point) || ends;
    return ends;
  }

  /** Waits, unless the connection ends first. */
  sleep(ms: number): Promise<void> {
    if (this.closed) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#sleeps.delete(timer);
        resolve();
      }, ms);
      this.#sleeps.set(timer, resolve);
    });
  }

  /** A new item of the assistant, in the conversation. */
  newAssistantItem(): FakeItem {
    const item: FakeItem = {
      id: `item_${++this.#ids.item}`,
      role: "assistant",
      status: "in_progress",
      text: "",
      audioBytes: 0,
      audioMs: 0,
    };
    this.items.push(item);
    return item;
  }

  /** Closes from the server's side. */
  close(code: number, reason = ""): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.close(code, reason);
  }

  async #open(): Promise<void> {
    if (await this.at("open")) return;
    this.emit("session.created", { session: this.#sessionView() });
  }

  #sessionView(): Record<string, unknown> {
    return { ...this.config, id: this.id, object: "realtime.session", expires_at: this.#expiresAt };
  }

  #onClose(code: number, reason: string): void {
    this.closed = { code, reason };
    for (const [timer, wake] of this.#sleeps) {
      clearTimeout(timer);
      wake();
    }
    this.#sleeps.clear();
  }

  #onMessage(data: unknown): void {
    if (typeof data !== "string") return this.#error(invalid("invalid_json", "Binary frames are not supported.", null), null);
    const parsed = parseClientEvent(data);
    if (!parsed.ok) return this.#error(parsed.error, parsed.eventId);
    const event = parsed.event;
    this.received.push(event);
    if (this.#setup.manner().ignores.includes(event.type)) return;
    switch (event.type) {
      case "session.update":
        return void this.#updateSession(event);
      case "conversation.item.create":
        return this.#createItem(event);
      case "response.create":
        return void this.#createResponse(event);
      case "response.cancel":
        return this.#cancel(event);
      case "conversation.item.truncate":
        return this.#truncate(event);
      case "conversation.item.delete":
        return this.#deleteItem(event);
    }
  }

  #error(error: WireError, clientEventId: string | null | undefined): void {
    this.errors.push(error);
    this.emit("error", { error: { param: null, ...error, event_id: clientEventId ?? null } });
  }

  async #updateSession(event: ClientEventOf<"session.update">): Promise<void> {
    const before = this.config.audio?.output;
    const wanted = event.session.audio?.output;
    if (wanted?.voice && wanted.voice !== before?.voice && this.hasAudioOut) {
      const text = "Cannot update a conversation's voice if assistant audio is present.";
      return this.#error(invalid("cannot_update_voice", text, "session.audio.output.voice"), event.event_id);
    }
    if (wanted?.speed !== undefined && wanted.speed !== before?.speed && this.active) {
      const text = "Cannot update speed while a response is in progress.";
      return this.#error(invalid("invalid_value", text, "session.audio.output.speed"), event.event_id);
    }
    if (await this.at("session_update")) return;
    this.config = {
      ...this.config,
      ...event.session,
      audio: {
        input: { ...this.config.audio?.input, ...event.session.audio?.input },
        output: { ...this.config.audio?.output, ...event.session.audio?.output },
      },
    };
    this.emit("session.updated", { session: this.#sessionView() });
  }

  #createItem(event: ClientEventOf<"conversation.item.create">): void {
    const id = event.item.id ?? `item_${++this.#ids.item}`;
    if (this.items.some((item) => item.id === id)) {
      const text = `Error adding item: an item with id '${id}' already exists.`;
      return this.#error(invalid("item_create_duplicate_item_id", text, "item.id"), event.event_id);
    }
    const previous = this.items.at(-1)?.id ?? null;
    const text = event.item.content.map((part) => part.text).join("");
    this.items.push({ id, role: event.item.role, status: "completed", text, audioBytes: 0, audioMs: 0 });
    const item = { ...event.item, id, object: "realtime.item", status: "completed" };
    this.emit("conversation.item.added", { previous_item_id: previous, item });
    this.emit("conversation.item.done", { previous_item_id: previous, item });
  }

  async #createResponse(event: ClientEventOf<"response.create">): Promise<void> {
    if (this.active || this.#creating) {
      const text = `Conversation already has an active response in progress: ${this.active?.id ?? "(pending)"}.`;
      return this.#error(invalid("conversation_already_has_active_response", text, null), event.event_id);
    }
    this.#creating = true;
    const manner = { ...this.#setup.manner() };
    let handled = false;
    for (const action of this.#setup.script.take("response_create")) {
      if (action.do === "manner") Object.assign(manner, action.manner);
      else if (action.do === "error") {
        this.#error(action.error, event.event_id);
        handled = true;
      } else handled = await this.#perform(action, "response_create") || handled;
    }
    this.#creating = false;
    if (handled || this.closed) return;
    const instructions = event.response?.instructions ?? this.config.instructions ?? "";
    const userText = this.items.findLast((item) => item.role === "user")?.text ?? "";
    this.active = {
      id: `resp_${++this.#ids.response}`,
      metadata: event.response?.metadata ?? null,
      text: this.#setup.reply({ userText, instructions, items: this.items }),
      withAudio: (event.response?.output_modalities ?? this.config.output_modalities)?.[0] !== "text",
      manner,
      items: [],
      cancelled: false,
    };
    await tellResponse(this, this.active);
  }

  #cancel(event: ClientEventOf<"response.cancel">): void {
    if (!this.active || (event.response_id !== undefined && event.response_id !== this.active.id)) {
      const text = "Cancellation failed: no active response found.";
      return this.#error(invalid("response_cancel_not_active", text, null), event.event_id);
    }
    this.active.cancelled = true;
  }

  #truncate(event: ClientEventOf<"conversation.item.truncate">): void {
    const item = this.items.find(({ id, role }) => id === event.item_id && role === "assistant");
    if (!item) {
      const text = `Error truncating item: the item with id '${event.item_id}' does not exist.`;
      return this.#error(invalid("item_truncate_invalid_item_id", text, "item_id"), event.event_id);
    }
    if (event.audio_end_ms > Math.floor(item.audioMs)) {
      const text = `Audio content of ${Math.floor(item.audioMs)}ms is already shorter than ${event.audio_end_ms}ms`;
      return this.#error(invalid("invalid_value", text, "audio_end_ms"), event.event_id);
    }
    item.audioMs = event.audio_end_ms;
    item.text = null;
    const { item_id, content_index, audio_end_ms } = event;
    this.emit("conversation.item.truncated", { item_id, content_index, audio_end_ms });
  }

  #deleteItem(event: ClientEventOf<"conversation.item.delete">): void {
    const index = this.items.findIndex(({ id }) => id === event.item_id);
    if (index < 0) {
      const text = `Error deleting item: the item with id '${event.item_id}' does not exist.`;
      return this.#error(invalid("item_delete_invalid_item_id", text, "item_id"), event.event_id);
    }
    this.items.splice(index, 1);
    this.emit("conversation.item.deleted", { item_id: event.item_id });
  }

  async #perform(action: Action, point: Point): Promise<boolean> {
    switch (action.do) {
      case "error":
        this.#error(action.error, null);
        return point === "open" || point === "session_update";
      case "close":
        this.close(action.code, action.reason);
        return true;
      case "drop":
        this.sendRaw(DROP_MARKER);
        this.#silent = true;
        return true;
      case "freeze":
        this.sendRaw(FREEZE_MARKER);
        this.#silent = true;
        return true;
      case "stall":
        if (point === "open") this.#silent = true;
        return true;
      case "wait":
        await this.sleep(action.ms);
        return false;
      case "send":
        this.sendRaw(action.frame);
        return false;
      case "bad_base64":
        this.active?.items.at(-1)?.sendAudio("%%% not base64 %%%");
        return false;
      case "late_deltas":
        for (let n = 0; n < action.count; n++) this.active?.items.at(-1)?.sendAudio(new Uint8Array(480).toBase64());
        return false;
      case "finish":
        if (this.active) this.active.outcome = { status: action.status, error: action.error, reason: action.reason };
        return true;
      case "refuse":
      case "manner":
        throw new Error(`A step '${action.do}' cannot happen at ${JSON.stringify(point)}`);
    }
  }
}

/** Counts audio that was sent for an item. */
export function addAudio(item: FakeItem, bytes: number): void {
  item.audioBytes += bytes;
  item.audioMs = pcmMs(item.audioBytes);
}
