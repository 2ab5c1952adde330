/**
 * Bundles for browsers, made by `deno bundle` and made smaller by Terser.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { minify as shrink } from "terser";
import { PROJECT_ROOT } from "../../src/core/project_root.ts";

/** The worklet's module; a bundle without imports, as audio threads of some browsers resolve none. */
const WORKLET = "src/client/sound/player_worklet.ts";

/** The module that holds the bundled worklet as text. */
export const WORKLET_SOURCE = "src/client/sound/worklet_source.ts";

/** How to bundle. */
export interface BundleOptions {
  /** Paths of the modules whose exports the bundles have, from the project's root; each gives a file with its name. */
  readonly entries: readonly string[];
  /** Whether to make them small instead of readable. */
  readonly minify: boolean;
  /** Packages that are left to the user's bundler. */
  readonly external?: readonly string[];
}

/**
 * Bundles modules; what several of them share goes into chunks with a hash in their name.
 *
 * @returns The files: name and text.
 * @throws {Error} With the bundler's words when it fails.
 */
export async function bundle({ entries, minify, external = [] }: BundleOptions): Promise<Map<string, string>> {
  const folder = await Deno.makeTempDir({ prefix: "tth_bundle_" });
  try {
    const flags = ["--platform", "browser", "--outdir", folder, ...minify ? ["--minify"] : []];
    if (entries.length > 1) flags.push("--code-splitting");
    const root = fileURLToPath(PROJECT_ROOT);
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["bundle", "--quiet", ...flags, ...external.map((name) => `--external=${name}`), ...entries],
      cwd: root,
    }).output();
    if (!success) throw new Error(`Cannot bundle ${entries.join(", ")}: ${new TextDecoder().decode(stderr).trim()}`);
    const files = new Map<string, string>();
    const names = (await Array.fromAsync(Deno.readDir(folder))).filter(({ isFile }) => isFile).map(({ name }) => name);
    for (const name of names.sort()) {
      const code = await Deno.readTextFile(`${folder}/${name}`);
      files.set(name, minify ? await minified(code) : code);
    }
    return files;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Code that the bundler has minified, in fewer bytes: its names compress better, and more of it is folded. */
async function minified(code: string): Promise<string> {
  // No code here reads a property for what the reading itself does.
  const compress = { passes: 3, pure_getters: true };
  const { code: smaller } = await shrink(code, { module: true, ecma: 2020, compress });
  if (smaller === undefined) throw new Error("Terser gave no code.");
  return `${smaller}\n`;
}

/** The worklet as one script. */
export async function bundleWorklet(): Promise<string> {
  const files = await bundle({ entries: [WORKLET], minify: true });
  const [script] = [...files.values()];
  if (script === undefined || files.size !== 1) throw new Error(`${WORKLET} gives ${files.size} files instead of one.`);
  return script.trim();
}

/** The module that holds the worklet, for pages that cannot load it from a file. */
export function workletSourceModule(script: string): string {
  const lines = script.match(/[^]{1,100}/g) ?? [];
  return `/**
 * \`player_worklet.ts\` as one script, made by \`deno task bundle\`. Edit that module, not this file.
 *
 * @module
 */

/** The worklet's code. */
export const WORKLET_SOURCE =
${lines.map((line) => `  ${JSON.stringify(line)}`).join(" +\n")};
`;
}
