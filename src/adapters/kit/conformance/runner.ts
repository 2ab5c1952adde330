/**
 * Runs the checks of an adapter's kind against it.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { AdapterBase, AdapterDefinition, AdapterKind } from "../../../contract/adapter.ts";
import { systemClock } from "../../../contract/clock.ts";
import { messageOf } from "../../../contract/errors.ts";
import { deadline } from "../../../core/async.ts";
import { createAdapter } from "../../../core/registry/registry.ts";
import { avatarChecks } from "./avatar.ts";
import { commonChecks } from "./common.ts";
import { aliasOf, type Check, CountingClock, hostFor, Skip, type Subject } from "./kit.ts";
import { llmChecks } from "./llm.ts";
import { realtimeChecks } from "./realtime.ts";
import { ttsChecks } from "./tts.ts";

/** Default time limit of a check, in ms: more than a machine with ten times the work that it can do needs. */
const CHECK_LIMIT_MS = 120_000;

/** The checks of each kind, besides the common ones. */
const CHECKS: { readonly [K in AdapterKind]: readonly Check<K>[] } = {
  llm: llmChecks,
  tts: ttsChecks,
  avatar: avatarChecks,
  realtime: realtimeChecks,
};

/** Options of the checks. */
export interface ConformanceOptions {
  /** The adapter's options. Default: `{}`. */
  readonly options?: unknown;
  /** Options with which its provider cannot be reached. */
  readonly brokenOptions?: unknown;
  /**
   * Cuts the program off from the network permanently, if no options do. Called once, before the checks that need it.
   */
  readonly cutOff?: () => Promise<void>;
  /** Gives secrets. Default: none. */
  readonly secret?: (name: string) => string | undefined;
  /** Time limit of a check, ms. Default: 120000. */
  readonly limitMs?: number;
  /** Runs only the checks whose name holds this. */
  readonly only?: string;
  /** Called with each result. */
  readonly onResult?: (result: CheckResult) => void;
}

/** The result of one check. */
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
 * @param definition The adapter: its module's default export.
 * @param options How.
 * @returns A result for each check.
 */
export async function checkConformance<K extends AdapterKind>(
  definition: AdapterDefinition<K>,
  options: ConformanceOptions = {},
): Promise<CheckResult[]> {
  const created: AdapterBase[] = [];
  const subject = subjectOf(definition, options, created);
  // The common checks take an adapter of any kind, which the type of a union of kinds cannot say.
  const checks = [...commonChecks, ...CHECKS[definition.kind]] as readonly Check<K>[];
  const wanted = checks.filter(({ name }) => name.includes(options.only ?? ""));
  const [ordinary, broken] = [wanted.filter(({ isBroken }) => !isBroken), wanted.filter(({ isBroken }) => isBroken)];
  const results: CheckResult[] = [];
  const run = async (check: Check<K>) => {
    const result = await runCheck(check, subject, options.limitMs ?? CHECK_LIMIT_MS);
    await Promise.all(created.splice(0).map((adapter) => adapter.close()));
    options.onResult?.(result);
    results.push(result);
  };
  for (const check of ordinary) await run(check);
  if (broken.length > 0 && options.brokenOptions === undefined) await options.cutOff?.();
  for (const check of broken) await run(check);
  return results;
}

function subjectOf<K extends AdapterKind>(
  definition: AdapterDefinition<K>,
  { options = {}, brokenOptions, cutOff, secret = () => undefined }: ConformanceOptions,
  created: AdapterBase[],
): Subject<K> {
  const clock = new CountingClock();
  const make = (own: unknown, name: string) => {
    const adapter = createAdapter(definition, own, hostFor(name, clock, secret));
    created.push(adapter);
    return adapter;
  };
  return {
    definition,
    options,
    clock,
    async create() {
      const adapter = make(options, definition.name);
      await adapter.load();
      return adapter;
    },
    async createBroken() {
      const adapter = make(brokenOptions ?? options, aliasOf(definition.name));
      if (brokenOptions === undefined && adapter.capabilities().offline) {
        throw new Skip("it works without a network, and no options make it fail");
      }
      assert.ok(
        brokenOptions !== undefined || cutOff !== undefined,
        "it needs a provider, but was not tested without one: pass options that make the provider unreachable",
      );
      // The service uses an adapter whose load() has failed no less: it then says so in every turn.
      await adapter.load().catch(() => {});
      return adapter;
    },
  };
}

async function runCheck<K extends AdapterKind>(
  check: Check<K>,
  subject: Subject<K>,
  limitMs: number,
): Promise<CheckResult> {
  const startedAt = performance.now();
  const outcome = await deadline((async () => await check.run(subject))(), {
    clock: systemClock,
    limitMs,
    onTimeout: () => new Error(`not done after ${limitMs} ms`),
  }).then(
    () => ({ status: "passed", detail: "" } as const),
    (error: unknown) => ({ status: error instanceof Skip ? "skipped" : "failed", detail: messageOf(error) } as const),
  );
  return { name: check.name, ...outcome, tookMs: performance.now() - startedAt };
}
