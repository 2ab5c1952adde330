/**
 * Measures what a recording costs: processor time of the service for the same speech with and without it, and memory.
 *
 * @module
 */
import { fetchRecording, requestSession } from "../../../src/client/net/http.ts";
import { countOf, runCommand, type Values } from "../../lib/command.ts";
import { print } from "../../lib/print.ts";
import { cpuMs, rssBytes, type ServiceProcess, startServiceProcess, untilReady } from "../../lib/service_process.ts";

const HELP = `Measures what a recording costs: processor time for a second of speech, and memory.

  deno task bench:recording [--profile embedded] [--seconds 20]

  --profile  the profile of the service
  --seconds  about how much speech each session says`;

const OPTIONS = {
  profile: { type: "string", default: "embedded" },
  seconds: { type: "string", default: "20" },
} as const;

const SENTENCE = "The sea is quiet tonight, and the lamps along the shore are lit. ";
/** Approximate duration of the sentence, in s. */
const SENTENCE_S = 4;
/** Interval and maximum number of checks for a film after its turn. */
const POLL_MS = 250;
const MOST_POLLS = 120;

/** What sessions show. */
const KINDS = [
  ["sound alone", { mode: "none" }],
  ["poses, 256 px", { mode: "pose", width: 256, height: 256 }],
  ["frames, 256 px", { mode: "frames", width: 256, height: 256 }],
  ["frames, 512 px", { mode: "frames", width: 512, height: 512 }],
] as const;

/** A turn's processor time for a second of its speech, ms, and the pictures left out of its film. */
async function speak(
  { url, pid }: ServiceProcess,
  video: (typeof KINDS)[number][1],
  { record, seconds }: { record: boolean; seconds: number },
): Promise<{ msPerSecond: number; dropped: number }> {
  const { stream_url, session_id } = await requestSession({ video, record }, { url });
  const socket = new WebSocket(stream_url);
  const done = Promise.withResolvers<number>();
  socket.onmessage = ({ data }: MessageEvent<string>) => {
    const message = JSON.parse(data);
    if (message.type === "turn_complete") done.resolve(message.metrics.audio_ms);
  };
  await new Promise((resolve) => socket.onopen = resolve);
  const before = await cpuMs(pid);
  const text = SENTENCE.repeat(Math.ceil(seconds / SENTENCE_S));
  socket.send(JSON.stringify({ type: "user_text", text, mode: "verbatim" }));
  const audioMs = await done.promise;
  const dropped = record ? await finished(url, session_id) : 0;
  const usedMs = await cpuMs(pid) - before;
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await closed;
  return { msPerSecond: usedMs / (audioMs / 1000), dropped };
}

/** Waits for the film of a session's turn; returns how many pictures were left out of it. */
async function finished(url: string, sessionId: string): Promise<number> {
  for (let tries = 0; tries < MOST_POLLS; tries++) {
    const { turns: [turn] } = await fetchRecording(sessionId, { url });
    if (turn?.film) return turn.film.frames_dropped;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`the film of session ${sessionId} is not complete after ${MOST_POLLS * POLL_MS} ms`);
}

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const seconds = countOf("--seconds", values.seconds);
  const dir = await Deno.makeTempDir({ prefix: "tth_bench_recording" });
  const flags = ["--allow-read", `--allow-write=${dir}`];
  const service = await startServiceProcess({ profile: values.profile, env: { TTH_RECORDING__DIR: dir }, flags });
  try {
    await untilReady(service.url);
    print(`${values.profile}, ${seconds} s of speech, load of the machine ${Deno.loadavg()[0]?.toFixed(1)}`);
    print("processor time for a second of speech, ms: without a recording, with one, what it adds");
    for (const [name, video] of KINDS) {
      const without = { record: false, seconds };
      // The first run fills the caches of voice and face.
      await speak(service, video, { ...without, seconds: SENTENCE_S });
      const plain = await speak(service, video, without);
      const rssBefore = await rssBytes(service.pid);
      await speak(service, video, { record: true, seconds: SENTENCE_S });
      const recorded = await speak(service, video, { record: true, seconds });
      const added = recorded.msPerSecond - plain.msPerSecond;
      const megabytes = (await rssBytes(service.pid) - rssBefore) / 1e6;
      const figures = [plain.msPerSecond, recorded.msPerSecond, added].map((ms) => ms.toFixed(0).padStart(5)).join(" ");
      const rest = `${megabytes.toFixed(0)} MB more memory, ${recorded.dropped} pictures left out`;
      print(`${name.padEnd(15)} ${figures}   ${rest}`);
    }
  } finally {
    await service.stop();
    await Deno.remove(dir, { recursive: true });
  }
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
