/**
 * Scripts as commands: their options, their help, and their exit codes.
 *
 * @module
 */
import { resolve } from "node:path";
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { messageOf, ProviderError, RequestError } from "../../src/contract/errors.ts";
import { ConfigError } from "../../src/core/config/config.ts";
import { ImportMapError } from "../../src/core/registry/import_map.ts";
import { RegistryError } from "../../src/core/registry/registry.ts";
import { nearest, remedyFor } from "../../src/core/suggest.ts";
import { print } from "./print.ts";

const EXIT_USAGE = 2;

/** A mistake in the arguments or in what they name: its message is one line with the problem and the remedy. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What is the user's to mend, as a key or the address of a provider. */
const MISTAKES = [UsageError, ConfigError, ImportMapError, RegistryError, RequestError, ProviderError];

/** What a script accepts. */
export interface Command<Options extends ParseArgsOptionsConfig> {
  /** What `--help` prints: what the script does, how it is called, and its options. */
  readonly help: string;
  /** Its options beside `--help`, as `parseArgs` takes them. Default: none. */
  readonly options: Options;
  /** Whether it takes arguments that are not options. Default: no. */
  readonly allowPositionals?: boolean;
}

/** The values of options. */
export type Values<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options }>
>["values"];

/**
 * Reads the arguments of a script.
 *
 * @param command What the script accepts.
 * @param args The arguments.
 * @returns The values of its options, and the other arguments.
 * @throws {UsageError} If it does not accept them.
 */
export function readArguments<const Options extends ParseArgsOptionsConfig>(
  { options, allowPositionals = false }: Omit<Command<Options>, "help">,
  args: readonly string[],
): { values: Values<Options>; positionals: string[] } {
  try {
    const { values, positionals, tokens } = parseArgs({ args: [...args], options, allowPositionals, tokens: true });
    refuseTwice(options, tokens.flatMap((token) => token.kind === "option" ? [token.name] : []));
    return { values, positionals };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const [, dashed] = /argument is ambiguous.* use '(--[\w-]+)=/s.exec(messageOf(error)) ?? [];
    if (dashed !== undefined) {
      throw new UsageError(`${dashed}: give a value; one that begins with "-" is written ${dashed}=-…`);
    }
    // What follows the first sentence explains how to quote.
    const [problem = ""] = messageOf(error).split(/\.\s/, 1);
    const [, unknown] = /^Unknown option '--(.+)'$/.exec(problem) ?? [];
    const near = unknown === undefined ? undefined : nearest(unknown, Object.keys(options));
    throw new UsageError(`${problem}; ${near === undefined ? "--help lists the options" : `did you mean --${near}?`}`);
  }
}

/** An option that takes one value must not have two. */
function refuseTwice(options: ParseArgsOptionsConfig, given: readonly string[]): void {
  const twice = given.find((name, i) => given.indexOf(name) < i && !options[name]?.multiple);
  if (twice !== undefined) throw new UsageError(`--${twice}: given twice, give it once`);
}

/**
 * Runs a script with the arguments of this process, then ends the process: with the script's exit code, or with 2 after
 * an error of the user, which is reported in one line.
 *
 * @param command What the script accepts.
 * @param run Does the work. Returns the exit code; nothing: 0.
 */
export async function runCommand<const Options extends ParseArgsOptionsConfig>(
  command: Command<Options>,
  run: (values: Values<Options>, positionals: string[]) => Promise<number | void> | number | void,
): Promise<never> {
  try {
    if (Deno.args.some((arg) => arg === "--help" || arg === "-h")) {
      print(command.help.trimEnd());
      Deno.exit(0);
    }
    const { values, positionals } = readArguments(command, Deno.args);
    Deno.exit(await run(values, positionals) ?? 0);
  } catch (error) {
    if (!MISTAKES.some((mistake) => error instanceof mistake)) throw error;
    warn(`${messageOf(error)}\n`);
    Deno.exit(EXIT_USAGE);
  }
}

/**
 * Reads a number.
 *
 * @param option The option that has it, such as `--turns`.
 * @param text What was given.
 * @param range The least and the greatest number.
 * @param fits A further condition. Default: none.
 * @returns The number.
 * @throws {UsageError} If it is none, or out of range.
 */
export function numberOf(
  option: string,
  text: string,
  [min, max]: readonly [number, number],
  fits: (value: number) => boolean = () => true,
): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= min && value <= max && fits(value)) return value;
  const wanted = max === Infinity ? `a number of at least ${min}` : `a number from ${min} to ${max}`;
  throw new UsageError(`${option} ${text}: give ${wanted}`);
}

/**
 * Reads a whole number.
 *
 * @param option The option that has it.
 * @param text What was given.
 * @param min The least number. Default: 1.
 * @returns The number.
 * @throws {UsageError} If it is none, or too small.
 */
export function countOf(option: string, text: string, min = 1): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isSafeInteger(value) && value >= min) return value;
  throw new UsageError(`${option} ${text}: give a whole number of at least ${min}`);
}

/**
 * Reads a choice.
 *
 * @param option The option that has it.
 * @param text What was given.
 * @param known What may be chosen.
 * @returns The choice.
 * @throws {UsageError} With the nearest name, if it is unknown.
 */
export function choiceOf<const T extends string>(option: string, text: string, known: readonly T[]): T {
  const choice = known.find((one) => one === text);
  if (choice === undefined) throw new UsageError(`${option} ${text}: unknown, ${remedyFor(text, known)}`);
  return choice;
}

/**
 * Resolves a path that the user gave: `deno task` runs scripts in the project's folder, not where it was called.
 *
 * @param path The path.
 * @param calledIn Where the user called `deno task`. Default: what it says.
 * @returns The path, if it was called in the folder of the project or not at all, else the absolute one.
 */
export function userPath(path: string, calledIn: string | undefined = Deno.env.get("INIT_CWD")): string {
  return calledIn === undefined || calledIn === Deno.cwd() ? path : resolve(calledIn, path);
}

/**
 * Writes to standard error.
 *
 * @param text The text, with its line ends.
 */
export function warn(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(text));
}
