import assert from "node:assert/strict";
import { reportPage } from "../../../scripts/lipsync/report_page.ts";
import { boxTrack, openingTrack, PX_PER_MS, visemeTrack, waveTrack } from "../../../scripts/lipsync/report_tracks.ts";
import { wavOf } from "../../../scripts/lib/voice/wav.ts";
import { visemesOfPhones } from "../../../scripts/lipsync/score.ts";

const PHONES = [
  { type: "phone", phone: "m", startMs: 0, endMs: 100 },
  { type: "phone", phone: "aa", startMs: 100, endMs: 300 },
  { type: "phone", phone: "pau", startMs: 300, endMs: 400 },
] as const;
const WORDS = [{ type: "word", text: "<b>Ma", startMs: 0, endMs: 300, charStart: 0, charEnd: 5 }] as const;
const DURATION_MS = 400;
const TIMELINE = visemesOfPhones(PHONES);

Deno.test("every track of the report has the width of the time axis", () => {
  const tracks = [
    boxTrack(WORDS, DURATION_MS),
    waveTrack(new Int16Array(DURATION_MS * 24).fill(900), DURATION_MS),
    visemeTrack(TIMELINE, DURATION_MS),
    openingTrack(TIMELINE, TIMELINE, PHONES, DURATION_MS),
  ];
  for (const track of tracks) {
    assert.match(track, new RegExp(`^<svg width="${DURATION_MS * PX_PER_MS}" `));
    assert.doesNotMatch(track, /NaN|undefined|Infinity/);
  }
});

Deno.test("the report names the mouth shapes that rule, and marks where lips must close", () => {
  const shapes = visemeTrack(TIMELINE, DURATION_MS);
  assert.ok(shapes.includes(">PP</text>") && shapes.includes(">aa</text>") && !shapes.includes(">sil<"));
  assert.equal(openingTrack(TIMELINE, TIMELINE, PHONES, DURATION_MS).match(/rect class="must-close"/g)?.length, 1);
});

Deno.test("the report is one file that asks for no other, and shows text as text", () => {
  const page = reportPage({
    text: "<script>alert(1)</script>",
    voice: "rms",
    durationMs: DURATION_MS,
    score: { openingCorrelation: 0.8, openingError: 0.1, closureRecall: 1, falseClosures: 0, lagMs: -0.2, closures: 1 },
    tracks: [{ label: "Words", drawing: boxTrack(WORDS, DURATION_MS) }],
    wav: wavOf(new Int16Array(24)),
  });
  assert.ok(page.includes("&lt;script&gt;alert(1)") && page.includes("&lt;b&gt;Ma"));
  assert.doesNotMatch(page, /(?:src|href)="(?!data:)/);
  assert.ok(page.includes(">0 ms<"), "a lag of next to nothing has no sign");
});

Deno.test("the report's sound is a WAV file of 24 kHz mono", () => {
  const wav = wavOf(Int16Array.of(1, -2, 3));
  const view = new DataView(wav.buffer);
  assert.equal(new TextDecoder().decode(wav.subarray(0, 4)), "RIFF");
  assert.equal(view.getUint32(4, true), wav.length - 8);
  assert.deepEqual([view.getUint16(22, true), view.getUint32(24, true), view.getUint16(34, true)], [1, 24_000, 16]);
  assert.deepEqual([44, 46, 48].map((at) => view.getInt16(at, true)), [1, -2, 3]);
});
