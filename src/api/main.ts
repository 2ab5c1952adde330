/**
 * The program: starts the service, and stops it when it is told to.
 *
 * Exit codes: 0 after a clean stop, 1 when the service cannot run, 2 when the configuration holds mistakes.
 *
 * @module
 */
import { ConfigError } from "../core/config.ts";
import { filesBelow } from "../core/config_files.ts";
import { systemEnvironment } from "../core/environment.ts";
import { messageOf } from "../contract/errors.ts";
import { loggerOf } from "../core/logging.ts";
import { type Service, startService } from "./service.ts";

const EXIT_FAILED = 1;
const EXIT_CONFIG = 2;

async function main(): Promise<void> {
  let service: Service;
  try {
    service = await startService({ env: systemEnvironment(await filesBelow().read(".env")) });
  } catch (error) {
    complain(messageOf(error));
    Deno.exit(error instanceof ConfigError ? EXIT_CONFIG : EXIT_FAILED);
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
  const signal = await stopSignal();
  log.info("stopping on {signal}, once more stops at once", { signal });
  stopSignal().then(() => Deno.exit(EXIT_FAILED));
  await service.stop();
  Deno.exit(0);
}

/** Resolves with the first signal that asks the program to stop. */
function stopSignal(): Promise<Deno.Signal> {
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];
  const { promise, resolve } = Promise.withResolvers<Deno.Signal>();
  const listeners = signals.map((signal) => [signal, () => resolve(signal)] as const);
  for (const [signal, listener] of listeners) Deno.addSignalListener(signal, listener);
  return promise.finally(() => {
    for (const [signal, listener] of listeners) Deno.removeSignalListener(signal, listener);
  });
}

/** A failure that nobody waits for belongs to one session; it must not end the others. */
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

if (import.meta.main) await main();
