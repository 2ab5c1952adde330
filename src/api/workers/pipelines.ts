/**
 * The service as several pipelines: started by the main thread, which keeps the sessions' records and watches them.
 *
 * @module
 */
import { systemClock } from "../../contract/clock.ts";
import type { LoadedConfig } from "../../core/config/config.ts";
import { consoleExport } from "../../core/config/environment.ts";
import { loggerOf, startLogging } from "../../core/logging.ts";
import { PROJECT_ROOT } from "../../core/project_root.ts";
import { openStore } from "../../store/open_store.ts";
import { listenError } from "../transport/listen_error.ts";
import { Fleet, type Pipeline } from "./fleet.ts";
import { startWorkerPipeline } from "./worker_pipeline.ts";

/** How pipelines are started. */
interface PipelinesOptions {
  readonly loaded: LoadedConfig;
  /** Texts that must never be logged. */
  readonly secrets: readonly string[];
  /** The project, which each pipeline opens for itself. */
  readonly options: { readonly root?: URL; readonly imports?: Readonly<Record<string, string>> };
}

/** Several pipelines that run as one service. */
export interface Pipelines {
  readonly url: string;
  readonly loaded: LoadedConfig;
  /** Resolves with the reason if the pipelines cannot be kept running. */
  readonly broken: Promise<string>;
  /** The pipelines that run now. */
  readonly all: readonly Pipeline[];
  /** Replaces the pipelines one by one, so that the configuration is read again while the others serve. */
  restart(): Promise<void>;
  /** Ends them: running turns first. */
  stop(): Promise<void>;
}

/**
 * Starts pipelines.
 *
 * @param count Their number.
 * @param options The configuration and the project.
 * @throws Error If one cannot start, with its reason.
 */
export async function startPipelines(
  count: number,
  { loaded, secrets, options: { root = PROJECT_ROOT, imports } }: PipelinesOptions,
): Promise<Pipelines> {
  const { config: { server, log, store } } = loaded;
  const clock = systemClock;
  const opened = new AsyncDisposableStack();
  const logging = opened.use(await startLogging({ config: log, console: consoleExport() }));
  for (const secret of secrets) logging.addSecret(secret);
  try {
    const hosted = store.kind === "memory" ? opened.use(await openStore(store, clock)) : undefined;
    claimAddress(server);
    const shared = {
      root: root.href,
      imports,
      cores: Math.max(1, Math.floor(navigator.hardwareConcurrency / count)),
      clock,
      store: hosted,
      stopMs: server.shutdown_ms,
    };
    const fleet = await Fleet.open({
      count,
      clock,
      log: loggerOf("api"),
      start: (start) => startWorkerPipeline(shared, start),
    });
    return {
      url: fleet.url,
      loaded,
      broken: fleet.broken,
      get all() {
        return fleet.pipelines;
      },
      restart: () => fleet.restart(),
      async stop() {
        await fleet.stop();
        await opened.disposeAsync();
      },
    };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

/** Makes sure that no other program listens on the address: a shared port would be shared with it as well. */
function claimAddress({ host, port }: LoadedConfig["config"]["server"]): void {
  if (port === 0) return;
  try {
    Deno.listen({ hostname: host.replace(/^\[(.*)\]$/, "$1"), port }).close();
  } catch (error) {
    throw listenError(host, port, error);
  }
}
