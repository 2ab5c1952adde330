/**
 * A minimal protocol client for the scripts; it validates every received message against its schema.
 *
 * @module
 */
import { systemClock } from "../../../src/contract/clock.ts";
import { deadline } from "../../../src/core/async.ts";
import { type PartialControl } from "../../../src/contract/controls.ts";
import { ServerMessage } from "../../../src/contract/protocol/messages.ts";
import { createSession } from "./sessions.ts";

/** A server message and its arrival time. */
export interface Arrival {
  readonly message: ServerMessage;
  /** `performance.now()` at its arrival, ms. */
  readonly atMs: number;
}

/** All messages of a turn. */
export interface RecordedTurn {
  /** `performance.now()` when `user_text` was sent, ms. */
  readonly sentAtMs: number;
  readonly arrivals: readonly Arrival[];
}

/** A message of a type. */
export type MessageOf<T extends ServerMessage["type"]> = Extract<ServerMessage, { type: T }>;

/** Default timeout for each message, in ms. */
const MESSAGE_LIMIT_MS = 30_000;

/** One session over one socket. */
export class WireClient implements AsyncDisposable {
  readonly sessionId: string;
  readonly #baseUrl: string;
  readonly #socket: WebSocket;
  readonly #reader: ReadableStreamDefaultReader<Arrival>;
  readonly #limitMs: number;

  private constructor(baseUrl: string, sessionId: string, socket: WebSocket, limitMs: number) {
    this.#baseUrl = baseUrl;
    this.#limitMs = limitMs;
    this.sessionId = sessionId;
    this.#socket = socket;
    this.#reader = readMessages(socket).getReader();
  }

  /**
   * Creates a session and opens its stream.
   *
   * @param baseUrl The service, e.g. `http://127.0.0.1:8000`.
   * @param session The body of `POST /v1/sessions`.
   * @param limitMs Timeout for each message, in ms. Default: 30000.
   * @returns The client and its `session_ready` message.
   */
  static async open(
    baseUrl: string,
    session: Record<string, unknown> = {},
    limitMs = MESSAGE_LIMIT_MS,
  ): Promise<{ client: WireClient; ready: MessageOf<"session_ready"> }> {
    const grant = await createSession(baseUrl, session);
    const client = new WireClient(baseUrl, grant.session_id, new WebSocket(grant.stream_url), limitMs);
    const { message } = await client.next();
    if (message.type !== "session_ready") throw new Error(`expected session_ready first, got ${message.type}`);
    return { client, ready: message };
  }

  /** Sends a message. */
  send(message: Record<string, unknown>): void {
    this.#socket.send(JSON.stringify(message));
  }

  /** The next message. */
  async next(): Promise<Arrival> {
    const { value } = await deadline(this.#reader.read(), {
      clock: systemClock,
      limitMs: this.#limitMs,
      onTimeout: () => new Error(`no message within ${this.#limitMs} ms`),
    });
    if (value === undefined) throw new Error("the service closed the stream");
    return value;
  }

  /**
   * Runs one turn, then reads until the pong to a subsequent ping, so that stray messages are detected.
   *
   * @param text The user's text.
   * @param options `control` of the turn, `mode`, and `onMessage`, called with each message on arrival.
   * @returns All messages since `user_text`, without the pong.
   */
  async turn(
    text: string,
    options: { control?: PartialControl; mode?: "reply" | "verbatim"; onMessage?: (arrival: Arrival) => void } = {},
  ): Promise<RecordedTurn> {
    const { onMessage, ...fields } = options;
    const sentAtMs = performance.now();
    this.send({ type: "user_text", text, ...fields });
    const arrivals: Arrival[] = [];
    for (;;) {
      const arrival = await this.next();
      if (arrival.message.type === "pong") return { sentAtMs, arrivals };
      arrivals.push(arrival);
      onMessage?.(arrival);
      if (arrival.message.type === "turn_complete") this.send({ type: "ping", t: performance.now() });
    }
  }

  /** Reads JSON from the HTTP API of this session; `path` is appended to its address. */
  async get(path: string, accept = "application/json"): Promise<Response> {
    return await fetch(`${this.#baseUrl}/v1/sessions/${this.sessionId}${path}`, { headers: { accept } });
  }

  /** Ends the session and closes the socket. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      if (this.#socket.readyState === WebSocket.CLOSED) resolve();
      this.#socket.addEventListener("close", () => resolve());
    });
    await fetch(`${this.#baseUrl}/v1/sessions/${this.sessionId}`, { method: "DELETE" });
    await closed;
  }
}

/** The messages of a socket as a stream; it errors on the first protocol violation. */
function readMessages(socket: WebSocket): ReadableStream<Arrival> {
  return new ReadableStream({
    start(controller) {
      socket.onmessage = ({ data }) => {
        const atMs = performance.now();
        const parsed = ServerMessage.safeParse(JSON.parse(data));
        if (parsed.success) return controller.enqueue({ message: parsed.data, atMs });
        controller.error(new Error(`a message breaks the protocol: ${parsed.error.message}`));
        socket.onmessage = null;
        socket.onclose = null;
      };
      socket.onclose = () => controller.close();
    },
  });
}
