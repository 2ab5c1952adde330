import assert from "node:assert/strict";
import { CircuitBreaker } from "../../../src/pipeline/provider/breaker.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";

const RESET_MS = 30_000;

function create(): { clock: VirtualClock; breaker: CircuitBreaker } {
  const clock = new VirtualClock();
  return { clock, breaker: new CircuitBreaker(clock, { failures: 3, resetMs: RESET_MS }) };
}

Deno.test("a breaker opens at its third failure in a row, and a success in between starts the count anew", () => {
  const { breaker } = create();
  breaker.fail("one");
  breaker.fail("two");
  assert.equal(breaker.state, "closed");
  breaker.succeed();
  breaker.fail("one");
  breaker.fail("two");
  assert.equal(breaker.state, "closed");
  breaker.fail("three");
  assert.deepEqual([breaker.state, breaker.lastError], ["open", "three"]);
});

Deno.test("a breaker opens at once for a failure that lasts", () => {
  const { breaker } = create();
  breaker.fail("wrong key", { opens: true });
  assert.equal(breaker.state, "open");
});

for (
  const [how, open] of [
    ["failures in a row", (breaker: CircuitBreaker) => ["one", "two", "three"].forEach((text) => breaker.fail(text))],
    ["a failure that lasts", (breaker: CircuitBreaker) => breaker.fail("wrong key", { opens: true })],
  ] as const
) {
  Deno.test(`a breaker that was opened by ${how} opens for the whole time again when its one trial fails`, async () => {
    const { clock, breaker } = create();
    open(breaker);
    await clock.advance(RESET_MS - 1);
    assert.equal(breaker.state, "open");
    await clock.advance(1);
    assert.equal(breaker.state, "half_open");
    breaker.fail("still not well");
    assert.equal(breaker.state, "open");
    await clock.advance(RESET_MS - 1);
    assert.equal(breaker.state, "open");
    await clock.advance(1);
    breaker.succeed();
    assert.deepEqual([breaker.state, breaker.lastError], ["closed", ""]);
  });
}
