/**
 * What React components know of a human: a snapshot that changes with its events.
 *
 * @module
 */
import type { CaptionPiece, HumanState, TalkingHumanElement } from "../element/mod.ts";
import type { ClientError } from "../net/errors.ts";
import { type Deferred, deferred } from "../net/events.ts";

/** The state of a human at one moment. */
export interface HumanSnapshot {
  /** What the human is doing. */
  readonly state: HumanState;
  /** The text of the newest turn so far. */
  readonly text: string;
  /** The line that is heard now, in pieces: heard, being said, ahead. */
  readonly captions: readonly CaptionPiece[];
  /** Why no session could be started, or why it ended; `null`: neither. */
  readonly failure: ClientError | null;
}

const OFF: HumanSnapshot = { state: "off", text: "", captions: [], failure: null };

/** Follows the element that is attached to it. */
export class HumanStore {
  /** The attached element; `null` before it is in the page. */
  element: TalkingHumanElement | null = null;
  #snapshot = OFF;
  #detach: AbortController | null = null;
  #waiting: Deferred<TalkingHumanElement>[] = [];
  readonly #listeners = new Set<() => void>();

  /** For `useSyncExternalStore`. */
  readonly subscribe = (listener: () => void): () => void => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** For `useSyncExternalStore`. */
  readonly snapshot = (): HumanSnapshot => this.#snapshot;

  /** For `useSyncExternalStore` on a server. */
  readonly serverSnapshot = (): HumanSnapshot => OFF;

  /** Follows an element that is defined; `null`: it has left the page. */
  attach(element: TalkingHumanElement | null): void {
    this.#detach?.abort();
    this.element = element;
    this.#set(element ? { ...OFF, state: element.state } : OFF);
    if (!element) return;
    const { signal } = this.#detach = new AbortController();
    element.addEventListener("statechange", ({ detail: state }) => this.#set({ state }), { signal });
    element.addEventListener("ready", () => this.#set({ failure: null }), { signal });
    element.addEventListener("turn_started", () => this.#set({ text: "" }), { signal });
    element.addEventListener("text_delta", ({ detail }) => this.#set({ text: this.#snapshot.text + detail.token }), {
      signal,
    });
    element.addEventListener("captionchange", ({ detail: captions }) => this.#set({ captions }), { signal });
    element.addEventListener("failure", ({ detail: failure }) => this.#set({ failure }), { signal });
    for (const { resolve } of this.#waiting.splice(0)) resolve(element);
  }

  /** The element cannot be loaded. */
  fail(failure: ClientError): void {
    this.#set({ state: "failed", failure });
    for (const { reject } of this.#waiting.splice(0)) reject(failure);
  }

  /**
   * The element, as soon as it is in the page.
   *
   * @throws {ClientError} If it cannot be loaded.
   */
  attached(): Promise<TalkingHumanElement> {
    const { failure } = this.#snapshot;
    if (this.element) return Promise.resolve(this.element);
    if (failure) return Promise.reject(failure);
    const waiting = deferred<TalkingHumanElement>();
    this.#waiting.push(waiting);
    return waiting.promise;
  }

  #set(change: Partial<HumanSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }
}
