/**
 * Maps the body of a session request to the session's options.
 *
 * @module
 */
import { RequestError } from "../contract/errors.ts";
import type { CreateSession } from "../contract/protocol/http.ts";
import type { SessionRequest } from "../pipeline/session/session.ts";
import { pronunciationProblem } from "../reading/verbalize/pronunciation_text.ts";

/** Maximum number of pronunciations in a session request. */
const MOST_PRONUNCIATIONS = 500;

/**
 * Maps the body of a request.
 *
 * @param fallbackPersona The persona of a session that does not choose one.
 * @throws {RequestError} `bad_pronunciation`, with the word, the problem and the remedy.
 */
export function sessionRequest(body: CreateSession, fallbackPersona: string): SessionRequest {
  const { persona_id, emotion, character, pronunciations, video, extras } = body;
  if (pronunciations !== undefined) checkPronunciations(pronunciations);
  return {
    personaId: persona_id ?? fallbackPersona,
    control: { ...(emotion && { emotion }), ...(character && { character }) },
    ...(pronunciations === undefined ? {} : { pronunciations }),
    video: video ?? { mode: "frames" },
    extras: extras ?? [],
  };
}

function checkPronunciations(pronunciations: NonNullable<CreateSession["pronunciations"]>): void {
  const entries = Object.entries(pronunciations);
  const refuse = (message: string) => new RequestError(message, { code: "bad_pronunciation", status: 400 });
  if (entries.length > MOST_PRONUNCIATIONS) {
    throw refuse(`pronunciations: at most ${MOST_PRONUNCIATIONS} words, received ${entries.length}; send fewer`);
  }
  for (const [word, say] of entries) {
    const problem = pronunciationProblem(word, say);
    if (problem !== undefined) throw refuse(`pronunciations.${word}: ${problem}`);
  }
}
