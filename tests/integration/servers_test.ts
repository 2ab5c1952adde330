import assert from "node:assert/strict";
import { type Expectation, type Meeting, meetServer, type Seen } from "../support/servers/bench.ts";
import { SERVER_CASES } from "../support/servers/cases.ts";
import { PLAIN_REPLY } from "../support/servers/server.ts";

/** The tone's level is 8000: noise and text would be louder. */
const MAX_PEAK = 12_000;

function assertText(text: string, wanted: string | RegExp, what: string): void {
  if (typeof wanted === "string") assert.equal(text, wanted, what);
  else assert.match(text, wanted, what);
}

function assertSeen(seen: Seen, expected: Expectation): void {
  const { status, error, text = PLAIN_REPLY, finish, isHeard = status === "completed" } = expected;
  assert.equal(seen.status, status, JSON.stringify(seen));
  assertText(seen.text, text, "the text");
  if (finish !== undefined) assert.equal(seen.finish, finish);
  if (error === undefined) assert.deepEqual(seen.errors, []);
  else assert.match(seen.errors.join("\n"), error);
  assert.equal(seen.audioMs > 0, isHeard, `${seen.audioMs} ms were heard`);
  assert.ok(seen.peak <= MAX_PEAK, `peak ${seen.peak}`);
  if (!isHeard) assert.equal(seen.spokenText, "");
}

function assertMet({ first, next, requests, asked }: Meeting, expected: Expectation): void {
  assertSeen(first, expected);
  assert.equal(next.status, expected.next ?? "completed", JSON.stringify(next));
  if (expected.nextText !== undefined) assertText(next.text, expected.nextText, "the next turn's text");
  if (expected.requests !== undefined) assert.deepEqual(requests, expected.requests);
  if (expected.withinMs !== undefined) assert.ok(first.tookMs <= expected.withinMs, `it took ${first.tookMs} ms`);
  if (expected.notBeforeMs !== undefined) assert.ok(first.tookMs >= expected.notBeforeMs, `it took ${first.tookMs} ms`);
  expected.asked?.(asked);
}

for (const [kind, cases] of Object.entries(SERVER_CASES)) {
  for (const one of cases) {
    Deno.test(`of servers that ${kind}, the client hears and sees what it should: ${one.name}`, async () => {
      assertMet(await meetServer(one), one.expected);
    });
  }
}
