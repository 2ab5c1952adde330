import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createEncoder } from "../../../src/adapters/avatar/drawn_face/encoder.ts";
import { LOOKS } from "../../../src/face/looks/built_in.ts";
import { neutralPose } from "../../../src/contract/pose.ts";
import { decode, drawing, mouthInside, type Pixels, pixelsOf, stillPose } from "../support.ts";

const looks = Object.keys(LOOKS);

/** Share of the pixels that differ visibly. */
function difference(a: Pixels, b: Pixels): number {
  let count = 0;
  for (let i = 0; i < a.rgba.length; i += 4) {
    const off = [0, 1, 2].some((k) => Math.abs((a.rgba[i + k] ?? 0) - (b.rgba[i + k] ?? 0)) > 24);
    if (off) count++;
  }
  return count / (a.rgba.length / 4);
}

for (const size of [128, 512]) {
  Deno.test(`every look fills a picture of ${size} pixels and differs from every other`, async () => {
    const pictures = await Promise.all(looks.map(async (look) => pixelsOf((await drawing(look, size))())));
    for (const { rgba } of pictures) assert.ok(rgba.every((value, i) => i % 4 !== 3 || value === 255), "opaque");
    pictures.forEach((a, i) => pictures.slice(i + 1).forEach((b) => assert.ok(difference(a, b) > 0.3)));
  });
}

for (const look of looks) {
  Deno.test(`${look}'s mouth is closed in silence and on p, and open on vowels, in decoded pictures`, async () => {
    const { encode } = createEncoder();
    for (const size of [128, 256]) {
      const draw = await drawing(look, size);
      const inside = async (viseme: "sil" | "PP" | "aa" | "O", label: "neutral" | "happy") => {
        const pose = stillPose(viseme, { emotion: { label, intensity: 0.6 } });
        return mouthInside(await decode(encode(draw(pose), { contentType: "jpeg", quality: 85 })));
      };
      for (const label of ["neutral", "happy"] as const) {
        const closed = Math.max(await inside("sil", label), await inside("PP", label));
        assert.ok(closed < 1.8, `${size} ${label} closed ${closed}`);
        assert.ok(await inside("aa", label) > closed + (size === 128 ? 0.04 : 1.2), `${size} ${label} aa`);
      }
      assert.ok(
        await inside("O", "neutral") > await inside("PP", "neutral") + 0.1,
        `${size} O`,
      );
    }
  });
}

Deno.test("the same pose gives the same pixels, whatever was drawn before", async () => {
  const pose = { ...neutralPose(), jawOpen: 0.31, headYaw: 3.3, headRoll: -2.2, gazeX: 0.2, mouthSmileLeft: 0.4 };
  const fresh = (await drawing("mira", 128))(pose);
  const used = await drawing("mira", 128);
  for (let i = 0; i < 20; i++) used({ ...pose, headYaw: i - 10, jawOpen: i / 20, gazeX: i / 10 - 1 });
  assert.deepEqual(pixelsOf(used(pose)).rgba, pixelsOf(fresh).rgba);
});

Deno.test("each moving part changes the picture", async () => {
  const draw = await drawing("ava", 256);
  const rest = pixelsOf(draw());
  const moves = [
    { jawOpen: 0.8 },
    { eyeBlinkLeft: 1, eyeBlinkRight: 1 },
    { gazeX: 0.8 },
    { browInnerUp: 1 },
    { mouthSmileLeft: 1, mouthSmileRight: 1 },
    { mouthPucker: 1 },
    { headYaw: 8 },
    { headRoll: 5 },
    { headPitch: 6 },
    { cheekSquintLeft: 1, cheekSquintRight: 1, blush: 1 },
  ];
  for (const move of moves) assert.ok(difference(rest, pixelsOf(draw(move))) > 0.001, JSON.stringify(move));
});

Deno.test("lids that are nearly closed show no slit of the iris", async () => {
  const draw = await drawing("ava", 128);
  /** Pixels of green irises. */
  const seen = (blink: number) => {
    const { rgba, width } = pixelsOf(draw({ eyeBlinkLeft: blink, eyeBlinkRight: blink }));
    let count = 0;
    for (let i = Math.floor(width * 0.4) * width * 4; i < width * 0.52 * width * 4; i += 4) {
      if ((rgba[i + 1] ?? 0) > (rgba[i] ?? 0) + 12) count++;
    }
    return count;
  };
  assert.ok(seen(0) > 30, `${seen(0)} open`);
  assert.equal(seen(0.84), 0);
});

Deno.test("hair that hangs swings, and short hair does not", async () => {
  for (const [look, hangs] of [["ava", true], ["jun", true], ["leo", false], ["mira", false]] as const) {
    const draw = await drawing(look, 256);
    const off = difference(pixelsOf(draw({ hairSway: -1 })), pixelsOf(draw({ hairSway: 1 })));
    assert.ok(hangs ? off > 0.004 : off === 0, `${look} ${off}`);
  }
});

Deno.test("a turned head moves its nose further than its outline", async () => {
  const draw = await drawing("leo", 256);
  const [left, right] = [pixelsOf(draw({ headYaw: -8 })), pixelsOf(draw({ headYaw: 8 }))];
  /** The column of the brightest point of the nose, in a row at its tip. */
  const tip = ({ rgba, width }: Pixels) => {
    let best = 0;
    let at = 0;
    const y = Math.floor(width * 0.555);
    for (let x = Math.floor(width * 0.4); x < width * 0.6; x++) {
      const i = (y * width + x) * 4;
      const light = (rgba[i] ?? 0) + (rgba[i + 1] ?? 0) + (rgba[i + 2] ?? 0);
      if (light > best) [best, at] = [light, x];
    }
    return at;
  };
  assert.ok(tip(right) - tip(left) > 8, `${tip(left)} ${tip(right)}`);
});

Deno.test("pictures need not be square", async () => {
  const { loadCanvas } = await import("../../../src/adapters/avatar/drawn_face/canvas.ts");
  const { FacePainter } = await import("../../../src/face/draw/painter.ts");
  const { findLook } = await import("../../../src/face/looks/design.ts");
  const kit = await loadCanvas();
  for (const [width, height] of [[256, 128], [144, 256]] as const) {
    const painter = new FacePainter(findLook("jun"), { width, height, makeSurface: kit.make });
    const canvas = kit.make(width, height);
    painter.paint(neutralPose(), canvas.pen);
    assert.ok(pixelsOf(canvas).rgba.every((value, i) => i % 4 !== 3 || value === 255));
  }
});

Deno.test("the caches of a painter stay within their bytes", async () => {
  const { loadCanvas } = await import("../../../src/adapters/avatar/drawn_face/canvas.ts");
  const { FacePainter } = await import("../../../src/face/draw/painter.ts");
  const { findLook } = await import("../../../src/face/looks/design.ts");
  const kit = await loadCanvas();
  const cacheBytes = 2 * 1024 * 1024;
  const painter = new FacePainter(findLook("leo"), { width: 128, height: 128, makeSurface: kit.make, cacheBytes });
  const canvas = kit.make(128, 128);
  for (let i = 0; i < 150; i++) {
    painter.paint(
      {
        ...neutralPose(),
        headYaw: (i % 13) * 2 - 12,
        headPitch: (i % 9) * 3 - 12,
        mouthPucker: (i % 11) / 11,
        gazeX: (i % 7) / 7,
      },
      canvas.pen,
    );
    canvas.image.getContext("2d").getImageData(0, 0, 1, 1);
  }
  assert.ok(painter.stats.heads.cost + painter.stats.parts.cost <= cacheBytes);
  assert.ok(painter.stats.heads.misses > painter.stats.heads.entries, "something had to go");
});

Deno.test("JPEG and WebP come out as what they say, and decode to the same picture", async () => {
  const { encode } = createEncoder();
  const canvas = (await drawing("sol", 128))();
  const jpeg = encode(canvas, { contentType: "jpeg", quality: 90 });
  const webp = encode(canvas, { contentType: "webp", quality: 90 });
  assert.deepEqual([...jpeg.subarray(0, 3)], [0xff, 0xd8, 0xff]);
  assert.equal(Buffer.from(webp.subarray(8, 12)).toString(), "WEBP");
  assert.ok(difference(await decode(jpeg), await decode(webp)) < 0.02);
  assert.ok(encode(canvas, { contentType: "jpeg", quality: 30 }).length < jpeg.length);
});
