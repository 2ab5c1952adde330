/**
 * The registry of adapters: deno.json's import map, and a second one for adapters outside the project.
 *
 * A key `#adapters/<kind>/<name>` registers an adapter. The registry lists them without loading any, and loads one
 * when it is asked for. Nothing else in TTH imports an adapter's module.
 *
 * @module
 */
import {
  ADAPTER_KINDS,
  type AdapterByKind,
  type AdapterDefinition,
  type AdapterHost,
  type AdapterKind,
} from "../../contract/adapter.ts";
import denoJson from "../../../deno.json" with { type: "json" };
import { messageOf, TthError } from "../../contract/errors.ts";
import { faultOfDefinition, faultOfInstance } from "./faults.ts";
import { type ImportMap, resolveTarget } from "./import_map.ts";
import { remedyFor } from "../suggest.ts";
import { explain, formatProblems } from "../validation.ts";

const KEY = /^#adapters\/([^/]+)\/([^/]+)$/;

/** Names an adapter. */
export interface AdapterId<K extends AdapterKind = AdapterKind> {
  readonly kind: K;
  readonly name: string;
}

/** The registry's sources. */
export interface RegistryOptions {
  /** The import map's `imports`. Default: those of TTH's deno.json. */
  imports?: Readonly<Record<string, string>>;
  /** An import map of adapters outside the project. */
  outside?: ImportMap | undefined;
  /** Imports a module. Default: a dynamic `import()`, which goes through the import map of the running program. */
  importModule?: (specifier: string) => Promise<unknown>;
  /** Loads the argument for a default export that is a function: the kit for adapter authors. Default: no argument. */
  loadKit?: () => Promise<unknown>;
}

/** An adapter is unknown, cannot be loaded, or breaks the contract. */
export class RegistryError extends TthError {
  constructor(message: string, cause?: unknown) {
    super(message, { code: "adapter_unavailable", cause });
  }
}

/** An adapter that is registered. */
interface Entry {
  readonly id: AdapterId;
  /** What to import. */
  readonly specifier: string;
  /** Where it is registered, for people. */
  readonly place: string;
}

/** Lists adapters and loads them. */
export class Registry {
  readonly #entries = new Map<string, Entry>();
  readonly #importModule: (specifier: string) => Promise<unknown>;
  readonly #loadKit: () => Promise<unknown>;
  readonly #loaded = new Map<string, Promise<unknown>>();

  /**
   * @param options Where to look.
   * @throws {RegistryError} If a key has an unknown kind, or two adapters share a name.
   */
  constructor(options: RegistryOptions = {}) {
    const { imports = denoJson.imports, outside } = options;
    for (const key of Object.keys(imports)) this.#register({ key, specifier: key, place: key });
    if (outside !== undefined) {
      for (const [key, target] of Object.entries(outside.imports)) {
        this.#register({
          key,
          specifier: resolveTarget(outside, target),
          place: `${key} (${target}, ${outside.file})`,
        });
      }
    }
    this.#importModule = options.importModule ?? ((specifier) => import(specifier));
    this.#loadKit = options.loadKit ?? (() => Promise.resolve({}));
  }

  /** All adapters, or those of one kind, in the order of the import maps. Loads nothing. */
  list(kind?: AdapterKind): AdapterId[] {
    const all = [...this.#entries.values()].map(({ id }) => id);
    return kind === undefined ? all : all.filter((id) => id.kind === kind);
  }

  /** The kind of the adapter with this name; names are unique over all kinds. */
  kindOf(name: string): AdapterKind | undefined {
    return this.#entries.get(name)?.id.kind;
  }

  /** The reason there is no such adapter, with a suggestion; `undefined` if there is one. */
  unknown(kind: AdapterKind, name: string): string | undefined {
    const found = this.kindOf(name);
    if (found === kind) return undefined;
    if (found !== undefined) return `"${name}" is an adapter of kind ${found}, not ${kind}`;
    return `unknown adapter "${name}", ${remedyFor(name, this.list(kind).map((id) => id.name))}`;
  }

  /**
   * Loads an adapter's definition.
   *
   * @param kind Its kind.
   * @param name Its name.
   * @returns The module's default export, checked; if it is a function, its result when called with the kit.
   * @throws {RegistryError} If it is unknown, cannot be imported, or is not a definition.
   */
  async definition<K extends AdapterKind>(kind: K, name: string): Promise<AdapterDefinition<K>> {
    const entry = this.#entries.get(name);
    if (entry === undefined || entry.id.kind !== kind) {
      throw new RegistryError(this.unknown(kind, name) ?? `unknown adapter "${name}"`);
    }
    const loading = this.#loaded.get(name) ?? this.#load(entry);
    this.#loaded.set(name, loading);
    const definition = await loading;
    assertDefinition(definition, { kind, name }, entry.place);
    return definition;
  }

  #register({ key, specifier, place }: { key: string; specifier: string; place: string }): void {
    if (!key.startsWith("#adapters/")) return;
    const [, kind = "", name = ""] = KEY.exec(key) ?? [];
    if (!isKind(kind)) {
      throw new RegistryError(
        `import map key "${key}": write it as #adapters/<kind>/<name>, kind one of ${ADAPTER_KINDS.join(", ")}`,
      );
    }
    const other = this.#entries.get(name);
    if (other !== undefined) {
      throw new RegistryError(`import map key "${key}": the name is taken by ${other.place}, choose another`);
    }
    this.#entries.set(name, { id: { kind, name }, specifier, place });
  }

  async #load({ specifier, place }: Entry): Promise<unknown> {
    try {
      const module = await this.#importModule(specifier);
      const exported: unknown = typeof module === "object" && module !== null ? Reflect.get(module, "default") : module;
      return typeof exported === "function" ? exported(await this.#loadKit()) : exported;
    } catch (cause) {
      throw new RegistryError(`cannot load ${place}: ${loadingFailure(messageOf(cause))}`, cause);
    }
  }
}

/**
 * Creates an adapter from unvalidated options of the configuration.
 *
 * @param definition Its definition.
 * @param options Its options; defaults are filled in.
 * @param host What TTH provides to it.
 * @returns A new instance, not yet loaded.
 * @throws {RegistryError} If it rejects its options, or creates something that is not an adapter.
 */
export function createAdapter<K extends AdapterKind>(
  definition: AdapterDefinition<K>,
  options: unknown,
  host: AdapterHost,
): AdapterByKind[K] {
  const parsed = definition.options.safeParse(options);
  if (!parsed.success) {
    const problems = formatProblems(explain(parsed.error, definition.options, options));
    throw new RegistryError(`adapter "${definition.name}" refuses its options: ${problems}`);
  }
  return instantiate(definition, parsed.data, host);
}

/**
 * Creates an adapter from options that its schema has validated.
 *
 * @param definition Its definition.
 * @param options Its validated options.
 * @param host What TTH provides to it.
 * @returns A new instance, not yet loaded.
 * @throws {RegistryError} If it fails, or creates something that is not an adapter.
 */
export function instantiate<K extends AdapterKind>(
  definition: AdapterDefinition<K>,
  options: unknown,
  host: AdapterHost,
): AdapterByKind[K] {
  const adapter = created(definition, options, host);
  const fault = faultOfInstance(adapter, definition.kind);
  if (fault !== undefined) throw new RegistryError(`adapter "${host.name}": ${fault}`);
  return adapter;
}

/** What the author's function creates: an error of it would not say which adapter is at fault. */
function created<K extends AdapterKind>(
  definition: AdapterDefinition<K>,
  options: unknown,
  host: AdapterHost,
): AdapterByKind[K] {
  try {
    return definition.create(options, host);
  } catch (cause) {
    if (cause instanceof TthError) throw cause;
    throw new RegistryError(`adapter "${host.name}": create() failed: ${messageOf(cause)}`, cause);
  }
}

function isKind(kind: string): kind is AdapterKind {
  return (ADAPTER_KINDS as readonly string[]).includes(kind);
}

function assertDefinition<K extends AdapterKind>(
  exported: unknown,
  id: AdapterId<K>,
  place: string,
): asserts exported is AdapterDefinition<K> {
  const fault = faultOfDefinition(exported, id);
  if (fault === undefined) return;
  throw new RegistryError(`${place} does not export an adapter: ${fault}; make it with defineAdapter({…})`);
}

/** Explains why Deno cannot load a module, with a remedy. */
function loadingFailure(message: string): string {
  const [first = ""] = message.split("\n");
  const path = /^Requires read access to "(.+?)"/.exec(first)?.[1];
  if (path !== undefined) return `may not read ${path}; start with \`deno task\`, or allow it with --allow-read`;
  if (first.includes("lockfile is out of date")) {
    return "deno.lock is frozen and does not hold it; start with `deno task`, which keeps a lock beside your import map";
  }
  if (first.includes("Could not find package '@tth/tth'")) {
    return "a package from npm cannot import @tth/tth; let its default export be a function of the kit: " +
      "export default ({ defineAdapter, … }) => defineAdapter({…})";
  }
  return first;
}
