import assert from "node:assert/strict";
import { Tidying } from "../../../src/pipeline/load/tidying.ts";

Deno.test("garbage is collected once after the last session, and not while sessions come and go", () => {
  let count = 0;
  const tidying = new Tidying(() => count++);
  const after = (...periods: boolean[]) => {
    for (const isBusy of periods) tidying.judge(isBusy);
    return count;
  };
  assert.equal(after(false, false, false, false, false), 0, "there was no session yet");
  assert.equal(after(true, false, false, false, true), 0, "the next session came soon");
  assert.equal(after(false, false, false, false), 1);
  assert.equal(after(false, false, false, false, false), 1, "nothing came since");
});
