import assert from "node:assert/strict";
import { ScriptedAvatar, ScriptedLlm, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { setStage } from "../../support/stage.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";

const say = { type: "user_text", text: "Hi.", mode: "reply" } as const;

Deno.test("between turns the face lives on at its own low rate, outside any turn, on the time of its stretch", async () => {
  const { clock, session, client } = setStage({ extras: ["idle"] });
  await clock.advance(2000);
  const frames = client.of("video_frame");
  assert.ok(Math.abs(frames.length - 20) <= 1, `${frames.length} frames in 2 s`);
  for (const [i, frame] of frames.entries()) {
    assert.deepEqual([frame.idle, frame.turn_id, frame.frame_index], [true, null, i]);
    assert.equal(frame.timestamp_ms, i * 100);
  }
  await session.end();
  assert.equal(clock.pending, 0);
});

Deno.test("idle life stops where speech begins and starts anew after it", async () => {
  const { clock, session, client } = setStage({ extras: ["idle", "state"], reply: "One two three." });
  await clock.advance(300);
  session.receive(say);
  await clock.advance(3000);
  const kinds = client.of("video_frame").map(({ idle }) => (idle ? "idle" : "turn"));
  const runs = kinds.filter((kind, i) => kind !== kinds[i - 1]);
  assert.deepEqual(runs, ["idle", "turn", "idle"]);
  assert.deepEqual(client.of("state").map(({ state }) => state), ["thinking", "speaking", "idle"]);
  const lastTurnFrame = kinds.lastIndexOf("turn");
  assert.equal(client.of("video_frame")[lastTurnFrame + 1]?.timestamp_ms, 0, "a new stretch counts from its start");
  await session.end();
});

Deno.test("an interrupted turn is followed by idle life at once: the face does not stay dead", async () => {
  const { clock, session, client } = setStage({ extras: ["idle"], reply: "One two three four five six." });
  session.receive(say);
  await clock.advance(500);
  session.receive({ type: "interrupt" });
  const count = client.of("video_frame").length;
  await clock.advance(250);
  assert.ok(client.of("video_frame").length > count);
  await session.end();
});

Deno.test("no frames are drawn while no client watches", async () => {
  const { clock, session, client, providers } = setStage({ extras: ["idle"] });
  await clock.advance(500);
  session.detach(client);
  await clock.advance(0);
  const avatar = providers.avatar!.primary.adapter();
  assert.ok(avatar instanceof ScriptedAvatar);
  const [sent, drawn] = [client.of("video_frame").length, avatar.drawn];
  assert.ok(drawn > 0);
  await clock.advance(20_000);
  assert.equal(client.of("video_frame").length, sent);
  assert.equal(avatar.drawn, drawn);
  await session.end();
});

Deno.test("without the extra no frame is drawn and no state is sent between turns", async () => {
  const { clock, session, client } = setStage();
  await clock.advance(2000);
  assert.deepEqual(client.events.map(({ type }) => type), ["session_ready"]);
  await session.end();
});

Deno.test("the life of the face goes on from stretch to turn to stretch", async () => {
  const clock = new VirtualClock();
  const avatar = new ScriptedAvatar(clock);
  const cast = { llm: [new ScriptedLlm(clock, () => "One.")], tts: [new ScriptedTts(clock)], avatar: [avatar] };
  const { session } = setStage({ cast, extras: ["idle"] }, clock);
  await clock.advance(1000);
  session.receive(say);
  await clock.advance(1000);
  assert.deepEqual(avatar.contexts.map(({ mode }) => mode), ["idle", "turn", "idle"]);
  assert.deepEqual(avatar.beginnings.map(({ lifeMs }) => lifeMs), [0, 1000, 1200]);
  await session.end();
});

Deno.test("each stream of the face gets what was shown before it, and for how long", async () => {
  const clock = new VirtualClock();
  const avatar = new ScriptedAvatar(clock);
  const cast = { llm: [new ScriptedLlm(clock, () => "One.")], tts: [new ScriptedTts(clock)], avatar: [avatar] };
  const { session } = setStage({ cast, extras: ["idle"] }, clock);
  await clock.advance(1000);
  session.receive({ ...say, control: { emotion: { label: "happy" } } });
  session.receive({ type: "control_update", control: { emotion: { label: "sad" } }, apply: "now" });
  await clock.advance(1000);
  const told = avatar.beginnings.map(({ before }) => before && [before.state, before.control.emotion.label]);
  assert.deepEqual(told, [undefined, ["thinking", "sad"], ["speaking", "sad"]]);
  assert.ok((avatar.beginnings[2]?.before?.forMs ?? 0) > 100);
  await session.end();
});

Deno.test("between turns the face takes on a control that applies now, and becomes another person with another persona", async () => {
  const clock = new VirtualClock();
  const avatar = new ScriptedAvatar(clock);
  const cast = { llm: [new ScriptedLlm(clock, () => "One.")], tts: [new ScriptedTts(clock)], avatar: [avatar] };
  const { session } = setStage({ cast, extras: ["idle"] }, clock);
  await clock.advance(500);
  session.receive({ type: "control_update", control: { emotion: { label: "sad" } }, apply: "next_turn" });
  session.receive({ type: "control_update", control: { emotion: { label: "angry" } }, apply: "now" });
  await clock.advance(500);
  const felt = avatar.inputs.flatMap((part) => part.type === "control" ? [part.control.emotion.label] : []);
  assert.deepEqual([felt, avatar.contexts.length], [["angry"], 1]);
  session.receive({ type: "control_update", control: { character: { persona_id: "excited" } }, apply: "now" });
  await clock.advance(500);
  const people = avatar.contexts.map(({ persona, control }) => [persona.id, control.emotion.label]);
  assert.deepEqual(people, [["default", "neutral"], ["excited", "angry"]]);
  await session.end();
});

Deno.test("without idle life, the face of an interrupted turn is shown until its mouth is closed, and no longer", async () => {
  for (const extras of [[], ["word"]] as const) {
    const { clock, session, client } = setStage({ extras, reply: "One two three four five six." });
    await clock.advance(500);
    assert.equal(client.of("video_frame").length, 0, "nothing before the first turn");
    session.receive(say);
    await clock.advance(500);
    session.receive({ type: "interrupt" });
    const spoken = client.of("video_frame").length;
    await clock.advance(120);
    const settling = () => client.of("video_frame").slice(spoken);
    assert.ok(settling().length >= 1, "within 120 ms");
    await clock.advance(5000);
    assert.ok(settling().length <= 5, `${settling().length} frames`);
    assert.ok(settling().every(({ idle, turn_id }) => idle && turn_id === null));
    await session.end();
    assert.equal(clock.pending, 0);
  }
});

Deno.test("poses between turns come at the session's own rate", async () => {
  const { clock, session, client } = setStage({ extras: ["idle"], video: { mode: "pose", fps: 25 } });
  await clock.advance(1000);
  assert.ok(Math.abs(client.of("pose").length - 25) <= 1, `${client.of("pose").length} poses in 1 s`);
  await session.end();
});
