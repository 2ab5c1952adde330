/**
 * Failover: tries the providers of a chain in order until one succeeds.
 *
 * @module
 */
import type { AdapterBase, AdapterKind } from "../../contract/adapter.ts";
import { isAbort, messageOf, ProviderError, TthError } from "../../contract/errors.ts";
import type { Provider } from "./chain.ts";

/** A provider failed and another took over. */
export interface Replacement {
  readonly kind: AdapterKind;
  readonly from: string;
  /** What took over; `null`: nothing, the turn continues without it. */
  readonly to: string | null;
  readonly reason: string;
}

/** What {@linkcode attempt} does after a failure. */
export interface AttemptOptions {
  readonly kind: AdapterKind;
  /** Ends the turn. A failure after its abort does not count against the provider. */
  readonly signal: AbortSignal;
  /** Called when another provider takes over. */
  replaced(replacement: Replacement): void;
  /** What takes over from the last provider; `null`: the turn continues without it. Absent: its failure is thrown. */
  readonly lastResort?: string | null | undefined;
  /** Whether another may take over now. Default: always. */
  mayReplace?(): boolean;
}

/**
 * Lets the first provider do the work; if it fails, the next one, and so on. Each outcome counts for or against the
 * provider's breaker.
 *
 * @param candidates The providers, in order.
 * @param options What to do after a failure.
 * @param work The work; `hasNext` tells whether another can take over.
 * @returns Whether a provider succeeded; `false`: the last resort takes over.
 * @throws What the last provider threw, if there is no last resort; the signal's reason once the turn is over; or the
 *   failure after which no other may take over.
 */
export async function attempt<A extends AdapterBase>(
  candidates: readonly Provider<A>[],
  options: AttemptOptions,
  work: (provider: Provider<A>, hasNext: boolean) => Promise<void>,
): Promise<boolean> {
  const { kind, signal, lastResort } = options;
  for (const [i, provider] of candidates.entries()) {
    const to = candidates[i + 1]?.name ?? lastResort;
    try {
      await work(provider, to !== undefined);
      provider.breaker.succeed();
      return true;
    } catch (error) {
      countFailure(provider, error, { signal, hasNext: to !== undefined });
      if (signal.aborted || to === undefined || options.mayReplace?.() === false) throw error;
      options.replaced({ kind, from: provider.name, to, reason: messageOf(error) });
    }
  }
  return false;
}

/**
 * Counts a provider's failure, unless it is only the end of the turn. What a request caused, such as a text that the
 * provider cannot say, never opens the breaker: that would take the provider from all sessions. If another can serve,
 * one timeout is enough to skip a provider: each further one would delay a turn by the same time.
 *
 * @param options `hasNext`: whether another can serve.
 */
export function countFailure(
  provider: Provider,
  error: unknown,
  { signal, hasNext }: { readonly signal: AbortSignal; readonly hasNext: boolean },
): void {
  if (isAbort(error, signal)) return;
  if (error instanceof ProviderError && error.isRequestFault) return provider.breaker.refuse();
  const isLasting = error instanceof TthError && !error.retryable;
  const isCostly = hasNext && error instanceof ProviderError && error.code === "provider_timeout";
  provider.breaker.fail(messageOf(error), { opens: isLasting || isCostly });
}
