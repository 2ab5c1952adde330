import assert from "node:assert/strict";
import type { RealtimePart, SpeechPart, SpeechSegment } from "../../../src/contract/adapter.ts";
import { msToSamples } from "../../../src/contract/pcm.ts";
import {
  type RealtimeOrder,
  ScriptedAvatar,
  ScriptedLlm,
  ScriptedRealtime,
  ScriptedTts,
} from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { type FakeClient, setStage } from "../../support/stage.ts";

const WRITTEN = "[happy] One two [sad 0.8] three. Four [nod] five [pause 400] six. [show: chart1] Seven. 😉";
const CLEAN = "One two three. Four five six. Seven.";

/** A voice that can say nothing. */
class SpeechlessTts extends ScriptedTts {
  override inferStream(input: ReadableStream<SpeechSegment>): ReadableStream<SpeechPart> {
    return ReadableStream.from(nothingOf(input));
  }
}

async function* nothingOf(input: ReadableStream<SpeechSegment>): AsyncGenerator<SpeechPart> {
  for await (const { index, text } of input) {
    yield { type: "segment", index, text };
    yield { type: "unspeakable", charStart: 0, charEnd: text.length, reason: "Han" };
  }
}

/** When the client is told to show what, media time. */
function directionsOf(client: FakeClient): string[] {
  return client.events.flatMap((event) => {
    if (event.type === "emotion") return [`${event.timestamp_ms} ${event.label} ${event.intensity} ${event.source}`];
    return event.type === "cue" ? [`${event.timestamp_ms} ${event.name} ${event.value ?? ""}`.trim()] : [];
  });
}

Deno.test("the marks of a reply take effect with their words in voice, face and at the client, and are never shown", async () => {
  const clock = new VirtualClock();
  const [avatar, tts] = [new ScriptedAvatar(clock), new ScriptedTts(clock)];
  const llm = new ScriptedLlm(clock, () => WRITTEN);
  const extras = ["emotion", "cue", "word"] as const;
  const { session, client } = setStage({ cast: { llm: [llm], tts: [tts], avatar: [avatar] }, extras }, clock);
  session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(10_000);
  assert.equal(client.text(), CLEAN);
  const [complete] = client.of("turn_complete");
  assert.deepEqual([complete?.spoken_text, complete?.heard_text], [CLEAN, CLEAN]);
  assert.deepEqual(session.records.map(({ generatedText, heardText }) => [generatedText, heardText]), [[CLEAN, CLEAN]]);
  assert.deepEqual(directionsOf(client), [
    "0 happy 0.7 model",
    "400 sad 0.8 model",
    "800 nod",
    "1600 show chart1",
    "1800 wink",
  ]);
  const starts = client.of("word").map(({ text, start_ms }) => `${text} ${start_ms}`);
  assert.deepEqual(starts, ["One 0", "two 200", "three. 400", "Four 600", "five 800", "six. 1400", "Seven. 1600"]);
  const feelings = tts.segments.map(({ text, control }) => `${text} ${control.emotion.label}`);
  assert.deepEqual(feelings, ["One two happy", "three. sad", "Four five sad", "six. sad", "Seven. sad"]);
  const shown = avatar.inputs.flatMap((input) => {
    if (input.type === "gesture") return [`${input.fromMs} ${input.gesture.name}`];
    return input.type === "control" ? [`${input.fromMs} ${input.control.emotion.label}`] : [];
  });
  assert.deepEqual(shown, ["0 happy", "400 sad", "800 nod", "1800 wink"]);
  await session.end();
});

for (
  const [what, written] of [["no words", "[nod] [sad]"], ["words that cannot be said", "[nod] 你好。[sad]"]] as const
) {
  for (const mode of ["reply", "verbatim"] as const) {
    Deno.test(`a ${mode} of marks with ${what} is shown, and ends as usual`, async () => {
      const clock = new VirtualClock();
      const avatar = new ScriptedAvatar(clock);
      const tts = new SpeechlessTts(clock);
      const llm = new ScriptedLlm(clock, () => written);
      const extras = ["emotion", "cue"] as const;
      const stage = setStage(
        { cast: { llm: [llm], tts: [tts], avatar: [avatar] }, extras, video: { mode: "pose" } },
        clock,
      );
      const { session, client } = stage;
      session.receive({ type: "user_text", text: mode === "reply" ? "Go." : written, mode });
      await clock.advance(5000);
      const source = mode === "reply" ? "model" : "author";
      assert.deepEqual(directionsOf(client), ["0 nod", `0 sad 0.7 ${source}`]);
      assert.ok(client.of("pose").length >= 25, `${client.of("pose").length} poses show the gesture`);
      assert.ok(avatar.inputs.some((input) => input.type === "gesture" && input.fromMs === 0));
      const [complete] = client.of("turn_complete");
      assert.deepEqual([complete?.status, complete?.spoken_text, complete?.heard_text], ["completed", "", ""]);
      await session.end();
    });
  }
}

Deno.test("each event of a direction comes before the listener hears its word, and no earlier than the lead", async () => {
  const { clock, session, client } = setStage({ reply: WRITTEN, extras: ["cue", "emotion"] });
  session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(10_000);
  const started = client.times[client.events.findIndex(({ type }) => type === "audio_chunk")] ?? 0;
  for (const [i, event] of client.events.entries()) {
    if (event.type !== "cue" && event.type !== "emotion") continue;
    const aheadMs = event.timestamp_ms - ((client.times[i] ?? 0) - started);
    assert.ok(aheadMs >= 0 && aheadMs <= 500, `${event.type} at ${event.timestamp_ms} came ${aheadMs} ms ahead`);
  }
  await session.end();
});

/** A reply whose transcript comes at once and whose speech, without word marks, takes 200 ms a word. */
function* reply(text: string, words: number): Generator<RealtimePart> {
  yield { type: "text", text };
  for (let word = 0; word < words; word++) yield { type: "audio", pcm: new Uint8Array(2 * msToSamples(200)) };
}

Deno.test("the marks of a realtime transcript take effect with their words, by the estimated times", async () => {
  const clock = new VirtualClock();
  const realtime = new ScriptedRealtime(() => reply("Well [happy] good morning [nod] to you [show: map] all.", 6));
  const stage = setStage({ cast: { realtime: [realtime] }, extras: ["emotion", "cue", "word"] }, clock);
  stage.session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(10_000);
  assert.equal(stage.client.text(), "Well good morning to you all.");
  const starts = new Map(stage.client.of("word").map(({ text, start_ms }) => [text, start_ms]));
  assert.deepEqual(directionsOf(stage.client), [
    `${starts.get("good")} happy 0.7 model`,
    `${starts.get("to")} nod`,
    `${starts.get("all")} show map`,
  ]);
  await stage.session.end();
});

Deno.test("a realtime model's direction between two segments takes effect where the second one begins to sound", async () => {
  const clock = new VirtualClock();
  const sound = (ms: number) => new Uint8Array(2 * msToSamples(ms)).fill(9);
  const realtime = new ScriptedRealtime(function* () {
    yield { type: "segment", index: 0 };
    yield { type: "text", text: "Well, that is all of it. " };
    yield { type: "audio", pcm: sound(3000) };
    yield { type: "text", text: "[happy][nod]" };
    yield { type: "segment", index: 1, pauseMs: 400 };
    yield { type: "audio", pcm: new Uint8Array(2 * msToSamples(400 + 80)) };
    yield { type: "text", text: "Good morning." };
    yield { type: "audio", pcm: sound(1000) };
  });
  const stage = setStage({ cast: { realtime: [realtime] }, extras: ["emotion", "cue", "word"] }, clock);
  stage.session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(10_000);
  assert.equal(stage.client.text(), "Well, that is all of it. Good morning.");
  assert.deepEqual(directionsOf(stage.client), ["3480 happy 0.7 model", "3480 nod"]);
  assert.equal(stage.client.of("word").find(({ text }) => text === "Good")?.start_ms, 3480);
  await stage.session.end();
});

Deno.test("a feeling that is placed after its speech has come is shown in time, not after that speech", async () => {
  const clock = new VirtualClock();
  const avatar = new ScriptedAvatar(clock);
  const text = "One two three four five six seven eight [happy] nine ten eleven twelve.";
  const realtime = new ScriptedRealtime(() => reply(text, 12));
  const stage = setStage({ cast: { realtime: [realtime], avatar: [avatar] }, video: { mode: "pose" } }, clock);
  stage.session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(10_000);
  const at = avatar.inputs.findIndex(({ type }) => type === "control");
  const felt = avatar.inputs[at];
  const heard = avatar.inputs.slice(0, at).findLast((input) => input.type === "audio");
  const fromMs = felt?.type === "control" ? felt.fromMs ?? 0 : Number.NaN;
  assert.ok(fromMs > 1000);
  assert.ok((heard?.timestampMs ?? Infinity) < fromMs + 200, `${heard?.timestampMs} ms were read before ${fromMs} ms`);
  await stage.session.end();
});

Deno.test("a realtime provider that says a given text gets it without marks, and the feelings as instructions", async () => {
  const clock = new VirtualClock();
  const orders: RealtimeOrder[] = [];
  const parts = ({ text }: { text: string }) => reply(text, 4);
  const realtime = new ScriptedRealtime(parts, { orders, verbatim: true });
  const stage = setStage({ cast: { realtime: [realtime] }, extras: ["emotion", "cue"] }, clock);
  stage.session.receive({ type: "user_text", text: "[sad] Good [nod] bye then.", mode: "verbatim" });
  await clock.advance(10_000);
  const [said] = orders.flatMap((order) => typeof order === "object" && "say" in order ? [order.say] : []);
  assert.equal(said?.text, "Good bye then.");
  assert.match(said?.instructions ?? "", /from "Good bye then." on sad\.$/);
  assert.deepEqual(directionsOf(stage.client).map((line) => line.replace(/^\d+(?:\.\d+)? /, "")), [
    "sad 0.7 author",
    "nod",
  ]);
  await stage.session.end();
});

Deno.test("a cascade that takes over a verbatim text goes on after what was shown, with the marks that are left", async () => {
  const clock = new VirtualClock();
  const failing = new ScriptedRealtime(function* () {
    yield { type: "text", text: "Good morning" };
    throw new Error("the provider broke");
  }, { verbatim: true });
  const tts = new ScriptedTts(clock);
  const cast = { realtime: [failing], llm: [new ScriptedLlm(clock, () => "")], tts: [tts] };
  const stage = setStage({ cast, extras: ["emotion", "cue"] }, clock);
  stage.session.receive({ type: "user_text", text: "[happy] Good morning [nod] to you.", mode: "verbatim" });
  await clock.advance(10_000);
  assert.equal(stage.client.text(), "Good morning to you.");
  assert.deepEqual(directionsOf(stage.client), ["0 happy 0.7 author", "400 nod"]);
  await stage.session.end();
});

Deno.test("the model is told about marks if its persona may use them and they would be noticed", async () => {
  for (const [marks, told] of [[true, true], [false, false]] as const) {
    const clock = new VirtualClock();
    const llm = new ScriptedLlm(clock, () => "Hi.");
    const personas = { default: { name: "Ada", instructions: "You are Ada.", control: {}, marks } };
    const tts = new ScriptedTts(clock, { feels: true });
    const { session } = setStage({ cast: { llm: [llm], tts: [tts] }, config: { personas } }, clock);
    session.receive({ type: "user_text", text: "Go.", mode: "reply" });
    await clock.advance(3000);
    assert.equal(llm.calls[0]?.[0]?.content.includes("[whisper]"), told);
    await session.end();
  }
});
