/**
 * Servers of the comparison, each in a process with one port.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { delay, systemClock } from "../../../src/contract/clock.ts";
import { PROJECT_ROOT } from "../../../src/core/project_root.ts";
import type { TalkersOrder, TalkersReport } from "./talkers.ts";

/** A running server. */
export interface Server {
  /** Where its sessions are made, or its WebSocket. */
  readonly url: string;
  readonly pid: number;
  /** Ends it, and waits for its exit. */
  stop(): Promise<void>;
}

/** How a server is started. */
interface ServerCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** How long a server may take until it accepts connections, ms. */
const START_LIMIT_MS = 60_000;

/** How long a server may take to exit, ms. */
const STOP_LIMIT_MS = 5000;

/** The path of a file beside this one. */
export function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/**
 * Starts a server, and waits until it accepts connections.
 *
 * @param port The port that it listens on.
 * @param url Its address, for the load.
 * @throws Error With the end of its log when it does not.
 */
export async function startServer({ program, args, env = {} }: ServerCommand, port: number, url: string) {
  const child = new Deno.Command(program, {
    args: [...args],
    cwd: PROJECT_ROOT,
    env: { ...env, PYTHONUNBUFFERED: "1" },
    stdout: "null",
    stderr: "piped",
  }).spawn();
  let log = "";
  // Drained, so that the server never blocks on its log.
  const drained = child.stderr.pipeThrough(new TextDecoderStream()).pipeTo(
    new WritableStream({ write: (text) => void (log = (log + text).slice(-4000)) }),
  );
  let hasExited = false;
  const exited = Promise.all([child.status, drained]).then(() => void (hasExited = true));
  const stop = async () => {
    if (!hasExited) child.kill("SIGTERM");
    const kill = setTimeout(() => hasExited || child.kill("SIGKILL"), STOP_LIMIT_MS);
    await exited;
    clearTimeout(kill);
  };
  for (let waitedMs = 0; !await accepts(port); waitedMs += 50) {
    if (!hasExited && waitedMs < START_LIMIT_MS) await delay(systemClock, 50);
    else {
      await stop();
      throw new Error(`${program} ${args.join(" ")} does not serve port ${port}:\n${log}`);
    }
  }
  return { url, pid: child.pid, stop } satisfies Server;
}

/**
 * Lets sessions speak to a server, from a separate process.
 *
 * @throws Error With what the load generator said when it fails.
 */
export async function generateLoad(order: TalkersOrder): Promise<TalkersReport> {
  const args = ["run", "-P=scripts", "--quiet", pathOf("talkers.ts"), JSON.stringify(order)];
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
  return JSON.parse(new TextDecoder().decode(stdout));
}

async function accepts(port: number): Promise<boolean> {
  try {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    connection.close();
    return true;
  } catch {
    return false;
  }
}
