import assert from "node:assert/strict";
import { PROJECT_ROOT } from "../../src/core/project_root.ts";
import { soon, until } from "../support/waiting.ts";

/** A program starts in this time even on a busy machine, ms. */
const START_MS = 60_000;

/** How a program is run. */
interface Running {
  /** A command that runs it. */
  readonly wrapper?: readonly string[];
  /** A platform gives all permissions, `-A`. */
  readonly permissions?: string;
  /** Its entry point. */
  readonly entry?: string;
  readonly args?: readonly string[];
}

/** Runs the program with only this environment, and reads its log line by line. */
function start(env: Record<string, string>, running: Running = {}) {
  const { wrapper = [], permissions = "-P", entry = "src/api/main.ts", args = [] } = running;
  const [command, ...before] = [...wrapper, Deno.execPath()];
  const child = new Deno.Command(command ?? "", {
    args: [...before, "run", permissions, "--quiet", "--no-check", "--cached-only", entry, ...args],
    cwd: PROJECT_ROOT,
    env: {
      HOME: Deno.env.get("HOME") ?? "",
      DENO_DIR: Deno.env.get("DENO_DIR") ?? "",
      TTH_DOTENV: "off",
      TTH_LOG_FORMAT: "json",
      ...env,
    },
    clearEnv: true,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const lines = child.stderr.pipeThrough(new TextDecoderStream()).pipeThrough(splitLines()).getReader();
  return {
    child,
    async line(): Promise<string> {
      return (await soon(lines.read(), "a line of the log", START_MS)).value ?? "";
    },
    /** What is left of the log, and the exit code. */
    async end() {
      let rest = "";
      const finish = async () => {
        for (let next = await lines.read(); !next.done; next = await lines.read()) rest += `${next.value}\n`;
        return (await child.status).code;
      };
      const code = await soon(finish(), () => `the program's end; so far it said:\n${rest}`, START_MS);
      return { rest, code };
    },
  };
}

function splitLines(): TransformStream<string, string> {
  let open = "";
  return new TransformStream({
    transform(chunk, controller) {
      const lines = (open + chunk).split("\n");
      open = lines.pop() ?? "";
      lines.forEach((line) => controller.enqueue(line));
    },
    flush(controller) {
      if (open !== "") controller.enqueue(open);
    },
  });
}

const offline = { TTH_PROFILE: "offline_mock", TTH_PORT: "0", TTH_SERVER__WORKERS: "1" };

Deno.test("the program says where it listens and why so, serves, and stops cleanly on SIGTERM with its sockets closed 1012", async () => {
  const program = start({ ...offline, TTH_SERVER__SHUTDOWN_MS: "60000" });
  const { url, profile, reason } = JSON.parse(await program.line());
  assert.deepEqual([profile, reason], ["offline_mock", "TTH_PROFILE says so"]);
  const created = await fetch(`${url}/v1/sessions`, { method: "POST" });
  const { stream_url } = await created.json();
  const socket = new WebSocket(stream_url);
  const closed = new Promise<number>((resolve) => socket.onclose = ({ code }) => resolve(code));
  await soon(new Promise((resolve) => socket.onmessage = resolve), "session_ready");

  const began = performance.now();
  program.child.kill("SIGTERM");
  const { rest, code } = await program.end();
  assert.equal(code, 0, rest);
  assert.equal(await soon(closed, "the close of the stream"), 1012);
  assert.match(rest, /stopping on SIGTERM/);
  assert.doesNotMatch(rest, /"level":"(ERROR|WARN)/);
  assert.ok(performance.now() - began < 45_000, "it does not wait for server.shutdown_ms");
});

Deno.test("mistakes of the configuration end the program with code 2", async () => {
  const env = { ...offline, TTH_PORT: "eighty", TTH_COMPONENTS__TTS__PRIMARY: "mok_tts", TTH_PACING__LEED_MS: "300" };
  const program = start(env, { args: Object.keys(env) });
  const { rest, code } = await program.end();
  assert.equal(code, 2);
  assert.match(rest, /environment TTH_PORT: server\.port: "eighty" is not a number/);
  assert.match(rest, /components\.tts\.primary: unknown adapter "mok_tts", did you mean "mock_tts"\?/);
  assert.match(rest, /environment TTH_PACING__LEED_MS: pacing\.leed_ms: unknown field, did you mean "lead_ms"\?/);
});

Deno.test("an option ends the program with code 2 and what to do in place of it", async () => {
  const { rest, code } = await start(offline, { args: ["TTH_PORT", "--port", "9000"] }).end();
  assert.equal(code, 2);
  assert.match(rest, /^--port: the service has no options; set variables, such as TTH_PORT=9000/);
});

Deno.test("a port that is taken ends the program with code 1 and what to do", async () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const program = start({ ...offline, TTH_PORT: String(taken.addr.port) });
  const { rest, code } = await program.end();
  assert.equal(code, 1);
  assert.match(rest, /cannot listen on 127\.0\.0\.1:\d+: another program uses this port; stop it, or set TTH_PORT/);
});

Deno.test("a stop signal that arrives twice, as from a process group, counts once", async () => {
  const program = start(offline);
  await program.line();
  program.child.kill("SIGTERM");
  program.child.kill("SIGTERM");
  const { rest, code } = await program.end();
  assert.equal(code, 0, rest);
});

Deno.test("what a project runs beside the service does not keep the program alive after a stop signal", async () => {
  const program = start(offline, { entry: "tests/api/busy_program.ts" });
  await program.line();
  program.child.kill("SIGTERM");
  const { rest, code } = await program.end();
  assert.equal(code, 0, rest);
});

Deno.test({
  name: "two pipelines run within the tasks' permissions, restart one by one on SIGHUP, and stop cleanly",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const program = start({ ...offline, TTH_SERVER__WORKERS: "2", TTH_LOG_LEVEL: "info" });
    let line = await program.line();
    while (!line.includes("listening on ")) line = await program.line();
    const { url } = JSON.parse(line);
    const ready = async () => {
      const response = await fetch(`${url}/v1/ready`);
      await response.body?.cancel();
      return response.status;
    };
    await until(async () => await ready() === 200, "the service to be ready");
    program.child.kill("SIGHUP");
    while (!line.includes("pipelines were replaced")) line = await program.line();
    assert.equal(await ready(), 200);
    program.child.kill("SIGTERM");
    const { rest, code } = await program.end();
    assert.equal(code, 0, rest);
    assert.doesNotMatch(rest, /"ERROR"/);
  },
});

Deno.test({
  name: "a service that can accept no more connections ends with code 1, so that a supervisor restarts it",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const program = start(offline, { wrapper: ["prlimit", "--nofile=96"] });
    const { url } = JSON.parse(await program.line());
    const { hostname, port } = new URL(url);
    const held: Deno.TcpConn[] = [];
    try {
      for (let i = 0; i < 120; i++) held.push(await Deno.connect({ hostname, port: Number(port) }));
    } catch {
      // The listener is gone already.
    }
    const { rest, code } = await program.end();
    for (const connection of held) connection.close();
    assert.equal(code, 1, rest);
    assert.match(rest, /can no longer accept connections/);
  },
});

Deno.test("on a platform the service takes the address that it is given, answers to any name, and warns that it is open", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const program = start({
      ...offline,
      DENO_DEPLOY: "true",
      DENO_SERVE_ADDRESS: `unix:${folder}/serve.sock`,
    }, { permissions: "-A" });
    assert.match(await program.line(), /everyone may use this service: set TTH_API_KEYS/);
    // An address that is not TCP.
    assert.match(JSON.parse(await program.line()).url, /^http\+unix:\/\//);
    assert.match(await askOver(`${folder}/serve.sock`), /^HTTP\/1\.1 200 /);
    program.child.kill("SIGTERM");
    assert.equal((await program.end()).code, 0);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** The answer to a request over a Unix socket, asked by a program that may open one. */
async function askOver(path: string): Promise<string> {
  const program = `
    const connection = await Deno.connect({ transport: "unix", path: ${JSON.stringify(path)} });
    const request = "GET /v1/personas HTTP/1.1\\r\\nHost: tth.example\\r\\nConnection: close\\r\\n\\r\\n";
    await connection.write(new TextEncoder().encode(request));
    console.log(await new Response(connection.readable).text());`;
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["eval", program] }).output();
  return new TextDecoder().decode(stdout);
}
