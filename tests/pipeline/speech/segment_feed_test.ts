import assert from "node:assert/strict";
import { getLogger } from "@logtape/logtape";
import { resolveControl } from "../../../src/control/mapper.ts";
import type { Persona } from "../../../src/contract/controls.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { SegmentFeed } from "../../../src/pipeline/speech/segment_feed.ts";
import { Turn } from "../../../src/pipeline/turn_context.ts";

const persona: Persona = { id: "default", name: "Ada", instructions: "", voices: {}, control: {} };
const controlOf = (label: "neutral" | "happy") =>
  resolveControl({ turn: { emotion: { label } }, persona, personaId: "default" });

function setting() {
  const clock = new VirtualClock();
  const conversation = { sessionId: "s", persona, control: controlOf("neutral"), instructions: "", history: [] };
  const turn = new Turn({ ...conversation, log: getLogger(["test"]) }, { text: "Hi.", mode: "reply" }, 1);
  const feed = new SegmentFeed(turn, clock);
  let at = 0;
  const add = (...texts: string[]) =>
    feed.add(texts.map((text) => ({
      text,
      written: text,
      writtenStart: at,
      charStart: at,
      charEnd: at += text.length,
    })));
  return { clock, turn, feed, add };
}

const textOf = async (reader: ReadableStreamDefaultReader<{ text: string }>) => (await reader.read()).value?.text;

Deno.test("a segment takes the control of the moment at which a voice asks for it", async () => {
  const { turn, feed, add } = setting();
  add("One.", "Two.");
  const reader = feed.stream().getReader();
  const first = await reader.read();
  turn.currentControl = controlOf("happy");
  const second = await reader.read();
  const labels = [first, second].map(({ value }) => value?.control.emotion.label);
  assert.deepEqual(labels, ["neutral", "happy"]);
  assert.deepEqual([0, 1].map((index) => feed.charStartOf(index)), [0, 4]);
});

Deno.test("a voice that takes over gets what has not sounded, and the one before it gets no more", async () => {
  const { feed, add } = setting();
  add("One.", "Two.", "Three.");
  const first = feed.stream().getReader();
  for (let i = 0; i < 3; i++) await first.read();
  feed.began(1);
  feed.sounded();
  assert.equal(feed.abandon(), true, "the second has sounded in part");
  const waiting = first.read();
  const second = feed.stream().getReader();
  add("Four.");
  assert.equal((await waiting).done, true, "though there is a fourth");
  assert.deepEqual([await textOf(second), await textOf(second)], ["Three.", "Four."]);
  const third = second.read();
  feed.end();
  assert.equal((await third).done, true);
});

Deno.test("a voice that failed before it had sounded leaves all of its segments to the next one", async () => {
  const { feed, add } = setting();
  add("One.", "Two.");
  await feed.stream().getReader().read();
  assert.equal(feed.abandon(), false);
  const next = feed.stream().getReader();
  assert.deepEqual([await textOf(next), await textOf(next)], ["One.", "Two."]);
});

Deno.test("a voice owes audio from when it has a segment until that sounds, and from when it got the last one", async () => {
  const { clock, feed, add } = setting();
  const reader = feed.stream().getReader();
  const first = reader.read();
  assert.equal(feed.owedSince, undefined, "it waits for text");
  await clock.advance(100);
  add("One.");
  await first;
  assert.equal(feed.owedSince, 100);
  await clock.advance(50);
  feed.began(0);
  assert.equal(feed.owedSince, 100, "to begin is not to sound");
  feed.sounded();
  assert.equal(feed.owedSince, undefined);
  const last = reader.read();
  await clock.advance(50);
  feed.end();
  await last;
  assert.equal(feed.owedSince, 200);
});
