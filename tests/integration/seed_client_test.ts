import assert from "node:assert/strict";
import { serveOffline } from "../support/socket_client.ts";
import { soon } from "../support/waiting.ts";

/** The flow of a client of the first version: it knows the core fields and nothing else. */
Deno.test("a client of the first version works unchanged: health, session, socket, one turn to its end", async () => {
  await using service = await serveOffline();
  const health = await (await fetch(`${service.url}/v1/health`)).json();
  for (const kind of ["llm", "tts", "avatar"]) assert.equal(typeof health[kind].healthy, "boolean");

  const created = await fetch(`${service.url}/v1/sessions`, { method: "POST", body: "{}" });
  assert.equal(created.status, 201);
  const { session_id } = await created.json();

  const socket = new WebSocket(`${service.url.replace("http", "ws")}/v1/sessions/${session_id}/stream`);
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  let text = "";
  let audioBytes = 0;
  const drifts: number[] = [];
  const timestamps = { audio: [] as number[], video: [] as number[] };
  socket.onopen = () =>
    socket.send(
      JSON.stringify({ type: "user_text", text: "Tell me a joke.", control: { emotion: { label: "happy" } } }),
    );
  socket.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    if (event.type === "text_delta") text += event.token;
    if (event.type === "audio_chunk") {
      assert.equal(event.encoding, "pcm");
      assert.equal(event.sample_rate, 24_000);
      audioBytes += atob(event.data).length;
      timestamps.audio.push(event.timestamp_ms);
    }
    if (event.type === "video_frame") {
      assert.equal(event.content_type, "raw_rgb");
      assert.equal(atob(event.data).length, event.width * event.height * 3);
      drifts.push(event.drift_ms);
      timestamps.video.push(event.frame_index);
    }
    if (event.type === "turn_complete" || event.type === "error") resolve();
  };
  await soon(ended, () => `turn_complete or error; so far: ${text}`);
  socket.close();
  await soon(new Promise((done) => socket.onclose = done), "the close of the stream");
  assert.ok(text.trim().split(/\s+/).length > 3, text);
  assert.ok(audioBytes > 24_000);
  assert.ok(drifts.length > 10 && Math.max(...drifts.map(Math.abs)) < 100);
  assert.ok(timestamps.audio.every((at, i) => i === 0 || at > timestamps.audio[i - 1]!));
  assert.ok(timestamps.video.every((at, i) => i === 0 || at > timestamps.video[i - 1]!));
});
