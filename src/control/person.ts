/**
 * The person of one session: a persona with what the session sets differently.
 *
 * @module
 */
import { mergeControls } from "../contract/control_merge.ts";
import type { Persona, SessionPerson } from "../contract/controls.ts";

/**
 * A persona as a session has it.
 *
 * @param persona The persona of the configuration.
 * @param person What the session sets; a field that is absent is the persona's.
 */
export function withPerson(persona: Persona, person: SessionPerson | undefined): Persona {
  if (person === undefined) return persona;
  const { control, name = persona.name, instructions = persona.instructions, ...own } = person;
  return { ...persona, ...own, name, instructions, control: mergeControls(persona.control, control) };
}
