import assert from "node:assert/strict";
import { concat } from "../../../../src/core/bytes.ts";
import { BodyReader } from "../../../../src/adapters/tts/openai_tts/sound/body_reader.ts";
import { join } from "../../../lipsync/sounds.ts";
import { ascii, cut, pcm, sound, wave } from "./bodies.ts";
import { foreignRun } from "./foreign.ts";
import { type RandomBody, randomBody } from "./random_body.ts";

/** How many bodies are tried. */
const COUNT = 500;

/** A body that was noise, even in part, would be louder than this: the tone's level is 8000. */
const MAX_PEAK = 12_000;

/** Two sounds that follow each other leave a step of two or three samples; six foreign ones are a quarter of a ms. */
const MAX_FOREIGN = 5;

/** What is played of a body. */
async function played({ bytes, type, piece }: RandomBody): Promise<{ samples: Int16Array[]; error: unknown }> {
  const reader = new BodyReader(type, { rateHz: 24_000 });
  const samples: Int16Array[] = [];
  try {
    for (const part of cut(bytes, piece)) for (const sound of await reader.push(part)) samples.push(sound.samples);
    for (const sound of await reader.end()) samples.push(sound.samples);
    return { samples, error: undefined };
  } catch (error) {
    return { samples, error };
  } finally {
    reader.close();
  }
}

Deno.test(`of ${COUNT} bodies of speech, whole, cut and joined, nothing is played that is not sound`, async () => {
  let audible = 0;
  for (let seed = 1; seed <= COUNT; seed++) {
    const body = randomBody(seed);
    const { samples, error } = await played(body);
    const heard = join(...samples);
    const peak = heard.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    const foreign = foreignRun(heard);
    const what = `body ${seed} (${body.bytes.length} bytes, ${body.type}, pieces of ${body.piece}): ` +
      `${heard.length} samples, peak ${peak}, ${foreign} foreign samples, ${error}`;
    assert.ok(peak <= MAX_PEAK, what);
    assert.ok(foreign <= MAX_FOREIGN, what);
    if (heard.length > 0) audible++;
  }
  // Half of the bodies begin with sound: a reader that refuses everything proves nothing.
  assert.ok(audible > COUNT * 0.45, `${audible} of ${COUNT} bodies were heard`);
});

Deno.test("a few foreign bytes in front of speech or behind it are not played", async () => {
  const speech = pcm(24_000, 200);
  const open = wave(200, { length: "ones" });
  const exact = wave(200);
  const bytes = Uint8Array.from({ length: 40 }, (_, n) => n * 97 % 251);
  const bodies: readonly (readonly [name: string, body: Uint8Array<ArrayBuffer>])[] = [
    ["the end of a header", concat([exact.slice(9, 44), speech])],
    ["the end of a header, and no more than a little speech", concat([exact.slice(9, 44), speech.slice(0, 900)])],
    ["other bytes in front", concat([bytes, speech])],
    ["other bytes behind", concat([speech, bytes])],
    ["other bytes behind a file of unknown length", concat([open, bytes])],
    ["other bytes behind the data of a file", concat([exact, bytes])],
    ["many other bytes behind the data of a file", concat([exact, randomBytes(3000)])],
    [
      "letters behind a file of 8 bits",
      concat([wave(200, { encoding: "u8", length: "max" }), ascii('{"error":"gone"}')]),
    ],
    ["the beginning of an MP3", concat([speech, sound("mono.mp3").slice(0, 300)])],
  ];
  for (const [name, bytes] of bodies) {
    for (const piece of [64, 1000]) {
      const samples = join(...(await played({ bytes, type: "audio/pcm", piece })).samples);
      assert.ok(samples.length > 300, `${name}: ${samples.length} samples`);
      assert.ok(foreignRun(samples) <= MAX_FOREIGN, `${name}: ${foreignRun(samples)} foreign samples`);
    }
  }
});

function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  let seed = 3;
  return Uint8Array.from({ length }, () => (seed = seed * 48_271 % 2_147_483_647) & 0xff);
}
