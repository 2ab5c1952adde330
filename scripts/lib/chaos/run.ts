/**
 * The chaos test: clients speak through a load balancer to instances on one store, while instances are killed at random.
 *
 * @module
 */
import { openDenoKv } from "../../../src/store/deno_kv.ts";
import { Cluster } from "./cluster.ts";
import { Front } from "./front.ts";
import { Speaker, type SpeakerReport } from "./speaker.ts";

/** How much chaos. */
export interface ChaosOptions {
  readonly processes: number;
  readonly clients: number;
  readonly kills: number;
  /** Makes the run repeatable, as far as timing allows. */
  readonly seed: number;
  /** Longest pause between a restart and the next kill, ms. */
  readonly pauseMs: number;
  /** The URL of a `denokv` server that keeps the sessions. Default: a file. */
  readonly storeUrl?: string;
  /** Called after each kill. */
  progress?(done: number): void;
}

/** What came out. */
export interface ChaosReport {
  readonly clients: readonly SpeakerReport[];
  /** Kills by signal. */
  readonly kills: { readonly SIGKILL: number; readonly SIGTERM: number };
  /** Sessions that had two owners in one term. */
  readonly twoOwners: readonly string[];
  /** Errors in the logs. */
  readonly errors: readonly string[];
  /** How often an instance opened a session. */
  readonly opened: number;
  readonly halfOpen: number;
  /** Values that the clients' sessions left in the store, beside the memory of their end. */
  readonly leftValues: number;
  /** Connections that the load balancer still had at the end. */
  readonly leftConnections: number;
  /** Exit codes of the instances that were asked to stop, apart from 0. */
  readonly badExits: readonly number[];
  /** Resident memory of the instances at the end, MB. */
  readonly memoryMb: readonly number[];
}

/** Longest wait for connections to end, ms. */
const CLOSING_MS = 8000;

/** Runs the test. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const folder = await Deno.makeTempDir({ prefix: "tth-chaos" });
  try {
    return await runOn(options.storeUrl ?? `${folder}/sessions.db`, options);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function runOn(store: string, options: ChaosOptions): Promise<ChaosReport> {
  const random = randomOf(options.seed);
  await using cluster = await Cluster.start(store, options.processes);
  await using front = new Front({ ports: () => cluster.ports, random, slow: 0.2, halfOpen: 0.1 });
  const names = Array.from({ length: options.clients }, (_, i) => `c${i + 1}`);
  const speakers = await Promise.all(names.map((name) => Speaker.start(name, front.url)));
  const { kills, exits } = await killAll(cluster, random, options);
  await pause(1000);
  const clients = await Promise.all(speakers.map((speaker) => speaker.stop()));
  const endsAt = performance.now() + CLOSING_MS;
  while (front.open > 0 && performance.now() < endsAt) await pause(50);
  const memoryMb = await cluster.memoryMb();
  const leftConnections = front.open;
  exits.push(...await Promise.all(names.slice(0, options.processes).map((_, i) => cluster.kill(i, "SIGTERM"))));
  return {
    clients,
    kills,
    twoOwners: cluster.log.twoOwners,
    errors: cluster.log.errors,
    opened: cluster.log.opened,
    halfOpen: front.frozen,
    leftValues: await leftIn(store, new Set(speakers.map(({ sessionId }) => sessionId))),
    leftConnections,
    badExits: exits.filter((code) => code !== 0),
    memoryMb,
  };
}

/** Kills and restarts instances, several at a time; at least one always serves. */
async function killAll(cluster: Cluster, random: () => number, options: ChaosOptions) {
  const kills = { SIGKILL: 0, SIGTERM: 0 };
  const exits: number[] = [];
  const spared = new Set(Array.from({ length: options.processes }, (_, i) => i));
  let [begun, done] = [0, 0];
  const killer = async () => {
    while (begun++ < options.kills) {
      await pause(200 + random() * options.pauseMs);
      const victim = [...spared][Math.floor(random() * spared.size)] ?? 0;
      spared.delete(victim);
      const signal = random() < 0.5 ? "SIGKILL" : "SIGTERM";
      kills[signal]++;
      const code = await cluster.kill(victim, signal);
      if (signal === "SIGTERM") exits.push(code);
      await cluster.restart(victim);
      spared.add(victim);
      options.progress?.(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, options.processes - 1) }, killer));
  return { kills, exits };
}

/**
 * The values of ended sessions that are still in the store. Others may be there, too: one whose creation was not
 * answered, because its connection became half open, is never opened and expires.
 */
async function leftIn(address: string, ended: ReadonlySet<string>): Promise<number> {
  await using store = await openDenoKv(address);
  const values = await store.list([]);
  return values.filter(({ key, value }) => {
    const isEnd = key[0]?.endsWith("_record") && typeof value === "object" && value !== null && "ended" in value;
    return ended.has(key[1] ?? "") && !isEnd;
  }).length;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Random numbers in [0, 1) from a seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
