/**
 * How good the lips are that are made from audio alone, against the phones that the voice says it spoke. None of these
 * sentences was used to make the network or to choose a threshold.
 */
import assert from "node:assert/strict";
import { openSpeaker } from "../../scripts/lib/voice/spoken.ts";
import { HELD_OUT, TRAINING, TUNING } from "../../scripts/lipsync/corpus.ts";
import { createAudioVisemes } from "../../src/lipsync/from_audio.ts";
import { type ScoredSpeech, scoreLipSync } from "../../scripts/lipsync/score.ts";

/** Just below what is reached; a change that makes lips worse has to be noticed. */
const LEAST = { openingCorrelation: 0.82, closureRecall: 0.94 };
const MOST = { lagMs: 8, falseClosures: 0.05 };

function lipsOf(samples: Int16Array): ScoredSpeech["timeline"] {
  const visemes = createAudioVisemes();
  return [...visemes.push(samples), ...visemes.flush()];
}

Deno.test("no sentence that measures was used to train or to tune", () => {
  const all = [...TRAINING, ...TUNING, ...HELD_OUT];
  assert.equal(new Set(all).size, all.length);
});

Deno.test("lips made from audio follow those made from phones, close on p, b and m, and are in time", async (t) => {
  await using speaker = await openSpeaker("neural_tts");
  const speeches: ScoredSpeech[] = [];
  for (const voice of speaker.voices) {
    for (const sentence of HELD_OUT) {
      const { samples, phones, durationMs } = await speaker.say(sentence, { voice });
      speeches.push({ phones, durationMs, timeline: lipsOf(samples) });
    }
  }
  const score = scoreLipSync(speeches);
  await t.step(`opening correlation ${score.openingCorrelation.toFixed(3)}`, () => {
    assert.ok(score.openingCorrelation >= LEAST.openingCorrelation, `needs ${LEAST.openingCorrelation}`);
  });
  await t.step(`closures found: ${(score.closureRecall * 100).toFixed(1)} % of ${score.closures}`, () => {
    assert.ok(score.closureRecall >= LEAST.closureRecall, `needs ${LEAST.closureRecall}`);
  });
  await t.step(`open vowels shut: ${(score.falseClosures * 100).toFixed(1)} %`, () => {
    assert.ok(score.falseClosures <= MOST.falseClosures, `may be ${MOST.falseClosures}`);
  });
  await t.step(`lag ${score.lagMs.toFixed(1)} ms`, () => {
    assert.ok(Math.abs(score.lagMs) <= MOST.lagMs, `may be ${MOST.lagMs}`);
  });
});
