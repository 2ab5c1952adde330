/**
 * What an attacker has: TCP connections, and WebSocket frames that no client would send. It only connects to loopback.
 *
 * @module
 */
import { delay, systemClock } from "../../../src/contract/clock.ts";
import { askForSession } from "../wire/sessions.ts";

/** What is attacked. */
export interface Target {
  /** Its address, as the attacker reaches it. */
  readonly url: string;
  /** The same service, as others reach it: from another address than the attacker's, where addresses are told apart. */
  readonly elsewhere: string;
  /** An API key; absent: the service has none. */
  readonly key: string | undefined;
  /** What an attack pours at most, bytes: a service without bounds would take all memory of the machine. */
  readonly maxBytes: number;
}

const encoder = new TextEncoder();

/** One connection of the attacker. */
export class Attacker implements Disposable {
  readonly #connection: Deno.TcpConn;
  /** Bytes that were sent. */
  sent = 0;

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
  }

  /** Connects; `undefined`: the connection was refused. */
  static async connect({ url }: Target): Promise<Attacker | undefined> {
    const { hostname, port } = new URL(url);
    if (hostname !== "127.0.0.1") throw new Error(`${hostname} is not this machine`);
    try {
      return new Attacker(await Deno.connect({ hostname, port: Number(port) }));
    } catch {
      return undefined;
    }
  }

  /** Sends bytes; `false`: the connection has ended. */
  async send(bytes: Uint8Array | string): Promise<boolean> {
    const all = typeof bytes === "string" ? encoder.encode(bytes) : bytes;
    try {
      for (let at = 0; at < all.length;) {
        const count = await this.#connection.write(all.subarray(at));
        at += count;
        this.sent += count;
      }
      return true;
    } catch {
      return false;
    }
  }

  /** What comes next, one character for each byte; empty at the end, or after the time. */
  async read(limitMs = 2000): Promise<string> {
    const buffer = new Uint8Array(16_384);
    const read = this.#connection.read(buffer).then(
      // The decoder for "latin1" is one for windows-1252, which changes the first byte of a close frame.
      (count) => String.fromCharCode(...buffer.subarray(0, count ?? 0)),
      () => "",
    );
    return await Promise.race([read, delay(systemClock, limitMs).then(() => "")]);
  }

  /** How long the peer keeps the connection, ms; `limitMs` if longer. */
  async endsAfter(limitMs: number): Promise<number> {
    const startMs = performance.now();
    const buffer = new Uint8Array(65_536);
    const ended = (async () => {
      while (await this.#connection.read(buffer) !== null);
    })().catch(() => {});
    await Promise.race([ended, delay(systemClock, limitMs)]);
    return Math.min(limitMs, performance.now() - startMs);
  }

  [Symbol.dispose](): void {
    try {
      this.#connection.close();
    } catch {
      // It has ended.
    }
  }
}

/** The header that shows the attacker's key. */
export function authorizationOf({ key }: Target): Record<string, string> {
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}

/** The same header as a line of a request. */
export function authorizationLine(target: Target): string {
  return Object.entries(authorizationOf(target)).map(([name, value]) => `${name}: ${value}\r\n`).join("");
}

/** A session of the attacker. */
export interface AttackerSession {
  readonly url: string;
  /** Of its stream. */
  readonly path: string;
  readonly token: string;
}

/** For how long and how often an attacker retries while the service is overloaded, ms. */
const ASKING_MS = 10_000;
const ASK_AGAIN_MS = 1000;

/** Creates a session; `undefined`: the service refuses. */
export async function sessionOf(
  target: Target,
  video: Record<string, unknown> = { mode: "none" },
): Promise<AttackerSession | undefined> {
  const response = await askForSession(target.url, { video }, target.key);
  const text = await response.text();
  if (response.status !== 201) return undefined;
  const { stream_url: url, token } = JSON.parse(text);
  return { url, path: new URL(url).pathname, token };
}

/** Creates a session, asking again for a while if other programs keep the machine busy. */
export async function patientSession(target: Target): Promise<AttackerSession | undefined> {
  const endsAt = performance.now() + ASKING_MS;
  while (true) {
    const session = await sessionOf(target);
    if (session !== undefined || performance.now() > endsAt) return session;
    await delay(systemClock, ASK_AGAIN_MS);
  }
}

/** The head of a handshake. */
export function handshake(path: string, token?: string): string {
  const protocol = token === undefined ? "" : `Sec-WebSocket-Protocol: tth.v1.json, tth.token.${token}\r\n`;
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
    `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${protocol}\r\n`;
}

/** A masked frame; `first` is its first byte. The mask of zeros leaves the payload as it is. */
export function frame(first: number, payload: Uint8Array | string): Uint8Array {
  const bytes = typeof payload === "string" ? encoder.encode(payload) : payload;
  const head = new Uint8Array(14);
  const view = new DataView(head.buffer);
  head[0] = first;
  const size = bytes.length < 126 ? 2 : bytes.length < 65_536 ? 4 : 10;
  head[1] = 0x80 | (size === 2 ? bytes.length : size === 4 ? 126 : 127);
  if (size === 4) view.setUint16(2, bytes.length);
  if (size === 10) view.setUint32(6, bytes.length);
  const out = new Uint8Array(size + 4 + bytes.length);
  out.set(head.subarray(0, size));
  out.set(bytes, size + 4);
  return out;
}

/** An open stream of an authorised attacker. */
export async function openStream(
  target: Target,
  video?: Record<string, unknown>,
): Promise<Attacker | undefined> {
  const session = video === undefined ? await patientSession(target) : await sessionOf(target, video);
  const attacker = session && await Attacker.connect(target);
  if (session === undefined || attacker === undefined) return undefined;
  await attacker.send(handshake(session.path, session.token));
  const answer = await attacker.read();
  return answer.startsWith("HTTP/1.1 101") ? attacker : undefined;
}
