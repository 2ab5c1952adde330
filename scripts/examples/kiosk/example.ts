import { UsageError } from "../../lib/command.ts";
import type { Example } from "../../lib/examples/example.ts";
import { bundle } from "../../lib/bundle.ts";

export default {
  summary: "a kiosk in a terminal, for Node 20 and later",
  usage: "[-- aplay -q -f S16_LE -r 24000]",
  async start(stage) {
    const service = await stage.startService();
    const folder = await stage.temporaryFolder();
    for (const file of ["kiosk.mjs", "package.json"]) {
      await Deno.copyFile(new URL(file, stage.folder), new URL(file, folder));
    }
    await writeClient(new URL("tth/", folder));
    if (await stage.run("npm", ["install", "--silent", "--no-audit", "--no-fund"], { cwd: folder }) !== 0) {
      throw new UsageError("npm cannot install `ws`: check that the registry can be reached");
    }
    await stage.run("node", ["kiosk.mjs", service, ...stage.args], { cwd: folder });
  },
} satisfies Example;

/** The package's client alone; `deno task npm` makes the whole package. */
async function writeClient(folder: URL): Promise<void> {
  await Deno.mkdir(folder);
  const files = await bundle({ entries: ["src/web/entries/client.ts"], minify: false });
  for (const [name, text] of files) await Deno.writeTextFile(new URL(name, folder), text);
  const manifest = { name: "@tth/tth", version: "0.0.0", type: "module", exports: { "./client": "./client.js" } };
  await Deno.writeTextFile(new URL("package.json", folder), JSON.stringify(manifest));
}
