import assert from "node:assert/strict";
import { say } from "./support.ts";

const ODD = [
  "",
  " ",
  ".",
  "?!",
  "…",
  '"',
  "(",
  "a",
  "I",
  "Hi!",
  "Mm.",
  "Shh!",
  "x".repeat(300),
  "!".repeat(50),
  "1",
  "-0.5",
  "1234567890123456789",
  "$1,234.56",
  "🎉",
  "🎉 Party 🎉",
  "привет",
  "你好 hello",
  "e\u0301te\u0301",
  "\u200b",
  "\u0000",
  "No no no no no no no no no no no no no no no.",
  "WHY??? BECAUSE!!!",
  "a b c d e f g",
  "http://example.org/a?b=c",
  "**",
  "- \n- \n- ",
  "# ",
  "```\nlet x = 1;\n```",
  "strengths",
  "ssssss",
  "A.",
  "B",
  "oh",
  "Oh?",
  "Oh!",
  "Huh?",
  "zzz",
  "Psst",
  "Brr",
  "mm-hmm",
  "No.",
  "YES",
  "yes!!!",
  "Wait\u2026",
  "--",
  "\u2014",
  ",",
  ";",
  ":",
  "'",
  "`",
  "*",
  "()",
  "[]",
  "{}",
  "<>",
  "<b></b>",
  "&amp;",
  "@",
  "#",
  "%",
  "50%",
  "-5",
  "\u00bd",
  "\u221a2",
  "x\u00b2",
  "\u2192",
  "1/2",
  "0",
  "00:00",
  "7:05 pm",
  "\u20ac5",
  "5'10\"",
  "3-2",
  "A1",
  "MP3",
  "NASA",
  "fbi",
  "CEO's",
  "e.g.",
  "Dr.",
  "I I I",
  "ha ha ha",
  "la la la la",
  "bzzzt",
  "tttt",
  "Ee",
  "Uh-oh.",
  "\t\n\r",
  "\ufeff",
  "a\u0301",
  "\ud83d\udc4d\ud83c\udffd",
  "Zo\u00eb",
  "na\u00efve",
  "rhythm",
  "Worcestershire",
  "sixths",
  "hello\u0007there",
  "a\n\nb",
  "....",
  "\u00bfQu\u00e9?",
] as const;

/** Steps smaller than this are not heard as a pop. */
const AUDIBLE_STEP = 3000;
/** A pop is this many times as large as the steps around it; hisses and bursts are large, but so are their neighbours. */
const STANDS_OUT = 8;
/** The steps around: 5 ms to both sides. */
const AROUND = 120;

/** The first sample at which the sound jumps, or `undefined`. */
function popIn(pcm: Int16Array): number | undefined {
  const steps = Float64Array.from(pcm, (sample, at) => sample - (pcm[at - 1] ?? sample));
  for (const [at, step] of steps.entries()) {
    if (Math.abs(step) < AUDIBLE_STEP) continue;
    const around = steps.subarray(Math.max(0, at - AROUND), at + AROUND);
    const others = around.reduce((sum, other) => sum + other * other, 0) - step * step;
    if (Math.abs(step) > STANDS_OUT * Math.sqrt(others / (around.length - 1))) return at;
  }
  return undefined;
}

Deno.test("a pop is distinguished from a voice", () => {
  const tone = Int16Array.from({ length: 2400 }, (_, at) => 8000 * Math.sin(at / 20));
  assert.equal(popIn(tone), undefined);
  tone.set(tone.subarray(1000).map((sample) => sample + 6000), 1000);
  assert.equal(popIn(tone), 1000);
});

Deno.test("odd inputs make no pop, no clipping, and end in silence", async () => {
  for (const text of ODD) {
    const { pcm } = await say(text);
    const pop = popIn(pcm);
    assert.equal(pop, undefined, `${JSON.stringify(text)} pops at sample ${pop}`);
    const loudest = pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    assert.ok(loudest < 32767, `${JSON.stringify(text)} clips`);
    const end = pcm.subarray(-24).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    assert.ok(end < 300, `${JSON.stringify(text)} ends at ${end}`);
  }
});

Deno.test("rate and pitch at their limits make no pop and no clipping, and keep what they promise", async () => {
  const text = "The boat went down the river.";
  const length = async (speech_rate: number) => {
    const { words } = await say(text, { character: { speech_rate } });
    return (words.at(-1)?.endMs ?? 0) - (words[0]?.startMs ?? 0);
  };
  const usual = await length(1);
  for (const rate of [0.25, 0.5, 0.8, 1.25, 2, 4]) {
    const ratio = usual / await length(rate) / rate;
    assert.ok(ratio > 0.85 && ratio < 1.15, `at ${rate} the voice is ${(ratio * rate).toFixed(2)} times as fast`);
  }
  for (const pitch_shift of [-1, 1]) {
    const { pcm, limited } = await say(text, { character: { pitch_shift } });
    assert.ok(pcm.length > 24_000 && limited < pcm.length / 100);
  }
});
