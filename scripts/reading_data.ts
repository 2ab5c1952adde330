/**
 * Packs the dictionary and the tagger of the English front end into the files that the service loads. Give it the folder
 * with the originals (`hibari/assets` of the wheel that `src/reading/data/README.md` names):
 *
 *     deno run -P=scripts scripts/reading_data.ts path/to/hibari/assets
 *
 * @module
 */
import { packFeatures, packLexicon, type TaggerModel, type WordList } from "./lib/reading_tables.ts";
import { print } from "./lib/print.ts";

const DATA = new URL("../src/reading/data/", import.meta.url);

async function readJson<T>(folder: string, name: string): Promise<T> {
  const file = await Deno.open(`${folder}/${name}`);
  const stream = name.endsWith(".gz") ? file.readable.pipeThrough(new DecompressionStream("gzip")) : file.readable;
  return await new Response(stream).json();
}

async function write(name: string, bytes: Uint8Array): Promise<void> {
  await Deno.writeFile(new URL(name, DATA), bytes);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.slice())).toHex();
  print(`${name}  ${bytes.length} bytes  ${digest}`);
}

if (import.meta.main) {
  const [folder] = Deno.args;
  if (folder === undefined) throw new TypeError("Cannot pack the data: give the folder with the originals");
  const gold = await readJson<WordList>(folder, "lexicon_us_gold.json.gz");
  const silver = await readJson<WordList>(folder, "lexicon_us_silver.json.gz");
  await write("lexicon.bin", packLexicon(gold, silver));
  await write("tagger.bin", packFeatures(await readJson<TaggerModel>(folder, "tagger.json.gz")));
  for (const name of ["oov.onnx", "oov.json", "vocab.json"]) {
    await write(name, await Deno.readFile(`${folder}/${name}`));
  }
}
