/**
 * The load generator of the comparison, a program: sessions that make a server speak all the time, and the server's
 * processor time per second of speech that really arrived.
 *
 * @module
 */
import { delay, systemClock } from "../../../src/contract/clock.ts";
import { JSON_SUBPROTOCOL } from "../../../src/contract/protocol/names.ts";
import type { RawMessage } from "../load/frame_heads.ts";
import { RawStream } from "../load/raw_stream.ts";
import { print } from "../print.ts";
import { readProcessor, rssBytes, spentMs } from "../service_process.ts";
import { createSession } from "../wire/sessions.ts";

/** What the load generator is told, as JSON in its only argument. */
export interface TalkersOrder {
  /** The service's address, where sessions are made; or the address of a WebSocket. */
  readonly url: string;
  /** The server's process. */
  readonly pid: number;
  readonly sessions: number;
  readonly video: "none" | "frames" | "pose";
  /** The sessions begin over this time, ms. */
  readonly joinMs: number;
  /** How long is measured, ms. */
  readonly spanMs: number;
}

/** What the load generator prints, as JSON. */
export interface TalkersReport {
  /** Processor time of the server per second of speech, ms. */
  readonly cpuMsPerSpeechS: number;
  /** Seconds of speech that arrived, per session and second: 1 if the server keeps up. */
  readonly speechPerS: number;
  /** Kilobytes that arrived per second of speech. */
  readonly kilobytesPerSpeechS: number;
  /** Pictures that arrived, per session and second. */
  readonly picturesPerS: number;
  readonly rssMegabytes: number;
  /** Processor time of this process, of one core. */
  readonly generatorCores: number;
}

/** Waits after the last session has joined, ms. */
const SETTLE_MS = 500;

/** Interval of the reads of a session, ms: each read costs the same for little and for much. */
const READ_MS = 20;

const QUESTION = { type: "user_text", text: "Tell me about the sea." };

const decoder = new TextDecoder();

/** One session. */
class Talker {
  speechMs = 0;
  pictures = 0;
  isStopped = false;
  #isTurnOver = true;
  #stream: RawStream | undefined;

  /** Bytes that have arrived. */
  get bytes(): number {
    return this.#stream?.bytes ?? 0;
  }

  /** Opens a session, or the stream of a server without sessions. */
  async open({ url, video }: TalkersOrder): Promise<void> {
    const take = (message: RawMessage) => this.#take(message);
    if (url.startsWith("ws:")) {
      this.#stream = await RawStream.open(`${url}?video=${video === "none" ? 0 : 1}`, take, {
        subprotocol: JSON_SUBPROTOCOL,
      });
      return;
    }
    const request = video === "none" ? { mode: video } : { mode: video, width: 64, height: 64, fps: 25 };
    const { stream_url, token } = await createSession(url, { video: request });
    this.#stream = await RawStream.open(stream_url, take, { token, subprotocol: JSON_SUBPROTOCOL });
  }

  /** Asks again whenever the answer is complete, until it is stopped. */
  async talk(): Promise<void> {
    const stream = this.#stream!;
    while (!this.isStopped) {
      if (this.#isTurnOver) {
        this.#isTurnOver = false;
        await stream.send(QUESTION);
      }
      if (!await stream.drain()) break;
      await delay(systemClock, READ_MS);
    }
    if (!this.isStopped) throw new Error("the server closed a stream");
    stream.close();
  }

  #take({ head }: RawMessage): void {
    const text = decoder.decode(head);
    const [, type] = /"type": ?"(\w+)"/.exec(text) ?? [];
    if (type === "video_frame" || type === "pose") this.pictures++;
    else if (type === "turn_complete") this.#isTurnOver = true;
    else if (type === "audio_chunk") {
      const [, durationMs] = /"duration_ms":([\d.]+)/.exec(text) ?? [];
      if (durationMs === undefined) throw new Error(`no duration in ${text}`);
      this.speechMs += Number(durationMs);
    }
  }
}

async function run(order: TalkersOrder): Promise<TalkersReport> {
  const { sessions, joinMs, spanMs, pid } = order;
  const talkers = Array.from({ length: sessions }, () => new Talker());
  const talking: Promise<void>[] = [];
  for (const talker of talkers) {
    const startedAt = performance.now();
    await talker.open(order);
    talking.push(talker.talk());
    await delay(systemClock, Math.max(0, joinMs / sessions - (performance.now() - startedAt)));
  }
  await delay(systemClock, SETTLE_MS);
  const count = () => ({
    atMs: performance.now(),
    speechMs: talkers.reduce((sum, talker) => sum + talker.speechMs, 0),
    pictures: talkers.reduce((sum, talker) => sum + talker.pictures, 0),
    bytes: talkers.reduce((sum, talker) => sum + talker.bytes, 0),
  });
  const before = { ...count(), server: await readProcessor(pid), own: await readProcessor(Deno.pid) };
  await Promise.race([delay(systemClock, spanMs), Promise.all(talking)]);
  const after = { ...count(), server: await readProcessor(pid), own: await readProcessor(Deno.pid) };
  const rss = await rssBytes(pid);
  for (const talker of talkers) talker.isStopped = true;
  await Promise.all(talking);
  const seconds = (after.atMs - before.atMs) / 1000;
  const speechS = (after.speechMs - before.speechMs) / 1000;
  return {
    cpuMsPerSpeechS: spentMs(before.server, after.server) / speechS,
    kilobytesPerSpeechS: (after.bytes - before.bytes) / 1000 / speechS,
    speechPerS: speechS / seconds / sessions,
    picturesPerS: (after.pictures - before.pictures) / seconds / sessions,
    rssMegabytes: rss / 1e6,
    generatorCores: spentMs(before.own, after.own) / 1000 / seconds,
  };
}

if (import.meta.main) print(JSON.stringify(await run(JSON.parse(Deno.args[0] ?? "{}"))));
