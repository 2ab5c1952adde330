/**
 * Versions of Deno, from npm.
 *
 * @module
 */
import { messageOf } from "../../../src/contract/errors.ts";
import { UsageError } from "../command.ts";

/**
 * The program of a version: this one, or one in a folder of versions, installed there if it is missing.
 *
 * @param version The version, e.g. `2.5.0`.
 * @param folder The folder of versions.
 * @returns The program's path.
 * @throws {UsageError} If npm cannot install it.
 */
export async function denoOf(version: string, folder: string): Promise<string> {
  if (version === Deno.version.deno) return Deno.execPath();
  const prefix = `${folder}/${version}`;
  const found = await programOf(prefix, version);
  if (found !== undefined) return found;
  await Deno.mkdir(prefix, { recursive: true });
  const flags = ["--no-save", "--no-audit", "--no-fund", "--silent"];
  const said = await run("npm", ["install", "--prefix", prefix, ...flags, `deno@${version}`]);
  const installed = await programOf(prefix, version);
  if (installed !== undefined) return installed;
  throw new UsageError(`Deno ${version} is missing from ${prefix}, and npm could not install it: ${said}`);
}

/** The program of an installed version. npm's command is a wrapper, which would keep signals from the program. */
async function programOf(prefix: string, version: string): Promise<string | undefined> {
  const script = "console.log(Deno.version.deno, Deno.execPath())";
  const [found, path] = (await run(`${prefix}/node_modules/.bin/deno`, ["eval", script])).trim().split(" ");
  return found === version ? path : undefined;
}

/** The output of a program, or why it could not be run. */
async function run(program: string, args: string[]): Promise<string> {
  try {
    const { stdout, stderr } = await new Deno.Command(program, { args }).output();
    const decoder = new TextDecoder();
    return decoder.decode(stdout) + decoder.decode(stderr);
  } catch (error) {
    return messageOf(error);
  }
}
