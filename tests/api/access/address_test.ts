import assert from "node:assert/strict";
import { clientAddress } from "../../../src/api/access/address.ts";
import { addressSet } from "../../../src/api/access/address_set.ts";

const TRUSTED = addressSet(["127.0.0.1", "10.0.0.1", "172.16.0.0/12", "fd00::/8"]);

for (
  const [peer, forwarded, address] of [
    ["203.0.113.7", null, "203.0.113.7"],
    ["203.0.113.7", "198.51.100.1", "203.0.113.7"],
    ["127.0.0.1", null, "127.0.0.1"],
    ["127.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["127.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.1", "198.51.100.1"],
    ["127.0.0.1", "<script>, ", "127.0.0.1"],
    ["127.0.0.1", "2001:db8::7", "2001:db8:0:0::/64"],
    ["127.0.0.1", "198.51.100.1:50123", "198.51.100.1"],
    ["127.0.0.1", "1.1.1.1, [2001:db8::7]:443", "2001:db8:0:0::/64"],
    ["127.0.0.1", "1.1.1.1, unknown", "127.0.0.1"],
    ["172.31.255.2", "198.51.100.1, fd12::3", "198.51.100.1"],
    ["172.32.0.2", "198.51.100.1", "172.32.0.2"],
  ] as const
) {
  Deno.test(`a connection of ${peer} that says ${forwarded} is of ${address}`, () => {
    assert.equal(clientAddress(peer, forwarded, TRUSTED), address);
  });
}
