/**
 * One response of a Realtime server, from the request for it to its end: a state machine without sockets and timers,
 * with all audio state keyed by item.
 *
 * @module
 */
import type { ModelFinish, RealtimePart } from "../../../contract/adapter.ts";
import type { ProviderErrorCode, WireFailure } from "../../openai/errors.ts";
import { directionOf } from "./direction_tool.ts";
import { BYTES_PER_MS, type ItemEdit, joinSamples, type ReplyItem, ReplyItems } from "./reply_items.ts";
import type { RealtimeEvent } from "./wire.ts";

/** How a response ended. */
export type RunOutcome =
  | { readonly kind: "completed" }
  | { readonly kind: "cancelled" }
  /** The provider gave the reason. */
  | { readonly kind: "failed"; readonly failure: WireFailure }
  /** It ended by the rules, with nothing to hear. */
  | { readonly kind: "empty"; readonly code: ProviderErrorCode; readonly why: string };

/** The callbacks of a run. */
interface RunSink {
  /** A part of the reply. */
  part(part: RealtimePart): void;
  /** The model has called tools. If it waits for them, another response continues this one. */
  called(calls: CalledResponse): void;
  /** A cancelled response has revealed its id only now: it must be cancelled by that id. */
  cancel(responseId: string): void;
  /** It is over; nothing follows. */
  ended(outcome: RunOutcome): void;
}

/** A response whose model called tools. */
export interface CalledResponse {
  readonly responseId: string | undefined;
  readonly callIds: readonly string[];
  /** Whether the model waits for the answers before it goes on. */
  readonly waits: boolean;
}

/** How often a response may be continued after calls. */
const MOST_ROUNDS = 24;

/** How a reply with audio ended, by the reason or the status of its response. */
const FINISHES: Readonly<Record<string, ModelFinish>> = {
  content_filter: "content_filter",
  incomplete: "length",
  cancelled: "cancelled",
};

/** A response in progress. */
export class ResponseRun {
  /** The provider's id of it, once known. */
  responseId: string | undefined;
  /** Whether it is over. */
  ended = false;
  /** Whether anything has been passed on. */
  audible = false;

  readonly #tag: string;
  readonly #retired: ReadonlySet<string>;
  readonly #sink: RunSink;
  readonly #items = new ReplyItems();
  #cancelled = false;
  #totalBytes = 0;
  #segments = 0;
  /** The item whose speech is the current segment, and the bytes before it in the reply. */
  #segment: { readonly item: ReplyItem; readonly fromBytes: number } | undefined;
  /** Silence before the next segment, ms. */
  #pauseMs = 0;
  #text = "";
  #callIds: string[] = [];
  /** Whether no speech has followed the last call. */
  #waits = false;
  #rounds: number;

  /**
   * @param tag A tag that the provider echoes, if it supports that.
   * @param retired Ids of responses that are over: their late events are ignored.
   * @param sink Receives the events.
   * @param continues Whether it continues after calls.
   */
  constructor(tag: string, retired: ReadonlySet<string>, sink: RunSink, continues = true) {
    this.#rounds = continues ? MOST_ROUNDS : 0;
    this.#tag = tag;
    this.#retired = retired;
    this.#sink = sink;
  }

  /** Whether it was cancelled. */
  get cancelled(): boolean {
    return this.#cancelled;
  }

  /** The reply's text so far. */
  get text(): string {
    return this.#text;
  }

  /** Whether all items are finished, so that only the formal end is missing. */
  get looksComplete(): boolean {
    return this.audible && this.#items.areDone;
  }

  /** Stops it: nothing more is passed on. */
  cancel(): void {
    if (this.ended || this.#cancelled) return;
    this.#cancelled = true;
    if (this.responseId !== undefined) this.#sink.cancel(this.responseId);
  }

  /**
   * Handles a server event.
   *
   * @returns Whether it was about this response.
   */
  handle(event: RealtimeEvent): boolean {
    if (this.ended) return false;
    switch (event.kind) {
      case "response_created":
        return (event.tag === undefined || event.tag === this.#tag) && this.#claim(event.responseId);
      case "item_added":
        return this.#claim(event.responseId) && this.#items.get(event.itemId) !== undefined;
      case "text":
        if (!this.#claim(event.responseId)) return false;
        this.#addText(this.#items.get(event.itemId), event.text, event.whole);
        return true;
      case "audio":
        if (!this.#claim(event.responseId)) return false;
        this.#addAudio(this.#items.get(event.itemId), event.bytes);
        return true;
      case "call":
        if (!this.#claim(event.responseId)) return false;
        this.#noteCall(event);
        return true;
      case "item_done":
        if (!this.#claim(event.responseId)) return false;
        if (event.text !== undefined) this.#addText(this.#items.get(event.itemId), event.text, true);
        this.#items.get(event.itemId).done = true;
        return true;
      case "response_done":
        if (!this.#claim(event.responseId)) return false;
        this.#finish(event);
        return true;
      default:
        return false;
    }
  }

  /** Ends it from outside. */
  end(outcome: RunOutcome): void {
    if (this.ended) return;
    this.ended = true;
    this.#sink.ended(this.#cancelled ? { kind: "cancelled" } : outcome);
  }

  /** See {@linkcode ReplyItems.editsFor}. */
  editsFor(heardMs: number): ItemEdit[] {
    return this.#items.editsFor(heardMs, { isWhole: !this.#cancelled });
  }

  /** See {@linkcode ReplyItems.heardText}. */
  heardText(heardMs: number): string {
    return this.#items.heardText(heardMs);
  }

  /** Treats an event's response as this one, unless it is known to be another. */
  #claim(responseId: string | undefined): boolean {
    if (responseId === undefined || responseId === this.responseId) return true;
    if (this.responseId !== undefined || this.#retired.has(responseId)) return false;
    this.responseId = responseId;
    if (this.#cancelled) this.#sink.cancel(responseId);
    return true;
  }

  #addText(item: ReplyItem, text: string, whole: boolean): void {
    if (this.#cancelled || text === "" || (whole && this.#items.holdsTextOf(item))) return;
    this.#beginSegment(item);
    // Items are separate messages: without a space the last word of one would run into the first of the next.
    const joins = item.text === "" && /\S$/.test(this.#text) && /^\S/.test(text);
    const spaced = joins ? ` ${text}` : text;
    item.text += spaced;
    this.#text += spaced;
    this.#sink.part({ type: "text", text: spaced });
  }

  /** The marks of a call are for the text that follows it. */
  #noteCall({ callId, name, args }: Extract<RealtimeEvent, { kind: "call" }>): void {
    this.#callIds.push(callId);
    this.#waits = true;
    const { marks, pauseMs } = directionOf(name, args);
    this.#pauseMs = Math.max(this.#pauseMs, pauseMs);
    if (marks !== "" && !this.#cancelled) this.#sink.part({ type: "text", text: marks });
  }

  /**
   * The speech of each item is a segment: its first word is where it begins. An item without audio continues the segment,
   * because some servers send text and audio as different items.
   */
  #beginSegment(item: ReplyItem): void {
    const last = this.#segment;
    if (last !== undefined && (last.item === item || last.fromBytes === this.#totalBytes)) return;
    const pauseMs = this.#pauseMs;
    this.#pauseMs = 0;
    this.#sink.part({ type: "segment", index: this.#segments++, ...(pauseMs > 0 && { pauseMs }) });
    if (pauseMs > 0) this.#sink.part({ type: "audio", pcm: new Uint8Array(pauseMs * BYTES_PER_MS) });
    this.#totalBytes += pauseMs * BYTES_PER_MS;
    this.#segment = { item, fromBytes: this.#totalBytes };
  }

  #addAudio(item: ReplyItem, bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#cancelled) return;
    this.#waits = false;
    const pcm = joinSamples(item, bytes);
    if (pcm.length === 0) return;
    this.#beginSegment(item);
    if (item.startBytes < 0) item.startBytes = this.#totalBytes;
    item.bytes += pcm.length;
    this.#totalBytes += pcm.length;
    this.audible = true;
    this.#sink.part({ type: "audio", pcm });
  }

  #finish(event: Extract<RealtimeEvent, { kind: "response_done" }>): void {
    const outcome = this.#outcome(event);
    for (const { itemId, text } of event.texts) this.#addText(this.#items.get(itemId), text, true);
    if (!this.#cancelled) {
      if (event.usage) this.#sink.part({ type: "usage", usage: event.usage });
      if (this.#goesOn(event.status)) return;
      const finish = FINISHES[event.reason ?? ""] ?? FINISHES[event.status];
      if (finish && outcome.kind === "completed") this.#sink.part({ type: "finish", finish });
    }
    this.end(outcome);
  }

  /** Passes on the calls of a response that is over; returns whether another one continues it. */
  #goesOn(status: string): boolean {
    if (this.#callIds.length === 0) return false;
    const waits = this.#waits && status === "completed" && this.#rounds-- > 0;
    const calls = { responseId: this.responseId, callIds: this.#callIds, waits };
    this.#callIds = [];
    this.#waits = false;
    if (waits) this.responseId = undefined;
    this.#sink.called(calls);
    return waits;
  }

  #outcome(event: Extract<RealtimeEvent, { kind: "response_done" }>): RunOutcome {
    if (event.status === "failed") return { kind: "failed", failure: event.failure ?? { message: event.reason } };
    if (this.audible) return { kind: "completed" };
    const why = `the response ended as '${event.status}'${event.reason ? ` (${event.reason})` : ""} without audio`;
    return { kind: "empty", code: event.reason === "content_filter" ? "provider_rejected" : "provider_no_output", why };
  }
}
