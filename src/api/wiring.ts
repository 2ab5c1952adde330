/**
 * Creates the configured adapters from the registry and wires them into chains.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { AdapterByKind, AdapterHost, AdapterKind, LocalProvider } from "../contract/adapter.ts";
import type { Clock } from "../contract/clock.ts";
import type { LoadedConfig } from "../core/config/config.ts";
import { type Environment, hiddenSecrets, secretFrom } from "../core/config/environment.ts";
import { keysOf } from "../core/config/sections/tenants.ts";
import { loggerOf } from "../core/logging.ts";
import { instantiate, type Registry } from "../core/registry/registry.ts";
import { capabilitiesOf, ProviderChain, type Providers } from "../pipeline/provider/chain.ts";
import { healthReport } from "./http/status.ts";

/** A secret's value of at least this length that is not an address counts as a key. */
const KEY_CHARS = 16;

/** Logged at start-up when a stand-in replies. */
const DEMONSTRATION =
  "replies are a demonstration until a model is connected: start Ollama, LM Studio or llama.cpp on " +
  "this machine and then this service, or set OPENAI_API_KEY, or OPENAI_BASE_URL for another server";

/** What providers are created from. */
interface ProviderParts {
  readonly loaded: LoadedConfig;
  readonly registry: Registry;
  readonly env: Environment;
  readonly clock: Clock;
  /** Processors that the adapters may use. Absent: all of the machine's. */
  readonly cores?: number;
}

/**
 * Creates an instance of every configured adapter, without loading it.
 *
 * @param parts Configuration, registry, and the adapters' host.
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

function hostOf(name: string, secrets: readonly string[], { loaded, env, clock, cores }: ProviderParts): AdapterHost {
  return {
    name,
    clock,
    log: loggerOf(`adapter.${name}`),
    voices: loaded.config.voices,
    looks: loaded.config.looks,
    ...(cores !== undefined && { cores }),
    secret: (variable) => secrets.includes(variable) ? secretFrom(env, variable) : undefined,
  };
}

/**
 * The values that must never be shown: clients' keys, and the keys that the adapters in use read.
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
  const { token_key } = config.server;
  return [...keysOf(config).map(({ key }) => key), ...(token_key === undefined ? [] : [token_key]), ...values];
}

/**
 * Warns about secrets of the adapters in use that the permissions hide: without them an adapter may fail or have less
 * access.
 */
function warnOfHiddenSecrets({ loaded, env }: ProviderParts): void {
  const text =
    "{adapter} may not read {secret}: if it needs it, set TTH_{secret}, or put {secret} into .env, or allow " +
    "it in the permissions of your import map";
  for (const { name, definition, secrets } of loaded.adapters.values()) {
    const log = loggerOf(`adapter.${name}`);
    for (const secret of hiddenSecrets(env, secrets)) {
      // A function may name optional secrets, such as the key of a server that may not need one.
      if (typeof definition.secrets === "function") log.info(text, { adapter: name, secret });
      else log.warning(text, { adapter: name, secret });
    }
  }
}

/**
 * Logs what may surprise at start-up: where replies come from, and what keeps a provider from serving, such as a missing
 * key. Nothing once `signal` has aborted: closed providers cannot serve.
 */
export async function announceProviders(
  providers: Providers,
  { localProvider, log, redact, signal }: {
    readonly localProvider: LocalProvider | undefined;
    readonly log: Logger;
    readonly redact: (text: string) => string;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  if (signal.aborted) return;
  if (localProvider !== undefined) log.info("replies come from {found}", { found: localProvider.summary });
  const { realtime, llm } = capabilitiesOf(providers);
  if (realtime === undefined && llm?.demonstration === true) log.info(DEMONSTRATION);
  const report = await healthReport(providers, redact, signal);
  if (signal.aborted) return;
  for (const [kind, health] of Object.entries(report)) {
    if (health?.healthy === false) log.warning("{kind} cannot serve: {detail}", { kind, detail: health.detail });
  }
}

/** Warns if the platform shows the service to everyone, which may not be intended. */
export function warnOfOpenness({ config, onPlatform }: LoadedConfig): void {
  if (!onPlatform || keysOf(config).length > 0 || config.server.allow_open) return;
  loggerOf("api").warning(
    "everyone may use this service: set TTH_API_KEYS, or TTH_SERVER__ALLOW_OPEN=true if this is intended",
  );
}
