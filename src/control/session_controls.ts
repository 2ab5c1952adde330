/**
 * The controls of a session over its turns.
 *
 * @module
 */
import type { Control, PartialControl, Persona, Pronunciations } from "../contract/controls.ts";
import { mergeControls } from "../contract/control_merge.ts";
import { personaIdOf, resolveControl } from "./mapper.ts";
import { lookupPersona, type Personas } from "./personas.ts";

/** What a turn runs with. */
export interface ResolvedControl {
  readonly persona: Persona;
  readonly control: Control;
}

/** Keeps what a session began with and what was updated since, and resolves it for a turn. */
export class SessionControls {
  readonly #personas: Personas;
  readonly #personaId: string;
  readonly #session: PartialControl;
  readonly #pronunciations: Pronunciations;
  /** The personas of this session's turns, by id. */
  readonly #known = new Map<string, Persona>();
  #updates: PartialControl = {};

  /**
   * @param personas The personas that there are.
   * @param personaId The session's persona where no control names one.
   * @param session The controls that the session began with.
   * @param pronunciations How words are said in this session, before what the persona says.
   * @throws RequestError `unknown_persona`
   */
  constructor(
    personas: Personas,
    personaId: string,
    session: PartialControl,
    pronunciations: Pronunciations = {},
  ) {
    this.#personas = personas;
    this.#personaId = personaId;
    this.#session = session;
    this.#pronunciations = pronunciations;
    this.resolve();
  }

  /**
   * What a turn that asks for `turn` runs with.
   *
   * @throws RequestError `unknown_persona`
   */
  resolve(turn: PartialControl = {}): ResolvedControl {
    const layers = { turn, pending: this.#updates, session: this.#session };
    const personaId = personaIdOf(layers, this.#personaId);
    const persona = this.#personaOf(personaId);
    return { persona, control: resolveControl({ ...layers, persona, personaId }) };
  }

  #personaOf(id: string): Persona {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const found = lookupPersona(this.#personas, id);
    const persona = { ...found, pronunciations: { ...found.pronunciations, ...this.#pronunciations } };
    this.#known.set(id, persona);
    return persona;
  }

  /**
   * Merges an update into later turns.
   *
   * @param running The control of the running turn, if the update is to move it.
   * @returns The running turn's control with the update in it.
   * @throws RequestError `unknown_persona`; nothing is merged then.
   */
  update(control: PartialControl, running: Control | undefined): Control | undefined {
    const personaId = control.character?.persona_id;
    if (personaId !== undefined) lookupPersona(this.#personas, personaId);
    this.#updates = mergeControls(this.#updates, control);
    if (running === undefined) return undefined;
    const persona = { control: running };
    return resolveControl({ turn: control, persona, personaId: running.character.persona_id });
  }
}
