/**
 * The service: configuration, logs, providers, sessions and server, started and stopped in the right order.
 *
 * @module
 */
import denoJson from "../../deno.json" with { type: "json" };
import { type Clock, systemClock } from "../contract/clock.ts";
import { resolvesWithin } from "../core/async.ts";
import { type ConfigFiles, loadConfig, type LoadedConfig } from "../core/config/config.ts";
import { filesBelow } from "../core/config/files.ts";
import type { Environment } from "../core/config/environment.ts";
import { messageOf } from "../contract/errors.ts";
import { keysOf } from "../core/config/sections/tenants.ts";
import { loggerOf, type Logging, type LoggingOptions, startLogging } from "../core/logging.ts";
import type { Registry } from "../core/registry/registry.ts";
import { capabilitiesOf, closeProviders, type Providers, startProviders } from "../pipeline/provider/chain.ts";
import { createRuntime } from "../pipeline/session/runtime.ts";
import { Sessions } from "../pipeline/session/sessions.ts";
import { openRegistry } from "./adapters.ts";
import { connect } from "./connection.ts";
import { listen, type Listener } from "./listener.ts";
import { Audit } from "./access/audit.ts";
import { ownersOf, Quotas } from "./access/quotas.ts";
import { RateLimits } from "./access/rate_limit.ts";
import { type Api, type ApiDeps, createApi } from "./routes.ts";
import { sessionRequest } from "./session_request.ts";
import { sessionResource } from "./session_resource.ts";
import { Sockets } from "./sockets.ts";
import type { Caller } from "./transport/caller.ts";
import { nativeUpgrade } from "./transport/native_upgrade.ts";
import { cached, healthReport, modelsOf, speechObstacle } from "./status.ts";
import { createProviders, secretValues } from "./wiring.ts";

/** Time for closing sockets and providers after the running turns have ended, ms. */
const CLOSING_MS = 500;

/**
 * How long clients have to answer the close of their stream, ms: a few round trips. The server's
 * shutdown ends the remaining connections (seen on Deno 2.9.6).
 */
const ANSWER_MS = 1000;

/** How long a health result is reused, ms, so that frequent requests do not load the providers. */
const HEALTH_TTL_MS = 1000;

/** Logged at start-up when a stand-in replies. */
const DEMONSTRATION =
  "replies are a demonstration until a model is connected: start Ollama, LM Studio or llama.cpp on " +
  "this machine and then this service, or set OPENAI_API_KEY, or OPENAI_BASE_URL for another server";

const UNKNOWN_CALLER: Caller = { address: "", upgrade: nativeUpgrade };

/** Options of a service. */
export interface ServiceOptions {
  env: Environment;
  /** Default: the project's files. */
  files?: ConfigFiles;
  /** Default: the adapters of deno.json, and those of the import map that the environment names. */
  registry?: Registry;
  /** The profile to use; overrides the environment. */
  profile?: string;
  /** Whether `components.llm: auto` looks for a model server on this machine. Default: `false`. */
  findLocal?: boolean;
  /** Default: the machine's. */
  clock?: Clock;
  /** The log destination, and whether it is a terminal. */
  logging?: Omit<LoggingOptions, "config">;
}

/** A running service. Disposing it stops it. */
export interface Service extends AsyncDisposable {
  /** Where it listens, e.g. `http://127.0.0.1:8000`. */
  readonly url: string;
  readonly loaded: LoadedConfig;
  readonly sessions: Sessions;
  /** Resolves when every adapter has loaded and warmed up, or failed. */
  readonly warm: Promise<void>;
  /** Resolves with the reason if the service can no longer accept connections although it was not stopped. */
  readonly broken: Promise<string>;
  /** Answers a request as if it had come over the network; without a caller, from an unknown address. */
  fetch(request: Request, caller?: Caller): Response | Promise<Response>;
  /** Ends it within `server.shutdown_ms`: running turns first, then sockets, then providers. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts the service. It listens immediately, while adapters load.
 *
 * @param options The environment, and replacements for tests.
 * @returns The running service.
 * @throws {ConfigError} With every problem in the configuration.
 * @throws {ImportMapError} If the environment names an import map that cannot be read.
 * @throws {ListenError} If the address cannot be used.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { env, files = filesBelow(), registry = await openRegistry(env), clock = systemClock } = options;
  const { profile, findLocal = false } = options;
  const loaded = await loadConfig({
    env,
    files,
    registry,
    ...(profile !== undefined && { profile }),
    findLocal,
  });
  const logging = await startLogging({ ...options.logging, config: loaded.config.log });
  for (const secret of secretValues(loaded, env)) logging.addSecret(secret);
  try {
    const providers = await createProviders({ loaded, registry, env, clock });
    return new RunningService({ loaded, providers, clock, logging });
  } catch (error) {
    await logging[Symbol.asyncDispose]();
    throw error;
  }
}

interface Parts {
  readonly loaded: LoadedConfig;
  readonly providers: Providers;
  readonly clock: Clock;
  readonly logging: Logging;
}

class RunningService implements Service {
  readonly url: string;
  readonly loaded: LoadedConfig;
  readonly sessions: Sessions;
  readonly warm: Promise<void>;
  readonly broken: Promise<string>;
  readonly #parts: Parts;
  readonly #log = loggerOf("api");
  readonly #sockets = new Sockets();
  readonly #app: Api;
  readonly #listener: Listener;
  /** Ends the start of the providers. */
  readonly #starting = new AbortController();
  readonly #loaded: Promise<void>;
  #notReady: string | undefined = "adapters are loading";
  #stopping: Promise<void> | undefined;

  constructor(parts: Parts) {
    const { loaded, providers, clock, logging } = this.#parts = parts;
    const { config } = this.loaded = loaded;
    const runtime = createRuntime(config, {
      clock,
      log: loggerOf("session"),
      providers,
      redact: (text) => logging.redact(text),
    });
    const { max_sessions: maxSessions, idle_ms: idleMs, resume_ms: resumeMs, max_ms: maxMs } = config.session;
    this.sessions = new Sessions(runtime, { maxSessions, idleMs, resumeMs, maxMs });
    this.#app = createApi(this.#apiDeps());
    this.#listener = listen(loaded, { clock, log: this.#log }, (request, caller) => this.fetch(request, caller));
    this.url = this.#listener.url;
    this.broken = this.#watchListener();
    if (loaded.onPlatform && keysOf(config).length === 0 && !config.server.allow_open) {
      this.#log.warning(
        "everyone may use this service: set TTH_API_KEYS, or TTH_SERVER__ALLOW_OPEN=true if this is intended",
      );
    }
    const report = (adapter: string, error: unknown) =>
      this.#log.warning("{adapter} cannot serve: {reason}", { adapter, reason: messageOf(error) });
    const { loaded: providersLoaded, warm } = startProviders(providers, report, this.#starting.signal);
    this.#loaded = providersLoaded;
    this.warm = warm.then(() => this.#onWarm());
  }

  fetch(request: Request, caller: Caller = UNKNOWN_CALLER): Response | Promise<Response> {
    return this.#app.fetch(request, caller);
  }

  stop(): Promise<void> {
    return this.#stopping ??= this.#stop();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** When accepting fails, Deno ends the accept loop permanently, but the process would keep running. */
  #watchListener(): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>();
    const report = (reason: string) => {
      if (this.#stopping === undefined) resolve(reason);
    };
    this.#listener.finished.then(() => report("the listener ended"), (error) => report(messageOf(error)));
    return promise;
  }

  #apiDeps(): ApiDeps {
    const { loaded: { config }, providers, clock, logging } = this.#parts;
    const { sessions } = this;
    const log = this.#log;
    const audit = new Audit(clock, loggerOf("audit"));
    const quotas = new Quotas(clock, (id) => sessions.get(id) !== undefined);
    const ownerOf = ownersOf(config);
    const limits = new RateLimits(clock, config.server.messages_per_s, config.server.message_burst);
    const defaults = { personaId: config.session.persona_id, avatar: providers.avatar };
    const { personas, looks: designs, session: { idle_ms: idleMs } } = config;
    const shown = { clock, providers, personas, designs, idleMs };
    return {
      config,
      clock,
      log,
      audit,
      version: denoJson.version,
      sessions: {
        create: (body, actor) => {
          const { tenant } = actor;
          const create = () => sessions.create({ ...sessionRequest(body, defaults), tenant });
          const session = quotas.create(ownerOf(actor), create);
          audit.created(session.id, actor);
          return sessionResource(session, shown);
        },
        get(id) {
          const session = sessions.get(id);
          return session && sessionResource(session, shown);
        },
        end: (id) => sessions.end(id),
      },
      stream: (request, id, { verdict, tenant, address, upgrade }) => {
        const found = sessions.get(id);
        const isTheirs = found !== undefined && (tenant ?? found.tenant) === found.tenant;
        const session = verdict === "expired" ? verdict : isTheirs ? found : "unknown_session";
        const actor = { address, tenant: found?.tenant ?? "" };
        const sockets = this.#sockets;
        const maxMessageBytes = config.server.max_message_bytes;
        const chargeTurn = (chars: number) => quotas.turn(ownerOf(actor), chars);
        if (isTheirs) audit.joined(id, actor);
        return connect(request, session, { maxMessageBytes, limits, log, sockets, upgrade, chargeTurn });
      },
      health: cached(clock, HEALTH_TTL_MS, () => healthReport(providers, logging.redact)),
      models: () => modelsOf(providers),
      readiness: () => {
        const detail = this.#notReady ?? speechObstacle(providers);
        return { ready: detail === undefined, detail: logging.redact(detail ?? "serving") };
      },
    };
  }

  async #onWarm(): Promise<void> {
    if (this.#stopping !== undefined) return;
    this.#notReady = undefined;
    this.#tellWhoReplies();
    await this.#warnOfTheUnhealthy();
  }

  /** Logs the source of replies if it may surprise: a detected server, or a stand-in. */
  #tellWhoReplies(): void {
    const { providers, loaded: { localProvider } } = this.#parts;
    if (localProvider !== undefined) this.#log.info("replies come from {found}", { found: localProvider.summary });
    const { realtime, llm } = capabilitiesOf(providers);
    if (realtime === undefined && llm?.demonstration === true) this.#log.info(DEMONSTRATION);
  }

  /** Logs problems at start-up that the first turn would otherwise reveal, such as a missing key. */
  async #warnOfTheUnhealthy(): Promise<void> {
    const { providers, logging } = this.#parts;
    const { signal } = this.#starting;
    const report = await healthReport(providers, (text) => logging.redact(text), signal);
    if (signal.aborted) return;
    for (const [kind, health] of Object.entries(report)) {
      if (health?.healthy === false) {
        this.#log.warning("{kind} cannot serve: {detail}", { kind, detail: health.detail });
      }
    }
  }

  async #stop(): Promise<void> {
    this.#notReady = "shutting down";
    const { clock, logging, loaded: { config: { server } } } = this.#parts;
    const endsAt = clock.now() + server.shutdown_ms;
    await this.sessions.drain(server.shutdown_ms - CLOSING_MS);
    const limitMs = Math.max(CLOSING_MS, endsAt - clock.now());
    const isClosed = await resolvesWithin(this.#close(), clock, limitMs).catch(() => false);
    if (!isClosed) {
      this.#log.warning("some connections or providers did not close in time and were terminated");
      this.#listener.cut();
    }
    await logging[Symbol.asyncDispose]();
  }

  async #close(): Promise<void> {
    const served = this.#sockets.served(this.#parts.clock, ANSWER_MS);
    await this.sessions.close();
    await Promise.all([this.#shutDown(served), this.#closeProviders()]);
  }

  /** An adapter that is warming up is closed at once, which ends its warm-up. */
  async #closeProviders(): Promise<void> {
    this.#starting.abort(new DOMException("the service stops", "AbortError"));
    await this.#loaded;
    await closeProviders(this.#parts.providers, (name, error) => {
      this.#log.warning("{adapter} could not be closed: {reason}", { adapter: name, reason: messageOf(error) });
    });
    await this.warm;
  }

  async #shutDown(served: Promise<number>): Promise<void> {
    const mute = await served;
    if (mute > 0) this.#log.info("left {mute} client(s) that did not answer the close of their stream", { mute });
    // The server would close open sockets with its own code; it does not wait for closed ones.
    await this.#listener.shutdown();
  }
}
