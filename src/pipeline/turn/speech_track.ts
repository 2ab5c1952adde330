/**
 * The speech of a turn: placed on the media clock, with its lips, paced, and remembered by what of it was heard.
 *
 * @module
 */
import type { AvatarInput, TimedAudio, TimedViseme, TimedWord } from "../../contract/adapter.ts";
import { BYTES_PER_SAMPLE, msToSamples, SAMPLE_RATE_HZ, silenceBefore } from "../../contract/pcm.ts";
import type { Unsequenced } from "../../contract/protocol/messages.ts";
import { type Boundary, SpokenText } from "../../alignment/heard.ts";
import { findJoint, wordToRemake } from "../../alignment/joint.ts";
import { MediaClock, type PlacedSpeech, type TimedPhone, type TimedSpeech } from "../../alignment/media_clock.ts";
import type { Playout } from "../../alignment/playout.ts";
import { createLipSync, type LipSync } from "../../lipsync/lip_sync.ts";
import type { RemakePlace } from "../speech/speech.ts";
import type { Turn } from "../turn_context.ts";
import { DirectionTrack, type TimedDirection } from "./direction_track.ts";
import { Pacer, type TimedMark } from "./pacer.ts";
import { RemadeSpeech } from "./remade_speech.ts";
import { needsLips, type TurnStage } from "./turn_stage.ts";

/** How long audio takes to a client that replaces what it has, ms: earlier audio would be late. */
const TRANSIT_MS = 40;
/** How much speech must be there after a joint, so that the next piece is in time, ms. */
const RESERVE_MS = 60;
/** Time that the voice is given to make the speech again, as a share of what it took last. */
const MAKE_SHARE = 0.6;

/** Where a {@linkcode SpeechTrack} leads. */
export interface SpeechTrackOptions {
  /** Sends a message of the turn. */
  post(event: Unsequenced): void;
  /** Gives the avatar its next input. */
  feed(part: AvatarInput): void;
  /** Audio leaves now. */
  onAudio(): void;
  /** From a media time on, speech that was made again follows. */
  onJoined(ms: number): void;
}

/** The times of the steps of speech that is made again, on the clock. */
interface RemakeTimes {
  readonly askedAt: number;
  /** The voice was asked for it. */
  readonly begunAt: number;
  firstAudioAt: number | undefined;
}

/** How long a person is shown for a gesture that no word follows, ms. */
const GESTURE_MS = 1200;

/** The speech of one turn. */
export class SpeechTrack {
  /** The turn's text, and what of it had sounded at a time. */
  readonly spoken = new SpokenText();
  /** Words on the turn's media clock: those that the voice marked, and estimated ones that were sent. */
  readonly words: TimedWord[] = [];
  readonly pacer: Pacer;
  /** What the text asks of face and client. */
  readonly directions: DirectionTrack;
  readonly #turn: Turn;
  readonly #stage: TurnStage;
  readonly #playout: Playout;
  readonly #options: SpeechTrackOptions;
  readonly #clock: MediaClock;
  #lips: LipSync | undefined;
  /** Phones that were not heard. */
  #phones: TimedPhone[] = [];
  /** Speech that is made again, until its first segment is over. */
  #remade: RemadeSpeech | undefined;
  #times: RemakeTimes | undefined;
  #isJoined = true;
  #ended = false;

  constructor(turn: Turn, stage: TurnStage, playout: Playout, options: SpeechTrackOptions) {
    this.#turn = turn;
    this.#stage = stage;
    this.#playout = playout;
    this.#options = options;
    this.#clock = new MediaClock(stage.pacing, (part) => this.#takeTimed(part));
    this.#lips = needsLips(stage) ? createLipSync() : undefined;
    this.pacer = new Pacer(stage.pacing, playout, {
      audio: (part) => this.#sendAudio(part),
      mark: (part) => this.#sendMark(part),
      congested: () => stage.outlet.congested,
    });
    this.directions = new DirectionTrack(turn, {
      feed: options.feed,
      accept: (direction) => this.pacer.accept(direction),
    });
  }

  /**
   * Takes the next part of the speech.
   *
   * @returns Resolves when more is accepted; `undefined`: it is accepted now.
   */
  take(part: PlacedSpeech): Promise<void> | undefined {
    if (this.#isJoined) { for (const rest of this.#remade?.after(part) ?? [part]) this.#clock.push(rest); }
    else {
      this.#remade?.add(part);
      if (part.type === "audio") {
        if (this.#times) this.#times.firstAudioAt ??= this.#stage.clock.now();
        this.#join(RESERVE_MS);
      }
      // It must not wait for the speech that it replaces.
      if (!this.#isJoined) return undefined;
    }
    return this.pacer.room();
  }

  /** Whether speech that is made again has joined what is heard, or none is made. */
  get isJoined(): boolean {
    return this.#isJoined;
  }

  /**
   * From where on the speech can be made again in time.
   *
   * @param makeMs How long the voice took to its first audio last time, ms.
   * @returns The place; `undefined` if no speech is there.
   */
  placeToRemake(makeMs: number): RemakePlace | undefined {
    const { places, audioMs } = this.spoken;
    // Speech that begins too early is skipped in part, which costs less than to begin too late.
    const limits = { earliestMs: this.#earliestMs(makeMs * MAKE_SHARE), endMs: audioMs };
    const place = wordToRemake({ words: places, phones: this.#phones }, limits, this.#changesWithinWords);
    const begun = places.findLast(({ startMs }) => startMs <= this.#playout.positionMs);
    return place && { charStart: place.charStart, begunTo: begun?.charStart ?? -1 };
  }

  /**
   * What is taken from now on is the speech made again: it replaces the speech from a place on where it can join.
   *
   * @param askedAt When that was asked for, on the clock.
   */
  remake(askedAt: number): void {
    const now = this.#stage.clock.now();
    this.#remade = new RemadeSpeech();
    this.#times = { askedAt, begunAt: now, firstAudioAt: undefined };
    this.#isJoined = false;
    this.pacer.admit();
  }

  /** A client that does not replace audio has the words that were sent. */
  get #changesWithinWords(): boolean {
    return this.#stage.extras.has("replace") && this.#phones.length > 0;
  }

  #earliestMs(afterMs: number): number {
    const { positionMs, sentMs } = this.#playout;
    const inTimeMs = positionMs + afterMs + TRANSIT_MS;
    return this.#stage.extras.has("replace") ? inTimeMs : Math.max(inTimeMs, sentMs);
  }

  /** Joins what is heard, if the new speech is there up to `reserveMs` after the joint. */
  #join(reserveMs: number): void {
    const remade = this.#remade;
    if (remade === undefined) return;
    const heard = { words: this.spoken.places, phones: this.#changesWithinWords ? this.#phones : [] };
    const limits = { earliestMs: this.#earliestMs(0), endMs: this.spoken.audioMs };
    const joint = findJoint(heard, remade.marks, { ...limits, readyMs: remade.receivedMs - reserveMs });
    if (joint === undefined) return;
    this.#isJoined = true;
    this.#noteJoined(joint.ms);
    this.#cut(joint);
    for (const part of remade.join(joint)) this.#clock.push(part);
    this.#options.onJoined(joint.ms);
  }

  /** Logs how long each step of a remake took, ms, and how far ahead of the listener the new speech begins. */
  #noteJoined(ms: number): void {
    if (this.#times === undefined) return;
    const { askedAt, begunAt, firstAudioAt = begunAt } = this.#times;
    this.#turn.log.debug("speech was made again: it joins {ahead_ms} ms ahead of the listener", {
      waited_ms: begunAt - askedAt,
      made_ms: firstAudioAt - begunAt,
      reached_ms: this.#stage.clock.now() - firstAudioAt,
      ahead_ms: ms - this.#playout.positionMs,
    });
  }

  /** Replaces the speech from a boundary on: what is pushed from now on follows there. */
  #cut(boundary: Boundary): void {
    const { ms, wordMs } = boundary;
    this.#clock.cut(ms, wordMs);
    this.spoken.cut(boundary);
    this.words.splice(0, this.words.length, ...this.words.filter(({ startMs }) => startMs < Math.min(ms, wordMs)));
    this.#phones = this.#phones.filter(({ startMs }) => startMs < ms);
    this.directions.cut(ms);
    this.pacer.cut(boundary);
    this.#lips &&= createLipSync();
    this.#ended = false;
  }

  /** The current segment ends before its text does, as the voice failed. */
  breakOff(): void {
    this.#clock.flush();
    this.spoken.breakOff();
  }

  /** All speech has arrived. Speech made again that has not joined by now is dropped: what is heard goes on. */
  end(): void {
    if (!this.#isJoined) this.#join(0);
    if (!this.#isJoined) this.#remade = undefined;
    this.#isJoined = true;
    // It had ended before other speech was made, and nothing has changed.
    if (this.#ended) return;
    this.#clock.flush();
    for (const viseme of this.#lips?.flush() ?? []) this.#accept(viseme);
    this.spoken.end();
    const text = this.spoken.audioMs === 0 ? "" : this.spoken.text;
    if (this.#stage.video?.shown && this.directions.movesAfter(text)) this.#stayFor(GESTURE_MS);
    this.pacer.end();
    this.#sendEstimatedWords(this.#playout.sentMs);
    this.#ended = true;
    this.#endDirections(this.#playout.sentMs);
  }

  /** Silence after the speech, in which the person is still shown. */
  #stayFor(durationMs: number): void {
    const { chunkMs } = this.#stage.pacing;
    for (let ms = 0; ms < durationMs; ms += chunkMs) {
      const length = Math.min(chunkMs, durationMs - ms);
      const pcm = new Uint8Array(msToSamples(length) * BYTES_PER_SAMPLE);
      this.#accept({ type: "audio", pcm, timestampMs: this.spoken.audioMs + ms, durationMs: length });
    }
  }

  /** Receives speech from the media clock. A viseme is sent before the audio that determines it. */
  #takeTimed(part: TimedSpeech): void {
    if (part.type !== "word") { for (const viseme of this.#lips?.push(part) ?? []) this.#accept(viseme); }
    switch (part.type) {
      case "segment":
        this.#phones = this.#phones.filter(({ endMs }) => endMs > this.#playout.positionMs);
        return this.spoken.addSegment(part);
      case "phone":
        this.#phones.push(part);
        return;
      case "word":
        this.spoken.addWord(part);
        this.words.push(part);
        this.directions.reach(part);
        return this.#accept(part);
      case "audio": {
        const { timestampMs, durationMs, pcm } = part;
        const silenceMs = this.spoken.isSilent ? silenceBefore(pcm) : 0;
        this.spoken.addAudio(timestampMs + durationMs, timestampMs + silenceMs);
        return this.#accept(part);
      }
    }
  }

  #accept(part: TimedAudio | TimedWord | TimedViseme): void {
    // Marks that the client did not ask for do not wait for their audio.
    if (part.type === "audio" || this.#stage.extras.has(part.type)) this.pacer.accept(part);
    this.#options.feed(part);
  }

  #sendAudio({ pcm: data, timestampMs: timestamp_ms, durationMs: duration_ms }: TimedAudio): void {
    this.#options.onAudio();
    const format = { encoding: "pcm", sample_rate: SAMPLE_RATE_HZ } as const;
    this.#options.post({ type: "audio_chunk", data, timestamp_ms, duration_ms, ...format });
    this.#sendEstimatedWords(timestamp_ms + duration_ms);
    this.#endDirections(timestamp_ms + duration_ms);
  }

  /** Once all audio is sent, no word follows. */
  #endDirections(sentMs: number): void {
    if (this.#ended && sentMs >= this.spoken.audioMs) this.directions.end(this.spoken.audioMs);
  }

  #sendEstimatedWords(beforeMs: number): void {
    for (const word of this.spoken.estimatedBefore(beforeMs)) {
      this.words.push(word);
      this.directions.reach(word);
      this.#sendMark(word);
    }
  }

  #sendMark(part: TimedMark): void {
    if (part.type === "direction") return this.#sendDirection(part);
    if (!this.#stage.extras.has(part.type)) return;
    const { startMs: start_ms, endMs: end_ms } = part;
    if (part.type === "viseme") {
      const { id, weight } = part;
      return this.#options.post({ type: "viseme", id, start_ms, end_ms, weight });
    }
    const { text, charStart: char_start, charEnd: char_end } = part;
    this.#options.post({ type: "word", text, start_ms, end_ms, char_start, char_end });
  }

  #sendDirection({ event, control }: TimedDirection): void {
    // What comes after the turn continues from what was shown.
    if (control !== undefined) this.#stage.presence.feel(control);
    if (this.#stage.extras.has(event.type)) this.#options.post(event);
  }
}
