/**
 * Pages of memory that the rings of all sessions share: what one gives back, the next one takes.
 *
 * @module
 */

/** The size of a page. */
export const PAGE_BYTES = 32 * 1024;

/** Memory of {@linkcode PAGE_BYTES}, with anything in it. */
export type Page = Uint8Array<SharedArrayBuffer>;

/** How many pages are kept in any case: those of one session, between its turns. */
const KEPT_PAGES = 8;

/** Lends pages, and keeps as many of those that come back as are in use, for the sessions that come and go. */
export class BytePages {
  readonly #free: Page[] = [];
  #lent = 0;

  /** How many pages are in use. */
  get lent(): number {
    return this.#lent;
  }

  /** How many pages are kept for later. */
  get free(): number {
    return this.#free.length;
  }

  /** A page, until it is given back. */
  take(): Page {
    this.#lent++;
    // The engine counts unshared buffers as part of its heap, and collects all of that whenever they have grown by a few
    // MB: about once a second while many sessions begin to speak. These have an owner, and need no collector.
    return this.#free.pop() ?? new Uint8Array(new SharedArrayBuffer(PAGE_BYTES));
  }

  /** Takes back a page that was lent. */
  give(page: Page): void {
    this.#lent--;
    this.#free.push(page);
    const most = Math.max(KEPT_PAGES, this.#lent);
    if (this.#free.length > most) this.#free.length = most;
  }
}
