/**
 * Measures what telemetry costs: the same work without it, and with traces, metrics and logs exported over OTLP.
 *
 * @module
 */
import { countOf, runCommand, type Values } from "../../lib/command.ts";
import { generateLoad, type Server } from "../../lib/peers/server.ts";
import { startOwnService } from "../../lib/peers/systems.ts";
import { print } from "../../lib/print.ts";

const USAGE = `Measures what telemetry costs.

  deno task bench:telemetry [--sessions 20] [--rounds 5] [--seconds 20]

  --sessions  how many speak at the same time
  --rounds    each figure is the median of this many
  --seconds   how long each is measured; in less, work that the engine does once, such as compiling, hides the rest

  Three services do the same work at the same time: two without an exporter, whose difference is the noise of the
  measurement, and one with OTEL_DENO=true, which exports to a collector in this process. All log at level info. Each
  round starts them afresh, as two processes of the same program differ by a few per cent for as long as they live. The
  figure is processor time of the service's process, the exporter included, per second of speech that arrived.`;

type Environment = Readonly<Record<string, string>>;

const JOIN_MS = 8000;

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

async function measure(sessions: number, rounds: number, spanMs: number): Promise<void> {
  await using collector = collect();
  const off = { TTH_LOG_LEVEL: "info" };
  const on = { ...off, OTEL_DENO: "true", OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_DENO_CONSOLE: "replace" };
  const names = ["off", "off again", "on"];
  const costs: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    const measured = await measureOnce([off, off, on], sessions, spanMs);
    costs.push(measured);
    const shown = measured.map((cost, i) => `${names[i]} ${cost.toFixed(2)}`).join(", ");
    print(`round ${round + 1} of ${rounds}: ${shown} ms`);
  }
  names.forEach((name, i) => {
    const cost = medianOf(costs.map((round) => round[i] ?? NaN));
    const ratio = medianOf(costs.map((round) => (round[i] ?? NaN) / (((round[0] ?? NaN) + (round[1] ?? NaN)) / 2)));
    print(`${name.padEnd(10)} ${cost.toFixed(3)} ms per second of speech, ${ratio.toFixed(3)} of both without`);
  });
  const { requests, bytes } = collector.seen;
  print(`exported: ${requests} requests, ${(bytes / 1e3).toFixed(0)} kB; load ${(Deno.loadavg()[0] ?? 0).toFixed(1)}`);
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

const OPTIONS = {
  sessions: { type: "string", default: "20" },
  rounds: { type: "string", default: "5" },
  seconds: { type: "string", default: "20" },
} as const;

async function main({ sessions, rounds, seconds }: Values<typeof OPTIONS>): Promise<void> {
  const counts = [countOf("--sessions", sessions), countOf("--rounds", rounds)] as const;
  await measure(...counts, countOf("--seconds", seconds) * 1000);
}

if (import.meta.main) await runCommand({ help: USAGE, options: OPTIONS }, main);
