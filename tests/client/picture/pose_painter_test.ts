import assert from "node:assert/strict";
import { PosePainter } from "../../../src/client/picture/pose_painter.ts";
import { FakePage, pixelsOf } from "../page.ts";

const REST = { jawOpen: 0 };

Deno.test("PosePainter draws a face as sharp as the display shows it", () => {
  using page = new FakePage(2);
  const canvas = page.canvas(100);
  new PosePainter({ look: "ava" }).paint(REST, canvas);
  // In steps of 32 pixels.
  assert.deepEqual([canvas.width, canvas.height], [224, 224]);
  const pixels = pixelsOf(canvas);
  assert.ok(new Set(pixels).size > 100, "there is a picture");
  assert.ok(page.made > 0);
});

Deno.test("PosePainter draws no more pixels than a picture of 1,024, and keeps the canvas's shape", () => {
  using page = new FakePage(3);
  const canvas = page.canvas(1200, 600);
  new PosePainter({ look: "leo" }).paint(REST, canvas);
  assert.deepEqual([canvas.width, canvas.height], [1024, 512]);
});

Deno.test("PosePainter draws the canvas's own pixels where it has no size on the page", () => {
  using page = new FakePage();
  const canvas = page.canvas(0);
  new PosePainter().paint(REST, canvas);
  assert.deepEqual([canvas.width, canvas.height], [64, 64]);
});

Deno.test("PosePainter moves the mouth with the pose", () => {
  using page = new FakePage();
  const painter = new PosePainter({ look: "ava" });
  const draw = (jawOpen: number) => {
    const canvas = page.canvas(128);
    painter.paint({ jawOpen }, canvas);
    return pixelsOf(canvas);
  };
  const [closed, open, again] = [draw(0), draw(1), draw(0)];
  assert.notDeepEqual(open, closed);
  assert.deepEqual(again, closed);
});

Deno.test("PosePainter draws another person from the next pose on, and the first look for an unknown one", () => {
  using page = new FakePage();
  const picture = (painter: PosePainter) => {
    const canvas = page.canvas(128);
    painter.paint(REST, canvas);
    return pixelsOf(canvas);
  };
  const painter = new PosePainter({ look: "leo" });
  const leo = picture(painter);
  painter.wear({ look: "ava" });
  const ava = picture(painter);
  assert.notDeepEqual(ava, leo);
  assert.deepEqual(picture(new PosePainter({ look: "nobody" })), ava);
});

Deno.test("PosePainter draws coarser where drawing takes too long, but never below half", () => {
  using page = new FakePage();
  const { now } = performance;
  let atMs = 0;
  performance.now = () => atMs += 15;
  try {
    const canvas = page.canvas(160);
    const painter = new PosePainter({ look: "ava" });
    const widths = new Set<number>();
    for (let i = 0; i < 200; i++) {
      painter.paint(REST, canvas);
      widths.add(canvas.width);
    }
    assert.deepEqual([...widths], [160, 128, 96]);
  } finally {
    performance.now = now;
  }
});
