/**
 * The measurements of a turn.
 *
 * @module
 */
import { DriftTracker, type SyncBudget } from "../../alignment/drift.ts";
import type { Playout } from "../../alignment/playout.ts";
import type { Clock } from "../../contract/clock.ts";
import type { TurnMetrics } from "../../contract/protocol/messages.ts";

/** Collects the metrics of one turn. */
export class TurnMeter {
  /** Drift that the client reported. */
  readonly seenDrift: DriftTracker;
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #resolveMs: number;
  readonly #drift: DriftTracker;
  readonly #first: { text?: number; audio?: number; frame?: number } = {};
  #modelMs: number | undefined;
  #interruptedAt: number | undefined;
  #dropped = 0;
  #usage: Record<string, number> | undefined;

  /**
   * @param clock What the turn runs on.
   * @param budget Drift that goes unnoticed.
   * @param receivedAt When the user's text arrived, on the clock.
   */
  constructor(clock: Clock, budget: SyncBudget, receivedAt: number) {
    this.#clock = clock;
    this.#startedAt = clock.now();
    this.#resolveMs = Math.max(0, this.#startedAt - receivedAt);
    this.#drift = new DriftTracker(budget);
    this.seenDrift = new DriftTracker(budget);
  }

  /** Notes when the first item of a kind was sent. */
  first(what: "text" | "audio" | "frame"): void {
    this.#first[what] ??= this.#elapsedMs;
  }

  /** Notes that the model has finished. */
  modelFinished(): void {
    this.#modelMs = this.#elapsedMs;
  }

  /** Notes that an interrupt has arrived. */
  interrupted(): void {
    this.#interruptedAt ??= this.#clock.now();
  }

  /** Notes a frame that was passed to the outbox. */
  frame(accepted: boolean, driftMs: number): void {
    if (!accepted) {
      this.#dropped++;
      return;
    }
    this.first("frame");
    this.#drift.add(driftMs);
  }

  /** Adds what a provider counted. */
  count(usage: Readonly<Record<string, number>>): void {
    this.#usage ??= {};
    for (const [what, amount] of Object.entries(usage)) this.#usage[what] = (this.#usage[what] ?? 0) + amount;
  }

  /** The turn's metrics in wire form. */
  summary(
    playout: Playout,
    video: { readonly sent: number; readonly skipped: number } | undefined,
    videoLeadMs: number,
  ): TurnMetrics {
    const drift = this.#drift.summary();
    const seen = this.seenDrift.summary();
    return {
      first_text_ms: this.#first.text ?? null,
      first_audio_ms: this.#first.audio ?? null,
      first_frame_ms: this.#first.frame ?? null,
      total_ms: this.#elapsedMs,
      resolve_ms: this.#resolveMs,
      ...(this.#modelMs === undefined ? {} : { model_ms: this.#modelMs }),
      interrupt_ms: this.#interruptedAt === undefined ? null : this.#clock.now() - this.#interruptedAt,
      audio_ms: playout.sentMs,
      frames: video?.sent ?? 0,
      frames_skipped: video?.skipped ?? 0,
      frames_dropped: this.#dropped,
      underruns: playout.underruns,
      underrun_ms: playout.underrunMs,
      drift_mean_ms: drift.meanMs,
      drift_max_ms: drift.maxMs,
      drift_within_budget: drift.withinBudget,
      seen_drift_mean_ms: seen.meanMs,
      seen_drift_max_ms: seen.maxMs,
      video_lead_ms: videoLeadMs,
      ...(this.#usage === undefined ? {} : { usage: this.#usage }),
    };
  }

  get #elapsedMs(): number {
    return this.#clock.now() - this.#startedAt;
  }
}
