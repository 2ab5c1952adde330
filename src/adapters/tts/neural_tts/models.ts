/**
 * Loads model files.
 *
 * @module
 */
import { messageOf, ProviderError } from "../../../contract/errors.ts";
import { BUILT_IN_MODEL, type Voices } from "../../../contract/persona/voice_settings.ts";
import type { Vocabulary } from "./prosody/plan.ts";

const FOLDER = new URL(`./models/${BUILT_IN_MODEL}/`, import.meta.url);
const GRAPHS = ["text.onnx", "prosody.onnx", "decoder.onnx"] as const;

/** The phoneme ids, which all models of this kind share. */
export async function readVocabulary(): Promise<Vocabulary> {
  return JSON.parse(await Deno.readTextFile(new URL("vocab.json", FOLDER)));
}

/**
 * Reads the models that voices use.
 *
 * @param voices The voices, by name.
 * @param provider The name of the adapter, for errors.
 * @returns The files of each model, by its name.
 * @throws {ProviderError} `model_missing` if a file cannot be read; it names the voice and the remedy.
 */
export async function readModels(
  voices: Voices,
  provider: string,
): Promise<Record<string, Uint8Array<ArrayBuffer>[]>> {
  const models: Record<string, Uint8Array<ArrayBuffer>[]> = {};
  for (const [voice, { model }] of Object.entries(voices)) {
    if (Object.hasOwn(models, model)) continue;
    models[model] = model === BUILT_IN_MODEL
      ? await Promise.all(GRAPHS.map((graph) => Deno.readFile(new URL(graph, FOLDER))))
      : [await readFile(model, { voice, provider })];
  }
  return models;
}

async function readFile(
  path: string,
  { voice, provider }: { readonly voice: string; readonly provider: string },
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await Deno.readFile(path);
  } catch (cause) {
    const message = `Cannot read the model of voice "${voice}" (voices.${voice}.model): ` +
      `${messageOf(cause)}. \`deno task voice add ${voice}\` fetches a published one`;
    throw new ProviderError(message, { provider, code: "model_missing", cause });
  }
}
