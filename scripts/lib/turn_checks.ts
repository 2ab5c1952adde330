/**
 * Checks that hold for every turn, independent of the providers.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Config } from "../../src/core/config/config.ts";
import type { ServerMessage } from "../../src/contract/protocol/messages.ts";
import type { Phase } from "./phase.ts";
import type { Arrival, MessageOf, RecordedTurn } from "./wire/client.ts";

/** Bytes of one sample, mono. */
const SAMPLE_BYTES = 2;

/** A mean level below this counts as silence (full scale 32767). */
const SILENCE_RMS = 50;

/** Tolerance for times, which are sums of floating-point numbers. */
const ROUNDING_MS = 0.001;

/** A finished turn, grouped by message type. */
interface TurnView {
  readonly sentAtMs: number;
  readonly all: readonly Arrival[];
  readonly text: string;
  readonly started: MessageOf<"turn_started">;
  readonly audio: readonly MessageOf<"audio_chunk">[];
  readonly frames: readonly MessageOf<"video_frame">[];
  readonly complete: MessageOf<"turn_complete">;
}

/**
 * Groups a turn's messages by type.
 *
 * @throws If it does not start with `turn_started` or end with its only `turn_complete`.
 */
export function viewOf({ sentAtMs, arrivals: all }: RecordedTurn): TurnView {
  const of = <T extends ServerMessage["type"]>(type: T) =>
    all.map(({ message }) => message).filter((message): message is MessageOf<T> => message.type === type);
  const [started] = of("turn_started");
  const completes = of("turn_complete");
  const [complete] = completes;
  assert.equal(completes.length, 1, `${completes.length} turn_complete instead of one`);
  assert.ok(started !== undefined && complete !== undefined, "a turn has a turn_started and a turn_complete");
  const own = all.filter(({ message }) => message.turn_id !== null).map(({ message }) => message);
  assert.equal(own[0]?.type, "turn_started", "turn_started comes first");
  assert.equal(own.at(-1)?.type, "turn_complete", "turn_complete comes last");
  // The mouth of an interrupted turn may still close when this one begins.
  const frames = of("video_frame").filter(({ turn_id }) => turn_id !== null);
  const text = of("text_delta").map(({ token }) => token).join("");
  return { sentAtMs, all, text, started, audio: of("audio_chunk"), frames, complete };
}

/**
 * Checks a completed turn.
 *
 * @param phase The phase that counts the checks.
 * @param name Name of the turn.
 * @param turn The turn.
 * @param fps The frame rate that `session_ready` announced.
 * @param config The budgets to keep.
 */
export async function checkTurn(
  phase: Phase,
  name: string,
  turn: TurnView,
  fps: number,
  config: Config,
): Promise<void> {
  const check = (what: string, run: () => unknown) => phase.check(`${name}: ${what}`, run);
  await check("every message is numbered, of this turn, and no error", () => checkEnvelopes(turn));
  await check("its text is whole sentences, and all of it was spoken", () => checkText(turn));
  await check("its audio is contiguous, and no silence", () => checkAudio(turn));
  await check("its frames are on the grid, decodable, and cover the audio", () => checkFrames(turn, fps));
  await check("sync is within budget", () => checkDrift(turn, config));
  if (config.pacing.mode === "realtime") {
    await check("media leaves as it plays", () => checkPace(turn, config));
  }
}

function checkEnvelopes({ all, started }: TurnView): string {
  const first = all[0]?.message.seq ?? 0;
  all.forEach(({ message }, i) => {
    assert.equal(message.seq, first + i, `seq of the ${message.type} after ${first + i - 1}`);
    assert.notEqual(message.type, "error", JSON.stringify(message));
    if (message.turn_id === null) return;
    assert.deepEqual([message.turn, message.turn_id], [started.turn, started.turn_id], `turn of a ${message.type}`);
  });
  return `${all.length} messages`;
}

function checkText({ text, complete }: TurnView): string {
  assert.ok(text.trim().split(/\s+/).length >= 3, `too short: ${JSON.stringify(text)}`);
  assert.match(text.trim(), /[\p{L}\p{N}].*[.!?…。！？"')]$/su);
  assert.equal(complete.status, "completed");
  assert.equal(complete.spoken_text.trim(), text.trim());
  return `${text.length} characters`;
}

function checkAudio({ audio }: TurnView): string {
  assert.ok(audio.length > 0, "no audio_chunk");
  let samples = 0;
  let squares = 0;
  for (const { data, timestamp_ms, duration_ms, encoding, sample_rate } of audio) {
    const bytes = Uint8Array.fromBase64(data);
    assert.equal(encoding, "pcm");
    assert.equal(bytes.length % SAMPLE_BYTES, 0, "half a sample");
    near(timestamp_ms, samples * 1000 / sample_rate, "timestamp_ms");
    near(duration_ms, bytes.length / SAMPLE_BYTES * 1000 / sample_rate, "duration_ms");
    samples += bytes.length / SAMPLE_BYTES;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let i = 0; i < bytes.length; i += SAMPLE_BYTES) squares += view.getInt16(i, true) ** 2;
  }
  const rms = Math.sqrt(squares / samples);
  assert.ok(rms > SILENCE_RMS, `a level of ${rms.toFixed(0)} is silence`);
  return `${audio.length} chunks, ${Math.round(endOf(audio))} ms`;
}

function checkFrames(turn: TurnView, fps: number): string {
  const { frames, audio } = turn;
  assert.ok(frames.length > 0, "no video_frame");
  let previous = -1;
  for (const frame of frames) {
    assert.ok(frame.frame_index > previous, `frame ${frame.frame_index} after ${previous}`);
    previous = frame.frame_index;
    near(frame.timestamp_ms, frame.frame_index * 1000 / fps, "timestamp_ms");
    checkPicture(frame);
  }
  const last = frames.at(-1)?.timestamp_ms ?? 0;
  // Late frames are skipped: the last ones as well, on a machine that is so busy that even the audio was late.
  const lateMs = Math.max(0, -Math.min(...leadsOf(turn)));
  assert.ok(
    last + 2000 / fps + lateMs >= endOf(audio),
    `the last frame is at ${last} ms, the audio ends at ${endOf(audio)} ms`,
  );
  return `${frames.length} frames`;
}

function checkPicture({ data, content_type, width, height }: MessageOf<"video_frame">): void {
  const bytes = Uint8Array.fromBase64(data);
  const starts: Readonly<Record<string, readonly number[]>> = {
    jpeg: [0xff, 0xd8],
    png: [0x89, 0x50],
    webp: [0x52, 0x49],
  };
  if (content_type === "raw_rgb") return assert.equal(bytes.length, width * height * 3, "bytes of a raw_rgb frame");
  assert.deepEqual([...bytes.subarray(0, 2)], starts[content_type], `first bytes of a ${content_type} frame`);
}

function checkDrift({ frames, complete }: TurnView, { sync }: Config): string {
  for (const { drift_ms, frame_index } of frames) {
    assert.ok(drift_ms <= sync.early_ms && drift_ms >= -sync.late_ms, `frame ${frame_index} is ${drift_ms} ms off`);
  }
  assert.equal(complete.metrics.drift_within_budget, true);
  return `largest ${complete.metrics.drift_max_ms?.toFixed(1)} ms`;
}

/** How far each chunk of audio came ahead of its time, ms; below 0: how late. */
function leadsOf({ sentAtMs, all, complete }: TurnView): number[] {
  // The service reports this delay from the text to the first audio. Transport only adds delay, so a slow machine
  // cannot make the lead look larger.
  const startedAtMs = sentAtMs + (complete.metrics.first_audio_ms ?? 0);
  return all.flatMap(({ message, atMs }) =>
    message.type === "audio_chunk" ? [message.timestamp_ms - (atMs - startedAtMs)] : []
  );
}

function checkPace(turn: TurnView, { pacing }: Config): string {
  const { audio } = turn;
  const largest = Math.max(...leadsOf(turn));
  const allowed = pacing.lead_ms + pacing.chunk_ms;
  assert.ok(largest <= allowed, `media came ${Math.round(largest)} ms ahead, ${allowed} are allowed`);
  return `${Math.round(endOf(audio))} ms of speech, at most ${Math.round(largest)} ms ahead`;
}

function endOf(audio: TurnView["audio"]): number {
  const last = audio.at(-1);
  return last === undefined ? 0 : last.timestamp_ms + last.duration_ms;
}

function near(actual: number, wanted: number, what: string): void {
  assert.ok(Math.abs(actual - wanted) < ROUNDING_MS, `${what} is ${actual}, expected ${wanted}`);
}
