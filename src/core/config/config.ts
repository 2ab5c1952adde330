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
import { keysAt, type Located, merge, placeOf, readYaml, scalarAt } from "./source.ts";
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
  /** Names of the files that can be backgrounds. */
  readonly images: readonly string[];
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
const PLATFORM_VARIABLES = ["DENO_DEPLOY", "DENO_DEPLOYMENT_ID", "DENO_DEPLOY_BUILD_ID", "DENO_TIMELINE"] as const;

/** The profile of a hosting platform. */
const PLATFORM_PROFILE = "edge";

/** The value of `extends` that means the profile that would be used otherwise. */
const AUTO = "auto";

const BASE = "config/base.yaml";
const PROFILES = "config/profiles";
const BACKGROUNDS = "config/backgrounds";

/**
 * Loads and checks the configuration.
 *
 * @param options The environment, the files, the registry.
 * @returns The configuration with the profile's name and the adapters that it uses.
 * @throws {ConfigError} With every mistake that was found.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const { env, registry } = options;
  const onPlatform = PLATFORM_VARIABLES.some((name) => env.get(name) !== undefined);
  const chosen = await chooseProfile(options, onPlatform);
  const { profile } = chosen;
  const sources = await readSources(options, chosen);
  const schema = jsonSchemaOf(Config);
  if (sources.problems.length > 0) throw new ConfigError([...sources.problems, ...unknownVariables(env, schema)]);

  const named = (path: readonly string[]) => keysAt(sources.root, path);
  const personas = keysAt(sources.root, ["personas"]);
  const set = variables(env, schema, named);
  const strays = set.filter(({ path: [section, id] }) => section === "personas" && !personas.includes(id ?? ""));
  const asked = overlay(sources.root, set.filter((variable) => !strays.includes(variable)));
  const { root: configured, found: localProvider } = await resolveAuto(asked, registry, options.findLocal ?? false);
  const { root, adapters, problems: found } = await chooseAdapters(configured, env, registry);
  const checked = validate(Config, root, []);
  const images = await options.files.list(BACKGROUNDS);
  const wishes = checked.value === undefined ? [] : checkWishes(checked.value, adapters, images);
  const mistakes = [...found, ...checked.problems, ...checkRules(root, onPlatform), ...wishes];
  const problems = [
    ...wrongAddress(env),
    ...strays.map(({ name, path: [, id = ""] }) =>
      `environment ${name}: personas.${id}: unknown persona, ${remedyFor(id, personas)}`
    ),
    ...unknownVariables(env, schema, [...adapters.values()].flatMap(({ secrets }) => secrets)),
    ...mistakes.map(({ path, message, isKey }) => `${placeOf(root, path, isKey)}: ${formatPath(path)}: ${message}`),
  ];
  if (problems.length > 0 || checked.value === undefined) throw new ConfigError(problems);
  const complete = withPronunciations(checked.value);
  const config = onPlatform ? withPlatformHost(complete) : complete;
  return { config, profile, reason: sources.reason, adapters, images, onPlatform, localProvider };
}

/** A hosting platform listens on all addresses, regardless of the configuration. */
function withPlatformHost(config: Config): Config {
  return { ...config, server: { ...config.server, host: "0.0.0.0" } };
}

/** A profile that was chosen. */
interface ChosenProfile {
  readonly profile: string;
  /** Why it was chosen, for people. */
  readonly reason: string;
  /** Where a wrong name must be corrected. */
  readonly place: string;
}

async function chooseProfile(options: LoadOptions, onPlatform: boolean): Promise<ChosenProfile> {
  const { env, profile } = options;
  if (profile !== undefined) return { profile, reason: "it was asked for", place: "profile" };
  const asked = env.get(PROFILE_VARIABLE);
  if (asked !== undefined) {
    return { profile: asked, reason: `${PROFILE_VARIABLE} says so`, place: `environment ${PROFILE_VARIABLE}` };
  }
  if (onPlatform && await exists(options.files, PLATFORM_PROFILE)) {
    return { profile: PLATFORM_PROFILE, reason: "the service runs on Deno Deploy", place: PLATFORM_PROFILE };
  }
  return await profileByKey(options);
}

/** The profile for the providers that the environment has keys of. */
async function profileByKey({ env, files, registry }: LoadOptions): Promise<ChosenProfile> {
  const chosen = (profile: string, reason: string) => ({ profile, reason, place: profile });
  const key = [...OPENAI_KEYS, OPENAI_BASE_URL].find((name) => env.get(name) !== undefined);
  const hasAdapter = registry.kindOf("openai_realtime") === "realtime";
  if (key !== undefined && hasAdapter && await exists(files, "api_only_mac")) {
    return chosen("api_only_mac", `${key} is set`);
  }
  const why = key === undefined
    ? "neither an OpenAI key nor OPENAI_BASE_URL is set"
    : "the OpenAI adapter is not registered";
  return chosen(await exists(files, "embedded") ? "embedded" : "offline_mock", why);
}

async function exists(files: ConfigFiles, profile: string): Promise<boolean> {
  return await files.read(pathOf(profile)) !== undefined;
}

function pathOf(profile: string): string {
  return `${PROFILES}/${profile}.yaml`;
}

/** The merged files. */
interface Sources {
  readonly root: Located;
  readonly problems: readonly string[];
  /** Why these profiles are in use, for people. */
  readonly reason: string;
}

/** Reads the base, and over it a profile with those that it extends. */
async function readSources(options: LoadOptions, chosen: ChosenProfile): Promise<Sources> {
  const base = readYaml(BASE, await options.files.read(BASE) ?? "");
  const layers: Located[] = [];
  const profiles: string[] = [];
  const problems = [...base.problems];
  if (scalarAt(base.root, ["extends"]) !== undefined) {
    problems.push(`${placeOf(base.root, ["extends"])}: extends: only a profile extends another; remove it`);
  }
  const reasons: string[] = [];
  let next: ChosenProfile | undefined = chosen;
  while (next !== undefined) {
    const { profile, reason, place }: ChosenProfile = next;
    const text = /^[a-z0-9_-]+$/i.test(profile) ? await options.files.read(pathOf(profile)) : undefined;
    if (text === undefined) {
      problems.push(`${place}: unknown profile "${profile}", ${remedyFor(profile, await profileNames(options.files))}`);
      break;
    }
    const read = readYaml(pathOf(profile), text);
    layers.unshift(read.root);
    profiles.push(profile);
    problems.push(...read.problems);
    reasons.push(reason);
    next = await extendedBy(read.root, options);
    if (next !== undefined && profiles.includes(next.profile)) {
      const circle = [...profiles, next.profile].join(" → ");
      problems.push(`${next.place}: extends: profiles extend each other in a circle, ${circle}; remove one "extends"`);
      break;
    }
  }
  return { root: layers.reduce(merge, base.root), problems, reason: reasons.join("; ") };
}

/** The profile that a profile extends; `undefined`: none. */
async function extendedBy(root: Located, options: LoadOptions): Promise<ChosenProfile | undefined> {
  const extended = scalarAt(root, ["extends"]);
  if (extended === undefined) return undefined;
  const profile = String(extended);
  if (profile !== AUTO) return { profile, reason: `it extends ${profile}`, place: placeOf(root, ["extends"]) };
  const found = await profileByKey(options);
  return { ...found, reason: `it extends ${found.profile} because ${found.reason}` };
}

async function profileNames(files: ConfigFiles): Promise<string[]> {
  const names = await files.list(PROFILES);
  return names.filter((name) => name.endsWith(".yaml")).map((name) => name.slice(0, -5)).sort();
}
