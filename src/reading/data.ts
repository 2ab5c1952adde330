/**
 * The data of the English front end: dictionary, tagger, letter-to-sound network.
 *
 * @module
 */
import { readOnnx } from "../core/onnx/onnx_file.ts";
import { FeatureTable } from "./lexicon/feature_table.ts";
import { type LetterAlphabet, LetterNet } from "./lexicon/letter_net.ts";
import { PackedLexicon } from "./lexicon/packed_lexicon.ts";

const FOLDER = new URL("./data/", import.meta.url);

/** The files of the front end as bytes, so that one thread can read them and hand them to others. */
export interface ReadingFiles {
  /** `lexicon.bin`. */
  readonly lexicon: Uint8Array;
  /** `tagger.bin`. */
  readonly tagger: Uint8Array;
  /** `oov.onnx`. */
  readonly letters: Uint8Array<ArrayBuffer>;
  /** `oov.json`, parsed. */
  readonly alphabet: LetterAlphabet;
}

/** What a reader looks words up in. */
export interface ReadingData {
  readonly lexicon: PackedLexicon;
  readonly tagger: FeatureTable;
  readonly letters: LetterNet;
}

/** Reads the files. */
export async function readReadingFiles(): Promise<ReadingFiles> {
  const [lexicon, tagger, letters, alphabet] = await Promise.all([
    Deno.readFile(new URL("lexicon.bin", FOLDER)),
    Deno.readFile(new URL("tagger.bin", FOLDER)),
    Deno.readFile(new URL("oov.onnx", FOLDER)),
    Deno.readTextFile(new URL("oov.json", FOLDER)),
  ]);
  return { lexicon, tagger, letters, alphabet: JSON.parse(alphabet) };
}

/**
 * Makes the tables ready for look-ups. They use the bytes in place, but for the weights of the network.
 *
 * @throws {OnnxError} When the network is not the one that is expected.
 */
export function openReadingData(files: ReadingFiles): ReadingData {
  return {
    lexicon: new PackedLexicon(files.lexicon),
    tagger: new FeatureTable(files.tagger),
    letters: new LetterNet(readOnnx(files.letters), files.alphabet),
  };
}
