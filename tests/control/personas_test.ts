import assert from "node:assert/strict";
import { parse } from "yaml";
import { z } from "zod";
import { lookupPersona } from "../../src/control/personas.ts";
import { RequestError } from "../../src/contract/errors.ts";
import { Persona } from "../../src/contract/controls.ts";

const base = z.object({ personas: z.record(z.string(), Persona) });
const loadPersonas = async () =>
  base.parse(parse(await Deno.readTextFile(new URL("../../config/base.yaml", import.meta.url)))).personas;

Deno.test("lookupPersona() finds each of the four personas, which differ in voice, look and manner", async () => {
  const personas = await loadPersonas();
  const found = ["default", "professional", "casual", "excited"].map((id) => lookupPersona(personas, id));
  assert.deepEqual(found.map(({ id }) => id), ["default", "professional", "casual", "excited"]);
  for (
    const differing of [
      found.map(({ look }) => look),
      found.map(({ name }) => name),
      found.map(({ voices }) => voices["openai_realtime"]),
      found.map(({ control }) => JSON.stringify(control)),
    ]
  ) assert.equal(new Set(differing).size, 4, String(differing));
  for (const { instructions } of found) assert.ok(instructions.length > 200);
});

Deno.test("lookupPersona() names the known personas when one is unknown", async () => {
  const personas = await loadPersonas();
  assert.throws(() => lookupPersona(personas, "x"), (error) => {
    assert.ok(error instanceof RequestError);
    assert.equal(error.code, "unknown_persona");
    assert.equal(
      error.message,
      'persona_id: unknown persona "x", known: casual, curious, default, excited, professional',
    );
    return true;
  });
  assert.throws(() => lookupPersona(personas, "toString"), /unknown persona "toString"/);
});
