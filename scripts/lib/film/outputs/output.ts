/**
 * What makes a file of a film.
 *
 * @module
 */
import type { ServerEvent } from "../../../../src/contract/protocol/messages.ts";

/** An event at its place in a film. */
export interface FilmEvent {
  readonly event: ServerEvent;
  readonly personaId: string;
  /** When the event's turn begins in the film, ms. Media times of the event count from there. */
  readonly offsetMs: number;
}

/** A file in the making. */
export interface FilmOutput {
  /** Whether the file needs no more events. */
  readonly done?: boolean;
  /** Takes the next event. Resolves when the next one may come. */
  take(part: FilmEvent): Promise<void> | void;
  /** Completes the file. */
  end(): Promise<void>;
  /** Ends the work on a file that is not wanted any more. */
  abandon?(): Promise<void>;
}
