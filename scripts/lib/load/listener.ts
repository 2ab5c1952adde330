/**
 * One user who listens to one person all the time, and notes every gap in the voice.
 *
 * @module
 */
import type { CreateSession } from "../../../src/contract/protocol/http.ts";
import type { RawMessage } from "./frame_heads.ts";
import { RawStream } from "./raw_stream.ts";
import { askForSession } from "../wire/sessions.ts";

/** Why a session was not created. */
export class Refused extends Error {
  readonly status: number;
  readonly retryAfter: string | null;

  constructor(status: number, retryAfter: string | null, text: string) {
    super(`no session: ${status} ${text}`);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Whom the user listens to. */
export interface ListenerOptions {
  readonly url: string;
  readonly key?: string;
  readonly body: CreateSession;
  /** What the person says in each turn. */
  textOf(turn: number): string;
}

/** Kinds of binary messages. */
const AUDIO = 1;
const FRAME = 2;

const decoder = new TextDecoder();

/** A session that speaks in a loop. */
export class Listener {
  readonly #options: ListenerOptions;
  #stream: RawStream | undefined;
  #isStopped = false;
  #isTurnOver = false;
  #turns = 0;
  #startedAt: number | undefined;
  #stalledMs = 0;

  /** What the service granted, as text, e.g. `frames 256x256 25`. */
  granted = "";
  /** How long the voice stood still in the middle of a turn, ms, and how often. */
  underrunMs = 0;
  underruns = 0;
  /** Frames or poses that came. */
  frames = 0;
  /** Codes of errors that were sent, and of changes of the video. */
  readonly told: string[] = [];
  /** Why the stream ended early. */
  ended: string | undefined;

  private constructor(options: ListenerOptions) {
    this.#options = options;
  }

  /**
   * Creates a session and opens its stream.
   *
   * @throws {Refused} If the service creates none.
   */
  static async open(options: ListenerOptions): Promise<Listener> {
    const { url, key, body } = options;
    const response = await askForSession(url, body, key);
    const text = await response.text();
    if (response.status !== 201) throw new Refused(response.status, response.headers.get("retry-after"), text);
    const { stream_url, token, video } = JSON.parse(text);
    const listener = new Listener(options);
    listener.granted = video === null ? "audio" : `${video.mode} ${video.width}x${video.height} ${video.fps}`;
    listener.#stream = await RawStream.open(stream_url, (message) => listener.#take(message), { token });
    return listener;
  }

  /** Forgets what was counted so far. */
  reset(): void {
    this.underrunMs = this.underruns = this.frames = 0;
  }

  /** Listens until {@linkcode Listener.stop}. */
  async listen(): Promise<void> {
    const stream = this.#stream;
    try {
      await this.#say();
      while (!this.#isStopped && await stream?.drain()) if (this.#isTurnOver) await this.#say();
      if (!this.#isStopped) this.ended = "closed by the service";
    } catch (error) {
      if (!this.#isStopped) this.ended = String(error);
    }
  }

  /** Ends the session's stream. */
  stop(): void {
    this.#isStopped = true;
    this.#stream?.close();
  }

  async #say(): Promise<void> {
    this.#isTurnOver = false;
    this.#startedAt = undefined;
    this.#stalledMs = 0;
    const text = this.#options.textOf(this.#turns++);
    await this.#stream?.send({ type: "user_text", text, mode: "verbatim" });
  }

  #take({ isText, head, atMs }: RawMessage): void {
    if (isText) return this.#takeText(decoder.decode(head));
    if (head[4] === FRAME) this.frames++;
    if (head[4] !== AUDIO) return;
    this.#startedAt ??= atMs;
    const timestampMs = new DataView(head.buffer, head.byteOffset).getFloat64(16, true);
    const lateMs = atMs - this.#startedAt - timestampMs - this.#stalledMs;
    if (lateMs <= 0) return;
    this.#stalledMs += lateMs;
    this.underrunMs += lateMs;
    this.underruns++;
  }

  #takeText(text: string): void {
    const [, type = ""] = /^\{"type":"(\w+)"/.exec(text) ?? [];
    if (type === "pose") this.frames++;
    if (type === "turn_complete") this.#isTurnOver = true;
    if (type === "error") this.told.push(/"code":"(\w+)"/.exec(text)?.[1] ?? "error");
    if (type === "video_changed") {
      const { mode, width, fps }: Partial<Record<string, string>> = Object.fromEntries(
        [...text.matchAll(/"(mode|width|fps)":"?([\w.]+)/g)].map(([, name = "", value = ""]) => [name, value]),
      );
      this.told.push(mode === undefined ? "audio" : `${mode} ${width}/${Number(fps).toFixed(0)}`);
    }
  }
}
