/**
 * What personas ask of the adapters that are in use: voices, looks, pronunciations.
 *
 * @module
 */
import type { PersonaWishes, WishProblem, WishStock } from "../../contract/adapter.ts";
import type { Persona } from "../../contract/controls.ts";
import type { FieldProblem } from "../validation.ts";
import type { ChosenAdapter } from "./adapters.ts";
import type { Config } from "./schema.ts";

/**
 * The wishes that the adapters in use cannot fulfil.
 *
 * @param config The configuration, complete.
 * @param adapters The adapters that it uses, by the name under which they are configured.
 * @param images Names of the files that can be backgrounds.
 * @returns One problem per wish.
 */
export function checkWishes(
  config: Config,
  adapters: ReadonlyMap<string, ChosenAdapter>,
  images: readonly string[],
): FieldProblem[] {
  const stock = { voices: config.voices, looks: Object.keys(config.looks), images };
  // An adapter with invalid options cannot be asked.
  const asked = [...adapters.values()].filter(({ options }) => options !== undefined);
  const problems = asked.flatMap((adapter) => [
    ...ask(adapter, [], { ...NO_WISHES, pronunciations: config.pronunciations }, stock),
    ...Object.entries(config.personas).flatMap(([id, { voices, ...persona }]) => {
      const { voice, look, background, pronunciations = {} } = persona;
      const wishes = { voice, providerVoice: voices[adapter.name], look, background, pronunciations };
      return ask(adapter, ["personas", id], wishes, stock);
    }),
    ...Object.entries(config.looks).flatMap(([id, { background }]) =>
      ask(adapter, ["looks", id], { ...NO_WISHES, background }, stock)
    ),
  ]);
  const seen = new Map(problems.map((problem) => [JSON.stringify(problem.path), problem]));
  return [...seen.values()];
}

const NO_WISHES: PersonaWishes = {
  voice: undefined,
  providerVoice: undefined,
  look: undefined,
  background: undefined,
  pronunciations: {},
};

function ask(
  { name, definition, options }: ChosenAdapter,
  place: string[],
  wishes: PersonaWishes,
  stock: WishStock,
): FieldProblem[] {
  const found = definition.checkPersona?.(wishes, options, stock) ?? [];
  return found.map((problem) => ({
    path: [...place, ...pathOf(problem, name)],
    message: problem.message,
    isKey: problem.field === "pronunciations",
  }));
}

function pathOf({ field, key }: WishProblem, adapter: string): string[] {
  if (field === "providerVoice") return ["voices", adapter];
  return key === undefined ? [field] : [field, key];
}

/** The configuration with the global pronunciations merged into those of each persona, which take precedence. */
export function withPronunciations(config: Config): Config {
  const personas = Object.entries(config.personas).map(([id, persona]) => {
    const pronunciations = { ...config.pronunciations, ...persona.pronunciations };
    return [id, { ...persona, pronunciations }] as const;
  });
  return { ...config, personas: Object.fromEntries(personas) };
}

/**
 * The wishes of one persona that the adapters in use cannot fulfil.
 *
 * @param persona The persona, as a session has it.
 * @param loaded The configuration that is in use.
 * @returns One problem per wish; paths begin with the persona's field.
 */
export function checkPersonWishes(
  persona: Omit<Persona, "id">,
  { config, adapters, images }: {
    readonly config: Config;
    readonly adapters: ReadonlyMap<string, ChosenAdapter>;
    readonly images: readonly string[];
  },
): FieldProblem[] {
  const problems = checkWishes({ ...config, personas: { person: persona } }, adapters, images);
  return problems.filter(({ path }) => path[0] === "personas").map((problem) => ({
    ...problem,
    path: problem.path.slice(2),
  }));
}
