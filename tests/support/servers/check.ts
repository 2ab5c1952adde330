/**
 * Tests of the whole service in front of servers that do things their own way.
 *
 * @module
 */
import assert from "node:assert/strict";
import { type Expectation, type Meeting, meetServer, type Seen } from "./bench.ts";
import { SERVER_CASES, type ServerKind } from "./cases/mod.ts";
import { PLAIN_REPLY } from "./server.ts";

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
  if (expected.nextWithinMs !== undefined) assert.ok(next.tookMs <= expected.nextWithinMs, `it took ${next.tookMs} ms`);
  if (expected.notBeforeMs !== undefined) assert.ok(first.tookMs >= expected.notBeforeMs, `it took ${first.tookMs} ms`);
  expected.asked?.(asked);
}

/** Defines a test for each server of a kind. */
export function testServers(kind: ServerKind): void {
  for (const one of SERVER_CASES[kind]) {
    Deno.test(`of servers that ${kind}, the client hears and sees what it should: ${one.name}`, async () => {
      assertMet(await meetServer(one), one.expected);
    });
  }
}
