/**
 * One connection to the fake Realtime service: its state, and its response to each client event.
 *
 * @module
 */
import {
  type Action,
  type FaultScript,
  GA_ONLY,
  type Manner,
  type Point,
  RENAMED,
  type WireError,
} from "./fault_script.ts";
import {
  betaView,
  type ClientEvent,
  type ClientEventOf,
  invalid,
  parseClientEvent,
  type SessionConfig,
} from "./realtime_schema.ts";
import { FakeActor } from "./realtime_calls.ts";
import { FakeConversation, type Outcome } from "./realtime_items.ts";
import { tellResponse } from "./realtime_reply.ts";
import type { FakeItem, FakeResponse, Stage } from "./realtime_state.ts";
import { Pauses } from "../pauses.ts";
import type { Clock } from "../../../../contract/clock.ts";
import { DROP_MARKER, FREEZE_MARKER } from "../tcp_proxy.ts";

/** Input of a reply. */
export interface ReplyContext {
  /** The text of the newest user item; empty if there is none. */
  userText: string;
  /** The instructions that apply to this response. */
  instructions: string;
  /** The conversation so far. */
  items: readonly FakeItem[];
}

/** What a session shares with its service. */
interface SessionSetup {
  id: string;
  model: string;
  /** The current manner, for responses that no step changes. */
  manner: () => Manner;
  script: FaultScript;
  sessionMs: number;
  /** Clock for pauses. */
  clock: Clock;
  msPerChar: number;
  reply: (context: ReplyContext) => string;
  /** Called for each event when it is sent. */
  onEvent: (type: string) => void;
}

/** One session of the fake Realtime service. Tests read its fields; clients only see its events. */
export class FakeRealtimeSession implements Stage {
  readonly id: string;
  /** The conversation so far. */
  readonly conversation = new FakeConversation();
  /** Client events that were accepted, in order. */
  readonly received: ClientEvent[] = [];
  /** Errors that were sent, in order. */
  readonly errors: WireError[] = [];
  /** How it closed, if it has. */
  closed: { code: number; reason: string } | null = null;
  /** The current configuration. */
  config: SessionConfig;
  /** True once the conversation contains assistant audio: the voice can no longer change. */
  hasAudioOut = false;
  /** The active response. */
  active: FakeResponse | null = null;

  #socket: WebSocket;
  #setup: SessionSetup;
  #ids = { event: 0, response: 0 };
  #creating = false;
  #silent = false;
  #pauses: Pauses;
  readonly #actor = new FakeActor();
  #expiresAt: number;

  /**
   * @param socket The server's end, not yet open.
   * @param setup Identity, manner and faults.
   */
  constructor(socket: WebSocket, setup: SessionSetup) {
    this.id = setup.id;
    this.#socket = socket;
    this.#setup = setup;
    this.#pauses = new Pauses(setup.clock);
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

  /** Audio duration per character, in milliseconds. */
  get msPerChar(): number {
    return this.#setup.msPerChar;
  }

  /**
   * Sends an event under its name in the current manner.
   *
   * @param type The GA name.
   * @param fields The rest of the event.
   */
  emit(type: string, fields: Record<string, unknown>): void {
    const { names, omit, frames } = this.active?.manner ?? this.#setup.manner();
    if (omit.includes(type) || (names !== "ga" && GA_ONLY.has(type))) return;
    const given = { type: RENAMED[names][type] ?? type, event_id: `event_${++this.#ids.event}`, ...fields };
    const event = Object.entries(given).filter(([key]) => key !== "item_id" || !omit.includes(key));
    const text = JSON.stringify(Object.fromEntries(event));
    this.sendRaw(frames === "binary" ? new TextEncoder().encode(text) : text);
    this.#setup.onEvent(type);
  }

  /** Sends a raw frame, unless the connection is closing or silenced. */
  sendRaw(frame: string | Uint8Array<ArrayBuffer>): void {
    if (!this.#silent && this.#socket.readyState === WebSocket.OPEN) this.#socket.send(frame);
  }

  /**
   * Runs the script's steps at a point.
   *
   * @param point Where the conversation is.
   * @returns True if the normal work of this point must be skipped.
   */
  async at(point: Point): Promise<boolean> {
    let ends = false;
    for (const action of this.#setup.script.take(point)) ends = await this.#perform(action, point) || ends;
    return ends;
  }

  /** Waits, unless the connection ends first. */
  sleep(ms: number): Promise<void> {
    return this.#pauses.wait(ms);
  }

  /** Begins an item of the assistant. */
  newAssistantItem(): FakeItem {
    return this.conversation.begin();
  }

  /** Closes from the server's side. */
  close(code: number, reason = ""): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.close(code, reason);
  }

  async #open(): Promise<void> {
    if (await this.at("open")) return;
    this.emit("session.created", { session: this.#sessionView() });
    if (this.#setup.manner().names === "beta") this.emit("conversation.created", { conversation: {} });
  }

  #sessionView(): Record<string, unknown> {
    const config = this.#setup.manner().names === "beta" ? betaView(this.config) : this.config;
    return { ...config, id: this.id, object: "realtime.session", expires_at: this.#expiresAt };
  }

  #onClose(code: number, reason: string): void {
    this.closed = { code, reason };
    this.#pauses.close();
  }

  #onMessage(data: unknown): void {
    if (typeof data !== "string") {
      return this.#error(invalid("invalid_json", "Binary frames are not supported.", null), null);
    }
    const parsed = parseClientEvent(data, this.#setup.manner().names);
    if (!parsed.ok) return this.#error(parsed.error, parsed.eventId);
    const event = parsed.event;
    this.received.push(event);
    if (this.#setup.manner().ignores.includes(event.type)) return;
    switch (event.type) {
      case "session.update":
        return void this.#updateSession(event);
      case "conversation.item.create":
        if (event.item.type === "function_call_output") this.#actor.answered(event.item.call_id);
        return this.#settle(this.conversation.create(event), event.event_id);
      case "response.create":
        return void this.#createResponse(event);
      case "response.cancel":
        return this.#cancel(event);
      case "conversation.item.truncate":
        return this.#settle(this.conversation.truncate(event), event.event_id);
      case "conversation.item.delete":
        return this.#settle(this.conversation.delete(event), event.event_id);
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

  #settle(outcome: Outcome, clientEventId: string | undefined): void {
    if ("error" in outcome) return this.#error(outcome.error, clientEventId);
    for (const [type, fields] of outcome.events) this.emit(type, fields);
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
    const userText = this.conversation.items.findLast((item) => item.role === "user")?.text ?? "";
    const reply = () => this.#setup.reply({ userText, instructions, items: this.conversation.items });
    const { text, calls } = this.#actor.next(reply, this.config);
    this.active = {
      id: `resp_${++this.#ids.response}`,
      metadata: event.response?.metadata ?? null,
      text,
      calls,
      withAudio: (event.response?.output_modalities ?? this.config.output_modalities)?.[0] !== "text",
      tone: this.#actor.tone,
      manner,
      items: [],
      deltas: 0,
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
