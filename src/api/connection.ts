/**
 * One WebSocket of a session: checks and delivers incoming messages, encodes outgoing ones.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import { BinaryEncoder, isMediaEvent } from "../contract/protocol/binary.ts";
import { encodeJson, jsonParts } from "../contract/protocol/json.ts";
import {
  BINARY_SUBPROTOCOL,
  CLOSE_CODES,
  JSON_SUBPROTOCOL,
  offeredSubprotocols,
  type Subprotocol,
} from "../contract/protocol/names.ts";
import { messageOf, RequestError } from "../contract/errors.ts";
import type { ServerEvent } from "../contract/protocol/messages.ts";
import type { Clock } from "../contract/clock.ts";
import { deadline } from "../core/async.ts";
import { quoted } from "../core/validation.ts";
import type { Sink } from "../pipeline/session/outbox/outbox.ts";
import type { Session } from "../pipeline/session/session.ts";
import type { RateLimits } from "./access/rate_limit.ts";
import { bytesOf, idOf, readMessage, TooLarge } from "./transport/client_message.ts";
import type { Sockets } from "./transport/sockets.ts";
import type { StreamUpgrade, UpgradeStream } from "./transport/caller.ts";
import type { StreamSocket } from "./transport/websocket/stream_socket.ts";

/** Limits of a connection. */
interface ConnectionOptions {
  readonly clock: Clock;
  /** Largest message that a client may send, bytes. */
  readonly maxMessageBytes: number;
  /** How many messages a client may send. */
  readonly limits: RateLimits;
  readonly log: Logger;
  /** Counts the socket until it is closed. */
  readonly sockets: Sockets;
  /** Counts a turn with a text of this length; throws if a quota is used up. */
  chargeTurn(chars: number): void;
  /** Accepts the handshake. */
  readonly upgrade: UpgradeStream;
}

/**
 * Longest wait for a session to open, ms: with a slow store, or while it opens for another connection. Clients wait 10 s
 * for their handshake, and learn nothing if that ends first.
 */
const OPENING_MS = 8000;

/** Why an authorised caller gets no stream. */
type Refusal = "expired" | "unknown_session";

const REFUSALS = {
  expired: { status: 401, code: CLOSE_CODES.unauthorized, reason: "the token has expired" },
  unknown_session: { status: 404, code: CLOSE_CODES.unknown_session, reason: "no such session" },
} as const;

/** The error of a refused stream. */
function refusalError(refusal: Refusal): RequestError {
  const { status, reason } = REFUSALS[refusal];
  return new RequestError(`${reason}: create a session, and connect with the address and token of the response`, {
    code: refusal,
    status,
  });
}

/**
 * Finds the session of a stream, or why there is none.
 *
 * @param isResuming Whether the client says that it has received messages of the session.
 */
type FindSession = (isResuming: boolean) => Promise<Session | Refusal>;

/**
 * Answers an upgrade request of an authorised caller. If there is no stream to open, the socket is closed right after
 * the handshake, because a web page sees the code of a close but not the status of a failed handshake. If too many
 * closed sockets still wait for their peer, the handshake itself is refused.
 *
 * @throws {RequestError} `bad_handshake` if the request is not a WebSocket handshake; `invalid_after`;
 * `too_many_sockets` (503); the refusal; `opening_too_slow` (503); or what `find` throws.
 */
export async function connect(request: Request, find: FindSession, options: ConnectionOptions): Promise<Response> {
  if (!request.headers.has("sec-websocket-key")) throw badHandshake("it has no Sec-WebSocket-Key");
  const protocol = chooseSubprotocol(request.headers.get("sec-websocket-protocol"));
  const after = afterOf(new URL(request.url).searchParams.get("after"));
  const { sockets, clock } = options;
  const finding = find(after !== undefined && after > 0);
  const session = await deadline(finding, { clock, limitMs: OPENING_MS, onTimeout: openingTooSlow });
  if (typeof session === "string") {
    options.log.debug("stream refused: {refusal}", { refusal: session });
    if (!sockets.mayRefuse) throw refusalError(session);
    const { socket, response } = upgrade(request, protocol, options.upgrade);
    sockets.add(socket);
    const { code, reason } = REFUSALS[session];
    socket.addEventListener("open", () => sockets.close(socket, code, reason));
    return response;
  }
  if (!sockets.mayOpen(session)) throw tooManySockets();
  const { socket, response } = upgrade(request, protocol, options.upgrade);
  sockets.add(socket, session);
  serve(socket, session, { ...options, protocol: protocol ?? JSON_SUBPROTOCOL, isNamed: protocol !== null, after });
  return response;
}

function upgrade(request: Request, protocol: Subprotocol | null, accept: UpgradeStream): StreamUpgrade {
  try {
    return accept(request, protocol);
  } catch (cause) {
    throw badHandshake(messageOf(cause), cause);
  }
}

function badHandshake(why: string, cause?: unknown): RequestError {
  const message = `this is not a WebSocket handshake (${why}); connect with a WebSocket client`;
  return new RequestError(message, { code: "bad_handshake", status: 400, cause });
}

/** The first offered subprotocol that the service supports; `null` if none. Tokens among them are never echoed. */
function chooseSubprotocol(offered: string | null): Subprotocol | null {
  for (const name of offeredSubprotocols(offered)) {
    if (name === JSON_SUBPROTOCOL || name === BINARY_SUBPROTOCOL) return name;
  }
  return null;
}

/**
 * The last `seq` that a resuming client has; `undefined` if it does not resume.
 *
 * @param text The parameter `after` of the stream's address.
 * @throws {RequestError} `invalid_after`: what the client has is not known, so that it would miss messages unnoticed.
 */
export function afterOf(text: string | null | undefined): number | undefined {
  if (text === null || text === undefined || text === "") return undefined;
  const after = Number(text);
  if (/^\d{1,16}$/.test(text) && Number.isSafeInteger(after)) return after;
  throw new RequestError(
    `after: ${quoted(text)} is not the seq of a message, give that of the last message that has arrived`,
    { code: "invalid_after", status: 400 },
  );
}

function serve(
  socket: StreamSocket,
  session: Session,
  options: ConnectionOptions & { protocol: Subprotocol; isNamed: boolean; after: number | undefined },
): void {
  const { protocol, isNamed, after, sockets } = options;
  const sink = socketSink(socket, protocol, sockets);
  socket.addEventListener("open", () => {
    sockets.serve(socket);
    const { replayed } = session.attach(sink, { protocol, isNamed, after });
    options.log.debug("connected, {replayed} messages sent again", { session_id: session.id, replayed });
  });
  const limit = options.limits.of(session);
  // Leaves the session at once, because a client that misbehaves may never answer the close.
  const leave = (code: number, reason: string) => {
    session.detach(sink);
    sockets.close(socket, code, reason);
  };
  socket.addEventListener("message", ({ data }) => {
    if (socket.readyState !== OPEN) return;
    const verdict = limit.judge(bytesOf(data));
    if (verdict === "close") {
      options.log.info("closed: sent far more than {perSecond} messages a second", {
        session_id: session.id,
        perSecond: limit.perSecond,
      });
      return leave(CLOSE_CODES.rate_limited, "rate limited");
    }
    if (verdict === "tell") session.reject(tooMany(limit.perSecond));
    if (verdict !== "take") return;
    try {
      const message = readMessage(data, options.maxMessageBytes);
      if (message.type !== "user_text") return session.receive(message);
      limit.chargeTurn();
      session.receive(message, () => options.chargeTurn(message.text.length));
    } catch (error) {
      if (error instanceof TooLarge) leave(CLOSE_CODES.too_large, error.message);
      else session.reject(error, idOf(data));
    }
  });
  // `close` follows every error and handles it.
  socket.addEventListener("close", () => session.detach(sink));
}

/** Up to this many bytes it is not worth asking the socket how many of them are buffered. */
const UNASKED_BYTES = 32 * 1024;

/** Read once: Deno resolves the global by a getter, which would cost more than the rest of the check before each message. */
const { OPEN } = WebSocket;

/** Shared by all sockets, because they copy what they are given. */
const encoder = new BinaryEncoder();

function socketSink(socket: StreamSocket, protocol: Subprotocol, sockets: Sockets): Sink {
  const binary = protocol === BINARY_SUBPROTOCOL;
  // No less than what is buffered: what was when the socket was asked, and all that was sent since.
  let mostBytes = 0;
  return {
    send(event: ServerEvent) {
      if (socket.readyState !== OPEN) return;
      if (!isMediaEvent(event)) {
        const text = encodeJson(event);
        socket.send(text);
        // A UTF-16 unit is at most three bytes of UTF-8.
        mostBytes += 3 * text.length;
        return;
      }
      if (!binary && socket.sendParts !== undefined) {
        const parts = jsonParts(event);
        socket.sendParts(parts);
        for (const { length } of parts) mostBytes += length;
        return;
      }
      const data = binary ? encoder.encode(event) : encodeJson(event);
      socket.send(data);
      // Base64 and what is around it are ASCII.
      mostBytes += data.length;
    },
    get bufferedBytes() {
      if (mostBytes > UNASKED_BYTES) mostBytes = socket.bufferedAmount;
      return mostBytes;
    },
    close(code, reason) {
      sockets.close(socket, code, reason);
    },
  };
}

function openingTooSlow(): RequestError {
  return new RequestError(
    `the session could not be opened within ${OPENING_MS} ms: the session store is slow, or it opens for another ` +
      "connection; try again, and check store.path or store.url",
    { code: "opening_too_slow", status: 503, retryable: true },
  );
}

function tooManySockets(): RequestError {
  return new RequestError(
    "too many closed streams still wait for their client's answer: answer the close or end the connections, then try again",
    { code: "too_many_sockets", status: 503, retryable: true },
  );
}

function tooMany(perSecond: number): RequestError {
  return new RequestError(
    `rate limit of ${perSecond} messages/s exceeded (server.messages_per_s); some messages were dropped. ` +
      "Slow down and resend what you need; repeated violations close the connection with 4029",
    { code: "rate_limited", status: 429, retryable: true },
  );
}
