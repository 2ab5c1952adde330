import assert from "node:assert/strict";
import denoJson from "../../deno.json" with { type: "json" };

/** One name of each published module that somebody outside would look for. */
const EXPECTED: ReadonlyMap<string, readonly string[]> = new Map(Object.entries({
  "./adapter": ["defineAdapter", "createVoice", "generatedStream", "ProviderError", "z"],
  "./client": ["connect", "createSession"],
  "./conformance": ["checkConformance"],
  "./element": ["TalkingHumanElement"],
  "./protocol": ["ServerMessage", "decodeJson", "encodeBinary"],
  "./react": ["TalkingHuman", "useHuman"],
  "./service": ["runProgram", "startService", "Registry"],
}));

Deno.test("every published module can be imported by its name, and says in its documentation what that is", async () => {
  assert.deepEqual(Object.keys(denoJson.exports).toSorted(), [...EXPECTED.keys()].toSorted());
  for (const [path, file] of Object.entries(denoJson.exports)) {
    const name = path.replace(".", denoJson.name);
    const module: object = await import(name);
    for (const wanted of EXPECTED.get(path) ?? []) assert.ok(wanted in module, `${wanted} in ${name}`);
    const head = (await Deno.readTextFile(file)).split("*/")[0] ?? "";
    assert.ok(head.includes(`\`${name}\``), `${file} does not say that it is ${name}`);
  }
});
