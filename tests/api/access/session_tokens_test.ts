import assert from "node:assert/strict";
import fc from "fast-check";
import { SessionTokens } from "../../../src/api/access/session_tokens.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";

const LIFETIME_MS = 60_000;

Deno.test("a token opens the session that it was given for, until it expires", async () => {
  const clock = new VirtualClock();
  const tokens = new SessionTokens(clock, LIFETIME_MS);
  const token = tokens.issue("a");
  assert.equal(tokens.judge(token, "a"), "granted");
  assert.equal(tokens.judge(token, "b"), "refused");
  await clock.advance(LIFETIME_MS - 1);
  assert.equal(tokens.judge(token, "a"), "granted");
  await clock.advance(1);
  assert.equal(tokens.judge(token, "a"), "expired");
  assert.equal(tokens.judge(token, "b"), "refused");
  assert.equal(tokens.judge(tokens.issue("a"), "a"), "granted");
});

Deno.test("a token of another process, or from before a restart, is worth nothing", () => {
  const clock = new VirtualClock();
  const token = new SessionTokens(clock, LIFETIME_MS).issue("a");
  assert.equal(new SessionTokens(clock, LIFETIME_MS).judge(token, "a"), "refused");
});

Deno.test("nothing but the token itself is accepted: not with a later expiry, not with one character changed", () => {
  const tokens = new SessionTokens(new VirtualClock(), LIFETIME_MS);
  const token = tokens.issue("a");
  const [, signature = ""] = token.split(".");
  for (const forged of ["", ".", token.slice(0, -1), `${token}=`, `z${token}`, `zzzzzzzz.${signature}`, signature]) {
    assert.equal(tokens.judge(forged, "a"), "refused", forged);
  }
  const place = fc.integer({ min: 0, max: token.length - 1 });
  fc.assert(fc.property(place, fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 1 }), (i, char) => {
    const other = token.slice(0, i) + char + token.slice(i + 1);
    assert.equal(tokens.judge(other, "a"), other === token ? "granted" : "refused");
  }));
});

Deno.test("a token can stand in a subprotocol, whatever the session", () => {
  const tokens = new SessionTokens(new VirtualClock(), LIFETIME_MS);
  fc.assert(fc.property(fc.string(), (id) => assert.match(tokens.issue(id), /^[0-9a-z]+\.[\w-]{43}$/)));
});
