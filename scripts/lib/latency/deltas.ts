/**
 * How long the parts of a provider's answers take to the client, with several sessions at the same time.
 *
 * @module
 */
import { delay, systemClock } from "../../../src/contract/clock.ts";
import { chance } from "../../../src/contract/random.ts";
import { JSON_SUBPROTOCOL } from "../../../src/contract/protocol/names.ts";
import type { RawMessage } from "../load/frame_heads.ts";
import { RawStream } from "../load/raw_stream.ts";
import { createSession } from "../wire/sessions.ts";
import type { Measured } from "./measured.ts";
import { soundSentAt, startStampedProvider, wordSentAt } from "./stamped_provider.ts";

/** Times from a part's sending to its arrival, ms. */
export interface DeltaTimes {
  readonly text: number[];
  readonly audio: number[];
}

/** The sessions of {@linkcode measureDeltas}. */
export interface DeltaLoad {
  /** How many speak, one load after the other. */
  readonly counts: readonly number[];
  /** How long each load is measured, ms. */
  readonly spanMs: number;
  /** How long {@linkcode WARMUP_SESSIONS} speak before that, ms; 0: not at all. */
  readonly warmupMs: number;
}

/** How many sessions speak in a warm-up. */
export const WARMUP_SESSIONS = 20;

/** The sessions begin over this time, about the length of a turn, ms. */
const JOIN_MS = 9000;

/**
 * How long a person may take to ask again, ms: longer than the parts are apart. The service ends turns on the grid of its
 * ticks, so that the answers of those who ask at once would come in step, many parts at a time.
 */
const PAUSE_MS = 100;

const decoder = new TextDecoder();

/**
 * Measures with provider and clients in this process, what is between them in another one, and one clock. The provider
 * sends when it is time, so that a service that stalls delays no part before it is counted.
 *
 * @param measured What is measured.
 * @param load How many sessions speak, and how long.
 */
export async function measureDeltas(
  measured: Measured,
  { counts, spanMs, warmupMs }: DeltaLoad,
): Promise<DeltaTimes[]> {
  await using provider = startStampedProvider();
  const { url, stop } = await measured.between(provider.url);
  try {
    const found: DeltaTimes[] = [];
    if (warmupMs > 0) await measure(url, WARMUP_SESSIONS, Math.max(0, warmupMs - JOIN_MS));
    for (const count of counts) found.push(await measure(url, count, spanMs));
    return found;
  } finally {
    await stop();
  }
}

async function measure(url: string, count: number, spanMs: number): Promise<DeltaTimes> {
  const times: DeltaTimes = { text: [], audio: [] };
  const listeners = Array.from({ length: count }, (_, i) => new Listener(times, i));
  const listening: Promise<void>[] = [];
  for (const listener of listeners) {
    await listener.open(url);
    listening.push(listener.listen());
    await delay(systemClock, count === 1 ? 0 : JOIN_MS / count);
  }
  // The first turns are for warming up.
  if (count === 1) await delay(systemClock, JOIN_MS);
  times.text.length = times.audio.length = 0;
  await Promise.race([delay(systemClock, spanMs), Promise.all(listening)]);
  for (const listener of listeners) listener.stop();
  await Promise.all(listening);
  return times;
}

/** A session that asks again soon after the answer is complete. */
class Listener {
  readonly #times: DeltaTimes;
  readonly #index: number;
  #turns = 0;
  #stream: RawStream | undefined;
  #isTurnOver = true;
  #isStopped = false;

  constructor(times: DeltaTimes, index: number) {
    this.#times = times;
    this.#index = index;
  }

  async open(url: string): Promise<void> {
    const { stream_url, token } = await createSession(url, { video: { mode: "none" } });
    this.#stream = await RawStream.open(stream_url, (message) => this.#take(message), {
      token,
      subprotocol: JSON_SUBPROTOCOL,
    });
  }

  async listen(): Promise<void> {
    const stream = this.#stream!;
    while (!this.#isStopped) {
      if (this.#isTurnOver) {
        this.#isTurnOver = false;
        await delay(systemClock, chance(this.#index, this.#turns++) * PAUSE_MS);
        if (this.#isStopped) break;
        await stream.send({ type: "user_text", text: "Go on." });
      }
      if (!await stream.drain()) break;
    }
    if (!this.#isStopped) throw new Error("the service closed a stream");
  }

  stop(): void {
    this.#isStopped = true;
    this.#stream?.close();
  }

  #take({ head, atMs }: RawMessage): void {
    const text = decoder.decode(head);
    if (text.startsWith('{"type":"turn_complete"')) this.#isTurnOver = true;
    else if (text.startsWith('{"type":"error"')) throw new Error(text);
    else if (text.startsWith('{"type":"text_delta"')) note(this.#times.text, wordSentAt(text), atMs);
    else if (text.startsWith('{"type":"audio_chunk"')) note(this.#times.audio, soundSentAt(text), atMs);
  }
}

function note(times: number[], sentAt: number | undefined, atMs: number): void {
  if (sentAt !== undefined) times.push(atMs - sentAt);
}
