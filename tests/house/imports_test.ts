import assert from "node:assert/strict";
import { posix } from "node:path";

/** What each room of `src/` may import beside itself, as `src/README.md` draws it. */
const BELOW_ADAPTERS = ["contract", "core", "control", "alignment", "lipsync", "face", "reading"];
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  core: ["contract"],
  face: ["contract"],
  client: ["contract", "face"],
  web: ["contract", "face", "client"],
  reading: ["contract", "core"],
  control: ["contract", "core"],
  alignment: ["contract", "core"],
  store: ["contract", "core"],
  telemetry: ["contract", "core"],
  lipsync: ["contract", "core", "alignment"],
  adapters: BELOW_ADAPTERS,
  film: ["contract", "adapters/avatar/drawn_face"],
  recording: ["contract", "core", "film", "adapters/avatar/drawn_face"],
  pipeline: [...BELOW_ADAPTERS, "recording", "store", "telemetry"],
  api: [...BELOW_ADAPTERS, "adapters/kit", "pipeline", "recording", "store", "telemetry"],
};

const files = await sources("src");
const imports = new Map(await Promise.all(files.map(async (file) => [file, await importsOf(file)] as const)));

Deno.test("imports between the rooms of src go one way", () => {
  const upward = [...imports].flatMap(([file, targets]) => {
    const allowed = [roomOf(file), ...MAY_IMPORT[roomOf(file)] ?? []];
    return targets.filter((target) => !allowed.some((room) => target.startsWith(`src/${room}/`)))
      .map((target) => `${file} → ${target}`);
  });
  assert.deepEqual(upward, []);
});

Deno.test("no files and no folders of src import each other in a circle", () => {
  const folders = new Map<string, string[]>();
  for (const [file, targets] of imports) {
    const outside = targets.map(posix.dirname).filter((folder) => folder !== posix.dirname(file));
    folders.set(posix.dirname(file), [...folders.get(posix.dirname(file)) ?? [], ...outside]);
  }
  for (const graph of [imports, folders]) assert.equal(circleOf(graph), undefined);
});

function roomOf(file: string): string {
  return file.split("/")[1] ?? "";
}

async function sources(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const found = entries.map(({ name, isDirectory }) => {
    if (isDirectory) return sources(`${folder}/${name}`);
    return /\.(ts|js)$/.test(name) && !name.endsWith(".d.ts") ? [`${folder}/${name}`] : [];
  });
  return (await Promise.all(found)).flat();
}

async function importsOf(file: string): Promise<string[]> {
  const text = await Deno.readTextFile(file);
  return [...text.matchAll(/^(?:import|export)\b[^;]*?\bfrom "(\.[^"]+)"|^import "(\.[^"]+)"/gm)]
    .map(([, from, bare]) => posix.join(posix.dirname(file), from ?? bare ?? ""))
    .filter((target) => target !== "deno.json");
}

/** A path that leads back to where it began, if there is one. */
function circleOf(graph: ReadonlyMap<string, readonly string[]>): string | undefined {
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): string | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node].join(" → ");
    if (done.has(node)) return undefined;
    for (const next of graph.get(node) ?? []) {
      const found = visit(next, [...path, node]);
      if (found !== undefined) return found;
    }
    done.add(node);
    return undefined;
  };
  return [...graph.keys()].map((node) => visit(node, [])).find((circle) => circle !== undefined);
}
