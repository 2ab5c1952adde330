import assert from "node:assert/strict";
import { captionLines } from "../../../src/contract/caption_lines.ts";
import { History } from "../../../src/pipeline/turn/history.ts";
import { filmCaptions, toWebVtt } from "../../../src/pipeline/session/transcript.ts";
import { setStage } from "../../support/stage.ts";
import { processorMs } from "../../support/processor_time.ts";
import { heardTurn } from "../../store/turns.ts";

Deno.test("the transcript tells generated, sent and heard apart", async () => {
  const { clock, session } = setStage({ reply: "One two three four five six." });
  session.receive({ type: "user_text", text: "Count.", mode: "reply" });
  await clock.advance(520);
  session.receive({ type: "interrupt" });
  const [record] = session.records;
  assert.equal(record?.generatedText, "One two three four five six.");
  assert.equal(record?.sentText, "One two three four five");
  assert.equal(record?.heardText, "One two");
  assert.equal(record?.status, "interrupted");
  await session.end();
});

Deno.test("WebVTT holds what was heard, on the session's clock, without markup and signs that players take for it", async () => {
  const { clock, session } = setStage({ reply: "One <b>two</b> & **three** < 4." });
  await clock.advance(61_000);
  session.receive({ type: "user_text", text: "Count.", mode: "reply" });
  await clock.advance(5000);
  assert.equal(
    toWebVtt(session.records),
    "WEBVTT\n\n00:01:01.000 --> 00:01:02.160\nOne two &amp; three &lt; 4.\n",
  );
  await session.end();
});

Deno.test("what was heard without a word's time is one cue, without markup", () => {
  const cueOf = (text: string) => toWebVtt([heardTurn(1, text, { audioStartMs: 0 })]);
  assert.equal(cueOf("# One\n\n**Two** three."), "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nOne Two three.\n");
  assert.equal(cueOf("```\ncode\n```"), "WEBVTT\n");
});

Deno.test("words after one that the voice cannot say are in the captions, at their places", () => {
  const generatedText = "Say this. Then привет to them. And more.";
  const words = [...generatedText.matchAll(/[a-z]+/gi)].map(({ index: charStart, 0: text }, i) => {
    const charEnd = charStart + text.length;
    return { type: "word" as const, text, startMs: i * 100, endMs: i * 100 + 100, charStart, charEnd };
  });
  const record = heardTurn(1, "Say this. Then to them.", { generatedText, words, audioStartMs: 0 });
  assert.equal(
    filmCaptions(record),
    "WEBVTT\n\n00:00:00.000 --> 00:00:00.200\nSay this.\n\n" +
      "00:00:00.200 --> 00:00:00.500\nThen to them.\n\nNOTE Not heard: And more.\n",
  );
});

Deno.test("captions take little time, whatever a text consists of", () => {
  const many = (piece: string) => piece.repeat(16_000 / piece.length);
  const texts = [
    `${many("\t")}-|-${many("\t")}-`,
    `${many("+")}-`,
    `\`\`\`${many("a")}\``,
    `${many("~")}\``,
    `# ${many("\t")}#.`,
    `a${many(" ")}b`,
  ];
  for (const text of texts) {
    const record = heardTurn(1, text, { audioStartMs: 0 });
    const ms = processorMs(() => toWebVtt([record]));
    assert.ok(ms < 400, `${JSON.stringify(text.slice(0, 10))}: ${ms} ms`);
  }
});

Deno.test("long speech becomes several cues, broken where captions are", async () => {
  const reply = Array.from({ length: 30 }, (_, i) => `w${i}`).join(" ");
  const { clock, session } = setStage({ reply });
  session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(10_000);
  const cues = toWebVtt(session.records).split("\n\n").slice(1);
  const texts = cues.map((cue) => cue.split("\n")[1]);
  assert.deepEqual(texts, captionLines(reply).map(([start, end]) => reply.slice(start, end).trim()));
  assert.ok(texts.length > 1);
  assert.match(cues[1]!, /^00:00:04\.600 --> 00:00:05\.960\nw23 .* w29\n$/);
  await session.end();
});

Deno.test("the history keeps a bounded number of turns", () => {
  const history = new History(2);
  for (const turn of [1, 2, 3]) history.add(heardTurn(turn, turn === 3 ? "" : `a${turn}`));
  assert.deepEqual(history.messages, [
    { role: "user", content: "q2" },
    { role: "assistant", content: "a2" },
    { role: "user", content: "q3" },
  ]);
});

Deno.test("the history gives turns back as they were, with the exact times of their words", () => {
  const word = { type: "word", text: 'Ü "b"', startMs: 1000 / 24, endMs: 1234.5, charStart: 0, charEnd: 5 } as const;
  const turn = (number: number, words = [word]) => ({ ...heardTurn(number, word.text), words });
  const history = new History(2, [turn(1)]);
  assert.deepEqual(history.add(turn(2)), []);
  history.replace(turn(2, [word, { ...word, startMs: 1235 }]));
  assert.deepEqual(history.add(turn(3, [])), [turn(1)]);
  assert.deepEqual(history.records, [turn(2, [word, { ...word, startMs: 1235 }]), turn(3, [])]);
});
