/**
 * Measures what telemetry costs: the same work without it, and with traces, metrics and logs exported over OTLP.
 *
 * @module
 */
import { countOf, runCommand, type Values } from "../../lib/command.ts";
import { generateLoad, type Server } from "../../lib/peers/server.ts";
import { startOwnService } from "../../lib/peers/systems.ts";
import { print } from "../../lib/print.ts";
import { quantiles } from "../../lib/report/quantiles.ts";

const HELP = `Measures what telemetry costs.

  deno task bench:telemetry [--sessions 20] [--pairs 3] [--rounds 5] [--seconds 20]

  --sessions  how many speak at the same time to each service
  --pairs     how many services run at the same time with an exporter, and as many without
  --rounds    each figure is the median of this many
  --seconds   how long each is measured

  All services do the same work at the same time: half of them without an exporter, half with OTEL_DENO=true and what
  config/deploy/README.md sets with it, which export to a collector in this process. All log at level info. Each round
  starts them afresh, as two processes of the same program differ by several per cent for as long as they live; a round
  compares the medians of both halves. The figure is processor time of the service's process, the exporter included, per
  second of speech that arrived. Among the services without an exporter, the first is compared with the others: that is
  the noise.`;

type Environment = Readonly<Record<string, string>>;

/** The sessions begin over this time, ms: by its end the engine has compiled what a turn and its telemetry run. */
const JOIN_MS = 15_000;

/** A collector for OTLP over HTTP that only counts. */
function collect() {
  const seen = { requests: 0, bytes: 0 };
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    seen.requests++;
    seen.bytes += (await request.arrayBuffer()).byteLength;
    return new Response();
  });
  return { seen, url: `http://127.0.0.1:${server.addr.port}`, [Symbol.asyncDispose]: () => server.shutdown() };
}

/** Starts a service for each environment, and measures them side by side, ms per second of speech. */
async function measureOnce(environments: readonly Environment[], sessions: number, spanMs: number): Promise<number[]> {
  const servers: Server[] = [];
  try {
    for (const env of environments) servers.push(await startOwnService(env));
    return await Promise.all(servers.map(async ({ url, pid }) => {
      const report = await generateLoad({ url, pid, sessions, video: "none", joinMs: JOIN_MS, spanMs });
      return report.cpuMsPerSpeechS;
    }));
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

/** What is measured. */
interface Plan {
  readonly sessions: number;
  readonly pairs: number;
  readonly rounds: number;
  readonly spanMs: number;
}

async function measure({ sessions, pairs, rounds, spanMs }: Plan): Promise<void> {
  await using collector = collect();
  const off = { TTH_LOG_LEVEL: "info" };
  const exporting = { OTEL_DENO: "true", OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const on = { ...off, ...exporting, OTEL_DENO_CONSOLE: "replace", OTEL_BLRP_SCHEDULE_DELAY: "5000" };
  const environments = Array.from({ length: pairs }, () => [off, on]).flat();
  const results: { without: number; ratio: number; noise: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const costs = await measureOnce(environments, sessions, spanMs);
    const [without, withIt] = [off, on].map((kind) => costs.filter((_, i) => environments[i] === kind));
    const [first = NaN, ...others] = without ?? [];
    const result = { without: quantiles(without ?? []).p50, noise: first / quantiles(others).p50 };
    results.push({ ...result, ratio: quantiles(withIt ?? []).p50 / result.without });
    print(`round ${round + 1} of ${rounds}: ${shown("off", without)}; ${shown("on", withIt)} ms per second of speech`);
    // The service that is started first is another one in the next round.
    environments.reverse();
  }
  const figure = (name: keyof (typeof results)[number]) =>
    quantiles(results.map((result) => result[name])).p50.toFixed(3);
  print(`without telemetry ${figure("without")} ms per second of speech, with it ${figure("ratio")} of that`);
  print(`one without against the others without: ${results.map(({ noise }) => noise.toFixed(3)).join(", ")}`);
  const { requests, bytes } = collector.seen;
  print(`exported: ${requests} requests, ${(bytes / 1e3).toFixed(0)} kB; load ${(Deno.loadavg()[0] ?? 0).toFixed(1)}`);
}

function shown(name: string, costs: readonly number[] = []): string {
  return `${name} ${costs.map((cost) => cost.toFixed(2)).join(", ")}`;
}

const OPTIONS = {
  sessions: { type: "string", default: "20" },
  pairs: { type: "string", default: "3" },
  rounds: { type: "string", default: "5" },
  seconds: { type: "string", default: "20" },
} as const;

async function main({ sessions, pairs, rounds, seconds }: Values<typeof OPTIONS>): Promise<void> {
  await measure({
    sessions: countOf("--sessions", sessions),
    pairs: countOf("--pairs", pairs, 2),
    rounds: countOf("--rounds", rounds),
    spanMs: countOf("--seconds", seconds) * 1000,
  });
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
