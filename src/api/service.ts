/**
 * The service: configuration, logs, providers, sessions and server, started and stopped in the right order.
 *
 * @module
 */
import denoJson from "../../deno.json" with { type: "json" };
import { type Clock, systemClock, timeOfDay } from "../contract/clock.ts";
import { resolvesWithin } from "../core/async.ts";
import { loadConfig, type LoadedConfig } from "../core/config/config.ts";
import { filesBelow } from "../core/config/files.ts";
import { messageOf } from "../contract/errors.ts";
import { consoleExport } from "../core/config/environment.ts";
import { loggerOf, type Logging, startLogging } from "../core/logging.ts";
import type { Providers } from "../pipeline/provider/chain.ts";
import { ProviderLifecycle } from "../pipeline/provider/provider_lifecycle.ts";
import { LoadControl } from "../pipeline/load/load_control.ts";
import type { Recorder } from "../recording/recorder.ts";
import { rehearse } from "../pipeline/rehearsal/rehearsal.ts";
import { createRuntime, type Runtime } from "../pipeline/session/runtime.ts";
import { Sessions } from "../pipeline/session/sessions.ts";
import type { KeyValueStore } from "../store/key_value.ts";
import { openStore } from "../store/open_store.ts";
import { SessionStore } from "../store/session_store.ts";
import type { ServiceMeasured } from "../telemetry/telemetry.ts";
import { openRegistry } from "./project.ts";
import { openRecorder } from "./recording/open_recorder.ts";
import { listen, type Listener } from "./listener.ts";
import { Audit } from "./access/audit.ts";
import { type Api, type ApiDeps, createApi } from "./routes.ts";
import type { ServiceOptions } from "./service_options.ts";
import { sessionCalls } from "./session_calls.ts";
import { listed } from "./session_resource.ts";
import { Sockets } from "./transport/sockets.ts";
import { observeService } from "./telemetry/service_measures.ts";
import type { Caller } from "./transport/caller.ts";
import { UNKNOWN_CALLER } from "./transport/native_upgrade.ts";
import { modelsOf } from "./http/status.ts";
import type { PipelineParts, PipelineStatus } from "./workers/pipeline.ts";
import { ServiceStatus } from "./workers/service_status.ts";
import { announceProviders, createProviders, secretValues, warnOfOpenness } from "./wiring.ts";

/** Time for closing sockets and providers after the running turns have ended, ms. */
const CLOSING_MS = 500;

/** Time for the films of the last turns, ms. */
const RECORDING_MS = 2000;

/**
 * How long clients have to answer the close of their stream, ms: a few round trips. The server's
 * shutdown ends the remaining connections (seen on Deno 2.9.6).
 */
const ANSWER_MS = 1000;

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
  /** Its readiness, and the health of its providers. */
  status(): Promise<PipelineStatus>;
  /** What it has measured. */
  measured(): ServiceMeasured;
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
 * @throws {TthError} `store_unavailable`, if the session store cannot be opened; `recording_unavailable`, if the folder
 *   of recordings cannot be written.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { env, files = filesBelow(), registry = await openRegistry(env), clock = systemClock } = options;
  const { profile, findLocal = false, pipeline } = options;
  const loaded = options.loaded ?? await loadConfig({
    env,
    files,
    registry,
    ...(profile !== undefined && { profile }),
    findLocal,
  });
  const logging = await startLogging({ console: consoleExport(), ...options.logging, config: loaded.config.log });
  for (const secret of secretValues(loaded, env)) logging.addSecret(secret);
  const opened = new AsyncDisposableStack();
  opened.use(logging);
  try {
    const store = options.store ?? opened.use(await openStore(loaded.config.store, clock));
    const now = timeOfDay(clock);
    const recorder = openRecorder(loaded.config, { clock, log: loggerOf("recording"), now });
    opened.defer(() => recorder?.close(RECORDING_MS));
    const cores = pipeline === undefined ? {} : { cores: pipeline.cores };
    const providers = await createProviders({ loaded, registry, env, clock, ...cores });
    return new RunningService({ loaded, providers, clock, now, logging, store, recorder, opened, pipeline });
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

interface Parts {
  readonly loaded: LoadedConfig;
  readonly providers: Providers;
  readonly clock: Clock;
  readonly logging: Logging;
  /** The time of day, ms since the Unix epoch. */
  now(): number;
  readonly store: KeyValueStore;
  readonly recorder: Recorder | undefined;
  readonly pipeline: PipelineParts | undefined;
  /** What is closed last. */
  readonly opened: AsyncDisposableStack;
}

/** How much longer than a session without a client its record is kept, ms: it is renewed by sessions that live. */
const KEEP_MORE_MS = 120_000;

class RunningService implements Service {
  readonly url: string;
  readonly loaded: LoadedConfig;
  readonly sessions: Sessions;
  readonly warm: Promise<void>;
  readonly broken: Promise<string>;
  readonly #parts: Parts;
  readonly #runtime: Runtime;
  readonly #store: SessionStore;
  readonly #log = loggerOf("api");
  readonly #sockets: Sockets;
  readonly #load: LoadControl;
  readonly #app: Api;
  readonly #status: ServiceStatus;
  readonly #listener: Listener;
  readonly #providers: ProviderLifecycle;
  #stopping: Promise<void> | undefined;

  constructor(parts: Parts) {
    const { loaded, providers, clock, now, logging, recorder, pipeline } = this.#parts = parts;
    const { config } = this.loaded = loaded;
    this.#sockets = new Sockets(clock);
    this.#providers = new ProviderLifecycle(providers, this.#log);
    const redact = (text: string) => logging.redact(text);
    this.#runtime = createRuntime(config, { clock, log: loggerOf("session"), providers, recorder, redact });
    const { max_sessions: maxSessions, idle_ms: idleMs, resume_ms: resumeMs, max_ms: maxMs } = config.session;
    this.#store = new SessionStore(parts.store, {
      instance: crypto.randomUUID(),
      clock,
      keepMs: Math.max(idleMs, resumeMs) + KEEP_MORE_MS,
      keepContentMs: maxMs + KEEP_MORE_MS,
    });
    const limits = { maxSessions, idleMs, resumeMs, maxMs, now };
    this.sessions = new Sessions(this.#runtime, this.#store, { ...limits, ...(pipeline && { elsewhere: pipeline }) });
    const stateOf = (id: string) => this.sessions.stateOf(id);
    const { quality, ticker } = this.#runtime;
    this.#load = new LoadControl(config, { quality, ticker, log: loggerOf("load"), stateOf, cores: pipeline?.cores });
    const { signal } = this.#providers;
    this.#status = new ServiceStatus({ clock, providers, signal, pipeline, redact, load: () => this.#load.view });
    const observed = { sessions: this.sessions, sockets: this.#sockets, providers, admission: this.#load.admission };
    observeService(this.#runtime.telemetry.instruments, observed);
    this.#app = createApi(this.#apiDeps());
    const port = pipeline && { isShared: true, ...(pipeline.port !== undefined && { port: pipeline.port }) };
    const listening = { clock, ticker, log: this.#log, ...port };
    this.#listener = listen(loaded, listening, (request, caller) => this.fetch(request, caller));
    this.url = this.#listener.url;
    this.broken = this.#watchListener();
    if (this.#announces) warnOfOpenness(loaded);
    this.warm = this.#providers.start().then(() => this.#onWarm());
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
    const report = (reason: string) => this.#stopping ?? resolve(reason);
    this.#listener.finished.then(() => report("the listener ended"), (error) => report(messageOf(error)));
    return promise;
  }

  status(): Promise<PipelineStatus> {
    return this.#status.own();
  }

  measured(): ServiceMeasured {
    const sessions = this.sessions.all.map((session) => ({ tenant: session.seed.tenant, listed: listed(session) }));
    return { ...this.#runtime.telemetry.measured(), sessions: [...sessions] };
  }

  /** Whether it logs what is true of the whole service. */
  get #announces(): boolean {
    return this.#parts.pipeline?.announces ?? true;
  }

  #apiDeps(): ApiDeps {
    const { loaded: { config }, providers, clock, now, recorder } = this.#parts;
    const log = this.#log;
    const audit = new Audit(clock, loggerOf("audit"));
    return {
      config,
      clock,
      now,
      log,
      audit,
      recordings: recorder?.files,
      version: denoJson.version,
      ...sessionCalls({
        loaded: this.#parts.loaded,
        runtime: this.#runtime,
        sessions: this.sessions,
        store: this.#store,
        sockets: this.#sockets,
        admission: this.#load.admission,
        mayCreate: this.#parts.pipeline?.mayCreate,
        otherQuotas: this.#parts.pipeline?.quotas,
        recordings: recorder?.files,
        log,
        audit,
        now,
      }),
      health: () => this.#status.health(),
      models: () => modelsOf(providers),
      measured: async () => await this.#parts.pipeline?.measuredOfAll().catch(() => undefined) ?? this.measured(),
      readiness: () => this.#status.readiness(),
    };
  }

  async #onWarm(): Promise<void> {
    if (this.#stopping !== undefined) return;
    this.#status.obstacle = undefined;
    await this.#rehearse();
    const { signal } = this.#providers;
    const { clock, providers, logging, loaded: { localProvider } } = this.#parts;
    if (clock === systemClock) await this.#load.start(providers, signal);
    if (!this.#announces) return;
    const redact = (text: string) => logging.redact(text);
    await announceProviders(providers, { localProvider, log: this.#log, redact, signal });
  }

  /** Not if there are sessions already: their turns do the same. */
  async #rehearse(): Promise<void> {
    const { clock, loaded: { config } } = this.#parts;
    if (clock !== systemClock || this.sessions.size > 0) return;
    try {
      if (!await rehearse(config, clock)) this.#log.debug("the rehearsal took too long");
    } catch (error) {
      this.#log.warn("the rehearsal failed, the first turn may be slow: {error}", { error: messageOf(error) });
    }
  }

  async #stop(): Promise<void> {
    this.#status.obstacle = "shutting down";
    const { clock, opened, loaded: { config: { server } } } = this.#parts;
    const endsAt = clock.now() + server.shutdown_ms;
    this.#listener.refuse();
    await this.sessions.drain(server.shutdown_ms - CLOSING_MS);
    const limitMs = Math.max(CLOSING_MS, endsAt - clock.now());
    const isClosed = await resolvesWithin(this.#close(limitMs / 2), clock, limitMs).catch(() => false);
    if (!isClosed) {
      this.#log.warning("some connections or providers did not close in time and were terminated");
      this.#listener.cut();
    }
    this.#runtime.telemetry[Symbol.dispose]();
    await opened.disposeAsync();
  }

  /** @param storeMs How long sessions may wait for the store, ms. */
  async #close(storeMs: number): Promise<void> {
    const served = this.#sockets.served(ANSWER_MS);
    await this.sessions.close(storeMs);
    await Promise.all([this.#shutDown(served), this.#closeProviders()]);
  }

  async #closeProviders(): Promise<void> {
    this.#load[Symbol.dispose]();
    await this.#providers.close();
    await this.warm;
  }

  async #shutDown(served: Promise<number>): Promise<void> {
    const mute = await served;
    if (mute > 0) this.#log.info("left {mute} client(s) that did not answer the close of their stream", { mute });
    // The server would close open sockets with its own code; it does not wait for closed ones.
    await this.#listener.shutdown();
  }
}
