/**
 * The service as a hosting platform runs it: a copy of what is deployed, another Deno, all permissions, no flags, a Unix
 * socket, and a router that gives requests the public name.
 *
 * @module
 */
import { concat } from "../../../src/core/bytes.ts";
import { systemClock } from "../../../src/contract/clock.ts";
import { deadline } from "../../../src/core/async.ts";
import { PROJECT_ROOT } from "../../../src/core/project_root.ts";
import { withoutSettings } from "../tests/own_environment.ts";

/** The name under which clients reach the service. */
export const PUBLIC_HOST = "human.example.com";

/** What a deployment holds. */
const CONTENTS = ["src", "config", "deno.json", "deno.lock"];

/** Longest wait for the service to listen, or to exit, ms. */
const PATIENCE_MS = 30_000;

/**
 * Copies what is deployed, without `unstable`, which a platform may ignore.
 *
 * @returns The folder of the copy.
 */
export async function copyProject(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "tth-matrix-" });
  const { success } = await new Deno.Command("cp", { args: ["-R", ...CONTENTS, folder], cwd: PROJECT_ROOT }).output();
  if (!success) throw new Error(`cannot copy the project to ${folder}`);
  const { unstable: _, ...config } = JSON.parse(await Deno.readTextFile(`${folder}/deno.json`));
  await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(config));
  return folder;
}

/** The environment of a child process. */
function environment(more: Record<string, string>): Record<string, string> {
  // Before 2.6 Deno did not trust the system's certificates by default.
  return { DENO_TLS_CA_STORE: "system,mozilla", ...withoutSettings(Deno.env.toObject()), ...more };
}

/**
 * Installs the dependencies as the platform's builder does.
 *
 * @param deno The program.
 * @param folder The copy.
 * @throws Error With the installer's output.
 */
export async function install(deno: string, folder: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(deno, {
    args: ["install", "--frozen"],
    cwd: folder,
    clearEnv: true,
    env: environment({ NO_COLOR: "1" }),
    stdout: "null",
  }).output();
  if (!success) throw new Error(`deno install --frozen failed: ${new TextDecoder().decode(stderr).slice(0, 500)}`);
}

/** A deployed service. Disposing it stops it. */
export class Deployment implements AsyncDisposable {
  /** The address of the router. */
  readonly url: string;
  readonly #child: Deno.ChildProcess;
  readonly #router: Deno.TcpListener;
  readonly #log: LogReader;

  private constructor(child: Deno.ChildProcess, log: LogReader, socketPath: string) {
    this.#child = child;
    this.#log = log;
    this.#router = route(socketPath);
    this.url = `http://127.0.0.1:${this.#router.addr.port}`;
  }

  /**
   * Starts the service.
   *
   * @param deno The program.
   * @param folder The copy of the project.
   * @param env Variables that the owner of the deployment sets.
   * @returns The service, which listens.
   * @throws Error With its log, if it does not listen.
   */
  static async start(deno: string, folder: string, env: Record<string, string>): Promise<Deployment> {
    const socketPath = await Deno.makeTempFile({ dir: folder, suffix: ".sock" });
    await Deno.remove(socketPath);
    const child = new Deno.Command(deno, {
      args: ["run", "-A", "--quiet", "src/api/main.ts"],
      cwd: folder,
      clearEnv: true,
      env: environment({ DENO_DEPLOY: "true", DENO_SERVE_ADDRESS: `unix:${socketPath}`, ...env }),
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const log = new LogReader(child.stderr);
    try {
      await log.until(/"message":"listening on /);
    } catch (error) {
      stop(child, "SIGKILL");
      await Promise.all([child.status, log.ended]);
      throw error;
    }
    return new Deployment(child, log, socketPath);
  }

  /** The profile that it chose. */
  get profile(): string {
    return /"profile":"(\w+)"/.exec(this.#log.text)?.[1] ?? "unknown";
  }

  /** The most memory that it has held so far, MB; `undefined` where the system does not say. */
  async peakMb(): Promise<number | undefined> {
    // Deno allows /proc only with all permissions.
    const { stdout } = await new Deno.Command("cat", { args: [`/proc/${this.#child.pid}/status`] }).output();
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(new TextDecoder().decode(stdout))?.[1];
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
  }

  /**
   * Stops it as the platform does.
   *
   * @throws Error If it does not exit with 0.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#router.close();
    stop(this.#child, "SIGINT");
    const { code } = await within(this.#child.status, "the service did not stop");
    await this.#log.ended;
    if (code !== 0) throw new Error(`the service ended with code ${code}:\n${this.#log.text}`);
  }
}

/** Sends a signal, if there is still a process to receive it. */
function stop(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

/** Keeps the last part of a log. */
class LogReader {
  text = "";
  readonly ended: Promise<void>;
  #changed = Promise.withResolvers<void>();
  #isOpen = true;

  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
    this.ended = this.#read(stream);
  }

  /** Waits for a text in the log. */
  async until(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.text)) {
      if (!this.#isOpen) throw new Error(`the service ended:\n${this.text}`);
      await within(this.#changed.promise, `the service did not log ${pattern}:\n${this.text}`);
    }
  }

  async #read(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      this.text = (this.text + text).slice(-20_000);
      this.#wake();
    }
    this.#isOpen = false;
    this.#wake();
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}

function within<T>(promise: Promise<T>, failure: string): Promise<T> {
  const onTimeout = () => new Error(`${failure} within ${PATIENCE_MS} ms`);
  return deadline(promise, { clock: systemClock, limitMs: PATIENCE_MS, onTimeout });
}

/** Accepts TCP connections and forwards them to a Unix socket, with the public host in each request. */
function route(socketPath: string): Deno.TcpListener {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  void (async () => {
    for await (const inbound of listener) {
      const outbound = await Deno.connect({ transport: "unix", path: socketPath });
      const renamed = inbound.readable.pipeThrough(publicHost());
      // Each end may vanish: what a client sees of it is what is being tested.
      renamed.pipeTo(outbound.writable).catch(() => {});
      outbound.readable.pipeTo(inbound.writable).catch(() => {});
    }
  })();
  return listener;
}

/** Replaces `Host` in the heads of requests; other bytes pass unchanged. */
function publicHost(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  return new TransformStream({
    transform(chunk, controller) {
      const text = Array.from(chunk.subarray(0, 2048), (byte) => String.fromCharCode(byte)).join("");
      if (!/^(GET|POST|DELETE) /.test(text)) return controller.enqueue(chunk);
      const head = text.replace(/^host: .*\r$/im, `host: ${PUBLIC_HOST}\r\nx-forwarded-proto: https\r`);
      const renamed = Uint8Array.from(head, (character) => character.charCodeAt(0));
      controller.enqueue(concat([renamed, chunk.subarray(text.length)]));
    },
  });
}
