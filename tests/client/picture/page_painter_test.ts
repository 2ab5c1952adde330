import assert from "node:assert/strict";
import { PagePainter } from "../../../src/client/picture/paint/page_painter.ts";
import { FakePage, pixelsOf } from "../page.ts";

const REST = { jawOpen: 0 };

Deno.test("PagePainter draws a face as sharp as the display shows it", () => {
  using page = new FakePage(2);
  const canvas = page.canvas(100);
  new PagePainter({ look: "ava" }).paint(REST, canvas);
  // In steps of 32 pixels.
  assert.deepEqual([canvas.width, canvas.height], [224, 224]);
  const pixels = pixelsOf(canvas);
  assert.ok(new Set(pixels).size > 100, "there is a picture");
  assert.ok(page.made > 0);
});

Deno.test("PagePainter draws no more pixels than a picture of 1,024, and keeps the canvas's shape", () => {
  using page = new FakePage(3);
  const canvas = page.canvas(1200, 600);
  new PagePainter({ look: "leo" }).paint(REST, canvas);
  assert.deepEqual([canvas.width, canvas.height], [1024, 512]);
});

Deno.test("PagePainter draws the canvas's own pixels where it has no size on the page", () => {
  using page = new FakePage();
  const canvas = page.canvas(0);
  new PagePainter().paint(REST, canvas);
  assert.deepEqual([canvas.width, canvas.height], [64, 64]);
});

Deno.test("PagePainter moves the mouth with the pose", () => {
  using page = new FakePage();
  const painter = new PagePainter({ look: "ava" });
  const draw = (jawOpen: number) => {
    const canvas = page.canvas(128);
    painter.paint({ jawOpen }, canvas);
    return pixelsOf(canvas);
  };
  const [closed, open, again] = [draw(0), draw(1), draw(0)];
  assert.notDeepEqual(open, closed);
  assert.deepEqual(again, closed);
});

Deno.test("PagePainter draws another person from the next pose on, and the first look for an unknown one", () => {
  using page = new FakePage();
  const picture = (painter: PagePainter) => {
    const canvas = page.canvas(128);
    painter.paint(REST, canvas);
    return pixelsOf(canvas);
  };
  const painter = new PagePainter({ look: "leo" });
  const leo = picture(painter);
  painter.wear({ look: "ava" });
  const ava = picture(painter);
  assert.notDeepEqual(ava, leo);
  assert.deepEqual(picture(new PagePainter({ look: "nobody" })), ava);
});

Deno.test("PagePainter draws coarser where drawing takes too long, but never below half", () => {
  using page = new FakePage();
  const { now } = performance;
  let atMs = 0;
  performance.now = () => atMs += 15;
  try {
    const canvas = page.canvas(160);
    const painter = new PagePainter({ look: "ava" });
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
