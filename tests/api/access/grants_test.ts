import assert from "node:assert/strict";
import fc from "fast-check";
import { Grants } from "../../../src/api/access/grants.ts";
import { seedOf } from "../../support/stage.ts";

const LIFETIME_MS = 60_000;
const SECRETS = ["one-key-of-this-service", "another-key-of-this-service"];

/** Grants of an instance whose time the test sets. */
function instance(secrets: readonly string[] = SECRETS) {
  const time = { now: 0 };
  return { time, grants: new Grants({ secrets, lifetimeMs: LIFETIME_MS, now: () => time.now }) };
}

const seed = seedOf({ sessionId: "a", tenant: "acme", extras: ["word"], control: { emotion: { label: "happy" } } });

Deno.test("a token opens the session that it was issued for, until it expires", () => {
  const { grants, time } = instance();
  const token = grants.issue(seed);
  assert.equal(grants.judge(token, "a")?.verdict, "granted");
  assert.equal(grants.judge(token, "b"), undefined);
  time.now = LIFETIME_MS - 1;
  assert.equal(grants.judge(token, "a")?.verdict, "granted");
  time.now = LIFETIME_MS;
  assert.equal(grants.judge(token, "a")?.verdict, "expired");
  assert.equal(grants.judge(token, "b"), undefined);
  assert.equal(grants.judge(grants.issue(seed), "a")?.verdict, "granted");
});

Deno.test("another instance with the same keys reads from a token what the session was created with", () => {
  const token = instance().grants.issue(seed);
  assert.deepEqual(instance(SECRETS.toReversed()).grants.judge(token, "a"), {
    verdict: "granted",
    tenant: "acme",
    seed,
  });
  for (const others of [[], ["one-key-of-this-service"], ["a-key-of-another-service"]]) {
    assert.equal(instance(others).grants.judge(token, "a"), undefined);
  }
});

Deno.test("a token that would be too long for a header leaves the pronunciations to the store, and says so", () => {
  const { grants } = instance();
  const pronunciations = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`word${i}`, "a long respelling"]));
  const token = grants.issue({ ...seed, pronunciations });
  assert.ok(token.length < 4000, `${token.length} characters`);
  assert.deepEqual(grants.judge(token, "a"), { verdict: "granted", tenant: "acme", seed: undefined });
});

Deno.test("nothing but the token itself is accepted: not with other claims, not with one character changed", () => {
  const { grants } = instance();
  const token = grants.issue(seed);
  const [claims = "", signature = ""] = token.split(".");
  const other = grants.issue({ ...seed, tenant: "evil" }).split(".")[0];
  for (const forged of ["", ".", claims, token.slice(0, -1), `${token}=`, `${other}.${signature}`, `.${signature}`]) {
    assert.equal(grants.judge(forged, "a"), undefined, forged);
  }
  const place = fc.integer({ min: 0, max: token.length - 1 });
  fc.assert(fc.property(place, fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 1 }), (i, char) => {
    const changed = token.slice(0, i) + char + token.slice(i + 1);
    assert.equal(grants.judge(changed, "a")?.verdict, changed === token ? "granted" : undefined);
  }));
});

Deno.test("a token can stand in a subprotocol, whatever the session", () => {
  const { grants } = instance();
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 20 }), (personaId) => {
    assert.match(grants.issue({ ...seed, personaId }), /^[\w-]+\.[\w-]{43}$/);
  }));
});
