import assert from "node:assert/strict";
import { ClientError } from "../../../src/client/net/errors.ts";
import { HumanStore } from "../../../src/client/react/human_store.ts";

Deno.test("an element that cannot be loaded is a failure, and fails what waits for it", async () => {
  const store = new HumanStore();
  const before = store.attached();
  const failure = new ClientError("no_element", "Cannot load the script that defines <talking-human>.");
  store.fail(failure);
  assert.deepEqual([store.snapshot().state, store.snapshot().failure], ["failed", failure]);
  await assert.rejects(before, failure);
  await assert.rejects(store.attached(), failure);
});
