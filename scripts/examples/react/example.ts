import { UsageError } from "../../lib/command.ts";
import { type Example, pageOf, type Stage } from "../../lib/examples/example.ts";
import { packageFiles, packed } from "../../lib/npm/archive.ts";

const FILES = ["package.json", "tsconfig.json", "index.html", "src/main.tsx", "src/greeter.tsx"];
/** Of the files that Vite makes. */
const TYPES: Readonly<Record<string, string>> = { html: "text/html; charset=utf-8", js: "text/javascript" };

export default {
  summary: "React with Vite and TypeScript, built from the npm package",
  usage: "[-- out/npm/tth-tth-0.1.0.tgz]",
  async start(stage) {
    const folder = await stage.temporaryFolder();
    const url = stage.serve((request) => answer(new URL("dist/", folder), request));
    const service = await stage.startService({ TTH_SERVER__CORS_ORIGINS: `["${url}"]` });
    await Deno.mkdir(new URL("src/", folder));
    for (const file of FILES) await Deno.writeTextFile(new URL(file, folder), await pageOf(stage, file, service));
    await writePackage(new URL("tth-tth.tgz", folder), stage.args[0]);
    await build(stage, folder);
    return url;
  },
} satisfies Example;

/** The package as `deno task npm` makes it, or the one that it made before. */
async function writePackage(file: URL, made?: string): Promise<void> {
  if (made === undefined) await Deno.writeFile(file, await packed(await packageFiles(() => {})));
  else await Deno.copyFile(made, file);
}

async function build(stage: Stage, cwd: URL): Promise<void> {
  const steps = [["install", "--silent", "--no-audit", "--no-fund", "--prefer-offline"], ["run", "--silent", "build"]];
  for (const args of steps) {
    if (await stage.run("npm", args, { cwd }) === 0) continue;
    throw new UsageError(`npm ${args[0]} failed: see its words above, and check that the registry can be reached`);
  }
}

async function answer(folder: URL, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const file = new URL(pathname === "/" ? "index.html" : pathname.slice(1), folder);
  const body = await Deno.readFile(file).catch(() => null);
  if (body === null || !file.href.startsWith(folder.href)) return new Response("not found", { status: 404 });
  return new Response(body, { headers: { "content-type": TYPES[file.pathname.split(".").at(-1) ?? ""] ?? "" } });
}
