/**
 * Measures what the session store adds to the first audio: two services in separate processes, one with the store in
 * memory and one with a file of Deno KV, asked in turns, so that the load of the machine is the same for both.
 *
 * @module
 */
import { systemClock } from "../../src/contract/clock.ts";
import { deadline } from "../../src/core/async.ts";
import { countOf, runCommand, type Values } from "../lib/command.ts";
import { print } from "../lib/print.ts";
import { quantiles } from "../lib/report/quantiles.ts";
import { startServiceProcess, untilReady } from "../lib/service_process.ts";

const HELP = `Compares the first audio with the session store in memory and in a file.

  deno task bench:store [--turns 300] [--sessions 10]

  --turns     turns measured for each store and way of asking
  --sessions  sessions that take turns
  --json      print one JSON object instead of the table`;

/** Longest wait for a message, ms. */
const MESSAGE_MS = 10_000;

/** The p95 with the file may be this much later, ms. */
const BUDGET_MS = 1;

const KINDS = ["memory", "kv"] as const;

/** After a pause: when the last turn is over. Barge-in: while it speaks. */
const WAYS = ["after a pause", "barge-in"] as const;

type Way = (typeof WAYS)[number];

/** One session. */
class Talker {
  readonly #socket: WebSocket;
  #awaited: { readonly type: string; readonly turn: number; readonly resolve: () => void } | undefined;
  #turn = 0;
  #error = "no error";

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      const { type, turn, message } = JSON.parse(data);
      if (type === "error") this.#error = message;
      if (type !== this.#awaited?.type || turn !== this.#awaited?.turn) return;
      this.#awaited?.resolve();
    };
  }

  static async open(base: string): Promise<Talker> {
    const body = JSON.stringify({ video: { mode: "none" } });
    const { stream_url } = await (await fetch(`${base}/v1/sessions`, { method: "POST", body })).json();
    const socket = new WebSocket(stream_url);
    const opened = new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
    });
    const talker = new Talker(socket);
    await opened;
    return talker;
  }

  /** Says a text; returns the time to its first audio, ms. */
  async say(way: Way): Promise<number> {
    const startedAt = performance.now();
    this.#turn++;
    const sound = this.#until("audio_chunk");
    this.#socket.send(JSON.stringify({ type: "user_text", text: "One two three.", mode: "verbatim" }));
    await sound;
    const tookMs = performance.now() - startedAt;
    if (way === "after a pause") {
      const end = this.#until("turn_complete");
      this.#socket.send(JSON.stringify({ type: "interrupt" }));
      await end;
    }
    return tookMs;
  }

  close(): void {
    this.#socket.close();
  }

  #until(type: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#awaited = { type, turn: this.#turn, resolve };
    const onTimeout = () => new Error(`no ${type} of turn ${this.#turn} within ${MESSAGE_MS} ms; ${this.#error}`);
    return deadline(promise, { clock: systemClock, limitMs: MESSAGE_MS, onTimeout });
  }
}

const OPTIONS = {
  turns: { type: "string", default: "300" },
  sessions: { type: "string", default: "10" },
  json: { type: "boolean", default: false },
} as const;

async function main(values: Values<typeof OPTIONS>): Promise<number> {
  const results = await measure(countOf("--turns", values.turns), countOf("--sessions", values.sessions));
  print(values.json ? JSON.stringify(results) : tableOf(results));
  return results.every(({ laterMs }) => laterMs <= BUDGET_MS) ? 0 : 1;
}

async function measure(turns: number, sessions: number) {
  const folder = await Deno.makeTempDir();
  const file = `${folder}/sessions.db`;
  const permissions = [`--allow-read=./src,./config,./.env,${file}`, `--allow-write=${file}`];
  const services = await Promise.all(KINDS.map((kind) =>
    startServiceProcess({
      profile: "offline_mock",
      flags: kind === "kv" ? permissions : [],
      env: {
        TTH_STORE__KIND: kind,
        ...(kind === "kv" && { TTH_STORE__PATH: file }),
        // Turns follow each other faster than a client may begin them.
        TTH_SERVER__MESSAGES_PER_S: "100000",
      },
    })
  ));
  try {
    const talkers = await Promise.all(services.map(async ({ url }) => {
      await untilReady(url);
      return await Promise.all(Array.from({ length: sessions }, () => Talker.open(url)));
    }));
    const results = [];
    for (const way of WAYS) {
      const samples = KINDS.map((): number[] => []);
      for (let turn = -sessions; turn < turns; turn++) {
        for (const [i, list] of samples.entries()) {
          const tookMs = await talkers[i]![(turn + sessions) % sessions]!.say(way);
          // The first turn of each session warms up.
          if (turn >= 0) list.push(tookMs);
        }
      }
      const [memory, kv] = samples.map(quantiles);
      results.push({ way, memory, kv, laterMs: kv!.p95 - memory!.p95 });
    }
    for (const talker of talkers.flat()) talker.close();
    return results;
  } finally {
    for (const service of services) await service.stop();
    await Deno.remove(folder, { recursive: true });
  }
}

function tableOf(results: Awaited<ReturnType<typeof measure>>): string {
  const row = (cells: readonly string[]) => cells.map((cell) => cell.padEnd(22)).join("");
  const ms = ({ p50, p95 }: { p50: number; p95: number } = { p50: NaN, p95: NaN }) =>
    `${p50.toFixed(2)} / ${p95.toFixed(2)}`;
  return [
    row(["first audio, ms", "memory p50 / p95", "kv p50 / p95", "p95 later by"]),
    ...results.map(({ way, memory, kv, laterMs }) => row([way, ms(memory), ms(kv), laterMs.toFixed(2)])),
  ].join("\n");
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
