/**
 * The personas that a session can use. They are data: the `personas` section of the configuration.
 *
 * @module
 */
import { RequestError } from "../contract/errors.ts";
import type { Persona } from "../contract/controls.ts";

/** The `personas` section of the configuration: personas by id. */
export type Personas = Readonly<Record<string, Omit<Persona, "id">>>;

/** The look of each persona that has one, by the persona's id. */
export function looksOf(personas: Personas): Readonly<Record<string, string>> {
  const looks = Object.entries(personas).map(([id, { look }]) => [id, look] as const);
  return Object.fromEntries(looks.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/**
 * Finds a persona.
 *
 * @param personas The personas of the configuration.
 * @param id Which one.
 * @returns The persona with its id.
 * @throws {RequestError} `unknown_persona`, with the known ids, if it does not exist.
 */
export function lookupPersona(personas: Personas, id: string): Persona {
  const found = Object.hasOwn(personas, id) ? personas[id] : undefined;
  if (found) return { ...found, id };
  const known = Object.keys(personas).sort().join(", ");
  throw new RequestError(`unknown persona ${JSON.stringify(id)}, known: ${known}`, {
    code: "unknown_persona",
    status: 400,
  });
}
