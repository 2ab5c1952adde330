/**
 * The status of the providers for the HTTP API: their health, their capabilities, and whether the service can speak.
 *
 * @module
 */
import type { AdapterKind, Capabilities } from "../../contract/adapter.ts";
import type { Clock } from "../../contract/clock.ts";
import type {
  CapabilitiesByKind,
  CapabilitiesView,
  HealthReport,
  HealthView,
  Models,
  ModelView,
} from "../../contract/protocol/http.ts";
import { fidelityOf } from "../../control/mapper.ts";
import { capabilitiesOf, chainsOf, type ProviderChain, type Providers } from "../../pipeline/provider/chain.ts";
import type { Reachability } from "../../pipeline/provider/reachability.ts";

/** Longest wait for a provider's answer about its health, ms. */
const HEALTH_LIMIT_MS = 3000;

/**
 * Checks the health of every chain in use. A kind that is not in use counts as healthy.
 *
 * @param providers The chains.
 * @param redact Removes secrets from a provider's message.
 * @param signal Ends the checks early.
 */
export async function healthReport(
  providers: Providers,
  redact: (text: string) => string,
  signal?: AbortSignal,
): Promise<HealthReport> {
  const unused: HealthView = { healthy: true, latency_ms: null, detail: "not in use" };
  const asked = chainsOf(providers).map(async (chain): Promise<[string, HealthView]> => {
    const { healthy, latencyMs, detail } = await chain.health(HEALTH_LIMIT_MS, signal);
    return [chain.kind, { healthy, latency_ms: latencyMs, detail: redact(detail) }];
  });
  return { llm: unused, tts: unused, avatar: unused, ...Object.fromEntries(await Promise.all(asked)) };
}

/**
 * Why no turn can be spoken now; `undefined` if one can. An avatar is optional: without one there is audio. Anyone may
 * read it, so a provider's own words are left to `/v1/health`.
 *
 * @param providers The chains in use.
 * @param reachability Whether they can be reached.
 */
export function speechObstacle(providers: Providers, reachability: Reachability): string | undefined {
  const obstacle = (chain: ProviderChain | undefined): string | undefined => {
    if (chain === undefined) return "not in use";
    const inUse = chain.providers.filter(({ breaker }) => breaker.state !== "open");
    if (inUse.some((provider) => reachability.reaches(provider))) return undefined;
    const why = inUse.length === 0 ? "fails" : "cannot be reached";
    return `no ${chain.kind} can serve: ${chain.primary.name} ${why}; see /v1/health`;
  };
  const realtime = obstacle(providers.realtime);
  if (realtime === undefined) return undefined;
  const cascade = obstacle(providers.llm) ?? obstacle(providers.tts);
  return providers.realtime !== undefined && cascade !== undefined ? realtime : cascade;
}

/**
 * Caches the result of a query for a while; concurrent callers share it.
 *
 * @param clock The clock.
 * @param ttlMs How long a result is reused, ms.
 * @param ask Runs the query.
 */
export function cached<T>(clock: Clock, ttlMs: number, ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  let askedAt = 0;
  return () => {
    if (answer === undefined || clock.now() - askedAt >= ttlMs) [answer, askedAt] = [ask(), clock.now()];
    return answer;
  };
}

/** The adapters in use, by kind. */
export function modelsOf(providers: Providers): Models {
  const views = chainsOf(providers).map((chain): [AdapterKind, ModelView] => {
    const [primary = "", ...fallbacks] = chain.providers.map(({ name }) => name);
    const serving = chain.available()[0] ?? chain.primary;
    const capabilities = serving.shared.capabilities();
    return [chain.kind, {
      adapter: serving.name,
      primary,
      fallbacks,
      capabilities: capabilityView(capabilities),
      fidelity: fidelityOf({ [chain.kind]: capabilities }),
    }];
  });
  return { realtime: null, llm: null, tts: null, avatar: null, ...Object.fromEntries(views) };
}

/** Capabilities of the adapters that serve now, by kind. */
export function capabilityViews(providers: Providers): CapabilitiesByKind {
  const { realtime, llm, tts, avatar } = capabilitiesOf(providers);
  return {
    ...(realtime && { realtime: capabilityView(realtime) }),
    ...(llm && { llm: capabilityView(llm) }),
    ...(tts && { tts: capabilityView(tts) }),
    ...(avatar && { avatar: capabilityView(avatar) }),
  };
}

function capabilityView(capabilities: Capabilities): CapabilitiesView {
  const { streams, controls, offline, demonstration, languages = ["*"], variants, formats = [], lipSync, verbatim } =
    capabilities;
  return {
    streams: [...streams],
    controls: { ...controls },
    formats: [...formats],
    languages: [...languages],
    offline,
    ...(demonstration !== undefined && { demonstration }),
    ...(variants && { variants: [...variants] }),
    ...(verbatim !== undefined && { verbatim }),
    ...(lipSync !== undefined && { lip_sync: lipSync }),
  };
}
