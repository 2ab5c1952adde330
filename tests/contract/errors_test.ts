import assert from "node:assert/strict";
import { isAbort, ProviderError, RequestError } from "../../src/contract/errors.ts";

Deno.test("an error is an abort if it is the signal's own reason, whatever that is, or an AbortError", () => {
  const reason = new Error("the person left");
  const signal = AbortSignal.abort(reason);
  assert.deepEqual([isAbort(reason, signal), isAbort(reason), isAbort(new Error("broken"), signal)], [
    true,
    false,
    false,
  ]);
  assert.equal(isAbort(new DOMException("over", "AbortError")), true);
});

Deno.test("errors carry their name, and what a client may do", () => {
  const busy = new RequestError("full", { code: "overloaded", status: 503, retryable: true, retryAfterMs: 15_000 });
  assert.deepEqual([busy.name, busy.status, busy.retryable, busy.retryAfterMs], ["RequestError", 503, true, 15_000]);
  const broken = new ProviderError("broken", { code: "provider_failed", provider: "acme", cause: busy });
  assert.deepEqual([broken.name, broken.provider, broken.retryable, broken.fatal], [
    "ProviderError",
    "acme",
    false,
    false,
  ]);
  assert.equal(broken.cause, busy);
});
