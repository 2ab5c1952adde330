/**
 * Compares binary frames with JSON: bytes on the wire and CPU time of the service for the same speech.
 *
 * @module
 */
import { BINARY_SUBPROTOCOL, JSON_SUBPROTOCOL, type Subprotocol } from "../../src/contract/protocol/names.ts";
import { requestSession } from "../../src/client/net/http.ts";
import { countOf, runCommand, type Values } from "../lib/command.ts";
import { print } from "../lib/print.ts";
import { cpuMs, startServiceProcess, untilReady } from "../lib/service_process.ts";

const HELP =
  `Compares binary frames with JSON: bytes on the wire, and processor time of the service for the same speech.

  deno task bench:wire [--profile embedded] [--seconds 60]

  --profile  the profile of the service
  --seconds  about how much speech is sent each way`;

const OPTIONS = {
  profile: { type: "string", default: "embedded" },
  seconds: { type: "string", default: "60" },
} as const;

const SENTENCE = "The sea is quiet tonight, and the lamps along the shore are lit. ";
/** Approximate duration of the sentence, in s. */
const SENTENCE_S = 4;
interface Run {
  readonly bytes: number;
  readonly messages: number;
  readonly cpuMs: number;
}

async function run(url: string, pid: number, subprotocol: Subprotocol, seconds: number): Promise<Run> {
  const { stream_url } = await requestSession({ video: { mode: "frames" } }, { url });
  const socket = new WebSocket(stream_url, subprotocol);
  socket.binaryType = "arraybuffer";
  let bytes = 0;
  let messages = 0;
  const done = Promise.withResolvers<void>();
  const encoder = new TextEncoder();
  socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
    messages++;
    bytes += typeof data === "string" ? encoder.encode(data).length : data.byteLength;
    if (typeof data === "string" && data.startsWith('{"type":"turn_complete"')) done.resolve();
  };
  await new Promise((resolve) => socket.onopen = resolve);
  const before = await cpuMs(pid);
  const text = SENTENCE.repeat(Math.ceil(seconds / SENTENCE_S));
  socket.send(JSON.stringify({ type: "user_text", text, mode: "verbatim" }));
  await done.promise;
  const usedMs = await cpuMs(pid) - before;
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await closed;
  return { bytes, messages, cpuMs: usedMs };
}

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const seconds = countOf("--seconds", values.seconds);
  const service = await startServiceProcess({ profile: values.profile });
  await untilReady(service.url);
  print(
    `${values.profile}, frames, about ${seconds} s of speech, load of the machine ${Deno.loadavg()[0]?.toFixed(1)}`,
  );
  // The first run only fills the caches of voice and face.
  await run(service.url, service.pid, BINARY_SUBPROTOCOL, SENTENCE_S);
  for (const subprotocol of [JSON_SUBPROTOCOL, BINARY_SUBPROTOCOL] as const) {
    const { bytes, messages, cpuMs } = await run(service.url, service.pid, subprotocol, seconds);
    const megabytes = (bytes / 1e6).toFixed(2);
    print(
      `${subprotocol.padEnd(14)} ${megabytes} MB in ${messages} messages, ${
        (cpuMs / 1000).toFixed(2)
      } s of processor time`,
    );
  }
  await service.stop();
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
