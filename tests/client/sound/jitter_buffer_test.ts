import assert from "node:assert/strict";
import fc from "fast-check";
import { MediaTimeline } from "../../../src/client/sound/media_timeline.ts";
import { JitterBuffer, type SpeechChunk } from "../../../src/client/sound/jitter_buffer.ts";

const RATE = 24_000;
const QUANTUM = 128;

/** Renders quantum by quantum, as an audio thread does. */
class Rig {
  readonly buffer: JitterBuffer;
  readonly timeline: MediaTimeline;
  readonly output: number[] = [];
  readonly #outputRate: number;

  constructor(options: { prebufferMs?: number; outputRate?: number } = {}) {
    this.#outputRate = options.outputRate ?? RATE;
    this.buffer = new JitterBuffer({ outputRate: this.#outputRate, prebufferMs: options.prebufferMs ?? 0 });
    this.timeline = new MediaTimeline(this.#outputRate);
  }

  render(ms: number): this {
    for (let left = ms * this.#outputRate / 1000; left > 0; left -= QUANTUM) {
      const quantum = new Float32Array(QUANTUM);
      this.buffer.render(quantum, this.output.length);
      this.output.push(...quantum);
      this.timeline.add(this.buffer.takeMarks());
    }
    return this;
  }

  positionAt(ms: number) {
    return this.timeline.at(ms * this.#outputRate / 1000);
  }
}

function chunk(timestampMs: number, samples: ArrayLike<number>, turn = 1): SpeechChunk {
  return { turn, timestampMs, sampleRate: RATE, samples: Int16Array.from(samples) };
}

function ramp(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => (from + i) % 30_000);
}

function loud(ms: number): number[] {
  return new Array(ms * RATE / 1000).fill(16_384);
}

function largestStep(output: readonly number[]): number {
  return output.reduce((most, value, i) => Math.max(most, Math.abs(value - (output[i - 1] ?? 0))), 0);
}

Deno.test("JitterBuffer plays chunks of any sizes without a gap or a changed sample", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 12 }), (sizes) => {
      const rig = new Rig();
      let sent = 0;
      for (const size of sizes) {
        rig.buffer.push(chunk(sent * 1000 / RATE, ramp(sent, size)));
        sent += size;
      }
      rig.render(sent * 1000 / RATE + 1);
      const expected = ramp(0, sent).map((value) => value / 32768);
      // The first 64 samples fade in.
      assert.deepEqual(rig.output.slice(64, sent), expected.slice(64));
      assert.equal(rig.buffer.stats.underruns, 0);
      assert.equal(rig.buffer.stats.bufferedMs, 0);
    }),
  );
});

Deno.test("JitterBuffer waits for the prebuffer, but not longer than its length", () => {
  const rig = new Rig({ prebufferMs: 40 });
  rig.buffer.push(chunk(0, loud(20)));
  rig.render(32);
  assert.equal(Math.max(...rig.output), 0);
  rig.render(16);
  assert.equal(rig.output.at(-1), 0.5);
  const full = new Rig({ prebufferMs: 40 });
  full.buffer.push(chunk(0, loud(40)));
  full.render(QUANTUM / 24);
  assert.equal(full.output.at(-1), 0.5);
});

Deno.test("an underrun is counted, timed, and makes the buffer larger", () => {
  const rig = new Rig({ prebufferMs: 20 });
  rig.buffer.push(chunk(0, loud(32)));
  rig.render(96);
  assert.equal(rig.buffer.stats.underruns, 0);
  rig.buffer.push(chunk(32, loud(64)));
  rig.render(64);
  const { underruns, underrunMs, targetMs } = rig.buffer.stats;
  assert.deepEqual([underruns, targetMs], [1, 40]);
  assert.equal(Math.round(underrunMs), 64);
});

Deno.test("running dry at the end of a turn is no underrun", () => {
  const rig = new Rig();
  rig.buffer.push(chunk(0, loud(32)));
  rig.render(96);
  rig.buffer.push(chunk(0, loud(32), 2));
  rig.render(32);
  assert.equal(rig.buffer.stats.underruns, 0);
});

Deno.test("JitterBuffer.flush() is silent within three milliseconds, without a click", () => {
  const rig = new Rig();
  rig.buffer.push(chunk(0, loud(500)));
  rig.render(50);
  rig.buffer.flush();
  const from = rig.output.length;
  rig.render(20);
  assert.ok(rig.output.slice(from + 72).every((value) => value === 0));
  assert.ok(largestStep(rig.output) < 0.02, `largest step ${largestStep(rig.output)}`);
  assert.equal(rig.buffer.stats.bufferedMs, 0);
});

Deno.test("starts and stops do not click", () => {
  const rig = new Rig();
  rig.buffer.push(chunk(0, loud(30)));
  rig.render(60);
  rig.buffer.push(chunk(30, loud(30)));
  rig.render(60);
  assert.ok(largestStep(rig.output) < 0.02, `largest step ${largestStep(rig.output)}`);
});

Deno.test("MediaTimeline says what is heard: at the start, on the way, in a stall, after it, and in the next turn", () => {
  const rig = new Rig();
  rig.render(64);
  rig.buffer.push(chunk(0, loud(64)));
  rig.render(128);
  rig.buffer.push(chunk(64, loud(64)));
  rig.render(64);
  rig.buffer.push(chunk(0, loud(64), 2));
  rig.render(64);
  assert.equal(rig.positionAt(10), null);
  assert.deepEqual(rig.positionAt(84), { turn: 1, positionMs: 20, playing: true });
  assert.deepEqual(rig.positionAt(150), { turn: 1, positionMs: 64, playing: false });
  assert.deepEqual(rig.positionAt(202), { turn: 1, positionMs: 74, playing: true });
  assert.deepEqual(rig.positionAt(266), { turn: 2, positionMs: 10, playing: true });
});

Deno.test("a position that went on into a gap, whose mark comes late, waits there and does not go back", () => {
  const timeline = new MediaTimeline(RATE);
  timeline.add([{ frame: 0, turn: 1, mediaMs: 0, playing: true }]);
  const at = (ms: number) => timeline.at(ms * RATE / 1000);
  assert.deepEqual(at(130), { turn: 1, positionMs: 130, playing: true });
  timeline.add([
    { frame: 0.1 * RATE, turn: 1, mediaMs: 100, playing: false },
    { frame: 0.15 * RATE, turn: 1, mediaMs: 100, playing: true },
  ]);
  assert.deepEqual(at(140), { turn: 1, positionMs: 130, playing: false });
  assert.deepEqual(at(170), { turn: 1, positionMs: 130, playing: true });
  assert.deepEqual(at(200), { turn: 1, positionMs: 150, playing: true });
  timeline.clear();
  timeline.add([{ frame: 0.2 * RATE, turn: 1, mediaMs: 20, playing: true }]);
  assert.deepEqual(at(200), { turn: 1, positionMs: 20, playing: true }, "a flush begins anew");
});

Deno.test("a jump of the timestamps within a turn moves the position", () => {
  const rig = new Rig();
  rig.buffer.push(chunk(0, loud(32)));
  rig.buffer.push(chunk(1000, loud(32)));
  rig.render(64);
  assert.deepEqual(rig.positionAt(40), { turn: 1, positionMs: 1008, playing: true });
});

Deno.test("JitterBuffer keeps pitch and length on an output of another rate", () => {
  for (const outputRate of [16_000, 44_100, 48_000]) {
    const rig = new Rig({ outputRate });
    const tone = Array.from({ length: RATE }, (_, i) => 20_000 * Math.sin(2 * Math.PI * 440 * i / RATE));
    for (let at = 0; at < RATE; at += 2400) rig.buffer.push(chunk(at * 1000 / RATE, tone.slice(at, at + 2400)));
    rig.render(1100);
    const crossings = rig.output.filter((value, i) => value > 0 && (rig.output[i - 1] ?? 0) <= 0).length;
    assert.ok(Math.abs(crossings - 440) <= 1, `${crossings} periods at ${outputRate} Hz`);
    const soundMs = rig.output.findLastIndex((value) => value !== 0) * 1000 / outputRate;
    assert.ok(Math.abs(soundMs - 1000) < 5, `${soundMs} ms at ${outputRate} Hz`);
  }
});

Deno.test("JitterBuffer holds no more than ten minutes", () => {
  const rig = new Rig();
  const minute = new Int16Array(60 * RATE);
  for (let i = 0; i < 12; i++) {
    rig.buffer.push({ turn: 1, timestampMs: i * 60_000, sampleRate: RATE, samples: minute });
  }
  assert.equal(rig.buffer.stats.bufferedMs, 600_000);
  assert.equal(rig.buffer.stats.overflowMs, 120_000);
});

Deno.test("JitterBuffer.flush() drops the marks of the speech that it discards", () => {
  const { buffer } = new Rig();
  buffer.push(chunk(0, loud(500)));
  buffer.render(new Float32Array(QUANTUM), 0);
  buffer.flush();
  assert.deepEqual(buffer.takeMarks(), []);
  buffer.push(chunk(0, loud(500), 2));
  buffer.render(new Float32Array(QUANTUM), QUANTUM);
  assert.deepEqual(buffer.takeMarks(), [{ frame: QUANTUM, turn: 2, mediaMs: 0, playing: true }]);
});

Deno.test("JitterBuffer replaces buffered speech from the time of a chunk on, without a gap or a repeated sample", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 18 }), fc.integer({ min: 0, max: 160 }), (cutTens, playedMs) => {
      const played = Math.ceil(playedMs * 24 / QUANTUM) * QUANTUM;
      fc.pre(played < cutTens * 240 + 2400);
      const rig = new Rig();
      rig.buffer.push(chunk(0, new Array(2400).fill(1000)));
      rig.buffer.push(chunk(100, new Array(2400).fill(1000)));
      rig.render(playedMs);
      rig.buffer.push(chunk(cutTens * 10, new Array(2400).fill(2000)));
      rig.render(400);
      const cut = Math.max(cutTens * 240, played);
      const at = (index: number) => Math.round((rig.output[index] ?? 0) * 32768);
      assert.equal(at(cut + 1), 2000, "the new speech begins at its time");
      for (let index = 64; index < cut - 70; index++) assert.equal(at(index), 1000);
      const end = cutTens * 240 + 2400;
      for (let index = cut + 1; index < end; index++) assert.equal(at(index), 2000);
      assert.ok(at(end + 70) === 0, "nothing of the old speech follows");
      const [positionMs, expectedMs] = [rig.timeline.at(cut + 240)?.positionMs, Math.min(cut + 240, end) / 24];
      assert.ok(Math.abs((positionMs ?? 0) - expectedMs) < 1e-6, `${positionMs} ms heard at ${expectedMs} ms`);
    }),
    { numRuns: 60 },
  );
});
