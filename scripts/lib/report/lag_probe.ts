/**
 * How long the service's event loop keeps a message waiting.
 *
 * @module
 */
import { delay, systemClock } from "../../../src/contract/clock.ts";
import { JSON_SUBPROTOCOL } from "../../../src/contract/protocol/names.ts";
import { RawStream } from "../load/raw_stream.ts";
import { createSession } from "../wire/sessions.ts";
import { quantiles } from "./quantiles.ts";

/** Interval of the pings, ms. */
const PING_MS = 50;

/** A session that does nothing but ping, on a schedule. */
export class LagProbe {
  readonly #lagsMs: number[] = [];
  #isStopped = false;
  #running: Promise<unknown> = Promise.resolve();

  /** Opens a session of a service. */
  static async start(url: string): Promise<LagProbe> {
    const { stream_url, token } = await createSession(url, { video: { mode: "none" } });
    const probe = new LagProbe();
    const decoder = new TextDecoder();
    const stream = await RawStream.open(stream_url, ({ head, atMs }) => {
      const [, sentAt] = /"type":"pong","t":([\d.]+)/.exec(decoder.decode(head)) ?? [];
      if (sentAt !== undefined) probe.#lagsMs.push(atMs - Number(sentAt));
    }, { token, subprotocol: JSON_SUBPROTOCOL });
    probe.#running = Promise.all([probe.#ping(stream), probe.#read(stream)]);
    return probe;
  }

  /** Ends it; returns how long the answers took, ms. */
  async stop(): Promise<{ p50: number; p99: number; max: number }> {
    this.#isStopped = true;
    await this.#running;
    return quantiles(this.#lagsMs);
  }

  /** Each ping carries when it was due, so that a late one counts its wait too. */
  async #ping(stream: RawStream): Promise<void> {
    for (let dueAt = performance.now(); !this.#isStopped; dueAt += PING_MS) {
      await delay(systemClock, Math.max(1, dueAt - performance.now()));
      await stream.send({ type: "ping", t: dueAt });
    }
    stream.close();
  }

  async #read(stream: RawStream): Promise<void> {
    while (await stream.drain());
  }
}
