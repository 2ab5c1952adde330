/**
 * Visemes from the phone marks of a voice.
 *
 * @module
 */
import type { TimedViseme } from "../contract/adapter.ts";
import type { TimedPhone } from "../alignment/media_clock.ts";
import { articulationOf, DIPHTHONG_SPLIT, type Gesture, MAX_ATTACK_MS } from "./articulation.ts";
import { durationForHold } from "./mouth.ts";

/** A phone with its time in ms, on the clock of the visemes. */
export type PhoneMark = Pick<TimedPhone, "phone" | "startMs" | "endMs">;

/** How far the lips lead the sound, in ms: people perceive slightly early lips as synchronous. */
export const LEAD_MS = 20;

/**
 * Shortest full closure, in ms: one frame at 25 fps, wherever the frame grid lies, plus a margin for rounding.
 */
const MIN_HOLD_MS = 42;

/** Shapes squeezed below this duration between two closures are not shown, in ms. */
const MIN_DURATION_MS = 20;

/** A phone of this length or longer reaches its shape fully, in ms. */
const FULL_REACH_MS = 90;

/** The share of its shape that a vowel of zero length would reach. */
const LEAST_REACH = 0.6;

/** Marks within this distance count as touching, in ms: voices round their marks. */
const TOUCH_MS = 1;

/** A gesture with the stretch of sound that it belongs to. */
interface Span {
  readonly gesture: Gesture;
  readonly startMs: number;
  endMs: number;
}

interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

/** Turns phones into visemes as they arrive. */
interface PhoneVisemes {
  /** Adds the next phone and returns the visemes that are now certain, in the order of their starts. */
  push(phone: PhoneMark): TimedViseme[];
  /** Returns every viseme that starts before `tMs`, as certain as possible: due visemes must not wait. */
  settle(tMs: number): TimedViseme[];
  /** Returns all remaining visemes. The next phone then begins a new stretch. */
  flush(): TimedViseme[];
}

/**
 * Makes a transformer from phones to visemes.
 *
 * A viseme is certain once the phones up to 100 ms after its end are known; starts never go back.
 *
 * @param leadMs How far the lips lead the sound.
 * @returns The transformer.
 */
export function createPhoneVisemes(leadMs = LEAD_MS): PhoneVisemes {
  let pending: Span[] = [];
  let lastStartMs = 0;
  /** Where the closures already emitted end, by rank. */
  const heldUntilMs = [-Infinity, -Infinity, -Infinity];

  function trimmed(span: Span): Interval {
    const own = span.gesture.rank;
    let { startMs, endMs } = own > 0 ? sealedInterval(span) : freeInterval(span);
    for (let rank = own + 1; rank <= 2; rank++) startMs = Math.max(startMs, heldUntilMs[rank] ?? -Infinity);
    for (const other of pending) {
      if (other.gesture.rank <= own) continue;
      const hold = holdOf(other);
      if (other.startMs < span.startMs) startMs = Math.max(startMs, hold.endMs);
      else endMs = Math.min(endMs, hold.startMs);
    }
    return { startMs, endMs };
  }

  function give(isDue: (interval: Interval, isLast: boolean) => boolean): TimedViseme[] {
    const last = pending.at(-1);
    const order = pending.map((span) => ({ span, ...trimmed(span) })).sort((a, b) => a.startMs - b.startMs);
    const firstKept = order.findIndex((entry) => !isDue(entry, entry.span === last));
    const due = firstKept < 0 ? order : order.slice(0, firstKept);
    const given = new Set(due.map((entry) => entry.span));
    for (const { span } of due) {
      const { rank } = span.gesture;
      heldUntilMs[rank] = Math.max(heldUntilMs[rank] ?? -Infinity, holdOf(span).endMs);
    }
    pending = pending.filter((span) => !given.has(span));
    return due.flatMap(({ span, startMs, endMs }) => {
      const viseme = toViseme(span, Math.max(startMs - leadMs, lastStartMs), endMs - leadMs);
      lastStartMs = viseme?.startMs ?? lastStartMs;
      return viseme === undefined ? [] : [viseme];
    });
  }

  return {
    push(phone) {
      for (const span of spansOf(phone)) {
        const before = pending.at(-1);
        const touches = before !== undefined && Math.abs(span.startMs - before.endMs) <= TOUCH_MS;
        if (touches && before.gesture.id === span.gesture.id) before.endMs = span.endMs;
        else pending.push(span);
      }
      return give((interval, isLast) => !isLast && interval.endMs + MAX_ATTACK_MS <= phone.endMs);
    },
    settle: (tMs) => give((interval) => interval.startMs - leadMs < tMs),
    flush() {
      const rest = give(() => true);
      heldUntilMs.fill(-Infinity);
      return rest;
    },
  };
}

function spansOf({ phone, startMs, endMs }: PhoneMark): Span[] {
  const [first, second] = articulationOf(phone);
  if (first === undefined || endMs <= startMs) return [];
  if (second === undefined) {
    return [{ gesture: first, startMs, endMs: startMs + (endMs - startMs) * first.heldShare }];
  }
  const middleMs = startMs + (endMs - startMs) * DIPHTHONG_SPLIT;
  return [{ gesture: first, startMs, endMs: middleMs }, { gesture: second, startMs: middleMs, endMs }];
}

/** Where a closure is complete: over its phone, and never shorter than a frame. */
function holdOf(span: Span): Interval {
  const lackMs = Math.max(0, MIN_HOLD_MS - (span.endMs - span.startMs));
  return { startMs: span.startMs - lackMs / 2, endMs: span.endMs + lackMs / 2 };
}

function sealedInterval(span: Span): Interval {
  const hold = holdOf(span);
  const holdMs = hold.endMs - hold.startMs;
  const rampMs = (durationForHold(holdMs) - holdMs) / 2;
  return { startMs: hold.startMs - rampMs, endMs: hold.endMs + rampMs };
}

function freeInterval({ gesture, startMs, endMs }: Span): Interval {
  return { startMs: startMs - gesture.attackMs, endMs: endMs + gesture.releaseMs };
}

function toViseme(span: Span, startMs: number, endMs: number): TimedViseme | undefined {
  if (endMs - startMs < MIN_DURATION_MS) return undefined;
  const { id, weight, reduces } = span.gesture;
  const reach = Math.min(1, LEAST_REACH + (1 - LEAST_REACH) * ((span.endMs - span.startMs) / FULL_REACH_MS));
  return { type: "viseme", id, startMs, endMs, weight: reduces ? weight * reach : weight };
}
