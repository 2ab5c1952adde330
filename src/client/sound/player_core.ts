/**
 * The part of the player that generates the signal, whichever thread it runs on.
 *
 * @module
 */
import type { JitterBuffer, MediaMark, PlayerStats, SpeechChunk } from "./jitter_buffer.ts";

/** To the core. `generation` counts the flushes. */
export type PlayerCommand =
  | { readonly type: "push"; readonly chunk: SpeechChunk }
  | { readonly type: "flush"; readonly generation: number };

/** From the core. */
export interface PlayerReport {
  readonly generation: number;
  readonly marks: readonly MediaMark[];
  readonly stats: PlayerStats;
}

/** A running core behind an audio node, on whichever thread. */
export interface PlayerOutput {
  readonly node: AudioNode;
  /** Sends a command; `transfer` as for `postMessage`. */
  post(command: PlayerCommand, transfer: Transferable[]): void;
  close(): void;
}

/** Options of an output. */
export interface OutputOptions {
  /** Speech that must be there before playing begins, ms. */
  readonly prebufferMs: number;
  /** Default: the worklet that is built in. */
  readonly workletUrl?: string | URL | undefined;
  readonly onReport: (report: PlayerReport) => void;
}

/** Maximum interval between reports, in output frames. */
const REPORT_FRAMES = 2048;

/** Executes commands, renders, and reports. */
export class PlayerCore {
  readonly #buffer: JitterBuffer;
  readonly #onReport: (report: PlayerReport) => void;
  #generation = 0;
  #reportedFrame = 0;

  constructor(buffer: JitterBuffer, onReport: (report: PlayerReport) => void) {
    this.#buffer = buffer;
    this.#onReport = onReport;
  }

  /** Executes one command. */
  handle(command: PlayerCommand): void {
    if (command.type === "push") return this.#buffer.push(command.chunk);
    this.#generation = command.generation;
    this.#buffer.flush();
  }

  /** Fills `output`, whose first frame is number `frame`. */
  render(output: Float32Array, frame: number): void {
    this.#buffer.render(output, frame);
    const marks = this.#buffer.takeMarks();
    if (marks.length === 0 && frame - this.#reportedFrame < REPORT_FRAMES) return;
    this.#reportedFrame = frame;
    this.#onReport({ generation: this.#generation, marks, stats: { ...this.#buffer.stats } });
  }
}
