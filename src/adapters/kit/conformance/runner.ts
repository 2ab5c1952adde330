/**
 * Runs the checks of an adapter's kind against it.
 *
 * @module
 */
import type { AdapterBase, AdapterKind } from "../../../contract/adapter.ts";
import { systemClock } from "../../../contract/clock.ts";
import { messageOf } from "../../../contract/errors.ts";
import { deadline } from "../../../core/async.ts";
import type { Registry } from "../../../core/registry.ts";
import { avatarChecks } from "./avatar.ts";
import { commonChecks } from "./common.ts";
import { type Check, CountingClock, hostFor, Skip, type Subject } from "./kit.ts";
import { llmChecks } from "./llm.ts";
import { realtimeChecks } from "./realtime.ts";
import { ttsChecks } from "./tts.ts";

/** No check takes longer, in ms. */
const CHECK_LIMIT_MS = 60_000;

/** The checks of each kind, beside the common ones. */
const CHECKS: { readonly [K in AdapterKind]: readonly Check<K>[] } = {
  llm: llmChecks,
  tts: ttsChecks,
  avatar: avatarChecks,
  realtime: realtimeChecks,
};

/** How an adapter is checked. */
export interface ConformanceOptions {
  /** The adapter's options. Default: `{}`. */
  readonly options?: unknown;
  /** Options with which its provider cannot be reached. */
  readonly brokenOptions?: unknown;
  /** Gives secrets. Default: none. */
  readonly secret?: (name: string) => string | undefined;
  /** Runs only the checks whose name holds this. */
  readonly only?: string;
  /** Told of each result as it comes. */
  readonly onResult?: (result: CheckResult) => void;
}

/** How one check went. */
export interface CheckResult {
  readonly name: string;
  readonly status: "passed" | "failed" | "skipped";
  /** Why it failed or was skipped; empty if it passed. */
  readonly detail: string;
  readonly tookMs: number;
}

/**
 * Checks whether an adapter keeps the contract of its kind.
 *
 * @param registry Where it is registered.
 * @param kind Its kind.
 * @param name Its name.
 * @param options How.
 * @returns A result for each check.
 * @throws When the adapter cannot be loaded at all.
 */
export async function checkConformance<K extends AdapterKind>(
  registry: Registry,
  kind: K,
  name: string,
  options: ConformanceOptions = {},
): Promise<CheckResult[]> {
  const clock = new CountingClock();
  const host = hostFor(name, clock, options.secret ?? (() => undefined));
  const created: AdapterBase[] = [];
  const subject: Subject<K> = {
    definition: await registry.definition(kind, name),
    options: options.options ?? {},
    brokenOptions: options.brokenOptions,
    clock,
    async create(own = subject.options) {
      const adapter = await registry.create(kind, name, own, host);
      created.push(adapter);
      await adapter.load();
      return adapter;
    },
  };
  const results: CheckResult[] = [];
  // The common checks take an adapter of any kind, which the type of a union of kinds cannot say.
  for (const check of [...commonChecks, ...CHECKS[kind]] as readonly Check<K>[]) {
    if (!check.name.includes(options.only ?? "")) continue;
    const result = await runCheck(check, subject);
    await Promise.all(created.splice(0).map((adapter) => adapter.close()));
    options.onResult?.(result);
    results.push(result);
  }
  return results;
}

async function runCheck<K extends AdapterKind>(check: Check<K>, subject: Subject<K>): Promise<CheckResult> {
  const startedAt = performance.now();
  const outcome = await deadline((async () => await check.run(subject))(), {
    clock: systemClock,
    limitMs: CHECK_LIMIT_MS,
    onTimeout: () => new Error(`not done after ${CHECK_LIMIT_MS} ms`),
  }).then(
    () => ({ status: "passed", detail: "" } as const),
    (error: unknown) => ({ status: error instanceof Skip ? "skipped" : "failed", detail: messageOf(error) } as const),
  );
  return { name: check.name, ...outcome, tookMs: performance.now() - startedAt };
}
