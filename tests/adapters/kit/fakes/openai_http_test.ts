import assert from "node:assert/strict";
import { startFakeOpenAi } from "../../../../src/adapters/kit/fakes/openai/server.ts";
import { pcmMs, speechPcm, wavFile } from "../../../../src/adapters/kit/fakes/openai/speech_pcm.ts";

const CHAT = { model: "m", messages: [{ role: "user", content: "hi there" }], stream: true };
const SPEECH = { model: "m", input: "Hello.", voice: "marin", response_format: "pcm" };

function post(baseUrl: string, path: string, body: unknown, key = "k"): Promise<Response> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
  return fetch(`${baseUrl}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

Deno.test("the fake chat streams role, words, end, usage when asked, and [DONE]", async () => {
  await using fake = startFakeOpenAi();
  const response = await post(fake.baseUrl, "/chat/completions", { ...CHAT, stream_options: { include_usage: true } });
  const events = (await response.text()).trim().split("\n\n").map((line) => line.replace(/^data: /, ""));
  assert.equal(events.at(-1), "[DONE]");
  assert.match(events.at(-2) ?? "", /"choices":\[\],"usage"/);
  const text = events.slice(0, -2).map((event) => JSON.parse(event).choices[0].delta.content ?? "").join("");
  assert.equal(text, "You wrote: hi there");
});

Deno.test("the fake services refuse a wrong key, an unknown field and an unknown path", async () => {
  await using fake = startFakeOpenAi({ apiKey: "right" });
  const statuses: number[] = [];
  for (
    const [path, body, key] of [
      ["/chat/completions", CHAT, "wrong"],
      ["/chat/completions", { ...CHAT, mood: 1 }, "right"],
      ["/audio/speech", { ...SPEECH, input: "x".repeat(4097) }, "right"],
      ["/audio/speech", { ...SPEECH, speed: 5 }, "right"],
      ["/nowhere", {}, "right"],
    ] as const
  ) {
    const response = await post(fake.baseUrl, path, body, key);
    await response.body?.cancel();
    statuses.push(response.status);
  }
  assert.deepEqual(statuses, [401, 400, 400, 400, 404]);
});

Deno.test("the fake speech answers with the samples of its text, in chunks that may split a sample", async () => {
  await using fake = startFakeOpenAi({ speech: { manner: { chunkBytes: 333 } } });
  const response = await post(fake.baseUrl, "/audio/speech", SPEECH);
  const bytes = new Uint8Array(await response.arrayBuffer());
  assert.deepEqual(bytes, speechPcm(SPEECH.input));
  assert.equal(pcmMs(bytes.length), SPEECH.input.length * 40);
});

Deno.test("a stream that a fake drops fails on the client's side instead of ending", async () => {
  await using fake = startFakeOpenAi({ speech: { steps: [{ chunkBytes: 100, dropAfter: 2 }] } });
  const response = await post(fake.baseUrl, "/audio/speech", SPEECH);
  await assert.rejects(response.arrayBuffer());
});

Deno.test("a fake WAVE file carries its samples behind a chunk that readers must walk over", () => {
  const pcm = speechPcm("abc");
  const wav = wavFile(pcm, 24_000);
  assert.equal(new TextDecoder().decode(wav.subarray(0, 4)), "RIFF");
  assert.deepEqual(wav.subarray(wav.length - pcm.length), pcm);
  assert.equal(new DataView(wav.buffer).getUint32(4, true), wav.length - 8);
});
