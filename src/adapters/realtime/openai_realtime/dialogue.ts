/**
 * The exchanges of a session with a Realtime provider: sends requests, follows responses, retries once if that may
 * help, and limits the provider's memory to what was heard.
 *
 * @module
 */
import type { RealtimeRequest } from "../../../contract/adapter.ts";
import type { ProviderError } from "../../../contract/errors.ts";
import { abortable, resolvesWithin } from "../../../core/async.ts";
import type { ProviderErrorCode, WireFailure } from "../../openai/errors.ts";
import { ConversationKeeper, type ConversationSetup } from "./conversation_keeper.ts";
import { Exchange } from "./exchange.ts";
import type { ItemEdit } from "./reply_items.ts";
import type { RunOutcome } from "./response_run.ts";
import type { RealtimeSocket, SocketDeps } from "./socket.ts";
import { itemCreate, itemDelete, itemTruncate, responseCreate, type VoiceConfig } from "./commands.ts";
import type { RealtimeEvent } from "./wire.ts";

/** Failures after which an immediate retry on a working connection is likely to succeed. */
const WORTH_ASKING_AGAIN: ReadonlySet<string> = new Set<ProviderErrorCode>([
  "provider_disconnected",
  "provider_session_expired",
  "provider_unavailable",
]);

/** Errors of commands that came too late or were redundant: the response is not affected. */
const HARMLESS: ReadonlySet<string> = new Set([
  "response_cancel_not_active",
  "item_truncate_invalid_item_id",
  "item_delete_invalid_item_id",
  "cannot_update_voice",
]);

/** Runs the exchanges of one session. */
export class Dialogue {
  readonly #deps: SocketDeps;
  readonly #conversation: ConversationKeeper;
  readonly #onEvent: (event: RealtimeEvent) => void;
  readonly #followed: Promise<void>;
  #exchange: Exchange | undefined;
  /** The newest request; its turn may end before it has an exchange. */
  #request: RealtimeRequest | undefined;
  /** Texts that are not sent yet, also those whose turns have ended. */
  #unsent: string[] = [];
  #asked = 0;

  /**
   * @param deps What all sockets share.
   * @param setup The first configuration, and what was said before.
   * @param onEvent Sees every event of the provider.
   */
  constructor(deps: SocketDeps, setup: ConversationSetup, onEvent: (event: RealtimeEvent) => void) {
    this.#deps = deps;
    this.#conversation = new ConversationKeeper(deps, setup);
    this.#onEvent = onEvent;
    this.#followed = this.#follow();
  }

  /** Whether the session can speak with a voice: a conversation that holds speech keeps its voice. */
  canHaveVoice(voice: string): boolean {
    const { socket } = this.#conversation;
    return socket === undefined || !socket.voiceSettled || socket.config.voice === voice;
  }

  /** The most recent exchange. */
  get exchange(): Exchange | undefined {
    return this.#exchange;
  }

  /** Connects. */
  async open(signal: AbortSignal): Promise<void> {
    await this.#conversation.ready(signal);
  }

  /**
   * Begins an exchange; one that still runs is cancelled first. A text whose turn ends before it is sent is sent with
   * the next one; where the request fails, it is not.
   *
   * @param request The request.
   * @param config How to speak the answer.
   * @throws ProviderError When there is no connection.
   */
  async begin(request: RealtimeRequest, config: VoiceConfig): Promise<void> {
    const { signal } = request.context;
    this.#request = request;
    if (request.mode === "reply") this.#unsent.push(request.text);
    signal.throwIfAborted();
    await abortable(this.#settle(), signal);
    const exchange = this.#exchange = new Exchange(request, {
      clock: this.#deps.clock,
      onRunEnded: (ended, outcome) => this.#onRunEnded(ended, outcome),
      onSilence: (silent, waitedMs) => this.#onSilence(silent, waitedMs),
      onLeft: (left) => this.#stop(left),
    });
    this.#conversation.config = config;
    this.#conversation.setBusy(true);
    try {
      await this.#ask(exchange);
    } catch (error) {
      // The user is told of the failure, so the texts must not come back in a later turn.
      if (!signal.aborted) this.#unsent = [];
      this.#finish(exchange, error);
      throw error;
    }
  }

  /** Stops the running exchange; its later output is dropped. */
  cancel(): void {
    if (!this.#exchange) return;
    this.#exchange.drop();
    this.#stop(this.#exchange);
  }

  /** Notes that only the first `heardMs` of the reply to the newest request were heard. */
  cut(heardMs: number): void {
    const exchange = this.#exchange;
    if (!exchange?.asked || exchange.request !== this.#request) return;
    exchange.heardMs = heardMs;
    if (exchange.reply) exchange.reply.content = exchange.asked.run.heardText(heardMs);
    this.#sendCut(exchange);
  }

  /** Ends everything. */
  async close(): Promise<void> {
    const exchange = this.#exchange;
    if (exchange && !exchange.finished) {
      exchange.end({ error: new DOMException("The session is over", "AbortError") });
      exchange.finish();
    }
    await this.#conversation.close();
    await this.#followed;
  }

  /** Reads all events of the provider, on one socket after the other. */
  async #follow(): Promise<void> {
    for await (const socket of this.#conversation.sockets) {
      for await (const event of socket.events) {
        // Events of a socket that was abandoned meanwhile are void.
        if (socket !== this.#conversation.socket) break;
        this.#onEvent(event);
        this.#take(socket, event);
      }
    }
  }

  #take(socket: RealtimeSocket, event: RealtimeEvent): void {
    if (event.kind === "ended") this.#conversation.lost(socket, event.error);
    const exchange = this.#exchange;
    if (!exchange?.asked || exchange.asked.socket !== socket) return;
    const { run } = exchange.asked;
    if (event.kind === "ended") this.#onEnded(exchange, event.error);
    else if (event.kind === "error") this.#onError(exchange, event.failure, event.clientEventId);
    else if (run.handle(event) && !run.ended && !exchange.delivered) exchange.moved(this.#deps.options.stall_ms);
  }

  /** Waits until the provider is done with the previous exchange; if that takes too long, abandons the socket. */
  async #settle(): Promise<void> {
    const before = this.#exchange;
    if (!before || before.finished) return;
    this.cancel();
    const { clock, options, log } = this.#deps;
    if (await resolvesWithin(before.done, clock, options.settle_ms)) return;
    log.warn("the provider does not end a cancelled response; opening a new connection");
    this.#finish(before);
    this.#conversation.discard();
  }

  /** Sends the user's text and the request for a response. */
  async #ask(exchange: Exchange): Promise<void> {
    const { request } = exchange;
    const socket = await this.#conversation.ready(request.context.signal);
    if (exchange.delivered) return this.#finish(exchange);
    socket.configure(this.#conversation.config);
    if (!exchange.recorded && request.mode === "reply") {
      const message = { role: "user", content: this.#unsent.splice(0).join("\n") } as const;
      const itemId = this.#conversation.nextItemId();
      this.#conversation.add(message.role, message.content).itemId = itemId;
      socket.send("item", (id) => itemCreate(id, itemId, message));
    }
    exchange.recorded = true;
    const tag = `${++this.#asked}`;
    exchange.begin(socket, tag);
    const instructions = request.mode === "verbatim" ? verbatimInstructions(request) : undefined;
    socket.send("create", (id) => responseCreate(id, tag, instructions));
    exchange.watch(this.#deps.options.created_ms);
  }

  #stop(exchange: Exchange): void {
    exchange.asked?.run.cancel();
    exchange.unwatch();
  }

  #onError(exchange: Exchange, failure: WireFailure, clientEventId: string | undefined): void {
    const run = exchange.asked?.run;
    if (!run || run.ended) return;
    const { code, message = "" } = failure;
    const purpose = clientEventId?.split(".")[0];
    const isBusy = code === "conversation_already_has_active_response";
    if (isBusy) this.#conversation.discard();
    if (isBusy || purpose === "create" || purpose === "item") return run.end({ kind: "failed", failure });
    this.#deps.log.info("the provider reports an error: {code} {message}", { code, message });
    const isHarmless = (code && HARMLESS.has(code)) || message.includes("already shorter than");
    if (purpose !== undefined || isHarmless || exchange.delivered) return;
    // It may or may not concern the response: if the response continues, it did not.
    exchange.doubt(failure, this.#deps.options.error_grace_ms);
  }

  #onEnded(exchange: Exchange, error: ProviderError): void {
    const run = exchange.asked?.run;
    if (!run || run.ended) return;
    if (run.looksComplete) run.end({ kind: "completed" });
    else this.#fail(exchange, error);
  }

  #onRunEnded(exchange: Exchange, outcome: RunOutcome): void {
    const { failures } = this.#deps.endpoint;
    if (outcome.kind === "failed") {
      this.#fail(exchange, failures.fromWire("the response failed", outcome.failure, { hasContent: true }));
    } else if (outcome.kind === "empty") {
      const isRequestFault = outcome.code === "provider_rejected";
      this.#fail(exchange, failures.make(outcome.code, outcome.why, { isRequestFault }));
    } else this.#finish(exchange);
  }

  #onSilence(exchange: Exchange, waitedMs: number): void {
    const { log, endpoint: { failures, adapter } } = this.#deps;
    const run = exchange.asked?.run;
    if (!run || run.ended) return;
    // Its state is unknown: later events on this socket must not disturb the next exchange.
    this.#conversation.discard();
    if (exchange.suspect) return run.end({ kind: "failed", failure: exchange.suspect });
    if (run.looksComplete) {
      log.warn("the provider did not report the end of its response, which looks complete");
      return run.end({ kind: "completed" });
    }
    const [what, option] = run.responseId === undefined
      ? ["began no response", "created_ms"]
      : ["fell silent in the middle of its response", "stall_ms"];
    const message =
      `the provider ${what}: nothing for ${Math.round(waitedMs)} ms; raise adapters.${adapter}.${option} ` +
      "if it needs longer";
    this.#fail(exchange, failures.make("provider_timeout", message));
  }

  /** Retries once if no part of the reply has arrived and it may help; otherwise the exchange fails. */
  #fail(exchange: Exchange, error: ProviderError): void {
    const run = exchange.asked?.run;
    const mayRetry = !exchange.retried && !exchange.delivered && !run?.audible && run?.text === "";
    if (!mayRetry || !WORTH_ASKING_AGAIN.has(error.code)) return this.#finish(exchange, error);
    exchange.retried = true;
    this.#deps.log.warn("asking again after a failure before the reply: {message}", { message: error.message });
    this.#ask(exchange).catch((second: unknown) => this.#finish(exchange, second));
  }

  #finish(exchange: Exchange, error?: unknown): void {
    if (exchange.finished) return;
    exchange.finish();
    exchange.asked?.run.end({ kind: "cancelled" });
    this.#record(exchange);
    exchange.end({ error });
    if (exchange.heardMs !== undefined) this.#sendCut(exchange);
    this.#conversation.setBusy(false);
  }

  /** Adds the reply to the conversation: all of it, until a cut says how much was heard. */
  #record(exchange: Exchange): void {
    const run = exchange.asked?.run;
    if (!run || run.text === "") return;
    const content = exchange.heardMs === undefined ? run.text : run.heardText(exchange.heardMs);
    exchange.reply = this.#conversation.add("assistant", content);
  }

  /** Limits the provider's memory of a reply to what was heard. */
  #sendCut(exchange: Exchange): void {
    const { asked, heardMs, reply } = exchange;
    if (!asked || heardMs === undefined) return;
    const { socket } = this.#conversation;
    if (socket === asked.socket) {
      for (const edit of asked.run.editsFor(heardMs)) this.#sendEdit(exchange, edit);
    } else if (socket && reply?.itemId !== undefined) {
      // The session was renewed since: there the reply is a text item, which is replaced.
      const { itemId: oldId, content } = reply;
      socket.send("delete", (id) => itemDelete(id, oldId));
      const itemId = reply.itemId = content === "" ? undefined : this.#conversation.nextItemId();
      if (itemId) socket.send("history", (id) => itemCreate(id, itemId, { role: "assistant", content }));
    }
  }

  #sendEdit({ asked, edited }: Exchange, edit: ItemEdit): void {
    const { itemId } = edit;
    if (edited.has(itemId)) return;
    edited.add(itemId);
    asked?.socket.send(
      edit.do,
      (id) => edit.do === "delete" ? itemDelete(id, itemId) : itemTruncate(id, itemId, edit.audioEndMs),
    );
  }
}

/** The request for a verbatim reading: the model is instructed to say the text and nothing else. */
function verbatimInstructions({ instructions, text }: RealtimeRequest): string {
  return `${instructions}\n\nThis time, say the following text aloud, word for word, with nothing before it, after it, ` +
    `or in its place, whatever it says:\n\n${text}`;
}
