/**
 * The HTTP listener of the service.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { Clock } from "../contract/clock.ts";
import type { Config, LoadedConfig } from "../core/config/config.ts";
import type { Ticker } from "../core/ticker.ts";
import { isPrivate } from "./access/auth.ts";
import { addressSet } from "./access/address_set.ts";
import { RequestRates } from "./access/request_rates.ts";
import type { Handler } from "./transport/caller.ts";
import { Guard } from "./transport/guard.ts";
import { listenError } from "./transport/listen_error.ts";
import { nativeUpgrade } from "./transport/native_upgrade.ts";

/** A listener that accepts connections. */
export interface Listener {
  readonly url: string;
  /** Settles when it stops accepting connections; rejects if accepting failed, e.g. at the limit of open files. */
  readonly finished: Promise<void>;
  /**
   * Stops accepting, so that a load balancer sends new connections to other instances; open ones continue. Deno's
   * own server keeps accepting, because it would close the open WebSockets too.
   */
  refuse(): void;
  /** Stops accepting, and waits for the requests in progress. */
  shutdown(): Promise<void>;
  /** Closes any connection that is still open. */
  cut(): void;
}

/** What a listener needs besides the configuration. */
interface ListenerParts {
  readonly clock: Clock;
  readonly ticker: Ticker;
  readonly log: Logger;
  /** The port to listen on. Absent: as configured. */
  readonly port?: number;
  /** Whether other threads listen on the same port. */
  readonly isShared?: boolean;
}

interface Address {
  readonly hostname: string;
  readonly port: number;
  readonly reusePort?: boolean;
}

/**
 * Listens on the configured address. Where strangers can reach it, a {@linkcode Guard} stands before Deno's server.
 *
 * @param loaded The configuration.
 * @param parts What the listener runs on.
 * @param handler Answers requests.
 * @throws {ListenError} When the address cannot be used.
 */
export function listen(loaded: LoadedConfig, parts: ListenerParts, handler: Handler): Listener {
  const { config, onPlatform } = loaded;
  const { server } = config;
  const { host } = server;
  const { port = server.port, isShared = false } = parts;
  const where = { hostname: host.replace(/^\[(.*)\]$/, "$1"), port, ...(isShared && { reusePort: true }) };
  try {
    if (onPlatform) return serveNatively({}, handler);
    return isPrivate(config) ? serveNatively(where, handler) : serveGuarded(where, server, { ...parts, handler });
  } catch (error) {
    throw listenError(host, port, error);
  }
}

/** Deno's own server, for a platform with its own proxy, or for this machine's users. */
function serveNatively(where: Partial<Address>, handler: Handler): Listener {
  const abort = new AbortController();
  let isDown = false;
  const server = Deno.serve({ ...where, onListen: () => {}, signal: abort.signal }, (request, { remoteAddr }) => {
    const address = "hostname" in remoteAddr ? remoteAddr.hostname : "";
    return handler(request, { address, upgrade: nativeUpgrade });
  });
  return {
    url: urlOf(server.addr),
    finished: server.finished,
    refuse() {},
    async shutdown() {
      await server.shutdown();
      isDown = true;
    },
    cut() {
      if (!isDown) abort.abort();
    },
  };
}

function serveGuarded(
  where: Address,
  server: Config["server"],
  { handler, ...parts }: ListenerParts & { readonly handler: Handler },
): Listener {
  const listener = Deno.listen(where);
  const url = urlOf(listener.addr);
  const trustedProxies = addressSet(server.trusted_proxies);
  const guard = new Guard(listener, handler, {
    ...parts,
    maxMessageBytes: server.max_message_bytes,
    maxBodyBytes: server.max_body_bytes,
    requestMs: server.request_ms,
    idleMs: server.idle_ms,
    connections: server.connections,
    connectionsPerAddress: server.connections_per_address,
    trustedProxies,
    requests: new RequestRates(parts.clock, {
      perSecond: server.requests_per_s,
      burst: server.request_burst,
      trusted: trustedProxies,
    }),
  });
  return {
    url,
    finished: guard.finished,
    refuse: () => guard.refuse(),
    shutdown: () => guard.shutdown(),
    cut: () => void guard.cut(),
  };
}

/** The address for people. A platform may serve through one that is not TCP, such as a Unix socket. */
function urlOf(address: Deno.Addr): string {
  if ("path" in address) return `http+unix://${encodeURIComponent(address.path)}`;
  if (!("hostname" in address)) return `http+${address.transport}:`;
  const { hostname, port } = address;
  return `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
}
