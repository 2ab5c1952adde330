import assert from "node:assert/strict";
import { FakeClient, setStage } from "../../support/stage.ts";

const reply = Array.from({ length: 300 }, (_, i) => (i % 9 === 8 ? "word." : "word")).join(" ");
const say = { type: "user_text", text: "Go.", mode: "reply" } as const;
const config = { backpressure: { video_bytes: 65_536, close_bytes: 524_288 } };

/** How much audio a client has received, ms. */
function audioMs(client: FakeClient): number {
  return client.of("audio_chunk").reduce((ms, { duration_ms }) => ms + duration_ms, 0);
}

Deno.test("a slow reader loses video first, and the next frame says how many; text and audio all come", async () => {
  const { clock, session, client } = setStage({ reply, config });
  session.receive(say);
  await clock.advance(1000);
  client.bufferedBytes = 70_000;
  await clock.advance(2000);
  const framesBefore = client.of("video_frame").length;
  client.bufferedBytes = 0;
  await clock.advance(2000);
  const next = client.of("video_frame")[framesBefore];
  // 2 s at 25 frames a second, less the quarter of a second for which a reader may be behind; several leave together.
  assert.ok(Math.abs(next!.dropped_frames! - 43) <= 3, `${next?.dropped_frames} frames`);
  let endMs = 0;
  for (const chunk of client.of("audio_chunk")) {
    assert.equal(chunk.timestamp_ms, endMs);
    endMs += chunk.duration_ms;
  }
  assert.deepEqual(client.events.map(({ seq }) => seq), client.events.map((_, i) => i + 1));
  await session.end();
});

Deno.test("what leaves at once at the start of a turn makes no reader slow", async () => {
  const { clock, session, client } = setStage({ reply, config });
  session.receive(say);
  client.bufferedBytes = 200_000;
  await clock.advance(100);
  client.bufferedBytes = 0;
  await clock.advance(2000);
  assert.equal(client.of("video_frame").some((frame) => frame.dropped_frames !== undefined), false);
  await session.end();
});

Deno.test("a reader that stalls costs at most the bound, is closed with 4008, and can resume", async () => {
  const { clock, session, client, connect } = setStage({ reply, config });
  session.receive(say);
  await clock.advance(500);
  client.stalled = true;
  const before = client.events.length;
  await clock.advance(15_000);
  assert.deepEqual(client.closed, { code: 4008, reason: "slow_client" });
  assert.ok(client.bufferedBytes <= 524_288 + 6000, `${client.bufferedBytes} bytes were buffered`);
  session.detach(client);
  const again = connect(client.events[before - 1]!.seq);
  await clock.advance(60_000);
  const chunks = [...client.of("audio_chunk").filter(({ seq }) => seq <= before), ...again.of("audio_chunk")];
  assert.equal(chunks.reduce((bytes, { data }) => bytes + data.byteLength, 0), 300 * 9600);
  await session.end();
});

Deno.test("a turn waits from when its stalled reader is closed, however late the socket says so", async () => {
  const { clock, session, client, connect } = setStage({ reply, config });
  session.receive(say);
  await clock.advance(500);
  client.stalled = true;
  for (let i = 0; i < 1000 && client.closed === undefined; i++) await clock.advance(20);
  assert.equal(client.closed?.code, 4008);
  assert.deepEqual([session.attached, session.detachedForMs], [false, 0]);
  await clock.advance(5000);
  assert.equal(clock.pending, 0, "nothing runs for a turn that waits");
  session.detach(client);
  await clock.advance(5000);
  assert.equal(session.detachedForMs, 10_000);

  const again = connect(client.events.at(-1)!.seq);
  assert.ok(audioMs(again) <= 400, `${audioMs(again)} ms were sent to a client that was gone`);
  await clock.advance(60_000);
  const [complete] = again.of("turn_complete");
  assert.deepEqual([complete?.status, complete?.heard_ms, complete?.metrics.underruns], ["completed", 60_000, 0]);
  await session.end();
  assert.equal(clock.pending, 0);
});

Deno.test("a client that returns and still reads nothing is closed at the first piece, and the turn waits again", async () => {
  const { clock, session, client } = setStage({ reply, config });
  session.receive(say);
  await clock.advance(1000);
  session.detach(client);
  await clock.advance(2000);
  const { seq } = client.events.at(-1)!;
  const deaf = new FakeClient(clock);
  deaf.bufferedBytes = config.backpressure.close_bytes;
  deaf.stalled = true;
  session.attach(deaf, { protocol: "tth.v1.json", after: seq });
  assert.equal(deaf.closed?.code, 4008);
  await clock.advance(2000);
  session.cancelCurrentTurn();
  assert.equal(session.records[0]?.metrics.audio_ms, audioMs(client) + audioMs(deaf), "nothing was sent to no client");
  assert.equal(deaf.of("audio_chunk").length, 1);
  await session.end();
});

Deno.test("a turn that begins when its reader has just been closed waits for it from its start", async () => {
  const { clock, session, client, connect } = setStage({ reply, config });
  session.receive(say);
  await clock.advance(1000);
  client.bufferedBytes = config.backpressure.close_bytes + 1;
  session.receive(say);
  assert.equal(client.closed?.code, 4008);
  await clock.advance(5000);
  const again = connect(client.events.at(-1)!.seq);
  assert.ok(audioMs(again) <= 400, `${audioMs(again)} ms were sent to a client that was gone`);
  await session.end();
});

Deno.test("a burst waits for a slow reader instead of filling its socket", async () => {
  const { clock, session, client } = setStage({ reply, config: { ...config, pacing: { mode: "burst" } } });
  client.stalled = true;
  session.receive(say);
  await clock.advance(2000);
  assert.equal(client.closed, undefined);
  const textBytes = client.of("text_delta").length * 200;
  assert.ok(client.bufferedBytes - textBytes < 65_536 + 10_000, `${client.bufferedBytes} bytes`);
  client.stalled = false;
  client.bufferedBytes = 0;
  await clock.advance(2000);
  assert.equal(client.of("turn_complete")[0]?.metrics.audio_ms, 60_000);
  await session.end();
});
