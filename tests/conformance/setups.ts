/**
 * How the adapters of the tree are set up to be checked: quick options, and stand-ins for the providers of those that
 * need one.
 *
 * @module
 */
import type { ConformanceOptions } from "./runner.ts";

/** What an adapter is checked with, until it is disposed of. */
export interface Setup extends AsyncDisposable {
  readonly conformance: ConformanceOptions;
}

/** A setup of options alone. */
function withOptions(options: unknown): () => Promise<Setup> {
  return () => Promise.resolve({ conformance: { options }, [Symbol.asyncDispose]: () => Promise.resolve() });
}

/** By adapter name; an adapter that is not here is checked with its default options. */
export const setups: Readonly<Record<string, () => Promise<Setup>>> = {
  mock_llm: withOptions({ word_delay_ms: 1 }),
  mock_realtime: withOptions({ latency_ms: 0, speedup: 500 }),
};
