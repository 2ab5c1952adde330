/**
 * The shared runtime of all sessions: the only place that maps configuration names to the engine's.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { SyncBudget } from "../../alignment/drift.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Personas } from "../../control/personas.ts";
import { messageOf } from "../../contract/errors.ts";
import type { Config } from "../../core/config/schema.ts";
import { Ticker } from "../../core/ticker.ts";
import { Telemetry } from "../../telemetry/telemetry.ts";
import { Quality } from "../load/quality.ts";
import type { Providers } from "../provider/chain.ts";
import { CascadeSpeech } from "../speech/cascade_speech.ts";
import { RealtimeSpeech, type RealtimeSpeechOptions } from "../speech/realtime_speech.ts";
import type { SpeechSource } from "../speech/speech.ts";
import type { PacingOptions } from "../turn/turn_stage.ts";
import { BytePages } from "./outbox/byte_pages.ts";
import type { OutboxLimits } from "./outbox/outbox.ts";
import type { FilmRecorder } from "./session_films.ts";

/** What a runtime needs besides the configuration. */
interface RuntimeParts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly providers: Providers;
  /** Records turns as films; absent: none is recorded. */
  readonly recorder?: FilmRecorder | undefined;
  /** Measures the turns. Absent: a new one that exports. */
  readonly telemetry?: Telemetry;
  /** Removes secrets from a provider's message before a client reads it. */
  redact(text: string): string;
}

/** The shared state of all sessions. */
export interface Runtime extends RuntimeParts {
  readonly ticker: Ticker;
  /** Measures the turns. */
  readonly telemetry: Telemetry;
  /** The video quality that the load allows. */
  readonly quality: Quality;
  readonly personas: Personas;
  readonly pacing: PacingOptions;
  /** Frames per second between turns; 0: none. */
  readonly idleFps: number;
  readonly sync: { readonly budget: SyncBudget; readonly correct: boolean };
  readonly outbox: OutboxLimits;
  /** Lends the memory of what outboxes keep. */
  readonly pages: BytePages;
  /** How long a due frame may be missing before the next avatar takes over, ms. */
  readonly avatarStallMs: number;
  /** How many finished turns a session remembers. */
  readonly historyTurns: number;
  /** Longest text of a `user_text`. */
  readonly maxTextChars: number;
  /** Makes the source of a session's speech. */
  createSource(): SpeechSource;
}

/** Makes the runtime of all sessions. */
export function createRuntime(config: Config, parts: RuntimeParts): Runtime {
  const { pacing, sync, backpressure, session, failover, server, personas } = config;
  const onFailure = (error: unknown) => parts.log.error("recurring work failed: {error}", { error: messageOf(error) });
  return {
    ...parts,
    quality: new Quality(),
    telemetry: parts.telemetry ?? new Telemetry(parts.clock),
    ticker: new Ticker(parts.clock, pacing.tick_ms, onFailure),
    personas,
    pacing: {
      mode: pacing.mode,
      leadMs: pacing.lead_ms,
      chunkMs: pacing.chunk_ms,
      longestChunkMs: pacing.longest_chunk_ms,
      bufferMs: pacing.buffer_ms,
      playoutGraceMs: pacing.playout_grace_ms,
    },
    idleFps: pacing.idle_fps,
    sync: { budget: { earlyMs: sync.early_ms, lateMs: sync.late_ms }, correct: sync.correct },
    outbox: {
      videoBytes: backpressure.video_bytes,
      slowMs: backpressure.slow_ms,
      closeBytes: backpressure.close_bytes,
      replayBytes: session.replay_bytes,
      replayMs: session.replay_ms,
      resumeMs: session.resume_ms,
    },
    pages: new BytePages(),
    avatarStallMs: failover.avatar_stall_ms,
    historyTurns: session.history_turns,
    maxTextChars: server.max_text_chars,
    createSource: () => createSource(config, parts),
  };
}

/** The source for the configured providers: realtime, with the cascade as its fallback if configured. */
function createSource(config: Config, { clock, providers }: RuntimeParts): SpeechSource {
  const { failover, segmentation, session } = config;
  const options: RealtimeSpeechOptions = {
    clock,
    segmenter: {
      firstMaxChars: segmentation.first_max_chars,
      maxChars: segmentation.max_chars,
      code: segmentation.code,
    },
    firstPartMs: failover.first_audio_ms,
    stallMs: failover.stall_ms,
    maxReplyMs: session.max_reply_ms,
    historyTurns: session.history_turns,
  };
  const { realtime, llm, tts } = providers;
  const cascade = llm && tts && new CascadeSpeech({ llm, tts }, options);
  if (realtime) return new RealtimeSpeech(realtime, options, cascade);
  if (cascade) return cascade;
  // The configuration check reports the file and line; this one satisfies the type checker.
  throw new Error("nothing can speak: set components.realtime, or components.llm and components.tts");
}
