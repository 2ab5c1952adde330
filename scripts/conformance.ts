/**
 * Checks that an adapter fulfils the contract of its kind, and prints the results.
 *
 * @module
 */
import { ADAPTER_KINDS } from "../src/contract/adapter.ts";
import { messageOf } from "../src/contract/errors.ts";
import { checkConformance, type CheckResult } from "../src/adapters/kit/conformance/mod.ts";
import { openRegistry } from "../src/api/project.ts";
import { filesBelow, projectEnvironment } from "../src/core/config/files.ts";
import { secretFrom } from "../src/core/config/environment.ts";
import { choiceOf, countOf, runCommand, UsageError, type Values } from "./lib/command.ts";
import { print } from "./lib/print.ts";

const HELP = `Checks that an adapter fulfils the contract of its kind, and prints the results.

  deno task conformance <kind> <name> [options]

  <kind>           ${ADAPTER_KINDS.join(", ")}
  <name>           a built-in adapter, or one of the import map in TTH_IMPORT_MAP
  --live           pass it the secrets of the environment and of .env, so that it uses its real provider
  --options JSON   its options, such as '{"voice": "low"}'
  --broken JSON    options with which its provider is unreachable; without them the last checks run without network
  --only WORDS     only the checks whose names contain the words
  --limit SECONDS  how long a check may take; default: 120`;
const MARKS = { passed: "pass", failed: "FAIL", skipped: "skip" } as const;

function printResult({ status, name, detail, tookMs }: CheckResult): void {
  print(`${MARKS[status]}  ${tookMs.toFixed().padStart(6)} ms  ${name}`);
  if (detail !== "") print(detail.replaceAll(/^/gm, " ".repeat(17)));
}

function optionsFrom(flag: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${flag} must be JSON, such as '{"voice": "low"}': ${messageOf(error)}`);
  }
}

const OPTIONS = {
  live: { type: "boolean" },
  only: { type: "string" },
  options: { type: "string" },
  broken: { type: "string" },
  limit: { type: "string" },
} as const;

async function main(values: Values<typeof OPTIONS>, [first = "", name = ""]: readonly string[]): Promise<number> {
  if (name === "") throw new UsageError("name a kind and an adapter, as in: deno task conformance tts mock_tts");
  const kind = choiceOf("kind", first, ADAPTER_KINDS);
  const env = await projectEnvironment(filesBelow());
  const definition = await (await openRegistry(env)).definition(kind, name).catch((error) => {
    throw new UsageError(messageOf(error));
  });
  const results = await checkConformance(definition, {
    options: optionsFrom("--options", values.options) ?? {},
    brokenOptions: optionsFrom("--broken", values.broken),
    cutOff: async () => void await Deno.permissions.revoke({ name: "net" }),
    secret: values.live ? (variable) => secretFrom(env, variable) : () => undefined,
    only: values.only ?? "",
    ...(values.limit !== undefined && { limitMs: countOf("--limit", values.limit) * 1000 }),
    onResult: printResult,
  });
  const count = (status: CheckResult["status"]) => results.filter((result) => result.status === status).length;
  print();
  print(`${kind}/${name}: ${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`);
  if (count("failed") === 0) return 0;
  if (!values.live && definition.secrets !== undefined) print("It got no secrets; --live passes them.");
  return 1;
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS, allowPositionals: true }, main);
