import assert from "node:assert/strict";
import { concat } from "../../../../src/core/bytes.ts";
import { SilenceTrim } from "../../../../src/adapters/tts/openai_tts/silence.ts";
import { cut, pcm } from "./bodies.ts";

const BYTES_PER_MS = 48;
const silence = (ms: number) => new Uint8Array(ms * BYTES_PER_MS);

/** What is played of a body that comes in pieces, ms. */
function playedMs(body: Uint8Array<ArrayBuffer>, piece: number): number {
  const trim = new SilenceTrim();
  const played = [...cut(body, piece)].map((bytes) => trim.push(bytes));
  return concat([...played, trim.end()]).length / BYTES_PER_MS;
}

Deno.test("of silence around speech only a little is kept, however its bytes come", () => {
  const tone = pcm(24_000, 500);
  const cases = [
    ["none", concat([tone]), 500],
    ["short", concat([silence(60), tone, silence(300)]), 860],
    ["long before", concat([silence(2000), tone]), 580],
    ["long behind", concat([tone, silence(2000)]), 900],
    ["a pause", concat([tone, silence(1500), tone]), 2500],
    ["a pause, and both ends", concat([silence(700), tone, silence(900), tone, silence(900)]), 2380],
    ["a very long pause", concat([tone, silence(5000), tone]), 6000],
    ["only silence", silence(1000), 80],
  ] as const;
  for (const [what, body, ms] of cases) {
    for (const piece of [2, 480, 4096, 1_000_000]) {
      // The tone's first and last samples are below the level of sound.
      const played = playedMs(body, piece);
      assert.ok(Math.abs(played - ms) < 1.5, `${what}, in pieces of ${piece}: ${played} ms instead of ${ms}`);
    }
  }
});

Deno.test("sound is passed on at once, and silence behind it as far as it is kept", () => {
  const trim = new SilenceTrim();
  assert.equal(trim.push(silence(500)).length, 0);
  assert.ok(trim.push(pcm(24_000, 20)).length >= 99 * BYTES_PER_MS);
  assert.equal(trim.push(silence(300)).length, 300 * BYTES_PER_MS);
  assert.ok(trim.push(silence(300)).length < 102 * BYTES_PER_MS);
});
