/**
 * Calls between the main thread and a worker, in both directions.
 *
 * @module
 */
import type { Clock } from "../../contract/clock.ts";
import { messageOf, TthError } from "../../contract/errors.ts";
import { deadline } from "../../core/async.ts";

/** The end of a channel to another thread: a `Worker`, or the scope of a worker. */
interface Port {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** A message on a port. */
type Message =
  | { readonly type: "call"; readonly id: number; readonly name: string; readonly value: unknown }
  | { readonly type: "answer"; readonly id: number; readonly value: unknown }
  | { readonly type: "failure"; readonly id: number; readonly reason: string };

/** The calls that one end answers: their arguments and results are plain data. */
export type Answers = Readonly<Record<string, (value: never) => unknown>>;

/** A call to the other thread failed. */
export class CallError extends TthError {
  constructor(name: string, reason: string) {
    super(`${name}: ${reason}`, { code: "worker_call_failed" });
  }
}

/** Longest wait for an answer, ms. */
const ANSWER_MS = 5000;

/**
 * One end of a port. `Theirs` are the calls that the other end answers.
 *
 * Both ends are parts of this program, so what arrives has the declared types.
 */
export class PortCalls<Theirs extends Answers> {
  readonly #port: Port;
  readonly #clock: Clock;
  readonly #pending = new Map<number, PromiseWithResolvers<unknown>>();
  #nextId = 1;
  #ended: string | undefined;

  /**
   * @param port The channel; this object receives all its messages.
   * @param mine Answers the other end's calls.
   * @param clock Measures deadlines.
   */
  constructor(port: Port, mine: Answers, clock: Clock) {
    this.#port = port;
    this.#clock = clock;
    port.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.type === "call") return void this.#answer(mine, data);
      const pending = this.#pending.get(data.id);
      if (data.type === "answer") pending?.resolve(data.value);
      else pending?.reject(new Error(data.reason));
    };
  }

  /**
   * Calls the other end.
   *
   * @param name The call.
   * @param value Its argument.
   * @param limitMs Longest wait for the answer, ms. Default: 5000.
   * @throws {CallError} If it fails, takes too long, or the other end is gone.
   */
  async call<K extends keyof Theirs & string>(
    name: K,
    value: Parameters<Theirs[K]>[0],
    limitMs = ANSWER_MS,
  ): Promise<Awaited<ReturnType<Theirs[K]>>> {
    if (this.#ended !== undefined) throw new CallError(name, this.#ended);
    const id = this.#nextId++;
    const pending = Promise.withResolvers<unknown>();
    this.#pending.set(id, pending);
    try {
      this.#port.postMessage({ type: "call", id, name, value } satisfies Message);
      const onTimeout = () => new Error(`no answer within ${limitMs} ms`);
      const answer = await deadline(pending.promise, { clock: this.#clock, limitMs, onTimeout });
      return answer as Awaited<ReturnType<Theirs[K]>>;
    } catch (error) {
      throw new CallError(name, messageOf(error));
    } finally {
      this.#pending.delete(id);
    }
  }

  /** Fails all calls: the other end is gone. */
  end(reason: string): void {
    this.#ended = reason;
    for (const { reject } of this.#pending.values()) reject(new Error(reason));
  }

  async #answer(mine: Answers, { id, name, value }: Extract<Message, { type: "call" }>): Promise<void> {
    try {
      // The other end's types are those of `mine`.
      const run = mine[name] as ((value: unknown) => unknown) | undefined;
      if (run === undefined) throw new Error("there is no such call");
      this.#post({ type: "answer", id, value: await run(value) });
    } catch (error) {
      this.#post({ type: "failure", id, reason: messageOf(error) });
    }
  }

  #post(message: Message): void {
    if (this.#ended === undefined) this.#port.postMessage(message);
  }
}
