/**
 * The names under which the configuration knows adapters: their own, and aliases.
 *
 * @module
 */
import type { AdapterKind } from "../../contract/adapter.ts";
import { keysAt, type Located, nodeAt, scalarAt } from "./source.ts";
import type { AdapterId, Registry } from "../registry/registry.ts";
import { remedyFor } from "../suggest.ts";
import type { FieldProblem } from "../validation.ts";

/** The field of a section of `adapters` that makes it an alias. */
export const USE = "use";

/** What an alias may be called: it is part of the names of environment variables. */
export const ALIAS = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

/** Resolves names to adapters. */
export class AdapterNames {
  /** The problems in the sections of `adapters`. */
  readonly problems: readonly FieldProblem[];
  readonly #root: Located;
  readonly #registry: Registry;
  readonly #aliases = new Map<string, AdapterId>();

  /**
   * @param root The configuration.
   * @param registry The adapters that exist.
   */
  constructor(root: Located, registry: Registry) {
    this.#root = root;
    this.#registry = registry;
    this.problems = keysAt(root, ["adapters"]).flatMap((name) => this.#read(name) ?? []);
  }

  /** The adapter of a kind that a name stands for, or the reason there is none. */
  find(kind: AdapterKind, name: string): AdapterId | string {
    const alias = this.#aliases.get(name);
    if (alias?.kind === kind) return alias;
    if (alias !== undefined) return `"${name}" stands for ${alias.name}, an adapter of kind ${alias.kind}, not ${kind}`;
    const found = this.#registry.kindOf(name);
    if (found === kind) return { kind, name };
    if (found !== undefined) return `"${name}" is an adapter of kind ${found}, not ${kind}`;
    if (this.#use(name) !== undefined) return `the alias "${name}" holds a mistake`;
    const aliases = keysAt(this.#root, ["adapters"]).filter((key) => {
      return this.#use(key) !== undefined && (this.#aliases.get(key)?.kind ?? kind) === kind;
    });
    return `unknown adapter "${name}", ${remedyFor(name, [...aliases, ...this.#adapters(kind)])}`;
  }

  /** Reads a section of `adapters`; returns its problem, if any. */
  #read(name: string): FieldProblem | undefined {
    const path = ["adapters", name];
    const isAdapter = this.#registry.kindOf(name) !== undefined;
    const use = this.#use(name);
    if (use === undefined) {
      if (isAdapter) return undefined;
      const remedy = remedyFor(name, this.#adapters());
      return { path, message: `unknown adapter, ${remedy}; an alias names its adapter: "use: …"`, isKey: true };
    }
    if (isAdapter) return { path, message: `"${name}" is an adapter, give the alias another name`, isKey: true };
    if (!ALIAS.test(name)) {
      return { path, message: "an alias consists of lowercase letters, digits and single underscores", isKey: true };
    }
    const kind = typeof use === "string" ? this.#registry.kindOf(use) : undefined;
    if (typeof use !== "string" || kind === undefined) {
      return { path: [...path, USE], message: this.#whyUnusable(name, use), isKey: false };
    }
    this.#aliases.set(name, { kind, name: use });
    return undefined;
  }

  #whyUnusable(name: string, use: unknown): string {
    if (typeof use !== "string") return `must name an adapter, ${remedyFor("", this.#adapters())}`;
    if (this.#use(use) === undefined) return `unknown adapter "${use}", ${remedyFor(use, this.#adapters())}`;
    const chain = [name];
    let next: unknown = use;
    while (typeof next === "string" && !chain.includes(next) && this.#use(next) !== undefined) {
      chain.push(next);
      next = this.#use(next);
    }
    if (typeof next === "string" && chain.includes(next)) {
      return `the aliases form a circle, ${[...chain, next].join(" → ")}; name an adapter`;
    }
    return `"${use}" is an alias itself, name the adapter that it uses: "${next}"`;
  }

  /** What a section names as its adapter; `null` where that is not a single value. */
  #use(name: string): unknown {
    const path = ["adapters", name, USE];
    return nodeAt(this.#root, path) === undefined ? undefined : scalarAt(this.#root, path) ?? null;
  }

  #adapters(kind?: AdapterKind): string[] {
    return this.#registry.list(kind).map((id) => id.name);
  }
}
