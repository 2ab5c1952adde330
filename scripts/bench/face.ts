/**
 * Measures the face: cost of a frame's pose, drawing and encoding, and lateness of frames with many sessions.
 *
 * @module
 */
import type { AvatarAdapter, AvatarContext, AvatarInput } from "../../src/contract/adapter.ts";
import { loadCanvas } from "../../src/adapters/avatar/drawn_face/canvas.ts";
import { compileKernel } from "../../src/adapters/avatar/drawn_face/compositor/compositor.ts";
import { createEncoder } from "../../src/adapters/avatar/drawn_face/encoder.ts";
import { describeTools } from "../../src/adapters/avatar/drawn_face/frame.ts";
import face from "../../src/adapters/avatar/drawn_face/mod.ts";
import { PictureMaker } from "../../src/adapters/avatar/drawn_face/picture_maker.ts";
import { resolveControl } from "../../src/control/mapper.ts";
import { type Persona } from "../../src/contract/controls.ts";
import { EMOTION_LABELS } from "../../src/contract/emotions.ts";
import { VISEMES } from "../../src/contract/visemes.ts";
import { FaceAnimator, type SpeechMoment } from "../../src/face/animator.ts";
import { LOOKS } from "../../src/face/looks/built_in.ts";
import { processorMs } from "../../src/pipeline/load/load_meter.ts";
import { chance } from "../../src/contract/random.ts";
import { hostOf } from "../lib/host.ts";
import { countOf, runCommand, type Values } from "../lib/command.ts";
import { print } from "../lib/print.ts";
import { quantiles } from "../lib/report/quantiles.ts";

const HELP = `Measures the face. Pin it to one core to learn what one core can do: taskset -c 0 deno task bench:face

  --size PIXELS    side of the pictures (default: 256)
  --fps N          frames a second (default: 25)
  --sessions N     people who speak concurrently (default: 16)
  --seconds N      how long they speak (default: 20)
  --looks N        how many looks they share (default: 4)
  --workers N      drawing threads (default: 1)
  --pose           poses in place of pictures
  --canvas         in sequence, compose the pictures on the canvas, for comparison
`;

const SYLLABLE_MS = 85;

function visemeOf(session: number, index: number): (typeof VISEMES)[number] {
  // Six syllables of pause after each phrase of thirty.
  if ((index + session * 7) % 36 >= 30) return "sil";
  return VISEMES[1 + Math.floor(chance(session, index) * (VISEMES.length - 1))] ?? "sil";
}

function speechAt(session: number, timeMs: number): SpeechMoment {
  const index = Math.floor(timeMs / SYLLABLE_MS);
  const share = Math.max(0, ((timeMs / SYLLABLE_MS) % 1 - 0.6) / 0.4);
  const visemes = [
    { id: visemeOf(session, index), weight: 1 - share },
    { id: visemeOf(session, index + 1), weight: share },
  ];
  return { visemes, level: visemes[0]?.id === "sil" ? 0 : 0.3 + 0.4 * chance(session, index, 2) };
}

const looks = Object.keys(LOOKS);

function controlFor(session: number) {
  const label = EMOTION_LABELS[session % EMOTION_LABELS.length] ?? "neutral";
  const persona: Pick<Persona, "control"> = { control: {} };
  return resolveControl({ turn: { emotion: { label, intensity: 0.6 } }, persona, personaId: "default" });
}

interface Run {
  readonly size: number;
  readonly fps: number;
  readonly sessions: number;
  readonly seconds: number;
  readonly looks: number;
  readonly workers: number;
  readonly pose: boolean;
  readonly canvas: boolean;
}

/** Sequentially, in this thread. */
async function measureParts(run: Run): Promise<void> {
  const { encodePixels, ...canvasOnly } = createEncoder();
  const encoder = run.canvas || encodePixels === undefined ? canvasOnly : { ...canvasOnly, encodePixels };
  const tools = { kit: await loadCanvas(), encoder, kernel: compileKernel() };
  const maker = new PictureMaker(tools, 384 << 20);
  const people = Array.from({ length: run.sessions }, (_, i) => ({
    look: looks[i % run.looks] ?? "ava",
    animator: new FaceAnimator({ seed: 1, lifeMs: i * 7919, control: controlFor(i), state: "speaking" }),
  }));
  const format = { width: run.size, height: run.size, contentType: "jpeg", quality: 80 } as const;
  for (let second = 0; second < run.seconds; second += 5) {
    let bytes = 0;
    const startMs = processorMs();
    const poses = Array.from({ length: 5 * run.fps }, (_, frame) => {
      const timeMs = second * 1000 + frame * 1000 / run.fps;
      return people.map(({ animator }, i) => animator.poseAt(timeMs, speechAt(i, timeMs)));
    });
    const posedMs = processorMs();
    for (const moment of poses) {
      moment.forEach((pose, i) => {
        bytes += maker.draw(pose, { ...format, look: people[i]?.look ?? "ava" }).byteLength;
      });
    }
    const count = 5 * run.fps * run.sessions;
    const poseMs = (posedMs - startMs) / count;
    const pictureMs = (processorMs() - posedMs) / count;
    print(
      `  ${String(second).padStart(3)}..${second + 5} s: pose ${poseMs.toFixed(3)} ms, picture ${
        pictureMs.toFixed(3)
      } ms ` +
        `of processor time, ${Math.round(bytes / count)} bytes (${describeTools(tools)}): ` +
        `${Math.floor(1000 / run.fps / (poseMs + pictureMs))} sessions a core`,
    );
  }
}

/** The stream of one turn, as fast as it is pulled. */
function inputOf(session: number, seconds: number): ReadableStream<AvatarInput> {
  const chunkMs = 200;
  const parts = function* (): Generator<AvatarInput> {
    for (let timestampMs = 0; timestampMs < seconds * 1000; timestampMs += chunkMs) {
      const pcm = new Int16Array(chunkMs * 24);
      for (let ms = 0; ms < chunkMs; ms += 20) {
        const { level } = speechAt(session, timestampMs + ms);
        for (let i = ms * 24; i < (ms + 20) * 24; i++) pcm[i] = (i % 96 - 48) * level * 250;
      }
      for (let index = Math.floor(timestampMs / SYLLABLE_MS); index * SYLLABLE_MS < timestampMs + chunkMs; index++) {
        const startMs = index * SYLLABLE_MS - 15;
        if (index * SYLLABLE_MS < timestampMs) continue;
        yield { type: "viseme", id: visemeOf(session, index), startMs, endMs: startMs + SYLLABLE_MS + 30, weight: 1 };
      }
      yield { type: "audio", pcm: new Uint8Array(pcm.buffer), timestampMs, durationMs: chunkMs };
    }
  };
  return ReadableStream.from(parts());
}

/** Shared measurements of all streams of a run, in ms. */
interface Measured {
  /** Lateness of each frame. */
  readonly late: number[];
  /** Lateness of each 10 ms timer. */
  readonly lag: number[];
  skipped: number;
}

/** Records the lateness of timers until disposed. */
function watchLag(lag: number[]): Disposable {
  let expected = performance.now();
  const ticks = setInterval(() => {
    expected += 10;
    lag.push(performance.now() - expected);
    expected = Math.max(expected, performance.now() - 10);
  }, 10);
  return { [Symbol.dispose]: () => clearInterval(ticks) };
}

function contextOf(run: Run, i: number, earliestMs: () => number): AvatarContext {
  const look = looks[i % run.looks] ?? "ava";
  const persona: Persona = { id: "default", name: "x", instructions: "", voices: {}, control: {}, look };
  return {
    sessionId: String(i),
    turnId: "t",
    turn: 1,
    control: controlFor(i),
    persona,
    signal: new AbortController().signal,
    log: hostOf("bench").log,
    mode: "turn",
    video: run.pose ? "pose" : "frames",
    width: run.size,
    height: run.size,
    fps: run.fps,
    earliestMs,
    lifeMs: i * 7919,
    seed: 1,
  };
}

/** Pulls the frames of one session, each when it is due. */
async function watchStream(run: Run, avatar: AvatarAdapter, i: number, startMs: number, into: Measured): Promise<void> {
  const offsetMs = i * 1000 / run.fps / run.sessions;
  const elapsed = () => performance.now() - startMs - offsetMs;
  const context = contextOf(run, i, () => Math.max(0, elapsed() - 40));
  const reader = avatar.inferStream(inputOf(i, run.seconds), context).getReader();
  let last = -1;
  for (let next = 0;; next++) {
    const waitMs = next * 1000 / run.fps - elapsed();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const { done, value } = await reader.read();
    if (done) break;
    into.skipped += value.frameIndex - last - 1;
    last = next = value.frameIndex;
    into.late.push(elapsed() - value.timestampMs);
  }
}

/** All sessions concurrently in real time, through the adapter. */
async function measureTogether(run: Run): Promise<void> {
  const avatar = face.create(face.options.parse({ workers: run.workers }), hostOf("bench"));
  await avatar.load();
  await avatar.warmup();
  const measured: Measured = { late: [], lag: [], skipped: 0 };
  const startMs = performance.now() + 500;
  {
    using _ = watchLag(measured.lag);
    const sessions = Array.from({ length: run.sessions }, (_, i) => watchStream(run, avatar, i, startMs, measured));
    await Promise.all(sessions);
  }
  await avatar.close();
  const wallMs = performance.now() - startMs;
  const late = quantiles(measured.late);
  const lag = quantiles(measured.lag);
  print(
    `  ${run.sessions} sessions, ${measured.late.length} frames in ${(wallMs / 1000).toFixed(1)} s, ` +
      `${measured.skipped} skipped; late p50 ${late.p50.toFixed(1)}, p95 ${late.p95.toFixed(1)}, ` +
      `p99 ${late.p99.toFixed(1)} ms; ` +
      `event loop lag p95 ${lag.p95.toFixed(1)} ms`,
  );
}

const OPTIONS = {
  size: { type: "string", default: "256" },
  fps: { type: "string", default: "25" },
  sessions: { type: "string", default: "16" },
  seconds: { type: "string", default: "20" },
  looks: { type: "string", default: "4" },
  workers: { type: "string", default: "1" },
  pose: { type: "boolean", default: false },
  canvas: { type: "boolean", default: false },
} as const;

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const run: Run = {
    size: countOf("--size", values.size),
    fps: countOf("--fps", values.fps),
    sessions: countOf("--sessions", values.sessions),
    seconds: countOf("--seconds", values.seconds),
    looks: countOf("--looks", values.looks),
    workers: countOf("--workers", values.workers),
    pose: values.pose,
    canvas: values.canvas,
  };
  if (!run.pose) {
    print(`one after the other, ${run.size} px:`);
    await measureParts(run);
  }
  print(`together, ${run.size} px, ${run.fps} fps, ${run.workers} drawing threads:`);
  const before = processorMs();
  const startedAt = performance.now();
  await measureTogether(run);
  const used = (processorMs() - before) / (performance.now() - startedAt);
  print(`  ${(used * 100).toFixed(0)} % of one core`);
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
