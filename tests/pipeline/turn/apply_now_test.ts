import assert from "node:assert/strict";
import type { SpeechPart, SpeechSegment, TurnContext } from "../../../src/contract/adapter.ts";
import { msToSamples, samplesOf } from "../../../src/contract/pcm.ts";
import type { ServerEvent } from "../../../src/contract/protocol/messages.ts";
import { ScriptedAvatar, ScriptedLlm, ScriptedTts, WORD_MS } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { type FakeClient, setStage } from "../../support/stage.ts";

const HAPPY = { emotion: { label: "happy", intensity: 1 } } as const;
const LONG = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen.";

/** What a client plays: the last audio that it got for each 20 ms of media time, and when that came. */
function played(client: FakeClient): { sample: number; ms: number; atMs: number }[] {
  const slots: { sample: number; ms: number; atMs: number }[] = [];
  for (const [i, event] of client.events.entries()) {
    if (event.type !== "audio_chunk") continue;
    const samples = samplesOf(new Uint8Array(event.data));
    slots.length = Math.min(slots.length, Math.round(event.timestamp_ms / 20));
    for (let at = 0; at < samples.length; at += 480) {
      const ms = event.timestamp_ms + at / 24;
      slots[Math.round(ms / 20)] = { sample: samples[at] ?? 0, ms, atMs: client.times[i] ?? 0 };
    }
  }
  return slots;
}

const isOf =
  <T extends ServerEvent["type"]>(type: T) => (event: ServerEvent): event is Extract<ServerEvent, { type: T }> =>
    event.type === type;

for (const replaces of [false, true]) {
  const client = replaces ? "a client that replaces audio" : "any client";
  Deno.test(`"now" makes the speech again from the next word, without a gap or a repeated word, for ${client}`, async () => {
    const clock = new VirtualClock();
    const tts = new ScriptedTts(clock, { directions: true });
    const cast = { llm: [new ScriptedLlm(clock, () => LONG)], tts: [tts], avatar: [new ScriptedAvatar(clock)] };
    const extras = ["word", "emotion", ...(replaces ? ["replace"] as const : [])] as const;
    const stage = setStage({ cast, extras, video: { mode: "pose" } }, clock);
    stage.session.receive({ type: "user_text", text: "Go.", mode: "reply" });
    await clock.advance(1000);
    const [askedAt, made] = [clock.now(), tts.words];
    const startedAt = stage.client.times[stage.client.events.findIndex(isOf("audio_chunk"))] ?? 0;
    stage.session.receive({ type: "control_update", control: HAPPY, apply: "now" });
    await clock.advance(10_000);
    const again = tts.segments.filter(({ control }) => control.emotion.label === "happy");
    const slots = played(stage.client);
    assert.equal(slots.length, 16 * WORD_MS / 20);
    const first = slots.find(({ atMs, sample }) => atMs >= askedAt && sample > made);
    const heardMs = (first?.ms ?? Infinity) - (askedAt - startedAt);
    assert.ok(heardMs < (replaces ? 450 : 700), `heard after ${heardMs} ms`);
    const words = LONG.split(" ");
    const begun = words.length - again.flatMap(({ text }) => text.split(" ")).length;
    assert.equal(first?.ms, begun * WORD_MS);
    // The voice numbers its words: those before the change, then those that it made again.
    const numbers = slots.filter((_, i) => i % (WORD_MS / 20) === 1).map(({ sample }) => sample);
    assert.deepEqual(numbers, [
      ...words.slice(0, begun).map((_, i) => i + 1),
      ...words.slice(begun).map((_, i) => made + i + 1),
    ]);
    const [complete] = stage.client.of("turn_complete");
    assert.deepEqual([complete?.spoken_text, complete?.heard_text], [LONG, LONG]);
    const marks = new Map(stage.client.of("word").map((word) => [word.char_start, word]));
    assert.deepEqual([...marks.values()].map(({ text }) => text), words);
    assert.deepEqual([...marks.values()].map(({ start_ms }) => start_ms), words.map((_, i) => i * WORD_MS));
    assert.deepEqual(stage.session.records[0]?.words.map(({ text }) => text), words);
    const [emotion] = stage.client.of("emotion");
    assert.deepEqual([emotion?.label, emotion?.source], ["happy", "client"]);
    await stage.session.end();
  });
}

Deno.test("changes that follow each other quickly, as from a slider, leave no gap and repeat nothing", async () => {
  const clock = new VirtualClock();
  const tts = new ScriptedTts(clock, { directions: true, wordDelayMs: () => 60 });
  const cast = { llm: [new ScriptedLlm(clock, () => LONG)], tts: [tts] };
  const { session, client } = setStage({ cast, extras: ["word", "replace"] }, clock);
  session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(500);
  for (let intensity = 0.1; intensity < 1; intensity += 0.05) {
    session.receive({ type: "control_update", control: { emotion: { label: "happy", intensity } }, apply: "now" });
    await clock.advance(50);
  }
  await clock.advance(10_000);
  assert.equal(played(client).length, 16 * WORD_MS / 20);
  const [complete] = client.of("turn_complete");
  assert.deepEqual([complete?.heard_text, complete?.metrics.underruns], [LONG, 0]);
  const intensity = tts.segments.at(-1)?.control.emotion.intensity ?? 0;
  assert.ok(intensity > 0.94, `the last change counts, not ${intensity}`);
  await session.end();
});

Deno.test('"now" draws the face again from the picture that is shown', async () => {
  const clock = new VirtualClock();
  const avatar = new ScriptedAvatar(clock);
  const cast = { llm: [new ScriptedLlm(clock, () => LONG)], tts: [new ScriptedTts(clock)], avatar: [avatar] };
  const { session, client } = setStage({ cast, video: { mode: "pose" } }, clock);
  session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(1000);
  const startedAt = client.times[client.events.findIndex(isOf("audio_chunk"))] ?? 0;
  const heardMs = clock.now() - startedAt;
  const before = client.events.length;
  session.receive({ type: "control_update", control: HAPPY, apply: "now" });
  await clock.advance(40);
  const again = client.events.slice(before).filter(isOf("pose"));
  assert.ok(again[0] !== undefined && again[0].timestamp_ms >= heardMs && again[0].timestamp_ms <= heardMs + 80);
  const indices = again.map(({ frame_index }) => frame_index);
  assert.deepEqual(indices, indices.map((_, i) => (indices[0] ?? 0) + i), "every picture once, in order");
  assert.ok(indices.length >= 10, "all that the client had were drawn again");
  assert.equal(avatar.contexts.at(-1)?.control.emotion.label, "happy");
  assert.equal(avatar.contexts.at(-1)?.before?.control.emotion.label, "neutral");
  assert.deepEqual(avatar.contexts[1]?.before?.bearing, { frame: indices[0] });
  await clock.advance(10_000);
  const frames = client.of("pose").map(({ frame_index }) => frame_index);
  assert.deepEqual(frames.slice(-20), Array.from({ length: 20 }, (_, i) => 60 + i));
  assert.equal(client.of("turn_complete")[0]?.metrics.frames_skipped, 0);
  await session.end();
});

Deno.test('"now" draws the face again after all pictures of the turn were drawn', async () => {
  const clock = new VirtualClock();
  const avatar = new ScriptedAvatar(clock);
  const cast = { llm: [new ScriptedLlm(clock, () => LONG)], tts: [new ScriptedTts(clock)], avatar: [avatar] };
  const { session, client } = setStage({ cast, video: { mode: "pose" } }, clock);
  session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(3100);
  assert.equal(client.of("pose").at(-1)?.frame_index, 79);
  const before = client.events.length;
  session.receive({ type: "control_update", control: HAPPY, apply: "now" });
  await clock.advance(40);
  const again = client.events.slice(before).filter(isOf("pose")).map(({ frame_index }) => frame_index);
  assert.ok(again.length >= 2 && again.at(-1) === 79, `drawn again: ${again}`);
  assert.equal(avatar.contexts.at(-1)?.control.emotion.label, "happy");
  await clock.advance(10_000);
  assert.equal(client.of("turn_complete")[0]?.status, "completed");
  await session.end();
});

Deno.test('"now" after all speech was made still changes what was not sent', async () => {
  const clock = new VirtualClock();
  const tts = new ScriptedTts(clock, { directions: true });
  const text = "One two three four five six.";
  const cast = { llm: [new ScriptedLlm(clock, () => text)], tts: [tts], avatar: [new ScriptedAvatar(clock)] };
  const { session, client } = setStage({ cast, extras: ["replace"] }, clock);
  session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(300);
  assert.equal(tts.words, 6);
  session.receive({ type: "control_update", control: HAPPY, apply: "now" });
  await clock.advance(5000);
  assert.deepEqual(tts.segments.map(({ text, control }) => `${text} ${control.emotion.label}`), [
    "One two three four five six. neutral",
    "three four five six. happy",
  ]);
  const [complete] = client.of("turn_complete");
  assert.deepEqual([complete?.status, complete?.heard_text, complete?.metrics.audio_ms], ["completed", text, 1200]);
  await session.end();
});

/** A voice whose second speech has no audio. */
class SecondMuteTts extends ScriptedTts {
  #streams = 0;

  override inferStream(input: ReadableStream<SpeechSegment>, context: TurnContext): ReadableStream<SpeechPart> {
    const speech = super.inferStream(input, context);
    if (++this.#streams !== 2) return speech;
    return ReadableStream.from(speech).pipeThrough(
      new TransformStream({
        transform: (part, out) => {
          if (part.type !== "audio") out.enqueue(part);
        },
      }),
    );
  }
}

Deno.test('after speech made again that could not join, what is heard goes on, and another "now" reaches the voice', async () => {
  const clock = new VirtualClock();
  const tts = new SecondMuteTts(clock);
  const text = "One two three four five six seven eight.";
  const { session, client } = setStage({ cast: { llm: [new ScriptedLlm(clock, () => text)], tts: [tts] } }, clock);
  const feel = (label: "happy" | "sad") =>
    session.receive({ type: "control_update", control: { emotion: { label, intensity: 1 } }, apply: "now" });
  session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(100);
  feel("happy");
  await clock.advance(100);
  feel("sad");
  await clock.advance(5000);
  assert.deepEqual(tts.segments.map(({ control }) => control.emotion.label), ["neutral", "happy", "sad"]);
  const [complete] = client.of("turn_complete");
  assert.deepEqual([complete?.heard_text, complete?.metrics.audio_ms], [text, 8 * WORD_MS]);
  await session.end();
});

const SOUND_MS = 200;

/** A voice that says one long word whose sounds it marks; the samples of each stream are its number. */
class LongWordTts extends ScriptedTts {
  #streams = 0;

  override inferStream(input: ReadableStream<SpeechSegment>): ReadableStream<SpeechPart> {
    const samples = new Int16Array(msToSamples(SOUND_MS)).fill(++this.#streams);
    const sounds = ["aa", "s", "aa", "s", "aa", "s", "aa", "s"];
    return ReadableStream.from(async function* (): AsyncGenerator<SpeechPart> {
      for await (const { index, text } of input) {
        yield { type: "segment", index, text };
        const endMs = sounds.length * SOUND_MS;
        yield { type: "word", text, startMs: 0, endMs, charStart: 0, charEnd: text.length };
        for (const [i, phone] of sounds.entries()) {
          yield { type: "phone", phone, startMs: i * SOUND_MS, endMs: (i + 1) * SOUND_MS };
        }
        for (const _ of sounds) yield { type: "audio", pcm: new Uint8Array(samples.buffer) };
      }
    }());
  }
}

Deno.test('"now" changes the speech within a long word, if the voice marks its sounds', async () => {
  const clock = new VirtualClock();
  const cast = { llm: [new ScriptedLlm(clock, () => "Aaasaaasaaasaaas")], tts: [new LongWordTts(clock)] };
  const { session, client } = setStage({ cast, extras: ["replace"] }, clock);
  session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(500);
  session.receive({ type: "control_update", control: HAPPY, apply: "now" });
  await clock.advance(5000);
  const slots = played(client);
  const changedMs = slots.find(({ sample }) => sample === 2)?.ms ?? Infinity;
  assert.ok(changedMs > 500 && changedMs < 900, `the speech changes at ${changedMs} ms`);
  assert.equal(slots.length, 8 * SOUND_MS / 20);
  await session.end();
});

Deno.test('marks after a "now" take effect with their words, and a feeling before it has ended', async () => {
  const clock = new VirtualClock();
  const tts = new ScriptedTts(clock, { directions: true });
  const llm = new ScriptedLlm(clock, () => "[sad] One two three four five [nod] six seven [angry] eight nine.");
  const { session, client } = setStage({ cast: { llm: [llm], tts: [tts] }, extras: ["emotion", "cue"] }, clock);
  session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(200);
  session.receive({ type: "control_update", control: HAPPY, apply: "now" });
  await clock.advance(5000);
  const last = tts.segments.at(-1);
  assert.equal(last?.control.emotion.label, "happy");
  assert.deepEqual(last?.directions?.map(({ control }) => control.emotion.label), ["angry"]);
  const told = client.events.flatMap((event) =>
    event.type === "emotion" ? [event.label] : event.type === "cue" ? [event.name] : []
  );
  assert.deepEqual(told, ["sad", "happy", "nod", "angry"]);
  await session.end();
});
