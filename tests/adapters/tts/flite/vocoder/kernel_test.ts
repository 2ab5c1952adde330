import assert from "node:assert/strict";
import { kernelFile, kernelModule } from "../../../../../scripts/kernel.ts";
import { createVoiceKernel } from "../../../../../src/adapters/tts/flite/vocoder/voice_kernel.ts";

const FOLDER = "src/adapters/tts/flite/vocoder";

Deno.test("the voice's kernel in the tree is what its source makes", async () => {
  const inTree = await Deno.readTextFile(kernelFile(FOLDER, "kernel.ts"));
  assert.equal(inTree, await kernelModule(FOLDER), "run deno task kernel");
});

Deno.test("the voice's kernel exports what it is used for", () => {
  const kernel = createVoiceKernel();
  assert.ok(kernel.memory instanceof WebAssembly.Memory);
  assert.equal(typeof kernel.seed.value, "bigint");
  for (const name of ["excite", "filter", "energy", "resample"] as const) assert.equal(typeof kernel[name], "function");
});
