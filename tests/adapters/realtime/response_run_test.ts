import assert from "node:assert/strict";
import { ResponseRun } from "../../../src/adapters/realtime/openai_realtime/response_run.ts";
import { readEvent } from "../../../src/adapters/realtime/openai_realtime/wire.ts";

interface Outcome {
  text: string;
  usage: Readonly<Record<string, number>>;
  segments: number;
  end: string;
}

/** What comes of a response's events. */
function outcomeOf(events: readonly object[]): Outcome {
  const outcome: Outcome = { text: "", usage: {}, segments: 0, end: "" };
  const run = new ResponseRun("tag", new Set(), {
    part(part) {
      if (part.type === "text") outcome.text += part.text;
      else if (part.type === "segment") outcome.segments++;
      else if (part.type === "usage") outcome.usage = part.usage;
    },
    called() {},
    cancel() {},
    ended: ({ kind }) => outcome.end = kind,
  });
  for (const event of events) run.handle(readEvent(JSON.stringify(event)));
  return outcome;
}

const audio = (item_id?: string) => ({ type: "response.output_audio.delta", item_id, delta: "AAAAAA==" });
const delta = (text: string, item_id?: string) => ({
  type: "response.output_audio_transcript.delta",
  item_id,
  delta: text,
});
const itemOf = (id: string, transcript: string) => ({ id, type: "message", content: [{ type: "audio", transcript }] });
const itemDone = (id: string, transcript: string) => ({
  type: "response.output_item.done",
  item: itemOf(id, transcript),
});
const done = (output: readonly object[] = [], usage = {}) => ({
  type: "response.done",
  response: { id: "r", status: "completed", output, usage },
});

Deno.test("the words of a reply are found wherever a server sends them", () => {
  const part = { type: "audio", transcript: "Hi there." };
  for (
    const events of [
      [delta("Hi there.", "a"), audio("a"), done()],
      [audio("a"), { type: "response.output_audio_transcript.done", item_id: "a", transcript: "Hi there." }, done()],
      [audio("a"), { type: "response.content_part.done", item_id: "a", part }, done()],
      [audio("a"), itemDone("a", "Hi there."), done()],
      [audio("a"), done([itemOf("a", "Hi there.")])],
      [audio("a"), itemDone("a", "Hi"), audio("b"), itemDone("b", "there."), done()],
    ]
  ) assert.equal(outcomeOf(events).text, "Hi there.", JSON.stringify(events));
});

Deno.test("the words of a reply are passed on once, however often a server sends them", () => {
  for (const item of ["a", undefined]) {
    const events = [delta("Hi ", item), audio(item), delta("there.", item), itemDone("a", "Hi there.")];
    const { text, segments, end } = outcomeOf([...events, done([itemOf("a", "Hi there.")])]);
    assert.deepEqual([text, segments, end], ["Hi there.", 1, "completed"]);
  }
});

Deno.test("only counts are counted", () => {
  const usage = { input_tokens: 8, output_tokens: -4, total_tokens: "x", output_token_details: { audio_tokens: 3 } };
  assert.deepEqual(outcomeOf([audio("a"), done([], usage)]).usage, { input_tokens: 8, output_audio_tokens: 3 });
});
