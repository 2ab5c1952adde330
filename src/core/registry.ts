/**
 * The registry of adapters: deno.json's import map.
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
} from "../contract/adapter.ts";
import denoJson from "../../deno.json" with { type: "json" };
import { messageOf, TthError } from "../contract/errors.ts";
import { remedyFor } from "./suggest.ts";
import { explain, formatProblems } from "./validation.ts";

const KEY = /^#adapters\/([^/]+)\/([^/]+)$/;

/** Names an adapter. */
export interface AdapterId<K extends AdapterKind = AdapterKind> {
  readonly kind: K;
  readonly name: string;
}

/** What the registry is made from. */
export interface RegistryOptions {
  /** The import map's `imports`. Default: those of TTH's deno.json. */
  imports?: Readonly<Record<string, string>>;
  /** Imports a module. Default: a dynamic `import()`, which goes through the import map of the running program. */
  importModule?: (specifier: string) => Promise<unknown>;
}

/** An adapter is unknown, cannot be loaded, or does not keep the contract. */
export class RegistryError extends TthError {
  constructor(message: string, cause?: unknown) {
    super(message, { code: "adapter_unavailable", cause });
  }
}

/** Lists adapters and loads them. */
export class Registry {
  readonly #specifiers: ReadonlyMap<string, { id: AdapterId; specifier: string }>;
  readonly #importModule: (specifier: string) => Promise<unknown>;

  /**
   * @param options Where to look.
   * @throws {RegistryError} If a key has an unknown kind, or two adapters share a name.
   */
  constructor(options: RegistryOptions = {}) {
    this.#specifiers = readImports(options.imports ?? denoJson.imports);
    this.#importModule = options.importModule ?? ((specifier) => import(specifier));
  }

  /** Every adapter, in the import map's order, of one kind if one is given. Loads nothing. */
  list(kind?: AdapterKind): AdapterId[] {
    const all = [...this.#specifiers.values()].map(({ id }) => id);
    return kind === undefined ? all : all.filter((id) => id.kind === kind);
  }

  /** The kind of the adapter with this name; names are unique over all kinds. */
  kindOf(name: string): AdapterKind | undefined {
    return this.#specifiers.get(name)?.id.kind;
  }

  /** Why there is no such adapter, with a suggestion; `undefined` if there is one. */
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
   * @returns The module's default export, checked.
   * @throws {RegistryError} If it is unknown, cannot be imported, or is no definition.
   */
  async definition<K extends AdapterKind>(kind: K, name: string): Promise<AdapterDefinition<K>> {
    const found = this.#specifiers.get(name);
    if (found === undefined || found.id.kind !== kind) {
      throw new RegistryError(this.unknown(kind, name) ?? `unknown adapter "${name}"`);
    }
    const exported = await this.#import(found.specifier);
    assertDefinition(exported, kind, name, found.specifier);
    return exported;
  }

  /**
   * Makes an adapter.
   *
   * @param kind Its kind.
   * @param name Its name.
   * @param options Its options as the configuration gives them; defaults are filled in.
   * @param host What it gets from TTH.
   * @returns A new instance, not yet loaded.
   * @throws {RegistryError} If it cannot be had, or refuses its options.
   */
  async create<K extends AdapterKind>(
    kind: K,
    name: string,
    options: unknown,
    host: AdapterHost,
  ): Promise<AdapterByKind[K]> {
    const definition = await this.definition(kind, name);
    const parsed = definition.options.safeParse(options);
    if (!parsed.success) {
      const problems = formatProblems(explain(parsed.error, definition.options, options));
      throw new RegistryError(`adapter "${name}" refuses its options: ${problems}`);
    }
    return definition.create(parsed.data, host);
  }

  async #import(specifier: string): Promise<unknown> {
    try {
      const module = await this.#importModule(specifier);
      return typeof module === "object" && module !== null ? Reflect.get(module, "default") : undefined;
    } catch (cause) {
      throw new RegistryError(`cannot load ${specifier}: ${messageOf(cause)}`, cause);
    }
  }
}

function readImports(imports: Readonly<Record<string, string>>): Map<string, { id: AdapterId; specifier: string }> {
  const found = new Map<string, { id: AdapterId; specifier: string }>();
  for (const specifier of Object.keys(imports)) {
    if (!specifier.startsWith("#adapters/")) continue;
    const [, kind = "", name = ""] = KEY.exec(specifier) ?? [];
    if (!isKind(kind)) {
      throw new RegistryError(
        `import map key "${specifier}": write it as #adapters/<kind>/<name>, kind one of ${ADAPTER_KINDS.join(", ")}`,
      );
    }
    const other = found.get(name);
    if (other !== undefined) {
      throw new RegistryError(`import map key "${specifier}": the name is taken by ${other.specifier}, choose another`);
    }
    found.set(name, { id: { kind, name }, specifier });
  }
  return found;
}

function isKind(kind: string): kind is AdapterKind {
  return (ADAPTER_KINDS as readonly string[]).includes(kind);
}

function assertDefinition<K extends AdapterKind>(
  exported: unknown,
  kind: K,
  name: string,
  specifier: string,
): asserts exported is AdapterDefinition<K> {
  const fault = faultOf(exported, kind, name);
  if (fault === undefined) return;
  throw new RegistryError(`${specifier} does not export an adapter: ${fault}; make it with defineAdapter({…})`);
}

/** What keeps a default export from being the definition of this adapter. */
function faultOf(exported: unknown, kind: AdapterKind, name: string): string | undefined {
  if (typeof exported !== "object" || exported === null) return "no default export";
  const field = (key: string): unknown => Reflect.get(exported, key);
  if (field("kind") !== kind) return `its kind is ${JSON.stringify(field("kind"))}, the import map says "${kind}"`;
  if (field("name") !== name) return `its name is ${JSON.stringify(field("name"))}, the import map says "${name}"`;
  if (typeof field("summary") !== "string") return "summary must be a text";
  if (typeof field("create") !== "function") return "create must be a function";
  const options = field("options");
  if (typeof options !== "object" || options === null || !("_zod" in options)) return "options must be a zod schema";
  return undefined;
}
