import assert from "node:assert/strict";
import { settle, VirtualClock } from "../../src/adapters/kit/fakes/virtual_clock.ts";
import { LogLines } from "../../src/core/log_lines.ts";
import { until } from "../support/waiting.ts";

const decoder = new TextDecoder();

/** An output whose writes each wait until they are let through. */
function slowOutput() {
  const writes: string[] = [];
  const passes: (() => void)[] = [];
  const output = new WritableStream<Uint8Array>({
    write(chunk) {
      writes.push(decoder.decode(chunk));
      return new Promise((pass) => passes.push(() => pass()));
    },
  });
  return { writes, output, pass: () => passes.shift()?.() };
}

Deno.test("lines of one moment leave together, and those that come during a write in the next one", async () => {
  const { writes, output, pass } = slowOutput();
  const lines = new LogLines(output);
  for (const line of ["a\n", "b\n"]) lines.add(line);
  await until(() => writes.length === 1, "the first write");
  for (const line of ["c\n", "d\n"]) lines.add(line);
  const ended = lines[Symbol.asyncDispose]();
  for (const expected of [["a\nb\n"], ["a\nb\n", "c\nd\n"]]) {
    await until(() => writes.length === expected.length, `write ${expected.length}`);
    assert.deepEqual(writes, expected);
    pass();
  }
  await ended;
  assert.equal(output.locked, false, "the output belongs to its owner again");
});

Deno.test("a reader that takes no lines costs no more than ten thousand of them", async () => {
  const { writes, output, pass } = slowOutput();
  const lines = new LogLines(output);
  for (let i = 0; i < 10_500; i++) lines.add(`${i}\n`);
  const ended = lines[Symbol.asyncDispose]();
  await until(() => writes.length === 1, "the write");
  pass();
  await ended;
  assert.match(writes.join(""), /^0\n[^]*\n9999\n$/);
});

Deno.test("an output that fails keeps no line from the next", async () => {
  const output = new WritableStream<Uint8Array>({ write: () => Promise.reject(new Error("broken pipe")) });
  const lines = new LogLines(output);
  lines.add("a\n");
  await Promise.resolve();
  lines.add("b\n");
  await lines[Symbol.asyncDispose]();
  assert.equal(output.locked, false);
});

Deno.test("an output that is no longer read is waited for only a second at the end", async () => {
  const { writes, output } = slowOutput();
  const clock = new VirtualClock();
  const lines = new LogLines(output, clock);
  lines.add("a\n");
  let isOver = false;
  const ended = lines[Symbol.asyncDispose]().then(() => isOver = true);
  await clock.advance(999);
  await settle();
  assert.deepEqual([writes.length, isOver], [1, false]);
  await clock.advance(1);
  await ended;
  assert.deepEqual([output.locked, clock.pending], [false, 0]);
});
