/**
 * What sessions run on, made from the configuration: the only place where its names meet the engine's.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { Clock } from "../../contract/clock.ts";
import type { Config } from "../../core/config/schema.ts";
import { CascadeSpeech } from "../speech/cascade_speech.ts";
import type { Providers } from "../provider/providers.ts";
import { RealtimeSpeech, type RealtimeSpeechOptions } from "../speech/realtime_speech.ts";
import type { SessionHost } from "./session_host.ts";
import type { SpeechSource } from "../speech/speech.ts";
import { Ticker } from "../../core/ticker.ts";

/** What a host is made of beside the configuration. */
export interface HostParts {
  readonly clock: Clock;
  readonly log: Logger;
  readonly providers: Providers;
  /** See `SessionHost.redact`. */
  redact(text: string): string;
}

/** Makes the host of all sessions. */
export function createHost(config: Config, parts: HostParts): SessionHost {
  const { clock, log, providers, redact } = parts;
  const { pacing, sync, backpressure, session, failover, server } = config;
  return {
    clock,
    log,
    providers,
    redact,
    ticker: new Ticker(clock, pacing.tick_ms),
    personas: config.personas,
    pacing: {
      mode: pacing.mode,
      leadMs: pacing.lead_ms,
      chunkMs: pacing.chunk_ms,
      bufferMs: pacing.buffer_ms,
      playoutGraceMs: pacing.playout_grace_ms,
      idleFps: pacing.idle_fps,
    },
    sync: { budget: { earlyMs: sync.early_ms, lateMs: sync.late_ms }, correct: sync.correct },
    outbox: {
      videoBytes: backpressure.video_bytes,
      slowMs: backpressure.slow_ms,
      closeBytes: backpressure.close_bytes,
      replayBytes: session.replay_bytes,
    },
    avatarStallMs: failover.avatar_stall_ms,
    historyTurns: session.history_turns,
    maxTextChars: server.max_text_chars,
    createSource: () => createSource(config, parts),
  };
}

/** The source that the configured providers allow: realtime, with the cascade behind it where there is one. */
function createSource(config: Config, { clock, providers }: HostParts): SpeechSource {
  const { failover, segmentation, session } = config;
  const options: RealtimeSpeechOptions = {
    clock,
    segmenter: { firstMaxChars: segmentation.first_max_chars, maxChars: segmentation.max_chars },
    firstPartMs: failover.first_audio_ms,
    stallMs: failover.stall_ms,
    maxReplyMs: session.max_reply_ms,
    historyTurns: session.history_turns,
  };
  const { realtime, llm, tts } = providers;
  const cascade = llm && tts && new CascadeSpeech({ llm, tts }, options);
  if (realtime) return new RealtimeSpeech(realtime, options, cascade);
  if (cascade) return cascade;
  // The configuration's own check names the file and line; this one keeps the types honest.
  throw new Error("nothing can speak: set components.realtime, or components.llm and components.tts");
}
