import assert from "node:assert/strict";
import fc from "fast-check";
import { audioBefore, MediaClock, type PlacedSpeech, type TimedSpeech } from "../../src/alignment/media_clock.ts";
import { BYTES_PER_SAMPLE, samplesToMs } from "../../src/contract/pcm.ts";

function run(parts: readonly PlacedSpeech[], chunkMs = 80): TimedSpeech[] {
  const timed: TimedSpeech[] = [];
  const clock = new MediaClock({ chunkMs }, (part) => timed.push(part));
  for (const part of parts) clock.push(part);
  clock.flush();
  return timed;
}

const audio = (samples: number, fill = 1) => ({
  type: "audio" as const,
  pcm: new Uint8Array(samples * BYTES_PER_SAMPLE).fill(fill),
});

Deno.test("audio is contiguous to the sample and complete, however it comes", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 9000 }), { maxLength: 30 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 40, max: 100 }), (samples, chunkMs) => {
      const chunks = run(samples.map((count) => audio(count)), chunkMs).filter((part) => part.type === "audio");
      let at = 0;
      for (const chunk of chunks) {
        assert.equal(chunk.timestampMs, samplesToMs(at));
        assert.equal(chunk.durationMs, samplesToMs(chunk.pcm.byteLength / BYTES_PER_SAMPLE));
        assert.ok(chunk.durationMs <= chunkMs + 0.05);
        at += chunk.pcm.byteLength / BYTES_PER_SAMPLE;
      }
      assert.equal(at, samples.reduce((sum, count) => sum + count, 0));
      for (const chunk of chunks.slice(0, -1)) assert.ok(chunk.durationMs >= 40 - 0.05);
    }),
    { seed: 3 },
  );
});

Deno.test("marks, relative to their segment, become turn time and places in the turn's text", () => {
  const word = { type: "word", text: "two", startMs: 10, endMs: 20, charStart: 0, charEnd: 3 } as const;
  const parts = run([
    { type: "segment", index: 0, text: "one ", charStart: 0 },
    audio(2401),
    { type: "segment", index: 1, text: "two", charStart: 4 },
    word,
    { type: "phone", phone: "t", startMs: 10, endMs: 14 },
    audio(480),
  ]);
  const startMs = samplesToMs(2401);
  assert.deepEqual(parts.find((part) => part.type === "word"), {
    ...word,
    startMs: startMs + 10,
    endMs: startMs + 20,
    charStart: 4,
    charEnd: 7,
  });
  assert.deepEqual(parts.find((part) => part.type === "phone"), {
    type: "phone",
    phone: "t",
    startMs: startMs + 10,
    endMs: startMs + 14,
  });
  assert.equal(parts.findLast((part) => part.type === "segment")?.startMs, startMs);
});

Deno.test("what is left of a segment leaves before the next one begins", () => {
  const parts = run([
    { type: "segment", index: 0, text: "a", charStart: 0 },
    audio(100, 7),
    { type: "segment", index: 1, text: "b", charStart: 1 },
    audio(100, 9),
  ]);
  assert.deepEqual(parts.map(({ type }) => type), ["segment", "audio", "segment", "audio"]);
  assert.deepEqual(parts.flatMap((part) => (part.type === "audio" ? [part.pcm[0]] : [])), [7, 9]);
});

Deno.test("words never run backwards, whatever times a voice gives", () => {
  const time = fc.integer({ min: -500, max: 2000 });
  fc.assert(fc.property(fc.array(fc.tuple(time, time, fc.boolean()), { maxLength: 20 }), (marks) => {
    const parts = marks.flatMap(([startMs, endMs, isNext], index): PlacedSpeech[] => {
      const word = { type: "word", text: "a", startMs, endMs, charStart: 0, charEnd: 1 } as const;
      return isNext ? [audio(4800), { type: "segment", index, text: "a", charStart: index }, word] : [word];
    });
    let last = { startMs: 0, endMs: 0 };
    for (const word of run(parts)) {
      if (word.type !== "word") continue;
      assert.ok(word.startMs >= last.startMs && word.endMs >= last.endMs && word.endMs >= word.startMs);
      last = word;
    }
  }));
});

Deno.test("a chunk is cut and faded out at a time within it, and left as it is when it ends before", () => {
  const chunk = { ...audio(2400, 64), timestampMs: 1000, durationMs: 100 };
  assert.equal(audioBefore(chunk, 1100), chunk);
  assert.equal(audioBefore(chunk, 2000), chunk);
  const { pcm, durationMs, timestampMs } = audioBefore(chunk, 1050);
  const samples = new Int16Array(pcm.buffer);
  assert.deepEqual([samples.length, durationMs, timestampMs], [1200, 50, 1000]);
  assert.deepEqual([samples[1103], samples[1151], samples[1199]], [0x4040, 0x2020, 0]);
});
