/**
 * Where the speech and the faces of a film come from.
 *
 * @module
 */
import type { PartialControl, Persona } from "../../../../src/contract/controls.ts";
import type { LookDesigns } from "../../../../src/contract/persona/look_design.ts";
import type { ServerEvent } from "../../../../src/contract/protocol/messages.ts";
import type { PictureSize } from "../../../../src/film/codecs.ts";
import { UsageError } from "../../command.ts";

/** A persona as a film needs it. */
export type FilmPersona = Pick<Persona, "name" | "look" | "background" | "control">;

/** How people perform. */
export interface PerformanceOptions {
  readonly control: PartialControl;
  /** Absent: only the sound is needed. */
  readonly video?: PictureSize | undefined;
}

/** A person who speaks. */
export interface Performer {
  /**
   * Speaks a text.
   *
   * @param signal Ends it in the middle of a word.
   * @returns The events of the turn; the last one is `turn_complete`.
   * @throws {FilmFailure} If the turn fails.
   */
  speak(text: string, signal: AbortSignal): AsyncIterable<ServerEvent>;
}

/** A service that films can be made with. Disposing it ends its sessions. */
export interface Performers extends AsyncDisposable {
  readonly personas: Readonly<Record<string, FilmPersona>>;
  /** Who speaks where no name is given. */
  readonly defaultPersonaId: string;
  /** Looks in addition to the built-in ones. */
  readonly looks: LookDesigns;
  /** Begins a session of a persona. */
  open(personaId: string, options: PerformanceOptions): Promise<Performer>;
}

/** Why a film could not be made, for people. */
export class FilmFailure extends Error {
  override readonly name = "FilmFailure";
}

/** The extra events of a film. */
export const FILM_EXTRAS = ["word", "viseme", "emotion", "cue"] as const;

/**
 * Reads the events of one turn.
 *
 * @param next Gets the next event of its session.
 * @throws {UsageError} If the text is refused.
 * @throws {FilmFailure} If the turn fails.
 */
export async function* turnOf(next: () => Promise<ServerEvent>): AsyncGenerator<ServerEvent> {
  let failure: string | undefined;
  for (;;) {
    const event = await next();
    if (event.type === "session_ready") continue;
    if (event.type === "error") failure = event.message;
    yield event;
    if (event.type === "error" && event.turn_id === null) throw new UsageError(event.message);
    if (event.type !== "turn_complete") continue;
    if (event.status === "failed") throw new FilmFailure(failure ?? "the turn failed");
    return;
  }
}
