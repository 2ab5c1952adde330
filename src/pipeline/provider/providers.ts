/**
 * The providers in use: for each kind a chain of adapters, first the primary, then its fallbacks, each behind a circuit
 * breaker.
 *
 * @module
 */
import type { AdapterBase, AdapterByKind, AdapterKind, Capabilities, Health } from "../../contract/adapter.ts";
import type { Clock } from "../../contract/clock.ts";
import { isAbort, messageOf, TthError } from "../../contract/errors.ts";
import { deadline } from "../../core/async.ts";
import { type BreakerOptions, CircuitBreaker } from "./breaker.ts";

/** One adapter of a chain. */
export interface Provider<A extends AdapterBase = AdapterBase> {
  readonly name: string;
  readonly breaker: CircuitBreaker;
  /** The instance; for realtime, one that only answers for health and capabilities. */
  readonly adapter: A;
  /** Makes a further instance; realtime needs one a session. */
  create(): A;
}

/** What an adapter is built from: its name and a way to make instances. */
export interface ProviderSource<A extends AdapterBase> {
  readonly name: string;
  create(): A;
}

/** The adapters of one kind, in order of preference. */
export class ProviderChain<A extends AdapterBase = AdapterBase> {
  readonly kind: AdapterKind;
  readonly providers: readonly Provider<A>[];

  constructor(kind: AdapterKind, sources: readonly ProviderSource<A>[], clock: Clock, breaker: BreakerOptions) {
    this.kind = kind;
    this.providers = sources.map((source) => ({
      name: source.name,
      adapter: source.create(),
      breaker: new CircuitBreaker(clock, breaker),
      create: () => source.create(),
    }));
  }

  /** The adapter that the configuration prefers. */
  get primary(): Provider<A> {
    return this.providers[0]!;
  }

  /** The providers that a turn may use now, in order; all of them when every breaker is open. */
  available(): readonly Provider<A>[] {
    const usable = this.providers.filter((provider) => provider.breaker.state !== "open");
    return usable.length > 0 ? usable : this.providers;
  }

  /** Health of the provider that would serve now, with what its breaker knows. */
  async health(clock: Clock, limitMs: number): Promise<Health> {
    const [provider] = this.available();
    if (provider === undefined) return { healthy: false, latencyMs: null, detail: "no adapter is configured" };
    const probe = await probeHealth(provider.adapter, clock, limitMs);
    const out = this.providers.filter((each) => each.breaker.state === "open")
      .map((each) => `${each.name} is kept out: ${each.breaker.lastError}`);
    const healthy = probe.healthy && provider.breaker.state !== "open";
    return { ...probe, healthy, detail: [`${provider.name}: ${probe.detail}`, ...out].join("; ") };
  }
}

/** The chains in use; a kind that is not configured is absent. */
export type Providers = { readonly [K in AdapterKind]?: ProviderChain<AdapterByKind[K]> };

/** Names of the adapters that would serve now, by kind. */
export function componentsOf(providers: Providers): Record<AdapterKind, string | null> {
  const name = (chain: ProviderChain | undefined) => chain?.available()[0]?.name ?? null;
  return {
    realtime: name(providers.realtime),
    llm: name(providers.llm),
    tts: name(providers.tts),
    avatar: name(providers.avatar),
  };
}

/** Capabilities of the adapters that would serve now, by kind. */
export function capabilitiesOf(providers: Providers): Partial<Record<AdapterKind, Capabilities>> {
  const found: Partial<Record<AdapterKind, Capabilities>> = {};
  for (const chain of chainsOf(providers)) found[chain.kind] = chain.available()[0]!.adapter.capabilities();
  return found;
}

/** The chains that are configured. */
export function chainsOf(providers: Providers): ProviderChain[] {
  const { realtime, llm, tts, avatar } = providers;
  return [realtime, llm, tts, avatar].filter((chain) => chain !== undefined);
}

/** Loads, then warms up every shared adapter. A failure counts against its breaker and is reported, not thrown. */
export async function startProviders(
  providers: Providers,
  report: (name: string, error: unknown) => void,
): Promise<void> {
  await Promise.all(
    chainsOf(providers).flatMap((chain) => chain.providers).map(async ({ name, adapter, breaker }) => {
      try {
        await adapter.load();
        await adapter.warmup();
      } catch (error) {
        breaker.fail(messageOf(error), { lasting: true });
        report(name, error);
      }
    }),
  );
}

/** Closes every shared adapter. */
export async function closeProviders(providers: Providers): Promise<void> {
  const adapters = chainsOf(providers).flatMap((chain) => chain.providers).map(({ adapter }) => adapter);
  await Promise.allSettled(adapters.map((adapter) => adapter.close()));
}

/** Counts a provider's failure, unless it is only the turn's own end. */
export function countFailure(provider: Provider, error: unknown, signal: AbortSignal): void {
  if (isAbort(error, signal)) return;
  provider.breaker.fail(messageOf(error), { lasting: error instanceof TthError && !error.retryable });
}

async function probeHealth(adapter: AdapterBase, clock: Clock, limitMs: number): Promise<Health> {
  const giveUp = new AbortController();
  const onTimeout = () => new Error(`no answer within ${limitMs} ms`);
  try {
    return await deadline(adapter.health({ signal: giveUp.signal }), { clock, limitMs, onTimeout });
  } catch (error) {
    giveUp.abort();
    return { healthy: false, latencyMs: null, detail: messageOf(error) };
  }
}
