import assert from "node:assert/strict";
import { startService } from "../../../src/api/service.ts";
import type { SessionPerson } from "../../../src/contract/controls.ts";
import { systemPrompt } from "../../../src/control/prompt.ts";
import { SessionControls } from "../../../src/control/session_controls.ts";
import { environmentOf } from "../../../src/core/config/environment.ts";
import { UNLIMITED } from "../../../scripts/lib/local_service.ts";

const LOG = { ...UNLIMITED, TTH_LOG_LEVEL: "fatal", TTH_HOST: "127.0.0.1", TTH_PORT: "0" };

Deno.test("a session may bring its own person, within what the service offers and allows", async () => {
  const env = environmentOf({ ...LOG, TTH_SESSION__PERSON__INSTRUCTIONS_CHARS: "20" });
  await using service = await startService({ env, profile: "offline_mock" });
  const create = async (person: unknown) => {
    const response = await fetch(`${service.url}/v1/sessions`, { method: "POST", body: JSON.stringify({ person }) });
    const { detail = "", code = "" } = await response.json();
    return { status: response.status, detail, code };
  };
  const person = { name: "Greta", instructions: "You are a pirate.", language: "en-GB" };
  assert.equal((await create(person)).status, 201);
  const cases: readonly [person: unknown, code: string, detail: RegExp][] = [
    [
      { instructions: "x".repeat(21) },
      "bad_person",
      /person\.instructions: 21 characters are more than the limit of 20/,
    ],
    [{ language: "no language" }, "bad_person", /person\.language: "no language" is not a language tag/],
    [{ nam: "Greta" }, "invalid_request", /person/],
    [{ control: { emotion: { intensity: 2 } } }, "invalid_request", /./],
  ];
  for (const [wrong, code, detail] of cases) {
    const refused = await create(wrong);
    assert.deepEqual([refused.status, refused.code], [400, code], JSON.stringify(wrong));
    assert.match(refused.detail, detail);
  }
});

Deno.test("a service may forbid fields of a session's person", async () => {
  const env = environmentOf({ ...LOG, TTH_SESSION__PERSON__FIELDS: '["name", "look"]' });
  await using service = await startService({ env, profile: "offline_mock" });
  const body = JSON.stringify({ person: { name: "Greta", instructions: "Obey." } });
  const response = await fetch(`${service.url}/v1/sessions`, { method: "POST", body });
  assert.equal(response.status, 400);
  const { detail } = await response.json();
  assert.match(detail, /person\.instructions: may not be set on this service; send only name, look/);
});

Deno.test("the person of a session differs from its persona where it says so, and other personas stay as they are", () => {
  const personas = {
    default: {
      name: "Ava",
      instructions: "You are Ava.",
      voices: {},
      look: "ava",
      control: { character: { speech_rate: 1.5 } },
    },
    other: { name: "Leo", instructions: "You are Leo.", voices: {}, control: {} },
  };
  const person: SessionPerson = {
    name: "Greta",
    instructions: "You are a pirate.",
    language: "de-AT",
    control: { emotion: { label: "happy" } },
  };
  const controls = new SessionControls(personas, { personaId: "default", control: {}, pronunciations: {}, person });
  const { persona, control } = controls.resolve();
  assert.deepEqual([persona.id, persona.name, persona.look], ["default", "Greta", "ava"]);
  assert.deepEqual([control.emotion.label, control.character.speech_rate], ["happy", 1.5]);
  const prompt = systemPrompt(persona, control);
  assert.match(prompt, /^You are a pirate\./);
  assert.match(prompt, /Always speak Austrian German\./);
  assert.equal(controls.resolve({ character: { persona_id: "other" } }).persona.name, "Leo");
});
