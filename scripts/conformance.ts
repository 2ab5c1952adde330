/**
 * Checks that an adapter fulfils the contract of its kind, and prints the results.
 *
 *     deno task conformance <kind> <name> [--live] [--only <words>] [--options '<json>'] [--broken '<json>']
 *
 * The adapter is built in or from the import map in `TTH_IMPORT_MAP`. `--live` passes it the secrets of the environment
 * and of `.env`, so that it uses its real provider; `--options` sets its options. `--broken` sets options with which
 * its provider is unreachable; without them the last checks run without network access. `--only` runs the checks whose
 * name contains the words.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { ADAPTER_KINDS, type AdapterKind } from "../src/contract/adapter.ts";
import { messageOf } from "../src/contract/errors.ts";
import { checkConformance, type CheckResult } from "../src/adapters/kit/conformance/mod.ts";
import { openRegistry } from "../src/api/project.ts";
import { filesBelow } from "../src/core/config/files.ts";
import { secretFrom, systemEnvironment } from "../src/core/config/environment.ts";
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

function optionsFrom(flag: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${flag} must be JSON, such as '{"voice": "low"}': ${messageOf(error)}`);
  }
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
  const env = systemEnvironment(await filesBelow().read(".env"));
  const definition = await (await openRegistry(env)).definition(kind, name);
  const results = await checkConformance(definition, {
    options: optionsFrom("--options", values.options) ?? {},
    brokenOptions: optionsFrom("--broken", values.broken),
    cutOff: async () => void await Deno.permissions.revoke({ name: "net" }),
    secret: values.live ? (variable) => secretFrom(env, variable) : () => undefined,
    only: values.only ?? "",
    onResult: printResult,
  });
  const count = (status: CheckResult["status"]) => results.filter((result) => result.status === status).length;
  print();
  print(`${kind}/${name}: ${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`);
  if (count("failed") === 0) return 0;
  if (!values.live && definition.secrets !== undefined) print("It was not given its secrets; --live gives them.");
  return 1;
}

if (import.meta.main) {
  const code = await main(Deno.args).catch((error: unknown) => {
    print(messageOf(error));
    return 2;
  });
  Deno.exit(code);
}
