/**
 * Instances of the service in processes, on one store, that are killed and started again.
 *
 * @module
 */
import { PROJECT_ROOT } from "../../../src/core/project_root.ts";
import { UNLIMITED } from "../local_service.ts";

/** Longest wait for a process to listen or to exit, ms. */
const PROCESS_MS = 60_000;

/** More than all clients need, which share an address. */
const MANY = "10000";

/** A process of the cluster. */
interface Member {
  readonly child: Deno.ChildProcess;
  readonly port: number;
  readonly drained: Promise<void>;
}

/** What the logs of all processes say. */
export interface ClusterLog {
  /** Sessions that were owned by two processes in one term. */
  readonly twoOwners: string[];
  /** Lines of level ERROR. */
  readonly errors: string[];
  /** How often a session was opened by a process. */
  opened: number;
}

/** Processes that share a store of Deno KV. */
export class Cluster implements AsyncDisposable {
  readonly log: ClusterLog = { twoOwners: [], errors: [], opened: 0 };
  readonly #store: string;
  readonly #members: (Member | undefined)[];
  readonly #owners = new Map<string, number>();

  private constructor(store: string, size: number) {
    this.#store = store;
    this.#members = new Array(size).fill(undefined);
  }

  /**
   * Starts a cluster.
   *
   * @param store The file of the store, or the URL of a `denokv` server.
   * @param size The number of processes.
   */
  static async start(store: string, size: number): Promise<Cluster> {
    const cluster = new Cluster(store, size);
    await Promise.all(cluster.#members.map((_, i) => cluster.restart(i)));
    return cluster;
  }

  /** The ports of the processes that run. */
  get ports(): readonly number[] {
    return this.#members.flatMap((member) => member?.port ?? []);
  }

  /** The resident memory of the processes that run, MB. */
  async memoryMb(): Promise<number[]> {
    const pids = this.#members.flatMap((member) => member?.child.pid ?? []).join(",");
    const { stdout } = await new Deno.Command("ps", { args: ["-o", "rss=", "-p", pids] }).output();
    return new TextDecoder().decode(stdout).trim().split(/\s+/).map((kb) => Math.round(Number(kb) / 1024));
  }

  /**
   * Ends a process and waits for its exit.
   *
   * @param i Which one.
   * @param signal How.
   * @returns Its exit code.
   */
  async kill(i: number, signal: "SIGKILL" | "SIGTERM"): Promise<number> {
    const member = this.#members[i];
    if (member === undefined) return 0;
    member.child.kill(signal);
    // A process that is asked to stop still serves its clients.
    if (signal === "SIGKILL") this.#members[i] = undefined;
    const { code } = await member.child.status;
    this.#members[i] = undefined;
    await member.drained;
    return code;
  }

  /** Starts a process again and waits until it listens. */
  async restart(i: number): Promise<void> {
    const { promise: port, resolve, reject } = Promise.withResolvers<number>();
    const child = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "--quiet", "src/api/main.ts"],
      cwd: PROJECT_ROOT,
      env: {
        TTH_PROFILE: "offline_mock",
        ...UNLIMITED,
        TTH_PORT: "0",
        // As where clients are strangers: a stopping instance then refuses connections, and the load balancer goes on.
        TTH_SERVER__ALLOW_OPEN: "true",
        TTH_SERVER__ADDRESS_QUOTA__MAX_SESSIONS: MANY,
        TTH_SERVER__ADDRESS_QUOTA__CREATIONS_PER_MIN: MANY,
        TTH_SERVER__ADDRESS_QUOTA__TURNS_PER_MIN: MANY,
        TTH_LOG_FORMAT: "json",
        TTH_STORE__KIND: "kv",
        [/^https?:/.test(this.#store) ? "TTH_STORE__URL" : "TTH_STORE__PATH"]: this.#store,
        TTH_SERVER__SHUTDOWN_MS: "2000",
        TTH_SESSION__HISTORY_TURNS: "1000",
      },
      stdout: "null",
      stderr: "piped",
    }).spawn();
    let rest = "";
    const drained = child.stderr.pipeThrough(new TextDecoderStream()).pipeTo(
      new WritableStream({
        write: (text) => {
          const lines = (rest + text).split("\n");
          rest = lines.pop() ?? "";
          for (const line of lines) this.#read(line, child.pid, resolve);
        },
        close: () => reject(new Error(`a process ended before it listened: ${rest}`)),
      }),
    );
    const timer = setTimeout(() => reject(new Error(`a process does not listen after ${PROCESS_MS} ms`)), PROCESS_MS);
    try {
      this.#members[i] = { child, port: await port, drained };
    } finally {
      clearTimeout(timer);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#members.map((_, i) => this.kill(i, "SIGKILL")));
  }

  #read(line: string, pid: number, listening: (port: number) => void): void {
    if (!line.startsWith("{")) return;
    const { level, message, url, session_id, term }: Record<string, unknown> = JSON.parse(line);
    if (typeof url === "string" && String(message).startsWith("listening")) listening(Number(new URL(url).port));
    if (level === "ERROR") this.log.errors.push(line);
    if (message !== "session begun") return;
    this.log.opened++;
    const key = `${session_id} in term ${term}`;
    const owner = this.#owners.get(key);
    if (owner !== undefined && owner !== pid) this.log.twoOwners.push(key);
    this.#owners.set(key, pid);
  }
}
