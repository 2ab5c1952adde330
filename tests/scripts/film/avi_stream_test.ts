import assert from "node:assert/strict";
import { headOf, pictureOf, soundOf } from "../../../scripts/lib/film/formats/avi_stream.ts";

/** A chunk of a file in RIFF. */
interface Chunk {
  readonly name: string;
  readonly data: Uint8Array;
}

function nameAt(bytes: Uint8Array, at: number): string {
  return new TextDecoder().decode(bytes.subarray(at, at + 4));
}

function chunksOf(bytes: Uint8Array): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(4, true);
    chunks.push({ name: nameAt(bytes, at), data: bytes.subarray(at + 8, at + 8 + length) });
    assert.ok(chunks.at(-1)?.data.length === length, "the chunk is complete");
    at += 8 + length + length % 2;
  }
  return chunks;
}

/** The rates of a stream's header: units of time, and how many of them pass in how many seconds. */
function rateOf({ data }: Chunk): number {
  const view = new DataView(data.buffer, data.byteOffset);
  return view.getUint32(24, true) / view.getUint32(20, true);
}

Deno.test("a stream of AVI begins with the rates of its pictures and samples, and has no length", () => {
  const head = headOf({ width: 130, height: 66, fps: 24 });
  assert.deepEqual([nameAt(head, 0), nameAt(head, 8)], ["RIFF", "AVI "]);
  const view = new DataView(head.buffer);
  assert.deepEqual([view.getUint32(4, true), nameAt(head, head.length - 4)], [0, "movi"]);
  assert.equal(view.getUint32(head.length - 8, true), 0);
  const [list] = chunksOf(head.subarray(12, head.length - 12));
  const [main, ...streams] = chunksOf(list!.data.subarray(4));
  assert.equal(main?.data.length, 56);
  const [video, audio] = streams.map(({ data }) => chunksOf(data.subarray(4)));
  assert.deepEqual([rateOf(video![0]!), rateOf(audio![0]!)], [24, 24_000]);
  assert.deepEqual([video, audio].map((parts) => parts?.map(({ data }) => data.length)), [[56, 40], [56, 16]]);
});

Deno.test("pictures and samples of AVI are chunks of whole words", () => {
  const samples = new Int16Array([1, -2, 3]).subarray(1);
  assert.deepEqual(chunksOf(soundOf(samples)), [{ name: "01wb", data: new Uint8Array([0xfe, 0xff, 3, 0]) }]);
  const picture = pictureOf(new Uint8Array(15).fill(7));
  assert.equal(picture.length, 24);
  assert.deepEqual(chunksOf(picture), [{ name: "00db", data: new Uint8Array(15).fill(7) }]);
});
