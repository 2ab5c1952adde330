import assert from "node:assert/strict";
import type { SessionEvent } from "../../../src/client/net/events.ts";
import type { Unsequenced } from "../../../src/contract/protocol/messages.ts";
import { splitHeard, TurnLog } from "../../../src/web/model/turn_log.ts";
import { audioChunk, turnComplete, turnStarted } from "../../support/events.ts";

function eventOf(event: Unsequenced, turn: number): SessionEvent {
  return { ...event, seq: 1, turn, turn_id: `t${turn}` } as SessionEvent;
}

function logOf(): TurnLog {
  return new TurnLog(() => {});
}

Deno.test("TurnLog follows a turn from the text that was sent to what was heard", () => {
  const log = logOf();
  log.sent("Hi", "reply", 1000);
  assert.equal(log.records[0]?.state, "waiting");
  log.onEvent(eventOf(turnStarted(), 1), 1010);
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

Deno.test("TurnLog matches turns with texts in the order in which they were sent", () => {
  const log = logOf();
  log.sent("One", "reply", 0);
  log.sent("Two", "reply", 1);
  log.onEvent(eventOf(turnStarted(), 4), 2);
  log.onEvent(eventOf(turnStarted(), 5), 3);
  assert.deepEqual(log.records.map(({ userText, turn }) => [userText, turn]), [["One", 4], ["Two", 5]]);
});

Deno.test("TurnLog gives a refusal to the text that was refused, and a failure to the turn that failed", () => {
  const log = logOf();
  log.sent("x", "reply", 0);
  log.onEvent(eventOf({ type: "error", code: "too_long", message: "Too long.", retryable: false, fatal: false }, 0), 1);
  log.sent("y", "reply", 2);
  log.onEvent(eventOf(turnStarted(), 1), 3);
  log.onEvent(eventOf({ type: "error", code: "down", message: "No voice.", retryable: true, fatal: false }, 1), 4);
  log.onEvent(eventOf(turnComplete("failed"), 1), 5);
  assert.deepEqual(log.records.map(({ state, problem }) => [state, problem?.message]), [
    ["failed", "Too long."],
    ["failed", "No voice."],
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
  before.sent("Hi", "reply", 0);
  before.onEvent(eventOf(turnStarted(), 2), 1);
  before.onEvent(eventOf({ type: "text_delta", token: "Hello" }, 2), 2);
  const after = logOf();
  after.restore([], before.records[0] ?? null);
  after.onEvent(eventOf(turnComplete("completed"), 2), 3);
  assert.deepEqual(after.records.map(({ text, state }) => [text, state]), [["Hello", "completed"]]);
});

Deno.test("TurnLog goes on with a new session, whose turns are counted from 1 again", () => {
  const log = logOf();
  log.sent("One", "reply", 0);
  log.onEvent(eventOf(turnStarted(), 1), 1);
  log.startOver();
  log.sent("Two", "reply", 2);
  log.onEvent(eventOf(turnStarted(), 1), 3);
  log.onEvent(eventOf({ type: "text_delta", token: "Hi" }, 1), 4);
  assert.deepEqual(log.records.map(({ userText, state, text }) => [userText, state, text]), [
    ["One", "failed", ""],
    ["Two", "running", "Hi"],
  ]);
  assert.match(log.records[0]?.problem?.message ?? "", /was lost/);
});

Deno.test("splitHeard() parts a text where the heard words end, whatever the spaces between them", () => {
  assert.deepEqual(splitHeard("Hello\n\nyou there.", "Hello you"), { heard: "Hello\n\nyou", unheard: " there." });
  assert.deepEqual(splitHeard("Hello.", ""), { heard: "", unheard: "Hello." });
  assert.deepEqual(splitHeard("Hello.", "Something else"), { heard: "Something else", unheard: "" });
});
