/**
 * Attacks a service on this machine in every way that is known to work against such services.
 *
 * @module
 */
import type { Attack } from "./lib/attack/attack.ts";
import { attacks } from "./lib/attack/attacks.ts";
import { type Hardship, Scene, type SceneOptions } from "./lib/attack/scene.ts";
import { countOf, runCommand, type Values } from "./lib/command.ts";
import { print } from "./lib/print.ts";
import { processorTimes } from "./lib/service_process.ts";

const HELP = `Starts a service, lets a bystander listen to it, and attacks it in every known way, one after the other.
The attackers share the machine's processors with the service. It stops on its own, and never leaves loopback.

  deno task attack [--seconds 4] [--profile embedded] [--only words] [--mutations 2000] [--native]

  --seconds    how long each attack lasts
  --only       only the attacks whose names contain the words
  --mutations  how many mutated requests and messages are sent; the same ones each time
  --native     attacks Deno's own server, which is used on loopback without keys, and has no bounds on connections:
               what the guard is for. An attack then pours 300 MB at most`;

/** Attacks one service after the other. */
class Battle implements AsyncDisposable {
  readonly #options: SceneOptions;
  readonly #ms: number;
  #scene: Scene | undefined;

  constructor(options: SceneOptions, ms: number) {
    this.#options = options;
    this.#ms = ms;
  }

  /** Attacks, and returns a row of the table. */
  async row(attack: Attack): Promise<string> {
    const { name, own } = attack;
    if (own === undefined) {
      this.#scene ??= await Scene.open(this.#options);
      const { row, serves } = await this.#attack(this.#scene, attack);
      if (!serves) await this.#leave();
      return row;
    }
    await this.#leave();
    await using things = own();
    await using scene = await Scene.open({ ...this.#options, own: things.options });
    return (await this.#attack(scene, attack)).row.replace(name, `${name} *`);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#leave();
  }

  async #attack(scene: Scene, { name, run }: Attack): Promise<{ row: string; serves: boolean }> {
    const { got, hardship } = await scene.watch(() => run(scene.target, this.#ms), this.#ms);
    return { row: `| ${name} | ${got} | ${told(hardship, this.#ms)} |`, serves: hardship.trouble === undefined };
  }

  async #leave(): Promise<void> {
    const scene = this.#scene;
    this.#scene = undefined;
    await scene?.[Symbol.asyncDispose]();
  }
}

function told({ underrunMs, frames, memory, trouble }: Hardship, ms: number): string {
  const megabytes = memory.map((bytes) => (bytes / 1e6).toFixed(0)).join(" / ");
  const heard = `${underrunMs.toFixed(0)} ms, ${(frames / ms * 1000).toFixed(0)} fps`;
  return `${heard} | ${megabytes} | ${trouble === undefined ? "yes" : `NO: ${trouble}`}`;
}

const OPTIONS = {
  seconds: { type: "string", default: "4" },
  profile: { type: "string", default: "embedded" },
  only: { type: "string", default: "" },
  mutations: { type: "string", default: "2000" },
  native: { type: "boolean", default: false },
} as const;

async function main({ seconds, profile, only, mutations, native }: Values<typeof OPTIONS>): Promise<void> {
  const ms = countOf("--seconds", seconds) * 1000;
  print(`| attack on ${native ? "Deno's own server" : "the guarded service"} | what the attacker got | \
bystander: voice stood still, video | memory before / at most / after, MB | serves |`);
  print("| --- | --- | --- | --- | --- |");
  const before = await processorTimes();
  await using battle = new Battle({ profile, isNative: native }, ms);
  const chosen = attacks(countOf("--mutations", mutations)).filter(({ name }) => name.includes(only));
  for (const attack of chosen) print(await battle.row(attack));
  const after = await processorTimes();
  const share = (key: "busyMs" | "stolenMs") =>
    ((after[key] - before[key]) / (after.totalMs - before.totalMs) * 100).toFixed(0);
  print(
    `\n* on a service that is started for it. Processors, all programs: ${share("busyMs")} % busy, ${
      share("stolenMs")
    } % stolen.`,
  );
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
