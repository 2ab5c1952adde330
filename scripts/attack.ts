/**
 * Attacks a service on this machine in every way that is known to work against such services.
 *
 * @module
 */
import { delay, systemClock } from "../src/contract/clock.ts";
import { type Attack, ATTACKS } from "./lib/attack/attacks.ts";
import type { Target } from "./lib/attack/attacker.ts";
import { countOf, runCommand, type Values } from "./lib/command.ts";
import { Listener } from "./lib/load/listener.ts";
import { print } from "./lib/print.ts";
import { rssBytes, type ServiceProcess, startServiceProcess, untilReady } from "./lib/service_process.ts";

const USAGE = `Starts a service, lets a bystander listen to it, and attacks it in every known way, one after the other.
The attackers share the machine's processors with the service. It ends by itself, and never leaves loopback.

  deno task attack [--seconds 8] [--profile embedded] [--only words]

  --seconds  how long each attack lasts
  --only     only the attacks whose names contain the words`;

const KEY = "the-key-of-the-attacked-service";

/** Half of an attack at most, so that the end of a connection is seen. */
const REQUEST_MS = 3000;

/** After an attack, before memory is read, ms. */
const CALM_MS = 3000;

/** What one attack did. */
interface Outcome {
  readonly got: string;
  readonly underrunMs: number;
  readonly frames: number;
  readonly memory: readonly number[];
  readonly serves: boolean;
}

async function attack(service: ServiceProcess, { run }: Attack, seconds: number, profile: string): Promise<Outcome> {
  // The bystander comes from another address than the attacker.
  const url = service.url.replace(/^http:\/\/[^/]+:/, "http://[::1]:");
  const target: Target = { url: url.replace("[::1]", "127.0.0.1"), key: KEY };
  const body = { video: { mode: "frames" as const, width: 256, height: 256, fps: 25 } };
  const textOf = (turn: number) => `This is turn ${turn}. The bystander wants to hear every single word of it.`;
  const bystander = await Listener.open({ url, key: KEY, body, textOf });
  const listening = bystander.listen();
  await delay(systemClock, profile === "embedded" ? 3000 : 1000);
  bystander.reset();
  const before = await rssBytes(service.pid);
  let peak = before;
  const abort = new AbortController();
  const watching = (async () => {
    while (!abort.signal.aborted) {
      peak = Math.max(peak, await rssBytes(service.pid));
      await delay(systemClock, 200);
    }
  })();
  const endsAt = performance.now() + seconds * 1000;
  const got = await run(target, seconds * 1000);
  await delay(systemClock, Math.max(0, endsAt - performance.now()));
  const { underrunMs, frames } = bystander;
  abort.abort();
  await watching;
  bystander.stop();
  await listening;
  await endSessions(url);
  await delay(systemClock, CALM_MS);
  const serves = await fetch(`${url}/v1/ready`).then(
    async (answer) => (await answer.json()).ready === true,
    () => false,
  );
  return { got, underrunMs, frames, memory: [before, peak, await rssBytes(service.pid)], serves };
}

/** Gives sessions whose clients are gone the time to end. */
async function endSessions(url: string): Promise<void> {
  await fetch(`${url}/v1/ready`).then((answer) => answer.body?.cancel(), () => {});
  await delay(systemClock, 1500);
}

function row(name: string, { got, underrunMs, frames, memory, serves }: Outcome, seconds: number): string {
  const megabytes = memory.map((bytes) => (bytes / 1e6).toFixed(0)).join(" / ");
  const heard = `${underrunMs.toFixed(0)} ms, ${(frames / seconds).toFixed(0)} fps`;
  return `| ${name} | ${got} | ${heard} | ${megabytes} | ${serves ? "yes" : "NO"} |`;
}

const OPTIONS = {
  seconds: { type: "string", default: "8" },
  profile: { type: "string", default: "embedded" },
  only: { type: "string", default: "" },
} as const;

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const seconds = countOf("--seconds", values.seconds);
  const service = await startServiceProcess({
    profile: values.profile,
    env: {
      TTH_LOG_LEVEL: "info",
      TTH_HOST: "::",
      TTH_API_KEYS: KEY,
      TTH_SERVER__TRUSTED_PROXIES: "[]",
      TTH_SERVER__REQUEST_MS: String(REQUEST_MS),
      TTH_SESSION__IDLE_MS: "1000",
      TTH_SESSION__RESUME_MS: "0",
      TTH_ADMISSION__ENABLED: "true",
    },
  });
  try {
    await untilReady(service.url.replace(/^http:\/\/[^/]+:/, "http://[::1]:"));
    print(
      "| attack | what the attacker got | bystander: voice stood still, video | memory before / at most / after, MB | serves |",
    );
    print("| --- | --- | --- | --- | --- |");
    for (const one of ATTACKS.filter(({ name }) => name.includes(values.only))) {
      print(row(one.name, await attack(service, one, seconds, values.profile), seconds));
    }
  } finally {
    await service.stop();
  }
}

if (import.meta.main) await runCommand({ help: USAGE, options: OPTIONS }, main);
