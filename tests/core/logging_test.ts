import assert from "node:assert/strict";
import { loggerOf, type LoggingOptions, startLogging } from "../../src/core/logging.ts";
import { PROJECT_ROOT } from "../../src/core/project_root.ts";

/** What the logs hold after `write` has run. */
async function logged(
  options: Omit<LoggingOptions, "output">,
  write: (addSecret: (value: string) => void) => void,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  const output = new WritableStream<Uint8Array>({ write: (chunk) => void chunks.push(chunk) });
  {
    await using logging = await startLogging({ ...options, output });
    write((value) => logging.addSecret(value));
  }
  return await new Blob(chunks.map((chunk) => Uint8Array.from(chunk))).text();
}

const json: Omit<LoggingOptions, "output"> = { config: { level: "info", format: "json" } };

Deno.test("each line bears its session and turn", async () => {
  const text = await logged(json, () => {
    const log = loggerOf("turn", { session_id: "s1", turn: 3 });
    log.info("first audio after {ms} ms", { ms: 12 });
    log.debug("not at this level");
  });
  const lines = text.trim().split("\n").map((line) => JSON.parse(line));
  assert.equal(lines.length, 1);
  assert.deepEqual(
    { ...lines[0], "@timestamp": "" },
    {
      "@timestamp": "",
      level: "INFO",
      message: "first audio after 12 ms",
      logger: "tth.turn",
      session_id: "s1",
      turn: 3,
      ms: 12,
    },
  );
});

Deno.test("a registered secret appears in no message, property, error or format", async () => {
  for (const format of ["json", "pretty"] as const) {
    const text = await logged({ config: { level: "trace", format }, terminal: false }, (addSecret) => {
      addSecret('sk-"quoted"');
      addSecret("sk-12345678");
      const log = loggerOf("api");
      log.info("the key is {key}", { key: "sk-12345678" });
      log.debug`and again ${"sk-12345678"}`;
      log.error("failed", {
        error: new Error("401 for sk-12345678"),
        nested: { deep: ["sk-12345678", 'sk-"quoted"'] },
      });
    });
    assert.ok(text.split("[redacted]").length >= 5, text);
    assert.doesNotMatch(text, /sk-12345678|quoted/);
  }
});

Deno.test("a value can neither begin a line nor control a terminal", async () => {
  const value = "a\nERR api forged\u001b[31m\u009b2Jb";
  for (const format of ["json", "pretty"] as const) {
    const text = await logged({ config: { level: "info", format }, terminal: false }, () => {
      loggerOf("api").info("refused {value}", { value, more: value, error: new Error(value) });
    });
    assert.equal(text.indexOf("\n"), text.length - 1, format);
    assert.doesNotMatch(text.slice(0, -1), /\p{Cc}/u, format);
  }
});

Deno.test("a person's text appears at debug, and above it neither as a property nor in the message", async () => {
  const text = await logged({ config: { level: "debug", format: "json" } }, () => {
    const log = loggerOf("turn");
    log.debug("heard {text}", { text: "my secret wish" });
    log.info("heard {text}", { text: "my other wish", chars: 13 });
    log.warning("cut off", { spoken_text: "my last wish" });
  });
  assert.match(text, /my secret wish/);
  assert.doesNotMatch(text, /my other wish|my last wish/);
  assert.match(text, /"chars":13/);
});

Deno.test("format auto writes text for a terminal and JSON otherwise", async () => {
  const write = () => loggerOf("api", { session_id: "s1" }).info("listening on {url}", { url: "http://x" });
  const config = { level: "info", format: "auto" } as const;
  const json = JSON.parse(await logged({ config, terminal: false }, write));
  assert.deepEqual([json.message, json.url], ["listening on http://x", "http://x"]);
  const pretty = await logged({ config, terminal: true }, write);
  assert.match(pretty, /listening on.*http:\/\/x/);
  assert.match(pretty, /session_id=s1/);
  assert.doesNotMatch(pretty, /url=/);
});

Deno.test("no line goes to standard output where Deno's console exports and prints", async () => {
  const program = `import { loggerOf, startLogging } from "./src/core/logging.ts";
    await using _logging = await startLogging({ config: { level: "debug", format: "json" }, console: "capture" });
    for (const level of ["debug", "info", "warn", "error"]) loggerOf("api")[level](level);`;
  const args = ["eval", "--quiet", "--no-check", "--cached-only", program];
  const child = new Deno.Command(Deno.execPath(), { args, cwd: PROJECT_ROOT, stdin: "null" });
  const { stdout, stderr } = await child.output();
  assert.deepEqual(new TextDecoder().decode(stdout), "");
  assert.equal(new TextDecoder().decode(stderr).trim().split("\n").length, 4);
});
