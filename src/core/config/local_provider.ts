/**
 * `components.llm: auto`: a model server that runs on this machine, where one is found.
 *
 * @module
 */
import type { LocalProvider } from "../../contract/adapter.ts";
import type { Registry } from "../registry/registry.ts";
import { type Located, merge, readYaml, scalarAt } from "./source.ts";

/** The value of `components.llm` that asks for it. */
export const AUTO = "auto";

/** What replies where nothing is found. */
const STAND_IN = "mock_llm";

/** What `auto` turned out to be. */
interface Resolved {
  readonly root: Located;
  readonly found: LocalProvider | undefined;
}

/**
 * Puts adapters in the place of `components.llm: auto`: the first that finds a server, with the stand-in behind it, or
 * the stand-in alone. What the configuration says of the adapter wins over what was found.
 *
 * @param root The configuration.
 * @param registry The adapters that exist.
 * @param isAllowed Whether to look for a server.
 */
export async function resolveAuto(root: Located, registry: Registry, isAllowed: boolean): Promise<Resolved> {
  if (scalarAt(root, ["components", "llm"]) !== AUTO) return { root, found: undefined };
  const standIns = registry.list("llm").map(({ name }) => name).filter((name) => name === STAND_IN);
  const choice = isAllowed ? await firstFound(registry) : undefined;
  const [primary = STAND_IN, ...fallback] = choice === undefined ? standIns : [choice.name, ...standIns];
  // JSON is YAML.
  const tree = (value: unknown) => readYaml("components.llm: auto", JSON.stringify(value)).root;
  const options = choice === undefined ? {} : { adapters: { [choice.name]: choice.found.options } };
  const resolved = merge(merge(tree(options), root), tree({ components: { llm: { primary, fallback } } }));
  return { root: resolved, found: choice?.found };
}

/** An adapter that cannot be loaded says so where it is named, not here. */
async function firstFound(registry: Registry): Promise<{ name: string; found: LocalProvider } | undefined> {
  for (const { name } of registry.list("llm")) {
    const found = await registry.definition("llm", name).then((adapter) => adapter.findLocal?.()).catch(() =>
      undefined
    );
    if (found !== undefined) return { name, found };
  }
  return undefined;
}
