/**
 * The schema of tenants: named groups of API keys with quotas.
 *
 * @module
 */
import { z } from "zod";

const perMinute = (what: string) => z.int().min(1).max(1_000_000_000).optional().describe(`${what} Default: no limit.`);

/** What a tenant or an address may use. */
export const Quota = z.strictObject({
  max_sessions: z.int().min(1).max(100_000).optional()
    .describe("Concurrent sessions. Default: only `session.max_sessions`."),
  creations_per_min: perMinute("Sessions created in a minute."),
  turns_per_min: perMinute("Turns begun in a minute, in all sessions."),
  characters_per_min: perMinute("Characters of texts in a minute, in all sessions."),
});
export type Quota = z.infer<typeof Quota>;

/** One API key, in characters that every HTTP client can send in a header. */
export const ApiKey = z.string().min(16).max(256)
  .refine((key) => /^[ -~]*$/.test(key), "has characters that a header cannot hold, use ASCII").meta({
    writeOnly: true,
  });

/** A tenant: it sees only its sessions. */
const Tenant = Quota.extend({
  keys: z.array(ApiKey).min(1).max(64).describe("Its API keys, 16..256 characters each."),
});

/** The tenants by name. */
export const Tenants = z.record(z.string().regex(/^[a-z0-9_-]{1,64}$/), Tenant).default({})
  .describe("Tenants by name, each with API keys and quotas; a tenant sees only its sessions. Default: none.");

/** The tenant of the keys in `server.api_keys`. */
export const DEFAULT_TENANT = "default";

/** Quota of an address where a service that others can reach has no keys. */
export const AddressQuota = Quota.prefault({
  max_sessions: 20,
  creations_per_min: 60,
  turns_per_min: 240,
  characters_per_min: 100_000,
}).describe(
  "Without API keys, where others can reach the service: what one address may use. Default: 20 sessions, 60 creations, " +
    "240 turns and 100000 characters a minute.",
);

/** The keys of a configuration. */
interface Keys {
  readonly server: { readonly api_keys: readonly string[] };
  readonly tenants: z.infer<typeof Tenants>;
}

/** Every API key, with its tenant. */
export function keysOf({ server, tenants }: Keys): { readonly key: string; readonly tenant: string }[] {
  const named = Object.entries(tenants).flatMap(([tenant, { keys }]) => keys.map((key) => ({ key, tenant })));
  return [...server.api_keys.map((key) => ({ key, tenant: DEFAULT_TENANT })), ...named];
}
