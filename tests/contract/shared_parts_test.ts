import assert from "node:assert/strict";
import { closingSocketsOf } from "../../src/adapters/kit/closing_sockets.ts";
import { SharedParts } from "../../src/contract/shared_parts.ts";
import { hostOf } from "../adapters/support.ts";

class Counter {
  count = 0;
}

class Tally {
  count = 0;
}

Deno.test("whoever asks for a part gets the one that the first has made, and a part of another class beside it", () => {
  const shared = new SharedParts();
  const counter = shared.of(Counter, () => new Counter());
  const again = shared.of(Counter, () => assert.fail("it is there already"));
  assert.equal(again, counter);
  const tally = shared.of(Tally, () => new Tally());
  assert.ok(tally instanceof Tally);
  assert.equal(shared.of(Counter, () => assert.fail("it is there already")), counter);
});

Deno.test("the instances of one adapter count their closing sockets together, those of another host apart", () => {
  const host = hostOf();
  const other = hostOf();
  assert.equal(closingSocketsOf(host), closingSocketsOf({ ...host }));
  assert.notEqual(closingSocketsOf(host), closingSocketsOf(other));
});
