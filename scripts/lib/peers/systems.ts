/**
 * The systems of the comparison: this service, a bare sender as the baseline, and peers from the Python registry.
 *
 * @module
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DOTENV_VARIABLE } from "../../../src/core/config/environment.ts";
import { PROJECT_ROOT } from "../../../src/core/project_root.ts";
import { ENGINE_ENV, ENGINE_FLAGS, untilReady } from "../service_process.ts";
import { freePort } from "../free_port.ts";
import { pathOf, type Server, startServer } from "./server.ts";

/** A system that can be measured. */
export interface System {
  readonly name: string;
  /** Whether it sends pictures too. */
  readonly hasVideo: boolean;
  /**
   * Installs what it needs.
   *
   * @throws Error When it cannot.
   */
  prepare(): Promise<void>;
  start(): Promise<Server>;
}

/** Where the virtual environments of the peers are kept. */
const ENVIRONMENTS = join(fileURLToPath(PROJECT_ROOT), "out", "peers");

/** The text of every turn. */
const REPLY = pathOf("reply.json");

const nothing = () => Promise.resolve();

/**
 * Starts this service with its mocks.
 *
 * @param env What differs from how it ships.
 */
export async function startOwnService(env: Readonly<Record<string, string>> = {}): Promise<Server> {
  const port = freePort();
  const all = {
    ...ENGINE_ENV,
    [DOTENV_VARIABLE]: "off",
    TTH_PROFILE: "offline_mock",
    TTH_PORT: String(port),
    TTH_LOG_LEVEL: "warning",
    TTH_LOG_FORMAT: "json",
    TTH_SERVER__WORKERS: "1",
    TTH_SESSION__MAX_SESSIONS: "2000",
    TTH_ADMISSION__ENABLED: "false",
    ...env,
  };
  const args = ["run", "-P", "--quiet", ENGINE_FLAGS, "src/api/main.ts"];
  const server = await startServer({ program: Deno.execPath(), args, env: all }, port, `http://127.0.0.1:${port}`);
  await untilReady(server.url);
  return server;
}

/** This service with its mocks, as it ships. */
export const SERVICE: System = { name: "tth", hasVideo: true, prepare: nothing, start: () => startOwnService() };

const bareSender: System = {
  name: "bare sender",
  hasVideo: true,
  prepare: nothing,
  start() {
    const port = freePort();
    const args = ["run", "-A", "--quiet", pathOf("bare_sender.ts"), String(port)];
    return startServer({ program: Deno.execPath(), args }, port, `ws://127.0.0.1:${port}/ws`);
  },
};

/** A peer that is installed from the Python registry into a virtual environment. */
function pythonPeer({ name, packages, hasVideo }: { name: string; packages: string[]; hasVideo: boolean }): System {
  const environment = join(ENVIRONMENTS, name);
  const python = join(environment, "bin", "python");
  return {
    name,
    hasVideo,
    async prepare() {
      const stamp = join(environment, "installed.txt");
      const wanted = packages.join("\n");
      if (await Deno.readTextFile(stamp).catch(() => "") === wanted) return;
      await run("python3", ["-m", "venv", environment]);
      await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages]);
      await Deno.writeTextFile(stamp, wanted);
    },
    start() {
      const port = freePort();
      const args = [pathOf(`${name}_server.py`), String(port), REPLY];
      return startServer({ program: python, args }, port, `ws://127.0.0.1:${port}/ws`);
    },
  };
}

async function run(program: string, args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args }).output();
  if (success) return;
  const reason = new TextDecoder().decode(stderr).trim().split("\n").at(-1);
  throw new Error(`${program} ${args.slice(0, 3).join(" ")} failed: ${reason}`);
}

/** This service and its baseline. */
export const OWN: readonly System[] = [bareSender, SERVICE];

/** The peers, with their versions. */
export const PEERS: readonly System[] = [
  pythonPeer({
    name: "pipecat",
    packages: ["pipecat-ai==1.14.0", "fastapi", "uvicorn", "uvloop", "websockets", "numpy"],
    hasVideo: true,
  }),
  pythonPeer({
    name: "livekit",
    packages: ["livekit-agents==1.8.9", "uvloop", "websockets", "numpy"],
    hasVideo: false,
  }),
];
