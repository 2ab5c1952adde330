/**
 * Sessions that speak, turn after turn, as load.
 *
 * @module
 */
import { delay, systemClock } from "../../../src/contract/clock.ts";
import type { CreateSession } from "../../../src/contract/protocol/http.ts";
import { type RawMessage, RawStream } from "./raw_stream.ts";

/** What the sessions are asked for. */
export interface Load {
  readonly url: string;
  readonly sessions: number;
  /** Sessions whose messages are timed; the others only read now and then, to spare the processor. */
  readonly probes: number;
  readonly body: CreateSession;
  readonly text: string;
  /** How far media runs ahead of playout, ms. */
  readonly leadMs: number;
  /** The sessions begin over this time, ms. */
  readonly joinMs: number;
  /** When to measure, on the clock of `performance.now()`, ms. */
  readonly span: { readonly fromMs: number; readonly toMs: number };
}

/** What the probes saw in the measured time. */
export interface Seen {
  /** How late each message came against its schedule, ms. */
  readonly lateMs: number[];
  turns: number;
}

/** Interval of the reads of a session that is not timed, ms. */
const READ_MS = 200;

/** Runs the load until its time is up. */
export async function speak(load: Load): Promise<Seen> {
  const seen: Seen = { lateMs: [], turns: 0 };
  await Promise.all(Array.from({ length: load.sessions }, async (_, i) => {
    await delay(systemClock, i * load.joinMs / load.sessions);
    // Spread, so that every pipeline has some.
    const isProbe = i % Math.max(1, Math.floor(load.sessions / load.probes)) === 0;
    await converse(load, seen, isProbe);
  }));
  return seen;
}

async function converse(load: Load, seen: Seen, isProbe: boolean): Promise<void> {
  const body = JSON.stringify(load.body);
  const response = await fetch(`${load.url}/v1/sessions`, { method: "POST", body });
  if (response.status !== 201) throw new Error(`no session: ${response.status} ${await response.text()}`);
  const { stream_url, token } = await response.json();
  const turn = new TimedTurn(load, seen, isProbe);
  const stream = await RawStream.open(stream_url, (message) => turn.take(message), { token });
  const { toMs } = load.span;
  await stream.send({ type: "user_text", text: load.text, mode: "verbatim" });
  while (performance.now() < toMs && await stream.drain()) {
    if (turn.isOver) {
      turn.begin();
      await stream.send({ type: "user_text", text: load.text, mode: "verbatim" });
    } else if (!isProbe) await delay(systemClock, READ_MS);
  }
  stream.close();
}

const decoder = new TextDecoder();

/** Whether a binary message is a picture between turns, which has no schedule: bit 0 of its flags. */
function isOutsideTurn(head: Uint8Array): boolean {
  return (head[6]! & 1) === 1;
}

/** Times the messages of a session's current turn. */
class TimedTurn {
  readonly #load: Load;
  readonly #seen: Seen;
  readonly #isProbe: boolean;
  #audioAtMs: number | undefined;
  isOver = false;

  constructor(load: Load, seen: Seen, isProbe: boolean) {
    this.#load = load;
    this.#seen = seen;
    this.#isProbe = isProbe;
  }

  begin(): void {
    this.isOver = false;
    this.#audioAtMs = undefined;
  }

  take({ isText, head, atMs }: RawMessage): void {
    if (isText) return this.#takeText(decoder.decode(head));
    if (!this.#isProbe || isOutsideTurn(head)) return;
    this.#audioAtMs ??= atMs;
    const { span: { fromMs, toMs }, leadMs } = this.#load;
    if (atMs < fromMs || atMs > toMs) return;
    const timestampMs = new DataView(head.buffer, head.byteOffset).getFloat64(16, true);
    this.#seen.lateMs.push(Math.max(0, atMs - this.#audioAtMs - Math.max(0, timestampMs - leadMs)));
  }

  #takeText(text: string): void {
    if (text.startsWith('{"type":"error"')) throw new Error(text);
    if (!text.startsWith('{"type":"turn_complete"')) return;
    this.isOver = true;
    const now = performance.now();
    if (this.#isProbe && now >= this.#load.span.fromMs) this.#seen.turns++;
  }
}
