/**
 * What the latency is measured of: the service, and a bare relay, which is what runtime, network and client take alone.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { freePort } from "../free_port.ts";
import { type Server, startServer } from "../peers/server.ts";
import { startOwnService } from "../peers/systems.ts";
import { startServiceProcess, untilReady } from "../service_process.ts";
import { PROVIDER_VARIABLE } from "./adapters/messages.ts";

/** A running one. */
type Running = Pick<Server, "url" | "stop">;

/** Something between providers and clients. */
export interface Measured {
  /** Starts it with a provider that sends on a schedule. */
  between(providerUrl: string): Promise<Running>;
  /** Starts it with providers in itself that answer at once. */
  atOnce(): Promise<Running>;
}

/** The service, with a model and a voice that pass on what the provider sends, or with its mocks. */
export const SERVICE: Measured = {
  async between(providerUrl) {
    const env = {
      TTH_LOG_LEVEL: "info",
      TTH_IMPORT_MAP: pathOf("adapters/adapters.json"),
      TTH_COMPONENTS__LLM__PRIMARY: "stamped_llm",
      TTH_COMPONENTS__TTS__PRIMARY: "stamped_tts",
      [PROVIDER_VARIABLE]: providerUrl,
      // One piece, so that no speech is asked for ahead of its time.
      TTH_SEGMENTATION__FIRST_MAX_CHARS: "1000",
      TTH_SEGMENTATION__MAX_CHARS: "1000",
    };
    const service = await startServiceProcess({ profile: "offline_mock", env, flags: ["--allow-read"] });
    await untilReady(service.url);
    return service;
  },
  atOnce: () => startOwnService({ TTH_ADAPTERS__MOCK_LLM__WORD_DELAY_MS: "0", TTH_SERVER__MESSAGES_PER_S: "1000" }),
};

/** A program that only passes messages on. */
export const BARE_RELAY: Measured = {
  between: (providerUrl) => startRelay({ [PROVIDER_VARIABLE]: providerUrl }),
  atOnce: () => startRelay({}),
};

function startRelay(env: Readonly<Record<string, string>>): Promise<Running> {
  const port = freePort();
  const args = ["run", "-A", "--quiet", pathOf("bare_relay.ts"), String(port)];
  return startServer({ program: Deno.execPath(), args, env }, port, `http://127.0.0.1:${port}`);
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
