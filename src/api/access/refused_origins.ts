/**
 * Tells the operator which pages were refused, and how to allow them: browsers hide the reason from the page.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";

/** The code of a request from a page that may not call the service. */
export const ORIGIN_REFUSED = "origin_refused";

/** Number of origins that are logged: strangers can send any, so further ones are only counted in the audit log. */
const MAX_TOLD = 100;

/** Longest origin that is logged, characters: a scheme and a name of the DNS. */
const MAX_ORIGIN_CHARS = 300;

/** Warns of each refused origin once. */
export class RefusedOrigins {
  readonly #log: Logger;
  readonly #told = new Set<string>();

  /** @param log Where to warn. */
  constructor(log: Logger) {
    this.#log = log;
  }

  /** A page of an origin was refused. */
  note(origin: string): void {
    if (this.#told.has(origin) || this.#told.size >= MAX_TOLD || origin.length > MAX_ORIGIN_CHARS) return;
    this.#told.add(origin);
    this.#log.warning(
      "pages of {origin} may not call this service: to let them in, add it to server.cors_origins, or start with " +
        "TTH_SERVER__CORS_ORIGINS={origin}",
      { origin },
    );
  }
}
