import assert from "node:assert/strict";
import { controlOf } from "../support.ts";
import { XAI_MANNER } from "../../../src/adapters/kit/fakes/openai/fault_script.ts";
import { Stage } from "./stage.ts";

Deno.test("openai_realtime configures a server of the beta in the beta's shape, which refuses any other", async () => {
  await using stage = new Stage({ fake: { realtime: { manner: { names: "beta" } } } });
  const history = [{ role: "user", content: "Hi." }, { role: "assistant", content: "Hello." }] as const;
  await stage.connect({ history, voice: "sage", control: controlOf({ character: { speech_rate: 1.25 } }) });
  assert.equal((await stage.turn()).error, undefined);
  await stage.turn("again", { instructions: "Be brief." });
  const { config, errors, conversation } = stage.fake.realtime.session;
  assert.deepEqual(errors, []);
  assert.equal(config.instructions, "Be brief.");
  assert.equal(config.audio?.input?.turn_detection, null);
  assert.deepEqual([config.audio?.output?.voice, config.audio?.output?.speed], ["sage", 1]);
  assert.deepEqual(conversation.items.slice(0, 2).map(({ role, text }) => [role, text]), [["user", "Hi."], [
    "assistant",
    "Hello.",
  ]]);
});

Deno.test("openai_realtime converses with xAI, which announces a conversation in place of a session", async () => {
  await using stage = new Stage({ fake: { realtime: { manner: XAI_MANNER } } });
  await stage.connect({ voice: "sage" });
  const turn = await stage.turn();
  assert.deepEqual([turn.error, turn.text], [undefined, "Hello there, my friend."]);
  const { config, errors } = stage.fake.realtime.session;
  assert.deepEqual([errors, config.audio?.output?.voice, config.audio?.input?.turn_detection], [[], "sage", null]);
});

Deno.test("openai_realtime reads events in binary frames, and speech that names no item", async () => {
  await using stage = new Stage({ fake: { realtime: { manner: { frames: "binary", omit: ["item_id"] } } } });
  await stage.connect();
  const turn = await stage.turn();
  assert.deepEqual([turn.error, turn.text, turn.audioBytes > 0], [undefined, "Hello there, my friend.", true]);
  await stage.adapter.truncate(50);
  assert.equal((await stage.turn("again")).error, undefined);
  assert.deepEqual(stage.fake.realtime.session.errors, []);
});
