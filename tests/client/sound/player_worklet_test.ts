import assert from "node:assert/strict";
import { JitterBuffer } from "../../../src/client/sound/jitter_buffer.ts";
import { type PlayerCommand, PlayerCore, type PlayerReport } from "../../../src/client/sound/player_core.ts";
import { PROCESSOR_NAME } from "../../../src/client/sound/processor_name.ts";

const RATE = 24_000;
const QUANTUM = 128;

function pushOf(turn: number, ms: number): PlayerCommand {
  const samples = new Int16Array(ms * RATE / 1000).fill(16_384);
  return { type: "push", chunk: { turn, timestampMs: 0, sampleRate: RATE, samples } };
}

/** A core, and what it reports. */
function core() {
  const reports: PlayerReport[] = [];
  const buffer = new JitterBuffer({ outputRate: RATE, prebufferMs: 0 });
  return { reports, core: new PlayerCore(buffer, (report) => reports.push(report)) };
}

Deno.test("PlayerCore reports at once where something new is heard, else every 2,048 frames", () => {
  const { reports, core: player } = core();
  player.handle(pushOf(1, 1000));
  for (let frame = 0; frame < 5000; frame += QUANTUM) player.render(new Float32Array(QUANTUM), frame);
  assert.deepEqual(reports.map(({ marks }) => marks.length), [1, 0, 0]);
  assert.deepEqual(reports[0]?.marks, [{ frame: 0, turn: 1, mediaMs: 0, playing: true }]);
});

Deno.test("PlayerCore numbers its reports by the flushes before them, and keeps none of their marks", () => {
  const { reports, core: player } = core();
  player.handle(pushOf(1, 1000));
  player.render(new Float32Array(QUANTUM), 0);
  player.handle({ type: "flush", generation: 7 });
  player.handle(pushOf(2, 1000));
  player.render(new Float32Array(QUANTUM), QUANTUM);
  assert.deepEqual(reports.map(({ generation, marks }) => [generation, marks[0]?.turn]), [[0, 1], [7, 2]]);
});

Deno.test("a report is a copy: later renders do not change its numbers", () => {
  const { reports, core: player } = core();
  player.handle(pushOf(1, 100));
  player.render(new Float32Array(QUANTUM), 0);
  assert.equal(reports[0]?.stats.underruns, 0);
  for (let frame = QUANTUM; frame < 4000; frame += QUANTUM) player.render(new Float32Array(QUANTUM), frame);
  // The turn goes on after it ran dry.
  player.handle(pushOf(1, 100));
  player.render(new Float32Array(QUANTUM), 4096);
  assert.equal(reports.at(-1)?.stats.underruns, 1);
  assert.equal(reports[0]?.stats.underruns, 0);
});

/** A processor as an audio worklet's scope makes it. */
interface Processor {
  readonly port: MessagePort;
  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean;
}

Deno.test("in an audio worklet the module registers a processor that obeys its port and fills its output", async () => {
  const { port1, port2 } = new MessageChannel();
  let processor: (new (options: { processorOptions: { prebufferMs: number } }) => Processor) | undefined;
  const scope = {
    AudioWorkletProcessor: class {
      readonly port = port2;
    },
    registerProcessor(name: string, made: typeof processor) {
      assert.equal(name, PROCESSOR_NAME);
      processor = made;
    },
    currentFrame: 0,
    sampleRate: RATE,
  };
  Object.assign(globalThis, scope);
  try {
    // Another query is another module: this one is run in the worklet's scope.
    const module = new URL("../../../src/client/sound/player_worklet.ts?in_a_worklet", import.meta.url);
    await import(module.href);
    assert.ok(processor !== undefined);
    const made = new processor({ processorOptions: { prebufferMs: 0 } });
    const reported = new Promise<PlayerReport>((resolve) => port1.onmessage = ({ data }) => resolve(data));
    made.port.onmessage?.(new MessageEvent("message", { data: pushOf(3, 100) }));
    const channel = new Float32Array(QUANTUM);
    assert.equal(made.process([], [[channel]]), true);
    assert.equal(channel.at(-1), 0.5);
    assert.equal((await reported).marks[0]?.turn, 3);
  } finally {
    for (const name of Object.keys(scope)) Reflect.deleteProperty(globalThis, name);
    port1.close();
    port2.close();
  }
});
