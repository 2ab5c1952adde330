/**
 * The sessions behind the HTTP API: those that live in this process, and those that other instances recorded.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import { messageOf, RequestError } from "../contract/errors.ts";
import type { LoadedConfig } from "../core/config/config.ts";
import { ofEach, type Personas } from "../control/personas.ts";
import type { Admission } from "../pipeline/load/admission.ts";
import type { SessionNeeds } from "../pipeline/load/cost.ts";
import type { VideoFormat } from "../pipeline/load/ladder.ts";
import { planOf } from "../pipeline/session/stages.ts";
import type { Runtime } from "../pipeline/session/runtime.ts";
import type { Session } from "../pipeline/session/session.ts";
import { recordedSession } from "../pipeline/session/session_films.ts";
import type { Sessions } from "../pipeline/session/sessions.ts";
import type { RecordingFiles } from "../recording/files.ts";
import type { SessionSeed } from "../store/record.ts";
import type { SessionStore } from "../store/session_store.ts";
import type { Actor, Audit } from "./access/audit.ts";
import { type OtherQuotas, ownersOf, Quotas } from "./access/quotas.ts";
import { RateLimits } from "./access/rate_limit.ts";
import { connect } from "./connection.ts";
import type { ApiDeps, GrantedStream } from "./routes.ts";
import { capabilitiesOf } from "../pipeline/provider/chain.ts";
import { checkPerson, languagesOf, type PersonLimits } from "./http/session_person.ts";
import { checkSeed, sessionSeed } from "./http/session_request.ts";
import { liveResource, storedResource } from "./session_resource.ts";
import type { Sockets } from "./transport/sockets.ts";
import { capabilityViews } from "./http/status.ts";

/** What the calls need. */
interface SessionCallsParts {
  readonly loaded: LoadedConfig;
  readonly runtime: Runtime;
  readonly sessions: Sessions;
  readonly store: SessionStore;
  readonly sockets: Sockets;
  readonly log: Logger;
  readonly audit: Audit;
  readonly admission: Admission;
  /** Waits until no other pipeline creates a session; returns what ends that. Absent: there are none. */
  mayCreate?: (() => Promise<() => void>) | undefined;
  /** What the other pipelines count, if there are any. */
  readonly otherQuotas: OtherQuotas | undefined;
  /** What was recorded; absent: nothing is. */
  readonly recordings: RecordingFiles | undefined;
  /** The time of day, ms since the Unix epoch. */
  now(): number;
}

/** Makes the calls. */
export function sessionCalls(parts: SessionCallsParts): Pick<ApiDeps, "sessions" | "stream"> {
  const { loaded: { config }, runtime, sessions, store, audit, admission, recordings, now, log, sockets } = parts;
  const { session: { persona_id, idle_ms }, server, personas } = config;
  const quotas = new Quotas(runtime.clock, (id) => sessions.has(id), parts.otherQuotas);
  const ownerOf = ownersOf(config);
  // An owner is a tenant or an address, whichever the configuration counts.
  const ownerNamed = (name: string) => ownerOf({ tenant: name, address: name });
  parts.otherQuotas?.answer({
    owned: (name) => quotas.owned(ownerNamed(name)),
    used: (use) => quotas.used(ownerNamed(use.owner), use),
  });
  const { clock } = runtime;
  const limits = new RateLimits(clock, server.messages_per_s, server.message_burst);
  const begin: BeginSession = async (actor, { sessionId }, work) => {
    const counted = await parts.mayCreate?.() ?? (() => {});
    return await quotas.create(ownerOf(actor), sessionId, () => work(counted)).finally(counted);
  };
  const shared = { clock, maxMessageBytes: server.max_message_bytes, limits, log, sockets };
  return {
    sessions: {
      async create(body, actor) {
        const { avatar } = runtime.providers;
        const own = { personaId: persona_id, avatar, idleMs: idle_ms, canRecord: recordings !== undefined };
        const asked = sessionSeed(body, { ...own, tenant: actor.tenant, now: now() });
        checkPerson(asked.person, asked.personaId, personLimits(parts));
        const { persona, components, video: wanted } = planOf(asked, runtime);
        const { seed, video } = await begin(actor, asked, (counted) => createSession(parts, asked, wanted, counted));
        audit.created(seed.sessionId, actor);
        const capabilities = capabilityViews(runtime.providers);
        const created = { components, capabilities, persona_id: persona.id, video: video ?? null };
        // The session's person may differ from the persona of the configuration.
        const people: Personas = { ...personas, [persona.id]: persona };
        return { seed, response: { ...created, ...seedView(seed), ...peopleView(people), designs: config.looks } };
      },
      async get(id) {
        const live = sessions.get(id);
        if (live !== undefined) return liveResource(live);
        const stored = await store.read(id);
        return stored && storedResource(stored, runtime.personas);
      },
      end: (id) => sessions.end(id),
    },
    stream(request, id, granted) {
      let actor: Actor = { address: granted.address, tenant: granted.tenant ?? "" };
      const find = async (isResuming: boolean) => {
        if (granted.verdict === "expired") return "expired";
        const session = await openSession(parts, id, granted, { isResuming, begin });
        if (session === undefined) return "unknown_session";
        actor = { ...actor, tenant: session.seed.tenant };
        quotas.join(ownerOf(actor), id);
        audit.joined(id, actor);
        admission.count(id, needsOf(session.seed, session.video));
        return session;
      };
      const chargeTurn = (chars: number) => quotas.turn(ownerOf(actor), chars);
      return connect(request, find, { ...shared, upgrade: granted.upgrade, chargeTurn });
    },
  };
}

/**
 * Begins a session that counts in the quotas of who begins it. `work` calls `counted` as soon as the limits count it.
 */
type BeginSession = <T>(
  actor: Actor,
  seed: SessionSeed,
  work: (counted: () => void) => Promise<T>,
) => Promise<T>;

/**
 * Admits a session, and says with which video. It must begin in the same step: a session that does not exist costs
 * nothing.
 */
function admitted(
  { admission }: SessionCallsParts,
  asked: SessionSeed,
  wanted: VideoFormat | undefined,
): { seed: SessionSeed; video: VideoFormat | undefined } {
  const video = admission.admit(asked.sessionId, needsOf(asked, wanted));
  return { seed: video === undefined ? asked : { ...asked, video }, video };
}

/** Creates a session that counts. */
async function createSession(
  parts: SessionCallsParts,
  asked: SessionSeed,
  wanted: VideoFormat | undefined,
  counted: () => void,
): Promise<ReturnType<typeof admitted>> {
  const granted = admitted(parts, asked, wanted);
  const creating = parts.sessions.create(granted.seed);
  counted();
  await creating;
  if (asked.record === true) await beginRecording(parts, granted.seed);
  return granted;
}

/** What a session needs of the processors. */
function needsOf({ record }: SessionSeed, video: VideoFormat | undefined): SessionNeeds {
  return { video, isRecorded: record === true };
}

/** What the client learns about the seed of a new session. */
function seedView({ sessionId, openUntil, record = false, extras = [] }: SessionSeed) {
  return { session_id: sessionId, expires_at: new Date(openUntil).toISOString(), recorded: record, extras };
}

/** What a client needs to draw the personas. */
function peopleView(people: Personas) {
  return { looks: ofEach(people, ({ look }) => look), backgrounds: ofEach(people, ({ background }) => background) };
}

/** Begins the recording of a new session; a session that cannot be recorded is ended. */
async function beginRecording({ recordings, sessions }: SessionCallsParts, seed: SessionSeed): Promise<void> {
  try {
    await recordings?.begin(recordedSession(seed));
  } catch (cause) {
    await sessions.end(seed.sessionId);
    throw new RequestError(`record: the recording cannot be written: ${messageOf(cause)}; check recording.dir`, {
      code: "recording_unavailable",
      status: 503,
      retryable: true,
      cause,
    });
  }
}

function personLimits({ loaded, runtime: { providers } }: SessionCallsParts): PersonLimits {
  const { realtime, tts } = capabilitiesOf(providers);
  return { loaded, languages: languagesOf([realtime ?? tts]) };
}

/** How a session is opened. */
interface OpeningOptions {
  /** Whether the client says that it has received messages of it. */
  readonly isResuming: boolean;
  readonly begin: BeginSession;
}

/** Opens a session; `undefined`: the caller has none with this id. */
async function openSession(
  parts: SessionCallsParts,
  id: string,
  granted: GrantedStream,
  { isResuming, begin }: OpeningOptions,
): Promise<Session | undefined> {
  const { sessions, store, now, runtime, loaded: { config } } = parts;
  const { tenant, seed } = granted;
  if (tenant !== undefined) {
    const known = sessions.get(id)?.seed ?? seed ?? (await store.read(id))?.seed;
    if (known?.tenant !== tenant) return undefined;
  }
  if (seed === undefined || isResuming || now() >= seed.openUntil) return await sessions.open(id);
  checkSeed(seed);
  checkPerson(seed.person, seed.personaId, personLimits(parts));
  if (sessions.has(id) || await store.current(id) !== undefined) return await sessions.open(id, seed);
  // It is created here, by its grant, within the same limits; without keys, anyone can write a grant.
  const asked = { ...seed, openUntil: Math.min(seed.openUntil, now() + config.session.idle_ms) };
  const { video: wanted } = planOf(asked, runtime);
  return await begin({ address: granted.address, tenant: seed.tenant }, asked, async (counted) => {
    const opening = sessions.open(id, admitted(parts, asked, wanted).seed);
    counted();
    return await opening;
  });
}
