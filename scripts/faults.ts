/**
 * Prints what a client sees of every fault of a provider, with the whole service in between: once with nobody to take
 * over, once with other providers standing by.
 *
 * @module
 */
import { type Backing, meetFaults, type Sighting } from "../tests/support/fault_bench.ts";
import { print } from "./lib/print.ts";

const SERVICES = { realtime: "openai_realtime", chat: "openai_chat", speech: "openai_tts" } as const;

function seen({ status, errors, audioMs }: Sighting): string {
  const after = status === "failed" && audioMs > 0 ? ` after ${Math.round(audioMs)} ms of speech` : "";
  return [...errors.map((code) => `\`${code}\``), status + after].join(", ");
}

function row(alone: Sighting, backed: Sighting | undefined): string {
  const took = alone.status === "closed" ? "" : `${Math.round(alone.endMs)}`;
  const next = `${alone.nextStatus}, heard after ${Math.round(alone.nextAudioMs)} ms`;
  return `| ${[alone.fault, seen(alone), backed ? seen(backed) : "the same", took, next, alone.stale].join(" | ")} |`;
}

async function table(service: Sighting["service"]): Promise<void> {
  const meet = async (backing: Backing) => (await meetFaults(service, backing)).sightings;
  const alone = await meet("alone");
  const backed = new Map((await meet("with fallback")).map((sighting) => [sighting.fault, sighting]));
  print(`\n## ${SERVICES[service]}\n`);
  print("| fault | alone | with a fallback | turn over after, ms | next turn | stale messages |");
  print("| --- | --- | --- | --- | --- | --- |");
  for (const sighting of alone) print(row(sighting, backed.get(sighting.fault)));
}

if (import.meta.main) {
  print("# What a client sees of a provider's faults");
  for (const service of ["realtime", "chat", "speech"] as const) await table(service);
}
