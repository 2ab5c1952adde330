/**
 * Building blocks for the checks of adapters.
 *
 * @module
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { getLogger } from "@logtape/logtape";
import type { AdapterByKind, AdapterDefinition, AdapterHost, AdapterKind } from "../../../contract/adapter.ts";
import { type Clock, systemClock } from "../../../contract/clock.ts";
import { isAbort } from "../../../contract/errors.ts";
import { resolvesWithin } from "../../../core/async.ts";

/** Time limit for what must come soon, in ms: a busy machine needs a multiple of what an adapter takes. */
export const SOON_MS = 45_000;
/** The contract's limit for the end of a stream after its turn is over, in ms. */
const END_LIMIT_MS = 100;
/** How long after a turn its last timer may remain, in ms. */
const TIMERS_LIMIT_MS = 3000;
/** What to do about a stream that continues. */
const OBEY = "create it with generatedStream(), and pass its signal to everything it awaits";
/** A stream that has not ended after this time will not end, in ms. */
const STUCK_MS = 10_000;
/** A late end is measured again before it fails: other threads of the adapter may wait for a processor. */
const END_ATTEMPTS = 4;

/** An adapter under test. */
export interface Subject<K extends AdapterKind = AdapterKind> {
  readonly definition: AdapterDefinition<K>;
  /** What it is created with, before defaults. */
  readonly options: unknown;
  /** For checks with an unreachable provider: makes an instance whose provider cannot be reached. */
  createBroken(): Promise<AdapterByKind[K]>;
  /** Timers that adapters currently hold. */
  readonly clock: CountingClock;
  /** Makes another instance, loaded. The runner closes it. */
  create(): Promise<AdapterByKind[K]>;
}

/** One thing that an adapter must do. */
export interface Check<K extends AdapterKind> {
  /** A sentence about the adapter: "closes at once when …". */
  readonly name: string;
  /** Whether it needs an unreachable provider. Such checks come last. */
  readonly isBroken?: boolean;
  /** Throws if the check fails, {@linkcode Skip} if it does not apply. */
  run(subject: Subject<K>): Promise<void> | void;
}

/** Thrown by a check that does not apply, with the reason. */
export class Skip extends Error {}

/** A real clock that knows its pending timers. */
export class CountingClock implements Clock {
  #pending = 0;

  /** Timers that are neither due nor cancelled. */
  get pending(): number {
    return this.#pending;
  }

  now(): number {
    return systemClock.now();
  }

  setTimer(delayMs: number, fn: () => void): () => void {
    let isPending = true;
    this.#pending++;
    const settle = () => {
      if (isPending) this.#pending--;
      isPending = false;
    };
    const cancel = systemClock.setTimer(delayMs, () => {
      settle();
      fn();
    });
    return () => {
      settle();
      cancel();
    };
  }
}

/** A host like the service, with secrets that must not appear in output. */
export function hostFor(name: string, clock: Clock, secret: AdapterHost["secret"]): AdapterHost {
  return { name, clock, log: getLogger(["tth", "conformance"]), voices: {}, secret };
}

/** The name under which an adapter is configured in the checks that want its provider out of reach. */
export function aliasOf(name: string): string {
  return `${name}_alias`;
}

/** Waits on the real clock. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Resolves to whether a promise settles in time. */
export function settlesWithin(promise: Promise<unknown>, limitMs: number): Promise<boolean> {
  return resolvesWithin(promise.catch(() => {}), systemClock, limitMs);
}

/** A stream that counts pulls and knows when it was cancelled. */
export class MeteredInput<T> {
  readonly stream: ReadableStream<T>;
  pulled = 0;
  isLetGo = false;

  /**
   * @param parts Its parts.
   * @param end What happens after them: the stream closes, stays silent, or fails.
   */
  constructor(parts: readonly T[], end: "close" | "stall" | Error = "close") {
    this.stream = new ReadableStream<T>({
      pull: (controller) => {
        const part = parts[this.pulled];
        if (part !== undefined) {
          this.pulled++;
          return controller.enqueue(part);
        }
        if (end === "stall") return new Promise<void>(() => {});
        this.isLetGo = true;
        if (end === "close") controller.close();
        else controller.error(end);
      },
      cancel: () => {
        this.isLetGo = true;
      },
    }, { highWaterMark: 0 });
  }
}

/** A digest of anything made of plain data and bytes. */
export function fingerprintOf(value: unknown): string {
  const hash = createHash("sha1");
  hash.update(JSON.stringify(value, (_key, inner) => {
    if (!(inner instanceof Uint8Array)) return inner;
    return createHash("sha1").update(inner).digest("hex");
  }));
  return hash.digest("hex");
}

/** Reads until the stream is over; resolves to its error, `undefined` if it closed. */
export async function drain(reader: ReadableStreamDefaultReader<unknown>): Promise<unknown> {
  try {
    while (!(await reader.read()).done);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Of the time between two turns of the event loop, no more counts, in ms: then the thread waited for a processor. */
const MAX_TURN_MS = 5;

/**
 * Measures for how long this thread runs: on a busy machine it waits for a processor in between, as all threads do.
 *
 * @returns Ends it, and tells how long it was, in ms.
 */
function measureRun(): () => number {
  let runMs = 0;
  let turnedAt = performance.now();
  const turn = () => {
    const now = performance.now();
    runMs += Math.min(MAX_TURN_MS, now - turnedAt);
    turnedAt = now;
  };
  const timer = setInterval(turn, 1);
  return () => {
    clearInterval(timer);
    turn();
    return runMs;
  };
}

/** A stream that is being ended, for {@linkcode assertEnds}. */
interface Ending {
  /** Ends the turn. */
  readonly act: () => void | Promise<void>;
  /** Resolves when the stream is over, to its error. */
  readonly over: Promise<unknown>;
  readonly signal?: AbortSignal;
  readonly input?: MeteredInput<unknown>;
}

/**
 * Asserts that no timer of a turn remains. One that watches over a worker goes when the worker has finished what it
 * cannot be kept from finishing.
 */
async function assertTimersGone(clock: CountingClock, before: number): Promise<void> {
  await pause(20);
  for (let waitedMs = 20; clock.pending > before && waitedMs < TIMERS_LIMIT_MS; waitedMs += 20) await pause(20);
  const left = clock.pending - before;
  assert.ok(left <= 0, `${left} timers were left; cancel them when the signal aborts, as delay() does`);
}

/**
 * Asserts that a stream ends within the contract's limit, and leaves neither a timer nor its input behind.
 *
 * @param clock The adapter's clock.
 * @param begin Advances a new stream to the point at which it is ended.
 */
export async function assertEnds(clock: CountingClock, begin: () => Promise<Ending>): Promise<void> {
  const tookMs: number[] = [];
  for (let attempt = 0; attempt < END_ATTEMPTS; attempt++) {
    const timersBefore = clock.pending;
    const { act, over, signal, input } = await begin();
    const end = measureRun();
    await act();
    const hasEnded = await settlesWithin(over, STUCK_MS);
    tookMs.push(end());
    assert.ok(hasEnded, `the stream had not ended ${STUCK_MS} ms after its turn; ${OBEY}`);
    const error = await over;
    const isReason = error === undefined || error === signal?.reason || isAbort(error, signal);
    assert.ok(isReason, `the stream failed with ${error} instead of the signal's reason`);
    await assertTimersGone(clock, timersBefore);
    if (input) {
      assert.ok(input.isLetGo, "the input was neither read to its end nor cancelled; read it with readInput()");
    }
    if ((tookMs.at(-1) ?? 0) <= END_LIMIT_MS) return;
  }
  const took = tookMs.map((ms) => ms.toFixed()).join(", ");
  assert.fail(`the stream took ${took} ms to end, more than ${END_LIMIT_MS}; ${OBEY}`);
}
