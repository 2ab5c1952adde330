/**
 * The adapters that the configuration uses: which adapter each name stands for, and with which options.
 *
 * A name is an adapter's own name, or an alias: a section of `adapters` whose `use` names the adapter that it
 * configures. Aliases let one adapter be used several times with different options.
 *
 * @module
 */
import { type AdapterDefinition, type AdapterKind, secretsOf } from "../../contract/adapter.ts";
import { messageOf } from "../../contract/errors.ts";
import { AdapterNames, ALIAS, USE } from "./adapter_names.ts";
import { keysAt, type Located, nodeAt, scalarAt, withoutKey } from "./source.ts";
import { type Environment, type FieldVariable, fieldVariables } from "./environment.ts";
import { overlay, validate } from "./values.ts";
import type { Registry } from "../registry/registry.ts";
import { type FieldProblem, jsonSchemaOf } from "../validation.ts";

/** An adapter that the configuration uses, with its options checked and complete. */
export interface ChosenAdapter {
  readonly kind: AdapterKind;
  /** The name under which it is configured: the adapter's own, or an alias. */
  readonly name: string;
  readonly definition: AdapterDefinition;
  readonly options: unknown;
  /** Environment variables that it may read. */
  readonly secrets: readonly string[];
}

/** What {@linkcode chooseAdapters} found. */
export interface Choice {
  /** The configuration, including the adapter options set by the environment. */
  readonly root: Located;
  /** The adapters, by the name under which they are configured. */
  readonly adapters: ReadonlyMap<string, ChosenAdapter>;
  readonly problems: readonly FieldProblem[];
}

/**
 * Loads the definition of every adapter that `components` names, primary or fallback, and checks its options.
 *
 * @param root The configuration.
 * @param env The environment.
 * @param registry The adapters that exist.
 */
export async function chooseAdapters(root: Located, env: Environment, registry: Registry): Promise<Choice> {
  const named = namedAdapters(root);
  let tree = overlay(root, aliasVariables(root, named, env));
  const names = new AdapterNames(tree, registry);
  const problems = [...names.problems];
  const adapters = new Map<string, ChosenAdapter>();
  for (const { kind, name, path } of named) {
    const id = names.find(kind, name);
    if (typeof id === "string") {
      problems.push({ path, message: id, isKey: false });
      continue;
    }
    if (adapters.has(name)) continue;
    try {
      const definition = await registry.definition(id.kind, id.name);
      const section = ["adapters", name];
      tree = overlay(tree, fieldVariables(env, section, jsonSchemaOf(definition.options)));
      const given = validate(definition.options, withoutKey(nodeAt(tree, section), USE), section);
      problems.push(...given.problems);
      const secrets = given.problems.length > 0 ? [] : secretsOf(definition, given.value, name);
      adapters.set(name, { kind, name, definition, options: given.value, secrets });
    } catch (error) {
      problems.push({ path, message: messageOf(error), isKey: false });
    }
  }
  return { root: tree, adapters, problems };
}

/** An adapter that `components` names. */
interface NamedAdapter {
  readonly kind: AdapterKind;
  readonly name: string;
  readonly path: readonly (string | number)[];
}

function namedAdapters(root: Located): NamedAdapter[] {
  const kinds: AdapterKind[] = ["realtime", "llm", "tts", "avatar"];
  return kinds.flatMap((kind) => {
    const fallback = nodeAt(root, ["components", kind, "fallback"]);
    const count = fallback?.kind === "list" ? fallback.items.length : 0;
    const paths: (string | number)[][] = [
      ["components", kind, "primary"],
      ...Array.from({ length: count }, (_, i) => ["components", kind, "fallback", i]),
    ];
    return paths.flatMap((path) => {
      const name = scalarAt(root, path);
      return typeof name === "string" ? [{ kind, name, path }] : [];
    });
  });
}

/** Aliases that the environment makes: `TTH_ADAPTERS__GROQ__USE=openai_chat`. */
function aliasVariables(root: Located, named: readonly NamedAdapter[], env: Environment): FieldVariable[] {
  const names = new Set([...named.map(({ name }) => name), ...keysAt(root, ["adapters"])]);
  return [...names].filter((name) => ALIAS.test(name)).flatMap((name) => {
    const variable = `TTH_ADAPTERS__${name.toUpperCase()}__USE`;
    const text = env.get(variable);
    return text === undefined ? [] : [{ name: variable, path: ["adapters", name, USE], text, isText: true }];
  });
}
