import assert from "node:assert/strict";
import { EXAMPLES, folderOf } from "../../scripts/lib/examples/list.ts";
import { openStage, type StageOptions } from "../../scripts/lib/examples/stage.ts";
import { filesBelow } from "../../src/core/config/files.ts";
import { SocketClient, type WireMessage } from "../support/socket_client.ts";
import { soon, until } from "../support/waiting.ts";

/** Opens the stage of an example for a test, with a service that does not wait. */
function stageOf(name: string, options: Partial<StageOptions> = {}) {
  const env = { TTH_PACING__MODE: "burst", TTH_LOG_LEVEL: "error", TTH_ADMISSION__ENABLED: "false" };
  return openStage(folderOf(name), { profile: "offline_mock", env, ...options });
}

/** Starts an example that serves something, and returns its address. */
async function start(name: string, stage: ReturnType<typeof stageOf>): Promise<string> {
  const url = await soon(Promise.resolve(EXAMPLES[name]?.start(stage)), `the start of ${name}`);
  assert.ok(typeof url === "string", `${name} serves nothing`);
  return url;
}

/** What the page of an example says, and the service that it uses. */
async function pageAt(url: string): Promise<{ page: string; service: string }> {
  const page = await (await fetch(url)).text();
  return { page, service: /"(http:\/\/127\.0\.0\.1:\d+)\/client\.js"/.exec(page)?.[1] ?? "" };
}

/** Creates a session as a page does, and says a text. Returns its messages up to the turn's end. */
async function say(service: string, text: string, request: Record<string, unknown> = {}): Promise<WireMessage[]> {
  await using client = await SocketClient.create(service, request);
  client.send({ type: "user_text", text, mode: "verbatim" });
  assert.equal((await client.message("turn_complete")).status, "completed");
  return [...client.messages];
}

Deno.test("every folder of scripts/examples is an example, and its page describes each in a line", async () => {
  const page = await filesBelow().read("scripts/examples/README.md") ?? "";
  const folders = (await Array.fromAsync(Deno.readDir("scripts/examples")))
    .filter(({ isDirectory }) => isDirectory).map(({ name }) => name);
  assert.deepEqual(folders.toSorted(), Object.keys(EXAMPLES).toSorted());
  for (const [name, { summary }] of Object.entries(EXAMPLES)) {
    assert.ok(page.includes(`| [\`${name}\`](${name}) `), name);
    assert.ok(summary.length <= 80, summary);
  }
});

Deno.test("the page with a backend joins a session by a token, and never sees the key", async () => {
  await using stage = stageOf("token_page");
  const url = await start("token_page", stage);
  const { page, service } = await pageAt(url);
  const answer = await fetch(`${url}/grant`, { method: "POST" });
  const grant = await answer.json();
  assert.equal(answer.status, 201);
  assert.ok(grant.stream_url.startsWith(service.replace("http", "ws")));
  await using client = await SocketClient.open(grant.stream_url, ["tth.v1.json", `tth.token.${grant.token}`]);
  await client.message("session_ready");
  const refused = await fetch(`${service}/v1/sessions`, { method: "POST", headers: { origin: url } });
  assert.deepEqual([refused.status, (await refused.json()).code], [401, "unauthorized"]);
  assert.equal(refused.headers.get("access-control-allow-origin"), url);
  const secrets = [...`${page} ${JSON.stringify(grant)}`.matchAll(/[\w.-]{16,}/g)].map(([text]) => text);
  for (const secret of new Set(secrets)) {
    const headers = { authorization: `Bearer ${secret}` };
    const attempt = await fetch(`${service}/v1/models`, { headers });
    await attempt.body?.cancel();
    assert.equal(attempt.status, 401, secret);
  }
});

Deno.test("the lesson's text shows and hides figures that are on its page", async () => {
  await using stage = stageOf("lesson");
  const { page, service } = await pageAt(await start("lesson", stage));
  const text = /<script type="text\/plain" id="lesson">([^<]+)</.exec(page)?.[1] ?? "";
  const messages = await say(service, text.replaceAll(/\s+/g, " ").trim(), { extras: ["cue"] });
  const cues = messages.filter(({ type, name }) => type === "cue" && (name === "show" || name === "hide"));
  assert.deepEqual(cues.map(({ name, value }) => `${name} ${value}`), [
    "show sun",
    "show earth",
    "show seasons",
    "hide sun",
    "hide earth",
  ]);
  for (const { value } of cues) assert.ok(page.includes(`<figure id="${value}">`), String(value));
});

Deno.test("the game character has its look and its voice, and every line can be said", async () => {
  await using stage = stageOf("character");
  const { page, service } = await pageAt(await start("character", stage));
  const { designs } = await (await fetch(`${service}/v1/personas`)).json();
  assert.equal(designs.goblin.base, "sol");
  const person = { name: "Grub", voice: "sol", look: "goblin", background: { transparent: true } };
  const lines = [...page.matchAll(/says: "([^"]+)"/g)].map(([, line]) => line ?? "");
  assert.equal(lines.length, 3);
  const messages = await say(service, lines.join(" "), { person, extras: ["cue"] });
  assert.deepEqual(messages.filter(({ type }) => type === "cue").map(({ name }) => name), ["look", "nod", "shake"]);
});

Deno.test("the adapter outside of src speaks Morse code", async () => {
  await using stage = stageOf("adapter");
  const service = await start("adapter", stage);
  const models = await (await fetch(`${service}/v1/models`)).json();
  assert.equal(models.tts.adapter, "morse_tts");
  const messages = await say(service, "SOS");
  // 24 dots of tones and the rests behind them, and 2 behind each letter, 60 ms each.
  const complete = messages.find(({ type }) => type === "turn_complete");
  assert.equal(Object(complete?.metrics).audio_ms, 30 * 60);
});

Deno.test({
  name: "two instances behind nginx share their sessions",
  ignore: !await Deno.stat("/usr/sbin/nginx").then(() => true, () => false),
  async fn() {
    await using stage = stageOf("instances");
    const url = await start("instances", stage);
    await until(
      () => fetch(`${url}/v1/ready`).then((answer) => answer.text().then(() => answer.ok), () => false),
      "nginx",
    );
    // Calls alternate between the instances.
    const grant = await (await fetch(`${url}/v1/sessions`, { method: "POST" })).json();
    for (const _ of [1, 2]) {
      const answer = await fetch(`${url}/v1/sessions/${grant.session_id}`);
      assert.equal((await answer.json()).session_id, grant.session_id);
    }
    await using client = await SocketClient.open(grant.stream_url, ["tth.v1.json", `tth.token.${grant.token}`]);
    client.send({ type: "user_text", text: "Hello.", mode: "verbatim" });
    assert.equal((await client.message("turn_complete")).heard_text, "Hello.");
  },
});

const npm = await new Deno.Command("npm", { args: ["view", "ws@8.18.0", "version"], stdout: "null", stderr: "null" })
  .output().then(({ success }) => success, () => false);

Deno.test({
  name: "the kiosk answers a visitor in Node",
  ignore: !npm,
  async fn() {
    let written = "";
    await using stage = stageOf("kiosk", { input: "What time is it?\n", write: (text) => written += text });
    await soon(Promise.resolve(EXAMPLES.kiosk?.start(stage)), "the kiosk", 90_000);
    assert.match(written, /^Welcome! Ask me anything\.\n> \S.+[.?!]\n> $/s);
  },
});
