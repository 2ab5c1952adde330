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

/** The adapter that replies when no server is found. */
const STAND_IN = "mock_llm";

/** What `auto` turned out to be. */
interface Resolved {
  readonly root: Located;
  readonly found: LocalProvider | undefined;
}

/**
 * Replaces `components.llm: auto` with the first adapter that finds a server and the stand-in as its fallback, or with
 * the stand-in alone. Options in the configuration override the detected ones.
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
  // What is missing is missing in the files.
  return { root: { ...resolved, at: root.at }, found: choice?.found };
}

/** An adapter that cannot be loaded is reported where it is named, not here. */
async function firstFound(registry: Registry): Promise<{ name: string; found: LocalProvider } | undefined> {
  for (const { name } of registry.list("llm")) {
    const found = await registry.definition("llm", name).then((adapter) => adapter.findLocal?.()).catch(() =>
      undefined
    );
    if (found !== undefined) return { name, found };
  }
  return undefined;
}
