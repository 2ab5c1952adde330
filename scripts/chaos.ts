/**
 * Kills instances at random while clients speak, and reports what the clients lost: nothing that they had heard.
 *
 * @module
 */
import { type ChaosReport, runChaos } from "./lib/chaos/run.ts";
import { countOf, runCommand, type Values } from "./lib/command.ts";
import { print } from "./lib/print.ts";
import { quantiles } from "./lib/report/quantiles.ts";

const HELP = `Kills instances on one store at random while clients speak through a load balancer.

  deno task chaos [--kills 200] [--clients 20] [--processes 3] [--seed 1] [--pause 400] [--store URL]

  --pause  longest pause between a restart and the next kill, ms; all processes but one are killed at the same time
  --store  a \`denokv\` server that keeps the sessions, with its token in DENO_KV_ACCESS_TOKEN; default: a file
  --json   print the report as JSON`;

/** A client must speak again within this time after a kill, ms. */
const SPEAK_MS = 3000;

const OPTIONS = {
  kills: { type: "string", default: "200" },
  clients: { type: "string", default: "20" },
  processes: { type: "string", default: "3" },
  seed: { type: "string", default: "1" },
  pause: { type: "string", default: "400" },
  store: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

async function main(values: Values<typeof OPTIONS>): Promise<number> {
  const kills = countOf("--kills", values.kills);
  const report = await runChaos({
    kills,
    clients: countOf("--clients", values.clients),
    processes: countOf("--processes", values.processes),
    seed: countOf("--seed", values.seed, 0),
    pauseMs: countOf("--pause", values.pause, 0),
    ...(values.store !== undefined && { storeUrl: values.store }),
    progress: (done) => done % 20 === 0 && print(`${done} of ${kills} kills`),
  });
  print(values.json ? JSON.stringify(report, null, 2) : tableOf(report));
  return problemsOf(report).length === 0 ? 0 : 1;
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);

function tableOf(report: ChaosReport): string {
  const { clients, kills } = report;
  const sum = (of: (client: ChaosReport["clients"][number]) => number) => clients.reduce((n, one) => n + of(one), 0);
  const gaps = quantiles(clients.flatMap(({ gapsMs }) => gapsMs));
  const rows = [
    ["kills", `${kills.SIGKILL} SIGKILL, ${kills.SIGTERM} SIGTERM; ${report.halfOpen} half-open connections`],
    [
      "turns",
      `${sum(({ turns }) => turns)} by ${clients.length} clients, ${sum(({ lost }) => lost)} lost while running, ` +
      `${sum(({ recovered }) => recovered)} of them kept as far as they were heard`,
    ],
    ["sessions opened", `${report.opened} times`],
    ["heard texts lost", sum(({ missing }) => missing.length)],
    ["heard texts doubled", sum(({ doubled }) => doubled.length)],
    ["ends of turns not seen", sum(({ unseen }) => unseen.length)],
    ["speaks again", `p50 ${gaps.p50.toFixed(0)}, p95 ${gaps.p95.toFixed(0)}, at most ${gaps.max.toFixed(0)} ms`],
    ["longest silence", longestGapOf(report)],
    ["two owners", report.twoOwners.length],
    ["left in the store", `${report.leftValues} values; ${report.leftConnections} connections`],
    ["errors in the logs", report.errors.length],
    ["memory at the end", `${report.memoryMb.join(", ")} MB`],
  ];
  const problems = problemsOf(report);
  const verdict = problems.length === 0 ? ["Nothing that was heard is lost."] : problems;
  return [...rows.map(([name, value]) => `${String(name).padEnd(24)}${value}`), ...verdict].join("\n");
}

/** The steps of the longest gap of all, with their times in ms. */
function longestGapOf({ clients }: ChaosReport): string {
  const longestOf = (client: ChaosReport["clients"][number]) => Math.max(0, ...client.gapsMs);
  const [worst] = clients.toSorted((a, b) => longestOf(b) - longestOf(a));
  return worst?.longestGap.join(", ") ?? "";
}

function problemsOf(report: ChaosReport): string[] {
  const { clients } = report;
  return [
    ...clients.flatMap(({ missing }) => missing.map((text) => `lost: ${text}`)),
    ...clients.flatMap(({ doubled }) => doubled.map((text) => `doubled: ${text}`)),
    ...clients.flatMap(({ failure }) => failure === undefined ? [] : [`gave up: ${failure}`]),
    ...clients.flatMap(({ gapsMs }) =>
      gapsMs.filter((ms) => ms > SPEAK_MS).map((ms) => `silent for ${ms.toFixed(0)} ms`)
    ),
    ...report.twoOwners.map((what) => `two owners: ${what}`),
    ...report.errors.map((line) => `logged: ${line}`),
    ...report.badExits.map((code) => `exit code ${code}`),
    ...report.leftValues > 0 ? [`${report.leftValues} values are left in the store`] : [],
    ...report.leftConnections > 0 ? [`${report.leftConnections} connections are left`] : [],
  ];
}
