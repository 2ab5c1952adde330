import assert from "node:assert/strict";
import { VirtualClock } from "../../src/adapters/kit/fakes/virtual_clock.ts";
import { TranscriptTurn } from "../../src/contract/protocol/http.ts";
import { TurnComplete } from "../../src/contract/protocol/messages.ts";
import { transcriptTurn } from "../../src/pipeline/session/transcript.ts";
import { completeEvent } from "../../src/pipeline/turn/turn_result.ts";
import { MemoryStore } from "../../src/store/memory.ts";
import { SEQ_BLOCK } from "../../src/store/record.ts";
import { SessionStore } from "../../src/store/session_store.ts";

const OPEN_UNTIL = 60_000;

/**
 * A session and a turn as every version with the root `tth_session_1` may have stored them. Change it only when the root
 * changes.
 */
const STORED: Readonly<Record<string, unknown>> = {
  "tth_session_1_record/s": { updates: {}, turns: 1, running: false, seqLimit: 100_000, owner: "one", term: 1 },
  "tth_session_1/s/seed/0000000000":
    '{"sessionId":"s","tenant":"","personaId":"default","control":{},"pronunciations":{},"video":{"mode":"none"},' +
    `"extras":[],"createdAt":0,"openUntil":${OPEN_UNTIL}}`,
  "tth_session_1/s/turn/0000000001/0000000000":
    '{"turn":1,"turnId":"t1","mode":"reply","userText":"Hi?","status":"completed","finish":"stop",' +
    '"generatedText":"Hello.","sentText":"Hello.","heardText":"Hello.","heardMs":600,"heardSource":"measured",' +
    '"audioStartMs":250,"words":[{"text":"Hello.","startMs":0,"endMs":600,"charStart":0,"charEnd":6}],' +
    '"metrics":{"first_text_ms":100,"first_audio_ms":200,"first_frame_ms":null,"total_ms":900,"interrupt_ms":null,' +
    '"audio_ms":600,"frames":0,"frames_skipped":0,"frames_dropped":0,"underruns":0,"underrun_ms":0,' +
    '"drift_mean_ms":null,"drift_max_ms":null,"drift_within_budget":true,"seen_drift_mean_ms":null,' +
    '"seen_drift_max_ms":null,"video_lead_ms":0},"seq":12}',
};

const REMEDY =
  "an older version wrote this: give a new field a default where the stored one lacks it (`completeEvent`, " +
  "`transcriptTurn`, `SessionSeed`), or name a new root in src/store/content.ts, which gives up the stored sessions";

Deno.test("a session that an older version stored is opened, and its turns satisfy the protocol of today", async () => {
  const clock = new VirtualClock();
  const memory = new MemoryStore(clock, { shared: true });
  const writes = Object.entries(STORED).map(([path, value]) => ({ key: path.split("/"), value, expireInMs: 60_000 }));
  await memory.commit({ checks: [], writes });
  const store = new SessionStore(memory, { instance: "two", clock, keepMs: 60_000, keepContentMs: 60_000 });
  const claim = await store.open("s").catch((error) => assert.fail(`${error}: ${REMEDY}`));
  assert.deepEqual([claim?.seed.openUntil, claim?.record.term], [OPEN_UNTIL, 2], REMEDY);
  assert.equal(claim?.record.seqLimit, 2 * SEQ_BLOCK, REMEDY);
  assert.equal(claim.turns.length, 1, REMEDY);
  for (const turn of claim.turns) {
    const told = { seq: 1, turn: turn.turn, turn_id: turn.turnId, ...completeEvent(turn) };
    for (const { error } of [TurnComplete.safeParse(told), TranscriptTurn.safeParse(transcriptTurn(turn))]) {
      assert.ok(error === undefined, `${error}: ${REMEDY}`);
    }
  }
});

Deno.test("a session whose values are not what the service stores is refused by name, and nothing is written", async () => {
  const record = STORED["tth_session_1_record/s"] as Record<string, unknown>;
  const bad: [path: string, value: unknown][] = [
    ...["text", null, 7, [], {}, { ...record, turns: "1" }, { ...record, seqLimit: -1 }, { ...record, updates: [] }]
      .map(
        (value): [string, unknown] => ["tth_session_1_record/s", value],
      ),
    ...["{", "{}", "null"].flatMap((value): [string, unknown][] => [
      ["tth_session_1/s/seed/0000000000", value],
      ["tth_session_1/s/turn/0000000001/0000000000", value],
    ]),
  ];
  for (const [path, value] of bad) {
    const clock = new VirtualClock();
    const memory = new MemoryStore(clock, { shared: true });
    const writes = Object.entries({ ...STORED, [path]: value })
      .map(([path, value]) => ({ key: path.split("/"), value, expireInMs: 60_000 }));
    const version = await memory.commit({ checks: [], writes });
    const store = new SessionStore(memory, { instance: "two", clock, keepMs: 60_000, keepContentMs: 60_000 });
    await assert.rejects(store.open("s"), { code: "unreadable_session", status: 404 }, `${path}: ${value}`);
    assert.equal((await memory.get(["tth_session_1_record", "s"]))?.version, version);
  }
});
