/**
 * How soon the first text and the first speech of a turn come, with mocks that answer at once.
 *
 * @module
 */
import { timeTurns, type TurnTimes } from "../report/turns.ts";
import { type DeltaLoad, WARMUP_SESSIONS } from "./deltas.ts";
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
 * @param load How many sessions speak, one load after the other, and how long others speak between the first turn and
 *   these, ms.
 */
export async function measureFirsts(
  measured: Measured,
  { counts, warmupMs }: Omit<DeltaLoad, "spanMs">,
): Promise<FirstTimes> {
  const service = await measured.atOnce();
  try {
    const [cold] = await timeTurns(service.url, { turns: 1, hasVideo: false });
    const turns = Math.ceil(warmupMs / TOGETHER_MS);
    if (turns > 0) await together(service.url, WARMUP_SESSIONS, turns);
    const warm: TurnTimes[][] = [];
    for (const count of counts) warm.push(await together(service.url, count));
    return { cold: cold!, warm };
  } finally {
    await service.stop();
  }
}

async function together(url: string, count: number, wanted?: number): Promise<TurnTimes[]> {
  const [usual, everyMs] = count === 1 ? [TURNS.alone, ALONE_MS] : [TURNS.together, TOGETHER_MS];
  const turns = wanted ?? usual;
  const sessions = Array.from({ length: count }, (_, i) => {
    const startMs = everyMs * (1 + i / count);
    return timeTurns(url, { turns, everyMs, startMs, hasVideo: false });
  });
  return (await Promise.all(sessions)).flat();
}
