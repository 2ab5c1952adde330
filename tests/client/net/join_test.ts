import assert from "node:assert/strict";
import { createSession, joinSession } from "../../../src/client/net/join.ts";
import { audioChunk } from "../../support/events.ts";
import { FakeService } from "../../support/tth_service.ts";
import { soon } from "../../support/waiting.ts";
import { speaking } from "./support.ts";

Deno.test("joinSession() takes up where another page left off", async () => {
  await using service = new FakeService(speaking);
  const first = await createSession({ url: service.url });
  first.ask("Hello");
  await soon(first.next("audio_chunk"), "audio");
  const { grant, seq } = first;
  await first.close();
  service.session.send(audioChunk(40));
  await using second = await joinSession(grant, { url: service.url, after: seq });
  const { timestamp_ms } = await soon(second.next("audio_chunk"), "the audio that was missed");
  assert.equal(timestamp_ms, 40);
  assert.equal(second.running, true);
});

Deno.test("joinSession() needs no address where the session's stream has one, and says so where it has not", async () => {
  await using service = new FakeService();
  const { grant } = await createSession({ url: service.url }).then(async (session) => {
    await session.close();
    return session;
  });
  await using session = await joinSession(grant);
  assert.equal(session.ready?.session_id, grant.session_id);
  const path = new URL(grant.stream_url).pathname;
  await assert.rejects(joinSession({ ...grant, stream_url: path }), { code: "no_url" });
});

Deno.test("joinSession() fails with the reason when the service does not take the token", async () => {
  await using service = new FakeService();
  const { grant } = await createSession({ url: service.url }).then(async (session) => {
    await session.close();
    return session;
  });
  const joining = joinSession({ ...grant, token: "wrong" }, { url: service.url });
  await assert.rejects(soon(joining, "the refusal"), /token is no longer valid/);
});

Deno.test("createSession() passes on what the service says of a refusal", async () => {
  await using service = new FakeService();
  service.refusal = { status: 422, body: { code: "unknown_persona", detail: "No persona 'bob'. Known: default." } };
  await assert.rejects(createSession({ url: service.url }), {
    code: "unknown_persona",
    status: 422,
    message: "No persona 'bob'. Known: default.",
  });
});

Deno.test("createSession() says what to do when nobody answers", async () => {
  const service = new FakeService();
  await service[Symbol.asyncDispose]();
  await assert.rejects(createSession({ url: service.url }), {
    code: "unreachable",
    message: /Check that it is running/,
  });
});
