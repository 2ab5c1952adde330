/**
 * Loads the configuration: `config/base.yaml`, overridden by `config/profiles/<name>.yaml`, then by the environment.
 *
 * All mistakes are reported together, each with its place. Only this module and `environment.ts` read the environment.
 *
 * @module
 */
import { chooseAdapters, type ChosenAdapter } from "./adapters.ts";
import { checkRules } from "./checks.ts";
import type { LocalProvider } from "../../contract/adapter.ts";
import { resolveAuto } from "./local_provider.ts";
import { Config } from "./schema.ts";
import { type Located, merge, placeOf, readYaml } from "./source.ts";
import { overlay, validate } from "./values.ts";
import {
  type Environment,
  OPENAI_BASE_URL,
  OPENAI_KEYS,
  PROFILE_VARIABLE,
  unknownVariables,
  variables,
  wrongAddress,
} from "./environment.ts";
import { TthError } from "../../contract/errors.ts";
import type { Registry } from "../registry/registry.ts";
import { remedyFor } from "../suggest.ts";
import { formatPath, jsonSchemaOf } from "../validation.ts";
import { checkWishes, withPronunciations } from "./wishes.ts";

export { Config } from "./schema.ts";

/** Reads the configuration's files; paths are relative to the project. */
export interface ConfigFiles {
  /** The text of a file, or `undefined` if there is none. */
  read(path: string): Promise<string | undefined>;
  /** The names of the files in a folder. */
  list(folder: string): Promise<string[]>;
}

/** What {@linkcode loadConfig} needs. */
interface LoadOptions {
  env: Environment;
  files: ConfigFiles;
  /** Knows which adapters exist and what options they take. */
  registry: Registry;
  /** The profile to use; overrides the environment. */
  profile?: string;
  /** Whether `components.llm: auto` looks for a model server on this machine. Default: `false`. */
  findLocal?: boolean;
}

/** The configuration and where it came from. */
export interface LoadedConfig {
  readonly config: Config;
  readonly profile: string;
  /** Why this profile was chosen, for people. */
  readonly reason: string;
  /** Every adapter that `components` names, primary or fallback, by the name under which it is configured. */
  readonly adapters: ReadonlyMap<string, ChosenAdapter>;
  /** Whether the service runs on Deno Deploy, which decides where it listens. */
  readonly onPlatform: boolean;
  /** The model server that was found on this machine, where `components.llm: auto` asked for one. */
  readonly localProvider: LocalProvider | undefined;
}

/** The configuration holds mistakes. */
export class ConfigError extends TthError {
  /** One entry per problem: `place: path: what is wrong, what to do`. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? "a mistake" : `${problems.length} mistakes`;
    super(`the configuration holds ${count}:\n${problems.map((line) => `  ${line}`).join("\n")}`, {
      code: "config_invalid",
    });
    this.problems = problems;
  }
}

/** Variables that Deno Deploy sets, each enough to recognise it. */
const PLATFORM_VARIABLES = ["DENO_DEPLOY", "DENO_DEPLOYMENT_ID", "DENO_DEPLOY_BUILD_ID"] as const;

const BASE = "config/base.yaml";
const PROFILES = "config/profiles";

/**
 * Loads and checks the configuration.
 *
 * @param options The environment, the files, the registry.
 * @returns The configuration with the profile's name and the adapters that it uses.
 * @throws {ConfigError} With every mistake that was found.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const { env, files, registry } = options;
  const { profile, reason, place } = await chooseProfile(options);
  const sources = await readSources(files, profile, place);
  if (sources.problems.length > 0) throw new ConfigError([...sources.problems, ...unknownVariables(env)]);

  const asked = overlay(sources.root, variables(env, jsonSchemaOf(Config)));
  const { root: configured, found: localProvider } = await resolveAuto(asked, registry, options.findLocal ?? false);
  const { root, adapters, problems: found } = await chooseAdapters(configured, env, registry);
  const onPlatform = PLATFORM_VARIABLES.some((name) => env.get(name) !== undefined);
  const checked = validate(Config, root, []);
  const wishes = checked.value === undefined ? [] : checkWishes(checked.value, adapters);
  const mistakes = [...found, ...checked.problems, ...checkRules(root, onPlatform), ...wishes];
  const problems = [
    ...wrongAddress(env),
    ...unknownVariables(env, [...adapters.values()].flatMap(({ secrets }) => secrets)),
    ...mistakes.map(({ path, message, isKey }) => `${placeOf(root, path, isKey)}: ${formatPath(path)}: ${message}`),
  ];
  if (problems.length > 0 || checked.value === undefined) throw new ConfigError(problems);
  const complete = withPronunciations(checked.value);
  const config = onPlatform ? withPlatformHost(complete) : complete;
  return { config, profile, reason, adapters, onPlatform, localProvider };
}

/** A hosting platform listens on all addresses, regardless of the configuration. */
function withPlatformHost(config: Config): Config {
  return { ...config, server: { ...config.server, host: "0.0.0.0" } };
}

/** Which profile, why it was chosen, and where a wrong name must be corrected. */
async function chooseProfile(
  { env, files, registry, profile }: LoadOptions,
): Promise<{ profile: string; reason: string; place: string }> {
  const chosen = (name: string, reason: string, place = name) => ({ profile: name, reason, place });
  if (profile !== undefined) return chosen(profile, "it was asked for", "profile");
  const asked = env.get(PROFILE_VARIABLE);
  if (asked !== undefined) return chosen(asked, `${PROFILE_VARIABLE} says so`, `environment ${PROFILE_VARIABLE}`);
  const exists = async (name: string) => await files.read(`${PROFILES}/${name}.yaml`) !== undefined;
  const key = [...OPENAI_KEYS, OPENAI_BASE_URL].find((name) => env.get(name) !== undefined);
  if (key !== undefined && registry.kindOf("openai_realtime") === "realtime" && await exists("api_only_mac")) {
    return chosen("api_only_mac", `${key} is set`);
  }
  const why = key === undefined
    ? "neither an OpenAI key nor OPENAI_BASE_URL is set"
    : "the OpenAI adapter is not registered";
  return await exists("embedded") ? chosen("embedded", why) : chosen("offline_mock", why);
}

async function readSources(
  files: ConfigFiles,
  profile: string,
  place: string,
): Promise<{ root: Located; problems: string[] }> {
  const path = `${PROFILES}/${profile}.yaml`;
  const valid = /^[a-z0-9_-]+$/i.test(profile);
  const [base, over] = await Promise.all([files.read(BASE), valid ? files.read(path) : undefined]);
  const baseResult = readYaml(BASE, base ?? "");
  if (over === undefined) {
    const known = (await files.list(PROFILES)).filter((name) => name.endsWith(".yaml")).map((name) =>
      name.slice(0, -5)
    );
    const problem = `${place}: unknown profile "${profile}", ${remedyFor(profile, known.sort())}`;
    return { root: baseResult.root, problems: [...baseResult.problems, problem] };
  }
  const overResult = readYaml(path, over);
  return {
    root: merge(baseResult.root, overResult.root),
    problems: [...baseResult.problems, ...overResult.problems],
  };
}
