/**
 * Finds a model server on this machine, on the default ports of common servers.
 *
 * @module
 */
import type { LocalProvider } from "../../contract/adapter.ts";
import { fetchHere, headOf } from "./http.ts";
import { chosenModel, modelsIn } from "./served_models.ts";

/** Common servers and their ports; the first one wins. */
const SERVERS = [
  { name: "Ollama", port: 11_434 },
  { name: "LM Studio", port: 1234 },
  { name: "llama.cpp", port: 8080 },
] as const;

/** Longest wait for a server on this machine, ms: a running one answers in a few. */
const LIMIT_MS = 500;

/** How much of a list is read, in bytes. */
const MAX_LIST_BYTES = 1_048_576;

/**
 * Queries the default ports of this machine for models.
 *
 * @param servers Where to look. Default: Ollama, LM Studio, llama.cpp.
 * @returns The first server with a chat model; `undefined` if there is none.
 */
export async function findModelServer(
  servers: readonly { readonly name: string; readonly port: number }[] = SERVERS,
): Promise<LocalProvider | undefined> {
  const found = await Promise.all(servers.map(({ name, port }) => serverAt(name, `http://127.0.0.1:${port}/v1`)));
  return found.find((server) => server !== undefined);
}

async function serverAt(name: string, url: string): Promise<LocalProvider | undefined> {
  try {
    const response = await fetchHere(`${url}/models`, { signal: AbortSignal.timeout(LIMIT_MS) });
    const text = await headOf(response, MAX_LIST_BYTES);
    const models = response.ok ? modelsIn(JSON.parse(text)) : undefined;
    const model = models && chosenModel(models, "chat");
    return model === undefined
      ? undefined
      : { summary: `${model} of ${name}, found at ${url}`, options: { base_url: url, model } };
  } catch {
    return undefined;
  }
}
