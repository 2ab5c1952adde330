/**
 * The turns of a session with a Realtime provider: asks, follows the answers, asks once more where that may help, and
 * keeps the provider's memory to what was heard.
 *
 * @module
 */
import type { RealtimeRequest } from "../../../contract/adapter.ts";
import type { ProviderError } from "../../../contract/errors.ts";
import { abortable, resolvesWithin } from "../../../core/async.ts";
import type { ProviderErrorCode, WireFailure } from "../../openai/errors.ts";
import { itemCreate, itemDelete, itemTruncate, responseCreate, type VoiceConfig } from "./client_events.ts";
import type { Connection, ConnectionDeps } from "./connection.ts";
import type { HeardHistory } from "./history.ts";
import type { ItemEdit, RunOutcome } from "./response_run.ts";
import type { ServerEvent } from "./server_events.ts";
import { SessionLink } from "./session_link.ts";
import { Turn } from "./turn.ts";

/** Failures after which the same question, asked at once on a sound connection, is likely to be answered. */
const WORTH_ASKING_AGAIN: ReadonlySet<string> = new Set<ProviderErrorCode>([
  "provider_disconnected",
  "provider_session_expired",
  "provider_unavailable",
]);

/** Errors of requests that had come about already, or cannot any more: nothing is wrong with the response. */
const HARMLESS: ReadonlySet<string> = new Set([
  "response_cancel_not_active",
  "item_truncate_invalid_item_id",
  "item_delete_invalid_item_id",
  "cannot_update_voice",
]);

/** Runs the turns of one session. */
export class Dialogue {
  readonly #deps: ConnectionDeps;
  readonly #history: HeardHistory;
  readonly #link: SessionLink;
  #turn: Turn | undefined;
  #asked = 0;

  /**
   * @param deps What all connections share.
   * @param config The session's first configuration.
   * @param history What was said and heard before.
   * @param onEvent Sees every event of the provider.
   */
  constructor(
    deps: ConnectionDeps,
    config: VoiceConfig,
    history: HeardHistory,
    onEvent: (event: ServerEvent) => void,
  ) {
    this.#deps = deps;
    this.#history = history;
    this.#link = new SessionLink(deps, config, history, {
      event: (connection, event) => {
        onEvent(event);
        this.#onEvent(connection, event);
      },
      ended: (connection, error) => this.#onConnectionEnded(connection, error),
    });
  }

  /** Whether the session can speak with a voice: a conversation that holds speech keeps the voice that it began with. */
  canHaveVoice(voice: string): boolean {
    const { connection } = this.#link;
    return connection === undefined || !connection.voiceSettled || connection.config.voice === voice;
  }

  /** The turn that was begun last. */
  get turn(): Turn | undefined {
    return this.#turn;
  }

  /** Opens the connection. */
  async open(signal: AbortSignal): Promise<void> {
    await this.#link.ready(signal);
  }

  /**
   * Begins a turn; one that still runs is cancelled first.
   *
   * @param request What is answered.
   * @param config How it is to be spoken.
   * @throws ProviderError When there is no connection to ask on.
   */
  async begin(request: RealtimeRequest, config: VoiceConfig): Promise<void> {
    const { signal } = request.context;
    signal.throwIfAborted();
    await abortable(this.#settle(), signal);
    const turn = this.#turn = new Turn(request, this.#deps.clock, {
      runEnded: (turn, outcome) => this.#onRunEnded(turn, outcome),
      silent: (turn, waitedMs) => this.#onSilence(turn, waitedMs),
      left: (turn) => this.#stop(turn),
    });
    this.#link.config = config;
    this.#link.setBusy(true);
    try {
      await this.#ask(turn);
    } catch (error) {
      this.#finish(turn, error);
      throw error;
    }
  }

  /** Stops the running turn; what comes of it later is dropped. */
  cancel(): void {
    if (!this.#turn) return;
    this.#turn.drop();
    this.#stop(this.#turn);
  }

  /** Notes that only the first `heardMs` of the last reply were heard. */
  cut(heardMs: number): void {
    const turn = this.#turn;
    if (!turn?.asked) return;
    turn.heardMs = heardMs;
    if (turn.entry) turn.entry.content = turn.asked.run.heardText(heardMs);
    this.#tellCut(turn);
  }

  /** Ends all. */
  async close(): Promise<void> {
    const turn = this.#turn;
    if (turn && !turn.finished) {
      turn.end({ error: new DOMException("The session is over", "AbortError") });
      turn.finish();
    }
    await this.#link.close();
  }

  /** Waits until the provider is done with the turn before; if it will not be, gives up the connection. */
  async #settle(): Promise<void> {
    const before = this.#turn;
    if (!before || before.finished) return;
    this.cancel();
    const { clock, options, log } = this.#deps;
    if (await resolvesWithin(before.done, clock, options.settle_ms)) return;
    log.warn("The provider does not end a cancelled response; taking a new connection");
    this.#finish(before);
    this.#link.discard();
  }

  /** Puts the user's text, and the request for a response, on a connection. */
  async #ask(turn: Turn): Promise<void> {
    const { request } = turn;
    const connection = await this.#link.ready(request.context.signal);
    if (turn.delivered) return this.#finish(turn);
    connection.configure(this.#link.config);
    if (!turn.recorded && request.mode === "reply") {
      const message = { role: "user", content: request.text } as const;
      const entry = this.#history.add(message.role, message.content);
      const itemId = entry.itemId = this.#history.nextItemId();
      connection.send("item", (id) => itemCreate(id, itemId, message));
    }
    turn.recorded = true;
    const tag = `${++this.#asked}`;
    turn.begin(connection, tag);
    const instructions = request.mode === "verbatim" ? verbatimInstructions(request) : undefined;
    connection.send("create", (id) => responseCreate(id, tag, instructions));
    turn.watch(this.#deps.options.created_ms);
  }

  #stop(turn: Turn): void {
    turn.asked?.run.cancel();
    turn.unwatch();
  }

  #onEvent(connection: Connection, event: ServerEvent): void {
    const turn = this.#turn;
    if (!turn?.asked || turn.asked.connection !== connection) return;
    const { run } = turn.asked;
    if (event.kind === "error") return this.#onErrorEvent(turn, event.failure, event.clientEventId);
    if (run.handle(event) && !run.ended && !turn.delivered) turn.moved(this.#deps.options.stall_ms);
  }

  #onErrorEvent(turn: Turn, failure: WireFailure, clientEventId: string | undefined): void {
    const run = turn.asked?.run;
    if (!run || run.ended) return;
    const { code, message = "" } = failure;
    const purpose = clientEventId?.split(".")[0];
    const isBusy = code === "conversation_already_has_active_response";
    if (isBusy) this.#link.discard();
    if (isBusy || purpose === "create" || purpose === "item") return run.end({ kind: "failed", failure });
    this.#deps.log.info("The provider reports an error: {code} {message}", { code, message });
    const isHarmless = (code && HARMLESS.has(code)) || message.includes("already shorter than");
    if (purpose !== undefined || isHarmless || turn.delivered) return;
    // It may be about the response or about nothing: if the response goes on, it was about nothing.
    turn.doubt(failure, this.#deps.options.error_grace_ms);
  }

  #onRunEnded(turn: Turn, outcome: RunOutcome): void {
    const { failures } = this.#deps.endpoint;
    if (outcome.kind === "failed") this.#fail(turn, failures.fromWire("the response failed", outcome.failure));
    else if (outcome.kind === "empty") this.#fail(turn, failures.make(outcome.code, outcome.why));
    else this.#finish(turn);
  }

  #onConnectionEnded(connection: Connection, error: ProviderError): void {
    const turn = this.#turn;
    if (!turn?.asked || turn.asked.connection !== connection || turn.asked.run.ended) return;
    if (turn.asked.run.looksComplete) turn.asked.run.end({ kind: "completed" });
    else this.#fail(turn, error);
  }

  #onSilence(turn: Turn, waitedMs: number): void {
    const { log, endpoint: { failures } } = this.#deps;
    const run = turn.asked?.run;
    if (!run || run.ended) return;
    // Its state is unknown: whatever the provider still does on this connection must not disturb the next turn.
    this.#link.discard();
    if (turn.suspect) return run.end({ kind: "failed", failure: turn.suspect });
    if (run.looksComplete) {
      log.warn("The provider did not say that its response is done; it looks complete");
      return run.end({ kind: "completed" });
    }
    const what = run.responseId === undefined ? "began no response" : "fell silent in the middle of its response";
    this.#fail(turn, failures.make("provider_timeout", `the provider ${what}: nothing for ${Math.round(waitedMs)} ms`));
  }

  /** Asks once more where nothing was handed on yet and it may help; else the turn has failed. */
  #fail(turn: Turn, error: ProviderError): void {
    const mayRetry = !turn.retried && !turn.delivered && !turn.asked?.run.audible && turn.asked?.run.text === "";
    if (!mayRetry || !WORTH_ASKING_AGAIN.has(error.code)) return this.#finish(turn, error);
    turn.retried = true;
    this.#deps.log.warn("Asking again after a failure before the reply: {message}", { message: error.message });
    this.#ask(turn).catch((second: unknown) => this.#finish(turn, second));
  }

  #finish(turn: Turn, error?: unknown): void {
    if (turn.finished) return;
    turn.finish();
    turn.asked?.run.end({ kind: "cancelled" });
    this.#record(turn);
    turn.end({ error });
    if (turn.heardMs !== undefined) this.#tellCut(turn);
    this.#link.setBusy(false);
  }

  /** Puts the reply into the history: all of it, until a cut says how much was heard. */
  #record(turn: Turn): void {
    const run = turn.asked?.run;
    if (!run || run.text === "") return;
    const content = turn.heardMs === undefined ? run.text : run.heardText(turn.heardMs);
    turn.entry = this.#history.add("assistant", content);
  }

  /** Brings the provider's memory of a reply to what was heard of it. */
  #tellCut(turn: Turn): void {
    const { asked, heardMs, entry } = turn;
    if (!asked || heardMs === undefined) return;
    const connection = this.#link.connection;
    if (connection === asked.connection) {
      for (const edit of asked.run.editsFor(heardMs)) this.#tellEdit(turn, edit);
    } else if (connection && entry?.itemId !== undefined) {
      // The session was renewed since: there the reply stands as a text, which is written anew.
      const { itemId: oldId, content } = entry;
      connection.send("delete", (id) => itemDelete(id, oldId));
      const itemId = entry.itemId = content === "" ? undefined : this.#history.nextItemId();
      if (itemId) connection.send("history", (id) => itemCreate(id, itemId, { role: "assistant", content }));
    }
  }

  #tellEdit({ asked, edited }: Turn, edit: ItemEdit): void {
    const { itemId } = edit;
    if (edited.has(itemId)) return;
    edited.add(itemId);
    asked?.connection.send(
      edit.do,
      (id) => edit.do === "delete" ? itemDelete(id, itemId) : itemTruncate(id, itemId, edit.audioEndMs),
    );
  }
}

/** The request for a reading: the model is told to say the text and nothing else. */
function verbatimInstructions({ instructions, text }: RealtimeRequest): string {
  return `${instructions}\n\nThis time, say the following text aloud, word for word, with nothing before it, after it, ` +
    `or in its place, whatever it says:\n\n${text}`;
}
