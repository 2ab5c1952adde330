/** Configurations in memory, and the mistakes that are found in them. */
import { z } from "zod";
import { ConfigError, type ConfigFiles, loadConfig } from "../../../src/core/config/config.ts";
import { environmentOf } from "../../../src/core/config/environment.ts";
import { Registry } from "../../../src/core/registry/registry.ts";

/** Adapters that the configurations may name. */
export const NAMES = ["llm/mock_llm", "tts/mock_tts", "tts/loud_tts", "avatar/stub_avatar", "realtime/openai_realtime"];

/** A registry of adapters that take one option and can do nothing. */
export function registry(names: readonly string[] = NAMES): Registry {
  return new Registry({
    imports: Object.fromEntries(names.map((name) => [`#adapters/${name}`, `./${name}.ts`])),
    importModule: (specifier) => {
      const [, kind, name] = specifier.split("/");
      if (name === "loud_tts") throw new TypeError("its model is missing");
      const options = z.strictObject({ width: z.int().max(4096).default(256), label: z.string().default("") });
      return Promise.resolve({ default: { kind, name, summary: "A stand-in.", options, create: () => ({}) } });
    },
  });
}

/** A base with one persona. */
export const BASE = "personas:\n  default:\n    name: Ava\n    instructions: Be kind.\n";
/** A profile that can speak. */
export const OFFLINE =
  "components:\n  llm: { primary: mock_llm }\n  tts: { primary: mock_tts }\n  avatar: { primary: stub_avatar }\n";

/** Files by the last part of their name: `base`, or a profile. */
export function filesOf(texts: Record<string, string>): ConfigFiles {
  const byPath = new Map(
    Object.entries(texts).map(([name, text]) => [
      name === "base" ? "config/base.yaml" : `config/profiles/${name}.yaml`,
      text,
    ]),
  );
  return {
    read: (path) => Promise.resolve(byPath.get(path)),
    list: () => Promise.resolve(Object.keys(texts).filter((name) => name !== "base").map((name) => `${name}.yaml`)),
  };
}

/** Loads the profile `offline_mock`, unless the environment names another one. */
export function load(texts: Record<string, string>, env: Record<string, string> = {}, known = registry()) {
  const files = filesOf({ base: BASE, offline_mock: OFFLINE, ...texts });
  return loadConfig({ env: environmentOf(env), files, registry: known });
}

/** The mistakes that are found; none if it loads. */
export async function problemsOf(
  texts: Record<string, string>,
  env: Record<string, string> = {},
): Promise<readonly string[]> {
  try {
    await load(texts, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
