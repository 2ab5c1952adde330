/**
 * One WebSocket of a session: messages in are checked and handed over, messages out are encoded.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import { encodeBinary, isMediaEvent } from "../contract/protocol/binary.ts";
import { encodeJson } from "../contract/protocol/json.ts";
import {
  BINARY_SUBPROTOCOL,
  CLOSE_CODES,
  JSON_SUBPROTOCOL,
  offeredSubprotocols,
  type Subprotocol,
} from "../contract/protocol/names.ts";
import { messageOf, RequestError } from "../contract/errors.ts";
import { ClientMessage, type ServerEvent } from "../contract/protocol/messages.ts";
import { explain, formatProblems } from "../core/validation.ts";
import type { Sink } from "../pipeline/session/outbox.ts";
import type { Session } from "../pipeline/session/session.ts";
import type { RateLimits } from "./rate_limit.ts";
import type { Sockets } from "./sockets.ts";

/** Limits of a connection. */
export interface ConnectionOptions {
  /** Largest message that a client may send, bytes. */
  readonly maxMessageBytes: number;
  /** How many messages a client may send. */
  readonly limits: RateLimits;
  readonly log: Logger;
  /** Where the socket is counted until it is gone. */
  readonly sockets: Sockets;
}

/** Why a stream is not to be had. */
export type Refusal = "unauthorized" | "unknown_session";

const REFUSALS: Readonly<Record<Refusal, { readonly status: number; readonly reason: string }>> = {
  unauthorized: { status: 401, reason: "no valid API key or token" },
  unknown_session: { status: 404, reason: "no such session" },
};

/** The error of a stream that is refused. */
function refusalError(refusal: Refusal): RequestError {
  const { status, reason } = REFUSALS[refusal];
  return new RequestError(`${reason}: create a session, and connect with what its answer holds`, {
    code: refusal,
    status,
  });
}

/**
 * Answers an upgrade request. One that is refused is closed right after the handshake: a web page sees the code of a
 * close, but not the status of a handshake that failed. Where too many that were closed have not gone yet, the handshake
 * itself is refused.
 *
 * @throws RequestError `bad_handshake`, when it is no handshake of a WebSocket; `too_many_sockets` (503), or why the
 * stream is not to be had.
 */
export function connect(request: Request, session: Session | Refusal, options: ConnectionOptions): Response {
  const protocol = chooseSubprotocol(request.headers.get("sec-websocket-protocol"));
  const after = afterOf(new URL(request.url).searchParams.get("after"));
  const { sockets } = options;
  if (typeof session === "string") {
    options.log.debug("stream refused: {refusal}", { refusal: session });
    if (!sockets.mayRefuse) throw refusalError(session);
    const { socket, response } = upgrade(request, protocol);
    sockets.add(socket);
    socket.onopen = () => sockets.close(socket, CLOSE_CODES[session], REFUSALS[session].reason);
    return response;
  }
  if (!sockets.mayOpen(session)) throw tooManySockets();
  const { socket, response } = upgrade(request, protocol);
  sockets.add(socket, session);
  serve(socket, session, { ...options, protocol: protocol ?? JSON_SUBPROTOCOL, after });
  return response;
}

function upgrade(request: Request, protocol: Subprotocol | null): Deno.WebSocketUpgrade {
  try {
    const upgraded = Deno.upgradeWebSocket(request);
    // Deno's own option overlooks protocols that are listed without a space between them.
    if (protocol !== null) upgraded.response.headers.set("sec-websocket-protocol", protocol);
    return upgraded;
  } catch (cause) {
    throw new RequestError(`this is no WebSocket handshake (${messageOf(cause)}), connect with a WebSocket client`, {
      code: "bad_handshake",
      status: 400,
      cause,
    });
  }
}

/** The first offered subprotocol that we speak; `null` when none is. Tokens among them are never echoed. */
function chooseSubprotocol(offered: string | null): Subprotocol | null {
  for (const name of offeredSubprotocols(offered)) {
    if (name === JSON_SUBPROTOCOL || name === BINARY_SUBPROTOCOL) return name;
  }
  return null;
}

/** The last `seq` that a resuming client has; what is no such number counts as absent. */
function afterOf(text: string | null): number | undefined {
  const after = Number(text);
  return text !== null && text !== "" && Number.isSafeInteger(after) && after >= 0 ? after : undefined;
}

function serve(
  socket: WebSocket,
  session: Session,
  options: ConnectionOptions & { protocol: Subprotocol; after: number | undefined },
): void {
  const { protocol, after, sockets } = options;
  const sink = socketSink(socket, protocol, sockets);
  socket.onopen = () => {
    sockets.serve(socket);
    const { replayed } = session.attach(sink, { protocol, after });
    options.log.debug("connected, {replayed} messages sent again", { session_id: session.id, replayed });
  };
  const limit = options.limits.of(session);
  // The session is left at once: a client that misbehaves may take its time to answer the close.
  const leave = (code: number, reason: string) => {
    session.detach(sink);
    sockets.close(socket, code, reason);
  };
  socket.onmessage = ({ data }) => {
    if (socket.readyState !== WebSocket.OPEN) return;
    const verdict = limit.judge();
    if (verdict === "close") {
      options.log.info("closed, as it sent far more than {perSecond} messages a second", {
        session_id: session.id,
        perSecond: limit.perSecond,
      });
      return leave(CLOSE_CODES.rate_limited, "rate limited");
    }
    if (verdict === "tell") session.reject(tooMany(limit.perSecond));
    if (verdict !== "take") return;
    try {
      const message = parse(data, options.maxMessageBytes);
      if (message.type === "user_text") limit.chargeTurn();
      session.receive(message);
    } catch (error) {
      if (error instanceof TooLarge) leave(CLOSE_CODES.too_large, error.message);
      else session.reject(error);
    }
  };
  socket.onclose = () => session.detach(sink);
  // What went wrong is followed by `close`, which is where it is handled.
  socket.onerror = () => {};
}

function socketSink(socket: WebSocket, protocol: Subprotocol, sockets: Sockets): Sink {
  const binary = protocol === BINARY_SUBPROTOCOL;
  return {
    send(event: ServerEvent) {
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.send(binary && isMediaEvent(event) ? encodeBinary(event) : encodeJson(event));
    },
    get bufferedBytes() {
      return socket.bufferedAmount;
    },
    close(code, reason) {
      sockets.close(socket, code, reason);
    },
  };
}

function tooManySockets(): RequestError {
  return new RequestError(
    "too many streams were closed whose clients have not answered the close: answer it, or end the connections, and try " +
      "again later",
    { code: "too_many_sockets", status: 503, retryable: true },
  );
}

function tooMany(perSecond: number): RequestError {
  return new RequestError(
    `messages are dropped as more came than ${perSecond} a second (server.messages_per_s); send fewer, and those again ` +
      "that matter: whoever goes on like this is closed with 4029",
    { code: "rate_limited", status: 429, retryable: true },
  );
}

class TooLarge extends Error {}

const text = new TextEncoder();

/**
 * Reads a client's message.
 *
 * @throws RequestError That names the field, the value's problem and the remedy.
 * @throws TooLarge
 */
function parse(data: unknown, maxBytes: number): ClientMessage {
  if (typeof data !== "string") {
    throw new RequestError("binary messages are not understood here; send a JSON object as a text message", {
      code: "binary_message",
      status: 400,
    });
  }
  // A UTF-16 unit is at most three bytes of UTF-8, so that most messages need not be counted.
  if (data.length * 3 > maxBytes && text.encode(data).byteLength > maxBytes) {
    throw new TooLarge(`message too large, the limit is ${maxBytes} bytes`);
  }
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    throw new RequestError("the message is not JSON; send one JSON object a message", {
      code: "invalid_json",
      status: 400,
    });
  }
  const parsed = ClientMessage.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new RequestError(formatProblems(explain(parsed.error, ClientMessage, value)), {
    code: "invalid_message",
    status: 400,
  });
}
