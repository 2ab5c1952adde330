/**
 * The providers of the configuration: made from the registry, and shown by the HTTP API.
 *
 * @module
 */
import { type AdapterByKind, type AdapterHost, type AdapterKind, type Capabilities } from "../contract/adapter.ts";
import { fidelityOf } from "../control/mapper.ts";
import type { Clock } from "../contract/clock.ts";
import type { LoadedConfig } from "../core/config/config.ts";
import { type Environment, hiddenSecrets, secretFrom } from "../core/config/environment.ts";
import { loggerOf } from "../core/logging.ts";
import { instantiate, type Registry } from "../core/registry/registry.ts";
import { capabilitiesOf, chainsOf, named, ProviderChain, type Providers } from "../pipeline/provider/chain.ts";
import type {
  CapabilitiesByKind,
  CapabilitiesView,
  HealthReport,
  HealthView,
  Models,
  ModelView,
} from "../contract/protocol/http.ts";

/** Longest wait for a provider's word on its health, ms. */
const HEALTH_LIMIT_MS = 3000;

/** A value of an adapter's secret that is as long as this, and no address, is taken for a key. */
const KEY_CHARS = 16;

/** What providers are made from. */
interface ProviderParts {
  readonly loaded: LoadedConfig;
  readonly registry: Registry;
  readonly env: Environment;
  readonly clock: Clock;
}

/**
 * Makes an instance of every adapter that the configuration names; none is loaded yet.
 *
 * @param parts Configuration, registry, and what adapters get from their host.
 * @returns The chains, by kind.
 */
export async function createProviders(parts: ProviderParts): Promise<Providers> {
  warnOfHiddenSecrets(parts);
  const [realtime, llm, tts, avatar] = await Promise.all([
    createChain("realtime", parts),
    createChain("llm", parts),
    createChain("tts", parts),
    createChain("avatar", parts),
  ]);
  return {
    ...(realtime && { realtime }),
    ...(llm && { llm }),
    ...(tts && { tts }),
    ...(avatar && { avatar }),
  };
}

async function createChain<K extends AdapterKind>(
  kind: K,
  parts: ProviderParts,
): Promise<ProviderChain<AdapterByKind[K]> | undefined> {
  const { loaded: { config, adapters }, registry, clock } = parts;
  const choice = config.components[kind];
  if (choice === null) return undefined;
  const names = [choice.primary, ...choice.fallback];
  const chosen = names.flatMap((name) => adapters.get(name) ?? []);
  const sources = await Promise.all(chosen.map(async ({ name, definition: { name: adapter }, options, secrets }) => {
    const definition = await registry.definition(kind, adapter);
    const host = hostOf(name, secrets, parts);
    return { name, create: () => instantiate(definition, options, host) };
  }));
  const { breaker_failures, breaker_reset_ms } = config.failover;
  return new ProviderChain(kind, sources, { clock, failures: breaker_failures, resetMs: breaker_reset_ms });
}

function hostOf(name: string, secrets: readonly string[], { env, clock }: ProviderParts): AdapterHost {
  return {
    name,
    clock,
    log: loggerOf(`adapter.${name}`),
    secret: (variable) => secrets.includes(variable) ? secretFrom(env, variable) : undefined,
  };
}

/**
 * The values that must never be shown: the keys of clients, and what the adapters in use read as a key.
 *
 * @param loaded The configuration.
 * @param env Where the adapters' keys are.
 */
export function secretValues({ config, adapters }: LoadedConfig, env: Environment): string[] {
  const values = [...adapters.values()].flatMap(({ secrets }) => secrets).flatMap((name) => {
    const value = secretFrom(env, name);
    if (value === undefined) return [];
    const isKey = /KEY|TOKEN|SECRET|PASSWORD/.test(name) || (value.length >= KEY_CHARS && !URL.canParse(value));
    return isKey ? [value] : [];
  });
  return [...config.server.api_keys, ...values];
}

/** Says which secrets of the adapters in use the permissions hide: without them an adapter may fail, or be let in less. */
function warnOfHiddenSecrets({ loaded, env }: ProviderParts): void {
  const text =
    "{adapter} may not read {secret}: if it needs it, set TTH_{secret}, or put {secret} into .env, or allow " +
    "it in the permissions of your import map";
  for (const { name, definition, secrets } of loaded.adapters.values()) {
    const log = loggerOf(`adapter.${name}`);
    for (const secret of hiddenSecrets(env, secrets)) {
      // A function names what the adapter would use, such as the key of a server that may need none.
      if (typeof definition.secrets === "function") log.info(text, { adapter: name, secret });
      else log.warning(text, { adapter: name, secret });
    }
  }
}

/**
 * Asks every chain in use how it is. A kind that is not in use is healthy.
 *
 * @param providers The chains.
 * @param redact Takes secrets out of what a provider says of itself.
 */
export async function healthReport(
  providers: Providers,
  redact: (text: string) => string,
): Promise<HealthReport> {
  const unused: HealthView = { healthy: true, latency_ms: null, detail: "not in use" };
  const asked = chainsOf(providers).map(async (chain): Promise<[string, HealthView]> => {
    const { healthy, latencyMs, detail } = await chain.health(HEALTH_LIMIT_MS);
    return [chain.kind, { healthy, latency_ms: latencyMs, detail: redact(detail) }];
  });
  return { llm: unused, tts: unused, avatar: unused, ...Object.fromEntries(await Promise.all(asked)) };
}

/**
 * Why nobody can be spoken to right now; `undefined` if somebody can. A face is no condition: without one there is audio.
 *
 * @param providers The chains in use.
 */
export function speechObstacle(providers: Providers): string | undefined {
  const obstacle = (chain: ProviderChain | undefined): string | undefined => {
    if (chain === undefined) return "not in use";
    if (chain.providers.some(({ breaker }) => breaker.state !== "open")) return undefined;
    return `no ${chain.kind} can serve: ${named(chain.primary, chain.primary.breaker.lastError)}`;
  };
  const realtime = obstacle(providers.realtime);
  if (realtime === undefined) return undefined;
  const cascade = obstacle(providers.llm) ?? obstacle(providers.tts);
  return providers.realtime !== undefined && cascade !== undefined ? realtime : cascade;
}

/**
 * Makes a question cheap to ask often: those who ask at the same time, or soon after, share one answer.
 *
 * @param clock The clock.
 * @param ttlMs How long an answer is good for, ms.
 * @param ask Asks.
 */
export function shared<T>(clock: Clock, ttlMs: number, ask: () => Promise<T>): () => Promise<T> {
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
