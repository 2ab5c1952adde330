/**
 * A client written from the protocol alone, for the scripts: it checks every message that comes against its schema.
 *
 * @module
 */
import { systemClock } from "../../src/contract/clock.ts";
import { deadline } from "../../src/core/async.ts";
import { type PartialControl } from "../../src/contract/controls.ts";
import { ServerMessage } from "../../src/contract/protocol/messages.ts";

/** A server message, and when it came. */
export interface Arrival {
  readonly message: ServerMessage;
  /** `performance.now()` at its arrival, ms. */
  readonly atMs: number;
}

/** Everything that came in a turn. */
export interface RecordedTurn {
  /** `performance.now()` when `user_text` was sent, ms. */
  readonly sentAtMs: number;
  readonly arrivals: readonly Arrival[];
}

/** A message of a type. */
export type MessageOf<T extends ServerMessage["type"]> = Extract<ServerMessage, { type: T }>;

/** What `POST /v1/sessions` answers, as far as the scripts use it. */
interface Grant {
  readonly session_id: string;
  readonly stream_url: string;
}

/** How long any single message may take to come, unless the script says otherwise, ms. */
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
   * @param limitMs How long any single message may take to come, ms. Default: 30000.
   * @returns The client and the `session_ready` that it was greeted with.
   */
  static async open(
    baseUrl: string,
    session: Record<string, unknown> = {},
    limitMs = MESSAGE_LIMIT_MS,
  ): Promise<{ client: WireClient; ready: MessageOf<"session_ready"> }> {
    const response = await fetch(`${baseUrl}/v1/sessions`, { method: "POST", body: JSON.stringify(session) });
    if (response.status !== 201) throw new Error(`no session: ${response.status} ${await response.text()}`);
    const grant: Grant = await response.json();
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
   * Has one turn, and reads on until the service has answered a ping after it, so that stray messages are seen.
   *
   * @param text What the person says.
   * @param options `control` of the turn, `mode`, and `onMessage`, called with each message as it comes.
   * @returns Everything that came from `user_text` on, without the pong.
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

/** The messages of a socket as a stream; it errors with the first that breaks the protocol. */
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
