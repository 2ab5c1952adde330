/**
 * The performance of a film: the lines of its text, spoken by the pipeline of the service in this process.
 *
 * @module
 */
import { type Service, startService } from "../../../src/api/service.ts";
import type { PartialControl } from "../../../src/contract/controls.ts";
import { type Environment, environmentOf, systemEnvironment } from "../../../src/core/config/environment.ts";
import { filesBelow } from "../../../src/core/config/files.ts";
import type { Session } from "../../../src/pipeline/session/session.ts";
import { EventQueue } from "./event_queue.ts";
import type { FilmEvent } from "./outputs/output.ts";
import type { PictureSize } from "../../../src/film/codecs.ts";
import type { Line } from "./script_text.ts";

/** How the lines are performed. */
export interface PerformanceOptions {
  readonly control: PartialControl;
  /** Absent: only the sound is needed. */
  readonly video?: PictureSize | undefined;
  /** Ends the performance in the middle of a word. */
  readonly signal: AbortSignal;
}

/** A session in this process. */
interface Actor {
  readonly session: Session;
  readonly queue: EventQueue;
}

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
  TTH_COMPONENTS__AVATAR__PRIMARY: "face",
  TTH_ADAPTERS__FACE__PICTURES: "false",
};

/**
 * Starts the service for films, without clients.
 *
 * @param profile The profile. Absent: the environment's, else `embedded`.
 * @throws {ConfigError} If the configuration is invalid.
 */
export async function startFilmService(profile: string | undefined): Promise<Service> {
  const files = filesBelow();
  const own = systemEnvironment(await files.read(".env"));
  const service = await startService({
    env: overridden(own),
    files,
    profile: profile ?? own.get("TTH_PROFILE") ?? "embedded",
  });
  await service.warm;
  return service;
}

function overridden(own: Environment): Environment {
  const settings = environmentOf(SETTINGS);
  return {
    get: (name) => settings.get(name) ?? own.get(name),
    names: () => [...new Set([...settings.names(), ...own.names()])],
    mayRead: (name) => own.mayRead(name),
  };
}

/**
 * Performs lines, one after the other.
 *
 * @param service See {@linkcode startFilmService}.
 * @returns The events, each at its place in the film. Turns begin on the grid of the pictures.
 * @throws {Error} If a turn fails.
 */
export async function* perform(
  service: Service,
  lines: readonly Line[],
  options: PerformanceOptions,
): AsyncGenerator<FilmEvent> {
  const actors = new Map<string, Actor>();
  const frameMs = 1000 / (options.video?.fps ?? 25);
  let endMs = 0;
  for (const { personaId, text, pauseMs } of lines) {
    if (options.signal.aborted) return;
    const actor = actors.get(personaId) ?? await openActor(service, personaId, options);
    actors.set(personaId, actor);
    const offsetMs = Math.ceil((endMs + pauseMs) / frameMs - 1e-6) * frameMs;
    for await (const event of speak(actor, text, options.signal)) {
      if (event.type === "audio_chunk") endMs = offsetMs + event.timestamp_ms + event.duration_ms;
      yield { event, personaId, offsetMs };
    }
  }
}

async function openActor(
  service: Service,
  personaId: string,
  { control, video }: PerformanceOptions,
): Promise<Actor> {
  const sessionId = crypto.randomUUID();
  await service.sessions.create({
    sessionId,
    tenant: "",
    personaId,
    control,
    pronunciations: {},
    video: video === undefined ? { mode: "none" } : { mode: "pose", ...video },
    extras: ["word", "viseme", "emotion", "cue"],
    createdAt: Date.now(),
    openUntil: Date.now() + 60_000,
  });
  const session = await service.sessions.open(sessionId);
  if (session === undefined) throw new Error("the session could not be opened");
  const queue = new EventQueue();
  session.attach(queue, { protocol: "tth.v1.json" });
  return { session, queue };
}

async function* speak({ session, queue }: Actor, text: string, signal: AbortSignal) {
  const interrupt = () => session.receive({ type: "interrupt" });
  signal.addEventListener("abort", interrupt, { once: true });
  session.receive({ type: "user_text", text, mode: "verbatim" });
  try {
    let failure: string | undefined;
    for (;;) {
      const event = await queue.next();
      if (event.type === "session_ready") continue;
      if (event.type === "error") failure = event.message;
      yield event;
      if (event.type === "error" && event.turn_id === null) throw new Error(event.message);
      if (event.type !== "turn_complete") continue;
      if (event.status === "failed") throw new Error(failure ?? "the turn failed");
      return;
    }
  } finally {
    signal.removeEventListener("abort", interrupt);
  }
}
