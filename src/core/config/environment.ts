/**
 * The environment variables that TTH knows, and the field that each one sets.
 *
 * @module
 */
import { parseDotEnv } from "./dotenv.ts";
import { IMPORT_MAP_VARIABLE } from "../registry/import_map.ts";
import { nearest } from "../suggest.ts";
import { type ConsoleExport, isTracing } from "../tracing.ts";
import type { JsonSchema } from "../validation.ts";

/** Environment variables. An empty variable counts as unset. */
export interface Environment {
  get(name: string): string | undefined;
  /** The names that can be listed; a program with narrow permissions may read more than it may list. */
  names(): readonly string[];
  /** Whether a variable would be seen if it were set. */
  mayRead(name: string): boolean;
}

/** A variable that sets a field of the configuration. */
export interface FieldVariable {
  readonly name: string;
  readonly path: readonly string[];
  readonly text: string;
  /** Whether the field is a string, so that the value is not parsed as YAML: `::` is an address, not a map. */
  readonly isText: boolean;
}

/** The names in a map of the configuration, by its path. */
type KeysAt = (path: readonly string[]) => readonly string[];

/** Chooses the profile. */
export const PROFILE_VARIABLE = "TTH_PROFILE";

/** `off`: the file `.env` is not read. */
export const DOTENV_VARIABLE = "TTH_DOTENV";

/** Variables that may hold OpenAI's key; the first that is set counts. */
export const OPENAI_KEYS = ["TTH_OPENAI_API_KEY", "OPENAI_API_KEY"] as const;

/** Variable with the address of a server in OpenAI's place, which gets OpenAI's key if there is one. */
export const OPENAI_BASE_URL = "OPENAI_BASE_URL";

/** The one variable that sets a whole component: `auto`. */
const AUTO_VARIABLE = "TTH_COMPONENTS__LLM";

/** Short names for fields. Where several set one field, the first that is set counts. */
const SHORT: readonly (readonly [name: string, path: readonly string[]])[] = [
  ["TTH_HOST", ["server", "host"]],
  ["TTH_PORT", ["server", "port"]],
  ["PORT", ["server", "port"]],
  ["TTH_API_KEYS", ["server", "api_keys"]],
  ["TTH_LOG_LEVEL", ["log", "level"]],
  ["TTH_LOG_FORMAT", ["log", "format"]],
];

const PREFIX = "TTH_";

/**
 * An environment from a plain record.
 *
 * @param record The variables.
 * @returns The environment.
 */
export function environmentOf(record: Readonly<Record<string, string | undefined>>): Environment {
  return {
    get: (name) => Object.hasOwn(record, name) ? record[name] || undefined : undefined,
    names: () => Object.keys(record),
    mayRead: () => true,
  };
}

/**
 * The process's environment, over the variables of an `.env` file.
 *
 * @param dotEnv The file's text, if there is one.
 * @param known Names of variables that are set, in case they cannot be listed.
 * @returns The environment. Variables that the permissions hide count as unset.
 */
export function systemEnvironment(dotEnv: string | undefined, known: readonly string[] = []): Environment {
  const file = environmentOf(parseDotEnv(dotEnv ?? ""));
  const all = Deno.permissions.querySync({ name: "env" }).state === "granted";
  const mayRead = (name: string) =>
    all || Deno.permissions.querySync({ name: "env", variable: name }).state === "granted";
  return {
    get: (name) => (mayRead(name) ? Deno.env.get(name) : undefined) || file.get(name),
    names: () => [...new Set([...(all ? Object.keys(Deno.env.toObject()) : known), ...file.names()])],
    mayRead,
  };
}

const CONSOLE_EXPORTS: readonly ConsoleExport[] = ["capture", "replace", "ignore"];

/**
 * What the console of this process exports: logs can be exported without traces, with `OTEL_DENO_TRACING=false`.
 *
 * @param env Deno reads the variables from the process alone, not from `.env`.
 */
export function consoleExport(env: Environment = systemEnvironment(undefined)): ConsoleExport {
  if (env.get("OTEL_SDK_DISABLED") === "true") return "ignore";
  const mode = env.get("OTEL_DENO_CONSOLE");
  const given = CONSOLE_EXPORTS.find((known) => known === mode);
  if (given !== undefined) return given;
  // The permissions may hide the variable.
  return isTracing() || env.get("OTEL_DENO") === "true" ? "capture" : "ignore";
}

/** Deno's default interval between exports of metrics, ms. */
const EXPORT_MS = 60_000;

/**
 * How often Deno exports metrics, ms.
 *
 * @param env As for {@linkcode consoleExport}.
 */
export function metricExportMs(env: Environment = systemEnvironment(undefined)): number {
  const text = env.get("OTEL_METRIC_EXPORT_INTERVAL") ?? "";
  return /^\d+$/.test(text) && Number(text) > 0 ? Number(text) : EXPORT_MS;
}

/**
 * The variables that set a field of the configuration: the short ones, and `TTH_<SECTION>__<FIELD>`.
 *
 * @param env Where to look.
 * @param schema The configuration's JSON schema, which says what fields there are.
 * @param keysAt The names that the configuration has in a map, such as those of its personas. Variables cannot be listed
 *   under narrow permissions, so only fields of known names are found.
 * @returns What is set; later entries win.
 */
export function variables(env: Environment, schema: JsonSchema, keysAt: KeysAt): FieldVariable[] {
  const short = SHORT.toReversed().flatMap(([name, path]) => {
    const text = env.get(name);
    if (text === undefined) return [];
    return [fieldVariable(name, path, text, schemaAt(schema, path))];
  });
  const auto = env.get(AUTO_VARIABLE);
  const choice = auto === undefined
    ? []
    : [{ name: AUTO_VARIABLE, path: ["components", "llm"], text: auto, isText: true }];
  return [...short, ...choice, ...fieldVariables(env, [], schema, keysAt).filter(({ name }) => name !== AUTO_VARIABLE)];
}

/**
 * The variables `TTH_<SECTION>__<FIELD>` for the fields below a path.
 *
 * @param env Where to look.
 * @param prefix The path.
 * @param schema The JSON schema of what stands at the path.
 * @param keysAt The names in a map.
 * @returns What is set.
 */
export function fieldVariables(
  env: Environment,
  prefix: readonly string[],
  schema: JsonSchema,
  keysAt: KeysAt = () => [],
): FieldVariable[] {
  const known = fieldPaths(schema, prefix, keysAt).map((path) => PREFIX + path.join("__").toUpperCase());
  const start = PREFIX + prefix.map((part) => `${part}__`.toUpperCase()).join("");
  const listed = env.names().filter((name) => name.startsWith(start) && name.includes("__"));
  return [...new Set([...known, ...listed])].flatMap((name) => {
    const text = env.get(name);
    if (text === undefined) return [];
    const path = name.slice(PREFIX.length).toLowerCase().split("__");
    return [fieldVariable(name, path, text, schemaAt(schema, path.slice(prefix.length)))];
  });
}

/** A variable; that of a list of texts may also hold them separated by commas, without brackets. */
function fieldVariable(name: string, path: readonly string[], text: string, schema: JsonSchema): FieldVariable {
  const isText = schema.type === "string" && schema.enum === undefined;
  const isPlain = isListOfTexts(schema) && !text.trim().startsWith("[");
  const value = isPlain ? JSON.stringify(text.split(",").map((item) => item.trim())) : text;
  return { name, path, text: value, isText };
}

function isListOfTexts({ type, items }: JsonSchema): boolean {
  return type === "array" && typeof items === "object" && !Array.isArray(items) && items.type === "string";
}

/** What stands at a path of a schema; an empty schema where nothing is known. */
function schemaAt(schema: JsonSchema, path: readonly string[]): JsonSchema {
  const [key, ...rest] = path;
  if (key === undefined) return schema;
  const options = [schema, ...(schema.anyOf ?? [])].filter(isObject);
  const child = options.map((option) => option.properties?.[key] ?? option.additionalProperties).find(isObject);
  return child === undefined ? {} : schemaAt(child, rest);
}

function isObject(node: JsonSchema | boolean | undefined): node is JsonSchema {
  return typeof node === "object";
}

/** Every field below a node that a variable can name. */
function fieldPaths(node: JsonSchema, path: readonly string[], keysAt: KeysAt): string[][] {
  const nodes = [node, ...(node.anyOf ?? [])].filter(isObject);
  const children = nodes.flatMap((option) => [
    ...Object.entries(option.properties ?? {}),
    ...keysAt(path).map((key) => [key, option.additionalProperties] as const),
  ]).filter((entry): entry is [string, JsonSchema] => typeof entry[1] === "object");
  if (children.length === 0) return path.length > 1 ? [[...path]] : [];
  return children.flatMap(([key, child]) => fieldPaths(child, [...path, key], keysAt));
}

/** A secret under the name that the tasks' permissions always allow. */
function prefixed(name: string): string {
  return name.startsWith(PREFIX) ? name : PREFIX + name;
}

/**
 * The value of a variable that an adapter declares as a secret. `TTH_<NAME>` takes precedence over `<NAME>`: the tasks'
 * permissions allow it for every adapter.
 *
 * @param env Where to look.
 * @param name The name that the adapter declares.
 */
export function secretFrom(env: Environment, name: string): string | undefined {
  return env.get(prefixed(name)) ?? env.get(name);
}

/**
 * The secrets that the permissions hide: they may be set without the service noticing.
 *
 * @param env Where to look.
 * @param names The names that an adapter declares.
 */
export function hiddenSecrets(env: Environment, names: readonly string[]): string[] {
  return names.filter((name) => !env.mayRead(name) && secretFrom(env, name) === undefined);
}

/** The variables with a specific name, apart from those that adapters read and `TTH_<SECTION>__<FIELD>`. */
export function knownVariables(): string[] {
  return [PROFILE_VARIABLE, DOTENV_VARIABLE, IMPORT_MAP_VARIABLE, ...OPENAI_KEYS, ...SHORT.map(([name]) => name)];
}

/**
 * Variables that look like a misspelt short name, or like that of a field with single underscores.
 *
 * @param env Where to look.
 * @param schema The configuration's JSON schema.
 * @param secrets Variables that adapters read.
 * @returns One problem each.
 */
export function unknownVariables(env: Environment, schema: JsonSchema, secrets: readonly string[] = []): string[] {
  const known = [...knownVariables(), ...secrets.map(prefixed)];
  const names = env.names().filter((name) => name.startsWith(PREFIX) && !name.includes("__") && !known.includes(name));
  if (names.length === 0) return [];
  const fields = new Map(fieldPaths(schema, [], () => []).map((path) => [path.join("_").toUpperCase(), path] as const));
  return names.flatMap((name) => {
    const text = name.slice(PREFIX.length);
    if (text === "EXTENDS") {
      return [`environment ${name}: only a profile extends another, choose one with ${PROFILE_VARIABLE}`];
    }
    const section = schema.properties?.[text.toLowerCase()];
    if (isObject(section)) {
      const [field = "<FIELD>"] = Object.keys(section.properties ?? {});
      const example = `${name}__${field.toUpperCase()}`;
      return [`environment ${name}: ${text.toLowerCase()} has fields, set one of them, as in ${example}`];
    }
    const near = fields.get(text)?.join("__").toUpperCase() ??
      nearest(text, known.map((other) => other.replace(PREFIX, "")));
    return near === undefined ? [] : [`environment ${name}: unknown variable, did you mean "${PREFIX}${near}"?`];
  });
}

/**
 * The problem with the address in {@linkcode OPENAI_BASE_URL}, if any.
 *
 * @param env Where to look.
 * @returns One problem, or none.
 */
export function wrongAddress(env: Environment): string[] {
  const address = env.get(OPENAI_BASE_URL)?.trim();
  if (address === undefined || (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol))) return [];
  return [`environment ${OPENAI_BASE_URL}: "${address}" is not an address, write it as http://127.0.0.1:11434/v1`];
}
