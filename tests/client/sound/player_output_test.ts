import assert from "node:assert/strict";
import { openOutput } from "../../../src/client/sound/player_output.ts";
import type { PlayerReport } from "../../../src/client/sound/player_core.ts";
import { PROCESSOR_NAME } from "../../../src/client/sound/processor_name.ts";
import { FakeAudioContext, SecurePage, speech } from "./support.ts";

const WORKLET = "https://example.org/player_worklet.js";

Deno.test("on a secure page the signal is made in the audio worklet, which is told and reports through its port", async () => {
  using page = new SecurePage();
  const reports: PlayerReport[] = [];
  const output = await openOutput(page.context.asContext, {
    prebufferMs: 40,
    workletUrl: WORKLET,
    onReport: (report) => reports.push(report),
  });
  const { node } = page;
  assert.deepEqual([page.modules, node.name], [[WORKLET], PROCESSOR_NAME]);
  assert.deepEqual(Reflect.get(node.options, "processorOptions"), { prebufferMs: 40 });
  const samples = new Int16Array(4);
  const chunk = { turn: 1, timestampMs: 0, sampleRate: 24_000, samples };
  output.post({ type: "push", chunk }, [samples.buffer]);
  assert.deepEqual(node.posted, [[{ type: "push", chunk }, [samples.buffer]]]);
  const stats = { bufferedMs: 0, targetMs: 40, underruns: 0, underrunMs: 0, overflowMs: 0 };
  node.port.onmessage?.({ data: { generation: 0, marks: [], stats } });
  assert.equal(reports.length, 1);
  output.close();
  assert.deepEqual([node.port.onmessage, node.port.closed], [null, true]);
});

const insecure = new FakeAudioContext();
const restricted = Object.assign(new FakeAudioContext(), {
  audioWorklet: { addModule: () => Promise.reject(new DOMException("the policy forbids it", "AbortError")) },
});
for (
  const [page, context] of [["that is not secure", insecure], ["whose policy forbids worklets", restricted]] as const
) {
  Deno.test(`on a page ${page} the page's own thread makes the signal, and falls silent when it is closed`, async () => {
    const reports: PlayerReport[] = [];
    const output = await openOutput(context.asContext, {
      prebufferMs: 0,
      workletUrl: WORKLET,
      onReport: (report) => reports.push(report),
    });
    const { data, timestamp_ms: timestampMs, sample_rate: sampleRate, turn } = speech(1, 0, 500);
    const samples = new Int16Array(data.buffer);
    output.post({ type: "push", chunk: { turn, timestampMs, sampleRate, samples } }, []);
    context.pass(100);
    assert.equal(context.output[1000], 0.5);
    assert.deepEqual(reports[0]?.marks, [{ frame: 0, turn: 1, mediaMs: 0, playing: true }]);
    output.close();
    assert.equal(context.nodes[0]?.onaudioprocess, null);
  });
}
