import assert from "node:assert/strict";
import denoJson from "../../deno.json" with { type: "json" };
import { PROJECT_ROOT } from "../../src/core/project_root.ts";

/** What the script prints for an import map, below a separate folder. */
async function flagsFor(imports: unknown, { set = "default", folder = "tth", permissions = {} } = {}) {
  const root = await Deno.realPath(await Deno.makeTempDir({ prefix: folder }));
  try {
    await Deno.writeTextFile(
      `${root}/adapters.json`,
      JSON.stringify({ imports, permissions: { default: permissions } }),
    );
    const { code, stdout, stderr } = await run([set], { TTH_IMPORT_MAP: `${root}/adapters.json` });
    const entries = await Array.fromAsync(Deno.readDir(root), ({ name }) => name);
    return { code, flags: stdout.trim().replaceAll(root, "<root>"), stderr, entries: entries.toSorted() };
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

async function run(args: readonly string[], env: Record<string, string>) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-P=flags", "scripts/deno_flags.ts", ...args],
    cwd: PROJECT_ROOT,
    env: { TTH_IMPORT_MAP: "", TTH_STORE__PATH: "", TTH_RECORDING__DIR: "", ...env },
  }).output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

Deno.test("no task asks in a terminal for a permission that its set leaves out, while the service waits", () => {
  const narrow = Object.entries(denoJson.tasks).filter(([, { command }]) => / -P(?!=flags|=test)/.test(command));
  assert.ok(narrow.some(([name]) => name === "serve"));
  assert.deepEqual(narrow.filter(([, { command }]) => !/deno run [^$]*--no-prompt -P/.test(command)), []);
});

Deno.test("without an import map there are no flags", async () => {
  assert.deepEqual(await run([], {}), { code: 0, stdout: "\n", stderr: "" });
});

Deno.test("after a program come the names of the variables that are set for it, which it may not list itself", async () => {
  const { stdout } = await run(["default", "src/api/main.ts"], { TTH_PACING__LEED_MS: "300", OTHER: "1" });
  const [program, ...names] = stdout.trim().split(" ");
  assert.equal(program, "src/api/main.ts");
  assert.ok(names.includes("TTH_PACING__LEED_MS"), stdout);
  assert.ok(names.every((name) => name.startsWith("TTH_")), stdout);
});

Deno.test("files may be read where they are, beside what the permission set lets read", async () => {
  const imports = { "#adapters/tts/a": "./a.ts", "#adapters/llm/b": "/opt/b/mod.ts", "zod": "./elsewhere/zod.ts" };
  const { flags, entries } = await flagsFor(imports);
  assert.equal(flags, "--allow-read=./src,./config,./.env,./deno.json,<root>/,/opt/b/");
  assert.deepEqual(entries, ["adapters.json"]);
  assert.equal((await flagsFor(imports, { set: "tools" })).flags, "--allow-read=.,<root>/,/opt/b/");
  assert.equal((await flagsFor(imports, { set: "scripts" })).flags, "");
});

Deno.test("what an import map allows its adapters is added to what the permission set allows", async () => {
  const permissions = { env: ["NODE_ENV"], read: ["./voices", "/opt/models"], net: true, run: ["ffmpeg"], sys: false };
  const { flags } = await flagsFor({}, { permissions });
  const env = "TTH_*,PORT,OPENAI_*";
  assert.ok(flags.includes(` --allow-env=${env},`) || flags.startsWith(`--allow-env=${env},`), flags);
  assert.match(flags, /,NODE_ENV( |$)/);
  assert.match(flags, /--allow-read=[^ ]*,<root>\/,<root>\/voices,\/opt\/models( |$)/);
  assert.match(flags, /--allow-run=ffmpeg( |$)/);
  assert.doesNotMatch(flags, /--allow-(net|sys|write)/);
  assert.match((await flagsFor({}, { permissions: { env: true } })).flags, /--allow-env( |$)/);
});

Deno.test("a package from npm gets a lock beside the import map, which is not frozen", async () => {
  const { flags, entries } = await flagsFor({ "#adapters/tts/a": "npm:@acme/tts@1" });
  assert.equal(
    flags,
    "--allow-read=./src,./config,./.env,./deno.json,<root>/ --lock=<root>/adapters.lock --frozen=false",
  );
  assert.deepEqual(entries, ["adapters.json", "adapters.lock"]);
});

Deno.test("an import map that is wrong may be read, so that the service says what is wrong with it", async () => {
  const { flags, code } = await flagsFor(null);
  assert.deepEqual([flags, code], ["--allow-read=./src,./config,./.env,./deno.json,<root>/", 0]);
});

Deno.test("a path with a space is refused, as a task cannot pass it on", async () => {
  const { flags, stderr, code } = await flagsFor({}, { folder: "my adapters" });
  assert.deepEqual([flags, code], ["", 1]);
  assert.match(
    stderr,
    /TTH_IMPORT_MAP or TTH_STORE__PATH or TTH_RECORDING__DIR: a path must be without spaces: --allow-read=/,
  );
});

Deno.test("the service may read and write its session store and its recordings, and no other program may", async () => {
  const file = { TTH_STORE__PATH: "./sessions.db", TTH_RECORDING__DIR: "/var/films" };
  const { stdout } = await run(["default"], file);
  const both = "./sessions.db,/var/films";
  assert.equal(stdout, `--allow-read=./src,./config,./.env,./deno.json,${both} --allow-write=${both}\n`);
  assert.equal((await run(["tools"], file)).stdout, "\n");
});
