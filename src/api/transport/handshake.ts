/**
 * WebSocket handshakes (RFC 6455, 4), read from the first bytes of a connection.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { concat } from "../../core/bytes.ts";
import type { ByteConnection } from "./websocket/framed_socket.ts";

/** Largest head of a handshake, bytes; other requests are bounded by the HTTP server. */
const MAX_HEAD_BYTES = 16_384;

/** First read of a connection; most heads are smaller. */
const FIRST_BYTES = 2048;

/** Appended to a client's key before hashing (RFC 6455, 1.3). */
const ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** Maximum number of headers, more than clients send: `Headers` takes quadratic time. */
const MAX_HEADERS = 100;

const REQUEST_LINE = /^GET (\/[\x21-\x7e]*) HTTP\/1\.1$/;
/** The value may begin and end with spaces and tabs, which `Headers` removes; a pattern for them takes cubic time. */
const HEADER_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\x20-\x7e\t\x80-\xff]*)$/;
/** 16 bytes as base64. */
const KEY = /^[A-Za-z0-9+/]{22}==$/;

const latin1 = new TextDecoder("latin1");
const encoder = new TextEncoder();

/**
 * Reads the first bytes of a connection, up to the end of the first head.
 *
 * @returns The bytes, and where the head ends; without an end it is larger than the head of a handshake. `undefined` if
 *   the connection ended before, broke, or begins with HTTP/2.
 */
export async function readStart(
  conn: ByteConnection,
): Promise<{ bytes: Uint8Array; end: number | undefined } | undefined> {
  try {
    let buffer = new Uint8Array(FIRST_BYTES);
    let length = 0;
    while (true) {
      const count = await conn.read(buffer.subarray(length));
      if (count === null) return undefined;
      length += count;
      const bytes = buffer.subarray(0, length);
      if (isHttp2(bytes)) return undefined;
      const end = headEnd(bytes);
      if (end !== undefined || length >= MAX_HEAD_BYTES) return { bytes, end };
      if (length < buffer.length) continue;
      buffer = new Uint8Array(buffer.length * 2);
      buffer.set(bytes);
    }
  } catch {
    return undefined;
  }
}

/** Where the head of a request ends: after its empty line; `undefined` if it is not complete. */
function headEnd(bytes: Uint8Array): number | undefined {
  for (let i = 3; i < bytes.length; i++) {
    if (bytes[i] === 10 && bytes[i - 1] === 13 && bytes[i - 2] === 10 && bytes[i - 3] === 13) return i + 1;
  }
  return undefined;
}

/** Whether a connection begins with HTTP/2 (RFC 9113, 3.4). */
function isHttp2(head: Uint8Array): boolean {
  return latin1.decode(head.subarray(0, 14)) === "PRI * HTTP/2.0";
}

/**
 * Reads a handshake.
 *
 * @param head The head of a request, with its empty line.
 * @returns The request; `undefined` if it is not a flawless handshake. Another parser then decides what it is.
 */
export function readHandshake(head: Uint8Array): Request | undefined {
  const [line = "", ...lines] = latin1.decode(head).split("\r\n").slice(0, -2);
  const [, target] = REQUEST_LINE.exec(line) ?? [];
  const headers = target === undefined ? undefined : readHeaders(lines);
  if (headers === undefined || !isHandshake(headers)) return undefined;
  const url = `http://${headers.get("host") ?? ""}${target}`;
  return URL.canParse(url) ? new Request(url, { headers }) : undefined;
}

/** `undefined` if a line is not a header, a header that may stand once stands twice, or there are too many. */
function readHeaders(lines: readonly string[]): Headers | undefined {
  if (lines.length > MAX_HEADERS) return undefined;
  const headers = new Headers();
  for (const line of lines) {
    const [, name = "", value = ""] = HEADER_LINE.exec(line) ?? [];
    const isRepeated = headers.has(name || "x") &&
      /^(host|authorization|origin|sec-websocket-(key|version))$/i.test(name);
    if (name === "" || isRepeated) return undefined;
    headers.append(name, value);
  }
  return headers;
}

function isHandshake(headers: Headers): boolean {
  const lists = (name: string, token: string) =>
    (headers.get(name) ?? "").split(",").some((entry) => entry.trim().toLowerCase() === token);
  return lists("upgrade", "websocket") && lists("connection", "upgrade") &&
    headers.get("sec-websocket-version") === "13" && KEY.test(headers.get("sec-websocket-key") ?? "") &&
    !headers.has("content-length") && !headers.has("transfer-encoding");
}

/** The head of the response that accepts a handshake. */
export function acceptHead(request: Request, protocol: string | null): Uint8Array {
  const key = request.headers.get("sec-websocket-key") ?? "";
  const accept = createHash("sha1").update(key + ACCEPT_GUID).digest("base64");
  return encoder.encode([
    "HTTP/1.1 101 Switching Protocols",
    "upgrade: websocket",
    "connection: Upgrade",
    `sec-websocket-accept: ${accept}`,
    ...(protocol === null ? [] : [`sec-websocket-protocol: ${protocol}`]),
    "\r\n",
  ].join("\r\n"));
}

/** A response as the last bytes of an HTTP/1.1 connection. */
export async function closingResponse(response: Response): Promise<Uint8Array> {
  const body = new Uint8Array(await response.arrayBuffer());
  const headers = [...response.headers].filter(([name]) =>
    !/^(connection|content-length|transfer-encoding)$/.test(name)
  );
  const lines = [...headers, ["content-length", String(body.length)], ["connection", "close"]];
  const head = encoder.encode(
    `HTTP/1.1 ${response.status} ${response.statusText}\r\n${
      lines.map((line) => line.join(": ")).join("\r\n")
    }\r\n\r\n`,
  );
  return concat([head, body]);
}
