import assert from "node:assert/strict";
import { RecordingFiles } from "../../src/recording/files.ts";

const session_id = "0d3a4a1e-7f7e-4c1f-9a58-0a2d0f0f7c11";
const session = { session_id, tenant: "acme", created_at: "2026-01-01T00:00:00Z" };

async function folder() {
  const dir = await Deno.makeTempDir({ prefix: "tth_files" });
  await Deno.writeTextFile(`${dir}/secret.json`, "{}");
  const files = new RecordingFiles(`${dir}/films`);
  return { dir, files, [Symbol.asyncDispose]: () => Deno.remove(dir, { recursive: true }) };
}

Deno.test("nothing outside the folder of recordings can be named", async () => {
  await using place = await folder();
  await place.files.begin(session);
  for (const id of ["..", "../films", `../films/${session_id}`, `${session_id}/..`, "", ".", `${session_id}\0`]) {
    await assert.rejects(place.files.begin({ ...session, session_id: id }), RangeError);
    assert.equal(await place.files.session(id), undefined);
    assert.deepEqual(await place.files.turns(id), []);
    await place.files.remove(id);
  }
  for (const name of ["../secret.json", "../../secret.json", "session.json", "turn-0001.webm/../../../secret.json"]) {
    assert.equal(await place.files.file(session_id, name), undefined);
  }
  assert.deepEqual(await place.files.session(session_id), session);
  assert.equal(await Deno.readTextFile(`${place.dir}/secret.json`), "{}");
});

Deno.test("only the user of the service may read what it records", async () => {
  await using place = await folder();
  await place.files.begin(session);
  const mode = (path: string) => (Deno.statSync(`${place.dir}/films/${session_id}${path}`).mode ?? 0) & 0o777;
  assert.deepEqual([mode(""), mode("/session.json")], [0o700, 0o600]);
});

Deno.test("the recording of a session is gone once it was removed", async () => {
  await using place = await folder();
  await place.files.begin(session);
  await place.files.remove(session_id);
  assert.equal(await place.files.session(session_id), undefined);
  await place.files.remove(session_id);
});

Deno.test("a file that lost power left empty hides its own turn or session, not the others", async () => {
  await using place = await folder();
  await place.files.begin(session);
  const path = `${place.dir}/films/${session_id}`;
  const transcript = {
    ...{ turn: 2, turn_id: "t2", mode: "reply", status: "completed", heard_ms: 0, heard_source: "measured" },
    ...{ user_text: "", generated_text: "", spoken_text: "", heard_text: "", session_id, persona_id: "default" },
    ...{ started_at: "2026-01-01T00:00:00Z", audio_start_ms: 0, words: [], film: null },
  };
  await Deno.writeTextFile(`${path}/turn-0001.json`, "");
  await Deno.writeTextFile(`${path}/turn-0002.json`, JSON.stringify(transcript));
  assert.deepEqual((await place.files.turns(session_id)).map(({ turn }) => turn), [2]);
  await Deno.writeTextFile(`${path}/session.json`, "");
  assert.equal(await place.files.session(session_id), undefined);
});

Deno.test("a session that cannot be recorded leaves no folder", async () => {
  await using place = await folder();
  // As on a full disk, the file cannot be written.
  const path = `${place.dir}/films/${session_id}`;
  await Deno.mkdir(`${path}/session.json`, { recursive: true });
  await assert.rejects(place.files.begin(session));
  await assert.rejects(Deno.stat(path), Deno.errors.NotFound);
});
