/**
 * A client on a real socket, written from the protocol alone: it knows JSON and nothing of TTH's own code.
 *
 * @module
 */
import { type Service, startService } from "../../src/api/service.ts";
import type { Clock } from "../../src/contract/clock.ts";
import { environmentOf } from "../../src/core/config/environment.ts";
import { UNLIMITED } from "../../scripts/lib/local_service.ts";
import { startOnLoopClock } from "./loop_service.ts";
import { soon } from "./waiting.ts";

/** A message as it stands on the wire. */
export type WireMessage = Record<string, unknown> & { readonly type: string };

/**
 * Starts the service on a free port, without logs.
 *
 * @param clock What it runs on. Default: a `LoopClock`, which goes faster than the machine's and waits for it when it
 * is busy.
 */
export async function serveOffline(env: Record<string, string> = {}, clock?: Clock): Promise<Service> {
  const all: Record<string, string> = {
    ...UNLIMITED,
    TTH_PROFILE: "offline_mock",
    TTH_PORT: "0",
    TTH_LOG_LEVEL: "error",
    ...env,
  };
  const environment = environmentOf(all);
  return clock === undefined
    ? await startOnLoopClock({ env: environment })
    : await startService({ env: environment, clock });
}

/** A socket that keeps what it gets. */
export class SocketClient implements AsyncDisposable {
  readonly messages: WireMessage[] = [];
  readonly binary: ArrayBuffer[] = [];
  readonly #closed: Promise<{ code: number; reason: string }>;
  readonly #socket: WebSocket;
  #wake: PromiseWithResolvers<void> = Promise.withResolvers();
  #over = false;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => {
      if (typeof data === "string") this.messages.push(JSON.parse(data));
      else this.binary.push(data);
      this.#signal();
    };
    this.#closed = new Promise((resolve) => {
      socket.onclose = ({ code, reason }) => {
        this.#over = true;
        this.#signal();
        resolve({ code, reason });
      };
    });
    socket.onerror = () => {};
  }

  /** Creates a session and connects to it. */
  static async create(base: string, request: unknown = {}, protocols: string[] = []): Promise<SocketClient> {
    const created = await fetch(`${base}/v1/sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
    });
    const { stream_url } = await created.json();
    return SocketClient.open(stream_url, protocols);
  }

  /** Connects to a stream. */
  static async open(url: string, protocols: string[] = []): Promise<SocketClient> {
    const socket = new WebSocket(url, protocols);
    const client = new SocketClient(socket);
    const opened = new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve();
      client.#closed.then(({ code }) => reject(new Error(`closed with ${code}`)));
    });
    await soon(opened, `the stream at ${url} to open`);
    return client;
  }

  /** Waits for the socket's close. */
  whenClosed(): Promise<{ code: number; reason: string }> {
    return soon(this.#closed, () => `the stream's close, but ${this.#typesSoFar}`);
  }

  /** The subprotocol that the server chose. */
  get protocol(): string {
    return this.#socket.protocol;
  }

  /** Sends a message; what is no string is sent as JSON. */
  send(message: unknown): void {
    this.#socket.send(
      typeof message === "string" || message instanceof Uint8Array ? message as string : JSON.stringify(message),
    );
  }

  /** Waits until what came satisfies `found`; `what` names it. */
  until<T>(what: string, found: (messages: readonly WireMessage[]) => T | undefined | false): Promise<T> {
    return soon(this.#until(found), () => `${what}, but ${this.#typesSoFar}`);
  }

  async #until<T>(found: (messages: readonly WireMessage[]) => T | undefined | false): Promise<T> {
    while (true) {
      const result = found(this.messages);
      if (result !== undefined && result !== false) return result;
      if (this.#over) throw new Error("the socket closed before the message came");
      await this.#wake.promise;
    }
  }

  /** Waits for the `count`th message of a type. */
  message(type: string, count = 1): Promise<WireMessage> {
    const what = `'${type}' no. ${count}`;
    return this.until(what, (messages) => messages.filter((message) => message.type === type)[count - 1]);
  }

  /** Drops the connection politely. */
  async close(): Promise<void> {
    if (this.#socket.readyState < WebSocket.CLOSING) this.#socket.close();
    await this.whenClosed();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  get #typesSoFar(): string {
    const types = this.messages.map(({ type }) => type).filter((type, i, all) => type !== all[i - 1]);
    return types.length === 0 ? "nothing came" : `only ${types.join(", ")} came`;
  }

  #signal(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }
}
