/**
 * The parts that attacks consist of: endless bytes, crowds of connections, floods of calls.
 *
 * @module
 */
import { delay, systemClock } from "../../../src/contract/clock.ts";
import type { ServiceProcessOptions } from "../service_process.ts";
import { Attacker, openStream, type Target } from "./attacker.ts";

/** A service that is started for one attack. */
export interface OwnService extends AsyncDisposable {
  readonly options: Pick<ServiceProcessOptions, "env" | "openFiles">;
}

/** One attack. */
export interface Attack {
  readonly name: string;
  /** Runs it, for about `ms`; returns what the attacker got. */
  run(target: Target, ms: number): Promise<string>;
  /** Starts what it needs, if it does not attack the common service. */
  own?(): OwnService;
}

/** Sends the same bytes again and again until the connection ends, or the time is up, or the attacker has enough. */
export async function pour(attacker: Attacker, bytes: Uint8Array, ms: number, maxBytes: number): Promise<string> {
  const endsAt = performance.now() + ms;
  // A service that no longer reads must not make the attack last longer.
  const end = delay(systemClock, ms).then(() => true);
  while (performance.now() < endsAt && attacker.sent < maxBytes) {
    if (!await Promise.race([attacker.send(bytes), end])) return sentBy(attacker, "ended by the service");
  }
  return sentBy(attacker, "not ended");
}

function sentBy({ sent }: Attacker, how: string): string {
  return `${how} after ${(sent / 1e6).toFixed(1)} MB`;
}

/** The close code in a frame that came, if any. */
function closeCode(text: string): string {
  const at = text.indexOf("\u0088");
  return at < 0 ? "no close" : `close ${(text.charCodeAt(at + 2) << 8) | text.charCodeAt(at + 3)}`;
}

/** Floods an authorised stream with the same bytes, after others, if any. */
export async function streamFlood(
  target: Target,
  ms: number,
  bytes: Uint8Array,
  first?: Uint8Array,
): Promise<string> {
  using attacker = await openStream(target);
  if (attacker === undefined) return "no stream";
  if (first !== undefined) await attacker.send(first);
  const reading = readAll(attacker);
  const poured = await pour(attacker, bytes, ms, target.maxBytes);
  return `${closeCode(await reading.until(500))}, ${poured}`;
}

/** Reads in the background, so that a close is seen even if the connection is then reset. */
function readAll(attacker: Attacker): { until(ms: number): Promise<string> } {
  let seen = "";
  const reading = (async () => {
    for (let text = await attacker.read(10_000); text !== ""; text = await attacker.read(10_000)) seen += text;
  })();
  return {
    async until(ms) {
      await Promise.race([reading, delay(systemClock, ms)]);
      return seen;
    },
  };
}

/** What a crowd of connections does. */
interface Crowd {
  readonly count: number;
  /** What each sends at once. Default: nothing. */
  readonly start?: string;
  /** What each sends every half second. Default: nothing. */
  readonly drip?: string;
}

/** Opens connections that do the same; says how many live on, and for how long. */
export async function crowd(target: Target, { count, start, drip }: Crowd, limitMs: number): Promise<string> {
  const opened = await Promise.all(Array.from({ length: count }, () => Attacker.connect(target)));
  const attackers = opened.flatMap((attacker) => attacker ?? []);
  const lives = await Promise.all(attackers.map(async (attacker) => {
    if (start !== undefined) await attacker.send(start);
    const ending = attacker.endsAfter(limitMs);
    if (drip !== undefined) dripUntil(attacker, drip, limitMs).catch(() => {});
    const ms = await ending;
    attacker[Symbol.dispose]();
    return ms;
  }));
  const held = lives.filter((ms) => ms > 500);
  const longest = Math.max(0, ...held) / 1000;
  return `${held.length} of ${count} held, at most ${longest.toFixed(1)} s`;
}

async function dripUntil(attacker: Attacker, drip: string, limitMs: number): Promise<void> {
  const endsAt = performance.now() + limitMs;
  while (performance.now() < endsAt && await attacker.send(drip)) await delay(systemClock, 500);
}

/** Calls until the time is up, 16 at a time; counts the answers. */
export async function calls(ms: number, call: (i: number) => Promise<Response>): Promise<string> {
  const counts = new Map<string, number>();
  const endsAt = performance.now() + ms;
  let i = 0;
  await Promise.all(Array.from({ length: 16 }, async () => {
    while (performance.now() < endsAt) {
      const answer = await call(i++).then(async (response) => {
        await response.body?.cancel();
        return String(response.status);
      }, () => "refused");
      counts.set(answer, (counts.get(answer) ?? 0) + 1);
    }
  }));
  return counted(counts);
}

/** Answers with their number. */
export function counted(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([answer, count]) => `${count} × ${answer}`).join(", ");
}
