import assert from "node:assert/strict";
import { Instruments } from "../../src/telemetry/instruments.ts";
import { addUpUsage, UsageBook } from "../../src/telemetry/usage.ts";

const ONE_TURN = { turns: 1, charactersIn: 10, charactersOut: 20, speechSeconds: 1.5, provider: { output_tokens: 4 } };

Deno.test("usage adds up by tenant and by session, in one pipeline and over several", () => {
  using instruments = new Instruments();
  const book = new UsageBook(instruments);
  book.add("acme", "s1", ONE_TURN);
  book.add("acme", "s2", ONE_TURN);
  book.add("other", "s3", { ...ONE_TURN, provider: { output_tokens: NaN, input_tokens: -1 } });
  const all = addUpUsage([book.all, book.all]);
  const [acme, other] = all.filter(({ sessionId }) => sessionId === null);
  assert.deepEqual(acme, {
    ...{ tenant: "acme", sessionId: null, turns: 4, charactersIn: 40, charactersOut: 80, speechSeconds: 6 },
    provider: { output_tokens: 16 },
  });
  assert.deepEqual([other?.tenant, other?.turns, other?.provider], ["other", 2, {}]);
  assert.deepEqual(all.flatMap(({ sessionId, turns }) => sessionId === null ? [] : [[sessionId, turns]]), [
    ["s1", 2],
    ["s2", 2],
    ["s3", 2],
  ]);
});

Deno.test("a count that is named like a property of every object is counted as any other", () => {
  using instruments = new Instruments();
  const book = new UsageBook(instruments);
  for (const _ of [1, 2]) book.add("acme", "s1", { ...ONE_TURN, provider: { constructor: 3 } });
  assert.deepEqual(book.all[0]?.provider, { constructor: 6 });
});

Deno.test("the sessions that used nothing for longest are forgotten, and their tenant's usage stays", () => {
  using instruments = new Instruments();
  const book = new UsageBook(instruments);
  for (let i = 0; i < 1100; i++) book.add("acme", `s${i}`, ONE_TURN);
  const sessions = book.all.filter(({ sessionId }) => sessionId !== null);
  assert.equal(sessions.length, 1000);
  assert.equal(sessions[0]?.sessionId, "s100");
  assert.equal(book.all[0]?.turns, 1100);
});
