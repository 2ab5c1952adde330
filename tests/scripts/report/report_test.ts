import assert from "node:assert/strict";
import { svgOf } from "../../../scripts/lib/report/chart.ts";
import { reasonOf } from "../../../scripts/lib/report/reason.ts";
import { lineOf, slopeOf } from "../../../scripts/lib/report/slope.ts";
import { turnMessageType } from "../../../scripts/lib/report/turns.ts";
import { spentMs } from "../../../scripts/lib/service_process.ts";
import { encodeBinary } from "../../../src/contract/protocol/binary.ts";

Deno.test("the slope of a line is found, whatever a few odd points are", () => {
  const points = Array.from({ length: 21 }, (_, i): [number, number] => [i, 100 + 2 * i]);
  assert.equal(slopeOf(points), 2);
  points[3] = [3, 900];
  points[17] = [17, -900];
  assert.equal(slopeOf(points), 2);
});

Deno.test("a level sample has no slope, and neither has a single point", () => {
  assert.equal(slopeOf([[0, 7], [5, 7], [10, 7]]), 0);
  assert.equal(slopeOf([[0, 7]]), 0);
});

Deno.test("the line through points has their slope, and their height at zero, whatever one odd point is", () => {
  assert.deepEqual(lineOf([[20, 140], [50, 170], [100, 220], [200, 900], [400, 520]]), { slope: 1, base: 120 });
});

Deno.test("a chart holds a line for each series, and text that cannot break the page", () => {
  const svg = svgOf({
    title: "a < b",
    x: "sessions",
    y: "ms",
    series: [{ name: "one", points: [[1, 2], [2, 4], [3, NaN]] }, { name: "two", points: [[1, 1]] }],
  });
  assert.equal(svg.match(/<polyline/g)?.length, 2);
  assert.match(svg, /a &lt; b/);
  assert.doesNotMatch(svg, /NaN|undefined/);
});

Deno.test("up to six lines of a chart differ in their colour", () => {
  const series = Array.from({ length: 6 }, (_, i) => ({ name: `${i}`, points: [[1, i]] as const }));
  const colors = svgOf({ title: "a", x: "b", y: "c", series }).match(/stroke="#\w{6}"/g);
  assert.equal(new Set(colors).size, 6);
});

Deno.test("the failure of a separate process is told in a line", () => {
  const said =
    "\x1b[31merror\x1b[0m: Uncaught (in promise) Error: the server closed a stream\n    at talk (talkers.ts:92:32)";
  assert.equal(reasonOf(new Error(said)), "the server closed a stream");
  assert.equal(reasonOf(new Error("no port")), "no port");
});

Deno.test("an axis has round numbers, up to its greatest value at least", () => {
  const svg = svgOf({ title: "a", x: "b", y: "c", series: [{ name: "d", points: [[30, 487]] }] });
  for (const tick of [0, 10, 20, 30, 200, 400, 600]) assert.match(svg, new RegExp(`>${tick}</text>`));
});

Deno.test("an axis reaches down to what is below zero, and has whole numbers if all values are whole", () => {
  const svg = svgOf({ title: "a", x: "b", y: "c", series: [{ name: "d", points: [[1, -1.4], [10, 0.4]] }] });
  for (const tick of [-1.5, -1, -0.5, 0, 0.5, 5, 10]) assert.match(svg, new RegExp(`>${tick}</text>`));
  assert.doesNotMatch(svg, /2\.5<\/text>/);
  const heights = [...svg.matchAll(/cy="([\d.-]+)"/g)].map(([, y]) => Number(y));
  assert.ok(heights.every((y) => y >= 0 && y <= 240), `${heights}`);
});

Deno.test("a picture between turns is no picture of the turn that begins", () => {
  const picture = (turn_id: string | null) => {
    const head = encodeBinary({
      ...{ type: "video_frame", seq: 1, turn: 1, turn_id, timestamp_ms: 0, frame_index: 0, drift_ms: 0 },
      ...{ data: new Uint8Array(3), width: 1, height: 1, content_type: "raw_rgb" },
      ...(turn_id === null && { idle: true }),
    });
    return turnMessageType({ head, isText: false, atMs: 0 });
  };
  assert.equal(picture("t1"), "video_frame");
  assert.equal(picture(null), undefined);
});

Deno.test("processor time is exact, and where a thread has ended never less than the living threads'", () => {
  const before = { threadsNs: new Map([["1", 5e6], ["2", 1e6]]), ms: 10 };
  assert.equal(spentMs(before, { threadsNs: new Map([["1", 7e6], ["2", 1e6], ["3", 1e6]]), ms: 10 }), 3);
  assert.equal(spentMs(before, { threadsNs: new Map([["1", 12e6]]), ms: 10 }), 7);
  assert.equal(spentMs(before, { threadsNs: new Map([["1", 12e6]]), ms: 30 }), 20);
});
