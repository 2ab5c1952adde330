/**
 * A film's performers in this process: the pipeline of the service, without clients.
 *
 * @module
 */
import { type Service, startService } from "../../../../src/api/service.ts";
import { ConfigError } from "../../../../src/core/config/config.ts";
import { type Environment, environmentOf } from "../../../../src/core/config/environment.ts";
import { filesBelow, projectEnvironment } from "../../../../src/core/config/files.ts";
import type { Session } from "../../../../src/pipeline/session/session.ts";
import { UsageError } from "../../command.ts";
import { EventQueue } from "./event_queue.ts";
import {
  FILM_EXTRAS,
  FilmFailure,
  type PerformanceOptions,
  type Performer,
  type Performers,
  turnOf,
} from "./performers.ts";

/**
 * What differs from the service's settings: everything is sent as soon as it is made, none of it is dropped, and the
 * pictures are painted by the film.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  TTH_HOST: "127.0.0.1",
  TTH_PORT: "0",
  TTH_LOG_LEVEL: "error",
  TTH_STORE__KIND: "memory",
  TTH_PACING__MODE: "burst",
  TTH_PACING__TICK_MS: "2",
  TTH_BACKPRESSURE__SLOW_MS: "10000",
  TTH_SERVER__MAX_TEXT_CHARS: "1000000",
  TTH_SESSION__REPLAY_BYTES: "65536",
  TTH_ADMISSION__ENABLED: "false",
  TTH_FAILOVER__AVATAR_STALL_MS: "300000",
  TTH_COMPONENTS__AVATAR__PRIMARY: "face",
  TTH_ADAPTERS__FACE__PICTURES: "false",
};

/**
 * Starts the service for films.
 *
 * @param profile The profile. Absent: the environment's, else `embedded`.
 * @throws {ConfigError} If the configuration is invalid.
 */
export async function startLocalPerformers(profile: string | undefined): Promise<Performers> {
  const files = filesBelow();
  const own = await projectEnvironment(files);
  const service = await startService({
    env: overridden(own),
    files,
    profile: profile ?? own.get("TTH_PROFILE") ?? "embedded",
  }).catch((error: unknown) => {
    // A single mistake, such as an unknown profile, is told in one line.
    const [problem, ...others] = error instanceof ConfigError ? error.problems : [];
    throw problem === undefined || others.length > 0 ? error : new UsageError(problem);
  });
  await service.warm;
  const { personas, session, looks } = service.loaded.config;
  return {
    personas,
    defaultPersonaId: session.persona_id,
    looks,
    open: (personaId, options) => openSession(service, personaId, options),
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}

function overridden(own: Environment): Environment {
  const settings = environmentOf(SETTINGS);
  return {
    get: (name) => settings.get(name) ?? own.get(name),
    names: () => [...new Set([...settings.names(), ...own.names()])],
    mayRead: (name) => own.mayRead(name),
  };
}

async function openSession(
  service: Service,
  personaId: string,
  { control, video }: PerformanceOptions,
): Promise<Performer> {
  const sessionId = crypto.randomUUID();
  await service.sessions.create({
    sessionId,
    tenant: "",
    personaId,
    control,
    pronunciations: {},
    video: video === undefined ? { mode: "none" } : { mode: "pose", ...video },
    extras: [...FILM_EXTRAS],
    createdAt: Date.now(),
    openUntil: Date.now() + 60_000,
  });
  const session = await service.sessions.open(sessionId);
  if (session === undefined) throw new FilmFailure("the session could not be opened");
  const queue = new EventQueue();
  session.attach(queue, { protocol: "tth.v1.json" });
  return { speak: (text, signal) => speak(session, queue, text, signal) };
}

async function* speak(session: Session, queue: EventQueue, text: string, signal: AbortSignal) {
  const interrupt = () => session.receive({ type: "interrupt" });
  signal.addEventListener("abort", interrupt, { once: true });
  session.receive({ type: "user_text", text, mode: "verbatim" });
  try {
    yield* turnOf(() => queue.next());
  } finally {
    signal.removeEventListener("abort", interrupt);
  }
}
