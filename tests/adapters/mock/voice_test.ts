import assert from "node:assert/strict";
import fc from "fast-check";
import { makeVoiceTables, speak } from "../../../src/adapters/mock/voice.ts";
import type { PartialControl } from "../../../src/contract/controls.ts";
import { controlOf } from "../support.ts";

const tables = makeVoiceTables();
const say = (text: string, control: PartialControl = {}, seed = 1) => [
  ...speak(text, controlOf(control), { pitchHz: 150, seed }, tables),
];
const lengthOf = (words: ReturnType<typeof say>) => words.reduce((sum, { samples }) => sum + samples.length, 0);

/** The pitch of voiced audio in Hz, by the highest autocorrelation between 60 and 500 Hz. */
function pitchOf(samples: Int16Array): number {
  let best = { lag: 0, sum: -Infinity };
  for (let lag = 48; lag <= 400; lag++) {
    let sum = 0;
    for (let i = 0; i + 400 < samples.length; i++) sum += (samples[i] ?? 0) * (samples[i + lag] ?? 0);
    if (sum > best.sum * 1.02) best = { lag, sum };
  }
  return 24_000 / best.lag;
}

Deno.test("speak() marks each word with its exact place in the text and in the audio", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
      let at = 0;
      let end = 0;
      for (const word of say(text)) {
        assert.equal(text.slice(word.charStart, word.charEnd), word.text);
        assert.ok(word.charStart >= end);
        assert.equal(word.startSample, at);
        assert.ok(word.endSample > at && word.endSample <= at + word.samples.length);
        at += word.samples.length;
        end = word.charEnd;
      }
    }),
    { numRuns: 50 },
  );
  assert.deepEqual(say("Hello, dear world!").map(({ text }) => text), ["Hello", "dear", "world"]);
});

Deno.test("speak() takes as long as the text asks for, and pauses at punctuation", () => {
  assert.ok(lengthOf(say("banana")) > 2.5 * lengthOf(say("ban")) * 0.8);
  assert.ok(lengthOf(say("one. two")) > lengthOf(say("one two")) + 4000);
  const seconds = lengthOf(say("Once there was a lighthouse keeper who collected echoes.")) / 24_000;
  assert.ok(seconds > 2.2 && seconds < 4, `${seconds} s`);
});

Deno.test("speak() keeps speech_rate and pitch_shift exactly", () => {
  const ordinary = say("A long and winding road");
  const fast = say("A long and winding road", { character: { speech_rate: 2 } });
  assert.ok(Math.abs(lengthOf(fast) / lengthOf(ordinary) - 0.5) < 0.01);
  const [low] = say("aaa");
  const [high] = say("aaa", { character: { pitch_shift: 1 } });
  assert.ok(low && high);
  const ratio = pitchOf(high.samples.subarray(1200, 3000)) / pitchOf(low.samples.subarray(1200, 3000));
  assert.ok(Math.abs(ratio - 2) < 0.1, `${ratio}`);
});

Deno.test("speak() is loud enough to be heard in every word, never clips, and falls silent in its pauses", () => {
  for (const { text, samples, startSample, endSample } of say("Yes, she sells sea shells. Does she? 42 漢字 سلام", {})) {
    const word = samples.subarray(0, endSample - startSample);
    const rms = Math.sqrt(word.reduce((sum, sample) => sum + sample * sample, 0) / word.length);
    assert.ok(rms > 1000, `${text}: ${rms}`);
    assert.ok(word.every((sample) => Math.abs(sample) < 20_000), text);
    assert.ok(samples.subarray(word.length).every((sample) => sample === 0), text);
  }
});

Deno.test("speak() sounds the same for the same arguments, and other for another seed", () => {
  const bytes = (seed: number) => say("Good morning to you", {}, seed).map(({ samples }) => samples.join()).join();
  assert.equal(bytes(1), bytes(1));
  assert.notEqual(bytes(1), bytes(2));
});
