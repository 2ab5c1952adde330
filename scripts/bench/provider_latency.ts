/**
 * Measures the latency that TTH adds to its providers: from a provider's part to the client's message. The service runs in
 * a separate process; providers and clients run in this one and share its clock.
 *
 * @module
 */
import { startFakeOpenAi } from "../../src/adapters/kit/fakes/openai/server.ts";
import { countOf, runCommand, type Values } from "../lib/command.ts";
import { measureDeltas } from "../lib/latency/deltas.ts";
import { measureFirsts } from "../lib/latency/firsts.ts";
import { BARE_RELAY, type Measured, SERVICE } from "../lib/latency/measured.ts";
import { print } from "../lib/print.ts";
import { quantiles } from "../lib/report/quantiles.ts";
import { startServiceProcess, untilReady } from "../lib/service_process.ts";

const HELP =
  `Measures how soon a client has what a provider sends, and its first text and speech after its \`user_text\`.

  deno task bench:provider [--turns 60] [--sessions 1,50] [--seconds 10] [--warmup 60] [--bare] [--json]

  --turns     turns of a realtime provider whose first audio is measured, after five that are not
  --sessions  how many speak at the same time while each word and each 80 ms of speech is timed; several
              numbers are measured one after the other
  --seconds   how long each is measured
  --warmup    how long 20 sessions speak before that, and again before the first text and speech are timed: V8 compiles what runs often over the first minutes. 0 measures a service that has just
              begun
  --bare      also measure a bare relay in place of the service: what runtime, network and client take alone
  --json      print one JSON object instead of the table

  The first text and speech are those of mocks that answer at once, cold (the service's first turn) and warm.
  The other providers send on a schedule, whatever the service does, and their parts say when they were sent: a service that
  stalls makes all of them late (no coordinated omission).`;

const KEY = "sk-bench-0123456789";

/** Warm-up turns, not measured. */
const WARMUP_TURNS = 5;

/** Opens a session of the service. */
async function openSession(base: string): Promise<WebSocket> {
  const body = JSON.stringify({ video: { mode: "none" } });
  const { stream_url } = await (await fetch(`${base}/v1/sessions`, { method: "POST", body })).json();
  const socket = new WebSocket(stream_url);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`could not connect to ${stream_url}`));
  });
  return socket;
}

/** Runs a turn; when it is over, resolves to the arrival time of the first `audio_chunk`. */
function turn(socket: WebSocket): Promise<number> {
  let firstAudioAtMs = NaN;
  return new Promise((resolve, reject) => {
    socket.onmessage = ({ data }) => {
      const atMs = performance.now();
      const type = /"type":"(\w+)"/.exec(data.slice(0, 60))?.[1];
      if (type === "audio_chunk" && Number.isNaN(firstAudioAtMs)) firstAudioAtMs = atMs;
      if (type === "error") reject(new Error(data));
      if (type === "turn_complete") resolve(firstAudioAtMs);
    };
    socket.send(JSON.stringify({ type: "user_text", text: "Hello." }));
  });
}

async function measureFirstAudio(turns: number): Promise<number[]> {
  let sentAtMs = NaN;
  await using fake = startFakeOpenAi({
    apiKey: KEY,
    realtime: {
      msPerChar: 20,
      reply: () => "A short answer.",
      manner: { deltaGapMs: 20 },
      onEvent: (type) => {
        if (type === "response.output_audio.delta" && Number.isNaN(sentAtMs)) sentAtMs = performance.now();
      },
    },
  });
  const env = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: fake.directUrl };
  const { url, stop } = await startServiceProcess({ profile: "api_only_mac", env });
  await untilReady(url);
  const samples: number[] = [];
  try {
    const socket = await openSession(url);
    for (let n = 0; n < WARMUP_TURNS + turns; n++) {
      sentAtMs = NaN;
      const heardAtMs = await turn(socket);
      if (n >= WARMUP_TURNS) samples.push(heardAtMs - sentAtMs);
    }
    socket.close();
  } finally {
    await stop();
  }
  return samples;
}

const OPTIONS = {
  turns: { type: "string", default: "60" },
  sessions: { type: "string", default: "1,50" },
  seconds: { type: "string", default: "10" },
  warmup: { type: "string", default: "60" },
  bare: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

interface Settings {
  readonly sessions: readonly number[];
  readonly spanMs: number;
  readonly warmupMs: number;
}

/** The times of a service, or of what stands in its place, for each number of sessions. */
async function measureAll(measured: Measured, { sessions, spanMs, warmupMs }: Settings) {
  const times = await measureDeltas(measured, { counts: sessions, spanMs, warmupMs });
  const deltas = times.map(({ text, audio }, i) => {
    return { sessions: sessions[i]!, text: quantiles(text), audio: quantiles(audio) };
  });
  const firsts = await measureFirsts(measured, { counts: sessions, warmupMs });
  const warm = firsts.warm.map((turns, i) => {
    const of = (what: "text" | "audio") => quantiles(turns.map((turn) => turn[what]));
    return { sessions: sessions[i]!, text: of("text"), audio: of("audio") };
  });
  return { deltas, cold: firsts.cold, warm };
}

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const firstAudio = quantiles(await measureFirstAudio(countOf("--turns", values.turns)));
  const sessions = values.sessions.split(",").map((count) => countOf("--sessions", count));
  const spanMs = countOf("--seconds", values.seconds) * 1000;
  const settings = { sessions, spanMs, warmupMs: countOf("--warmup", values.warmup, 0) * 1000 };
  const own = await measureAll(SERVICE, settings);
  const bare = values.bare ? await measureAll(BARE_RELAY, settings) : undefined;
  const load = Deno.loadavg()[0];
  if (values.json) return print(JSON.stringify({ firstAudio, ...own, ...(bare && { bare }), load }));
  print(`provider sends … client has          p50 ms   p95 ms   p99 ms   max ms`);
  printRow("first audio, realtime provider", firstAudio);
  printTimes(own);
  if (bare === undefined) return;
  print("\nthe same by a bare relay");
  printTimes(bare);
}

function printTimes({ deltas, cold, warm }: Awaited<ReturnType<typeof measureAll>>): void {
  for (const { sessions, text, audio } of deltas) {
    printRow(`word, ${sessions} sessions`, text);
    printRow(`80 ms of speech, ${sessions} sessions`, audio);
  }
  print(
    `user_text … client has, mocks at once (cold: text ${cold.text.toFixed(1)}, speech ${cold.audio.toFixed(1)} ms)`,
  );
  for (const { sessions, text, audio } of warm) {
    printRow(`first text, ${sessions} sessions`, text);
    printRow(`first speech, ${sessions} sessions`, audio);
  }
}

function printRow(name: string, { p50, p95, p99, max }: ReturnType<typeof quantiles>): void {
  print(name.padEnd(34) + [p50, p95, p99, max].map((ms) => ms.toFixed(2).padStart(9)).join(""));
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
