/**
 * The stage of an example: starts what the example asks for, and ends it.
 *
 * @module
 */
import { pathToFileURL } from "node:url";
import { startService } from "../../../src/api/service.ts";
import { environmentOf } from "../../../src/core/config/environment.ts";
import type { Stage } from "./example.ts";

/** How a stage differs from the usual one. */
export interface StageOptions {
  readonly args?: readonly string[];
  /** The profile of services. */
  readonly profile: string;
  /** Further variables of services. */
  readonly env?: Readonly<Record<string, string>>;
  /** What its programs read. Default: standard input. */
  readonly input?: string;
  /** Where the example and its programs write. Default: standard output. */
  readonly write?: (text: string) => void;
}

const toTerminal = (text: string): void => {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
};

/**
 * Opens a stage.
 *
 * @param folder The example's folder.
 * @returns The stage; disposing it ends everything that was started, in reverse order.
 */
export function openStage(folder: URL, options: StageOptions): Stage & AsyncDisposable {
  const { args = [], profile, env = {}, input, write = toTerminal } = options;
  const started = new AsyncDisposableStack();
  return {
    folder,
    args,
    print: (text) => write(`${text}\n`),
    async startService(own = {}) {
      const service = await startService({
        env: environmentOf({ TTH_LOG_LEVEL: "warning", ...env, ...own, TTH_HOST: "127.0.0.1", TTH_PORT: "0" }),
        profile,
        // A stream for each, as several services may run at once.
        logging: { output: toStandardError(), terminal: false },
      });
      started.defer(() => service.stop());
      await service.warm;
      return service.url;
    },
    serve(handler) {
      const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handler);
      started.defer(() => server.shutdown());
      return `http://127.0.0.1:${server.addr.port}`;
    },
    async run(program, args, { cwd = folder, env = {} } = {}) {
      const stdin = input === undefined ? "inherit" : "piped";
      const child = new Deno.Command(program, { args: [...args], cwd, env, stdin, stdout: "piped" }).spawn();
      started.defer(() => end(child));
      if (input !== undefined) await new Blob([input]).stream().pipeTo(child.stdin);
      for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) write(text);
      return (await child.status).code;
    },
    spawn(program, args) {
      const child = new Deno.Command(program, { args: [...args], cwd: folder, stdout: "null", stderr: "null" }).spawn();
      started.defer(() => end(child));
    },
    async temporaryFolder() {
      const path = await Deno.makeTempDir({ prefix: "tth_example_" });
      started.defer(() => Deno.remove(path, { recursive: true }));
      return pathToFileURL(`${path}/`);
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

async function end(child: Deno.ChildProcess): Promise<void> {
  try {
    child.kill("SIGTERM");
  } catch (error) {
    // It has ended already.
    if (!(error instanceof TypeError)) throw error;
  }
  await child.status;
}

function toStandardError(): WritableStream<Uint8Array> {
  return new WritableStream({
    write(bytes) {
      Deno.stderr.writeSync(bytes);
    },
  });
}
