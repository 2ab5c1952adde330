/**
 * The service on a {@linkcode LoopClock}, which goes faster than the machine's and waits for it when it is busy.
 *
 * @module
 */
import { type Service, startService } from "../../src/api/service.ts";
import type { ServiceOptions } from "../../src/api/service_options.ts";
import { LoopClock } from "./loop_clock.ts";

/** A service with its own clock, which ends with it. */
export interface LoopService extends Service {
  readonly clock: LoopClock;
}

/** Starts the service as its options say. */
export async function startOnLoopClock(options: Omit<ServiceOptions, "clock">): Promise<LoopService> {
  const clock = new LoopClock();
  try {
    const service = await startService({ ...options, clock });
    const stopService = service.stop.bind(service);
    let stopped: Promise<void> | undefined;
    const stop = () => stopped ??= stopService().finally(() => clock[Symbol.asyncDispose]());
    return Object.assign(service, { clock, stop, [Symbol.asyncDispose]: stop });
  } catch (error) {
    await clock[Symbol.asyncDispose]();
    throw error;
  }
}
