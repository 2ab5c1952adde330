/**
 * The npm package as files.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { createTarGzip } from "nanotar";
import config from "../../../deno.json" with { type: "json" };
import { PROJECT_ROOT } from "../../../src/core/project_root.ts";
import { bundle, bundleWorklet } from "../bundle.ts";
import { declarationsOf } from "./declarations.ts";
import { flatTypes } from "./flat_types.ts";

/** What the package exports, and the modules that make it. */
const EXPORTS = {
  client: "src/client/mod.ts",
  element: "src/client/element/mod.ts",
  react: "src/client/react/mod.ts",
  protocol: "src/client/protocol.ts",
} as const;

/** The same for every build, so that equal sources give an equal archive. */
const MODIFIED_MS = Date.UTC(2000, 0, 1);

/** Packages whose types the modules use while declarations are made. */
const TYPED = ["zod", "react", "@types/react"] as const;

/**
 * Makes all files of the package.
 *
 * @param onStep Called before each step.
 * @returns Texts by path in the package.
 */
export async function packageFiles(onStep: (step: string) => void): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  onStep("bundle");
  // The client starts its painting thread from a file beside it.
  const entries = [...Object.keys(EXPORTS), "painter_worker"].map((name) => `src/web/entries/${name}.ts`);
  const bundles = await bundle({ entries, minify: false, external: ["react"] });
  for (const [name, text] of bundles) files.set(`dist/${name}`, text);
  files.set("dist/worklet.js", `${await bundleWorklet()}\n`);
  onStep("declare types");
  for (const [path, text] of await declarations(Object.values(EXPORTS))) files.set(`types/${path}`, text);
  files.set("package.json", `${JSON.stringify(manifest(defining(files)), null, 2)}\n`);
  files.set("README.md", await Deno.readTextFile(new URL("src/client/README.md", PROJECT_ROOT)));
  files.set("LICENSE", await Deno.readTextFile(new URL("LICENSE", PROJECT_ROOT)));
  return files;
}

/**
 * Packs the package.
 *
 * @param files Texts by path in the package.
 * @returns The archive that `npm install` takes, and `npm publish`.
 */
export function packed(files: ReadonlyMap<string, string>): Promise<Uint8Array> {
  const entries = [...files].map(([path, data]) => ({ name: `package/${path}`, data }));
  return createTarGzip(entries, { attrs: { mtime: MODIFIED_MS } });
}

/** Declarations of what the service serves: `client.d.ts` and `element.d.ts`, each one file. */
export async function servedTypes(): Promise<Map<string, string>> {
  const { client, element } = EXPORTS;
  const files = await declarations([client, element]);
  const ofClient = flatTypes(files, declarationPath(client));
  const ofElement = flatTypes(files, declarationPath(element), { address: "./client.js", types: ofClient });
  return new Map([["client.d.ts", ofClient.text], ["element.d.ts", ofElement.text]]);
}

/** Declarations of modules and of what they use, by path from `src/`. */
async function declarations(modules: readonly string[]): Promise<Map<string, string>> {
  const folder = await Deno.makeTempDir({ prefix: "tth_npm_" });
  try {
    await installTyped(folder);
    return declarationsOf(modules, folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function declarationPath(module: string): string {
  return module.slice("src/".length).replace(/\.ts$/, ".d.ts");
}

/**
 * Finds the built files that a bundler must keep though a program uses none of their exports: those that define the
 * element, and those that import them.
 *
 * @param files Texts by path in the package; all modules stand in one folder.
 * @returns Their paths in the package.
 * @throws {Error} When no file defines an element.
 */
function defining(files: ReadonlyMap<string, string>): string[] {
  const modules = [...files].filter(([path]) => path.endsWith(".js"));
  const found = new Set(modules.flatMap(([path, text]) => text.includes("customElements.define(") ? [path] : []));
  if (found.size === 0) throw new Error("No file of the package defines the element.");
  // A set visits what is added to it on the way.
  for (const path of found) {
    const name = `"./${path.slice(path.lastIndexOf("/") + 1)}"`;
    for (const [importer, text] of modules) if (text.includes(name)) found.add(importer);
  }
  return [...found].sort();
}

/**
 * The package's `package.json`.
 *
 * @param kept Files that bundlers must keep, by path in the package.
 */
function manifest(kept: readonly string[]): Record<string, unknown> {
  const exported = Object.entries(EXPORTS).map(([name, module]) => {
    return [`./${name}`, { types: `./types/${declarationPath(module)}`, default: `./dist/${name}.js` }];
  });
  const typed = Object.entries(EXPORTS).map(([name, module]) => [name, [`types/${declarationPath(module)}`]]);
  return {
    name: config.name,
    version: config.version,
    description: "A talking, emoting human in your page: client, element and React component of the TTH service",
    license: config.license,
    type: "module",
    // The element defines itself when it is loaded.
    sideEffects: kept.map((path) => `./${path}`),
    engines: { node: ">=20" },
    exports: {
      ...Object.fromEntries(exported),
      "./worklet.js": "./dist/worklet.js",
      "./package.json": "./package.json",
    },
    // For projects whose `moduleResolution` is "node", which does not read `exports`: Next.js begins some so.
    typesVersions: { "*": Object.fromEntries(typed) },
    files: ["dist", "types"],
    peerDependencies: { react: ">=18" },
    peerDependenciesMeta: { react: { optional: true } },
    keywords: ["avatar", "talking head", "text to speech", "lip sync", "custom element", "react"],
  };
}

/**
 * Installs the packages with types in a folder, in the versions of the project.
 *
 * @param more Further packages and their versions.
 */
export async function installTyped(folder: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
  const imports: Readonly<Record<string, string>> = config.imports;
  const dependencies = Object.fromEntries(TYPED.map((name) => {
    const version = imports[name]?.match(/@([^@/]+)$/)?.[1];
    if (version === undefined) throw new Error(`deno.json pins no version of ${name}`);
    return [name, version];
  }));
  await Deno.writeTextFile(
    `${folder}/package.json`,
    JSON.stringify({ private: true, dependencies: { ...dependencies, ...more } }),
  );
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["install", "--quiet", "--no-lock", "--node-modules-dir=auto"],
    cwd: fileURLToPath(`file://${folder}`),
  }).output();
  if (!success) throw new Error(`Cannot install types: ${new TextDecoder().decode(stderr).trim()}`);
}
