import assert from "node:assert/strict";
import { ConfigError, loadConfig } from "../../../src/core/config/config.ts";
import { environmentOf } from "../../../src/core/config/environment.ts";
import { Registry } from "../../../src/core/registry/registry.ts";

const EMBEDDED =
  "components:\n  llm: { primary: mock_llm }\n  tts: { primary: neural_tts }\n  avatar: { primary: face }\n";

/** Loads a configuration that consists of a base and a profile. */
function load(base: string, profile = EMBEDDED, images: readonly string[] = []) {
  const texts = new Map([["config/base.yaml", base], ["config/profiles/embedded.yaml", profile]]);
  const list = (folder: string) => Promise.resolve(folder === "config/backgrounds" ? [...images] : []);
  const files = { read: (path: string) => Promise.resolve(texts.get(path)), list };
  return loadConfig({ env: environmentOf({}), files, registry: new Registry(), profile: "embedded" });
}

async function problemsOf(base: string, profile?: string, images?: readonly string[]): Promise<readonly string[]> {
  const refusal = await load(base, profile, images).then(() => undefined, (error) => error);
  assert.ok(refusal instanceof ConfigError, `it was not refused: ${refusal}`);
  return refusal.problems;
}

const PERSONA = "personas:\n  default:\n    name: Ava\n    instructions: Be kind.\n";

Deno.test("a persona with an unknown voice or look stops the start, each in its place and with a suggestion", async () => {
  assert.deepEqual(await problemsOf(`${PERSONA}    voice: mria\n    look: leeo\n`), [
    'config/base.yaml:5:12: personas.default.voice: unknown voice "mria", did you mean "mira"?',
    'config/base.yaml:6:11: personas.default.look: unknown look "leeo", did you mean "leo"?',
  ]);
});

Deno.test("a voice of one's own can be named, and a mistake in it is reported in its place", async () => {
  const own = (fields: string) => `voices:\n  tom: { ${fields} }\n${PERSONA}`;
  const { config } = await load(`${own("pitch: 0.6")}    voice: tom\n`);
  assert.deepEqual([config.personas["default"]?.voice, config.voices["tom"]?.pitch], ["tom", 0.6]);
  assert.deepEqual(await problemsOf(`${own("pitch: 0.6")}    voice: tim\n`), [
    'config/base.yaml:7:12: personas.default.voice: unknown voice "tim", did you mean "tom"?',
  ]);
  const [tooHigh] = await problemsOf(`${own("pitch: 6")}    voice: tom\n`);
  assert.match(tooHigh ?? "", /^config\/base\.yaml:2:17: voices\.tom\.pitch: /);
  const [misspelt] = await problemsOf(`${own("formant: 0.9")}    voice: tom\n`);
  assert.match(misspelt ?? "", /^config\/base\.yaml:2:10: voices\.tom\.formant: .*did you mean "formants"\?/);
});

Deno.test("a voice of the configuration that is named as a provider's is reported with the field to use", async () => {
  const [problem] = await problemsOf(`${PERSONA}    voices: { neural_tts: leo }\n`);
  assert.match(problem ?? "", /^config\/base\.yaml:5:27: personas\.default\.voices\.neural_tts: .*`voice: leo`/);
});

Deno.test("pronunciations of everybody are each persona's too, unless it has its own", async () => {
  const { config } = await load(
    `pronunciations: { GitHub: git hub, SQL: S Q L }\n${PERSONA}    pronunciations: { SQL: sequel }\n`,
  );
  assert.deepEqual(config.personas["default"]?.pronunciations, { GitHub: "git hub", SQL: "sequel" });
});

Deno.test("a pronunciation that cannot be said is reported once, in its place", async () => {
  const [problem, ...others] = await problemsOf(`pronunciations:\n  GitHub: git/hub\n${PERSONA}`);
  assert.match(problem ?? "", /^config\/base\.yaml:2:3: pronunciations\.GitHub: phonemes stand between two slashes/);
  assert.deepEqual(others, []);
});

Deno.test("a persona whose name no record can hold is refused in its place", async () => {
  assert.deepEqual(await problemsOf(`${PERSONA}  __proto__: { name: Ann }\n`), [
    "config/base.yaml:5:3: personas.__proto__: cannot be a name here, rename it",
  ]);
});

Deno.test("a look of one's own can be named, and a mistake in it is reported in its place with a suggestion", async () => {
  const own = (fields: string) => `looks:\n  nora: { ${fields} }\n${PERSONA}`;
  const { config } = await load(`${own('hair: { style: bob, color: "#aa5522" }')}    look: nora\n`);
  assert.equal(config.looks["nora"]?.hair?.style, "bob");
  assert.deepEqual(await problemsOf(`${own("age: 0.4")}    look: norra\n`), [
    'config/base.yaml:7:11: personas.default.look: unknown look "norra", did you mean "nora"?',
  ]);
  assert.deepEqual(await problemsOf(`${own("hair: { style: bop }, nose: { widht: 1.1 }, age: 3, base: eva")}`), [
    'config/base.yaml:2:69: looks.nora.base: unknown value "eva", did you mean "ava"?',
    "config/base.yaml:2:60: looks.nora.age: 3 is too big, give at most 1",
    'config/base.yaml:2:41: looks.nora.nose.widht: unknown field, did you mean "width"?',
    'config/base.yaml:2:26: looks.nora.hair.style: unknown value "bop", did you mean "bob"?',
  ]);
});

Deno.test("a background must be one thing, and its picture must exist", async () => {
  const images = ["office.jpg", "README.md"];
  const { config } = await load(`${PERSONA}    background: { image: office.jpg }\n`, EMBEDDED, images);
  assert.equal(config.personas["default"]?.background?.image, "office.jpg");
  assert.deepEqual(await problemsOf(`${PERSONA}    background: { image: ofice.jpg }\n`, EMBEDDED, images), [
    'config/base.yaml:5:17: personas.default.background: config/backgrounds holds no "ofice.jpg", did you mean "office.jpg"?',
  ]);
  const [both] = await problemsOf(`${PERSONA}    background: { color: "#ffffff", transparent: true }\n`);
  assert.match(
    both ?? "",
    /personas\.default\.background: needs exactly one of color, gradient, image and transparent/,
  );
});
