/**
 * A film's performers in a running service, over the client.
 *
 * @module
 */
import { ClientError } from "../../../../src/client/net/errors.ts";
import type { SessionEvent } from "../../../../src/client/net/events.ts";
import { fetchPersonas } from "../../../../src/client/net/http.ts";
import type { HumanSession } from "../../../../src/client/net/human_session.ts";
import { createSession } from "../../../../src/client/net/join.ts";
import type { ServerEvent } from "../../../../src/contract/protocol/messages.ts";
import { abortable } from "../../../../src/core/async.ts";
import { UsageError } from "../../command.ts";
import { FILM_EXTRAS, FilmFailure, type Performer, type Performers, turnOf } from "./performers.ts";

/** How long an interrupted turn may take to end, ms. */
const INTERRUPT_MS = 5000;

/** A running service. */
export interface RemoteService {
  readonly url: string;
  readonly apiKey?: string | undefined;
}

/**
 * Connects to a service.
 *
 * @throws {UsageError} If it cannot be reached, or refuses.
 */
export async function connectPerformers({ url, apiKey }: RemoteService): Promise<Performers> {
  const service = { url, ...(apiKey !== undefined && { apiKey }) };
  const { personas, default: defaultPersonaId, designs } = await usable(fetchPersonas(service));
  const opened = new AsyncDisposableStack();
  return {
    personas: Object.fromEntries(personas.map(({ id, ...persona }) => [id, persona])),
    defaultPersonaId,
    looks: designs,
    async open(personaId, { control, video }): Promise<Performer> {
      const session = await usable(createSession({
        ...service,
        ...control,
        persona_id: personaId,
        video: video === undefined ? { mode: "none" } : { mode: "pose", ...video },
        extras: [...FILM_EXTRAS],
      }));
      // A service that can no longer be reached ends it on its own.
      opened.defer(() => session.end().catch(() => {}));
      const events = session.events();
      return { speak: (text, signal) => speak(session, events, text, signal) };
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** Reports in one line what the service refuses. */
async function usable<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ClientError && error.status === 401) {
      throw new UsageError("--server: the service wants an API key: set TTH_API_KEY to one of its keys");
    }
    if (error instanceof ClientError) throw new UsageError(`--server: ${error.message}`);
    throw error;
  }
}

async function* speak(
  session: HumanSession,
  events: AsyncIterator<SessionEvent>,
  text: string,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent> {
  const lost = new AbortController();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const interrupt = () => {
    session.interrupt();
    const reason = new FilmFailure("the service does not answer: there is no file");
    waiting = setTimeout(() => lost.abort(reason), INTERRUPT_MS);
  };
  signal.addEventListener("abort", interrupt, { once: true });
  session.say(text);
  try {
    yield* turnOf(() => abortable(nextOf(events), lost.signal));
  } finally {
    signal.removeEventListener("abort", interrupt);
    clearTimeout(waiting);
  }
}

/** The next event that the service sent. */
async function nextOf(events: AsyncIterator<SessionEvent>): Promise<ServerEvent> {
  for (;;) {
    const { done, value } = await events.next();
    if (done) throw new FilmFailure("the service has ended the session");
    if (value.type !== "connection") return value;
    if (value.status === "closed") throw new FilmFailure(`the service has ended the session: ${value.message}`);
  }
}
