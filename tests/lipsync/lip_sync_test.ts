import assert from "node:assert/strict";
import fc from "fast-check";
import type { TimedAudio, TimedViseme } from "../../src/contract/adapter.ts";
import { createAudioVisemes, LOOK_AHEAD_MS } from "../../src/lipsync/from_audio.ts";
import { createLipSync, type LipSyncInput } from "../../src/lipsync/lip_sync.ts";
import { visemesOfPhones } from "../../scripts/lipsync/score.ts";
import { samplesToMs } from "../../src/contract/pcm.ts";
import { FORMANTS, join, silence, vowel } from "./sounds.ts";

const SEGMENT = { type: "segment", index: 0, text: "ma", startMs: 0, charStart: 0 } as const;
const PHONES = [
  { type: "phone", phone: "pau", startMs: 0, endMs: 100 },
  { type: "phone", phone: "m", startMs: 100, endMs: 180 },
  { type: "phone", phone: "aa", startMs: 180, endMs: 380 },
  { type: "phone", phone: "pau", startMs: 380, endMs: 480 },
] as const;
const SOUND = join(silence(120), vowel(FORMANTS.aa, 260), silence(100));

function chunks(samples: Int16Array<ArrayBuffer>, fromMs = 0, chunkMs = 40): TimedAudio[] {
  const size = chunkMs * 24;
  return Array.from({ length: Math.ceil(samples.length / size) }, (_, i) => {
    const part = samples.slice(i * size, (i + 1) * size);
    return {
      type: "audio",
      pcm: new Uint8Array(part.buffer),
      timestampMs: fromMs + i * chunkMs,
      durationMs: samplesToMs(part.length),
    };
  });
}

function run(parts: readonly LipSyncInput[]): TimedViseme[] {
  const lips = createLipSync();
  return [...parts.flatMap((part) => lips.push(part)), ...lips.flush()];
}

Deno.test("a segment with phones is shown by its phones, one without by its audio", () => {
  assert.deepEqual(run([SEGMENT, ...PHONES, ...chunks(SOUND)]), visemesOfPhones(PHONES));
  const visemes = createAudioVisemes();
  const heard = [...visemes.push(SOUND), ...visemes.flush()];
  assert.deepEqual(run([SEGMENT, ...chunks(SOUND)]), heard);
  assert.deepEqual(run(chunks(SOUND)), heard, "speech without segments is one segment");
});

Deno.test("phones that come with their audio give every viseme before the audio at which it starts", () => {
  const lips = createLipSync();
  const out = lips.push(SEGMENT);
  for (const audio of chunks(SOUND)) {
    const endMs = audio.timestampMs + audio.durationMs;
    const due = PHONES.filter(({ startMs }) => startMs >= audio.timestampMs && startMs < endMs);
    out.push(...due.flatMap((phone) => lips.push(phone)), ...lips.push(audio));
    const missing = visemesOfPhones(PHONES).slice(out.length);
    assert.ok(missing.every(({ startMs }) => startMs >= endMs - 100), `at ${endMs} ms`);
  }
  assert.equal([...out, ...lips.flush()].filter(({ id }) => id === "aa").length, 1);
});

Deno.test("the first viseme is out with the first audio that reaches as far as the look-ahead", () => {
  const lips = createLipSync();
  for (const audio of chunks(join(vowel(FORMANTS.aa, 300)))) {
    const endMs = audio.timestampMs + audio.durationMs;
    const visemes = lips.push(audio);
    if (endMs < LOOK_AHEAD_MS) continue;
    assert.equal(visemes[0]?.startMs, 0);
    return;
  }
  assert.fail("no viseme came");
});

Deno.test("a turn may change from a voice with phones to one without, and back, and its starts never go back", () => {
  const part = fc.record({ phones: fc.boolean(), marksLate: fc.boolean() });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (kinds) => {
      const parts = kinds.flatMap(({ phones, marksLate }, index): LipSyncInput[] => {
        const startMs = index * 480;
        const marks = PHONES.map((mark) => ({ ...mark, startMs: mark.startMs + startMs, endMs: mark.endMs + startMs }));
        const audio = chunks(SOUND, startMs);
        if (!phones) return [{ ...SEGMENT }, ...audio];
        return marksLate ? [{ ...SEGMENT }, ...audio, ...marks] : [{ ...SEGMENT }, ...marks, ...audio];
      });
      const timeline = run(parts);
      timeline.forEach(({ startMs, endMs }, i) => {
        assert.ok(startMs >= (timeline[i - 1]?.startMs ?? 0) && endMs > startMs);
      });
      const open = kinds.map((_, index) =>
        timeline.some(({ id, startMs }) => id === "aa" && Math.floor((startMs + 20) / 480) === index)
      );
      assert.ok(open.every(Boolean), "every segment is shown");
    }),
    { numRuns: 30 },
  );
});

Deno.test("after a gap in the audio the lips start anew, at the time of the new audio", () => {
  const timeline = run([...chunks(SOUND), ...chunks(SOUND, 2000)]);
  assert.ok(timeline.some(({ id, startMs }) => id === "aa" && startMs > 2000));
  assert.deepEqual(timeline.filter(({ startMs }) => startMs > 600 && startMs < 2000), []);
});

Deno.test("by its audio, each viseme is out with the audio that settles it", () => {
  const lips = createLipSync();
  const visemes = run([SEGMENT, ...chunks(SOUND)]);
  let out = lips.push(SEGMENT).length;
  for (const audio of chunks(SOUND)) {
    out += lips.push(audio).length;
    const settledMs = audio.timestampMs + audio.durationMs - LOOK_AHEAD_MS;
    assert.ok(visemes.slice(out).every(({ startMs }) => startMs >= settledMs), `at ${audio.timestampMs} ms`);
  }
  assert.equal(out + lips.flush().length, visemes.length);
});
