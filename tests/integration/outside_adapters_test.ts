import assert from "node:assert/strict";
import { checkConformance } from "../../src/adapters/kit/conformance/mod.ts";
import type { AdapterDefinition } from "../../src/contract/adapter.ts";
import { filesBelow } from "../../src/core/config/files.ts";
import { PROJECT_ROOT } from "../../src/core/project_root.ts";
import { runTask, serveByTask, type TaskService } from "../support/programs/deno_task.ts";
import { type NpmRegistry, startNpmRegistry } from "../support/programs/npm_registry.ts";
import { SocketClient } from "../support/socket_client.ts";

const KEY = "acme-key-0123456789";
const TEXT = "Hello there, my friend.";
/** Sound for each character of what the adapters here speak, ms. */
const MS_PER_CHAR = 60;
/** One line of configuration, and what lets a test go fast. */
const CHOSEN = { TTH_COMPONENTS__TTS__PRIMARY: "acme_tts", TTH_PACING__MODE: "burst" };

/** The examples of the guide for authors, by their file names. */
async function examplesOf(page: string): Promise<ReadonlyMap<string, string>> {
  const text = await filesBelow().read(page) ?? "";
  return new Map([...text.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)].map(([, name = "", code = ""]) => [name, code]));
}

const examples = await examplesOf("src/adapters/README.md");

/** A folder outside the project, with files in it. */
async function folderWith(files: Readonly<Record<string, string | undefined>>) {
  const path = await Deno.makeTempDir();
  for (const [name, text] of Object.entries(files)) {
    assert.ok(text !== undefined, `the guide has no example ${name}`);
    await Deno.mkdir(`${path}/${name}`.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.writeTextFile(`${path}/${name}`, text);
  }
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

/** The service that the guide's example speaks to: 16 kHz, cut in the middle of samples. */
function startAcme() {
  const asked: { text: string; voice: string; speed: number }[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    if (request.headers.get("authorization") !== `Bearer ${KEY}`) return new Response("no key", { status: 401 });
    if (new URL(request.url).pathname === "/voices") return Response.json(["anna"]);
    const { text, voice, speed } = await request.json();
    asked.push({ text, voice, speed });
    const count = Math.round(16 * MS_PER_CHAR * text.length / speed);
    const samples = Int16Array.from({ length: count }, (_, n) => 9000 * Math.sin(n / 8));
    const bytes = new Uint8Array(samples.buffer);
    const chunks = Array.from(
      { length: Math.ceil(bytes.length / 1999) },
      (_, i) => bytes.slice(i * 1999, (i + 1) * 1999),
    );
    return new Response(ReadableStream.from(chunks));
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    asked,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** Has the service say a text, and asserts that all of it was spoken by the adapter. */
async function assertSpeaks(service: TaskService): Promise<void> {
  const models = await (await fetch(`${service.url}/v1/models`)).json();
  assert.equal(models.tts.adapter, "acme_tts");
  const health = await (await fetch(`${service.url}/v1/health`)).json();
  assert.equal(health.tts.healthy, true, health.tts.detail);
  await using client = await SocketClient.create(service.url);
  client.send({ type: "user_text", text: TEXT, mode: "verbatim" });
  const { status, spoken_text } = await client.message("turn_complete");
  assert.deepEqual([status, spoken_text], ["completed", TEXT], service.log());
  const audio = client.messages.filter(({ type }) => type === "audio_chunk");
  const audioMs = audio.reduce((ms, { duration_ms }) => ms + Number(duration_ms), 0);
  // The text may come to the voice in two pieces, without the space between them.
  assert.ok(Math.abs(audioMs - MS_PER_CHAR * TEXT.length) <= MS_PER_CHAR, `${audioMs} ms of speech`);
  assert.ok(audio.some(({ data }) => /[^A]{20}/.test(String(data))), "the audio is silent");
}

Deno.test("the guide's adapter, a file outside the project, speaks by one line of an import map and one of configuration, with its own secret", async () => {
  await using acme = startAcme();
  await using folder = await folderWith({
    "acme_tts.ts": examples.get("acme_tts.ts"),
    "adapters.json": examples.get("adapters.json"),
  });
  const outside = { TTH_IMPORT_MAP: `${folder.path}/adapters.json`, TTH_ACME_API_KEY: KEY };
  const at = { TTH_ADAPTERS__ACME_TTS__BASE_URL: acme.url };
  await using service = await serveByTask({ env: { ...outside, ...CHOSEN, ...at } });
  await assertSpeaks(service);
  assert.equal(acme.asked.map(({ text }) => text).join(" "), TEXT);
  assert.deepEqual([acme.asked[0]?.voice, acme.asked[0]?.speed], ["anna", 1]);
  assert.doesNotMatch(service.log(), new RegExp(`${KEY}|may not read`));

  const options = JSON.stringify({ base_url: acme.url });
  const { code, output } = await runTask("conformance", {
    env: outside,
    args: ["tts", "acme_tts", "--live", "--options", options],
  });
  assert.match(output, /pass +\d+ ms +reports that it is unhealthy when its provider is unreachable/, output);
  assert.match(output, /tts\/acme_tts: \d+ passed, 0 failed, \d+ skipped/);
  assert.equal(code, 0);
});

Deno.test("the guide's adapters are right in their types", async () => {
  const names = [...examples.keys()].filter((name) => name.endsWith(".ts"));
  assert.deepEqual(names, ["acme_tts.ts", "echo_llm.ts", "lamp_avatar.ts"]);
  await using folder = await folderWith(Object.fromEntries(names.map((name) => [name, examples.get(name)])));
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["check", "--quiet", "--config", "deno.json", ...names.map((name) => `${folder.path}/${name}`)],
    cwd: PROJECT_ROOT,
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
});

for (const name of ["echo_llm", "lamp_avatar"]) {
  Deno.test(`the guide's ${name} keeps the contract`, async () => {
    await using folder = await folderWith({ [`${name}.ts`]: examples.get(`${name}.ts`) });
    const module: { default: AdapterDefinition } = await import(`file://${folder.path}/${name}.ts`);
    const failed = (await checkConformance(module.default)).filter(({ status }) => status === "failed");
    assert.deepEqual(failed, []);
  });
}

Deno.test("an adapter whose health is always good fails conformance, and a secret that is hidden is named at the start", async () => {
  const lying = (examples.get("acme_tts.ts") ?? "").replace(/async check\(.*?\n {6}\},\n/s, "");
  await using acme = startAcme();
  await using folder = await folderWith({ "acme_tts.ts": lying, "adapters.json": examples.get("adapters.json") });
  const outside = { TTH_IMPORT_MAP: `${folder.path}/adapters.json`, ACME_API_KEY: KEY };
  const options = JSON.stringify({ base_url: acme.url });
  const { code, output } = await runTask("conformance", {
    env: outside,
    args: ["tts", "acme_tts", "--live", "--options", options],
  });
  assert.match(
    output,
    /FAIL +\d+ ms +reports that it is unhealthy [^\n]*\n +it reports healthy \("built in"\)/,
    output,
  );
  assert.equal(code, 1);

  await using service = await serveByTask({ env: { ...outside, ...CHOSEN } });
  assert.match(
    service.log(),
    /acme_tts may not read ACME_API_KEY: if it needs it, set TTH_ACME_API_KEY, or put ACME_API_KEY into \.env/,
  );
});

Deno.test("an adapter from an npm package works beside the frozen lock, with a separate lock", async () => {
  const code = (examples.get("index.js") ?? "")
    .replace("export default", 'import process from "node:process";\nimport { hz } from "@acme/tones";\nexport default')
    .replace("options:", 'secrets: ["ACME_API_KEY"],\n    options:')
    .replace(
      "const samples",
      `if (host.secret("ACME_API_KEY") !== "${KEY}" || hz !== 440 || process.env.NODE_ENV !== "production") throw new Error("no key");\n const samples`,
    );
  await using registry = await startNpmRegistry([
    {
      "package.json": JSON.stringify({
        name: "@acme/tth-tts",
        version: "1.0.0",
        type: "module",
        exports: "./index.js",
        dependencies: { "@acme/tones": "^2.0.0" },
      }),
      "index.js": code,
    },
    {
      "package.json": JSON.stringify({ name: "@acme/tones", version: "2.1.0", type: "module", exports: "./index.js" }),
      "index.js": "export const hz = 440;\n",
    },
  ]);
  await using folder = await folderWith({
    "adapters.json": JSON.stringify({
      imports: { "#adapters/tts/acme_tts": "npm:@acme/tth-tts@1.0.0" },
      permissions: { default: { env: ["ACME_API_KEY", "NODE_ENV"] } },
    }),
    "home/.npmrc": `@acme:registry=${registry.url}\n`,
  });
  await using cache = await packageCache(registry);
  const env = {
    TTH_IMPORT_MAP: `${folder.path}/adapters.json`,
    ACME_API_KEY: KEY,
    NODE_ENV: "production",
    HOME: `${folder.path}/home`,
    DENO_DIR: cache.path,
  };
  const lock = await filesBelow().read("deno.lock");
  await using service = await serveByTask({ env: { ...env, ...CHOSEN } });
  await assertSpeaks(service);
  assert.doesNotMatch(service.log(), /may not read/);
  const { code: exit, output } = await runTask("conformance", { env, args: ["tts", "acme_tts", "--live"] });
  assert.match(output, /tts\/acme_tts: \d+ passed, 0 failed, \d+ skipped/, output);
  assert.equal(exit, 0);
  assert.equal(await filesBelow().read("deno.lock"), lock);
  const own = JSON.parse(await Deno.readTextFile(`${folder.path}/adapters.lock`));
  assert.ok(own.npm["@acme/tth-tts@1.0.0"].integrity.startsWith("sha512-") && "@acme/tones@2.1.0" in own.npm);
});

/** Deno's cache; what came into it from a registry is taken out again. */
async function packageCache({ url }: NpmRegistry) {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const { denoDir, npmCache }: { denoDir: string; npmCache: string } = JSON.parse(new TextDecoder().decode(stdout));
  return {
    path: denoDir,
    async [Symbol.asyncDispose]() {
      const names = await Array.fromAsync(Deno.readDir(npmCache), ({ name }) => name);
      const own = names.filter((name) => name.endsWith(new URL(url).port));
      await Promise.all(own.map((name) => Deno.remove(`${npmCache}/${name}`, { recursive: true })));
    },
  };
}

Deno.test("a project of one's own runs the service with its adapter, its configuration and its .env", async () => {
  const guide = await filesBelow().read("src/adapters/README.md") ?? "";
  const project = /```json\n(\{\n {2}"workspace".*?)```/s.exec(guide)?.[1];
  const main = /```ts\n(import \{ runProgram \}.*?)```/s.exec(guide)?.[1];
  await using acme = startAcme();
  await using folder = await folderWith({
    "deno.json": project,
    "main.ts": main,
    "acme_tts.ts": examples.get("acme_tts.ts"),
    ".env": `ACME_API_KEY=${KEY}\n`,
    "config/profiles/mine.yaml": [
      "components:",
      "  llm: { primary: mock_llm }",
      "  tts: { primary: acme_tts }",
      "adapters:",
      `  acme_tts: { base_url: "${acme.url}" }`,
      "pacing: { mode: burst }",
      "",
    ].join("\n"),
    "deno.lock": await filesBelow().read("deno.lock"),
    "tth/deno.json": await filesBelow().read("deno.json"),
  });
  for (const name of ["src", "config"]) await copyFolder(new URL(name, PROJECT_ROOT), `${folder.path}/tth/${name}`);
  await using service = await serveByTask({ cwd: folder.path, env: { TTH_PROFILE: "mine" } });
  await assertSpeaks(service);
  assert.equal(acme.asked.map(({ text }) => text).join(" "), TEXT);
});

async function copyFolder(from: URL, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    const source = new URL(`${from.href}/${name}`);
    if (isDirectory) await copyFolder(source, `${to}/${name}`);
    else await Deno.copyFile(source, `${to}/${name}`);
  }
}
