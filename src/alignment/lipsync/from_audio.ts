/**
 * Visemes from the sound alone, for voices that do not say which phones they speak.
 *
 * A small network judges every 10 ms of audio; its judgements are gathered into cells, 30 ms apart, which overlap so
 * that their shares always add up to 1. A cell becomes one viseme for each shape that has a fair share in it.
 *
 * @module
 */
import type { TimedViseme } from "../../adapters/base.ts";
import { type Viseme, VISEMES } from "../../core/types.ts";
import { msToSamples, samplesToMs } from "../pcm.ts";
import { createFeatureExtractor, FRAME_MS, WINDOW_REACH_MS } from "./audio_features.ts";
import { CLASSES, createMouthModel } from "./audio_model.ts";
import { AUDIO_MODEL } from "./audio_model_data.ts";
import { DEFAULT_LEAD_MS } from "./from_phones.ts";

/** Distance between cells, in ms. */
const CELL_MS = 30;

/** How far a cell reaches to either side: so far that a rise takes exactly as long as its neighbour's fall. */
const CELL_PARTS = [0.6, 0.3, 0.1];
const CELL_REACH_MS = CELL_MS / 0.65 / 2;

/** From this share of closed shapes on, the lips are taken to be pressed together. */
const CLOSED = 0.5;

/** A shape with less than this share is left out, and its share given to the others. */
const LEAST_SHARE = 0.1;

/** Frames after the one judged that the network sees. */
const FRAMES_AHEAD = Math.max(...AUDIO_MODEL.offsets);
const FRAMES_BEHIND = -Math.min(...AUDIO_MODEL.offsets);

/**
 * How much audio beyond a moment is needed until all visemes that show at that moment are known, in ms, for a lead of
 * 20 ms: 20 of lead, 23.1 of half a cell, 20 of frames ahead, 10.7 of half a window.
 */
export const LOOK_AHEAD_MS = DEFAULT_LEAD_MS + CELL_REACH_MS + FRAMES_AHEAD * FRAME_MS + WINDOW_REACH_MS;

/** Turns audio into visemes, as the audio comes. */
export interface AudioVisemes {
  /** Adds audio (24 kHz mono) that follows the last, and returns the visemes that it settles, ordered by start. */
  push(samples: Int16Array): TimedViseme[];
  /** Returns the visemes of what is left, as if silence followed. The analyser is of no use afterwards. */
  flush(): TimedViseme[];
}

/**
 * Makes an analyser of one stretch of speech.
 *
 * @param options `startMs`: media time of the first sample (default 0). `leadMs`: how far the lips lead (default 20).
 * @returns The analyser.
 */
export function createAudioVisemes(options: { startMs?: number; leadMs?: number } = {}): AudioVisemes {
  const { startMs = 0, leadMs = DEFAULT_LEAD_MS } = options;
  const extractor = createFeatureExtractor();
  const model = createMouthModel(AUDIO_MODEL);
  const ring = Array.from({ length: FRAMES_BEHIND + FRAMES_AHEAD + 1 }, () => new Float32Array(0));
  const cells = createCells(startMs);
  const shares = new Float32Array(CLASSES);
  const leadFrames = Math.round(leadMs / FRAME_MS);
  let frameCount = 0;
  let sampleCount = 0;

  function judge(features: Float32Array, out: TimedViseme[]): void {
    const frame = features.slice();
    ring.shift();
    ring.push(frame);
    if (frameCount === 0) ring.fill(frame);
    const judged = frameCount - FRAMES_AHEAD;
    frameCount++;
    if (judged < 0) return;
    model.judge(model.offsets.map((offset) => ring[FRAMES_BEHIND + offset] ?? frame), shares);
    const atMs = (judged - leadFrames) * FRAME_MS;
    cells.add(shares, atMs, out);
  }

  return {
    push(samples) {
      const out: TimedViseme[] = [];
      sampleCount += samples.length;
      extractor.push(samples, (features) => judge(features, out));
      return out;
    },
    flush() {
      const out: TimedViseme[] = [];
      const durationMs = samplesToMs(sampleCount);
      const silence = new Int16Array(msToSamples(LOOK_AHEAD_MS + leadMs));
      if (sampleCount > 0) extractor.push(silence, (features) => judge(features, out));
      return out.filter((viseme) => viseme.startMs < startMs + durationMs);
    },
  };
}

interface Cells {
  /** Adds a judgement for a moment relative to the start; writes the visemes of a cell that it completes. */
  add(shares: Float32Array, atMs: number, out: TimedViseme[]): void;
}

/** Gathers judgements into cells, keeps closures long enough to be seen, and says `sil` once per silence. */
function createCells(startMs: number): Cells {
  const sum = new Float32Array(CLASSES);
  let closure = 0;
  let before: "open" | "lips" | "sil" = "open";
  let forced = false;

  function close(centreMs: number, out: TimedViseme[]): void {
    const closed = closure >= CLOSED || forced;
    const lips = (sum[1] ?? 0) >= (sum[0] ?? 0) || forced;
    const kind = !closed ? "open" : lips ? "lips" : "sil";
    const blend = kind === "open" ? significant(sum) : [[kind === "lips" ? "PP" : "sil", 1] as const];
    forced = kind === "lips" && before === "open";
    if (kind !== "sil" || before !== "sil") {
      for (const [id, weight] of blend) {
        const from = startMs + centreMs - CELL_REACH_MS;
        out.push({ type: "viseme", id, startMs: Math.max(startMs, from), endMs: from + 2 * CELL_REACH_MS, weight });
      }
    }
    before = kind;
    sum.fill(0);
    closure = 0;
  }

  return {
    add(shares, atMs, out) {
      const centreMs = Math.ceil(atMs / CELL_MS) * CELL_MS;
      if (centreMs < 0) return;
      const part = CELL_PARTS[(centreMs - atMs) / FRAME_MS] ?? 0;
      for (let i = 0; i < CLASSES; i++) sum[i] = (sum[i] ?? 0) + part * (shares[i] ?? 0);
      closure = Math.max(closure, (shares[0] ?? 0) + (shares[1] ?? 0));
      if (atMs === centreMs) close(centreMs, out);
    },
  };
}

/** The shapes that are worth showing, the largest first. What `sil` has is what the others leave. */
function significant(shares: Float32Array): (readonly [Viseme, number])[] {
  const kept = VISEMES.map((id, i) => [id, shares[i] ?? 0] as const).filter(([, share]) => share >= LEAST_SHARE);
  const total = kept.reduce((sum, [, share]) => sum + share, 0);
  return kept.filter(([id]) => id !== "sil").map(([id, share]) => [id, Math.round(share / total * 100) / 100] as const)
    .sort((a, b) => b[1] - a[1]);
}
