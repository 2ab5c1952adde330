import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { fetchVoice } from "../../scripts/lib/voice/published_voices.ts";

const MODEL = new Uint8Array(300_000).map((_, i) => i * 7);
const SHA256 = createHash("sha256").update(MODEL).digest("hex");

/** A server of model files on this machine, and a folder to put them into. */
async function stage(answer: (path: string) => Response) {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    return answer(new URL(request.url).pathname);
  });
  const folder = await Deno.makeTempDir();
  return {
    url: (path: string) => new URL(path, `http://127.0.0.1:${server.addr.port}/`),
    target: new URL(`file://${folder}/voices/kore.onnx`),
    files: async () => (await Array.fromAsync(Deno.readDir(`${folder}/voices`))).map(({ name }) => name),
    async [Symbol.asyncDispose]() {
      await server.shutdown();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

Deno.test("a published voice is fetched and checked, with its progress", async () => {
  await using local = await stage(() => new Response(MODEL, { headers: { "content-length": String(MODEL.length) } }));
  const seen: number[] = [];
  const found = await fetchVoice({
    url: local.url("kore.onnx"),
    target: local.target,
    sha256: SHA256,
    onProgress: (done, total) => seen.push(done / (total ?? 1)),
  });
  assert.equal(found, SHA256);
  assert.deepEqual(await Deno.readFile(local.target), MODEL);
  assert.equal(seen.at(-1), 1);
});

Deno.test("a file that is not the published one is not kept", async () => {
  await using local = await stage(() => new Response(MODEL.slice(1)));
  const fetching = fetchVoice({ url: local.url("x"), target: local.target, sha256: SHA256, onProgress: () => {} });
  await assert.rejects(fetching, /is not the published file: its SHA-256 is [0-9a-f]{64}, not/);
  assert.deepEqual(await local.files(), []);
});

Deno.test("an answer that is no file, and a server that is not there, say what to do", async () => {
  await using local = await stage(() => new Response("gone", { status: 404, statusText: "Not Found" }));
  const options = { target: local.target, sha256: SHA256, onProgress: () => {} };
  await assert.rejects(fetchVoice({ ...options, url: local.url("x") }), /404 Not Found.*--from/);
  const closed = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const url = new URL(`http://127.0.0.1:${closed.addr.port}/x`);
  closed.close();
  await assert.rejects(fetchVoice({ ...options, url }), /cannot fetch http:\/\/127\.0\.0\.1.*check the network/);
  assert.deepEqual(await local.files(), []);
});

Deno.test("the command adds a voice from a mirror, and says what to put into the configuration", async () => {
  await using local = await stage((path) =>
    path === "/mirror/tested_voice.onnx" ? new Response(MODEL) : new Response(null, { status: 404 })
  );
  const run = async (...args: string[]) => {
    const command = new Deno.Command(Deno.execPath(), {
      args: ["run", "-P=scripts", "--quiet", "--no-check", "scripts/voice.ts", ...args],
    });
    const { code, stdout, stderr } = await command.output();
    return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
  };
  try {
    const added = await run("add", "tested_voice", "--from", local.url("mirror/").href, "--sha256", SHA256);
    assert.equal(added.code, 0, added.text);
    assert.match(added.text, /^voices:\n {2}tested_voice: \{ model: config\/voices\/tested_voice\.onnx/m);
  } finally {
    await Deno.remove("config/voices/tested_voice.onnx").catch(() => {});
  }
  assert.deepEqual([(await run("add", "fenrr")).code, (await run("add", "../x")).code], [2, 2]);
  assert.match((await run("add", "fenrr")).text, /did you mean "fenrir"\?/);
});
