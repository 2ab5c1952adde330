import assert from "node:assert/strict";
import { groupOf, Places, unmapped } from "../../../src/api/transport/places.ts";

Deno.test("an address is crowded at its limit, a proxy never, and a place that is given back is free", () => {
  const places = new Places({ total: 4, perAddress: 2, exempt: new Set(["10.0.0.9"]) });
  const leave = places.take("10.0.0.1");
  places.take("::ffff:10.0.0.1");
  assert.ok(places.isCrowded("10.0.0.1"));
  assert.ok(!places.isCrowded("10.0.0.2"));
  places.take("10.0.0.9");
  places.take("10.0.0.9");
  assert.ok(!places.isCrowded("10.0.0.9"));
  assert.ok(places.full);
  leave();
  assert.ok(!places.isCrowded("10.0.0.1") && !places.full);
});

for (
  const [address, group] of [
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::1", "::1"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:DB8:0:00a::1", "2001:db8:0:a::/64"],
    ["2001:db8:0:a:1:2:3:4", "2001:db8:0:a::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ] as const
) {
  Deno.test(`${address} counts as ${group}`, () => assert.equal(groupOf(address), group));
}

Deno.test("an IPv4 peer of a socket for both kinds has its IPv4 address, so that a proxy there is known", () => {
  assert.equal(unmapped("::ffff:10.0.0.9"), "10.0.0.9");
  assert.equal(unmapped("10.0.0.9"), "10.0.0.9");
  assert.equal(unmapped("2001:db8::1"), "2001:db8::1");
});
