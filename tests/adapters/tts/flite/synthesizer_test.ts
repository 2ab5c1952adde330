import assert from "node:assert/strict";
import { VOICE_NAMES, VOICES } from "../../../../src/adapters/tts/flite/voices.ts";
import { OUTPUT_HZ } from "../../../../src/adapters/tts/flite/utterance.ts";
import { createSynthesizer, HARVARD, measure, say } from "./support.ts";
import type { EmotionLabel } from "../../../../src/contract/emotions.ts";

const synthesizer = await createSynthesizer();

Deno.test("speak() gives the same bytes and marks for the same utterance, in any instance", async () => {
  const other = await createSynthesizer();
  for (const voice of VOICE_NAMES) {
    const control = { emotion: { label: "happy", intensity: 0.8 } } as const;
    const first = say(synthesizer, HARVARD[0], { voice, control });
    say(synthesizer, "Something in between.", { voice });
    assert.deepEqual(say(synthesizer, HARVARD[0], { voice, control }), first);
    assert.deepEqual(say(other, HARVARD[0], { voice, control }), first);
  }
});

Deno.test("speak() covers the audio with phones, without gaps", () => {
  for (const text of HARVARD.slice(0, 2)) {
    const { pcm, phones } = say(synthesizer, text);
    let at = 0;
    for (const { startMs, endMs } of phones) {
      assert.equal(startMs, at);
      assert.ok(endMs > startMs);
      at = endMs;
    }
    assert.equal(at, pcm.length * 1000 / OUTPUT_HZ);
  }
});

Deno.test("speak() begins to sound within 30 ms, and ends in the pause that the punctuation asks for", () => {
  const tail = (text: string) => {
    const { phones, pcm } = say(synthesizer, text);
    assert.ok((phones[1]?.startMs ?? Infinity) <= 30);
    assert.ok(pcm.subarray(0, 24 * 120).some((sample) => Math.abs(sample) > 300));
    return (phones.at(-1)?.endMs ?? 0) - (phones.at(-1)?.startMs ?? 0);
  };
  assert.deepEqual([tail("Hello"), tail("Hello,"), tail("Hello.")], [30, 140, 320]);
});

Deno.test("speak() begins and ends in silence, so that utterances join without a click", () => {
  for (const voice of VOICE_NAMES) {
    for (const text of ["Aa", "Sss", "ma"]) {
      const { pcm } = say(synthesizer, text, { voice });
      assert.ok(Math.abs(pcm[0] ?? 0) < 20 && Math.abs(pcm.at(-1) ?? 0) < 20, `${voice} ${text}`);
    }
  }
});

Deno.test("speak() times words exactly where silences show them", () => {
  const words = ["apple", "to", "a", "$3.50", "record", "strengths", "Dr.", "I", "the", "25"];
  const { phones, tokens } = say(synthesizer, words.join(", "));
  const sounds: { startMs: number; endMs: number }[] = [];
  for (const [index, { phone, startMs, endMs }] of phones.entries()) {
    if (phone === "pau") continue;
    const last = sounds.at(-1);
    if (last !== undefined && phones[index - 1]?.phone !== "pau") last.endMs = endMs;
    else sounds.push({ startMs, endMs });
  }
  assert.deepEqual(tokens, sounds);
});

Deno.test("speak() times words in running speech by the phones that they have when spoken alone", () => {
  let words = 0;
  let same = 0;
  for (const text of HARVARD.slice(0, 3)) {
    const { phones, tokens } = say(synthesizer, text);
    text.replace(".", "").split(" ").forEach((word, index) => {
      const span = tokens[index];
      assert.ok(span);
      const within = phones.filter(({ startMs, endMs }) => startMs >= span.startMs && endMs <= span.endMs);
      const alone = say(synthesizer, word).phones.filter(({ phone }) => phone !== "pau");
      words++;
      if (within.map(({ phone }) => phone).join(" ") === alone.map(({ phone }) => phone).join(" ")) same++;
      assert.ok(Math.abs(within.length - alone.length) <= 1, `${word}: ${within.length} phones, alone ${alone.length}`);
    });
  }
  assert.ok(same / words > 0.9, `${same} of ${words} words have the same phones`);
});

Deno.test("speak() times every token, in order and inside the audio", () => {
  const texts = [
    "Well, I bought 25 apples for $3.50 on 12/05/2024, didn't I?",
    "xzqw bcdfg NBA ann@example.com aaaa hmm shh",
    "the the the a a a to to to",
  ];
  for (const text of texts) {
    const { tokens, pcm } = say(synthesizer, text);
    let at = 0;
    for (const { startMs, endMs } of tokens) {
      assert.ok(startMs >= at && endMs > startMs, `${text}: ${startMs}..${endMs} after ${at}`);
      at = endMs;
    }
    assert.ok(at <= pcm.length * 1000 / OUTPUT_HZ);
  }
});

Deno.test("speak() brings a quarter of a second first, with the marks, and then a second at a time", () => {
  const prosody = { rate: 1, pitch: 1, range: 1, gainDb: 0, brightnessDb: 0 };
  const tokens = HARVARD[0].toLowerCase().replace(".", "").split(" ").map((words) => ({
    words,
    pause: "none" as const,
  }));
  const pieces = [...synthesizer.speak({ tokens, voice: "slt", prosody })];
  const [opening, rest] = pieces;
  assert.ok(opening?.marks && rest);
  assert.deepEqual(pieces.map(({ pcm }) => pcm.length / OUTPUT_HZ).slice(0, 2), [0.25, 1]);
  assert.ok(pieces.slice(1).every(({ pcm, marks }) => marks === undefined && pcm.length <= OUTPUT_HZ));
  const samples = pieces.reduce((sum, { pcm }) => sum + pcm.length, 0);
  assert.equal(samples, opening.marks.durationMs * OUTPUT_HZ / 1000);
  // The wave goes through where they meet: no step larger than the steps around it.
  const around = [...opening.pcm.subarray(-480), ...rest.pcm.subarray(0, 480)];
  const steps = around.slice(1).map((sample, index) => Math.abs(sample - (around[index] ?? 0)));
  assert.ok((steps[479] ?? Infinity) <= Math.max(...steps.slice(0, 470), ...steps.slice(490)));
  const [short, ...none] = [...synthesizer.speak({ tokens: [{ words: "a", pause: "none" }], voice: "slt", prosody })];
  assert.ok(short?.marks && none.length === 0, "a short one comes in one piece");
});

Deno.test("speak() honours the speaking rate over its whole range", () => {
  const text = "Help the woman.";
  const natural = measure(say(synthesizer, text), 100).durationMs;
  for (const rate of [0.25, 0.6, 1.5, 4]) {
    const { durationMs } = measure(say(synthesizer, text, { control: { character: { speech_rate: rate } } }), 100);
    const found = natural / durationMs;
    assert.ok(Math.abs(found / rate - 1) < (rate > 2 ? 0.25 : 0.08), `asked for ${rate}, got ${found}`);
  }
});

for (const voice of VOICE_NAMES) {
  Deno.test(`speak() moves the pitch of ${voice} by the octaves asked for`, () => {
    const { meanHz } = VOICES[voice];
    const natural = measure(say(synthesizer, HARVARD[3], { voice }), meanHz).medianHz;
    for (const shift of [-0.5, 0.2, 1]) {
      const control = { character: { pitch_shift: shift } };
      const { medianHz } = measure(say(synthesizer, HARVARD[3], { voice, control }), meanHz * 2 ** shift);
      const octaves = Math.log2(medianHz / natural);
      assert.ok(Math.abs(octaves - shift) < 0.12, `asked for ${shift}, got ${octaves}`);
    }
  });

  Deno.test(`speak() makes the emotions of ${voice} differ in rate, pitch, range and loudness`, () => {
    const heard = (label: EmotionLabel, intensity = 1) =>
      measure(
        say(synthesizer, HARVARD[3], { voice, control: { emotion: { label, intensity } } }),
        VOICES[voice].meanHz * 1.2,
        2.3,
      );
    const neutral = heard("neutral");
    const change = (label: EmotionLabel, intensity?: number) => {
      const now = heard(label, intensity);
      return {
        rate: neutral.durationMs / now.durationMs,
        pitchSt: 12 * Math.log2(now.medianHz / neutral.medianHz),
        range: now.rangeSt / neutral.rangeSt,
        db: now.levelDb - neutral.levelDb,
      };
    };
    const [happy, sad, angry] = [change("happy"), change("sad"), change("angry")];
    const [surprised, fearful, disgusted] = [change("surprised"), change("fearful"), change("disgusted")];
    assert.ok(fearful.rate > angry.rate && angry.rate > happy.rate && happy.rate > 1.05);
    assert.ok(sad.rate < disgusted.rate && disgusted.rate < 0.92);
    assert.ok(fearful.pitchSt > surprised.pitchSt && surprised.pitchSt > happy.pitchSt && happy.pitchSt > 1.5);
    assert.ok(disgusted.pitchSt < sad.pitchSt && sad.pitchSt < -1);
    assert.ok(surprised.range > happy.range && angry.range > 1.2 && happy.range > 1.2 && sad.range < 0.75);
    assert.ok(angry.db > happy.db && happy.db > 1 && sad.db < -3 && disgusted.db < -1);
    const faint = change("angry", 0.3);
    assert.ok(faint.db > 0.5 && faint.db < angry.db - 1, "a faint anger is quieter than a strong one");
  });
}

Deno.test("speak() lets questions rise that can be answered by yes or no, and no others", () => {
  for (const voice of VOICE_NAMES) {
    const { meanHz } = VOICES[voice];
    /** How far the end of the last word lies above its end in a statement, in octaves. */
    const rise = (text: string) => {
      const endOf = (spoken: string) => {
        const { pcm, phones } = say(synthesizer, spoken, { voice });
        const end = Math.round((phones.at(-1)?.startMs ?? 0) * OUTPUT_HZ / 1000);
        const last = { pcm: pcm.slice(end - OUTPUT_HZ / 8, end), phones: [{ phone: "ey", startMs: 0, endMs: 125 }] };
        return measure(last, meanHz, 2.2).medianHz;
      };
      return Math.log2(endOf(text) / endOf(text.replace("?", ".")));
    };
    assert.ok(rise("Are you here to stay?") > 0.25, `${voice} rises by ${rise("Are you here to stay?")}`);
    assert.equal(rise("Where did she stay?"), 0);
  }
});

Deno.test("speak() brings all voices at about the same loudness", () => {
  const levels = VOICE_NAMES.map((voice) => measure(say(synthesizer, HARVARD[3], { voice }), 120).levelDb);
  assert.ok(Math.max(...levels) - Math.min(...levels) < 2, `levels ${levels}`);
  for (const level of levels) assert.ok(level > -24 && level < -15, `level ${level}`);
});
