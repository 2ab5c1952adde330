/**
 * The controls of a session over its turns.
 *
 * @module
 */
import type { Control, PartialControl, Persona, Pronunciations, SessionPerson } from "../contract/controls.ts";
import { mergeControls } from "../contract/control_merge.ts";
import { personaIdOf, resolveControl } from "./mapper.ts";
import { withPerson } from "./person.ts";
import { lookupPersona, type Personas } from "./personas.ts";

/** Where a message names a persona. */
const IN_MESSAGE = "control.character.persona_id";

/** Where the persona that counts is named: in a message, or in the request for the session. */
function fieldOf(turn: PartialControl, session: PartialControl): string {
  if (turn.character?.persona_id !== undefined) return IN_MESSAGE;
  return session.character?.persona_id === undefined ? "persona_id" : "character.persona_id";
}

/** The control and persona of a turn. */
export interface ResolvedControl {
  readonly persona: Persona;
  readonly control: Control;
}

/** What a session was created with. */
export interface ControlOrigin {
  /** The session's persona, unless a control names one. */
  readonly personaId: string;
  /** The session's initial controls. */
  readonly control: PartialControl;
  /** Pronunciations for this session; they take precedence over the persona's. */
  readonly pronunciations: Pronunciations;
  /** What differs from the persona. */
  readonly person?: SessionPerson;
}

/** Keeps a session's initial controls and later updates, and resolves them for a turn. */
export class SessionControls {
  readonly #personas: Personas;
  readonly #personaId: string;
  readonly #session: PartialControl;
  readonly #pronunciations: Pronunciations;
  readonly #person: SessionPerson | undefined;
  /** The personas of this session's turns, by id. */
  readonly #known = new Map<string, Persona>();
  #updates: PartialControl;
  /** What a turn without own controls gets, until there is an update. */
  #resolved: ResolvedControl | undefined;

  /**
   * @param personas The known personas.
   * @param origin What the session was created with.
   * @param updates The updates so far, merged.
   * @throws RequestError `unknown_persona`
   */
  constructor(personas: Personas, origin: ControlOrigin, updates: PartialControl = {}) {
    this.#personas = personas;
    this.#personaId = origin.personaId;
    this.#session = origin.control;
    this.#pronunciations = origin.pronunciations;
    this.#person = origin.person;
    this.#updates = updates;
    this.resolve();
  }

  /** The updates so far, merged. */
  get updates(): PartialControl {
    return this.#updates;
  }

  /**
   * Resolves the control of a turn that requests `turn`.
   *
   * @throws RequestError `unknown_persona`
   */
  resolve(turn?: PartialControl): ResolvedControl {
    return turn === undefined ? this.#resolved ??= this.#merged({}) : this.#merged(turn);
  }

  #merged(turn: PartialControl): ResolvedControl {
    const layers = { turn, pending: this.#updates, session: this.#session };
    const personaId = personaIdOf(layers, this.#personaId);
    const persona = this.#personaOf(personaId, fieldOf(turn, this.#session));
    return { persona, control: resolveControl({ ...layers, persona, personaId }) };
  }

  #personaOf(id: string, field: string): Persona {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const named = lookupPersona(this.#personas, id, field);
    const found = id === this.#personaId ? withPerson(named, this.#person) : named;
    const persona = { ...found, pronunciations: { ...found.pronunciations, ...this.#pronunciations } };
    this.#known.set(id, persona);
    return persona;
  }

  /**
   * Merges an update into later turns.
   *
   * @param running The control of the running turn, if the update applies to it.
   * @returns The running turn's control with the update applied.
   * @throws RequestError `unknown_persona`; nothing is merged in that case.
   */
  update(control: PartialControl, running: Control | undefined): Control | undefined {
    const personaId = control.character?.persona_id;
    if (personaId !== undefined) lookupPersona(this.#personas, personaId, IN_MESSAGE);
    this.#updates = mergeControls(this.#updates, control);
    this.#resolved = undefined;
    if (running === undefined) return undefined;
    const persona = { control: running };
    return resolveControl({ turn: control, persona, personaId: running.character.persona_id });
  }
}
