/**
 * Checks the person that a session request brings against what the configuration allows and the adapters offer.
 *
 * @module
 */
import { PERSON_FIELDS, type SessionPerson } from "../../contract/controls.ts";
import { RequestError } from "../../contract/errors.ts";
import { withPerson } from "../../control/person.ts";
import type { LoadedConfig } from "../../core/config/config.ts";
import { checkPersonWishes } from "../../core/config/wishes.ts";
import { formatPath, quoted } from "../../core/validation.ts";

/** What a person is checked against. */
export interface PersonLimits {
  readonly loaded: Pick<LoadedConfig, "config" | "adapters" | "images">;
  /** The languages of the voices in use; empty: any. */
  readonly languages: readonly string[];
}

/**
 * Checks a session's person.
 *
 * @param person What the session sets.
 * @param persona The id of its persona.
 * @throws {RequestError} `bad_person`, with the field, the problem and the remedy.
 */
export function checkPerson(person: SessionPerson | undefined, persona: string, limits: PersonLimits): void {
  if (person === undefined) return;
  const { config } = limits.loaded;
  const { fields, instructions_chars: most } = config.session.person;
  const asked = PERSON_FIELDS.filter((field) => person[field] !== undefined);
  const forbidden = asked.find((field) => !fields.includes(field));
  if (forbidden !== undefined) {
    const allowed = fields.length === 0 ? "send no person" : `send only ${fields.join(", ")}`;
    throw refuse(forbidden, `may not be set on this service; ${allowed}, or allow it in session.person.fields`);
  }
  const length = person.instructions?.length ?? 0;
  if (length > most) {
    throw refuse("instructions", `${length} characters are more than the limit of ${most}; shorten them`);
  }
  if (person.language !== undefined) checkLanguage(person.language, limits.languages);
  const known = Object.hasOwn(config.personas, persona) ? config.personas[persona] : undefined;
  // An unknown persona is reported separately.
  if (known === undefined) return;
  const { id: _, ...whole } = withPerson({ ...known, id: persona }, person);
  const problem = checkPersonWishes(whole, limits.loaded).find(({ path }) =>
    asked.some((field) => field === String(path[0]))
  );
  if (problem !== undefined) throw refuse(formatPath(problem.path), problem.message);
}

function checkLanguage(tag: string, languages: readonly string[]): void {
  const [language] = canonical(tag)?.split("-") ?? [];
  if (language === undefined) {
    throw refuse("language", `${quoted(tag)} is not a language tag; use one such as "en" or "de-AT"`);
  }
  if (languages.length === 0 || languages.some((known) => known === "*" || known.split("-")[0] === language)) return;
  throw refuse("language", `the voices here do not speak ${quoted(tag)}; use ${languages.join(" or ")}`);
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

function refuse(field: string, problem: string): RequestError {
  return new RequestError(`person.${field}: ${problem}`, { code: "bad_person", status: 400 });
}

/** The languages of the adapters that speak; empty: any. */
export function languagesOf(
  voices: readonly ({ readonly languages?: readonly string[] } | undefined)[],
): readonly string[] {
  const spoken = voices.filter((voice) => voice !== undefined);
  if (spoken.some(({ languages }) => languages === undefined)) return [];
  return [...new Set(spoken.flatMap(({ languages = [] }) => languages))];
}
