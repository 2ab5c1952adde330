/**
 * Phase 4: one conversation with the live provider. It is skipped, with a reason, if there is no key or the provider is
 * unreachable. With `OPENAI_BASE_URL` it runs against any compatible server, which needs no key.
 *
 * @module
 */
import assert from "node:assert/strict";
import { filesBelow, projectEnvironment } from "../src/core/config/files.ts";
import { type Environment, OPENAI_BASE_URL, OPENAI_KEYS } from "../src/core/config/environment.ts";
import { messageOf } from "../src/contract/errors.ts";
import { Registry } from "../src/core/registry/registry.ts";
import { startLocally, UNLIMITED } from "./lib/local_service.ts";
import { type Phase, runPhase } from "./lib/phase.ts";
import { checkTurn, viewOf } from "./lib/turn_checks.ts";
import { WireClient } from "./lib/wire/client.ts";

const PROFILE = "api_only_mac";
const DEFAULT_BASE_URL = "https://api.openai.com/v1";

/** Longest wait for any answer of the provider, ms. */
const ANSWER_MS = 5000;

/** Why the phase cannot run; `undefined` if it can. */
export async function obstacle(env: Environment): Promise<string | undefined> {
  if (new Registry().kindOf("openai_realtime") === undefined) return "the openai_realtime adapter is not registered";
  const variables = [...OPENAI_KEYS, OPENAI_BASE_URL];
  if (!variables.some((name) => env.get(name) !== undefined)) return `none of ${variables.join(", ")} is set`;
  const url = env.get(OPENAI_BASE_URL) ?? DEFAULT_BASE_URL;
  try {
    // Whatever it answers, there is a name, a network and a server.
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
    await response.body?.cancel();
    return undefined;
  } catch (error) {
    return `${new URL(url).host} cannot be reached: ${messageOf(error)}`;
  }
}

async function live(phase: Phase): Promise<void> {
  const env = await projectEnvironment(filesBelow());
  const reason = await obstacle(env);
  if (reason !== undefined) return phase.skip("a conversation with the live provider", reason);

  await using service = await startLocally(PROFILE, {
    ...UNLIMITED,
    ...Object.fromEntries(env.names().map((name) => [name, env.get(name)])),
  });
  const { config } = service.loaded;
  await phase.check("the provider is healthy", async () => {
    const health = await (await fetch(`${service.url}/v1/health`)).json();
    assert.equal(health.realtime.healthy, true, health.realtime.detail);
    return health.realtime.detail;
  });
  const { client, ready } = await WireClient.open(service.url);
  await using session = client;
  const turn = async (name: string, text: string) => {
    const view = viewOf(await session.turn(text));
    await checkTurn(phase, name, view, ready.fps, config);
    return view;
  };
  const first = await turn("turn 1", "Hello! My name is Ada. Please greet me in one short sentence.");
  session.send({ type: "control_update", control: { emotion: { label: "excited" } } });
  await phase.check("an unknown emotion is refused by name, and the session continues", async () => {
    const { message } = await session.next();
    assert.equal(message.type, "error");
    assert.match(message.type === "error" ? message.message : "", /control\.emotion\.label/);
  });
  session.send({ type: "control_update", control: { emotion: { label: "happy", intensity: 0.9 } } });
  const second = await turn("turn 2", "What is my name? Answer in one short sentence.");
  await phase.check("turn 2: control_update is in force, and turn 1 is remembered", () => {
    assert.notEqual(first.started.control.emotion.label, "happy");
    assert.equal(second.started.control.emotion.label, "happy");
    assert.match(second.text, /Ada/i);
  });
}

if (import.meta.main) await runPhase("Phase 4: live provider", live);
