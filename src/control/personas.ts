/**
 * The personas that a session can use. They are data: the `personas` section of the configuration.
 *
 * @module
 */
import { remedyFor } from "../core/suggest.ts";
import { quoted } from "../core/validation.ts";
import { RequestError } from "../contract/errors.ts";
import type { Persona } from "../contract/controls.ts";

/** The `personas` section of the configuration: personas by id. */
export type Personas = Readonly<Record<string, Omit<Persona, "id">>>;

/**
 * A property of each persona that has it, by the persona's id.
 *
 * @param personas The personas.
 * @param of The property; `undefined`: the persona does not have it.
 */
export function ofEach<T>(
  personas: Personas,
  of: (persona: Personas[string]) => T | undefined,
): Readonly<Record<string, T>> {
  return Object.fromEntries(
    Object.entries(personas).flatMap(([id, persona]) => {
      const value = of(persona);
      return value === undefined ? [] : [[id, value]];
    }),
  );
}

/**
 * Finds a persona.
 *
 * @param personas The personas of the configuration.
 * @param id Which one.
 * @param field Where the request names it.
 * @returns The persona with its id.
 * @throws {RequestError} `unknown_persona`, with the known ids, if it does not exist.
 */
export function lookupPersona(personas: Personas, id: string, field = "persona_id"): Persona {
  const found = Object.hasOwn(personas, id) ? personas[id] : undefined;
  if (found) return { ...found, id };
  const remedy = remedyFor(id, Object.keys(personas).sort());
  throw new RequestError(`${field}: unknown persona ${quoted(id)}, ${remedy}`, {
    code: "unknown_persona",
    status: 400,
  });
}
