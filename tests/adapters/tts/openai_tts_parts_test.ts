import assert from "node:assert/strict";
import * as fc from "fast-check";
import { PcmReader } from "../../../src/adapters/tts/openai_tts/pcm_reader.ts";
import { piecesOf, speedOf } from "../../../src/adapters/tts/openai_tts/style.ts";
import { concat } from "../../../src/adapters/kit/fakes/bytes.ts";
import { wavFile } from "../../../src/adapters/kit/fakes/openai/speech_pcm.ts";
import { controlOf } from "../support.ts";

function cut(bytes: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.slice(n * size, (n + 1) * size));
}

Deno.test("PcmReader finds the same samples in raw PCM and in WAVE files, however they are cut", () => {
  const pcm = fc.uint8Array({ minLength: 16, maxLength: 400 }).map((bytes) =>
    new Uint8Array(bytes.subarray(0, bytes.length & ~1))
  );
  // Bytes that spell another format's name are that format.
  const plain = pcm.filter((bytes) => bytes[0]! > 0x7f);
  fc.assert(
    fc.property(
      plain,
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom("raw", "exact", "unknown"),
      (samples, size, kind) => {
        const bytes = kind === "raw" ? samples : wavFile(samples, 16_000, kind === "exact" ? "exact" : "unknown");
        const reader = new PcmReader();
        const read = [...cut(bytes, size).map((piece) => reader.push(piece)), reader.end()];
        assert.deepEqual(concat(read), samples);
        assert.equal(reader.format?.sampleRateHz, kind === "raw" ? undefined : 16_000);
      },
    ),
  );
});

Deno.test("PcmReader refuses what is no mono 16-bit PCM, and says what it is", () => {
  const text = (words: string) => new TextEncoder().encode(words);
  assert.throws(() => new PcmReader().push(text("ID3\u0004\u0000........")), /MP3/);
  assert.throws(() => new PcmReader().push(text("OggS............")), /Ogg/);
  assert.throws(() => new PcmReader().push(text('{"detail":"no"}')), /text/);
  const stereo = wavFile(new Uint8Array(8), 24_000);
  new DataView(stereo.buffer).setUint16(22, 2, true);
  assert.throws(() => new PcmReader().push(stereo), /2 channels/);
  const headless = new PcmReader();
  headless.push(wavFile(new Uint8Array(8), 24_000).subarray(0, 40));
  assert.throws(() => headless.end(), /without data/);
});

Deno.test("speech is a little faster when excited and slower when calm, within the API's limits", () => {
  const speed = (arousal: number, speech_rate = 1) =>
    speedOf(controlOf({ emotion: { label: "neutral", arousal }, character: { speech_rate, expressivity: 1 } }));
  assert.deepEqual([speed(0), speed(1), speed(-1), speed(1, 4), speed(-1, 0.25)], [1, 1.15, 0.85, 4, 0.25]);
});

Deno.test("a text is cut into pieces that fit, and that joined are the text", () => {
  assert.deepEqual(piecesOf("One. Two three. Four.", 12), ["One.", "Two three.", "Four."]);
  assert.deepEqual(piecesOf("abcdefgh ij", 4), ["abcd", "efgh", "ij"]);
  assert.deepEqual(piecesOf("   ", 10), []);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 20, max: 40 }), (text, max) => {
      const pieces = piecesOf(text, max);
      assert.ok(pieces.every((piece) => piece.length <= max));
      assert.equal(pieces.join("").replace(/\s/g, ""), text.replace(/\s/g, ""));
    }),
  );
});
