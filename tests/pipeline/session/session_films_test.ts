import assert from "node:assert/strict";
import { fakeRecorder } from "../../support/recorder.ts";
import { setStage } from "../../support/stage.ts";

const say = (text: string) => ({ type: "user_text", text, mode: "reply" }) as const;

Deno.test("all that a turn says and shows is recorded, with its transcript and captions", async () => {
  const { recorder, begun, of } = fakeRecorder();
  const { clock, session, client } = setStage({ recorder, video: { width: 64, height: 63, fps: 25 } });
  session.receive(say("Hi."));
  await clock.advance(20_000);
  await session.end();
  assert.deepEqual(begun.map(({ video, transcript: { status, user_text } }) => [video, status, user_text]), [
    [{ width: 64, height: 62, fps: 25 }, "unfinished", "Hi."],
  ]);
  assert.deepEqual(
    of("sound").map((message) => message.timestampMs),
    client.of("audio_chunk").map((e) => e.timestamp_ms),
  );
  assert.equal(of("picture").length, client.of("video_frame").filter(({ turn_id }) => turn_id !== null).length);
  const [{ ending } = assert.fail("the recording has no end")] = of("end");
  const { transcript, captions, cutMs } = ending;
  assert.equal(cutMs, undefined);
  assert.deepEqual([transcript.status, transcript.heard_text], ["completed", "One two three. Four five six."]);
  assert.ok(transcript.words.length > 0 && transcript.words.every(({ heard }) => heard));
  assert.match(captions, /^WEBVTT\n\n00:00:00\.\d{3} --> /);
  assert.doesNotMatch(captions, /NOTE/);
});

Deno.test("an interrupted turn's recording ends where the listener's did, and marks what was not heard", async () => {
  const { recorder, of } = fakeRecorder();
  const { clock, session, client } = setStage({ recorder, reply: "One two three. Four five six. Seven eight nine." });
  session.receive(say("Hi."));
  await clock.advance(1200);
  session.receive({ type: "interrupt", played_ms: 800 });
  await session.end();
  const [complete] = client.of("turn_complete");
  const [{ ending } = assert.fail("the recording has no end")] = of("end");
  assert.equal(ending.cutMs, complete?.heard_ms);
  assert.equal(ending.cutMs, 800);
  const heard = ending.transcript.words.map((word) => word.heard);
  assert.deepEqual([heard[0], heard.at(-1)], [true, false]);
  assert.match(ending.captions, /\n\nNOTE Not heard: .*nine\.\n$/);
});

Deno.test("pictures that a slow reader does not get are recorded", async () => {
  const { recorder, of } = fakeRecorder();
  const { clock, session, client } = setStage({ recorder, reply: "One two three. Four five six. Seven eight nine." });
  session.receive(say("Hi."));
  client.bufferedBytes = 2 * 1024 * 1024;
  await clock.advance(20_000);
  await session.end();
  const frames = client.of("video_frame").filter(({ turn_id }) => turn_id !== null).length;
  assert.ok(of("picture").length > frames + 10, `${of("picture").length} recorded, ${frames} sent`);
});

Deno.test("a session that did not ask for it is not recorded", async () => {
  const { clock, session, runtime } = setStage();
  session.receive(say("Hi."));
  await clock.advance(5000);
  await session.end();
  assert.equal(runtime.recorder, undefined);
});
