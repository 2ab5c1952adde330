/**
 * Times of turns as one client sees them.
 *
 * @module
 */
import { delay, systemClock } from "../../../src/contract/clock.ts";
import { deadline } from "../../../src/core/async.ts";
import type { RawMessage } from "../load/frame_heads.ts";
import { RawStream } from "../load/raw_stream.ts";
import { createSession } from "../wire/sessions.ts";

/** When a turn's first messages came, ms after it was to begin. */
export interface TurnTimes {
  readonly text: number;
  readonly audio: number;
  readonly frame: number;
  /** From the interrupt to `turn_complete`, ms. */
  readonly interrupt: number;
}

/** Interval of the turns, ms, and how long each speaks at least before it is interrupted. */
const TURN_MS = 250;
const SPEAK_MS = 150;

/** How long each wait may take, ms. */
const LIMIT_MS = 10_000;

/** Where the header of binary messages says what they are, and whether they belong to no turn. */
const KIND_AT = 4;
const FLAGS_AT = 6;
const OUTSIDE_TURN = 1;

/** Types of binary messages, by kind. */
const BINARY_TYPES = [undefined, "audio_chunk", "video_frame"];

const FIRSTS = ["text_delta", "audio_chunk", "video_frame"] as const;

/**
 * Begins turns on a schedule, and interrupts each. Times count from the schedule, so that a turn that waits for an
 * earlier one counts its wait (no coordinated omission).
 *
 * @param url The service.
 * @param turns How many.
 * @param onTurn Called after each turn.
 */
export async function timeTurns(url: string, turns: number, onTurn?: () => Promise<void>): Promise<TurnTimes[]> {
  const video = { mode: "frames", width: 64, height: 64, fps: 25 };
  const { stream_url, token } = await createSession(url, { video });
  const messages = new Messages();
  const stream = await RawStream.open(stream_url, (message) => messages.take(message), { token });
  let isOver = false;
  const reading = (async () => {
    while (!isOver && await stream.drain());
  })();
  const times: TurnTimes[] = [];
  const startedAt = performance.now() + TURN_MS;
  for (let turn = 0; turn < turns; turn++) {
    const dueAt = startedAt + turn * TURN_MS;
    await delay(systemClock, Math.max(1, dueAt - performance.now()));
    messages.reset();
    await stream.send({ type: "user_text", text: "Tell me about the sea." });
    const [text, audio, frame] = await Promise.all(FIRSTS.map((type) => messages.first(type)));
    await delay(systemClock, Math.max(1, dueAt + SPEAK_MS - performance.now()));
    const cutAt = performance.now();
    await stream.send({ type: "interrupt" });
    const interrupt = await messages.first("turn_complete") - cutAt;
    times.push({ text: text! - dueAt, audio: audio! - dueAt, frame: frame! - dueAt, interrupt });
    await onTurn?.();
  }
  isOver = true;
  stream.close();
  await reading;
  return times;
}

const decoder = new TextDecoder();

/** The type of a message, unless it is a picture between turns. */
export function turnMessageType({ head, isText }: RawMessage): string | undefined {
  if (isText) return /"type":"(\w+)"/.exec(decoder.decode(head))?.[1];
  const isOutside = ((head[FLAGS_AT] ?? 0) & OUTSIDE_TURN) !== 0;
  return isOutside ? undefined : BINARY_TYPES[head[KIND_AT] ?? 0];
}

/** When the first message of each type came. */
class Messages {
  #came = new Map<string, PromiseWithResolvers<number>>();

  reset(): void {
    this.#came = new Map();
  }

  take(message: RawMessage): void {
    const type = turnMessageType(message);
    if (type !== undefined) this.#of(type).resolve(message.atMs);
  }

  first(type: string): Promise<number> {
    const onTimeout = () => new Error(`no ${type} within ${LIMIT_MS} ms`);
    return deadline(this.#of(type).promise, { clock: systemClock, limitMs: LIMIT_MS, onTimeout });
  }

  #of(type: string): PromiseWithResolvers<number> {
    const known = this.#came.get(type);
    if (known !== undefined) return known;
    const fresh = Promise.withResolvers<number>();
    this.#came.set(type, fresh);
    return fresh;
  }
}
