import assert from "node:assert/strict";
import fc from "fast-check";
import type { ServerEvent } from "../../../src/contract/protocol/messages.ts";
import { ScriptedRealtime } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { type FakeClient, setStage, type Stage } from "../../support/stage.ts";

const REPLY = "One two three four five six. Seven eight nine ten eleven twelve.";
const say = { type: "user_text", text: "Count.", mode: "reply" } as const;
const TURN_MS = 12 * 200;

/** A client that reconnects, as the protocol says it may: keeps what it got, asks for what comes after its last `seq`. */
class Resuming {
  readonly got: ServerEvent[] = [];
  lastSeq = 0;

  take(client: FakeClient, lost = 0): void {
    for (const event of client.events.slice(0, client.events.length - lost)) {
      if (event.type === "session_ready") {
        assert.ok(this.lastSeq === 0 || event.seq === this.lastSeq, "it goes on where the client stood");
        this.lastSeq = event.seq;
        continue;
      }
      assert.ok(event.seq > this.lastSeq, "nothing comes twice, or out of order");
      this.lastSeq = event.seq;
      this.got.push(event);
    }
  }

  get text(): string {
    return this.got.flatMap((event) => (event.type === "text_delta" ? [event.token] : [])).join("");
  }

  get audio(): string {
    return this.got.flatMap((event) => (event.type === "audio_chunk" ? [event.data.toHex()] : [])).join("");
  }
}

async function undisturbed(): Promise<Resuming> {
  const { clock, session, client } = setStage({ reply: REPLY });
  session.receive(say);
  await clock.advance(TURN_MS + 1000);
  const whole = new Resuming();
  whole.take(client);
  await session.end();
  return whole;
}

Deno.test("over 200 random disconnects the client's text and audio are those of an undisturbed run", async () => {
  const whole = await undisturbed();
  const cut = fc.record({
    afterMs: fc.integer({ min: 1, max: 900 }),
    awayMs: fc.integer({ min: 0, max: 2000 }),
    lost: fc.nat({ max: 12 }),
  });
  let disconnects = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 4 }), async (cuts) => {
      const { clock, session, client, connect } = setStage({ reply: REPLY });
      const person = new Resuming();
      let current = client;
      session.receive(say);
      for (const { afterMs, awayMs, lost } of cuts) {
        await clock.advance(afterMs);
        session.detach(current);
        // What was on its way when the connection broke never arrived.
        person.take(current, Math.min(lost, current.events.length - 1));
        await clock.advance(awayMs);
        current = connect(person.lastSeq);
        disconnects++;
      }
      await clock.advance(TURN_MS + 1000);
      person.take(current);
      assert.equal(person.text, whole.text);
      assert.equal(person.audio, whole.audio);
      assert.equal(person.got.filter(({ type }) => type === "turn_complete").length, 1);
      await session.end();
    }),
    { numRuns: 100, seed: 5 },
  );
  assert.ok(disconnects >= 200, `${disconnects} disconnects`);
});

Deno.test("dropped_frames counts exactly the frames that a resumed client did not get", async () => {
  const { clock, session, client, connect } = setStage({ reply: REPLY });
  session.receive(say);
  await clock.advance(800);
  session.detach(client);
  const sentBefore = client.of("video_frame").length;
  await clock.advance(600);
  const again = connect(client.events.at(-1)!.seq);
  await clock.advance(TURN_MS);
  const dropped = again.of("video_frame")[0]!.dropped_frames ?? 0;
  const sentAfter = again.of("video_frame").length;
  const [complete] = again.of("turn_complete");
  assert.equal(sentBefore + dropped + sentAfter + complete!.metrics.frames_skipped, 60);
  assert.equal(complete!.metrics.frames_dropped, dropped);
  await session.end();
});

Deno.test("a second connection takes the session over and the first one is closed with 4009", async () => {
  const { clock, session, client, connect }: Stage = setStage({ reply: REPLY });
  session.receive(say);
  await clock.advance(300);
  const second = connect(client.events.at(-1)!.seq);
  assert.deepEqual(client.closed, { code: 4009, reason: "replaced" });
  const count = client.events.length;
  session.detach(client);
  await clock.advance(TURN_MS);
  assert.equal(client.events.length, count, "the first one gets nothing more");
  assert.equal(second.of("turn_complete").length, 1);
  assert.equal(session.attached, true, "its late close does not take the second one's place");
  await session.end();
});

Deno.test("what is no longer held is said to be lost rather than left out silently", async () => {
  const { clock, session, client, connect } = setStage({ reply: REPLY, config: { session: { replay_bytes: 65_536 } } });
  session.receive(say);
  await clock.advance(TURN_MS);
  session.detach(client);
  const again = connect(1);
  assert.equal(again.of("error")[0]?.code, "replay_gap");
  assert.equal(again.of("turn_complete").length, 1);
  await session.end();
});

Deno.test("a client that starts anew gets what comes from now on, not what was", async () => {
  const { clock, session, client, connect } = setStage({ reply: REPLY });
  session.receive(say);
  await clock.advance(500);
  session.detach(client);
  const fresh = connect();
  assert.equal(fresh.of("session_ready")[0]?.resumed, null);
  assert.equal(fresh.of("text_delta").length, 0);
  await clock.advance(TURN_MS);
  assert.equal(fresh.of("turn_complete").length, 1);
  await session.end();
});

Deno.test("a session that was taken over connects to its provider before its next turn", async () => {
  const clock = new VirtualClock();
  const connectionsOf = async (term: number) => {
    const realtime = new ScriptedRealtime(() => []);
    const { session } = setStage({ cast: { realtime: [realtime] }, record: { turns: 3, term } }, clock);
    await clock.advance(10);
    await session.end();
    return realtime.orders.filter((order) => typeof order === "object" && "connect" in order).length;
  };
  assert.equal(await connectionsOf(1), 1);
  assert.equal(await connectionsOf(0), 0, "a client that reconnects to the same owner may say nothing");
});
