/**
 * The service in a script's process, on a real socket.
 *
 * @module
 */
import { environmentOf } from "../../src/core/config/environment.ts";
import { type Service, startService } from "../../src/api/service.ts";

/** For proofs of what a session gets: a machine that is busy with other work must not cost it its pictures. */
export const UNLIMITED = { TTH_ADMISSION__ENABLED: "false" };

/**
 * Starts the service on a free port of this machine, with only this environment.
 *
 * @param profile The profile.
 * @param env Further variables.
 * @returns The service, warmed up.
 */
export async function startLocally(profile: string, env: Record<string, string | undefined> = {}): Promise<Service> {
  const service = await startService({
    env: environmentOf({ TTH_LOG_LEVEL: "warning", ...env, TTH_HOST: "127.0.0.1", TTH_PORT: "0" }),
    profile,
  });
  await service.warm;
  return service;
}
