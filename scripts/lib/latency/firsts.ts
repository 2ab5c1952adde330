/**
 * How soon the first text and the first speech of a turn come, with mocks that answer at once.
 *
 * @module
 */
import { timeTurns, type TurnTimes } from "../report/turns.ts";
import type { Measured } from "./measured.ts";

/** Interval of one session's turns, with one session and with several, ms. */
const ALONE_MS = 250;
const TOGETHER_MS = 1500;

/** Turns of one session, and of each of several. */
const TURNS = { alone: 100, together: 12 } as const;

/** The times of one load. */
export interface FirstTimes {
  /** The very first turn. */
  readonly cold: TurnTimes;
  /** All turns, for each number of sessions. */
  readonly warm: readonly (readonly TurnTimes[])[];
}

/**
 * Measures with providers that answer at once.
 *
 * @param measured What is measured.
 * @param counts How many sessions speak, one load after the other.
 */
export async function measureFirsts(measured: Measured, counts: readonly number[]): Promise<FirstTimes> {
  const service = await measured.atOnce();
  try {
    const [cold] = await timeTurns(service.url, { turns: 1, hasVideo: false });
    const warm: TurnTimes[][] = [];
    for (const count of counts) warm.push(await together(service.url, count));
    return { cold: cold!, warm };
  } finally {
    await service.stop();
  }
}

async function together(url: string, count: number): Promise<TurnTimes[]> {
  const [turns, everyMs] = count === 1 ? [TURNS.alone, ALONE_MS] : [TURNS.together, TOGETHER_MS];
  const sessions = Array.from({ length: count }, (_, i) => {
    const startMs = everyMs * (1 + i / count);
    return timeTurns(url, { turns, everyMs, startMs, hasVideo: false });
  });
  return (await Promise.all(sessions)).flat();
}
