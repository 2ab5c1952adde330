import assert from "node:assert/strict";
import { createNoopMeter, type Meter, metrics } from "@opentelemetry/api";
import { VirtualClock } from "../../src/adapters/kit/fakes/virtual_clock.ts";
import { NO_METRICS } from "../../src/pipeline/turn/turn_result.ts";
import { type EndedTurn, Telemetry } from "../../src/telemetry/telemetry.ts";

/** Begins a turn and ends it. */
function endTurn(telemetry: Telemetry): void {
  const components: EndedTurn["components"] = { realtime: null, llm: "mock_llm", tts: "mock_tts", avatar: null };
  telemetry.turnEnded({
    turn: { sessionId: "s", turnId: "t1", mode: "reply", trace: telemetry.beginTurn(0), text: "Hi." },
    tenant: "",
    components,
    result: {
      ...{ status: "completed", finish: "stop", heardMs: 0, replacements: [], generatedText: "Hello." },
      metrics: NO_METRICS,
    },
  });
}

function measuredTurns(telemetry: Telemetry): unknown {
  return telemetry.measured().usage[0]?.turns;
}

/** An exporter of metrics; `turns` is how many turns it was told of. */
function exportMetrics(): Disposable & { readonly turns: number } {
  const meter: Meter = Object.create(createNoopMeter());
  let turns = 0;
  meter.createCounter = (name) => ({ add: (amount) => void (turns += name === "tth.turns" ? amount : 0) });
  metrics.setGlobalMeterProvider({ getMeter: () => meter });
  return {
    get turns() {
      return turns;
    },
    [Symbol.dispose]: () => metrics.disable(),
  };
}

Deno.test("where metrics alone are exported, a turn is exported within 5 s, and no timer is left", async () => {
  using exported = exportMetrics();
  const clock = new VirtualClock();
  {
    using telemetry = new Telemetry(clock);
    endTurn(telemetry);
    assert.equal(exported.turns, 0);
    await clock.advance(5000);
    assert.equal(exported.turns, 1);
    endTurn(telemetry);
  }
  assert.deepEqual([exported.turns, clock.pending], [2, 0]);
});

Deno.test("a turn that ends after the telemetry is counted, and sets no timer", () => {
  using exported = exportMetrics();
  const clock = new VirtualClock();
  const telemetry = new Telemetry(clock);
  telemetry[Symbol.dispose]();
  endTurn(telemetry);
  assert.deepEqual([exported.turns, clock.pending], [1, 0]);
});

Deno.test("where nothing is exported, turns wait without a timer until measurements are read", () => {
  const clock = new VirtualClock();
  using telemetry = new Telemetry(clock);
  for (let i = 0; i < 100; i++) endTurn(telemetry);
  assert.equal(clock.pending, 0);
  assert.equal(measuredTurns(telemetry), 100);
});
