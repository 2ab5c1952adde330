import assert from "node:assert/strict";
import fc from "fast-check";
import { Pendulum, smoothStep, Spring } from "../../src/face/spring.ts";

Deno.test("a spring ends at the same place however finely time is cut", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 100, max: 900 }), (steps, settleMs) => {
    const coarse = new Spring(0);
    const fine = new Spring(0);
    coarse.target = fine.target = 1;
    coarse.advance(200, settleMs);
    for (let i = 0; i < steps; i++) fine.advance(200 / steps, settleMs);
    assert.ok(Math.abs(coarse.value - fine.value) < 1e-9);
  }));
});

Deno.test("a spring does 95 % of its way in its settling time, without swinging over", () => {
  const spring = new Spring(0);
  spring.target = 1;
  let before = 0;
  for (let ms = 0; ms < 400; ms += 4) {
    const value = spring.advance(4, 400);
    assert.ok(value >= before && value <= 1);
    before = value;
  }
  assert.ok(Math.abs(spring.value - 0.95) < 0.005, String(spring.value));
});

Deno.test("a spring whose target moves does not jump", () => {
  const spring = new Spring(0);
  spring.target = 1;
  spring.advance(150, 300);
  const before = spring.value;
  spring.target = -1;
  assert.equal(spring.advance(0, 300), before);
  assert.ok(spring.advance(1, 300) > before, "it first goes on the way that it went");
});

Deno.test("a pendulum ends at the same place however finely time is cut, and looking ahead changes nothing", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.double({ min: -1, max: 1, noNaN: true }), (steps, speed) => {
      const coarse = new Pendulum(0);
      const fine = new Pendulum(0);
      coarse.advance(300, speed);
      for (let i = 0; i < steps; i++) fine.advance(300 / steps, speed);
      assert.ok(Math.abs(coarse.offsetAfter(0) - fine.offsetAfter(0)) < 1e-6);
      const ahead = coarse.offsetAfter(120);
      coarse.advance(120, speed);
      assert.ok(Math.abs(coarse.offsetAfter(0) - ahead) < 1e-9);
    }),
  );
});

Deno.test("smoothStep is flat outside of 0..1 and symmetric within", () => {
  assert.equal(smoothStep(-1), 0);
  assert.equal(smoothStep(2), 1);
  for (const t of [0.1, 0.25, 0.4]) assert.ok(Math.abs(smoothStep(t) + smoothStep(1 - t) - 1) < 1e-12);
});
