import assert from "node:assert/strict";
import { ScriptedLlm, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { SessionControls } from "../../../src/control/session_controls.ts";
import { setStage } from "../../support/stage.ts";

Deno.test("an inline pronunciation reaches the voice with its place, and neither the client nor what was spoken", async () => {
  const clock = new VirtualClock();
  const voice = new ScriptedTts(clock);
  const reply = 'First of all. Then see [GitHub]{say="git hub"} for it.';
  const { session, client } = setStage({ cast: { llm: [new ScriptedLlm(clock, () => reply)], tts: [voice] } }, clock);
  session.receive({ type: "user_text", text: "Go on.", mode: "reply" });
  await clock.advance(10_000);
  await session.end();
  assert.equal(client.text(), "First of all. Then see GitHub for it.");
  assert.equal(client.of("turn_complete")[0]?.spoken_text, "First of all. Then see GitHub for it.");
  const written = voice.segments.flatMap(({ written }) => written === undefined ? [] : [written]);
  const placed = written.flatMap(({ text, pronunciations = [] }) =>
    pronunciations.map(({ charStart, charEnd, say }) => ({ word: text.slice(charStart, charEnd), say }))
  );
  assert.deepEqual(placed, [{ word: "GitHub", say: "git hub" }]);
});

Deno.test("a session's pronunciations come before those of its persona, and no turn makes them anew", () => {
  const personas = {
    default: { name: "Ava", instructions: "", voices: {}, control: {}, pronunciations: { SQL: "sequel", Ann: "anne" } },
  };
  const controls = new SessionControls(personas, {
    personaId: "default",
    control: {},
    pronunciations: { SQL: "S Q L" },
  });
  const { pronunciations } = controls.resolve().persona;
  assert.deepEqual(pronunciations, { SQL: "S Q L", Ann: "anne" });
  assert.equal(controls.resolve().persona.pronunciations, pronunciations);
});
