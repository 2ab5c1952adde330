import assert from "node:assert/strict";
import { phoneMarks } from "../../../../../src/adapters/tts/neural_tts/marks/marks.ts";
import { articulationOf } from "../../../../../src/lipsync/articulation.ts";
import { say } from "./support.ts";

const TEXT = "Well, the judge thought she was a measured choice, then poured oil for the birds.";
const said = await say(TEXT);

Deno.test("every word of the text is marked once, in order, with its place in the text", () => {
  assert.equal(said.words.map(({ text }) => text).join(" ").replace(/[,.]/g, ""), TEXT.replace(/[,.]/g, ""));
  let endMs = 0;
  for (const { startMs, endMs: end, charStart, charEnd, text } of said.words) {
    assert.ok(startMs >= endMs && end > startMs, `"${text}" from ${startMs} to ${end} ms`);
    assert.equal(TEXT.slice(charStart, charEnd), text);
    endMs = end;
  }
});

Deno.test("phones follow each other without a gap from the first sample to the last, and lips know all of them", () => {
  let endMs = 0;
  for (const { phone, startMs, endMs: end } of said.phones) {
    assert.ok(Math.abs(startMs - endMs) < 0.01, `${phone} begins at ${startMs} ms, after ${endMs} ms`);
    assert.notEqual(articulationOf(phone), articulationOf("no phone"), phone);
    endMs = end;
  }
  assert.ok(Math.abs(endMs - said.durationMs) < 0.01);
});

Deno.test("phones name what is heard", async () => {
  const { phones } = await say("Shape the new boys.");
  assert.deepEqual(
    phones.map(({ phone }) => phone),
    ["pau", "sh", "ey", "p", "dh", "ax", "n", "uw", "b", "oy", "z", "pau"],
  );
});

Deno.test("a phone begins with its stress mark, and two words part in the middle of the blank between them", () => {
  // Silence, s, a blank, a stress mark, a vowel, a full stop, silence.
  const marks = phoneMarks("s ˈi.", Float32Array.from([0, 50, 100, 120, 150, 200, 400, 425]));
  assert.deepEqual(marks.map(({ phone, startMs, endMs }) => [phone, startMs, endMs]), [
    ["pau", 0, 50],
    ["s", 50, 110],
    ["iy", 110, 200],
    ["pau", 200, 425],
  ]);
});

Deno.test("a hiss is heard where it is marked", async () => {
  const { pcm, phones } = await say("See the sun, say the same, so sad.");
  const power = (fromMs: number, toMs: number) => {
    // Differences of neighbours are a high pass.
    let sum = 0;
    for (let at = Math.round(fromMs * 24); at < toMs * 24; at++) sum += ((pcm[at + 1] ?? 0) - (pcm[at] ?? 0)) ** 2;
    const level = (from: number) => {
      let total = 1;
      for (let at = Math.round(from * 24); at < toMs * 24; at++) total += (pcm[at] ?? 0) ** 2;
      return total;
    };
    return sum / level(fromMs);
  };
  const hisses = phones.filter(({ phone }) => phone === "s");
  const others = phones.filter(({ phone }) => ["iy", "ah", "ey", "ow", "ae"].includes(phone));
  const mean = (marks: typeof phones) =>
    marks.reduce((sum, { startMs, endMs }) => sum + power(startMs, endMs), 0) / marks.length;
  assert.ok(mean(hisses) > 4 * mean(others), `${mean(hisses)} and ${mean(others)}`);
});
