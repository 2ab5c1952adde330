import assert from "node:assert/strict";
import { collectGarbage } from "../../../../src/core/workers/garbage.ts";
import { randomNumbers } from "./random.ts";
import { fixture, heart, join, modelFiles, plainPlan } from "./model/support.ts";
import { loadModel } from "../../../../src/adapters/tts/neural_tts/synthesis/voice_model.ts";

/** The samples of a frame. */
const FRAME = 300;

Deno.test("VoiceModel.speak() gives the same samples in any pieces, and to the last one", () => {
  const plan = plainPlan();
  const whole = join(heart().speak(plan, { first: 200 }));
  assert.equal(whole.length, plan.modelF0.length * FRAME);
  for (const sizes of [{}, { first: 1, other: 1 }, { first: 7, other: 13 }, { first: 20, other: 200 }]) {
    assert.deepEqual(join(heart().speak(plan, sizes)), whole, JSON.stringify(sizes));
  }
});

Deno.test("VoiceModel.speak() gives its first piece after 250 ms or little more", () => {
  const [first, second] = heart().speak(plainPlan());
  assert.ok(first !== undefined && first.length >= 20 * FRAME && first.length <= 24 * FRAME, `${first?.length}`);
  assert.ok(second !== undefined && second.length <= 44 * FRAME, `${second?.length}`);
});

Deno.test("VoiceModel.speak() may be left and taken up again, in turns with others", () => {
  const plan = plainPlan();
  const whole = join(heart().speak(plan));
  const other = plainPlan({ seed: 9, tract: 0.9 });
  const [a, b] = [heart().speak(plan), heart().speak(other)];
  const pieces: Int16Array[] = [];
  for (let piece = a.next(); !piece.done; piece = a.next()) {
    pieces.push(piece.value);
    b.next();
    // One that is begun and left.
    heart().speak(other).next();
  }
  assert.deepEqual(join(pieces), whole);
});

Deno.test("VoiceModel.speak() asks for the plan before it reads it, and not for all of it at once", () => {
  const full = plainPlan();
  const whole = join(heart().speak(full));
  const blank = () => new Float32Array(full.modelF0.length).fill(NaN);
  const curves = ["modelF0", "sourceF0", "energy", "gainDb", "breath", "tiltDb"] as const;
  const filled = {
    modelF0: blank(),
    sourceF0: blank(),
    energy: blank(),
    gainDb: blank(),
    breath: blank(),
    tiltDb: blank(),
  };
  const asked: number[] = [];
  const prepare = (to: number) => {
    asked.push(to);
    for (const curve of curves) filled[curve].set(full[curve].subarray(0, to));
  };
  assert.deepEqual(join(heart().speak({ ...full, ...filled, prepare })), whole);
  assert.ok((asked[0] ?? Infinity) <= 20 + 4 + 27, `asked for ${asked[0]} frames first`);
});

Deno.test("another seed is other noise, and the same seed the same", () => {
  const say = (seed: number) => join(heart().speak(plainPlan({ seed })));
  assert.deepEqual(say(5), say(5));
  assert.notDeepEqual(say(5), say(6));
});

Deno.test("VoiceModel.speak() refuses plans that do not fit together", () => {
  const refused = (changes: Parameters<typeof plainPlan>[0], message: RegExp) =>
    assert.throws(() => heart().speak(plainPlan(changes)).next(), { name: "RangeError", message });
  refused({ energy: new Float32Array(3) }, /energy must have a value for each of 176 frames: received 3/);
  refused({ frames: [1, 2, 3] }, /received 3 for 29/);
  refused({ tract: 0.4 }, /tract must be from 0.5 to 2: received 0.4/);
  assert.throws(() => heart().speak(plainPlan(), { first: 0 }).next(), /from 1 to 200 frames: received 0/);
});

Deno.test("phonemes in no order make sound that ends, and never clips", () => {
  const numbers = randomNumbers(20 * 30);
  for (let round = 0; round < 20; round++) {
    const ids = Array.from(
      numbers.subarray(round * 30, (round + 1) * 30),
      (value) => Math.floor((value + 1) / 2 * 178),
    );
    const encoding = heart().encode(ids);
    const frames = ids.map((id) => 1 + id % 9);
    const count = frames.reduce((sum, value) => sum + value, 0);
    const f0 = randomNumbers(count, round).map((value) => Math.max(0, 250 * value));
    const curve = (most: number) => randomNumbers(count, round + 99).map((value) => most * value);
    const shape = { gainDb: curve(12), breath: curve(1), tiltDb: curve(3), energy: curve(9), tract: 0.8, seed: round };
    const samples = join(
      heart().speak({ encoding, frames, modelF0: f0, sourceF0: f0.map((hz) => hz * 0.7), ...shape }),
    );
    assert.equal(samples.length, count * FRAME);
    assert.ok(samples.every((value) => Math.abs(value) < 32_767));
    assert.ok(samples.some((value) => Math.abs(value) > 100));
  }
});

Deno.test("memory stays as it is over a thousand sentences", () => {
  const model = loadModel(modelFiles());
  const { memoryBytes } = model;
  assert.ok(memoryBytes < 16e6, `${memoryBytes} bytes`);
  const encoding = model.encode([0, 44, 0]);
  const curve = () => new Float32Array(12);
  const still = { gainDb: curve(), breath: curve(), tiltDb: curve(), tract: 1, seed: 1 };
  const speakOften = (times: number) => {
    for (let count = 0; count < times; count++) {
      const prosody = model.prosody(encoding, [2, 3, 1]);
      prosody.read(12);
      const { f0, energy } = prosody;
      join(model.speak({ encoding, frames: [4, 6, 2], modelF0: f0, sourceF0: f0, energy, ...still }));
    }
    collectGarbage();
    // Of this thread alone: other tests run in the same process.
    const { heapUsed, external } = Deno.memoryUsage();
    return heapUsed + external;
  };
  const before = speakOften(300);
  const after = speakOften(1000);
  assert.equal(model.memoryBytes, memoryBytes);
  // The state of a sentence has 150 kB: if sentences were kept, there would be 150 MB.
  assert.ok(after - before < 10e6, `grew from ${before} to ${after} bytes`);
});

Deno.test("loadModel() says what is missing or of another shape", () => {
  const [text, prosody, decoder] = modelFiles();
  assert.ok(text !== undefined && prosody !== undefined && decoder !== undefined);
  const refused = (files: Uint8Array<ArrayBuffer>[], message: RegExp) =>
    assert.throws(() => loadModel(files), { name: "OnnxError", code: "bad_model_file", message });
  refused([text, prosody], /'m\.dec_in\.weight' is missing/);
  refused([prosody, decoder], /'m\.text\.emb\.weight' is missing/);
  refused([], /is missing/);
  refused([text, prosody, decoder.slice(0, 1_000_000)], /Fetch the file again/);
  refused([text, prosody, new TextEncoder().encode("version https://git-lfs.github.com/spec/v1")], /Cannot read/);
  const swapped = ["pn.pro_in.weight", "pn.pro_in.weighT", "pn.pro.0.dw.bias", "pn.pro_in.weight"];
  refused([text, renamed(prosody, ...swapped), decoder], /'pn\.pro_in\.weight' must have .* it has \[192\]/);
  refused([text, prosody, renamed(decoder, "m.dec.3.gamma", "m.dec.3.gamme")], /'m\.dec\.3\.gamma' is missing/);
  refused([
    text,
    prosody,
    renamed(decoder, "MatMulInteger", "MatMulFloats_"),
  ], /MatMulInteger node/);
});

Deno.test("loadModel() takes graphs in any order", () => {
  const model = loadModel(modelFiles().reverse());
  assert.deepEqual(model.encode(fixture().ids), heart().encode(fixture().ids));
});

/** A copy of a file in which all occurrences of texts are replaced by others of the same length. */
function renamed(file: Uint8Array<ArrayBuffer>, ...pairs: string[]): Uint8Array<ArrayBuffer> {
  const copy = file.slice();
  for (let pair = 0; pair < pairs.length; pair += 2) {
    const [from, to] = pairs.slice(pair, pair + 2).map((text) => new TextEncoder().encode(text));
    assert.ok(from !== undefined && from.length === to?.length);
    for (let at = copy.indexOf(from[0] ?? 0); at >= 0; at = copy.indexOf(from[0] ?? 0, at + 1)) {
      if (from.every((byte, index) => copy[at + index] === byte)) copy.set(to, at);
    }
  }
  return copy;
}
