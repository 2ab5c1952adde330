/**
 * Sessions that speak, turn after turn, as load.
 *
 * @module
 */
import { delay, systemClock } from "../../../src/contract/clock.ts";
import type { CreateSession } from "../../../src/contract/protocol/http.ts";
import type { RawMessage } from "./frame_heads.ts";
import { PolledStream } from "./polled_stream.ts";
import { RawStream } from "./raw_stream.ts";
import { createSession } from "../wire/sessions.ts";

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
const POLL_MS = 200;

/** The polled sessions are read in this many groups, one after the other, so that no read delays a timed session. */
const GROUPS = 40;

/** Runs the load until its time is up. */
export async function speak(load: Load): Promise<Seen> {
  const seen: Seen = { lateMs: [], turns: 0 };
  const polled: Polled[] = [];
  const isOver = Promise.withResolvers<void>();
  const polling = pollAll(polled, load.span.toMs);
  polling.catch(isOver.reject);
  const probing = Array.from({ length: load.sessions }, async (_, i) => {
    await delay(systemClock, i * load.joinMs / load.sessions);
    // Spread, so that every pipeline has some.
    const isProbe = i % Math.max(1, Math.floor(load.sessions / load.probes)) === 0;
    const turn = new TimedTurn(load, seen, isProbe);
    if (isProbe) await probe(load, turn);
    else polled.push({ turn, stream: await openPolled(load, turn), message: messageOf(load) });
  });
  try {
    await Promise.race([Promise.all([...probing, polling]), isOver.promise]);
  } finally {
    for (const { stream } of polled) stream.close();
  }
  return seen;
}

/** A session that is read now and then. */
interface Polled {
  readonly turn: TimedTurn;
  readonly stream: PolledStream;
  readonly message: Record<string, unknown>;
}

function messageOf({ text }: Load): Record<string, unknown> {
  return { type: "user_text", text, mode: "verbatim" };
}

async function openPolled(load: Load, turn: TimedTurn): Promise<PolledStream> {
  const { stream_url, token } = await createSession(load.url, load.body);
  const stream = await PolledStream.open(stream_url, (message) => turn.take(message), { token });
  stream.send(messageOf(load));
  return stream;
}

/** Reads the polled sessions again and again, a group at a time. */
async function pollAll(polled: readonly Polled[], toMs: number): Promise<void> {
  const beganAtMs = performance.now();
  for (let round = 0; performance.now() < toMs; round++) {
    for (let i = round % GROUPS; i < polled.length; i += GROUPS) {
      const { turn, stream, message } = polled[i]!;
      if (!stream.poll()) throw new Error("a stream has ended, or is silent");
      if (!turn.isOver) continue;
      turn.begin();
      stream.send(message);
    }
    const nextAtMs = beganAtMs + (round + 1) * POLL_MS / GROUPS;
    await delay(systemClock, Math.max(0, nextAtMs - performance.now()));
  }
}

async function probe(load: Load, turn: TimedTurn): Promise<void> {
  const { stream_url, token } = await createSession(load.url, load.body);
  const stream = await RawStream.open(stream_url, (message) => turn.take(message), { token });
  await stream.send(messageOf(load));
  while (performance.now() < load.span.toMs && await stream.drain()) {
    if (!turn.isOver) continue;
    turn.begin();
    await stream.send(messageOf(load));
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
