/**
 * Visemes from audio alone, for voices without phone marks.
 *
 * A small network classifies every 10 ms of audio; its results are collected into cells, 20 ms apart, which overlap so
 * that their shares always add up to 1. A cell becomes one viseme for each shape with a significant share in it.
 *
 * @module
 */
import type { TimedViseme } from "../contract/adapter.ts";
import { type Viseme, VISEMES } from "../contract/visemes.ts";
import { msToSamples, samplesToMs } from "../contract/pcm.ts";
import { createFeatureExtractor, FEATURES, FRAME_MS, WINDOW_REACH_MS } from "./audio_features.ts";
import { CLASSES, createMouthModel, type StoredModel } from "./audio_model.ts";
import { AUDIO_MODEL } from "./audio_model_data.ts";
import { LEAD_MS } from "./from_phones.ts";

/** Distance between cells, in ms. */
const CELL_MS = 20;

/** How far a cell reaches to either side, so that its rise takes exactly as long as its neighbour's fall. */
const CELL_REACH_MS = CELL_MS / 0.65 / 2;

/** Share of closed shapes from which the lips count as pressed together. */
const CLOSED = 0.64;

/** Minimum length of a closure in cells: then it is complete for 49 ms, more than a frame at 25 fps. */
const LEAST_CLOSED_CELLS = 3;

/** A shape with a smaller share is left out, and its share goes to the others. */
const LEAST_SHARE = 0.1;

/** How many frames the network uses after the one that it classifies. */
const FRAMES_AHEAD = 2;

const LEAD_FRAMES = Math.round(LEAD_MS / FRAME_MS);

/**
 * How much audio beyond a moment is needed until all visemes that show at that moment are known, in ms: 20 of lead,
 * 15.4 of half a cell, 10 to average over, 20 of frames ahead, 10.7 of half a window.
 */
export const LOOK_AHEAD_MS = LEAD_MS + CELL_REACH_MS + (1 + FRAMES_AHEAD) * FRAME_MS + WINDOW_REACH_MS;

/** Turns audio into visemes as it arrives. */
export interface AudioVisemes {
  /** Adds audio (24 kHz mono) that follows the last, and returns the visemes that it settles, ordered by start. */
  push(samples: Int16Array): TimedViseme[];
  /** Returns the remaining visemes, as if silence followed. The analyser cannot be used afterwards. */
  flush(): TimedViseme[];
}

/** Options of the analysis. */
interface AudioVisemesOptions {
  /** Time of the first sample, in ms (default 0). */
  readonly startMs?: number;
  /** The network that recognises mouth shapes (default: TTH's own). */
  readonly model?: StoredModel;
}

/**
 * Makes an analyser of one stretch of speech.
 *
 * @param options See {@linkcode AudioVisemesOptions}.
 * @returns The analyser.
 */
export function createAudioVisemes(options: AudioVisemesOptions = {}): AudioVisemes {
  const { startMs = 0 } = options;
  const extractor = createFeatureExtractor();
  const model = createMouthModel(options.model ?? AUDIO_MODEL);
  const framesBehind = -Math.min(...model.offsets);
  const ring = Array.from({ length: framesBehind + FRAMES_AHEAD + 1 }, () => new Float32Array(FEATURES));
  const seen: Float32Array[] = [];
  const cells = createCells(startMs);
  const shares = new Float32Array(CLASSES);
  let frameCount = 0;
  let sampleCount = 0;

  function judge(features: Float32Array, out: TimedViseme[]): void {
    const frame = ring.shift() ?? new Float32Array(FEATURES);
    frame.set(features);
    ring.push(frame);
    if (frameCount === 0) { for (const other of ring) other.set(features); }
    const judged = frameCount - FRAMES_AHEAD;
    frameCount++;
    if (judged < 0) return;
    for (const [i, offset] of model.offsets.entries()) seen[i] = ring[framesBehind + offset] ?? frame;
    model.judge(seen, shares);
    cells.add(shares, judged - LEAD_FRAMES, out);
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
      const silence = new Int16Array(msToSamples(LOOK_AHEAD_MS + LEAD_MS));
      if (sampleCount > 0) extractor.push(silence, (features) => judge(features, out));
      return out.filter((viseme) => viseme.startMs < startMs + durationMs);
    },
  };
}

interface Cells {
  /** Adds the classification of a frame, counted from the start; writes the visemes of the cell that it completes. */
  add(shares: Float32Array, frame: number, out: TimedViseme[]): void;
}

const SIL = VISEMES.indexOf("sil");
const PP = VISEMES.indexOf("PP");
const newShares = () => new Float32Array(CLASSES);
const CELL_FRAMES = CELL_MS / FRAME_MS;

/** Collects classifications into cells, keeps closures long enough to be visible, and emits `sil` once per silence. */
function createCells(startMs: number): Cells {
  const sum = new Float32Array(CLASSES);
  /** The last three classifications: 10 ms before the centre of a cell, at it, and 10 ms after. */
  const recent: [Float32Array, Float32Array, Float32Array] = [newShares(), newShares(), newShares()];
  let isEmpty = true;
  let closedCells = 0;
  let isSilent = false;

  function blend(): (readonly [Viseme, number])[] {
    const [before, centre, after] = recent;
    let closure = 0;
    for (let i = 0; i < CLASSES; i++) {
      sum[i] = 0.25 * (before[i] ?? 0) + 0.5 * (centre[i] ?? 0) + 0.25 * (after[i] ?? 0);
    }
    for (const shares of recent) closure = Math.max(closure, (shares[SIL] ?? 0) + (shares[PP] ?? 0));
    const isClosed = closure >= CLOSED;
    // After silence, a closure at the start of speech needs no minimum length.
    const mustStayClosed = closedCells > 0 && closedCells < LEAST_CLOSED_CELLS;
    closedCells = isClosed || mustStayClosed ? closedCells + 1 : 0;
    if (closedCells === 0) return significant(sum);
    const isRest = isClosed && (sum[SIL] ?? 0) > (sum[PP] ?? 0);
    return [[isRest ? "sil" : "PP", 1]];
  }

  function complete(centreMs: number, out: TimedViseme[]): void {
    const wasSilent = isSilent;
    const shapes = blend();
    isSilent = shapes[0]?.[0] === "sil";
    if (isSilent && wasSilent) return;
    const fromMs = startMs + centreMs - CELL_REACH_MS;
    const endMs = fromMs + 2 * CELL_REACH_MS;
    for (const [id, weight] of shapes) {
      out.push({ type: "viseme", id, startMs: Math.max(startMs, fromMs), endMs, weight });
    }
  }

  return {
    add(shares, frame, out) {
      recent[0].set(isEmpty ? shares : recent[1]);
      recent[1].set(isEmpty ? shares : recent[2]);
      recent[2].set(shares);
      isEmpty = false;
      const centre = frame - 1;
      if (centre >= 0 && centre % CELL_FRAMES === 0) complete(centre * FRAME_MS, out);
    },
  };
}

/** The shapes worth showing, the largest first. `sil` gets the remainder. */
function significant(shares: Float32Array): (readonly [Viseme, number])[] {
  const kept = VISEMES.map((id, i) => [id, shares[i] ?? 0] as const).filter(([, share]) => share >= LEAST_SHARE);
  const total = kept.reduce((sum, [, share]) => sum + share, 0);
  return kept.filter(([id]) => id !== "sil").map(([id, share]) => [id, Math.round(share / total * 100) / 100] as const)
    .sort((a, b) => b[1] - a[1]);
}
