import assert from "node:assert/strict";
import { Residency } from "../../../../src/adapters/openai/answer/residency.ts";
import { VirtualClock } from "../../../../src/adapters/kit/fakes/virtual_clock.ts";

const LOADING = { ms: 180_000, option: "first_token_ms" };
const HANGS = { ms: 20_000, option: "unresponsive_ms" };

function stage(hangMs: number | null = null) {
  const clock = new VirtualClock();
  return { clock, residency: new Residency(clock, LOADING, hangMs) };
}

Deno.test("a server that has not answered yet may be silent for the time that loading may take", async () => {
  const { clock, residency } = stage();
  assert.deepEqual(residency.limit, LOADING);
  const end = residency.asked();
  await clock.advance(120_000);
  assert.deepEqual(residency.limit, { ...LOADING, ms: 60_000 }, "a second request does not begin anew");
  end();
});

Deno.test("a server that answered a moment ago hangs when it is silent for 20 s", async () => {
  const { clock, residency } = stage();
  const end = residency.asked();
  await clock.advance(45_000);
  end();
  residency.answered();
  await clock.advance(200_000);
  assert.deepEqual(residency.limit, HANGS);
});

Deno.test("a server that was idle for minutes may have to load again", async () => {
  const { clock, residency } = stage();
  residency.answered();
  await clock.advance(300_000);
  assert.deepEqual(residency.limit, LOADING);
});

Deno.test("a server that was never ready in the time for loading hangs from then on, until it is restarted", async () => {
  const { clock, residency } = stage();
  const end = residency.asked();
  await clock.advance(181_000);
  end();
  await clock.advance(600_000);
  assert.deepEqual(residency.limit, HANGS);
  residency.gone();
  assert.deepEqual(residency.limit, LOADING);
});

Deno.test("only the time that someone waited counts as loading, once for all requests", async () => {
  const { clock, residency } = stage();
  const [endFirst, endSecond] = [residency.asked(), residency.asked()];
  await clock.advance(10_000);
  endFirst();
  endFirst();
  await clock.advance(10_000);
  endSecond();
  await clock.advance(900_000);
  assert.deepEqual(residency.limit, { ...LOADING, ms: 160_000 });
});

Deno.test("a limit that is set holds always", () => {
  const { residency } = stage(5000);
  assert.deepEqual(residency.limit, { ...HANGS, ms: 5000 });
  residency.answered();
  assert.deepEqual(residency.limit, { ...HANGS, ms: 5000 });
});
