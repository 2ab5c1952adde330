/**
 * Phase 3: a conversation, offline: controls, continuity, barge-in.
 *
 * @module
 */
import assert from "node:assert/strict";
import { startLocally, UNLIMITED } from "./lib/local_service.ts";
import { type Phase, runPhase } from "./lib/phase.ts";
import { checkTurn, viewOf } from "./lib/turn_checks.ts";
import { WireClient } from "./lib/wire/client.ts";

/** Number of audio chunks before the interrupt: almost two seconds. */
const CHUNKS_BEFORE_INTERRUPT = 24;

/** Longest time from an interrupt to its `turn_complete`, ms: a few on a free machine, and the rest of the story without. */
const INTERRUPT_MS = 2000;

async function converse(phase: Phase): Promise<void> {
  await using service = await startLocally("offline_mock", UNLIMITED);
  const { config } = service.loaded;
  const { client, ready } = await WireClient.open(service.url);
  await using session = client;
  const turn = async (name: string, text: string) => {
    const view = viewOf(await session.turn(text));
    await checkTurn(phase, name, view, ready.fps, config);
    return view;
  };

  const first = await turn("turn 1", "I love old steam trains.");
  session.send({ type: "control_update", control: { emotion: { label: "sad", intensity: 0.9 } } });
  session.send({ type: "control_update", control: { character: { speech_rate: 1.5 } } });
  const second = await turn("turn 2", "I love old steam trains.");
  await phase.check("turn 2: control_update changed its control, field by field", () => {
    assert.equal(first.started.control.emotion.label, "neutral");
    assert.deepEqual(
      [second.started.control.emotion.label, second.started.control.emotion.intensity],
      ["sad", 0.9],
    );
    assert.equal(second.started.control.character.speech_rate, 1.5);
    assert.equal(second.started.control.character.motion_gain, first.started.control.character.motion_gain);
  });
  await phase.check("turn 2: the change shows in its words and in its pace", () => {
    assert.notEqual(second.text, first.text);
    const msPerChar = ({ complete, text }: typeof first) => complete.metrics.audio_ms / text.length;
    assert.ok(
      msPerChar(second) < msPerChar(first) * 0.85,
      `${msPerChar(second)} against ${msPerChar(first)} ms a character`,
    );
    return JSON.stringify(second.text.slice(0, 40));
  });

  session.send({ type: "control_update", control: { emotion: { label: "neutral" } } });
  const third = await turn("turn 3", "What about the mountains?");
  await phase.check("turn 3: it refers to what was said in turn 1", () => {
    assert.match(third.text, /steam trains/);
    return JSON.stringify(third.text.slice(0, 60));
  });

  await bargeIn(phase, session);
  await turn("turn 5", "Thank you, that was enough.");
  await phase.check("turns are numbered, and the transcript keeps only the heard part of turn 4", async () => {
    const { turns } = await (await session.get("/transcript")).json();
    const rows: { turn: number; status: string; generated_text: string; heard_text: string }[] = turns;
    assert.deepEqual(rows.map(({ turn }) => turn), [1, 2, 3, 4, 5]);
    assert.deepEqual(rows.map(({ status }) => status), [
      "completed",
      "completed",
      "completed",
      "interrupted",
      "completed",
    ]);
    const [, , , cut] = rows;
    assert.ok(cut !== undefined && cut.heard_text.length < cut.generated_text.length);
    assert.ok(cut.generated_text.startsWith(cut.heard_text.trimEnd()));
  });
}

/** Interrupts a turn; none of its messages may follow its `turn_complete`. */
async function bargeIn(phase: Phase, session: WireClient): Promise<void> {
  let chunks = 0;
  let interruptedAt = 0;
  const log = await session.turn("Tell me a long story about a lighthouse.", {
    onMessage: ({ message, atMs }) => {
      if (message.type !== "audio_chunk" || ++chunks !== CHUNKS_BEFORE_INTERRUPT) return;
      interruptedAt = atMs;
      session.send({ type: "interrupt" });
    },
  });
  const { complete, text, all } = viewOf(log);
  await phase.check("turn 4: an interrupt ends it immediately, and nothing of it comes later", () => {
    assert.equal(complete.status, "interrupted");
    // A picture of the person at rest may follow.
    const last = all.findLast(({ message }) => message.turn_id !== null);
    assert.equal(last?.message.type, "turn_complete");
    const took = (last?.atMs ?? Infinity) - interruptedAt;
    assert.ok(took < INTERRUPT_MS, `turn_complete came ${took} ms after the interrupt`);
    return `${took.toFixed(0)} ms`;
  });
  await phase.check("turn 4: what was heard is a beginning of what was said", () => {
    // Where the machine is so busy that the audio is late, all that was sent has been heard.
    assert.ok(complete.heard_ms > 0 && complete.heard_ms <= complete.metrics.audio_ms);
    assert.notEqual(complete.heard_text.trim(), "");
    assert.ok(text.startsWith(complete.heard_text.trimEnd()), `${complete.heard_text} in ${text}`);
    return `${Math.round(complete.heard_ms)} ms heard, ${Math.round(complete.metrics.audio_ms)} ms sent`;
  });
}

if (import.meta.main) await runPhase("Phase 3: offline conversation", converse);
