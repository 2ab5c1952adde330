import assert from "node:assert/strict";
import type { SessionEvent } from "../../../src/client/net/events.ts";
import type { Unsequenced } from "../../../src/contract/protocol/messages.ts";
import { TurnLog } from "../../../src/web/model/turn_log.ts";
import { audioChunk, turnComplete, turnStarted } from "../../support/events.ts";

function eventOf(event: Unsequenced, turn: number): SessionEvent {
  return { ...event, seq: 1, turn, turn_id: `t${turn}` } as SessionEvent;
}

/** A text whose id is the text itself. */
function text(userText: string, nowMs: number) {
  return { id: userText, userText, mode: "reply", nowMs } as const;
}

function logOf(): TurnLog {
  return new TurnLog(() => {});
}

Deno.test("TurnLog follows a turn from the text that was sent to what was heard", () => {
  const log = logOf();
  log.sent(text("Hi", 1000));
  assert.equal(log.records[0]?.state, "waiting");
  log.onEvent(eventOf(turnStarted("Hi"), 1), 1010);
  log.onEvent(eventOf({ type: "text_delta", token: "Hello " }, 1), 1020);
  log.onEvent(eventOf({ type: "text_delta", token: "you." }, 1), 1025);
  log.onEvent(eventOf(audioChunk(0), 1), 1050);
  log.onEvent(eventOf(audioChunk(40), 1), 1055);
  log.sounded(1, 1080);
  log.pictured(1, 1090);
  log.pictured(1, 1130);
  log.onEvent(eventOf({ ...turnComplete("interrupted"), heard_text: "Hello", heard_ms: 400 }, 1), 2000);
  const [record] = log.records;
  assert.deepEqual(record?.steps, { started: 10, text: 20, audio: 50, sound: 80, picture: 90 });
  assert.deepEqual([record?.userText, record?.text, record?.heardText], ["Hi", "Hello you.", "Hello"]);
  assert.equal(record?.state, "interrupted");
});

Deno.test("TurnLog gives each turn to the text that began it, and a turn of another page to none", () => {
  const log = logOf();
  log.sent(text("One", 0));
  log.sent(text("Two", 1));
  log.onEvent(eventOf(turnStarted("another"), 3), 2);
  log.onEvent(eventOf(turnStarted("Two"), 5), 3);
  log.onEvent(eventOf(turnStarted("One"), 4), 3);
  const turns = log.records.map(({ userText, turn }) => [userText, turn]);
  assert.deepEqual(turns, [["One", 4], ["Two", 5], ["", 3]]);
});

Deno.test("TurnLog gives a refusal to the text that was refused, and a failure to the turn that failed", () => {
  const log = logOf();
  const problem = { type: "error", retryable: false, fatal: false } as const;
  log.sent(text("x", 0));
  log.sent(text("y", 2));
  log.onEvent(eventOf({ ...problem, id: "y", code: "too_long", message: "Too long." }, 0), 1);
  log.onEvent(eventOf(turnStarted("x"), 1), 3);
  log.onEvent(eventOf({ ...problem, id: "x", code: "down", message: "No voice." }, 1), 4);
  log.onEvent(eventOf(turnComplete("failed", "x"), 1), 5);
  log.sent(text("z", 6));
  log.lost("z", "The connection broke.");
  log.lost("x", "The connection broke.");
  assert.deepEqual(log.records.map(({ userText, state, problem }) => [userText, state, problem?.message]), [
    ["x", "failed", "No voice."],
    ["y", "failed", "Too long."],
    ["z", "failed", "The connection broke."],
  ]);
});

Deno.test("TurnLog shows a turn that another page began", () => {
  const log = logOf();
  log.onEvent(eventOf(turnStarted(), 7), 0);
  log.onEvent(eventOf({ type: "text_delta", token: "Hi" }, 7), 1);
  assert.deepEqual(log.records.map(({ turn, text, steps }) => [turn, text, steps.text]), [[7, "Hi", null]]);
});

Deno.test("TurnLog takes over the turn that was running when the page was loaded again", () => {
  const before = logOf();
  before.sent(text("Hi", 0));
  before.onEvent(eventOf(turnStarted("Hi"), 2), 1);
  before.onEvent(eventOf({ type: "text_delta", token: "Hello" }, 2), 2);
  const after = logOf();
  after.restore([], before.records[0] ?? null);
  after.onEvent(eventOf(turnComplete("completed"), 2), 3);
  assert.deepEqual(after.records.map(({ text, state }) => [text, state]), [["Hello", "completed"]]);
});

Deno.test("TurnLog goes on with a new session, whose turns are counted from 1 again", () => {
  const log = logOf();
  log.sent(text("One", 0));
  log.onEvent(eventOf(turnStarted("One"), 1), 1);
  log.startOver();
  log.sent(text("Two", 2));
  log.onEvent(eventOf(turnStarted("Two"), 1), 3);
  log.onEvent(eventOf({ type: "text_delta", token: "Hi" }, 1), 4);
  assert.deepEqual(log.records.map(({ userText, state, text }) => [userText, state, text]), [
    ["One", "failed", ""],
    ["Two", "running", "Hi"],
  ]);
  assert.match(log.records[0]?.problem?.message ?? "", /was lost/);
});
