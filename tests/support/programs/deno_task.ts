/**
 * Tasks of deno.json in a process of their own, with nothing of this one's environment.
 *
 * @module
 */
import { PROJECT_ROOT } from "../../../src/core/project_root.ts";
import { soon } from "../waiting.ts";

/** A task takes this long on a busy machine, ms: what it loads is compiled anew. */
const LIMIT_MS = 120_000;

/** How a task is run. */
export interface TaskOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** The folder of the deno.json. Default: the project's. */
  readonly cwd?: string | URL;
}

/** A service that a task has started. Disposing it stops it. */
export interface TaskService extends AsyncDisposable {
  readonly url: string;
  /** What it has logged so far. */
  log(): string;
}

/** What a task cannot do without: its programs, the packages, and the way to a registry for those that are missing. */
const BASICS = [
  ...["PATH", "HOME", "DENO_DIR"],
  ...["NPM_CONFIG_REGISTRY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"],
  ...["DENO_CERT", "DENO_TLS_CA_STORE", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR"],
];

function basics(): Record<string, string> {
  return Object.fromEntries(BASICS.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
}

function commandOf(task: string, { env = {}, args = [], cwd = PROJECT_ROOT }: TaskOptions): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["task", "--quiet", task, ...args],
    cwd,
    // That of the project belongs to who runs the tests.
    env: { ...basics(), NO_COLOR: "1", ...(cwd === PROJECT_ROOT && { TTH_DOTENV: "off" }), ...env },
    clearEnv: true,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

/** Runs a task to its end. */
export async function runTask(task: string, options: TaskOptions = {}): Promise<{ code: number; output: string }> {
  const { code, stdout, stderr } = await soon(commandOf(task, options).output(), `the end of ${task}`, LIMIT_MS);
  const decoder = new TextDecoder();
  return { code, output: decoder.decode(stdout) + decoder.decode(stderr) };
}

/**
 * Runs a task that starts the service, on a free port.
 *
 * @throws Error With its log when it does not start.
 */
export async function serveByTask(options: TaskOptions): Promise<TaskService> {
  const own = { TTH_PROFILE: "offline_mock", TTH_PORT: "0", TTH_LOG_FORMAT: "json", TTH_SERVER__WORKERS: "1" };
  const env = { ...own, ...options.env };
  const child = commandOf("serve", { ...options, env }).spawn();
  const { promise: listening, resolve, reject } = Promise.withResolvers<string>();
  let log = "";
  const drained = child.stderr.pipeThrough(new TextDecoderStream()).pipeTo(
    new WritableStream({
      write(text) {
        log += text;
        const url = /"url":"(http[^"]+)"/.exec(log)?.[1];
        if (url !== undefined) resolve(url);
      },
      close: () => reject(new Error(`the service did not start:\n${log}`)),
    }),
  );
  const quiet = child.stdout.cancel();
  return {
    url: await soon(listening, () => `the service to listen; so far it said:\n${log}`, LIMIT_MS),
    log: () => log,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await soon(Promise.all([drained, quiet, child.status]), () => `the service's end; it said:\n${log}`, LIMIT_MS);
    },
  };
}
