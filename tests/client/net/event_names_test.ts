import assert from "node:assert/strict";
import { checkEventName } from "../../../src/client/net/event_names.ts";
import { createSession, joinSession } from "../../../src/client/net/join.ts";
import { FakeService } from "../../support/tth_service.ts";

Deno.test("a listener to an event that does not exist gets an error that lists those that do", () => {
  assert.throws(() => checkEventName("wrod", []), {
    code: "unknown_event",
    message: /^There is no event "wrod". Listen to one of: .*\bword, .*connection\.$/,
  });
});

Deno.test("a listener to an event that the session was not created with gets an error that says how to create it", async () => {
  await using service = new FakeService();
  await using session = await createSession({ url: service.url, extras: ["state"] });
  assert.throws(() => session.on("word", () => {}), {
    code: "event_not_requested",
    message: 'This session has no "word" events. Create it with "extras": ["state","word"].',
  });
  for (const type of ["state", "turn_complete", "connection"] as const) session.on(type, () => {});
});

Deno.test("every event may be listened to in a session whose grant does not say what it was created with", async () => {
  await using service = new FakeService();
  await using first = await createSession({ url: service.url });
  const { session_id, stream_url, token } = first.grant;
  await using session = await joinSession({ session_id, stream_url, token });
  session.on("word", () => {});
});
