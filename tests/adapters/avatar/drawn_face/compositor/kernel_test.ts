import assert from "node:assert/strict";
import { compileKernel } from "../../../../../src/adapters/avatar/drawn_face/compositor/compositor.ts";

Deno.test("the kernel compiles here, and takes nothing but a memory", () => {
  const kernel = compileKernel();
  assert.ok(kernel !== undefined);
  assert.deepEqual(WebAssembly.Module.imports(kernel), [{ module: "env", name: "memory", kind: "memory" }]);
});
