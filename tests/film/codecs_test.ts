import assert from "node:assert/strict";
import { type Codecs, loadCodecs, type Packet, VideoEncoder } from "../../src/film/codecs.ts";
import { PlaneMaker } from "../../src/film/planes/planes.ts";

const SIDE = 128;
const SIZE = { width: SIDE, height: SIDE, fps: 25 };

/** Below this, dB, specks show around what moves. */
const CLEAN_DB = 40;

/** Locks of hair that sway: more detail than a bit rate has room for just after a key frame. */
function hair(index: number): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(SIDE * SIDE * 4);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const light = 128 + 60 * Math.sin((x + index * 1.5) * 0.9) * Math.sin(y * 0.7);
      pixels.set([light, light * 0.7, light * 0.4, 255], (y * SIDE + x) * 4);
    }
  }
  return pixels;
}

/** The brightness of each picture, row by row. */
async function decoded(codecs: Codecs, packets: readonly Packet[]): Promise<Uint8Array[]> {
  const [, context, packet, frame] = await codecs.ff_init_decoder("libvpx");
  const pieces = packets.map(({ data }, pts) => ({ data, pts }));
  const frames = await codecs.ff_decode_multi(context, packet, frame, pieces, true);
  await codecs.ff_free_decoder(context, packet, frame);
  return frames.map(({ data, layout: [{ offset = 0, stride = SIDE } = {}] = [] }) => {
    const rows = Array.from({ length: SIDE }, (_, y) => data.subarray(offset + y * stride, offset + y * stride + SIDE));
    return new Uint8Array(rows.flatMap((row) => [...row]));
  });
}

/** How alike two pictures are: peak signal-to-noise ratio, dB. */
function likeness(one: Uint8Array, other: Uint8Array): number {
  const squares = one.reduce((sum, value, i) => sum + (value - other[i]!) ** 2, 0);
  return 10 * Math.log10(255 ** 2 / (squares / one.length));
}

Deno.test("a film's pictures are clean from the first one on, while all of them move", async () => {
  const codecs = await loadCodecs();
  const encoder = await VideoEncoder.open(codecs, SIZE);
  const planes = new PlaneMaker(SIDE, SIDE);
  const packets: Packet[] = [];
  const painted: Uint8Array[] = [];
  for (let i = 0; i < 5; i++) {
    const pixels = hair(i);
    painted.push(planes.colorsOf(pixels).slice(0, SIDE * SIDE));
    packets.push(...await encoder.encode(pixels, i));
  }
  await encoder[Symbol.asyncDispose]();
  const shown = await decoded(codecs, packets);
  assert.equal(shown.length, painted.length);
  const worst = Math.min(...shown.map((picture, i) => likeness(picture, painted[i]!)));
  assert.ok(worst > CLEAN_DB, `${worst.toFixed(1)} dB`);
});
