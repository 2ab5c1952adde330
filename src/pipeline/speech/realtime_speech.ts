/**
 * Speech from a realtime provider: language model and voice behind one socket per session, with the cascade as a
 * fallback if configured.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { AdapterKind, Capabilities, RealtimeAdapter, RealtimePart } from "../../contract/adapter.ts";
import type { Persona } from "../../contract/controls.ts";
import type { PlacedSpeech } from "../../alignment/media_clock.ts";
import { messageOf } from "../../contract/errors.ts";
import { MarkParser, parseMarks } from "../../control/marks/mark_parser.ts";
import { deliveryHints } from "../../control/prompt.ts";
import { deadline } from "../../core/async.ts";
import { failureOf, streamFrom } from "../provider/adapter_stream.ts";
import { attempt } from "../provider/attempt.ts";
import type { Provider, ProviderChain } from "../provider/chain.ts";
import { limitOf, PartReader, silence } from "../provider/part_reader.ts";
import type { Conversation, Turn } from "../turn_context.ts";
import type { CascadeSpeech } from "./cascade_speech.ts";
import { type OpenSegment, readAhead } from "./read_ahead.ts";
import type { RemakePlace, SpeechOptions, SpeechSink, SpeechSource } from "./speech.ts";

/** How a {@linkcode RealtimeSpeech} is built. */
export interface RealtimeSpeechOptions extends SpeechOptions {
  /** Longest accepted reply, ms: providers send faster than real time and do not support backpressure. */
  readonly maxReplyMs: number;
  /** How many finished turns the session remembers. */
  readonly historyTurns: number;
}

/** How long the next turn waits until a cancel and truncate are sent, and the session waits for a close, ms. */
const CUT_LIMIT_MS = 2000;

interface Connection {
  readonly provider: Provider<RealtimeAdapter>;
  readonly adapter: RealtimeAdapter;
  readonly log: Logger;
}

/** A reply in progress. */
interface Reply {
  readonly turn: Turn;
  readonly out: SpeechSink;
  /** Whether a provider was given the user's text. */
  isAsked: boolean;
  /** Its text so far. */
  text: string;
  isAudible: boolean;
}

/** A session's realtime connection as a source. */
export class RealtimeSpeech implements SpeechSource {
  readonly #chain: ProviderChain<RealtimeAdapter>;
  readonly #cascade: CascadeSpeech | undefined;
  readonly #options: RealtimeSpeechOptions;
  #connection: Connection | undefined;
  /** That of the last turn. */
  #reply: Reply | undefined;
  /** A connection that could not be opened ahead of the first turn, and why. */
  #unprepared: { readonly provider: Provider; readonly error: unknown } | undefined;
  /** Whether a connection is being opened ahead of the first turn. */
  #isPreparing = false;
  /** Pending work before the next turn: opening a connection, or commands about the previous turn. Never rejects. */
  #before: Promise<void> = Promise.resolve();
  /** The last trial of a skipped provider. Never rejects. */
  #trial: Promise<void> = Promise.resolve();
  readonly #life = new AbortController();

  constructor(chain: ProviderChain<RealtimeAdapter>, options: RealtimeSpeechOptions, cascade?: CascadeSpeech) {
    this.#chain = chain;
    this.#options = options;
    this.#cascade = cascade;
  }

  prepare(conversation: Conversation): void {
    const [provider] = this.#chain.candidates({ hasLastResort: this.#cascade !== undefined });
    // A client that reconnects at once asks again while the connection is being opened.
    if (provider === undefined || this.#connection !== undefined || this.#isPreparing) return;
    const { signal } = this.#life;
    this.#isPreparing = true;
    this.#before = this.#connected(provider, conversation, signal).then(() => {}, (error) => {
      // The first turn reports it and switches to another provider.
      this.#unprepared = { provider, error };
    }).finally(() => this.#isPreparing = false);
  }

  capabilities(mode: Turn["mode"], persona: Persona): Partial<Record<AdapterKind, Capabilities>> {
    const speaker = this.#chain.available().find((provider) => this.#canSpeak(provider, mode));
    const isOut = speaker?.breaker.state !== "closed" && this.#cascade !== undefined;
    if (speaker === undefined || isOut) return this.#cascade?.capabilities(mode) ?? {};
    const connection = this.#connection?.provider === speaker ? this.#connection : undefined;
    const adapter = connection?.adapter ?? speaker.shared;
    return { realtime: adapter.capabilities(persona) };
  }

  async speak(turn: Turn, out: SpeechSink): Promise<void> {
    const reply: Reply = this.#reply = { turn, out, isAsked: false, text: "", isAudible: false };
    const cascade = this.#cascade;
    const candidates = this.#chain.candidates({
      hasLastResort: cascade !== undefined,
      probe: (provider) => this.#tryConnection(provider, turn),
    });
    const options = {
      kind: "realtime",
      signal: turn.signal,
      replaced: out.replaced,
      lastResort: cascade && "the cascade",
      mayReplace: () => !reply.isAudible,
    } as const;
    const speakers = candidates.filter((provider) => this.#canSpeak(provider, turn.mode));
    const isSpoken = await attempt(speakers, options, (provider, hasNext) => this.#speakWith(provider, reply, hasNext));
    if (isSpoken) return;
    // The provider's conversation lacks what the cascade says: the next turn reconnects with everything that was heard.
    // The cascade waits for neither an opening nor a closing connection.
    this.#before = this.#before.then(() => this.#disconnect());
    await cascade?.speak(turn, out, reply.text);
  }

  get makeMs(): number | undefined {
    return this.#cascade?.makeMs;
  }

  /** Only the cascade can: a provider's reply is made once. */
  remake(turn: Turn, out: SpeechSink, place: RemakePlace): Promise<void> | undefined {
    return this.#cascade?.remake(turn, out, place);
  }

  cut(heardMs: number): void {
    const adapter = this.#connection?.adapter;
    // What a provider was not asked, it has not answered: its last response is of an earlier turn.
    if (adapter === undefined || !this.#reply?.isAsked) return;
    const told = Promise.try(() => adapter.cancelResponse()).then(() => adapter.truncate(heardMs));
    // If the provider cannot be informed, reconnect with what was heard.
    this.#before = this.#limited(told).catch(() => this.#disconnect());
  }

  async close(): Promise<void> {
    this.#life.abort(new DOMException("the session is over", "AbortError"));
    await Promise.all([this.#before, this.#trial]);
    await this.#disconnect();
  }

  /** Whether a provider can serve a turn of a mode. Without a cascade it must. */
  #canSpeak({ shared }: Provider, mode: Turn["mode"]): boolean {
    return mode === "reply" || this.#cascade === undefined || shared.capabilities().verbatim === true;
  }

  async #speakWith(provider: Provider<RealtimeAdapter>, reply: Reply, hasNext: boolean): Promise<void> {
    const { turn, out } = reply;
    try {
      await this.#before;
      this.#throwUnprepared(provider, hasNext);
      const adapter = await this.#connected(provider, turn, turn.signal);
      const request = requestFor(turn, out);
      reply.isAsked = true;
      const sending = Promise.try(() => adapter.sendUserText({ ...request, mode: turn.mode, context: turn }))
        .catch((error) => Promise.reject(failureOf(provider.name, error, turn.signal)));
      await this.#answered(sending, "took no text", { provider, adapter }, turn.signal);
      const stream = streamFrom(provider.name, "streamEvents", () => adapter.streamEvents(turn));
      const source = { stream, kind: "realtime", adapter, provider: provider.name, waitingFor: "speech" } as const;
      using parts = new PartReader<RealtimePart>(source, turn, this.#options);
      await this.#pass(parts, provider.name, reply);
    } catch (error) {
      if (!turn.signal.aborted) {
        if (reply.isAudible) out.part({ type: "broken" });
        await this.#disconnect();
      }
      throw error;
    }
  }

  /** Passes on a reply's text immediately, and its speech on demand. */
  async #pass(parts: Parameters<typeof readAhead>[0], provider: string, reply: Reply): Promise<void> {
    const { maxReplyMs } = this.#options;
    const marks = new MarkParser();
    const from = reply.text.length;
    let directed = 0;
    const show = (text: string) => {
      const found = marks.marks.slice(directed);
      directed += found.length;
      reply.out.direct(found.map((mark) => ({ ...mark, charStart: mark.charStart + from })));
      if (text === "") return;
      reply.text += text;
      reply.out.text(text);
    };
    const say = (text: string) => show(marks.push(text));
    const end = () => show(marks.end());
    const place = () => reply.text.length;
    let searchFrom = 0;
    for await (const part of readAhead(parts, { provider, maxReplyMs, say, place, end })) {
      if (part.type === "failure") throw part.error;
      if (part.type === "audio") reply.isAudible = true;
      if (part.type === "open_segment") {
        await reply.out.part(placed(part, reply.text));
        continue;
      }
      if (part.type !== "segment") {
        await reply.out.part(part);
        continue;
      }
      const { text } = parseMarks(part.text);
      const found = reply.text.indexOf(text, searchFrom);
      const charStart = found < 0 ? searchFrom : found;
      searchFrom = charStart + text.length;
      await reply.out.part({ ...part, text, charStart });
    }
  }

  /** A connection that failed ahead of the turn is not retried while another can take over. */
  #throwUnprepared(provider: Provider, hasNext: boolean): void {
    const failed = this.#unprepared;
    this.#unprepared = undefined;
    if (failed?.provider === provider && hasNext) throw failed.error;
  }

  /** The session's connection, opened or reconfigured if needed. */
  async #connected(
    provider: Provider<RealtimeAdapter>,
    conversation: Conversation,
    signal: AbortSignal,
  ): Promise<RealtimeAdapter> {
    if (this.#connection?.provider === provider) return this.#connection.adapter;
    await this.#disconnect();
    this.#connection = await this.#connect(provider, conversation, signal);
    return this.#connection.adapter;
  }

  async #connect(
    provider: Provider<RealtimeAdapter>,
    { persona, sessionId, instructions, control, history, log }: Conversation,
    signal: AbortSignal,
  ): Promise<Connection> {
    const connection: Connection = { provider, adapter: provider.adapter(), log };
    const voice = persona.voices[provider.name];
    const { historyTurns } = this.#options;
    const marks = persona.marks === true;
    const giveUp = new AbortController();
    const ends = AbortSignal.any([signal, giveUp.signal]);
    const setup = { sessionId, instructions, control, marks, history, historyTurns, signal: ends };
    try {
      const opening = Promise.try(() => connection.adapter.connect(voice === undefined ? setup : { ...setup, voice }));
      await this.#answered(opening, "did not connect", connection, signal);
      return connection;
    } catch (error) {
      giveUp.abort();
      await this.#close(connection);
      throw failureOf(provider.name, error, signal);
    }
  }

  /** What an adapter does before it speaks: most have a deadline of their own, which comes first. */
  #answered(
    work: Promise<void>,
    missing: string,
    { provider, adapter }: Pick<Connection, "provider" | "adapter">,
    signal: AbortSignal,
  ): Promise<void> {
    const { clock, firstPartMs } = this.#options;
    const limitMs = limitOf(adapter, firstPartMs);
    const onTimeout = () => silence(provider.name, `${missing} within ${limitMs} ms`, adapter);
    return deadline(work, { clock, limitMs, onTimeout, signal });
  }

  /** Checks whether a skipped provider accepts connections again; throws if not. */
  #tryConnection(provider: Provider<RealtimeAdapter>, turn: Turn): Promise<void> {
    const trial = this.#connect(provider, turn, this.#life.signal).then((connection) => this.#close(connection));
    this.#trial = trial.catch(() => {});
    return trial;
  }

  async #disconnect(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection !== undefined) await this.#close(connection);
  }

  /** Closes a connection. A failure is logged, because the provider may still hold the connection. */
  async #close({ adapter, provider, log }: Connection): Promise<void> {
    try {
      await this.#limited(Promise.try(() => adapter.close()));
    } catch (error) {
      log.warn("{provider} could not be closed: {reason}", { provider: provider.name, reason: messageOf(error) });
    }
  }

  #limited(work: Promise<void>): Promise<void> {
    const onTimeout = () => new Error(`the provider did not answer within ${CUT_LIMIT_MS} ms`);
    return deadline(work, { clock: this.#options.clock, limitMs: CUT_LIMIT_MS, onTimeout });
  }
}

/** A segment whose text comes as text parts, with what is known of it. */
function placed({ index, charStart, pauseMs, charEnd, durationMs }: OpenSegment, text: string): PlacedSpeech {
  const known = charEnd === undefined ? undefined : text.slice(charStart, charEnd);
  const place = { index, charStart, pauseMs, text: known };
  return { type: "segment", ...place, ...(durationMs !== undefined && { durationMs }) };
}

/**
 * What a provider is asked to say. It would speak the marks of a verbatim text: they become instructions, and take
 * effect in the face and at the client with their words.
 */
function requestFor({ text, mode, instructions }: Turn, out: SpeechSink): { text: string; instructions: string } {
  if (mode !== "verbatim") return { text, instructions };
  const parsed = parseMarks(text);
  out.direct(parsed.marks);
  const hints = deliveryHints(parsed.text, parsed.marks);
  return { text: parsed.text, instructions: hints === "" ? instructions : `${instructions}\n\n${hints}` };
}
