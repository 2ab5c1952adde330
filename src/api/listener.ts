/**
 * The HTTP listener of the service.
 *
 * @module
 */
import { messageOf, TthError } from "../contract/errors.ts";
import type { LoadedConfig } from "../core/config/config.ts";

/** The service cannot listen on the configured address. */
export class ListenError extends TthError {
  constructor(message: string, cause: unknown) {
    super(message, { code: "cannot_listen", cause });
  }
}

/** A listener that accepts connections. */
export interface Listener {
  readonly url: string;
  /** Settles when it stops accepting connections; rejects if accepting failed, e.g. at the limit of open files. */
  readonly finished: Promise<void>;
  /** Stops accepting, and waits for the requests in progress. */
  shutdown(): Promise<void>;
  /** Closes any connection that is still open. */
  cut(): void;
}

/**
 * Listens on the configured address.
 *
 * @param loaded The configuration.
 * @param handler Answers requests.
 * @throws {ListenError} When the address cannot be used.
 */
export function listen(
  { config: { server: { host, port } }, onPlatform }: LoadedConfig,
  handler: Deno.ServeHandler,
): Listener {
  const abort = new AbortController();
  let isDown = false;
  const onListen = () => {};
  const where = onPlatform ? {} : { hostname: host.replace(/^\[(.*)\]$/, "$1"), port };
  try {
    const server = Deno.serve({ ...where, onListen, signal: abort.signal }, handler);
    return {
      url: urlOf(server.addr),
      finished: server.finished,
      async shutdown() {
        await server.shutdown();
        isDown = true;
      },
      cut() {
        if (!isDown) abort.abort();
      },
    };
  } catch (error) {
    throw new ListenError(`cannot listen on ${host}:${port}: ${whyNot(error, port)}`, error);
  }
}

/** The address for people. A platform may serve through one that is not TCP, such as a Unix socket. */
function urlOf(address: Deno.Addr): string {
  if ("path" in address) return `http+unix://${encodeURIComponent(address.path)}`;
  if (!("hostname" in address)) return `http+${address.transport}:`;
  const { hostname, port } = address;
  return `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
}

function whyNot(error: unknown, port: number): string {
  if (error instanceof Deno.errors.AddrInUse) {
    return "another program listens there; stop it, or set TTH_PORT to another port (0 picks a free one)";
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return `this user may not use port ${port}; set TTH_PORT to 1024 or above`;
  }
  if (error instanceof Deno.errors.AddrNotAvailable) {
    return "this machine has no such address; set TTH_HOST to one that it has";
  }
  return messageOf(error);
}
