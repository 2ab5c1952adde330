import assert from "node:assert/strict";
import { type Clock, systemClock } from "../../../src/contract/clock.ts";
import { Admission } from "../../../src/pipeline/load/admission.ts";
import { call } from "../api_server.ts";
import { serveOffline, SocketClient } from "../../support/socket_client.ts";
import { until } from "../../support/waiting.ts";

const KEYS = { acme: "acme-0123456789abcdef", other: "other-0123456789abcdef" };
const as = (tenant: keyof typeof KEYS) => ({ authorization: `Bearer ${KEYS[tenant]}` });

const TENANTS = {
  TTH_TENANTS__ACME__KEYS: `["${KEYS.acme}"]`,
  TTH_TENANTS__OTHER__KEYS: `["${KEYS.other}"]`,
};

/** A service that records into a separate folder; by default it has two tenants. */
async function serveRecording(env: Record<string, string> = TENANTS, clock?: Clock) {
  const dir = await Deno.makeTempDir({ prefix: "tth_recording" });
  const service = await serveOffline({ TTH_RECORDING__DIR: `${dir}/films`, ...env }, clock);
  return {
    service,
    films: `${dir}/films`,
    async [Symbol.asyncDispose]() {
      await service.stop();
      await Deno.remove(dir, { recursive: true });
    },
  };
}

Deno.test("a recorded turn can be listed, read in part and deleted with its tenant's key, after its session", async () => {
  await using place = await serveRecording();
  const { url } = place.service;
  const post = { method: "POST", headers: { ...as("acme"), "content-type": "application/json" } };
  const body = JSON.stringify({ record: true, video: { mode: "frames", width: 32, height: 32 } });
  const { body: created } = await call(`${url}/v1/sessions`, { ...post, body });
  assert.equal(created.recorded, true);
  const recording = `${url}/v1/sessions/${created.session_id}/recording`;
  const listed = async () => (await call(recording, { headers: as("acme") })).body;
  assert.deepEqual((await listed()).turns, []);
  const client = await SocketClient.open(created.stream_url, ["tth.v1.json", `tth.token.${created.token}`]);
  client.send({ type: "user_text", text: "Good day.", mode: "verbatim" });
  await client.message("turn_complete");
  await client[Symbol.asyncDispose]();
  await call(`${url}/v1/sessions/${created.session_id}`, { method: "DELETE", headers: as("acme") });
  await until(async () => (await listed()).turns[0]?.film?.frames > 0, "the film");
  const { turns, bytes } = await listed();
  assert.equal(turns[0].status, "completed");
  const { film, transcript, captions } = turns[0].files;
  assert.equal(bytes, film.bytes + transcript.bytes + captions.bytes);
  const part = await fetch(`${url}${film.url}`, { headers: { ...as("acme"), range: "bytes=0-3" } });
  assert.deepEqual([part.status, [...await part.bytes()]], [206, [0x1a, 0x45, 0xdf, 0xa3]]);
  assert.equal(part.headers.get("content-type"), "video/webm");
  const head = await fetch(`${url}${film.url}`, { method: "HEAD", headers: as("acme") });
  assert.deepEqual([head.status, head.headers.get("content-length")], [200, String(film.bytes)]);
  const { body: said } = await call(`${url}${transcript.url}`, { headers: as("acme") });
  assert.deepEqual([said.heard_text, said.film], ["Good day.", turns[0].film]);
  assert.match((await call(`${url}${captions.url}`, { headers: as("acme") })).text, /^WEBVTT\n\n.*\nGood day\.\n$/);
  for (const path of [recording, `${url}${film.url}`]) {
    assert.equal((await call(path, { headers: as("other") })).status, 404);
    assert.equal((await call(path)).status, 401);
  }
  const away = { method: "DELETE", headers: as("other") };
  assert.equal((await call(recording, away)).status, 404);
  assert.equal((await call(recording, { ...away, headers: as("acme") })).status, 204);
  assert.equal((await call(recording, { headers: as("acme") })).status, 404);
});

Deno.test("nothing outside a recording can be read by its address", async () => {
  await using place = await serveRecording();
  const { url } = place.service;
  for (const path of ["..%2f..%2fsession.json", "session.json", "turn-0001.webm%00", "turn-0001.txt"]) {
    const { status, body } = await call(`${url}/v1/sessions/x/recording/${path}`, { headers: as("acme") });
    assert.deepEqual([status, body.code], [404, "unknown_recording"], path);
  }
});

Deno.test("recorded sessions that are created at the same time are admitted one after the other", async () => {
  const env = { TTH_ADMISSION__ENABLED: "true", TTH_ADMISSION__SHARE: "0.05" };
  await using place = await serveRecording(env, systemClock);
  const { service } = place;
  await service.warm;
  // The sound alone of a recording takes about as much of one processor as all sessions may.
  const most = navigator.hardwareConcurrency + 1;
  const body = '{"record":true,"video":{"mode":"none"}}';
  const posts = Array.from({ length: 2 * most }, () => {
    return service.fetch(new Request(`${service.url}/v1/sessions`, { method: "POST", body }));
  });
  const answers = await Promise.all(posts);
  const admitted = answers.filter(({ status }) => status === 201).length;
  assert.ok(admitted >= 1 && admitted <= most, `${admitted} of ${2 * most} were admitted`);
  await Promise.all(answers.map((answer) => answer.body?.cancel()));
});

Deno.test("the cost of a recording counts for sessions that are recorded, and for no others", async () => {
  await using place = await serveRecording();
  const { count } = Admission.prototype;
  const recorded: boolean[] = [];
  Admission.prototype.count = function (id, needs) {
    recorded.push(needs.isRecorded);
    count.call(this, id, needs);
  };
  try {
    for (const body of [{ record: true }, { record: false }, {}]) {
      const post = { method: "POST", headers: as("acme"), body: JSON.stringify(body) };
      assert.equal((await call(`${place.service.url}/v1/sessions`, post)).status, 201);
    }
  } finally {
    Admission.prototype.count = count;
  }
  assert.deepEqual(recorded, [true, false, false]);
});

Deno.test("a session whose recording cannot be written does not exist", async () => {
  await using place = await serveRecording({ TTH_LOG_LEVEL: "fatal" });
  const { service, films } = place;
  await Deno.remove(films);
  await Deno.writeTextFile(films, "in the way of the folder");
  const post = { method: "POST", body: '{"record":true}' };
  const { status, body } = await call(`${service.url}/v1/sessions`, post);
  assert.deepEqual([status, body.code], [503, "recording_unavailable"]);
  assert.equal(service.sessions.size, 0);
});

Deno.test("a session cannot be recorded where no folder is set, and the service says so", async () => {
  await using service = await serveOffline();
  const { status, body } = await call(`${service.url}/v1/sessions`, { method: "POST", body: '{"record":true}' });
  assert.deepEqual([status, body.code], [400, "recording_unavailable"]);
  assert.match(body.detail, /^record: this service records nothing; set recording\.dir/);
});

Deno.test("the service does not start with a folder of recordings that cannot be written", async () => {
  const file = await Deno.makeTempFile();
  await assert.rejects(serveOffline({ TTH_RECORDING__DIR: `${file}/films` }), {
    code: "recording_unavailable",
    message: /^recording\.dir: .* cannot be written: .*; give another folder/,
  });
  await Deno.remove(file);
});
