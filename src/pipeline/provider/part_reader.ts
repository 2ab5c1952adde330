/**
 * Reads an adapter's output, and gives up if it is silent for too long.
 *
 * @module
 */
import type { AdapterBase, ProgressPart, TurnContext } from "../../contract/adapter.ts";
import type { Clock } from "../../contract/clock.ts";
import { ProviderError } from "../../contract/errors.ts";
import { type ItemReader, type ItemResult, readerOf } from "../../core/streams.ts";
import { failureOf } from "./adapter_stream.ts";
import { faultOfPart, type SpeakingKind } from "./part_faults.ts";

/** How long an adapter may be silent. */
export interface SilenceLimits {
  readonly clock: Clock;
  /** Until its first part, ms, unless the adapter declares a limit. */
  readonly firstPartMs: number;
  /** Between two parts, ms, unless the adapter declares a limit. */
  readonly stallMs: number;
}

/** What is read, and from which adapter. */
export interface PartSource<T> {
  readonly stream: ReadableStream<T>;
  readonly kind: SpeakingKind;
  readonly adapter: AdapterBase;
  /** The adapter's name, for the error. */
  readonly provider: string;
  /** What it should deliver, for the error. */
  readonly waitingFor: string;
  /**
   * Since when, on the clock, a part is due; `undefined`: it waits for its own input, and may be silent. Default: since
   * the request.
   */
  owedSince?(): number | undefined;
}

/** A part that is passed on. */
type Wanted<T> = Exclude<T, ProgressPart>;

/** How much later than an adapter's own deadline the engine gives up, ms: the adapter's error says more. */
const SILENCE_GRACE_MS = 1000;

/**
 * Reads the parts of one stream. Disposing it cancels the stream.
 *
 * One timer serves all parts: it is set again only if it fires too early.
 */
export class PartReader<T extends { readonly type: string }> implements Disposable {
  readonly #source: PartSource<T>;
  readonly #reader: ItemReader<T>;
  readonly #signal: AbortSignal;
  readonly #limits: SilenceLimits;
  readonly #onAbort = () => this.#giveUp(this.#signal.reason);
  #limitMs: number;
  /** Since when a part is awaited. */
  #askedAt: number | undefined;
  #failure: { readonly reason: unknown } | undefined;
  #isOver = false;
  #timer: { readonly dueAt: number; cancel(): void } | undefined;

  constructor(source: PartSource<T>, { signal }: Pick<TurnContext, "signal">, limits: SilenceLimits) {
    this.#source = source;
    this.#reader = readerOf(source.stream);
    this.#signal = signal;
    this.#limits = limits;
    this.#limitMs = limitOf(source.adapter, limits.firstPartMs);
    signal.addEventListener("abort", this.#onAbort);
  }

  /**
   * Passes the parts on, each as soon as the adapter has it. Keep-alives are skipped.
   *
   * @param take Receives a part. The next one is read when the promise that it returns, if any, has resolved.
   * @returns Resolves at the end of the stream, or when the reading was ended.
   * @throws ProviderError `provider_timeout` when a part does not come in time, `provider_protocol` when it is malformed,
   *   or what the stream fails with.
   * @throws The signal's reason when the turn ends first, even if the adapter does not notice; what `take` throws.
   */
  async each(take: (part: Wanted<T>) => Promise<void> | void): Promise<void> {
    while (!this.#isOver) {
      this.#signal.throwIfAborted();
      let result: ItemResult<T> | Promise<ItemResult<T>>;
      try {
        result = this.#reader.read();
        if (result instanceof Promise) {
          this.#ask();
          // Giving up cancels the stream, which ends this wait whatever the adapter does.
          result = await result;
          this.#askedAt = undefined;
        }
      } catch (error) {
        throw failureOf(this.#source.provider, error, this.#signal);
      }
      if (this.#failure !== undefined) throw this.#failure.reason;
      if (this.#isOver || result.done) return;
      const part = this.#checked(result.value);
      if (!isWanted(part)) continue;
      this.#limitMs = limitOf(this.#source.adapter, this.#limits.stallMs);
      const taking = take(part);
      if (taking instanceof Promise) await taking;
    }
  }

  #checked(part: T): T {
    const { kind, provider } = this.#source;
    const fault = faultOfPart(kind, part);
    if (fault === undefined) return part;
    throw new ProviderError(`${provider} delivered ${fault}`, { code: "provider_protocol", retryable: true, provider });
  }

  /** Ends the reading: a part that is awaited does not come. Idempotent. */
  [Symbol.dispose](): void {
    this.#isOver = true;
    this.#signal.removeEventListener("abort", this.#onAbort);
    this.#timer?.cancel();
    this.#reader.cancel(this.#signal.reason).catch(() => {});
  }

  #giveUp(reason: unknown): void {
    this.#failure ??= { reason };
    this.#reader.cancel(reason).catch(() => {});
  }

  /** A part is awaited from now on. */
  #ask(): void {
    const now = this.#limits.clock.now();
    this.#askedAt = now;
    // What the adapter has already comes before the first look, and needs no timer, which would take longer than that.
    this.#watch(now, this.#timer === undefined ? 0 : this.#limitMs);
  }

  /** Checks `ms` from now, or earlier if that was already scheduled. */
  #watch(now: number, ms: number): void {
    const dueAt = now + ms;
    if (this.#timer !== undefined && this.#timer.dueAt <= dueAt) return;
    this.#timer?.cancel();
    this.#timer = { dueAt, cancel: this.#limits.clock.setTimer(ms, () => this.#look()) };
  }

  #look(): void {
    this.#timer = undefined;
    const askedAt = this.#askedAt;
    if (askedAt === undefined) return;
    const owedSince = this.#source.owedSince ? this.#source.owedSince() : askedAt;
    const now = this.#limits.clock.now();
    if (owedSince === undefined) return this.#watch(now, this.#limitMs);
    const leftMs = Math.max(owedSince, askedAt) + this.#limitMs - now;
    if (leftMs > 0) return this.#watch(now, leftMs);
    const { provider, waitingFor } = this.#source;
    const { adapter } = this.#source;
    this.#giveUp(silence(provider, `delivered no ${waitingFor} within ${this.#limitMs} ms`, adapter));
  }
}

/** The error of an adapter that was silent for too long. */
export function silence(provider: string, what: string, { maxSilenceMs }: AdapterBase): ProviderError {
  // An adapter that declares its own limit has an option for it, and reports it itself.
  const isOwn = maxSilenceMs !== undefined;
  const remedy = isOwn ? "" : "; raise failover.first_audio_ms or failover.stall_ms if it needs longer";
  return new ProviderError(`${provider} ${what}${remedy}`, { code: "provider_timeout", retryable: true, provider });
}

/** How long to wait for an adapter: the engine's limit, or a longer one that the adapter declares. */
export function limitOf({ maxSilenceMs }: AdapterBase, limitMs: number): number {
  return maxSilenceMs === undefined ? limitMs : maxSilenceMs + SILENCE_GRACE_MS;
}

function isWanted<T extends { readonly type: string }>(part: T): part is Wanted<T> {
  return part.type !== "progress";
}
