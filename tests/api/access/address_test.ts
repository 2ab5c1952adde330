import assert from "node:assert/strict";
import { clientAddress } from "../../../src/api/access/address.ts";

const TRUSTED = ["127.0.0.1", "10.0.0.1"];

for (
  const [peer, forwarded, address] of [
    ["203.0.113.7", null, "203.0.113.7"],
    ["203.0.113.7", "198.51.100.1", "203.0.113.7"],
    ["127.0.0.1", null, "127.0.0.1"],
    ["127.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["127.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.1", "198.51.100.1"],
    ["127.0.0.1", "<script>, ", "127.0.0.1"],
    ["127.0.0.1", "2001:db8::7", "2001:db8:0:0::/64"],
  ] as const
) {
  Deno.test(`a connection of ${peer} that says ${forwarded} is of ${address}`, () => {
    assert.equal(clientAddress(peer, forwarded, TRUSTED), address);
  });
}
