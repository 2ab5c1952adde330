import assert from "node:assert/strict";
import { Instruments } from "../../src/telemetry/instruments.ts";
import { addUp } from "../../src/telemetry/metric.ts";
import { prometheusText } from "../../src/telemetry/prometheus.ts";

const TURNS = { name: "tth.turns", description: "Turns\nby status.", unit: "{turn}" };
const WAIT = { name: "tth.turn.first_audio", description: "A wait.", unit: "s" };

Deno.test("a scrape shows counters, gauges and histograms in Prometheus' format", () => {
  using instruments = new Instruments();
  const turns = instruments.counter(TURNS);
  turns.add(1, { status: "completed" });
  turns.add(2, { status: "completed" });
  turns.add(1, { status: 'a "b"\\' });
  const wait = instruments.histogram(WAIT, [0.1, 1]);
  for (const value of [0.1, 0.5, 7]) wait.record(value);
  const buffered = { name: "tth.stream.buffered", description: "Bytes.", unit: "By" };
  instruments.observe("gauge", buffered, () => [{ attributes: {}, value: 12 }]);
  assert.equal(
    prometheusText(instruments.collect()),
    `# HELP tth_turns_total Turns\\nby status.
# TYPE tth_turns_total counter
tth_turns_total{status="completed"} 3
tth_turns_total{status="a \\"b\\"\\\\"} 1
# HELP tth_turn_first_audio_seconds A wait.
# TYPE tth_turn_first_audio_seconds histogram
tth_turn_first_audio_seconds_bucket{le="0.1"} 1
tth_turn_first_audio_seconds_bucket{le="1"} 2
tth_turn_first_audio_seconds_bucket{le="+Inf"} 3
tth_turn_first_audio_seconds_sum 7.6
tth_turn_first_audio_seconds_count 3
# HELP tth_stream_buffered_bytes Bytes.
# TYPE tth_stream_buffered_bytes gauge
tth_stream_buffered_bytes 12
`,
  );
});

Deno.test("the metrics of several pipelines add up by their attributes", () => {
  using one = new Instruments();
  using other = new Instruments();
  for (const [instruments, amount] of [[one, 1], [other, 10]] as const) {
    const turns = instruments.counter(TURNS);
    turns.add(amount, { status: "completed" });
    if (amount > 1) turns.add(amount, { status: "failed" });
    instruments.histogram(WAIT, [0.1, 1]).record(amount);
  }
  const text = prometheusText(addUp([one.collect(), other.collect()]));
  for (
    const line of [
      'tth_turns_total{status="completed"} 11',
      'tth_turns_total{status="failed"} 10',
      'tth_turn_first_audio_seconds_bucket{le="1"} 1',
      'tth_turn_first_audio_seconds_bucket{le="+Inf"} 2',
      "tth_turn_first_audio_seconds_sum 11",
    ]
  ) assert.ok(text.includes(`\n${line}\n`), `${line} in ${text}`);
  assert.equal(text.split("# TYPE").length, 3);
});

Deno.test("an instrument keeps a bounded number of combinations of attributes", () => {
  using instruments = new Instruments();
  const turns = instruments.counter(TURNS);
  for (let i = 0; i < 5000; i++) turns.add(1, { status: `${i}` });
  const [metric] = instruments.collect();
  assert.equal(metric?.points.length, 1001);
  assert.match(prometheusText(instruments.collect()), /tth_turns_total\{otel_metric_overflow="true"\} 4000\n/);
});
