/**
 * Runs the fake of OpenAI's services, for development without a key or a network, and for testing how TTH handles
 * provider faults.
 *
 * @module
 */
import type { ChatMessage } from "../src/contract/adapter.ts";
import { CHAT_FAULTS, SPEECH_FAULTS } from "../src/adapters/kit/fakes/openai/faults/http.ts";
import { injectRealtime, REALTIME_FAULTS } from "../src/adapters/kit/fakes/openai/faults/realtime.ts";
import { type FakeOpenAi, startFakeOpenAi } from "../src/adapters/kit/fakes/openai/server.ts";
import { practiceReply } from "../src/adapters/kit/fakes/openai/practice.ts";
import { choiceOf, numberOf, runCommand, type Values } from "./lib/command.ts";
import { print } from "./lib/print.ts";

const HELP = `Runs a fake of OpenAI: Realtime, chat completions, speech and models, on this machine only.

  deno task fake:openai [options]

  --port <n>       where to listen; default 8089
  --key <key>      accept only this key; default: any
  --fault <name>   cause this fault once, for the first request; may be given several times
  --faults         list the faults
  --fast           send audio in bursts instead of about four times as fast as it plays

Then, in another terminal:

  OPENAI_API_KEY=practice OPENAI_BASE_URL=http://127.0.0.1:8089/v1 deno task serve`;

/** A pause of 25 ms before each 100 ms of audio. */
const LIFELIKE = { deltaGapMs: 25 };

const FAULTS = [
  ...REALTIME_FAULTS.map((fault) => ({
    name: `realtime: ${fault.name}`,
    inject: (fake: FakeOpenAi) => injectRealtime(fake, fault),
  })),
  ...CHAT_FAULTS.map(({ name, step }) => ({
    name: `chat: ${name}`,
    inject: (fake: FakeOpenAi) => void fake.chat.steps.push(step),
  })),
  ...SPEECH_FAULTS.map(({ name, step }) => ({
    name: `speech: ${name}`,
    inject: (fake: FakeOpenAi) => void fake.speech.steps.push(step),
  })),
];

function injectFault(fake: FakeOpenAi, name: string): void {
  const known = choiceOf("--fault", name, FAULTS.map((fault) => fault.name));
  FAULTS.find((fault) => fault.name === known)?.inject(fake);
  print(`will go wrong: ${name}`);
}

/** OpenAI's "developer" role is "system" elsewhere. */
function roleOf(role: "developer" | ChatMessage["role"]): ChatMessage["role"] {
  return role === "developer" ? "system" : role;
}

const OPTIONS = {
  port: { type: "string", default: "8089" },
  key: { type: "string" },
  fault: { type: "string", multiple: true },
  faults: { type: "boolean", default: false },
  fast: { type: "boolean", default: false },
} as const;

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  if (values.faults) return print(FAULTS.map(({ name }) => name).join("\n"));
  await using fake = startFakeOpenAi({
    port: numberOf("--port", values.port, [0, 65_535], Number.isInteger),
    ...(values.key !== undefined && { apiKey: values.key }),
    realtime: { msPerChar: 60, manner: values.fast ? {} : LIFELIKE },
    chat: {
      reply: ({ messages }) => practiceReply(messages.map(({ role, content }) => ({ role: roleOf(role), content }))),
    },
    speech: { msPerChar: 60 },
  });
  for (const name of values.fault ?? []) injectFault(fake, name);
  print(`OPENAI_BASE_URL=${fake.baseUrl}`);
  await new Promise<void>((resolve) => Deno.addSignalListener("SIGINT", resolve));
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
