/**
 * Measures the latency that TTH adds to a realtime provider: from the provider's first audio of a turn to the client's
 * first `audio_chunk`. The service runs in a separate process; the fake Realtime service and the client run in this one
 * and share its clock.
 *
 * @module
 */
import { startFakeOpenAi } from "../../src/adapters/kit/fakes/openai/server.ts";
import { countOf, runCommand, type Values } from "../lib/command.ts";
import { print } from "../lib/print.ts";
import { quantiles, startServiceProcess, untilReady } from "../lib/service_process.ts";

const USAGE = `Measures what the service adds to a realtime provider's first audio.

  deno task bench:provider [--turns 60] [--json]

  --turns  turns to measure, after five that are not
  --json   print one JSON object instead of the table`;

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

async function measure(turns: number): Promise<number[]> {
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

const OPTIONS = { turns: { type: "string", default: "60" }, json: { type: "boolean", default: false } } as const;

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const result = quantiles(await measure(countOf("--turns", values.turns)));
  if (values.json) return print(JSON.stringify(result));
  const shown = [result.p50, result.p95, result.max].map((ms) => ms.toFixed(1).padStart(8)).join(" ");
  print(`first audio: provider sends … client has     p50 ms   p95 ms   max ms\n${" ".repeat(40)}${shown}`);
}

if (import.meta.main) await runCommand({ help: USAGE, options: OPTIONS }, main);
