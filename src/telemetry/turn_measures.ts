/**
 * What is measured of turns: once a turn, when it is over.
 *
 * @module
 */
import type { TurnMetrics, TurnStatus } from "../contract/protocol/messages.ts";
import type { Counter, Histogram, Instruments } from "./instruments.ts";

/** How a turn ended. */
export interface TurnOutcome {
  readonly status: TurnStatus;
  /** For how long it was heard, ms. */
  readonly heardMs: number;
  readonly metrics: TurnMetrics;
  /** Providers that failed during the turn and were replaced. */
  readonly replacements: readonly { readonly kind: string; readonly from: string }[];
}

/** Bounds of times until something happens, s. */
const WAIT_BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Bounds of the length of a turn, s. */
const LENGTH_BOUNDS = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900];

/** Bounds of the time that an interrupt takes, s. */
const INTERRUPT_BOUNDS = [0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.05];

/** Bounds of drift, s: people notice from 45 ms of early sound on (ITU-R BT.1359). */
const DRIFT_BOUNDS = [0.005, 0.01, 0.02, 0.03, 0.045, 0.06, 0.08, 0.125, 0.25];

/** Bounds of audio that was sent ahead, s. */
const LEAD_BOUNDS = [0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2];

/** Bounds of video that is sent ahead of its audio, s. */
const VIDEO_LEAD_BOUNDS = [-0.1, -0.05, -0.02, 0, 0.02, 0.05, 0.1];

/** Measures turns. */
export class TurnMeasures {
  readonly #turns: Counter;
  readonly #length: Histogram;
  readonly #firstText: Histogram;
  readonly #firstAudio: Histogram;
  readonly #firstFrame: Histogram;
  readonly #interrupt: Histogram;
  readonly #lead: Histogram;
  readonly #videoLead: Histogram;
  readonly #driftSent: Histogram;
  readonly #driftSeen: Histogram;
  readonly #frames: Counter;
  readonly #underruns: Counter;
  readonly #underrunTime: Counter;
  readonly #failovers: Counter;

  constructor(instruments: Instruments) {
    const seconds = (name: string, description: string, bounds: readonly number[]) =>
      instruments.histogram({ name, description, unit: "s" }, bounds);
    const count = (name: string, description: string, unit: string) => instruments.counter({ name, description, unit });
    this.#turns = count("tth.turns", "Turns that are over, by status.", "{turn}");
    this.#length = seconds("tth.turn.duration", "From the user's text to the end of the turn.", LENGTH_BOUNDS);
    this.#firstText = seconds("tth.turn.first_text", "From the user's text to the first text.", WAIT_BOUNDS);
    this.#firstAudio = seconds("tth.turn.first_audio", "From the user's text to the first audio.", WAIT_BOUNDS);
    this.#firstFrame = seconds("tth.turn.first_frame", "From the user's text to the first frame.", WAIT_BOUNDS);
    this.#interrupt = seconds("tth.turn.interrupt", "From an interrupt to the end of its turn.", INTERRUPT_BOUNDS);
    this.#lead = seconds("tth.turn.lead", "Audio sent ahead of the listener when a turn is interrupted.", LEAD_BOUNDS);
    this.#videoLead = seconds("tth.video.lead", "How far video is sent ahead of its audio.", VIDEO_LEAD_BOUNDS);
    this.#driftSent = seconds("tth.drift.sent", "Largest drift of video from audio as sent in a turn.", DRIFT_BOUNDS);
    this.#driftSeen = seconds("tth.drift.seen", "Largest drift that the client reported in a turn.", DRIFT_BOUNDS);
    this.#frames = count("tth.frames", "Frames by outcome: sent, late (skipped), dropped (slow reader).", "{frame}");
    this.#underruns = count("tth.underruns", "Times that a listener ran out of audio.", "{underrun}");
    this.#underrunTime = count("tth.underrun", "Time that listeners waited for audio within a turn.", "s");
    this.#failovers = count("tth.provider.failovers", "Providers replaced within a turn, by kind.", "{failover}");
  }

  /** Measures a turn. */
  record({ status, heardMs, metrics, replacements }: TurnOutcome): void {
    this.#turns.add(1, { status });
    this.#length.record(metrics.total_ms / 1000, { status });
    recordMs(this.#firstText, metrics.first_text_ms);
    recordMs(this.#firstAudio, metrics.first_audio_ms);
    recordMs(this.#firstFrame, metrics.first_frame_ms);
    recordMs(this.#interrupt, metrics.interrupt_ms);
    if (status === "interrupted") recordMs(this.#lead, Math.max(0, metrics.audio_ms - heardMs));
    recordMs(this.#driftSent, metrics.drift_max_ms);
    recordMs(this.#driftSeen, metrics.seen_drift_max_ms);
    if (metrics.frames > 0) recordMs(this.#videoLead, metrics.video_lead_ms);
    this.#frames.add(metrics.frames, { outcome: "sent" });
    this.#frames.add(metrics.frames_skipped, { outcome: "late" });
    this.#frames.add(metrics.frames_dropped, { outcome: "dropped" });
    this.#underruns.add(metrics.underruns);
    this.#underrunTime.add(metrics.underrun_ms / 1000);
    for (const { kind, from } of replacements) this.#failovers.add(1, { kind, provider: from });
  }
}

function recordMs(histogram: Histogram, ms: number | null): void {
  if (ms !== null) histogram.record(ms / 1000);
}
