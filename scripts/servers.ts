/**
 * Prints what a client receives from chat and speech servers with non-standard behaviour: in the affected turn, and in
 * the next one.
 *
 * @module
 */
import { type Meeting, meetServer, type Seen, type ServerCase } from "../tests/support/servers/bench.ts";
import { SERVER_CASES } from "../tests/support/servers/cases/mod.ts";
import { runCommand } from "./lib/command.ts";
import { print } from "./lib/print.ts";

/** Maximum length of a displayed text, in characters. */
const SHOWN_CHARS = 70;

function short(text: string): string {
  const line = text.replaceAll("|", "\\|").replace(/\s+/g, " ").replace(/127\.0\.0\.1:\d+/g, "server");
  return line.length > SHOWN_CHARS ? `${line.slice(0, SHOWN_CHARS)}…` : line;
}

function heard({ audioMs, peak, text }: Seen): string {
  const sound = audioMs > 0 ? `${Math.round(audioMs)} ms, peak ${peak}` : "nothing";
  return `${sound} | ${text === "" ? "nothing" : `“${short(text)}”`}`;
}

function row({ name }: ServerCase, { first, next, requests }: Meeting): string {
  const end = first.finish === "stop" || first.status === "failed" ? first.status : `${first.status}, ${first.finish}`;
  const recovery = `${next.status} after ${requests[1] - requests[0]} request(s)`;
  return `| ${
    [name, heard(first), end, first.errors.map(short).join("; ") || "none", Math.round(first.tookMs), recovery].join(
      " | ",
    )
  } |`;
}

async function table(kind: string, cases: readonly ServerCase[]): Promise<void> {
  print(`\n## Servers that ${kind}\n`);
  print("| case | heard | read | turn | error | over after, ms | next turn |");
  print("| --- | --- | --- | --- | --- | --- | --- |");
  for (const one of cases) print(row(one, await meetServer(one)));
}

const HELP =
  `Prints what a client receives from chat and speech servers with non-standard behaviour, in the affected turn and in
the next one.

  deno task servers`;

async function main(): Promise<void> {
  print("# What a client hears and sees of servers that deviate from the protocols");
  for (const [kind, cases] of Object.entries(SERVER_CASES)) await table(kind, cases);
}

if (import.meta.main) await runCommand({ help: HELP, options: {} }, main);
