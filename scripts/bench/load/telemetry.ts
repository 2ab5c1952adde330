/**
 * Measures what telemetry costs: the same work without it, and with traces, metrics and logs exported over OTLP.
 *
 * @module
 */
import { countOf, runCommand, type Values } from "../../lib/command.ts";
import { generateLoad, type Server } from "../../lib/peers/server.ts";
import { startOwnService } from "../../lib/peers/systems.ts";
import { print } from "../../lib/print.ts";
import { quantiles } from "../../lib/service_process.ts";

const USAGE = `Measures what telemetry costs.

  deno task bench:telemetry [--sessions 20] [--rounds 5] [--seconds 9]

  --sessions  how many speak at the same time
  --rounds    each figure is the median of this many
  --seconds   how long each is measured

  Three services do the same work and take turns: two without an exporter, whose difference is the noise of the
  measurement, and one with OTEL_DENO=true and logs at level info, which exports to a collector in this process. The
  figure is processor time of the service's process, the exporter included, per second of speech that arrived.`;

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

async function measure(sessions: number, rounds: number, spanMs: number): Promise<void> {
  await using collector = collect();
  const exporting = {
    OTEL_DENO: "true",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_DENO_CONSOLE: "replace",
    TTH_LOG_LEVEL: "info",
  };
  const services: [name: string, env: Record<string, string>][] = [["off", {}], ["off again", {}], ["on", exporting]];
  const servers = new Map<string, Server>();
  const costs = new Map<string, number[]>(services.map(([name]) => [name, []]));
  try {
    for (const [name, env] of services) servers.set(name, await startOwnService(env));
    for (let round = 0; round < rounds; round++) {
      for (const [name, { url, pid }] of servers) {
        const report = await generateLoad({ url, pid, sessions, video: "none", joinMs: JOIN_MS, spanMs });
        costs.get(name)?.push(report.cpuMsPerSpeechS);
      }
      const measured = [...costs].map(([name, values]) => `${name} ${values.at(-1)?.toFixed(2)}`).join(", ");
      print(`round ${round + 1} of ${rounds}: ${measured} ms`);
    }
  } finally {
    await Promise.all([...servers.values()].map((server) => server.stop()));
  }
  const ratioTo = (name: string) => {
    const base = costs.get("off") ?? [];
    return quantiles((costs.get(name) ?? []).map((cost, round) => cost / (base[round] ?? NaN))).p50;
  };
  for (const [name, values] of costs) {
    print(
      `${name.padEnd(10)} ${quantiles(values).p50.toFixed(3)} ms per second of speech, ${ratioTo(name).toFixed(3)}`,
    );
  }
  const { requests, bytes } = collector.seen;
  print(`exported: ${requests} requests, ${(bytes / 1e3).toFixed(0)} kB; load ${(Deno.loadavg()[0] ?? 0).toFixed(1)}`);
}

const OPTIONS = {
  sessions: { type: "string", default: "20" },
  rounds: { type: "string", default: "5" },
  seconds: { type: "string", default: "9" },
} as const;

async function main({ sessions, rounds, seconds }: Values<typeof OPTIONS>): Promise<void> {
  const counts = [countOf("--sessions", sessions), countOf("--rounds", rounds)] as const;
  await measure(...counts, countOf("--seconds", seconds) * 1000);
}

if (import.meta.main) await runCommand({ help: USAGE, options: OPTIONS }, main);
