import assert from "node:assert/strict";
import { retryMsOf, startsAgainAfter } from "../../../src/client/element/retries.ts";
import { ClientError } from "../../../src/client/net/errors.ts";
import { CLOSE_CODES } from "../../../src/contract/protocol/names.ts";

const unreachable = new ClientError("unreachable", "Cannot reach the service.");

Deno.test("an element tries again soon at first, and then less often, at least once a minute", () => {
  const waits = [0, 3, 20].map((failures) => retryMsOf(unreachable, failures) ?? 0);
  for (const [i, longestMs] of [1000, 8000, 60_000].entries()) {
    assert.ok(waits[i]! > longestMs * 0.7 && waits[i]! <= longestMs, waits.join());
  }
});

Deno.test("an element waits as long as the service asks, at most a minute", () => {
  const busy = (retryAfterMs: number) => new ClientError("session_limit", "Busy.", { status: 503, retryAfterMs });
  assert.deepEqual([retryMsOf(busy(5), 9), retryMsOf(busy(1e9), 0)], [5, 60_000]);
});

Deno.test("an element tries again only where the same attempt may succeed", () => {
  const passing = [unreachable, new ClientError("no_grant", ""), new ClientError("http_502", "", { status: 502 })];
  const permanent = [
    new ClientError("unknown_persona", "", { status: 400 }),
    new ClientError("no_grant", "", { status: 401 }),
    new ClientError("bad_attribute", ""),
    new TypeError("x"),
  ];
  for (const error of passing) assert.notEqual(retryMsOf(error, 0), null, error.code);
  for (const error of permanent) assert.equal(retryMsOf(error, 0), null, String(error));
});

Deno.test("an element leaves a session that is open elsewhere, or that the page has closed, alone", () => {
  const codes = [1000, CLOSE_CODES.replaced, CLOSE_CODES.ended, 1006];
  assert.deepEqual(codes.map(startsAgainAfter), [false, false, true, true]);
});
