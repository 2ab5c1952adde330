/**
 * A client that lets its human speak without a pause, whatever happens to the service.
 *
 * @module
 */
import { ClientError } from "../../../src/client/net/errors.ts";
import { endSession, fetchTranscript } from "../../../src/client/net/http.ts";
import type { HumanSession } from "../../../src/client/net/human_session.ts";
import { createSession } from "../../../src/client/net/join.ts";
import type { Clock } from "../../../src/contract/clock.ts";

/** Time passes this much faster for a client, so that it soon notices a half-open connection. */
const HASTE = 8;

/** Longest wait for one turn, ms. */
const TURN_MS = 30_000;

/** Attempts at a call while instances come and go. */
const ATTEMPTS = 40;

/** Steps of a gap that are kept. */
const MAX_STEPS = 40;

/** Pause between them, ms. */
const PAUSE_MS = 250;

const hasty: Clock = {
  now: () => performance.now() * HASTE,
  setTimer(delayMs, fn) {
    const timer = setTimeout(fn, delayMs / HASTE);
    return () => clearTimeout(timer);
  },
};

/** What a client went through. */
export interface SpeakerReport {
  /** Texts whose end it has seen, and that are not in the transcript. */
  readonly missing: string[];
  /** Texts that are in the transcript more than once. */
  readonly doubled: string[];
  /** Texts that are in the transcript, and whose end it has not seen: apart from parts of what it said. */
  readonly unseen: string[];
  /** Lost turns whose heard text is in the transcript. */
  readonly recovered: number;
  /** Turns whose end it has seen. */
  readonly turns: number;
  /** Turns that it was told to be lost. */
  readonly lost: number;
  /** From each loss of a connection to the next sound, ms; connections that were lost before any sound are left out. */
  readonly gapsMs: number[];
  /** What happened in the longest of these gaps, with the ms since its start, to find its cause. */
  readonly longestGap: readonly string[];
  /** Why it gave up; `undefined`: it did not. */
  readonly failure: string | undefined;
}

/** A client that speaks. */
export class Speaker {
  readonly #name: string;
  readonly #url: string;
  readonly #session: HumanSession;
  readonly #running: Promise<void>;
  readonly #said: string[] = [];
  readonly #heard: string[] = [];
  readonly #gapsMs: number[] = [];
  /** What has happened since the connection was lost. */
  #steps: string[] = [];
  #longestGap: readonly string[] = [];
  #turns = 0;
  #lost = 0;
  #isOpen = false;
  #lostAt: number | undefined;
  #isStopping = false;
  #failure: string | undefined;

  private constructor(name: string, url: string, session: HumanSession) {
    this.#name = name;
    this.#url = url;
    this.#session = session;
    this.#watch();
    this.#running = this.#speak().catch((error: Error) => void (this.#failure = error.message));
  }

  get sessionId(): string {
    return this.#session.grant.session_id;
  }

  /** Creates a session and begins to speak. */
  static async start(name: string, url: string): Promise<Speaker> {
    const backoff = { minMs: 125 * HASTE, maxMs: 500 * HASTE, giveUpMs: 60_000 * HASTE };
    const session = await persist(() => createSession({ url, clock: hasty, backoff, video: { mode: "none" } }));
    return new Speaker(name, url, session);
  }

  /** Stops after the running turn, compares with the transcript, and ends the session. */
  async stop(): Promise<SpeakerReport> {
    this.#isStopping = true;
    await this.#running;
    await this.#session.close();
    const id = this.sessionId;
    const turns = await persist(() => fetchTranscript(id, { url: this.#url }));
    await persist(() => endSession(id, { url: this.#url }).catch(unlessEnded));
    const kept = turns.map(({ heard_text }) => heard_text).filter((text) => text !== "");
    return {
      missing: this.#heard.filter((text) => !kept.includes(text)),
      doubled: kept.filter((text, i) => kept.indexOf(text) !== i),
      unseen: kept.filter((text) => !this.#heard.includes(text) && !this.#isPart(text)),
      recovered: kept.filter((text) => !this.#heard.includes(text) && this.#isPart(text)).length,
      turns: this.#turns,
      lost: this.#lost,
      gapsMs: this.#gapsMs,
      longestGap: this.#longestGap,
      failure: this.#failure,
    };
  }

  #watch(): void {
    this.#session.listen((event) => {
      if (event.type === "connection") {
        if (this.#isOpen && event.status !== "open") this.#lose();
        this.#isOpen = event.status === "open";
        this.#note(event.status);
      } else if (event.type !== "audio_chunk") {
        this.#note(event.type);
      }
      if (event.type === "error" && event.code === "turn_lost") this.#lost++;
      if (event.type === "turn_complete") {
        this.#turns++;
        if (event.heard_text !== "") this.#heard.push(event.heard_text);
      }
      if (event.type === "audio_chunk" && this.#lostAt !== undefined) this.#endGap(this.#lostAt);
    });
  }

  #lose(): void {
    this.#lostAt ??= performance.now();
  }

  #note(step: string): void {
    if (this.#lostAt === undefined || this.#steps.length >= MAX_STEPS) return;
    this.#steps.push(`${Math.round(performance.now() - this.#lostAt)} ${step}`);
  }

  #endGap(lostAt: number): void {
    const gapMs = performance.now() - lostAt;
    this.#note("audio");
    this.#lostAt = undefined;
    if (gapMs > Math.max(0, ...this.#gapsMs)) this.#longestGap = this.#steps;
    this.#gapsMs.push(gapMs);
    this.#steps = [];
  }

  async #speak(): Promise<void> {
    for (let n = 1; !this.#isStopping; n++) {
      const text = `${this.#name}x${n} is what I say.`;
      this.#said.push(text);
      const { done } = this.#session.say(text);
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`${this.#name}: no end of turn ${n} in ${TURN_MS} ms`)), TURN_MS);
      });
      // A turn that was lost is followed by the next one.
      await Promise.race([done.catch((error) => this.#orThrow(error)), late]).finally(() => clearTimeout(timer));
    }
  }

  /** Whether a text is the beginning of something that it said, as far as it was heard. */
  #isPart(text: string): boolean {
    return this.#said.some((said) => said.startsWith(text));
  }

  #orThrow(error: unknown): void {
    if (this.#session.connection.status === "closed") throw error;
  }
}

/** An attempt to end a session may have done it although its answer was lost. */
function unlessEnded(error: unknown): void {
  if (!(error instanceof ClientError && error.code === "unknown_session")) throw error;
}

/** Repeats a call that may meet an instance that is going away. */
async function persist<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 1;; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}
