/** A service with adapters that behave as a test wants. */
import { z } from "zod";
import { StreamingAdapter } from "../../src/contract/adapter.ts";
import type { Service } from "../../src/api/service.ts";
import { filesBelow } from "../../src/core/config/files.ts";
import { environmentOf } from "../../src/core/config/environment.ts";
import { Registry } from "../../src/core/registry/registry.ts";
import { UNLIMITED } from "../../scripts/lib/local_service.ts";
import { type LoopService, startOnLoopClock } from "../support/loop_service.ts";

/** How the acme adapters behave in a test. */
export interface Acme {
  load?: () => Promise<void>;
  warmup?: () => Promise<void>;
  probes?: { count: number };
  close?: () => Promise<void>;
  infer?: () => ReadableStream<never>;
  /** What is wrong with them, in health's words. */
  ails?: string | (() => string | undefined);
  /** Whether they work without a network. Default: yes. */
  offline?: boolean;
}

/** The project's registry with the adapters `acme_llm` and `acme_tts` beside its own. */
function registryWith(
  {
    load = () => Promise.resolve(),
    warmup = () => Promise.resolve(),
    probes = { count: 0 },
    close = () => Promise.resolve(),
    infer = () => ReadableStream.from([]),
    ails,
    offline = true,
  }: Acme,
): Registry {
  class AcmeAdapter extends StreamingAdapter<unknown, never> {
    override load(): Promise<void> {
      return load();
    }
    override warmup(): Promise<void> {
      return warmup();
    }
    override close(): Promise<void> {
      return close();
    }
    health() {
      probes.count += 1;
      const illness = typeof ails === "function" ? ails() : ails;
      return Promise.resolve({ healthy: illness === undefined, latencyMs: null, detail: illness ?? "awake" });
    }
    capabilities() {
      return { streams: [], controls: {}, formats: [], languages: ["*"], limits: {}, offline };
    }
    inferStream(): ReadableStream<never> {
      return infer();
    }
  }
  const own = new Registry();
  const acme = (kind: string, name: string) => ({
    default: {
      kind,
      name,
      summary: "A stand-in.",
      secrets: ["ACME_API_KEY"],
      options: z.strictObject({}),
      create: () => new AcmeAdapter(),
    },
  });
  return new Registry({
    imports: {
      ...Object.fromEntries(own.list().map(({ kind, name }) => [`#adapters/${kind}/${name}`, ""])),
      "#adapters/llm/acme_llm": "",
      "#adapters/tts/acme_tts": "",
    },
    importModule(specifier) {
      const [, kind = "", name = ""] = specifier.split("/");
      return name.startsWith("acme") ? Promise.resolve(acme(kind, name)) : import(specifier);
    },
  });
}

/** Starts the service on a free port, and keeps its log. */
export async function start(
  env: Record<string, string>,
  acme: Acme = {},
): Promise<{ service: LoopService; log: () => string }> {
  const decoder = new TextDecoder();
  let log = "";
  const output = new WritableStream<Uint8Array>({ write: (chunk) => void (log += decoder.decode(chunk)) });
  const service = await startOnLoopClock({
    env: environmentOf({ ...UNLIMITED, TTH_PORT: "0", TTH_LOG_FORMAT: "json", ...env }),
    files: filesBelow(),
    registry: registryWith(acme),
    profile: "offline_mock",
    logging: { output },
  });
  return { service, log: () => log };
}

/** What a call answers, as JSON. */
export const json = async (service: Service, path: string) =>
  await (await service.fetch(new Request(service.url + path))).json();
