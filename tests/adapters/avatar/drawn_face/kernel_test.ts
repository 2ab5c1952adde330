import assert from "node:assert/strict";
import { kernelModule } from "../../../../scripts/kernel.ts";
import { compileKernel } from "../../../../src/adapters/avatar/drawn_face/compositor.ts";

Deno.test("the kernel in the tree is what its source makes", async () => {
  const file = new URL("../../../../src/adapters/avatar/drawn_face/kernel.ts", import.meta.url);
  assert.equal(
    await Deno.readTextFile(file),
    await kernelModule("src/adapters/avatar/drawn_face"),
    "run deno task kernel",
  );
});

Deno.test("the kernel compiles here, and takes nothing but a memory", () => {
  const kernel = compileKernel();
  assert.ok(kernel !== undefined);
  assert.deepEqual(WebAssembly.Module.imports(kernel), [{ module: "env", name: "memory", kind: "memory" }]);
});
