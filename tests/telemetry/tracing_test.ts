import assert from "node:assert/strict";
import { PROJECT_ROOT } from "../../src/core/project_root.ts";
import { SocketClient } from "../support/socket_client.ts";
import { soon, until } from "../support/waiting.ts";

interface OtlpSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
}

interface OtlpLog {
  readonly traceId: string;
  readonly spanId: string;
  readonly severityText: string;
  readonly body: { readonly stringValue: string };
}

/** A collector that keeps what it gets, OTLP over HTTP as JSON. */
function collect() {
  const spans: OtlpSpan[] = [];
  const logs: OtlpLog[] = [];
  const metrics = new Set<string>();
  let received = "";
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    const text = await request.text();
    received += text;
    const { resourceSpans = [], resourceLogs = [], resourceMetrics = [] } = JSON.parse(text);
    for (const { scopeSpans } of resourceSpans) {
      for (const { scope, spans: some } of scopeSpans) if (scope.name === "tth") spans.push(...some);
    }
    for (const { scopeLogs } of resourceLogs) for (const { logRecords } of scopeLogs) logs.push(...logRecords);
    for (const { scopeMetrics } of resourceMetrics) {
      for (const { metrics: some } of scopeMetrics) for (const { name } of some) metrics.add(name);
    }
    return Response.json({});
  });
  return { spans, logs, metrics, url: `http://127.0.0.1:${server.addr.port}`, received: () => received, server };
}

Deno.test("with OTEL_DENO a turn is exported as a trace with its stages in order, its logs and metrics beside it", async () => {
  const collector = collect();
  const [text, key] = ["A secret of mine.", "sk-0123456789abcdef"];
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-P", "--quiet", "--no-check", "--cached-only", "src/api/main.ts"],
    cwd: PROJECT_ROOT,
    env: {
      ...{ TTH_PROFILE: "offline_mock", TTH_PORT: "0", TTH_SERVER__WORKERS: "1", TTH_PACING__MODE: "burst" },
      ...{ OTEL_DENO: "true", OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" },
      ...{ OTEL_BSP_SCHEDULE_DELAY: "50", OTEL_BLRP_SCHEDULE_DELAY: "50", OTEL_METRIC_EXPORT_INTERVAL: "200" },
      ...{ TTH_LOG_LEVEL: "debug", OTEL_DENO_CONSOLE: "replace", TTH_OPENAI_API_KEY: key },
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const printed = Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  try {
    const urlOf = ({ body }: OtlpLog) => /listening on (http:\/\/[\d.:]+)/.exec(body.stringValue)?.[1];
    await until(() => collector.logs.some(urlOf), "the exported log to say where the service listens");
    const client = await SocketClient.create(collector.logs.map(urlOf).find((url) => url !== undefined) ?? "");
    client.send({ type: "user_text", text });
    await client.message("turn_complete");
    await client.close();
    await until(() => collector.logs.some(({ body }) => body.stringValue.includes("turn completed")), "the turn's log");
  } finally {
    // A service that ends exports what it has measured.
    child.kill("SIGTERM");
    await soon(child.status, "the end of the service");
    await collector.server.shutdown();
  }
  assert.ok(collector.metrics.has("tth.turns"), "the metrics are exported");

  const root = collector.spans.find(({ name }) => name === "turn")!;
  const stages = collector.spans.filter(({ parentSpanId }) => parentSpanId === root.spanId);
  assert.deepEqual(stages.map(({ name }) => name), [
    ...["resolve", "model", "voice", "avatar", "first byte out", "playout"],
  ]);
  const begins = stages.map(({ startTimeUnixNano }) => BigInt(startTimeUnixNano));
  const [received, , voiced] = begins;
  assert.equal(received, BigInt(root.startTimeUnixNano), "the trace begins with the user's text");
  assert.ok(begins.every((begin) => begin >= received!) && begins.at(-1)! >= voiced!, "no stage begins too early");
  for (const { traceId, startTimeUnixNano, endTimeUnixNano } of stages) {
    assert.equal(traceId, root.traceId);
    assert.ok(BigInt(startTimeUnixNano) <= BigInt(endTimeUnixNano));
    assert.ok(BigInt(endTimeUnixNano) <= BigInt(root.endTimeUnixNano));
  }
  const model = Object.fromEntries(stages[1]!.attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
  assert.equal(model["gen_ai.operation.name"], "chat");
  assert.equal(model["gen_ai.provider.name"], "mock_llm");
  assert.ok(Number(model["gen_ai.usage.output_tokens"]) > 0);
  const log = collector.logs.find(({ body }) => body.stringValue.includes("turn completed"))!;
  assert.deepEqual([log.traceId, log.spanId], [root.traceId, root.spanId]);
  assert.equal(log.severityText, "INFO");
  for (const secret of [text, key]) assert.ok(!collector.received().includes(secret), `${secret} is not exported`);
  const [stdout, stderr] = await printed;
  assert.equal(stdout, "", "standard output is not for logs");
  assert.match(stderr, /turn completed/);
});
