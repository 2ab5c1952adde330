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

/** When a turn's first messages came, ms after it began, or was to begin. */
export interface TurnTimes {
  readonly text: number;
  readonly audio: number;
  /** `NaN` without video. */
  readonly frame: number;
  /** From the interrupt to `turn_complete`, ms. */
  readonly interrupt: number;
}

/** What {@linkcode timeTurns} does. */
export interface TurnsOptions {
  readonly turns: number;
  /** Whether there are pictures. Default: yes. */
  readonly hasVideo?: boolean;
  /** When the first turn begins, from now, and the interval of the turns, ms. Default: 250. */
  readonly startMs?: number;
  readonly everyMs?: number;
  /** Called after each turn. */
  readonly onTurn?: () => Promise<void>;
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

const SOUNDS = ["text_delta", "audio_chunk"] as const;
const FIRSTS = [...SOUNDS, "video_frame"] as const;

/**
 * Begins turns on a schedule, and interrupts each. Times of a turn that has to wait for an earlier one count from the
 * schedule (no coordinated omission), those of others from when its text is sent.
 *
 * @param url The service.
 * @param options How many, and when.
 */
export async function timeTurns(url: string, options: TurnsOptions): Promise<TurnTimes[]> {
  const { turns, hasVideo = true, startMs = TURN_MS, everyMs = TURN_MS, onTurn } = options;
  const video = hasVideo ? { mode: "frames", width: 64, height: 64, fps: 25 } : { mode: "none" };
  const { stream_url, token } = await createSession(url, { video });
  const messages = new Messages();
  const stream = await RawStream.open(stream_url, (message) => messages.take(message), { token });
  let isOver = false;
  const reading = (async () => {
    while (!isOver && await stream.drain());
  })();
  const times: TurnTimes[] = [];
  const startedAt = performance.now() + startMs;
  for (let turn = 0; turn < turns; turn++) {
    const dueAt = startedAt + turn * everyMs;
    const isLate = performance.now() > dueAt;
    await delay(systemClock, Math.max(1, dueAt - performance.now()));
    messages.reset();
    const fromAt = isLate ? dueAt : performance.now();
    await stream.send({ type: "user_text", text: "Tell me about the sea." });
    const [text, audio, frame = NaN] = await Promise.all(
      (hasVideo ? FIRSTS : SOUNDS).map((type) => messages.first(type)),
    );
    await delay(systemClock, Math.max(1, dueAt + SPEAK_MS - performance.now()));
    const cutAt = performance.now();
    await stream.send({ type: "interrupt" });
    const interrupt = await messages.first("turn_complete") - cutAt;
    times.push({ text: text! - fromAt, audio: audio! - fromAt, frame: frame - fromAt, interrupt });
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
