import assert from "node:assert/strict";
import { ScriptedAvatar, ScriptedLlm, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { setStage } from "../../support/stage.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";

const say = (text: string) => ({ type: "user_text", text, mode: "reply" }) as const;

Deno.test("turn_started tells the resolved control and how faithfully it is honoured", async () => {
  const { clock, session, client } = setStage({ control: { emotion: { label: "sad" } } });
  session.receive({ ...say("Hi."), control: { emotion: { intensity: 0.9 } } });
  const [started] = client.of("turn_started");
  assert.equal(started?.control.emotion.label, "sad");
  assert.equal(started?.control.emotion.intensity, 0.9);
  assert.equal(started?.control.character.persona_id, "default");
  assert.equal(started?.fidelity["emotion.label"], "native");
  assert.equal(started?.fidelity["character.motion_gain"], "native");
  assert.equal(started?.fidelity["character.pitch_shift"], "ignored");
  await clock.advance(3000);
  await session.end();
});

Deno.test("control_update applies to the next turn, and an explicit neutral is a choice", async () => {
  const { clock, session, client } = setStage();
  session.receive(say("One."));
  session.receive({ type: "control_update", control: { character: { persona_id: "excited" } }, apply: "next_turn" });
  await clock.advance(3000);
  session.receive(say("Two."));
  await clock.advance(3000);
  session.receive({ type: "control_update", control: { emotion: { label: "neutral" } }, apply: "next_turn" });
  session.receive(say("Three."));
  const labels = client.of("turn_started").map(({ control }) => control.emotion.label);
  assert.deepEqual(labels, ["neutral", "happy", "neutral"]);
  await session.end();
});

Deno.test('control_update with apply "now" draws the face again, and all speech that follows has the control', async () => {
  const clock = new VirtualClock();
  const avatar = new ScriptedAvatar(clock);
  const tts = new ScriptedTts(clock);
  const sentence = "One two three four five six seven eight nine ten.";
  const llm = new ScriptedLlm(clock, () => Array(6).fill(sentence).join(" "));
  const { session } = setStage({ cast: { llm: [llm], tts: [tts], avatar: [avatar] } }, clock);
  session.receive(say("Go."));
  await clock.advance(1000);
  const spoken = tts.segments.length;
  session.receive({ type: "control_update", control: { emotion: { label: "happy", intensity: 1 } }, apply: "now" });
  await clock.advance(30_000);
  const labels = tts.segments.map(({ control }) => control.emotion.label);
  assert.ok(labels.length > spoken + 1);
  assert.deepEqual(new Set(labels.slice(0, spoken)), new Set(["neutral"]));
  assert.deepEqual(new Set(labels.slice(spoken + 1)), new Set(["happy"]));
  const shown = avatar.contexts.map(({ control }) => control.emotion.label);
  assert.deepEqual([shown[0], ...new Set(shown.slice(1))], ["neutral", "happy"]);
  await session.end();
});

Deno.test("an unknown persona is refused with the known ones, and the session goes on", async () => {
  const { clock, session, client } = setStage();
  session.receive({ type: "control_update", control: { character: { persona_id: "nobody" } }, apply: "now" });
  session.receive({ ...say("Hi."), control: { character: { persona_id: "no one" } } });
  assert.deepEqual(client.of("error").map(({ code }) => code), ["unknown_persona", "unknown_persona"]);
  for (const { message } of client.of("error")) {
    assert.match(
      message,
      /^control\.character\.persona_id: unknown persona "no ?(?:body|one)", known: default, excited$/,
    );
  }
  session.receive(say("Hi."));
  await clock.advance(3000);
  assert.equal(client.of("turn_complete")[0]?.status, "completed");
  await session.end();
});

Deno.test("a text over the limit is refused and does not disturb the running turn", async () => {
  const { clock, session, client } = setStage({ config: { server: { max_text_chars: 10 } } });
  session.receive(say("Short."));
  await clock.advance(100);
  session.receive(say("This is too long."));
  assert.match(client.of("error")[0]!.message, /user_text\.text: 17 characters are more than the limit of 10/);
  await clock.advance(3000);
  assert.deepEqual(client.of("turn_complete").map(({ status }) => status), ["completed"]);
  await session.end();
});
