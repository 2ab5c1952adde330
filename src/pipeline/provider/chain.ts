/**
 * The providers in use: for each kind a chain of adapters, first the primary, then its fallbacks, each behind a circuit
 * breaker.
 *
 * @module
 */
import type { AdapterBase, AdapterByKind, AdapterKind, Capabilities, Health } from "../../contract/adapter.ts";
import type { Clock } from "../../contract/clock.ts";
import { isAbort, messageOf } from "../../contract/errors.ts";
import { deadline } from "../../core/async.ts";
import { type BreakerOptions, CircuitBreaker } from "./breaker.ts";

/** One adapter of a chain. */
export interface Provider<A extends AdapterBase = AdapterBase> {
  readonly name: string;
  readonly breaker: CircuitBreaker;
  /** The instance that is loaded, asked for health and capabilities, and closed at the end. */
  readonly shared: AdapterBase;
  /** The instance to work with: the shared one, or, for realtime, a new one, which the requesting session closes. */
  adapter(): A;
}

/** What an adapter is built from: its name and a way to make instances. */
interface ProviderSource<A extends AdapterBase> {
  readonly name: string;
  create(): A;
}

/** How a {@linkcode ProviderChain} works. */
interface ChainOptions extends BreakerOptions {
  readonly clock: Clock;
}

/** How long a probe of a skipped provider may take, ms. */
const PROBE_LIMIT_MS = 5000;

/** The adapters of one kind, in order of preference. */
export class ProviderChain<A extends AdapterBase = AdapterBase> {
  readonly kind: AdapterKind;
  readonly providers: readonly Provider<A>[];
  readonly #clock: Clock;
  readonly #probing = new Set<Provider<A>>();

  constructor(kind: AdapterKind, sources: readonly ProviderSource<A>[], options: ChainOptions) {
    this.kind = kind;
    this.#clock = options.clock;
    this.providers = sources.map((source) => {
      const shared = source.create();
      return {
        name: source.name,
        shared,
        breaker: new CircuitBreaker(options.clock, options),
        adapter: kind === "realtime" ? () => source.create() : () => shared,
      };
    });
  }

  /** The adapter that the configuration prefers. */
  get primary(): Provider<A> {
    return this.providers[0]!;
  }

  /**
   * The providers that would serve now, in order: those in use; if there are none, those that may be tried again;
   * otherwise all.
   */
  available(): readonly Provider<A>[] {
    for (const state of ["closed", "half_open"]) {
      const found = this.providers.filter(({ breaker }) => breaker.state === state);
      if (found.length > 0) return found;
    }
    return this.providers;
  }

  /**
   * The providers for a turn to try, in order. One that was skipped long enough is probed in the background, so that no
   * turn waits for it, and is used again once it has responded.
   *
   * @param options `hasLastResort`: another source can serve, so providers that are likely to fail are not tried.
   *   `probe`: tries a provider. Default: a health check.
   */
  candidates(
    options: { hasLastResort?: boolean; probe?: (provider: Provider<A>) => Promise<void> } = {},
  ): readonly Provider<A>[] {
    const { hasLastResort = false, probe = (provider) => this.#askHealth(provider) } = options;
    const available = this.available();
    const inUse = available.filter(({ breaker }) => breaker.state === "closed");
    if (inUse.length === 0 && !hasLastResort) return available;
    for (const provider of this.providers) {
      if (provider.breaker.state === "half_open") void this.#probe(provider, probe);
    }
    return inUse;
  }

  /**
   * Health of the provider that would serve now, including the state of its breaker.
   *
   * @param limitMs How long its answer may take, ms.
   * @param signal Ends the wait early.
   */
  async health(limitMs: number, signal?: AbortSignal): Promise<Health> {
    const [provider] = this.available();
    if (provider === undefined) {
      return {
        healthy: false,
        latencyMs: null,
        detail: `no adapter is configured: name one as components.${this.kind}`,
      };
    }
    const health = await healthOf(provider, this.#clock, limitMs, signal);
    const out = this.providers.filter((each) => each.breaker.state === "open")
      .map((each) => `${each.name} is skipped: ${each.breaker.lastError}`);
    const healthy = health.healthy && provider.breaker.state !== "open";
    return { ...health, healthy, detail: [named(provider, health.detail), ...out].join("; ") };
  }

  async #probe(provider: Provider<A>, probe: (provider: Provider<A>) => Promise<void>): Promise<void> {
    if (this.#probing.has(provider)) return;
    this.#probing.add(provider);
    try {
      await probe(provider);
      provider.breaker.readmit();
    } catch (error) {
      if (!isAbort(error)) provider.breaker.fail(messageOf(error));
    } finally {
      this.#probing.delete(provider);
    }
  }

  async #askHealth(provider: Provider<A>): Promise<void> {
    const { healthy, detail } = await healthOf(provider, this.#clock, PROBE_LIMIT_MS);
    if (!healthy) throw new Error(detail);
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
  for (const chain of chainsOf(providers)) found[chain.kind] = chain.available()[0]!.shared.capabilities();
  return found;
}

/** The chains that are configured. */
export function chainsOf(providers: Providers): ProviderChain[] {
  const { realtime, llm, tts, avatar } = providers;
  return [realtime, llm, tts, avatar].filter((chain) => chain !== undefined);
}

/** The start of providers. None of its promises rejects. */
interface ProvidersStart {
  /** Resolves when every adapter has loaded, or failed: from then on, closing the adapters ends their warm-up. */
  readonly loaded: Promise<void>;
  /** Resolves when every adapter has warmed up, or failed. */
  readonly warm: Promise<void>;
}

/**
 * Loads, then warms up every adapter. A failure counts against its breaker and is reported, not thrown.
 *
 * @param providers The chains.
 * @param report Called with each failure.
 * @param signal Ends the start: no further adapter is warmed up, and failures are not reported.
 */
export function startProviders(
  providers: Providers,
  report: (name: string, error: unknown) => void,
  signal?: AbortSignal,
): ProvidersStart {
  const fail = ({ name, breaker }: Provider, error: unknown) => {
    if (signal?.aborted) return;
    breaker.fail(messageOf(error), { opens: true });
    report(name, error);
  };
  const all = chainsOf(providers).flatMap((chain) => chain.providers).map((provider) => {
    const { shared } = provider;
    const loading = new Promise<void>((resolve) => resolve(shared.load()));
    return {
      loaded: loading.catch(() => {}),
      warm: loading.then(() => signal?.aborted ? undefined : shared.warmup()).catch((error) => fail(provider, error)),
    };
  });
  const every = async (promises: readonly Promise<void>[]) => void await Promise.all(promises);
  return { loaded: every(all.map(({ loaded }) => loaded)), warm: every(all.map(({ warm }) => warm)) };
}

/** Closes every adapter. A failure is reported, not thrown. */
export async function closeProviders(
  providers: Providers,
  report: (name: string, error: unknown) => void,
): Promise<void> {
  await Promise.all(
    chainsOf(providers).flatMap((chain) => chain.providers).map(async ({ name, shared }) => {
      try {
        await shared.close();
      } catch (error) {
        report(name, error);
      }
    }),
  );
}

/**
 * A provider's own answer about its health. Never throws.
 *
 * @param limitMs How long the answer may take, ms.
 * @param signal Ends the wait early.
 */
export async function healthOf(
  { shared }: Provider,
  clock: Clock,
  limitMs: number,
  signal: AbortSignal = new AbortController().signal,
): Promise<Health> {
  const giveUp = new AbortController();
  const onTimeout = () => new Error(`no answer within ${limitMs} ms; is it running?`);
  try {
    const asking = Promise.try(() => shared.health({ signal: giveUp.signal }));
    const health = await deadline(asking, { clock, limitMs, onTimeout, signal });
    if (isHealth(health)) return health;
    throw new Error(
      "health() must resolve to { healthy: true or false, latencyMs: a number or null, detail: a string }",
    );
  } catch (error) {
    giveUp.abort();
    return { healthy: false, latencyMs: null, detail: messageOf(error) };
  }
}

/** Whether an answer is one: adapters may be written without types. */
function isHealth(answer: Health): boolean {
  const { healthy, latencyMs, detail } = Object(answer);
  const isTimed = latencyMs === null || Number.isFinite(latencyMs);
  return typeof healthy === "boolean" && isTimed && typeof detail === "string";
}

/** A provider's message, prefixed with its name unless it already contains it. */
function named({ name }: Pick<Provider, "name">, text: string): string {
  return text.startsWith(`${name}: `) ? text : `${name}: ${text}`;
}
