import assert from "node:assert/strict";
import * as fc from "fast-check";
import { type SseItem, SseReader, SseTooLongError } from "../../../src/adapters/openai/sse.ts";
import { processorMs } from "../../support/processor_time.ts";

function read(text: string, sizes: () => number = () => Infinity): SseItem[] {
  const reader = new SseReader(10_000);
  const bytes = new TextEncoder().encode(text);
  const items: SseItem[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = sizes();
    items.push(...reader.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return [...items, ...reader.end()];
}

const message = (data: string, name = "message"): SseItem => ({ type: "event", name, data });

Deno.test("SseReader reads events, comments and several lines of data, by any end of line", () => {
  const text =
    "\ufeffdata: one\n\n: comment\r\rdata:two\r\ndata: three\r\n\r\nevent: x\nid: 7\nretry: 9\ndata\n\ndata: last";
  assert.deepEqual(read(text), [
    message("one"),
    { type: "comment" },
    message("two\nthree"),
    message("", "x"),
    message("last"),
  ]);
});

Deno.test("SseReader takes JSON values apart that no blank line is between, and an error line for an event", () => {
  assert.deepEqual(read('data: {"a":1}\ndata: {"b":\ndata: 2}\ndata: {"c":3}\n\nerror: {"m":4}\n'), [
    message('{"a":1}'),
    message('{"b":\n2}'),
    message('{"c":3}'),
    message('{"m":4}', "error"),
  ]);
});

Deno.test("SseReader reads the same however the bytes are cut", () => {
  const line = fc.constantFrom("data: x", "data: {}", ": c", "event: y", "", "data: ünïcödé 👋🏽", "id: 1", "data");
  const end = fc.constantFrom("\n", "\r\n", "\r");
  fc.assert(
    fc.property(
      fc.array(fc.tuple(line, end), { maxLength: 12 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 4 })),
      (lines, sizes) => {
        const text = lines.flat().join("");
        assert.deepEqual(read(text, () => sizes.next().value), read(text));
      },
    ),
  );
});

Deno.test("SseReader holds no more than it may of an event that does not end", () => {
  for (const piece of ["x", "data: x\n"]) {
    const reader = new SseReader(1000);
    const bytes = new TextEncoder().encode(piece.repeat(100));
    assert.throws(() => {
      for (let n = 0; n < 20; n++) reader.push(bytes);
    }, SseTooLongError);
  }
});

Deno.test("SseReader takes time in proportion to an event's lines, and counts empty ones", () => {
  const reader = new SseReader(1_000_000);
  const event = new TextEncoder().encode(`data: [\n${"data: 1,\n".repeat(60_000)}data: 1]\n\n`);
  // Parsing all lines again with each line would take about half a minute.
  assert.ok(processorMs(() => assert.equal(reader.push(event).length, 1)) < 5000);
  assert.throws(() => new SseReader(1000).push(new TextEncoder().encode("data\n".repeat(2000))), SseTooLongError);
});
