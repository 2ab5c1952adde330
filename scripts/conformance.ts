/**
 * Proves that an adapter keeps the contract of its kind, and prints what it found.
 *
 *     deno task conformance <kind> <name> [--live] [--only <words>] [--options '<json>'] [--broken '<json>']
 *
 * `--only` runs the checks whose name holds the words. `--live` gives the adapter the secrets of the environment, so that it meets its real provider. `--options` are the
 * adapter's options, `--broken` options with which its provider cannot be reached.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { ADAPTER_KINDS, type AdapterKind } from "../src/contract/adapter.ts";
import { messageOf } from "../src/contract/errors.ts";
import { Registry } from "../src/core/registry.ts";
import { checkConformance, type CheckResult } from "../src/adapters/kit/conformance/runner.ts";
import { print } from "./lib/print.ts";

const USAGE =
  "usage: deno task conformance <kind> <name> [--live] [--only <words>] [--options '<json>'] [--broken '<json>']";
const MARKS = { passed: "pass", failed: "FAIL", skipped: "skip" } as const;

function printResult({ status, name, detail, tookMs }: CheckResult): void {
  print(`${MARKS[status]}  ${tookMs.toFixed().padStart(6)} ms  ${name}`);
  if (detail !== "") print(detail.replaceAll(/^/gm, " ".repeat(17)));
}

function kindOf(text: string | undefined): AdapterKind {
  const kind = ADAPTER_KINDS.find((known) => known === text);
  if (kind === undefined) throw new Error(`unknown kind "${text ?? ""}", known: ${ADAPTER_KINDS.join(", ")}\n${USAGE}`);
  return kind;
}

async function main(args: string[]): Promise<number> {
  const { positionals: [first, name = ""], values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      live: { type: "boolean" },
      only: { type: "string" },
      options: { type: "string" },
      broken: { type: "string" },
    },
  });
  const kind = kindOf(first);
  const results = await checkConformance(new Registry(), kind, name, {
    options: JSON.parse(values.options ?? "{}"),
    brokenOptions: values.broken === undefined ? undefined : JSON.parse(values.broken),
    secret: values.live ? (key) => Deno.env.get(key) : () => undefined,
    only: values.only ?? "",
    onResult: printResult,
  });
  const count = (status: CheckResult["status"]) => results.filter((result) => result.status === status).length;
  print();
  print(`${kind}/${name}: ${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`);
  return count("failed") === 0 ? 0 : 1;
}

if (import.meta.main) {
  const code = await main(Deno.args).catch((error: unknown) => {
    print(messageOf(error));
    return 2;
  });
  Deno.exit(code);
}
