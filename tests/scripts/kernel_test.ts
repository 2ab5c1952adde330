import assert from "node:assert/strict";
import { kernelFile, kernelModule, KERNELS } from "../../scripts/kernel.ts";

for (const kernel of KERNELS) {
  Deno.test(`the module of ${kernel}.wat in the tree is what its source makes`, async () => {
    assert.equal(await Deno.readTextFile(kernelFile(kernel, "ts")), await kernelModule(kernel), "run deno task kernel");
  });
}
