/**
 * Whether a server supports the Realtime protocol: many servers with chat and speech do not.
 *
 * @module
 */
import { type Endpoint, shownUrl } from "../../openai/endpoint.ts";
import { RequestFailedError } from "../../openai/http.ts";

/** Checks once, because a handshake may make a server load its models. */
export class RealtimeOffer {
  readonly #endpoint: Endpoint;
  readonly #url: string;
  #isKnown: boolean;

  /**
   * @param endpoint The server.
   * @param url The address of a session.
   */
  constructor(endpoint: Endpoint, url: string) {
    this.#endpoint = endpoint;
    this.#url = url;
    this.#isKnown = endpoint.isOpenAi;
  }

  /**
   * Probes for the protocol.
   *
   * @param signal Ends the probe.
   * @throws {RequestFailedError} If the server has no such service.
   */
  async check(signal = new AbortController().signal): Promise<void> {
    if (this.#isKnown) return;
    const response = await fetch(this.#url, { headers: this.#endpoint.headers, signal });
    await response.body?.cancel();
    // Servers with this path answer that they need a WebSocket; some recognise the path only for a WebSocket.
    if (response.status === 404 && !await opens(this.#url.replace(/^http/, "ws"), this.#endpoint, signal)) {
      throw new RequestFailedError(`GET ${shownUrl(this.#url)}`, {
        status: 404,
        message: "the server does not offer realtime; take components.realtime out of the configuration",
      });
    }
    this.#isKnown = true;
  }
}

/** Whether a WebSocket opens there. It is closed immediately. */
async function opens(url: string, { headers }: Endpoint, signal: AbortSignal): Promise<boolean> {
  // Deno's constructor takes headers; the DOM's types, which precede Deno's, do not include them.
  const socket: WebSocket = Reflect.construct(WebSocket, [url, { headers }]);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const onAbort = () => resolve(true);
  socket.onopen = () => resolve(true);
  socket.onerror = (event) => {
    event.preventDefault();
    resolve(false);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await promise;
  } finally {
    signal.removeEventListener("abort", onAbort);
    socket.close();
  }
}
