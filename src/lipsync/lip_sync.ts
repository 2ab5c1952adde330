/**
 * Lip-sync for every voice: one timeline of visemes, from phone marks if the voice provides them, else from the audio.
 *
 * @module
 */
import type { TimedAudio, TimedViseme } from "../contract/adapter.ts";
import type { TimedPhone, TimedSegment } from "../alignment/media_clock.ts";
import { samplesOf } from "../contract/pcm.ts";
import { type AudioVisemes, createAudioVisemes } from "./from_audio.ts";
import { createPhoneVisemes } from "./from_phones.ts";

/** Input of the lip-sync, on the turn's media clock. */
export type LipSyncInput = TimedAudio | TimedPhone | Pick<TimedSegment, "type">;

/** Makes the visemes of one turn. */
export interface LipSync {
  /**
   * Adds the next part of the turn's speech.
   *
   * A segment whose phones begin before its audio is shown by its phones, any other by its audio. Once audio up to a
   * time has been pushed, every viseme that shows before that time is out (by phones), or before that time less
   * `LOOK_AHEAD_MS` (by audio).
   *
   * @returns The visemes that are now certain. Their starts never go back.
   */
  push(part: LipSyncInput): TimedViseme[];
  /** Returns the remaining visemes when the turn's speech is complete. */
  flush(): TimedViseme[];
}

/** Tolerance in ms when audio is checked for gaps. */
const CONTIGUOUS_MS = 0.5;

/** Makes the lip-sync of one turn. */
export function createLipSync(): LipSync {
  const phones = createPhoneVisemes();
  let analysis: { readonly visemes: AudioVisemes; endMs: number } | undefined;
  let source: "undecided" | "phones" | "audio" = "undecided";
  let lastStartMs = 0;

  function endAnalysis(): TimedViseme[] {
    const rest = analysis?.visemes.flush() ?? [];
    analysis = undefined;
    return rest;
  }

  function phone(part: TimedPhone): TimedViseme[] {
    if (source === "audio") return [];
    source = "phones";
    return [...endAnalysis(), ...phones.push(part)];
  }

  function audio({ pcm, timestampMs, durationMs }: TimedAudio): TimedViseme[] {
    const endMs = timestampMs + durationMs;
    if (source === "phones") return phones.settle(endMs);
    const before = source === "undecided" ? phones.flush() : [];
    source = "audio";
    if (analysis !== undefined && Math.abs(analysis.endMs - timestampMs) > CONTIGUOUS_MS) before.push(...endAnalysis());
    analysis ??= { visemes: createAudioVisemes({ startMs: timestampMs }), endMs };
    analysis.endMs = endMs;
    return [...before, ...analysis.visemes.push(samplesOf(pcm))];
  }

  /** When one source hands over to another, early visemes of the second must wait for the first. */
  function inOrder(visemes: readonly TimedViseme[]): TimedViseme[] {
    return visemes.flatMap((viseme) => {
      lastStartMs = Math.max(lastStartMs, viseme.startMs);
      return viseme.endMs > lastStartMs ? [{ ...viseme, startMs: lastStartMs }] : [];
    });
  }

  return {
    push(part) {
      if (part.type === "phone") return inOrder(phone(part));
      if (part.type === "audio") return inOrder(audio(part));
      source = "undecided";
      return [];
    },
    flush: () => inOrder([...phones.flush(), ...endAnalysis()]),
  };
}
