/**
 * Prints what a client of the whole service sees for every provider fault: once without fallback providers, once with
 * them.
 *
 * @module
 */
import {
  type Backing,
  type Fault,
  FaultBench,
  FAULTS,
  type FaultyService,
  type Sighting,
} from "../tests/support/fault_bench.ts";
import { runCommand } from "./lib/command.ts";
import { print } from "./lib/print.ts";

const SERVICES = { realtime: "openai_realtime", chat: "openai_chat", speech: "openai_tts" } as const;

function seen({ status, errors, audioMs }: Sighting): string {
  const after = status === "failed" && audioMs > 0 ? ` after ${Math.round(audioMs)} ms of speech` : "";
  return [...errors.map((code) => `\`${code}\``), status + after].join(", ");
}

function row({ name }: Fault, alone: Sighting, backed: Sighting | undefined): string {
  const took = alone.status === "closed" ? "" : `${Math.round(alone.endMs)}`;
  const next = `${alone.nextStatus}, heard after ${Math.round(alone.nextAudioMs)} ms`;
  return `| ${[name, seen(alone), backed ? seen(backed) : "the same", took, next, alone.stale].join(" | ")} |`;
}

/** Runs the faults of a service; with fallbacks, only those that require one. */
async function meet(service: FaultyService, backing: Backing): Promise<Map<string, Sighting>> {
  await using bench = await FaultBench.start(service, backing);
  const sightings = new Map<string, Sighting>();
  for (const fault of FAULTS[service]) {
    if (backing === "with fallback" && fault.expected.outcome !== "error") continue;
    sightings.set(fault.name, await bench.meet(fault));
  }
  return sightings;
}

async function table(service: FaultyService): Promise<void> {
  const alone = await meet(service, "alone");
  const backed = await meet(service, "with fallback");
  print(`\n## ${SERVICES[service]}\n`);
  print("| fault | alone | with a fallback | turn over after, ms | next turn | stale messages |");
  print("| --- | --- | --- | --- | --- | --- |");
  for (const fault of FAULTS[service]) {
    const sighting = alone.get(fault.name);
    if (sighting !== undefined) print(row(fault, sighting, backed.get(fault.name)));
  }
}

const HELP = `Prints what a client sees of each fault of a provider, without and with fallback providers.

  deno task faults`;

async function main(): Promise<void> {
  print("# What a client sees of a provider's faults");
  for (const service of ["realtime", "chat", "speech"] as const) await table(service);
}

if (import.meta.main) await runCommand({ help: HELP, options: {} }, main);
