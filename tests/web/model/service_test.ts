import assert from "node:assert/strict";
import { ClientError } from "../../../src/client/net/errors.ts";
import { failureOf } from "../../../src/web/model/service.ts";

Deno.test("a refusal is told in a sentence, with the time after which a busy service may be asked again", () => {
  const busy = "no session can be opened: other programs keep this machine busy; try again in 15 s";
  const error = (retryAfterMs: number | null) => new ClientError("overloaded", busy, { status: 503, retryAfterMs });
  const message = "No session can be opened: other programs keep this machine busy; try again in 15 s.";
  const failed = { status: "failed", code: "overloaded", message } as const;
  assert.deepEqual(failureOf(error(15_000)), { ...failed, retryMs: 15_000 });
  assert.deepEqual(failureOf(error(3_600_000)), { ...failed, retryMs: 60_000 });
  assert.deepEqual(failureOf(error(null)), { ...failed, retryMs: null });
});

Deno.test("a wrong key is told apart from other refusals, and a fault of the page says what to do", () => {
  assert.equal(failureOf(new ClientError("http_401", "no key", { status: 401 })).code, "unauthorized");
  assert.equal(failureOf(new TypeError("it is null")).message, "It is null. Load the page again.");
});
