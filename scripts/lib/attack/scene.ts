/**
 * Where attacks happen: a service in a separate process, and a bystander who listens to it.
 *
 * @module
 */
import { delay, systemClock } from "../../../src/contract/clock.ts";
import { Listener } from "../load/listener.ts";
import {
  rssBytes,
  type ServiceProcess,
  type ServiceProcessOptions,
  startServiceProcess,
  untilReady,
} from "../service_process.ts";
import type { Target } from "./attacker.ts";

const KEY = "the-key-of-the-attacked-service";

/** Short, so that the end of a connection is seen. */
const REQUEST_MS = 2000;

/** Where strangers can reach the service, so that it guards its connections. */
const GUARDED = {
  TTH_HOST: "::",
  TTH_API_KEYS: KEY,
  TTH_SERVER__TRUSTED_PROXIES: "[]",
  TTH_SERVER__REQUEST_MS: String(REQUEST_MS),
};

/** This machine's users only: Deno's own server. */
const NATIVE = { TTH_HOST: "127.0.0.1", TTH_API_KEYS: "" };

/** What an attack on Deno's own server pours at most, bytes. */
const NATIVE_BYTES = 300_000_000;

/** How long the service and the bystander warm up before the first attack, ms: code is compiled, caches fill. */
const RUN_IN_MS = 6000;

/** After an attack, before its end is looked at: sessions whose clients are gone have ended, ms. */
const CALM_MS = 2500;

/** How long collecting garbage takes at most, ms. */
const COLLECTED_MS = 400;

/** Memory counts as released within this share of the start. */
const BACK_SHARE = 1.2;

/** How long it may take, ms: drawing threads keep looks and sizes for half a minute after they were shown. */
const BACK_MS = 40_000;

/** What the bystander and the service went through. */
export interface Hardship {
  readonly underrunMs: number;
  readonly frames: number;
  /** Memory before, at most, and after, bytes. */
  readonly memory: readonly number[];
  /** Why the service does not serve any more; `undefined`: it does. */
  readonly trouble: string | undefined;
}

/** How a scene is set. */
export interface SceneOptions {
  readonly profile: string;
  /** Whether Deno's own server is attacked, without a guard before it. */
  readonly isNative: boolean;
  readonly own?: Pick<ServiceProcessOptions, "env" | "openFiles">;
}

/** See the module. */
export class Scene implements AsyncDisposable {
  readonly target: Target;
  readonly #service: ServiceProcess;
  readonly #bystander: Listener;
  readonly #listening: Promise<void>;

  private constructor(target: Target, service: ServiceProcess, bystander: Listener) {
    this.target = target;
    this.#service = service;
    this.#bystander = bystander;
    this.#listening = bystander.listen();
  }

  /** Starts the service and the bystander. */
  static async open({ profile, isNative, own = {} }: SceneOptions): Promise<Scene> {
    const { env, ...limits } = own;
    const service = await startServiceProcess({
      profile,
      ...limits,
      program: "scripts/lib/attack/attacked_service.ts",
      env: {
        TTH_LOG_LEVEL: "info",
        TTH_SESSION__IDLE_MS: "1000",
        TTH_SESSION__RESUME_MS: "0",
        TTH_ADMISSION__ENABLED: "true",
        ...isNative ? NATIVE : GUARDED,
        ...env,
      },
    });
    const at = (host: string) => service.url.replace(/^http:\/\/(\[.*\]|[^/:]+):/, `http://${host}:`);
    // Where addresses are told apart, the bystander comes from another one than the attacker.
    const url = at(isNative ? "127.0.0.1" : "[::1]");
    const key = isNative ? undefined : KEY;
    try {
      await untilReady(url);
      const video = { mode: "frames" as const, width: 256, height: 256, fps: 25 };
      const textOf = (turn: number) => `This is turn ${turn}. The bystander wants to hear every single word of it.`;
      const bystander = await Listener.open({ url, ...key !== undefined && { key }, body: { video }, textOf });
      const maxBytes = isNative ? NATIVE_BYTES : Infinity;
      const scene = new Scene({ url: at("127.0.0.1"), elsewhere: url, key, maxBytes }, service, bystander);
      await delay(systemClock, RUN_IN_MS);
      return scene;
    } catch (error) {
      await service.stop();
      throw error;
    }
  }

  /** Watches the bystander and the service during an attack, and some time after it. */
  async watch(attack: () => Promise<string>, ms: number): Promise<{ got: string; hardship: Hardship }> {
    const before = await this.#collectedBytes();
    this.#bystander.reset();
    const abort = new AbortController();
    const watching = this.#highestBytes(abort.signal);
    const endsAt = performance.now() + ms;
    const got = await attack();
    await delay(systemClock, Math.max(0, endsAt - performance.now()));
    const { underrunMs, frames, ended } = this.#bystander;
    abort.abort();
    const highest = Math.max(before, await watching);
    await delay(systemClock, CALM_MS);
    const memory = [before, highest, await this.#bytesWhenBack(before * BACK_SHARE)];
    return { got, hardship: { underrunMs, frames, memory, trouble: ended ?? await this.#trouble() } };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#bystander.stop();
    await this.#listening;
    await this.#service.stop();
  }

  /** Why it is not ready; `undefined`: it is. */
  async #trouble(): Promise<string | undefined> {
    try {
      const answer = await fetch(`${this.target.url}/v1/ready`, { signal: AbortSignal.timeout(3000) });
      const { ready, detail } = await answer.json();
      return ready === true ? undefined : detail;
    } catch (error) {
      return String(error);
    }
  }

  /** The memory without garbage. */
  async #collectedBytes(): Promise<number> {
    Deno.kill(this.#service.pid, "SIGUSR2");
    await delay(systemClock, COLLECTED_MS);
    return await rssBytes(this.#service.pid);
  }

  /** The memory without garbage, once it is at most `bytes`, or when there was time enough for it. */
  async #bytesWhenBack(bytes: number): Promise<number> {
    const endsAt = performance.now() + BACK_MS;
    let now = await this.#collectedBytes();
    while (now > bytes && performance.now() < endsAt) {
      await delay(systemClock, 1000);
      now = await this.#collectedBytes();
    }
    return now;
  }

  async #highestBytes(signal: AbortSignal): Promise<number> {
    let highest = 0;
    while (!signal.aborted) {
      highest = Math.max(highest, await rssBytes(this.#service.pid));
      await delay(systemClock, 200);
    }
    return highest;
  }
}
