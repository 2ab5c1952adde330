import assert from "node:assert/strict";
import type { SpeechPart } from "../../../src/contract/adapter.ts";
import mockTts from "../../../src/adapters/tts/mock_tts.ts";
import { SpeechMemory } from "../../../src/adapters/mock/speech.ts";
import type { PartialControl } from "../../../src/contract/controls.ts";
import { ava, controlOf, hostOf, turnContext } from "../support.ts";

const create = (options = {}) => mockTts.create(mockTts.options.parse(options), hostOf({ name: "mock_tts" }));
const segment = (index: number, text: string, control: PartialControl = {}) => ({
  index,
  text,
  control: controlOf(control),
});
const bytesOf = (parts: SpeechPart[]) =>
  parts.reduce((sum, part) => sum + (part.type === "audio" ? part.pcm.byteLength : 0), 0);

Deno.test("mock_tts brings each segment, its marks before their audio, in order", async () => {
  const parts = await create().inferBatch([segment(0, "Hello there."), segment(1, "Bye")], turnContext());
  assert.deepEqual(
    parts.map((part) => part.type === "segment" ? part.index : part.type === "word" ? part.text : part.type),
    [0, "Hello", "audio", "there", "audio", 1, "Bye", "audio"],
  );
  const words = parts.filter((part) => part.type === "word");
  assert.deepEqual(
    words.map(({ startMs }) => startMs > 0),
    [false, true, false],
    "times count from the segment's start",
  );
  assert.ok(parts.every((part) => part.type !== "audio" || (part.pcm.byteLength > 0 && part.pcm.byteLength % 2 === 0)));
});

Deno.test("mock_tts speaks a segment with the control of that segment", async () => {
  const tts = create();
  const slow = await tts.inferBatch([segment(0, "Hello there.", { character: { speech_rate: 0.5 } })], turnContext());
  const fast = await tts.inferBatch([segment(0, "Hello there.", { character: { speech_rate: 2 } })], turnContext());
  assert.ok(Math.abs(bytesOf(slow) / bytesOf(fast) - 4) < 0.02);
});

Deno.test("mock_tts gives a persona the voice that it names", async () => {
  const tts = create();
  const speakAs = (voice: string) =>
    tts.inferBatch([segment(0, "Hello")], turnContext({ persona: { ...ava, voices: { mock_tts: voice } } }));
  const [low, high, again] = await Promise.all([speakAs("low"), speakAs("high"), speakAs("low")]);
  assert.notDeepEqual(low, high);
  assert.deepEqual(low, again);
});

Deno.test("mock_tts says nothing where there is nothing to say", async () => {
  assert.deepEqual(await create().inferBatch([segment(0, "... !")], turnContext()), [{
    type: "segment",
    index: 0,
    text: "... !",
  }]);
});

Deno.test("mock_tts says a text again in the same way, even if the first time was cut short", async () => {
  const tts = create();
  const say = () => tts.inferStream(ReadableStream.from([segment(0, "Hello there, old friend.")]), turnContext());
  const reader = say().getReader();
  for (let i = 0; i < 3; i++) await reader.read();
  const whole = await Array.fromAsync(say());
  await reader.cancel();
  const expected = await create().inferBatch([segment(0, "Hello there, old friend.")], turnContext());
  assert.deepEqual(whole, expected);
  assert.deepEqual(await Array.fromAsync(say()), expected);
});

Deno.test("the mock voice makes a long text again when others were spoken since", () => {
  const memory = new SpeechMemory();
  let made = 0;
  const say = (key: string) => {
    const make = () => (made++, []);
    assert.deepEqual([...memory.words(key, 900, make)], []);
  };
  for (const key of ["a", "b", "a"]) say(key);
  assert.equal(made, 2, "two texts fit");
  for (const key of ["c", "a", "b"]) say(key);
  assert.equal(made, 4, "the one that was not spoken for longest went");
});
