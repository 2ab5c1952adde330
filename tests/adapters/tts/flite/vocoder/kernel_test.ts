import assert from "node:assert/strict";
import { createVoiceKernel } from "../../../../../src/adapters/tts/flite/vocoder/voice_kernel.ts";

Deno.test("the voice's kernel exports what it is used for", () => {
  const kernel = createVoiceKernel();
  assert.ok(kernel.memory instanceof WebAssembly.Memory);
  assert.equal(typeof kernel.seed.value, "bigint");
  for (const name of ["excite", "filter", "energy", "resample"] as const) assert.equal(typeof kernel[name], "function");
});
