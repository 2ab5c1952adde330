/**
 * Measures how soon a change of feeling that a client requests with `apply: "now"` is seen and heard.
 *
 * @module
 */
import { Listener } from "./listener.ts";
import { pitchAt } from "./pitch.ts";
import { countOf, runCommand, type Values } from "../../lib/command.ts";
import { print } from "../../lib/print.ts";
import { quantiles } from "../../lib/report/quantiles.ts";
import { type ServiceProcess, startServiceProcess, untilReady } from "../../lib/service_process.ts";
import { WireClient } from "../../lib/wire/client.ts";

const HELP = `Measures how soon a change of feeling is seen and heard.

  deno task bench:direction [--trials 50] [--profile embedded]

  --trials      changes of each kind, five in a turn: with short and with long sentences
  --profile     the profile of the service
  --no-replace  a client that does not replace audio that it has

Takes about 2 s for each change. Prints the median and the worst of each turn, then a table:

seen    from the request to the first picture on the screen that differs from what would have been there
waited  until there was a word from which on the speech could be made again (by the service's log, like the next three)
made    from then to the voice's first audio
reached from then to the audio that joins what is heard
ahead   how far ahead of the listener that begins, when it is sent
came    from the request to the arrival of the first audio with the new voice
joined  from the request to the place where this audio begins
heard   from the request to the first sound whose pitch is not that of the old voice
late    audio that came after its time: a gap
none    changes without this result within a second`;

const TEXTS = {
  short: "We went out. The sea was calm. Nobody spoke. The lamps were lit. A dog ran by. It was late. We sat down. " +
    "The wind rose. Then we left. Our boat was old. The oars were wet. Birds cried. We saw the light. It came near. " +
    "Then it was gone. All was dark again.",
  long:
    "We walked along the quiet shore for nearly an hour before anyone said a single word about the letter that had " +
    "arrived in the morning, and about the man in the old photograph who was waiting there for all of us. None of " +
    "those who had known him could remember on which of the many islands he had left the boat that once was ours.",
};
type Kind = keyof typeof TEXTS;

/** The change: a feeling for the face, and a pitch that can be told from any intonation; and the state before it. */
const CHANGE = { emotion: { label: "angry", intensity: 1 }, character: { pitch_shift: 0.75 } } as const;
const USUAL = { emotion: { label: "neutral", intensity: 0.5 }, character: { pitch_shift: 0 } } as const;
/** Changes in a turn, and how long each lasts; then it is undone for as long, ms. */
const CHANGES_PER_TURN = 5;
const LASTS_MS = 1000;
/** The first change comes at a media time from here on, in steps over a range, ms. */
const FIRST = { fromMs: 800, stepMs: 397, rangeMs: 1600 };
/** A jump of the pitch by this factor is the new voice: from the old speech of the same time, and from all of it. */
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

/** A change that was asked for. */
interface Change {
  /** `performance.now()`. */
  readonly atMs: number;
  /** How late audio had been by then, ms, and when the change was undone. */
  readonly lateMs: number;
  undoneLateMs: number;
  /** The last line on a remake in the service's log by then, and when the change was undone. */
  readonly line: string;
  undoneLine: string;
}

/** Asks for changes at media times, and undoes each of them. */
class Changes {
  readonly all: Change[] = [];
  readonly #bench: Bench;
  readonly #listener: Listener;
  #dueMs: number;
  #isChanged = false;

  constructor(bench: Bench, listener: Listener, dueMs: number) {
    this.#bench = bench;
    this.#listener = listener;
    this.#dueMs = dueMs;
  }

  /** Does what is due. */
  tick(turn: number): void {
    const atMs = performance.now();
    const { client, service } = this.#bench;
    const positionMs = this.#listener.positionAt(atMs);
    if (positionMs === undefined) return;
    client.send({ type: "playback", turn, position_ms: positionMs });
    if (positionMs < this.#dueMs) return;
    this.#dueMs = positionMs + LASTS_MS;
    const line = service.log().split("\n").findLast((line) => line.includes("made again")) ?? "";
    const { lateMs } = this.#listener;
    const last = this.all.at(-1);
    if (this.#isChanged && last !== undefined) {
      last.undoneLine = line;
      last.undoneLateMs = lateMs;
      if (this.all.length === CHANGES_PER_TURN) return client.send({ type: "interrupt" });
    } else this.all.push({ atMs, lateMs, undoneLateMs: lateMs, line, undoneLine: line });
    this.#isChanged = !this.#isChanged;
    client.send({ type: "control_update", control: this.#isChanged ? CHANGE : USUAL, apply: "now" });
  }
}

/** The results of one turn. */
async function trialsIn(bench: Bench, text: string, firstMs: number): Promise<Trial[]> {
  const listener = new Listener();
  const changes = new Changes(bench, listener, firstMs);
  let turn = 0;
  const tick = setInterval(() => changes.tick(turn), 50);
  const onMessage = (arrival: Parameters<Listener["take"]>[0]) => {
    turn = arrival.message.turn;
    listener.take(arrival);
  };
  try {
    // The control of a turn outranks earlier updates.
    await bench.client.turn(text, { mode: "verbatim", control: USUAL, onMessage });
  } finally {
    clearInterval(tick);
  }
  const usualHz = usualPitch(listener, listener.positionAt(changes.all[0]?.atMs ?? 0) ?? 0);
  return changes.all.map((change) => ({ ...resultOf(listener, change, usualHz), ...stepsOf(change) }));
}

/** What the service has logged of a remake. */
function stepsOf({ line, undoneLine }: Change): Pick<Trial, "waitedMs" | "madeMs" | "reachedMs" | "aheadMs"> {
  const logged = line === undoneLine ? "" : undoneLine;
  const valueOf = (name: string) => Number(new RegExp(`"${name}":(-?[0-9.]+)`).exec(logged)?.[1] ?? Number.NaN);
  return {
    waitedMs: valueOf("waited_ms"),
    madeMs: valueOf("made_ms"),
    reachedMs: valueOf("reached_ms"),
    aheadMs: valueOf("ahead_ms"),
  };
}

type Outcome = Omit<Trial, keyof ReturnType<typeof stepsOf>>;

function resultOf(listener: Listener, { atMs, lateMs, undoneLateMs }: Change, usualHz: number): Outcome {
  const askedMs = listener.positionAt(atMs) ?? Number.NaN;
  const joined = listener.replacements.find((other) => other.atMs >= atMs && other.atMs < atMs + LASTS_MS);
  const heardMs = changeOfVoice(listener, askedMs, usualHz, joined?.samples);
  return {
    seenMs: changeOfFace(listener, askedMs, atMs),
    cameMs: (joined?.atMs ?? listener.arrivalOf(heardMs)) - atMs,
    joinedMs: (joined?.startMs ?? Number.NaN) - askedMs,
    heardMs: heardMs - askedMs,
    lateMs: undoneLateMs - lateMs,
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

/** The upper quartile of the pitch of the beginning of a turn, Hz. */
function usualPitch({ samples }: Listener, endMs: number): number {
  const pitches: number[] = [];
  for (let ms = 0; ms < endMs; ms += 10) pitches.push(...[pitchAt(samples, ms) ?? []].flat());
  return pitches.toSorted((a, b) => a - b)[Math.floor(pitches.length * 0.75)] ?? Number.NaN;
}

/** Media time of the first 20 ms with the pitch of the new voice; `old`: what was there before. */
function changeOfVoice(
  { samples }: Listener,
  askedMs: number,
  usualHz: number,
  old: Int16Array = new Int16Array(0),
): number {
  /** The pitch of the old voice at or shortly before a time. */
  const oldAt = (ms: number) => {
    for (let at = ms; at > ms - OLD_MS; at -= 10) {
      const hz = pitchAt(old, at);
      if (hz !== undefined) return hz;
    }
    return Infinity;
  };
  const isNew = (ms: number) => (pitchAt(samples, ms) ?? 0) > Math.min(usualHz * JUMP_FROM_ALL, JUMP * oldAt(ms));
  for (let ms = askedMs; ms < askedMs + LASTS_MS; ms += 10) {
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

/** One line on the trials of a turn. */
function progress(kind: Kind, trials: readonly Trial[], [done, count]: readonly [number, number]): string {
  const of = (name: "seenMs" | "heardMs") => {
    const { p50, max } = quantiles(trials.map((trial) => trial[name]).filter((ms) => !Number.isNaN(ms)));
    return `${name.slice(0, -2)} ${p50.toFixed(0)}, at most ${max.toFixed(0)} ms`;
  };
  return `${String(done).padStart(4)}/${count}  ${kind.padEnd(6)}${of("seenMs")}; ${of("heardMs")}`;
}

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const count = countOf("--trials", values.trials);
  const service = await startServiceProcess({ profile: values.profile, env: { TTH_LOG_LEVEL: "debug" } });
  const results: Record<Kind, Trial[]> = { short: [], long: [] };
  try {
    await untilReady(service.url);
    const extras = ["word", ...(values["no-replace"] ? [] : ["replace"])];
    const { client } = await WireClient.open(service.url, { video: { mode: "pose" }, extras });
    await using _ = client;
    for (let turn = 0; results.long.length < count; turn++) {
      const kind = turn % 2 === 0 ? "short" : "long";
      const firstMs = FIRST.fromMs + (turn * FIRST.stepMs) % FIRST.rangeMs;
      const trials = await trialsIn({ client, service }, TEXTS[kind], firstMs);
      results[kind].push(...trials);
      print(progress(kind, trials, [results.short.length + results.long.length, 2 * count]));
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

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
