import assert from "node:assert/strict";
import { collectGarbage } from "../../src/core/workers/garbage.ts";
import { serveOffline, SocketClient } from "../support/socket_client.ts";
import { until } from "../support/waiting.ts";

const SESSIONS = 50;
const TURNS = 3;

/** Speaks three turns and checks that what came is this session's, in order and whole. */
async function converse(base: string, index: number): Promise<void> {
  await using client = await SocketClient.create(base, { video: { mode: "frames", width: 32, height: 32, fps: 10 } });
  const id = (await client.message("session_ready")).session_id;
  for (let turn = 1; turn <= TURNS; turn++) {
    client.send({ type: "user_text", text: `This is number ${index}, turn ${turn}.`, mode: "verbatim" });
    const complete = await client.message("turn_complete", turn);
    assert.equal(complete.status, "completed", `session ${id}, turn ${turn}`);
    const own = client.messages.filter((message) => message.turn === turn && message.turn_id === complete.turn_id);
    const text = own.flatMap(({ type, token }) => (type === "text_delta" ? [token] : [])).join("");
    assert.equal(text, `This is number ${index}, turn ${turn}.`);
    let samples = 0;
    for (const { type, timestamp_ms, duration_ms } of own) {
      if (type !== "audio_chunk") continue;
      assert.equal(Math.round(Number(timestamp_ms) * 24), samples);
      samples += Math.round(Number(duration_ms) * 24);
    }
    assert.ok(samples > 12_000);
  }
}

async function heapMiB(): Promise<number> {
  // Lets finished sockets be swept away before their memory is counted.
  for (let i = 0; i < 5; i++) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { heapUsed, external } = Deno.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

Deno.test(`${SESSIONS} sessions at once, ${TURNS} turns each: all complete, none crossed, memory back to its start`, async () => {
  await using service = await serveOffline({ TTH_SESSION__RESUME_MS: "0" });
  const all = () => Promise.all(Array.from({ length: SESSIONS }, (_, i) => converse(service.url, i)));
  // The first round pays for what is made once: compiled code, pools, shared pictures.
  await all();
  const before = await heapMiB();
  await all();
  await until(() => service.sessions.size === 0, "the sessions to be gone");
  let after = Infinity;
  const isBack = async () => (after = await heapMiB()) <= before * 1.2;
  await until(isBack, () => `the memory's return: ${before.toFixed(1)} MiB before, ${after.toFixed(1)} MiB after`);
});
