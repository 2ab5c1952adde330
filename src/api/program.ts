/**
 * The program: starts the service, and stops it on a signal.
 *
 * Exit codes: 0 after a clean stop, 1 when the service cannot run or continue, 2 when the configuration is invalid.
 *
 * @module
 */
import { filesBelow, filesOver } from "../core/config/files.ts";
import { PROJECT_ROOT } from "../core/project_root.ts";
import { systemEnvironment } from "../core/config/environment.ts";
import { messageOf, TthError } from "../contract/errors.ts";
import { loggerOf } from "../core/logging.ts";
import { openRegistry } from "./adapters.ts";
import { type Service, startService } from "./service.ts";

const EXIT_FAILED = 1;
const EXIT_CONFIG = 2;

/** A project that runs the service with its own adapters and configuration. */
export interface ProgramOptions {
  /** The project's folder, with `.env` and `config/`; missing files are taken from TTH. Default: TTH's folder. */
  readonly root?: URL;
  /** The `imports` of the project's deno.json: keys `#adapters/<kind>/<name>` register adapters. */
  readonly imports?: Readonly<Record<string, string>>;
}

/**
 * Runs the service until a signal ends the program.
 *
 * @param options The project's folder and adapters.
 */
export async function runProgram(options: ProgramOptions = {}): Promise<void> {
  let service: Service;
  try {
    service = await start(options);
  } catch (error) {
    complain(messageOf(error));
    Deno.exit(error instanceof TthError && error.code === "config_invalid" ? EXIT_CONFIG : EXIT_FAILED);
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
  const why = await Promise.race([stopSignal(), service.broken]);
  if (isSignal(why)) {
    log.info("stopping on {signal}; a second signal stops immediately", { signal: why });
  } else {
    log.error("can no longer accept connections, stopping: {reason}", { reason: why });
  }
  await service.stop();
  Deno.exit(isSignal(why) ? 0 : EXIT_FAILED);
}

async function start({ root = PROJECT_ROOT, imports }: ProgramOptions): Promise<Service> {
  const own = filesBelow(root);
  const env = systemEnvironment(await own.read(".env"));
  const outside = imports && { file: "deno.json", url: new URL("deno.json", root), imports };
  const files = filesOver(own, filesBelow());
  return await startService({
    env,
    files,
    registry: await openRegistry(env, outside),
    findLocal: true,
  });
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
function stopSignal(): Promise<Deno.Signal> {
  const { promise, resolve } = Promise.withResolvers<Deno.Signal>();
  let firstAt: number | undefined;
  for (const signal of SIGNALS) {
    Deno.addSignalListener(signal, () => {
      if (firstAt !== undefined && performance.now() - firstAt >= REPEAT_MS) Deno.exit(EXIT_FAILED);
      firstAt ??= performance.now();
      resolve(signal);
    });
  }
  return promise;
}

/** An unhandled failure belongs to one session and must not end the others. */
function surviveStrays(): void {
  const log = loggerOf("api");
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    log.error("unhandled: {reason}", { reason: event.reason?.stack ?? String(event.reason) });
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    log.error("uncaught: {reason}", { reason: event.error?.stack ?? event.message });
  });
}

function complain(message: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`${message}\n`));
}
