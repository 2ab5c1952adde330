import assert from "node:assert/strict";
import type { WordPart } from "../../../../../src/contract/adapter.ts";
import { BUILT_IN_VOICES } from "../../../../../src/adapters/tts/neural_tts/prosody/voices.ts";
import { trackPitch } from "./measures.ts";
import { planOf, read, type Said, say } from "./support.ts";

/** The pitch in a stretch of what was said, Hz, without the pieces that have none. */
function pitchIn({ pcm }: Said, fromMs: number, toMs: number): number[] {
  const samples = Float32Array.from(pcm, (sample) => sample / 32768);
  const [from, to] = [fromMs * 24, toMs * 24];
  return trackPitch(samples).filter(({ at, hz }) => hz > 0 && at >= from && at < to).map(({ hz }) => hz);
}

function wordOf({ words }: Said, text: string): WordPart {
  const word = words.find((word) => word.text.replace(/[^\w']/g, "") === text);
  assert.ok(word, `there is no mark of "${text}"`);
  return word;
}

function highest(said: Said, text: string): number {
  const { startMs, endMs } = wordOf(said, text);
  return Math.max(...pitchIn(said, startMs, endMs));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const statement = await say("You are coming today.");

Deno.test("an exclamation is higher and livelier than the same words as a statement", async () => {
  const exclamation = await say("You are coming today!");
  const [plain, lively] = [statement, exclamation].map((said) => mean(pitchIn(said, 0, said.durationMs)));
  assert.ok(lively! > plain! * 1.04, `${lively} Hz after ${plain} Hz`);
});

Deno.test("a yes/no question rises at its end, a statement and a wh-question do not", async () => {
  const rise = async (text: string, last: string) => {
    const said = await say(text);
    const { startMs, endMs } = wordOf(said, last);
    const pitch = pitchIn(said, startMs, endMs + 60);
    return 12 * Math.log2((pitch.at(-1) ?? NaN) / Math.min(...pitch));
  };
  const question = await rise("Are you going to Rome?", "Rome");
  assert.ok(question > 3, `the question rises by ${question} semitones`);
  for (const text of ["You are going to Rome.", "Who is going to Rome?"]) {
    const other = await rise(text, "Rome");
    assert.ok(other < question - 2, `"${text}" rises by ${other} semitones, the question by ${question}`);
  }
});

Deno.test("a yes/no question rises in a clear voice also on a last vowel that creaks in the statement", async () => {
  const question = await say("Are you coming today?");
  const end = (said: Said) => {
    const { startMs, endMs } = wordOf(said, "today");
    return pitchIn(said, (startMs + endMs) / 2, endMs);
  };
  assert.ok(end(question).length >= 5, `${end(question)} Hz`);
  assert.ok((end(question).at(-1) ?? 0) > 1.25 * mean(pitchIn(question, 0, wordOf(question, "today").startMs)));
});

Deno.test("the rise of a question begins at its last accent, and takes the words after it along", () => {
  const shapes = planOf("Do you like it?")[0]?.utterance.shapes;
  const { phonemes } = read("Do you like it?");
  const [accent, tail] = [phonemes.indexOf("ˈI"), phonemes.indexOf("ɪt")];
  const rise = shapes?.pitchSt.subarray(1 + accent, 1 + phonemes.length) ?? new Float32Array();
  assert.deepEqual(rise, rise.toSorted());
  assert.ok((rise[tail - accent] ?? 0) > 4, `${rise}`);
});

Deno.test("a question that offers a choice rises before its or, and ends like a statement", () => {
  const pitchOf = (text: string) => planOf(text)[0]?.utterance.shapes.pitchSt ?? new Float32Array();
  const { phonemes } = read("Is it tea or coffee?");
  const [choice, statement] = [pitchOf("Is it tea or coffee?"), pitchOf("It is tea or coffee.")];
  assert.ok((choice[1 + phonemes.indexOf("i ɔɹ")] ?? 0) > 2, `${choice}`);
  assert.equal(choice.at(-1), statement.at(-1));
});

Deno.test("an emphasised word is higher and longer than the same word without emphasis", async () => {
  const plain = await say("You gave the money to Anna today.");
  for (
    const [text, least] of [["You gave the *money* to Anna today.", 1.04], [
      "You gave the MONEY to Anna today.",
      1.08,
    ]] as const
  ) {
    const emphasised = await say(text);
    const word = text.includes("MONEY") ? "MONEY" : "money";
    assert.ok(highest(emphasised, word) > highest(plain, "money") * least, text);
    const length = ({ startMs, endMs }: WordPart) => endMs - startMs;
    assert.ok(length(wordOf(emphasised, word)) > length(wordOf(plain, "money")), text);
  }
});

Deno.test("items of a list are apart, and all but the last go on", async () => {
  const list = await say("- Red\n- Green\n- Blue");
  const [red, green, blue] = ["Red", "Green", "Blue"].map((text) => wordOf(list, text));
  assert.ok(red && green && blue);
  for (const [before, after] of [[red, green], [green, blue]] as const) {
    const gapMs = after.startMs - before.endMs;
    assert.ok(gapMs > 200 && gapMs < 700, `a gap of ${gapMs} ms`);
  }
});

Deno.test("a heading stands apart from what follows it", async () => {
  const { words } = await say("# Overview\n\nThe fan is on.");
  const gapMs = (words[1]?.startMs ?? 0) - (words[0]?.endMs ?? 0);
  assert.ok(gapMs > 350, `a gap of ${gapMs} ms`);
});

Deno.test("pauses grow from comma to sentence", async () => {
  const gap = async (mark: string) => {
    const { words } = await say(`We saw it${mark} They left.`);
    return (words[3]?.startMs ?? 0) - (words[2]?.endMs ?? 0);
  };
  const [comma, semicolon, stop] = [await gap(","), await gap(";"), await gap(".")];
  assert.ok(comma < semicolon && semicolon < stop, `${comma}, ${semicolon}, ${stop} ms`);
});

Deno.test("what stands in parentheses is lower than the same words without them", async () => {
  const [inside, outside] = [
    await say("He will come (my brother thinks) later."),
    await say("He will come my brother thinks later."),
  ];
  const range = (said: Said) => pitchIn(said, wordOf(said, "my").startMs, wordOf(said, "thinks").endMs);
  assert.ok(mean(range(inside)) < mean(range(outside)) * 0.98);
});

Deno.test("a long sentence is planned in phrases of which the first is short, and every phoneme is in one of them", () => {
  const text =
    "When the light came over the hills and touched the roofs of the town by the river the baker had been awake for " +
    "hours and the smell of warm bread went down the streets to the square where people were setting up their stalls.";
  const phrases = planOf(text);
  assert.ok(phrases.length > 1);
  assert.ok((phrases[0]?.utterance.ids.length ?? 0) <= 92);
  for (const [index, { from }] of phrases.entries()) {
    const end = phrases[index - 1]?.to ?? 0;
    assert.ok(from - end <= 1, `phonemes from ${end} to ${from} are in no phrase`);
  }
});

Deno.test("speech rises from silence, also where its first sound is a loud hiss", async () => {
  const { pcm } = await say("STOP!", undefined, BUILT_IN_VOICES["jun"]);
  const loudest = (from: number, to: number) => Math.max(...pcm.subarray(from, to).map(Math.abs));
  assert.equal(pcm[0], 0);
  assert.ok(loudest(0, 12) < loudest(96, 960) / 10, `${loudest(0, 12)} in the first half of a millisecond`);
});
