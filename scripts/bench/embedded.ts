/**
 * Measures the embedded profile: time to the first sound, and sessions per core.
 *
 * @module
 */
import { decodeBinary } from "../../src/contract/protocol/binary.ts";
import { decodeJson } from "../../src/contract/protocol/json.ts";
import { BINARY_SUBPROTOCOL } from "../../src/contract/protocol/names.ts";
import { countOf, runCommand, type Values } from "../lib/command.ts";
import { print } from "../lib/print.ts";
import { LONG_SENTENCE } from "../lib/voice/long_sentence.ts";
import { quantiles } from "../lib/report/quantiles.ts";
import {
  cpuMs,
  keepOff,
  type ServiceProcess,
  startServiceProcess,
  stolenMs,
  untilReady,
} from "../lib/service_process.ts";

const HELP = `Measures the embedded voice and face on a separate service: how soon one person is heard and seen with the
whole machine, then how many people one processor can serve.

  deno task bench:embedded [--turns 40] [--frames 1,8,16] [--poses 30] [--seconds 20] [--profile embedded]
                           [--cpu 0]

  --turns    how many turns of one session are timed to the first sound and picture
  --frames   how many sessions speak concurrently with 256 px frames at 25 a second; several are measured in turn
  --poses    the same with poses in place of frames
             (stolen: processor time that a virtual machine's host gave to others)
  --seconds  how long each measurement lasts, once all have joined
  --cpu      the processor that the service runs on`;

/** Sentences in a turn: about eight seconds of speech. */
const SENTENCES_A_TURN = 3;

/** The fields of a pose before its numbers. */
const POSE_HEAD_CHARS = 250;

/** The sessions start evenly over this time, about the length of a turn, as users do not all start together. */
const JOIN_MS = 8000;

/** Measurements of one session, for the turns that began in the measured period. */
interface Seen {
  readonly firstAudioMs: number[];
  readonly firstFrameMs: number[];
  /** Lateness of each frame; negative: early. */
  readonly lateMs: number[];
  frames: number;
  due: number;
  underruns: number;
}

/** When to measure, on the clock of `performance.now()`. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Different sentences for every turn of every session. */
function textOf(sentences: readonly string[], session: number, turn: number): string {
  const first = session * 7 + turn * SENTENCES_A_TURN;
  return Array.from({ length: SENTENCES_A_TURN }, (_, i) => sentences[(first + i) % sentences.length]).join(" ");
}

/** Opens a session and its socket. */
async function openSession(url: string, mode: Mode): Promise<WebSocket> {
  const body = JSON.stringify({ video: { mode, width: 256, height: 256, fps: 25 } });
  const { stream_url } = await (await fetch(`${url}/v1/sessions`, { method: "POST", body })).json();
  // As the TTH client requests it.
  const socket = new WebSocket(stream_url, BINARY_SUBPROTOCOL);
  socket.binaryType = "arraybuffer";
  await new Promise((resolve) => socket.onopen = resolve);
  return socket;
}

async function closeSession(socket: WebSocket): Promise<void> {
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await closed;
}

/** Runs turns until the time is up. */
async function converse(url: string, mode: Mode, span: Span, nextText: (turn: number) => string): Promise<Seen> {
  const socket = await openSession(url, mode);
  const seen: Seen = { firstAudioMs: [], firstFrameMs: [], lateMs: [], frames: 0, due: 0, underruns: 0 };
  for (let i = 0; performance.now() < span.toMs; i++) await turn(socket, nextText(i), span, seen);
  await closeSession(socket);
  return seen;
}

function turn(socket: WebSocket, text: string, { fromMs }: Span, seen: Seen): Promise<void> {
  const sentAt = performance.now();
  const counts = sentAt >= fromMs;
  let audioAt: number | undefined;
  let framed = false;
  socket.send(JSON.stringify({ type: "user_text", text, mode: "verbatim" }));
  return new Promise((resolve, reject) => {
    socket.onclose = ({ code }) => reject(new Error(`the socket closed with ${code}`));
    socket.onmessage = ({ data }) => {
      const now = performance.now();
      const event = read(data);
      if (event?.metrics !== undefined) {
        const { metrics } = event;
        seen.due += counts ? Math.floor(metrics.audio_ms / 40) : 0;
        seen.underruns += counts ? metrics.underruns : 0;
        return resolve();
      }
      if (!counts || event === undefined || event.isIdle) return;
      if (event.type === "audio_chunk" && audioAt === undefined) {
        audioAt = now;
        seen.firstAudioMs.push(now - sentAt);
      } else if (event.type === "video_frame" || event.type === "pose") {
        if (!framed) seen.firstFrameMs.push(now - sentAt);
        framed = true;
        // Nothing is due before the audio arrives.
        seen.lateMs.push(now - ((audioAt ?? now) + event.timestampMs));
        seen.frames++;
      }
    };
  });
}

/** The fields of a message that are used. */
interface Heard {
  readonly type: string;
  /** Of a face that waits for its turn. */
  readonly isIdle: boolean;
  readonly timestampMs: number;
  readonly metrics: { readonly audio_ms: number; readonly underruns: number } | undefined;
}

/**
 * Reads a message. Parses only the head of a pose, because the benchmark must not load a core that the host then takes
 * away.
 */
function read(data: string | ArrayBuffer): Heard | undefined {
  if (typeof data === "string" && data.startsWith('{"type":"pose"')) {
    const head = data.slice(0, POSE_HEAD_CHARS);
    const timestampMs = Number(/"timestamp_ms":([\d.]+)/.exec(head)?.[1]);
    return { type: "pose", isIdle: head.includes('"turn_id":null'), timestampMs, metrics: undefined };
  }
  const decoded = typeof data === "string" ? decodeJson(data) : decodeBinary(data, String);
  if (!decoded.known) return undefined;
  const { event } = decoded;
  return {
    type: event.type,
    isIdle: event.turn_id === null,
    timestampMs: "timestamp_ms" in event ? event.timestamp_ms : 0,
    metrics: event.type === "turn_complete" ? event.metrics : undefined,
  };
}

type Mode = "frames" | "pose";

/** Times per turn, ms. */
interface FirstMs {
  readonly audioMs: number[];
  readonly frameMs: number[];
}

/**
 * Time to the first sound and the first picture in a single session, per turn; each turn is interrupted. Turns with
 * short sentences alternate with turns that begin with a long one.
 */
async function latencies(url: string, turns: number): Promise<{ short: FirstMs; long: FirstMs }> {
  const sentences = await readSentences();
  const socket = await openSession(url, "frames");
  const seen = { short: { audioMs: [], frameMs: [] }, long: { audioMs: [], frameMs: [] } };
  for (let i = 0; i < turns; i++) {
    for (const [text, times] of [[textOf(sentences, 0, i), seen.short], [LONG_SENTENCE, seen.long]] as const) {
      await shortTurn(socket, text, times);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
  await closeSession(socket);
  return seen;
}

function shortTurn(socket: WebSocket, text: string, seen: FirstMs): Promise<void> {
  const sentAt = performance.now();
  const awaited = new Set(["audio_chunk", "video_frame"]);
  socket.send(JSON.stringify({ type: "user_text", text, mode: "verbatim" }));
  return new Promise((resolve) => {
    socket.onmessage = ({ data }) => {
      const event = read(data);
      if (event?.type === "turn_complete") return resolve();
      if (event === undefined || event.isIdle || !awaited.delete(event.type)) return;
      (event.type === "audio_chunk" ? seen.audioMs : seen.frameMs).push(performance.now() - sentAt);
      if (awaited.size === 0) socket.send(JSON.stringify({ type: "interrupt" }));
    };
  });
}

async function printLatencies(url: string, turns: number): Promise<void> {
  const { short, long } = await latencies(url, turns);
  const chars = `sound of a sentence of ${LONG_SENTENCE.length} characters`;
  for (
    const [what, [first, ...later]] of [["sound", short.audioMs], ["picture", short.frameMs], [
      chars,
      long.audioMs,
    ]] as const
  ) {
    const { p50, p95 } = quantiles(later);
    const warm = `median ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, n = ${later.length}`;
    print(`text to first ${what}: ${warm}; in the first turn after start ${first?.toFixed(0)} ms`);
  }
}

/** What is measured. */
interface Run {
  readonly mode: Mode;
  readonly sessions: number;
  readonly seconds: number;
  /** The CPU that the service runs on. */
  readonly processor: number;
}

async function readSentences(): Promise<string[]> {
  return (await Deno.readTextFile(new URL("voice/harvard_sentences.txt", import.meta.url))).trim().split("\n");
}

async function measure(service: ServiceProcess, { mode, sessions, seconds, processor }: Run) {
  const sentences = await readSentences();
  const startMs = performance.now();
  const span = { fromMs: startMs + JOIN_MS, toMs: startMs + JOIN_MS + seconds * 1000 };
  const [cpu, ...all] = await Promise.all([
    coresWithin(service, span, processor),
    ...Array.from({ length: sessions }, async (_, i) => {
      await new Promise((resolve) => setTimeout(resolve, i * JOIN_MS / sessions));
      return converse(service.url, mode, span, (turn) => textOf(sentences, i, turn));
    }),
  ]);
  const sum = (pick: (seen: Seen) => number) => all.reduce((total, seen) => total + pick(seen), 0);
  const late = quantiles(all.flatMap(({ lateMs }) => lateMs).map((ms) => Math.max(0, ms)));
  const audio = quantiles(all.flatMap(({ firstAudioMs }) => firstAudioMs));
  const frame = quantiles(all.flatMap(({ firstFrameMs }) => firstFrameMs));
  const shown = sum(({ frames }) => frames) / sum(({ due }) => due);
  return { mode, sessions, ...cpu, audio, frame, late, shown, underruns: sum(({ underruns }) => underruns) };
}

/** The cores used by the service in a period, and the CPU time stolen by the host. */
async function coresWithin({ pid }: ServiceProcess, { fromMs, toMs }: Span, cpu: number) {
  const until = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms - performance.now()));
  const now = async () => ({ busy: await cpuMs(pid), stolen: await stolenMs(cpu) });
  await until(fromMs);
  const before = await now();
  await until(toMs);
  const after = await now();
  const share = (ms: number) => ms / (toMs - fromMs);
  return { cores: share(after.busy - before.busy), stolen: share(after.stolen - before.stolen) };
}

const OPTIONS = {
  frames: { type: "string", default: "1,8,16" },
  poses: { type: "string", default: "30" },
  seconds: { type: "string", default: "20" },
  profile: { type: "string", default: "embedded" },
  turns: { type: "string", default: "40" },
  cpu: { type: "string", default: "0" },
} as const;

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const { profile } = values;
  const turns = countOf("--turns", values.turns);
  const seconds = countOf("--seconds", values.seconds);
  const processor = countOf("--cpu", values.cpu, 0);
  const counts = (option: string, text: string) =>
    text.split(",").filter((part) => part !== "").map((part) => countOf(option, part));
  const runs = [
    ...counts("--frames", values.frames).map((sessions) => ["frames", sessions] as const),
    ...counts("--poses", values.poses).map((sessions) => ["pose", sessions] as const),
  ];
  await withService({ profile }, (service) => printLatencies(service.url, turns));
  await keepOff(processor);
  await withService({ profile, cpu: processor }, async (service) => {
    print(
      "sessions  video   cores  stolen  first audio p50/p95  first frame p50/p95  late p50/p95/max ms  shown   underruns",
    );
    for (const [mode, sessions] of runs) {
      print(row(await measure(service, { mode, sessions, seconds, processor })));
    }
  });
}

/** Measures a warm service. */
async function withService(
  options: { readonly profile: string; readonly cpu?: number },
  measureOn: (service: ServiceProcess) => Promise<void>,
): Promise<void> {
  const service = await startServiceProcess({ ...options, env: { TTH_LOG_LEVEL: "info" } });
  try {
    await untilReady(service.url);
    await measureOn(service);
  } finally {
    await service.stop();
  }
}

function row(run: Awaited<ReturnType<typeof measure>>): string {
  const ms = (value: number) => value.toFixed(0);
  return [
    String(run.sessions).padStart(8),
    run.mode.padEnd(6),
    run.cores.toFixed(2).padStart(6),
    run.stolen.toFixed(2).padStart(6),
    `${ms(run.audio.p50)}/${ms(run.audio.p95)}`.padEnd(19),
    `${ms(run.frame.p50)}/${ms(run.frame.p95)}`.padEnd(19),
    `${ms(run.late.p50)}/${ms(run.late.p95)}/${ms(run.late.max)}`.padEnd(19),
    `${(run.shown * 100).toFixed(1)} %`.padEnd(7),
    String(run.underruns),
  ].join("  ");
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
