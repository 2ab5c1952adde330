/**
 * Examines a configuration: checks every provider's health, runs a turn, and suggests fixes.
 *
 * @module
 */
import { ADAPTER_KINDS, type AdapterKind } from "../../src/contract/adapter.ts";
import { systemClock } from "../../src/contract/clock.ts";
import { messageOf } from "../../src/contract/errors.ts";
import type { ServerMessage } from "../../src/contract/protocol/messages.ts";
import { startService } from "../../src/api/service.ts";
import { createProviders, secretValues } from "../../src/api/wiring.ts";
import { deadline } from "../../src/core/async.ts";
import { ConfigError, type ConfigFiles, loadConfig, type LoadedConfig } from "../../src/core/config/config.ts";
import type { Environment } from "../../src/core/config/environment.ts";
import type { Registry } from "../../src/core/registry/registry.ts";
import { chainsOf, closeProviders, type Provider } from "../../src/pipeline/provider/chain.ts";
import { type RecordedTurn, WireClient } from "./wire/client.ts";

/** Results of an examination, as exit codes. */
export const EXIT = { well: 0, ill: 1, misconfigured: 2 } as const;

/** What is examined. */
export interface Examination {
  readonly env: Environment;
  readonly files: ConfigFiles;
  readonly registry: Registry;
  /** The profile; absent: the service's default. */
  readonly profile?: string | undefined;
  /** The user text, spoken verbatim if there is no model. */
  readonly text: string;
  /** Whether to look for a model server on this machine, as the service does. */
  readonly findLocal: boolean;
  /** Writes a line. */
  print(line: string): void;
}

/** Timeout of a provider's health check, in ms: longer than the service's, because no page is waiting. */
const HEALTH_LIMIT_MS = 10_000;

/** Timeout between events of a turn, in ms: a model may have to load first. */
const TURN_LIMIT_MS = 300_000;

const TITLES: Readonly<Record<AdapterKind, string>> = {
  realtime: "realtime model",
  llm: "language model",
  tts: "voice",
  avatar: "face",
};

/**
 * Examines the configuration.
 *
 * @param examination What to look at.
 * @returns The exit code.
 */
export async function examine(examination: Examination): Promise<number> {
  const { print, env, files, registry, profile, findLocal } = examination;
  let loaded: LoadedConfig;
  try {
    loaded = await loadConfig({ env, files, registry, findLocal, ...(profile !== undefined && { profile }) });
  } catch (error) {
    print(`✗ ${messageOf(error)}`);
    return error instanceof ConfigError ? EXIT.misconfigured : EXIT.ill;
  }
  print(`✓ configuration: profile ${loaded.profile}, because ${loaded.reason}`);
  if (loaded.localProvider !== undefined) print(`✓ found on this machine: ${loaded.localProvider.summary}`);
  const isWell = await examineProviders(loaded, examination);
  const speaks = await examineSpeech(examination);
  print(isWell && speaks ? "All is well." : "Not all is well: see the lines with ✗.");
  return isWell && speaks ? EXIT.well : EXIT.ill;
}

/** Checks every provider, including fallbacks. */
async function examineProviders(loaded: LoadedConfig, { env, registry, print }: Examination): Promise<boolean> {
  const secrets = secretValues(loaded, env);
  const redact = (text: string) => secrets.reduce((clean, secret) => clean.replaceAll(secret, "[redacted]"), text);
  const providers = await createProviders({ loaded, registry, env, clock: systemClock });
  try {
    const chains = chainsOf(providers);
    let isWell = true;
    for (const { kind, providers: all } of chains) {
      for (const [n, provider] of all.entries()) {
        const { healthy, detail } = await healthOf(provider);
        const role = n === 0 ? TITLES[kind] : `${TITLES[kind]}, standing by`;
        print(`${healthy ? "✓" : "✗"} ${role}: ${provider.name}: ${redact(detail)}`);
        isWell &&= healthy;
      }
    }
    for (const kind of ADAPTER_KINDS.filter((kind) => !chains.some((chain) => chain.kind === kind))) {
      print(`- ${TITLES[kind]}: not in use`);
    }
    if (chains.some(({ kind, primary }) => kind === "llm" && primary.shared.capabilities().demonstration)) {
      print("- replies are a demonstration until a model is connected: start Ollama, or set OPENAI_API_KEY");
    }
    return isWell;
  } finally {
    await closeProviders(providers, (name, error) => print(`✗ ${name} does not close: ${messageOf(error)}`));
  }
}

/** A face must load its modules before its health check. */
async function healthOf(provider: Provider): Promise<{ healthy: boolean; detail: string }> {
  const ending = new AbortController();
  const onTimeout = () => new Error(`no answer within ${HEALTH_LIMIT_MS} ms`);
  try {
    const { shared: adapter } = provider;
    await adapter.load();
    return await deadline(adapter.health({ signal: ending.signal }), {
      clock: systemClock,
      limitMs: HEALTH_LIMIT_MS,
      onTimeout,
    });
  } catch (error) {
    ending.abort();
    return { healthy: false, detail: messageOf(error) };
  }
}

/** Has the service reply, and speak a verbatim text. */
async function examineSpeech(examination: Examination): Promise<boolean> {
  const { env, files, registry, profile, findLocal, print, text } = examination;
  await using service = await startService({
    env: { ...env, get: (name) => Object.hasOwn(LOCAL, name) ? LOCAL[name] : env.get(name) },
    files,
    registry,
    findLocal,
    ...(profile !== undefined && { profile }),
  });
  await service.warm;
  const { client } = await WireClient.open(service.url, { video: { mode: "none" } }, TURN_LIMIT_MS);
  try {
    const reply = tell("a reply", await client.turn(text), print);
    const verbatim = tell("word for word", await client.turn(text, { mode: "verbatim" }), print);
    return reply && verbatim;
  } catch (error) {
    print(`✗ speech: ${messageOf(error)}`);
    return false;
  } finally {
    await client[Symbol.asyncDispose]();
  }
}

/** The service listens on loopback, on a free port, and does not print its log. */
const LOCAL: Readonly<Record<string, string | undefined>> = {
  TTH_HOST: "127.0.0.1",
  TTH_PORT: "0",
  PORT: undefined,
  TTH_API_KEYS: undefined,
  TTH_SERVER__API_KEYS: "[]",
  TTH_LOG_LEVEL: "fatal",
};

/** Reports when text and audio of a turn arrived, and errors. */
function tell(what: string, { sentAtMs, arrivals }: RecordedTurn, print: (line: string) => void): boolean {
  const first = (type: ServerMessage["type"]) => arrivals.find(({ message }) => message.type === type)?.atMs;
  const after = (atMs: number | undefined) => atMs === undefined ? "never" : `after ${Math.round(atMs - sentAtMs)} ms`;
  const errors = arrivals.flatMap(({ message }) => message.type === "error" ? [message.message] : []);
  const status = arrivals.map(({ message }) => message.type === "turn_complete" ? message.status : "").join("");
  const isWell = status === "completed" && errors.length === 0;
  const times = `first words ${after(first("text_delta"))}, first sound ${after(first("audio_chunk"))}`;
  print(`${isWell ? "✓" : "✗"} speech, ${what}: ${status}, ${times}`);
  for (const error of errors) print(`  ${error}`);
  return isWell;
}
