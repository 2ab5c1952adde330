/**
 * A bare WebSocket client that keeps all that a Realtime service sends, for tests that look at the wire itself.
 *
 * @module
 */
import { soon } from "./waiting.ts";

/** A server event, read without any trust. */
export type RawEvent = { type: string } & Record<string, unknown>;

/** A connection that records. */
export class RawClient implements AsyncDisposable {
  /** Events in the order they came. */
  readonly events: RawEvent[] = [];
  /** Frames that are no event: broken JSON, other JSON, binary. */
  readonly oddFrames: unknown[] = [];
  readonly #closed: Promise<{ code: number; reason: string }>;
  #socket: WebSocket;
  #changed = Promise.withResolvers<void>();
  #opened: Promise<void>;

  /**
   * @param baseUrl The HTTP base, such as `http://127.0.0.1:1234/v1`.
   * @param headers What the upgrade carries.
   */
  constructor(baseUrl: string, headers: Record<string, string> = { authorization: "Bearer k" }) {
    const url = `${baseUrl.replace(/^http/, "ws")}/realtime?model=gpt-realtime-2.1`;
    // Deno's constructor takes headers; the DOM's types, which stand before Deno's, do not know them.
    const socket: WebSocket = Reflect.construct(WebSocket, [url, { headers }]);
    this.#socket = socket;
    this.#opened = new Promise((resolve) => socket.onopen = () => resolve());
    this.#closed = new Promise((resolve) => {
      socket.onclose = ({ code, reason }) => {
        resolve({ code, reason });
        this.#wake();
      };
    });
    socket.onmessage = ({ data }) => {
      const event = asEvent(data);
      if (event) this.events.push(event);
      else this.oddFrames.push(data);
      this.#wake();
    };
    // A failed connection is told by `closed`; the error event adds nothing to it.
    socket.onerror = (event) => event.preventDefault();
  }

  /** Sends an object as JSON, or a string as it is. */
  async send(message: object | string): Promise<void> {
    await soon(this.#opened, "the socket to open");
    this.#socket.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  /**
   * Waits for an event.
   *
   * @param type Its type.
   * @param count The how-manieth of that type, from 1.
   * @throws When the connection closes first, or it does not come in time.
   */
  until(type: string, count = 1): Promise<RawEvent> {
    return soon(this.#seek(type, count), () => `'${type}', but only ${this.types.join(", ")} came`);
  }

  /** Waits until the connection is closed. */
  whenClosed(): Promise<{ code: number; reason: string }> {
    return soon(this.#closed, () => `the close, but only ${this.types.join(", ")} came`);
  }

  async #seek(type: string, count: number): Promise<RawEvent> {
    for (;;) {
      const event = this.events.filter((event) => event.type === type)[count - 1];
      if (event) return event;
      if (this.#socket.readyState === WebSocket.CLOSED) throw new Error(`closed before '${type}' came`);
      await this.#changed.promise;
    }
  }

  /** Types of the events so far, with runs of the same type drawn together. */
  get types(): string[] {
    return this.events.map((event) => event.type).filter((type, index, all) => type !== all[index - 1]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    await this.whenClosed();
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

/** Reads a dotted path in an event; undefined where it leads nowhere. */
export function field(event: RawEvent | undefined, path: string): unknown {
  let value: unknown = event;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function asEvent(data: unknown): RawEvent | undefined {
  if (typeof data !== "string") return undefined;
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const type: unknown = Reflect.get(value, "type");
    return typeof type === "string" ? { ...value, type } : undefined;
  } catch {
    return undefined;
  }
}
