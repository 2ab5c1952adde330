/**
 * Measures how soon a change of feeling is seen and heard that a client asks for with `apply: "now"`.
 *
 * @module
 */
import { Listener } from "./listener.ts";
import { pitchAt } from "./pitch.ts";
import { countOf, runCommand, type Values } from "../../lib/command.ts";
import { print } from "../../lib/print.ts";
import { quantiles, type ServiceProcess, startServiceProcess, untilReady } from "../../lib/service_process.ts";
import { WireClient } from "../../lib/wire/client.ts";

const USAGE = `Measures how soon a change of feeling is seen and heard.

  deno task bench:direction [--trials 50] [--profile embedded]

  --trials      changes, one in each turn: with short and with long sentences, in turns
  --profile     the profile of the service
  --no-replace  a client that does not replace audio that it has

seen    from the request to the first picture on the screen that differs from what would have been there
waited  until there was a word from which on the speech could be made again (by the service's log, like the next three)
made    from then to the voice's first audio
reached from then to the audio that joins what is heard
ahead   how far ahead of the listener that begins, when it is sent
came    from the request to the arrival of the first audio with the new voice
joined  from the request to the place where this audio begins
heard   from the request to the first sound whose pitch is not that of the old voice
late    audio that came after its time: a gap`;

const TEXTS = {
  short: "We went out. The sea was calm. Nobody spoke. The lamps were lit. A dog ran by. It was late. We sat down. " +
    "The wind rose. Then we left.",
  long:
    "We walked along the quiet shore for nearly an hour before anyone said a single word about the letter that had " +
    "arrived in the morning, and about the man in the old photograph who was waiting there for all of us.",
};

/** The change: a feeling for the face, and a pitch that can be told from any intonation. */
const CHANGE = { emotion: { label: "angry", intensity: 1 }, character: { pitch_shift: 0.75 } } as const;
/** Such a jump of the pitch is the new voice, as a factor: from the old speech of the same time, and from all of it. */
const JUMP = 1.25;
const JUMP_FROM_ALL = 1.4;
/** How long ago the old voice may have had a pitch to compare with, ms. */
const OLD_MS = 250;
/** Difference of a weight of a pose that is seen. */
const VISIBLE = 0.05;

/** Results of a trial, ms. */
interface Trial {
  readonly seenMs: number;
  readonly cameMs: number;
  readonly joinedMs: number;
  readonly heardMs: number;
  readonly lateMs: number;
  readonly waitedMs: number;
  readonly madeMs: number;
  readonly reachedMs: number;
  readonly aheadMs: number;
}

/** The results, in the order of the table. */
const COLUMNS = [
  "seenMs",
  "waitedMs",
  "madeMs",
  "reachedMs",
  "aheadMs",
  "cameMs",
  "joinedMs",
  "heardMs",
  "lateMs",
] as const satisfies (keyof Trial)[];

/** A session and its service. */
interface Bench {
  readonly client: WireClient;
  readonly service: ServiceProcess;
}

/** The service writes its log at least this often, ms. */
const LOG_FLUSH_MS = 150;

async function trial({ client, service }: Bench, text: string, afterMs: number): Promise<Trial> {
  const listener = new Listener();
  let askedAtMs: number | undefined;
  const tick = setInterval(() => {
    const now = performance.now();
    const positionMs = listener.positionAt(now);
    if (positionMs === undefined) return;
    client.send({ type: "playback", turn, position_ms: positionMs });
    if (positionMs < afterMs || askedAtMs !== undefined) return;
    askedAtMs = now;
    client.send({ type: "control_update", control: CHANGE, apply: "now" });
  }, 50);
  let [turn, turnId] = [0, ""];
  const onMessage = (arrival: Parameters<Listener["take"]>[0]) => {
    turn = arrival.message.turn;
    turnId = arrival.message.turn_id ?? turnId;
    listener.take(arrival);
  };
  try {
    // The control of a turn outranks earlier updates.
    const control = { emotion: { label: "neutral", intensity: 0.5 }, character: { pitch_shift: 0 } } as const;
    await client.turn(text, { mode: "verbatim", control, onMessage });
  } finally {
    clearInterval(tick);
  }
  await new Promise((resolve) => setTimeout(resolve, LOG_FLUSH_MS));
  return { ...resultOf(listener, askedAtMs ?? Number.NaN), ...stepsIn(service.log(), turnId) };
}

/** What the service has logged of the remake in a turn. */
function stepsIn(log: string, turnId: string): Pick<Trial, "waitedMs" | "madeMs" | "reachedMs" | "aheadMs"> {
  const line = log.split("\n").find((line) => line.includes("made again") && line.includes(turnId)) ?? "";
  const valueOf = (name: string) => Number(new RegExp(`"${name}":(-?[0-9.]+)`).exec(line)?.[1] ?? Number.NaN);
  return {
    waitedMs: valueOf("waited_ms"),
    madeMs: valueOf("made_ms"),
    reachedMs: valueOf("reached_ms"),
    aheadMs: valueOf("ahead_ms"),
  };
}

type Outcome = Omit<Trial, keyof ReturnType<typeof stepsIn>>;

function resultOf(listener: Listener, askedAtMs: number): Outcome {
  const askedMs = listener.positionAt(askedAtMs) ?? Number.NaN;
  const heardMs = changeOfVoice(listener, askedMs);
  const joined = listener.replacements.find(({ atMs }) => atMs >= askedAtMs);
  return {
    seenMs: changeOfFace(listener, askedMs, askedAtMs),
    cameMs: (joined?.atMs ?? listener.arrivalOf(heardMs)) - askedAtMs,
    joinedMs: (joined?.startMs ?? Number.NaN) - askedMs,
    heardMs: heardMs - askedMs,
    lateMs: listener.lateMs,
  };
}

/** When the first picture is shown that looks different from the one that it replaces, ms after the request. */
function changeOfFace({ poses }: Listener, askedMs: number, askedAtMs: number): number {
  const first = new Map<number, Readonly<Record<string, number>>>();
  for (const { frameIndex, pose, atMs } of poses) if (atMs < askedAtMs) first.set(frameIndex, pose);
  const seen = poses.find(({ frameIndex, pose, atMs }) => {
    const before = first.get(frameIndex);
    return atMs >= askedAtMs && before !== undefined && differs(pose, before);
  });
  return seen === undefined ? Number.NaN : Math.max(seen.timestampMs - askedMs, seen.atMs - askedAtMs);
}

function differs(
  pose: Readonly<Record<string, number>>,
  before: Readonly<Record<string, number>> | undefined,
): boolean {
  if (before === undefined) return true;
  const names = new Set([...Object.keys(pose), ...Object.keys(before)]);
  return [...names].some((name) =>
    !name.startsWith("head") && Math.abs((pose[name] ?? 0) - (before[name] ?? 0)) > VISIBLE
  );
}

/** Media time of the first 20 ms with the pitch of the new voice. */
function changeOfVoice({ samples, replacements }: Listener, askedMs: number): number {
  const before: number[] = [];
  for (let ms = 0; ms < askedMs; ms += 10) before.push(...[pitchAt(samples, ms) ?? []].flat());
  const usual = before.toSorted((a, b) => a - b)[Math.floor(before.length * 0.75)] ?? Number.NaN;
  const old = replacements[0]?.samples ?? new Int16Array(0);
  /** The pitch of the old voice at or shortly before a time. */
  const oldAt = (ms: number) => {
    for (let at = ms; at > ms - OLD_MS; at -= 10) {
      const hz = pitchAt(old, at);
      if (hz !== undefined) return hz;
    }
    return Infinity;
  };
  const isNew = (ms: number) => (pitchAt(samples, ms) ?? 0) > Math.min(usual * JUMP_FROM_ALL, JUMP * oldAt(ms));
  for (let ms = askedMs; ms < samples.length / 24; ms += 10) {
    if (isNew(ms) && isNew(ms + 10) && isNew(ms + 20)) return ms;
  }
  return Number.NaN;
}

function row(name: string, values: readonly number[]): string {
  const { p50, p95, max } = quantiles(values.filter((value) => !Number.isNaN(value)));
  const lost = values.filter(Number.isNaN).length;
  return `${name.padEnd(14)}${[p50, p95, max].map((ms) => ms.toFixed(0).padStart(8)).join("")}${
    String(lost).padStart(8)
  }`;
}

const OPTIONS = {
  trials: { type: "string", default: "50" },
  profile: { type: "string", default: "embedded" },
  "no-replace": { type: "boolean", default: false },
} as const;

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const count = countOf("--trials", values.trials);
  const service = await startServiceProcess({ profile: values.profile, env: { TTH_LOG_LEVEL: "debug" } });
  const results: Record<keyof typeof TEXTS, Trial[]> = { short: [], long: [] };
  try {
    await untilReady(service.url);
    const extras = ["word", ...(values["no-replace"] ? [] : ["replace"])];
    const { client } = await WireClient.open(service.url, { video: { mode: "pose" }, extras });
    await using _ = client;
    for (let n = 0; n < count; n++) {
      const kind = n % 2 === 0 ? "short" : "long";
      results[kind].push(await trial({ client, service }, TEXTS[kind], 800 + (n * 397) % 2200));
    }
  } finally {
    await service.stop();
  }
  for (const [kind, trials] of Object.entries(results)) {
    print(`${kind} sentences, n = ${trials.length}   p50     p95     max    none   (ms)`);
    for (const name of COLUMNS) {
      print(row(`  ${name.slice(0, -2)}`, trials.map((result) => result[name])));
    }
  }
}

if (import.meta.main) await runCommand({ help: USAGE, options: OPTIONS }, main);
