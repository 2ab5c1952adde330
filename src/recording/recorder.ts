/**
 * Records turns on a thread. What the thread cannot take in time is left out: pictures first, and speech only when it
 * is far behind. Nothing here waits for it.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { Clock } from "../contract/clock.ts";
import type { LookDesigns } from "../contract/persona/look_design.ts";
import type { Unsequenced } from "../contract/protocol/messages.ts";
import { resolvesWithin } from "../core/async.ts";
import { RecordingFiles } from "./files.ts";
import {
  BYTES,
  type FromRecordingThread,
  mediaBytes,
  PICTURES,
  type ToRecordingThread,
  type TurnBeginning,
  type TurnEnding,
} from "./protocol.ts";
import type { DiskBounds } from "./sweep.ts";

/** Pictures that may wait for each turn that is recorded; while more do, only every second, third … is taken. */
const WAITING_PICTURES = 40;
/** Pictures that may wait for each turn at most, in units of {@linkcode WAITING_PICTURES}. */
const MOST_WAITING = 4;
/** Media that may wait in all, bytes: with more no picture is taken, and with twice as much no speech. */
const WAITING_BYTES = 16 * 1024 * 1024;
/** Time between two checks of the disk when nothing is recorded, ms. */
const SWEEP_MS = 3_600_000;

/** Where and how much is recorded. */
export interface RecorderOptions {
  /** The folder of all recordings. */
  readonly dir: string;
  readonly bounds: DiskBounds;
  /** Looks in addition to the built-in ones. */
  readonly looks: LookDesigns;
  readonly clock: Clock;
  readonly log: Logger;
  /** The time of day, ms since the Unix epoch. */
  now(): number;
}

/** Records the turns of all sessions of this process. */
export class Recorder {
  /** What is recorded. */
  readonly files: RecordingFiles;
  readonly #options: RecorderOptions;
  readonly #progress = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  readonly #turns = new Map<number, TurnRecording>();
  #sentPictures = 0;
  #sentBytes = 0;
  /** Pictures left out since the last one that was taken. */
  #skipped = 0;
  #isFarBehind = false;
  #nextId = 1;
  #worker: Worker | undefined;
  #cancelSweep: () => void = () => {};
  /** Resolves when the thread has completed its films, or is lost; `undefined`: it is not asked to. */
  #closed: PromiseWithResolvers<void> | undefined;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.files = new RecordingFiles(options.dir);
  }

  /** The time of day, ms since the Unix epoch. */
  now(): number {
    return this.#options.now();
  }

  /** Keeps the bounds of the disk from now on. */
  start(): void {
    this.#post({ type: "sweep" });
    this.#cancelSweep = this.#options.clock.setTimer(SWEEP_MS, () => this.start());
  }

  /** Gets ready for a session's turns. */
  prepare(): void {
    this.#post({ type: "prepare" });
  }

  /** Begins to record a turn. */
  begin(beginning: TurnBeginning): TurnRecording {
    const id = this.#nextId++;
    const turn = new TurnRecording((message) => this.#pass(message), id);
    this.#turns.set(id, turn);
    this.#post({ type: "begin", id, beginning });
    return turn;
  }

  /** Completes the recordings of turns that have ended, if that takes no longer than `limitMs`, and ends the thread. */
  async close(limitMs: number): Promise<void> {
    this.#cancelSweep();
    if (this.#worker === undefined) return;
    const closed = this.#closed = Promise.withResolvers<void>();
    this.#post({ type: "close" });
    const { clock, log } = this.#options;
    if (!await resolvesWithin(closed.promise, clock, limitMs)) {
      log.warn("recordings were broken off: the encoder was too far behind");
    }
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** Passes a message on, unless too much waits; `false`: it was left out. */
  #pass(message: ToRecordingThread): boolean {
    const isPicture = message.type === "picture" || message.type === "pose";
    if (isPicture && !this.#hasRoomForPicture()) return false;
    if (message.type === "sound" && !this.#hasRoomForSound()) return false;
    if (isPicture) this.#sentPictures++;
    this.#sentBytes += mediaBytes(message);
    this.#post(message, transferOf(message));
    return true;
  }

  #hasRoomForSound(): boolean {
    const wasBehind = this.#isFarBehind;
    this.#isFarBehind = this.#waitingBytes > 2 * WAITING_BYTES;
    if (this.#isFarBehind && !wasBehind) this.#options.log.error("recordings have gaps: the encoder is far behind");
    return !this.#isFarBehind;
  }

  #hasRoomForPicture(): boolean {
    const excess = Math.floor(this.#waitingPictures / (WAITING_PICTURES * Math.max(1, this.#turns.size)));
    if (excess >= MOST_WAITING || this.#skipped < excess || this.#waitingBytes > WAITING_BYTES) {
      this.#skipped++;
      return false;
    }
    this.#skipped = 0;
    return true;
  }

  get #waitingPictures(): number {
    return behind(this.#sentPictures, Atomics.load(this.#progress, PICTURES));
  }

  get #waitingBytes(): number {
    return behind(this.#sentBytes, Atomics.load(this.#progress, BYTES));
  }

  #post(message: ToRecordingThread, transfer: Transferable[] = []): void {
    this.#worker ??= this.#startWorker();
    this.#worker.postMessage(message, transfer);
  }

  #startWorker(): Worker {
    const { dir, bounds, looks } = this.#options;
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "recording" });
    worker.onmessage = ({ data }: MessageEvent<FromRecordingThread>) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#lose(event.message);
    };
    worker.postMessage({ type: "setup", setup: { dir, bounds, looks, progress: this.#progress } });
    return worker;
  }

  #receive(message: FromRecordingThread): void {
    const { log } = this.#options;
    switch (message.type) {
      case "ended": {
        this.#turns.delete(message.id);
        const { film } = message;
        if (film === null || film.frames_dropped === 0) return;
        const { frames, frames_dropped: dropped } = film;
        return log.warn("a film has {frames} pictures, {dropped} were left out: the encoder could not follow", {
          frames,
          dropped,
        });
      }
      case "failed":
        return log.error("a turn is not recorded as a film: {reason}", { reason: message.reason });
      case "unswept":
        return log.error("old recordings cannot be removed: {reason}", { reason: message.reason });
      case "closed":
        return this.#closed?.resolve();
    }
  }

  /** What the thread had in work stays as it is on the disk; the next turn starts another thread. */
  #lose(reason: string): void {
    this.#options.log.error("recordings were broken off, their thread has failed: {reason}", { reason });
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const turn of this.#turns.values()) turn.abandon();
    this.#turns.clear();
    Atomics.store(this.#progress, PICTURES, this.#sentPictures = 0);
    Atomics.store(this.#progress, BYTES, this.#sentBytes = 0);
    this.#closed?.resolve();
  }
}

/** The recording of a turn. */
export class TurnRecording {
  readonly #pass: (message: ToRecordingThread) => boolean;
  readonly #id: number;
  #isOver = false;
  #framesDropped = 0;

  constructor(pass: (message: ToRecordingThread) => boolean, id: number) {
    this.#pass = pass;
    this.#id = id;
  }

  /** Takes what was sent to the client. */
  take(event: Unsequenced): void {
    if (this.#isOver) return;
    const id = this.#id;
    switch (event.type) {
      case "audio_chunk": {
        const { timestamp_ms: timestampMs, data } = event;
        // The thread gets a copy: the bytes are still to be sent to the client.
        this.#pass({ type: "sound", id, timestampMs, data: new Uint8Array(data) });
        return;
      }
      case "video_frame": {
        const { timestamp_ms: timestampMs, content_type: contentType, width, height } = event;
        const picture = { data: new Uint8Array(event.data), contentType, width, height };
        if (!this.#pass({ type: "picture", id, timestampMs, picture })) this.#framesDropped++;
        return;
      }
      case "pose": {
        const { timestamp_ms: timestampMs, pose } = event;
        if (!this.#pass({ type: "pose", id, timestampMs, pose })) this.#framesDropped++;
      }
    }
  }

  /** Ends the turn's recording. */
  end(ending: Omit<TurnEnding, "framesDropped">): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#pass({ type: "end", id: this.#id, ending: { ...ending, framesDropped: this.#framesDropped } });
  }

  /** Records nothing more. */
  abandon(): void {
    this.#isOver = true;
  }
}

/** What is moved to the thread, not copied. */
function transferOf(message: ToRecordingThread): Transferable[] {
  if (message.type === "sound") return [message.data.buffer];
  return message.type === "picture" ? [message.picture.data.buffer] : [];
}

/** How far a count is behind; it wraps around at 32 bits. */
function behind(sent: number, count: number): number {
  return (sent - count) | 0;
}
