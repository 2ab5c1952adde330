import assert from "node:assert/strict";
import type { Pen, Surface } from "../../../src/face/draw/canvas/surface.ts";
import { paintStills } from "../../../src/face/draw/stills.ts";
import { findLook, lookIds } from "../../../src/face/looks/design.ts";

/** The most that long hair may paint at once: shapes and strokes. */
const LARGEST_PIECE = 160;

const PICTURE = { view: { scale: 1, x: 128, y: 128 }, width: 256, height: 256 };

/** Canvases that note how much is painted on them, and how much of it is due because they were not drawn elsewhere. */
function notingCanvases() {
  const due = new Map<object, number>();
  let painted = 0;
  const make = (width: number, height: number): Surface => {
    const image = {};
    const paint = () => {
      painted++;
      due.set(image, (due.get(image) ?? 0) + 1);
    };
    const commands: Record<string, unknown> = {
      fill: paint,
      stroke: paint,
      createLinearGradient: () => ({ addColorStop() {} }),
      createRadialGradient: () => ({ addColorStop() {} }),
      drawImage: (drawn: object) => due.delete(drawn),
    };
    // A pen has many commands, of which those that are not noted have no effect here.
    const pen = new Proxy<Record<string, unknown>>({}, {
      get: (_, name) => commands[String(name)] ?? (() => {}),
    }) as unknown as Pen;
    return { image, pen, width, height };
  };
  return { make, due, painted: () => painted };
}

/** The most that a look paints at once. */
function largestOf(id: string): number {
  const { make, due, painted } = notingCanvases();
  const painting = paintStills(findLook(id), PICTURE, make);
  let [largest, before] = [0, 0];
  while (!painting.next().done) {
    largest = Math.max(largest, painted() - before);
    assert.equal(due.values().reduce((sum, count) => sum + count, 0), 0, `${id}: a piece is not left for later`);
    before = painted();
  }
  return largest;
}

Deno.test("still parts are painted piece by piece, long hair a lock each, and nothing is left for the first picture", () => {
  for (const id of lookIds({})) assert.ok(largestOf(id) > 0, id);
  for (const id of ["ava", "jun"]) assert.ok(largestOf(id) <= LARGEST_PIECE, `${id}: ${largestOf(id)} at once`);
});
