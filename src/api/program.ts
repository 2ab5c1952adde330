/**
 * The program: starts the service, and stops it on a signal.
 *
 * Exit codes: 0 after a clean stop, 1 when the service cannot run or continue, 2 when the configuration is invalid.
 *
 * @module
 */
import { systemClock } from "../contract/clock.ts";
import { messageOf, TthError } from "../contract/errors.ts";
import { loadConfig } from "../core/config/config.ts";
import { loggerOf } from "../core/logging.ts";
import { metricExportMs } from "../core/config/environment.ts";
import { MetricExports } from "./telemetry/metric_exports.ts";
import { openProject, type ProgramOptions } from "./project.ts";
import { type Service, startService } from "./service.ts";
import { secretValues } from "./wiring.ts";
import { pipelineCount, thisMachine } from "./workers/count.ts";
import { type Pipelines, startPipelines } from "./workers/pipelines.ts";
import { surviveStrays } from "./workers/strays.ts";

const EXIT_FAILED = 1;
/** Errors in what the user has set. */
export const EXIT_CONFIG = 2;

/** What the program runs: one service, or several pipelines. */
type RunningProgram = Pick<Service, "url" | "loaded" | "broken" | "stop"> & Partial<Pick<Pipelines, "restart">>;

/**
 * Runs the service until a signal stops it, and sets the program's exit code. The program ends when nothing else runs in
 * it, at the latest a second after the service, or two if metrics are exported at that time. SIGHUP replaces its
 * pipelines one by one, where there are several.
 *
 * @param options The project's folder and adapters.
 */
export async function runProgram(options: ProgramOptions = {}): Promise<void> {
  const exports = new MetricExports(systemClock, metricExportMs());
  let service: RunningProgram;
  try {
    service = await start(options);
  } catch (error) {
    complain(messageOf(error));
    return end(exports, error instanceof TthError && error.code === "config_invalid" ? EXIT_CONFIG : EXIT_FAILED);
  }
  const { url, loaded: { profile, reason } } = service;
  const log = loggerOf("api");
  log.info("listening on {url} in {ms} ms, profile {profile} because {reason}", {
    url,
    ms: Math.round(performance.now()),
    profile,
    reason,
  });
  surviveStrays();
  restartOnHangup(service);
  const why = await Promise.race([stopSignal(exports), service.broken]);
  if (isSignal(why)) {
    log.info("stopping on {signal}; a second signal stops immediately", { signal: why });
  } else {
    log.error("can no longer accept connections, stopping: {reason}", { reason: why });
  }
  await service.stop();
  end(exports, isSignal(why) ? 0 : EXIT_FAILED);
}

/** How long other work may keep the program alive after the service has stopped, ms. */
const LINGER_MS = 1000;

/**
 * Lets the program end with its event loop, and ends it after {@linkcode LINGER_MS} if other work keeps it alive, such as
 * a timer of Deno's own server for a WebSocket whose client has cut the connection.
 */
function end(exports: MetricExports, code: number): void {
  Deno.exitCode = code;
  Deno.unrefTimer(setTimeout(() => void exit(exports), LINGER_MS));
}

/** Ends the program now, or after an export of metrics that is near. */
async function exit(exports: MetricExports, code?: number): Promise<void> {
  await exports.quiet();
  Deno.exit(code);
}

/** Starts the service, or several pipelines of it. */
async function start(options: ProgramOptions): Promise<RunningProgram> {
  const project = await openProject(options);
  const loaded = await loadConfig({ ...project, findLocal: true });
  const count = pipelineCount(loaded.config, thisMachine(loaded.onPlatform));
  if (count === 1) return await startService({ ...project, loaded });
  return await startPipelines(count, { loaded, secrets: secretValues(loaded, project.env), options });
}

const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];

/** A signal to the process group arrives twice, once from the parent that forwards it: repeats this soon count as one, ms. */
const REPEAT_MS = 1000;

function isSignal(why: string): why is Deno.Signal {
  return SIGNALS.some((signal) => signal === why);
}

/**
 * Resolves with the first signal that asks the program to stop. A later one, {@linkcode REPEAT_MS} or more after it,
 * ends the program immediately.
 */
function stopSignal(exports: MetricExports): Promise<Deno.Signal> {
  const { promise, resolve } = Promise.withResolvers<Deno.Signal>();
  let firstAt: number | undefined;
  for (const signal of SIGNALS) {
    Deno.addSignalListener(signal, () => {
      if (firstAt !== undefined && performance.now() - firstAt >= REPEAT_MS) void exit(exports, EXIT_FAILED);
      firstAt ??= performance.now();
      resolve(signal);
    });
  }
  return promise;
}

/** Without several pipelines, SIGHUP ends the program, as it does by default. */
function restartOnHangup({ restart }: RunningProgram): void {
  if (restart === undefined || Deno.build.os === "windows") return;
  Deno.addSignalListener("SIGHUP", () => void restart());
}

/**
 * Says on standard error why the program ends.
 *
 * @param message The reason, and what to do.
 */
export function complain(message: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${message}\n`));
}
