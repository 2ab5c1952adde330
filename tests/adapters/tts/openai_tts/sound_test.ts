import assert from "node:assert/strict";
import { concat } from "../../../../src/core/bytes.ts";
import { ascii, pcm, sound, SOUNDS, tone, TONE_LEVEL, wave, type WaveStyle } from "./bodies.ts";
import { type Heard, listen } from "./listen.ts";

function assertTone(heard: Heard, ms: number, what: string, level = TONE_LEVEL): void {
  assert.equal(heard.error, undefined, what);
  assert.ok(Math.abs(heard.ms - ms) < 70, `${what}: ${heard.ms.toFixed(0)} ms`);
  assert.ok(Math.abs(heard.hz - 440) < 25, `${what}: ${heard.hz.toFixed(0)} Hz`);
  assert.ok(heard.peak > level * 0.8 && heard.peak < level * 1.2, `${what}: peak ${heard.peak}`);
  assert.ok(heard.noise < 0.05, `${what}: noise ${heard.noise.toFixed(3)}`);
}

const WAVES: readonly WaveStyle[] = [
  {},
  { rateHz: 16_000 },
  { rateHz: 22_050 },
  { rateHz: 48_000, channels: 2 },
  { channels: 6 },
  { encoding: "u8" },
  { encoding: "s24" },
  { encoding: "s32" },
  { encoding: "f32" },
  { encoding: "f32", channels: 2 },
  { encoding: "f64" },
  { encoding: "alaw", rateHz: 8000 },
  { encoding: "mulaw", rateHz: 8000 },
  { container: "RIFX" },
  { container: "RIFX", encoding: "s24" },
  { container: "RF64" },
  { container: "BW64", encoding: "s24" },
  { isExtensible: true },
  { isExtensible: true, encoding: "f32", channels: 2 },
  { length: "zero" },
  { length: "ones" },
  { length: "max" },
  { length: "short" },
  { notes: "before" },
  { notes: "behind" },
  { notes: "behind", length: "ones" },
  { notes: "odd" },
];

for (const style of WAVES) {
  Deno.test(`a WAVE file sounds as it should, however its bytes come: ${JSON.stringify(style)}`, async () => {
    for (const piece of [7, 333, 100_000]) {
      assertTone(await listen(wave(250, style), { piece }), 250, `pieces of ${piece}`);
    }
  });
}

Deno.test("several WAVE files in one body sound one after the other, whatever their headers tell", async () => {
  const styles: WaveStyle[] = [{}, { length: "ones" }, { length: "zero", notes: "before" }, { rateHz: 16_000 }, {
    encoding: "u8",
  }];
  for (const first of styles) {
    for (const second of styles) {
      const heard = await listen(concat([wave(250, first), wave(250, second)]), { piece: 997 });
      assertTone(heard, 500, JSON.stringify([first, second]));
    }
  }
});

Deno.test("samples without a header sound at the rate, in the order and with the channels that the Content-Type tells", async () => {
  const swapped = (bytes: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(new Uint16Array(bytes.buffer.slice(0)).buffer).map((_, n) => bytes[n ^ 1] ?? 0);
  const stereo = (bytes: Uint8Array<ArrayBuffer>) => {
    const samples = new Int16Array(bytes.buffer);
    return new Uint8Array(Int16Array.from({ length: samples.length * 2 }, (_, n) => samples[n >> 1] ?? 0).buffer);
  };
  const cases: readonly (readonly [string | null, Uint8Array<ArrayBuffer>])[] = [
    [null, pcm(24_000, 500)],
    ["audio/pcm", pcm(24_000, 500)],
    ["audio/pcm; rate=16000", pcm(16_000, 500)],
    ["audio/L16;rate=22050", swapped(pcm(22_050, 500))],
    ["audio/L16;codec=pcm;rate=24000", pcm(24_000, 500)],
    ["audio/L16; rate=44100; channels=2", swapped(stereo(pcm(44_100, 500)))],
    ["application/octet-stream", pcm(24_000, 500)],
    ["audio/mpeg", pcm(24_000, 500)],
    ["text/html; charset=utf-8", pcm(24_000, 500)],
    ["audio/basic", wave(500, { encoding: "mulaw", rateHz: 8000 }).slice(44)],
    ["audio/PCMA;rate=16000", wave(500, { encoding: "alaw", rateHz: 16_000 }).slice(44)],
    ["audio/x-raw; format=f32le; rate=24000", wave(500, { encoding: "f32" }).slice(44)],
  ];
  for (const [type, body] of cases) {
    for (const piece of [77, 100_000]) assertTone(await listen(body, { type, piece }), 500, `${type}, ${piece}`);
  }
});

Deno.test("samples in the other byte order are recognised by their smoothness, also after silence", async () => {
  const big = (bytes: Uint8Array<ArrayBuffer>) => bytes.map((_, n) => bytes[n ^ 1] ?? 0);
  const body = concat([new Uint8Array(9600), big(pcm(24_000, 500))]);
  const heard = await listen(body, { type: "audio/pcm", piece: 777 });
  assert.equal(heard.error, undefined);
  assert.ok(heard.noise < 0.05, `noise ${heard.noise.toFixed(3)}`);
});

Deno.test("wide samples are recognised though their low bytes are empty, as where 16 bits were widened", async () => {
  const narrow = new Int16Array(pcm(24_000, 500).buffer);
  const widened = [
    Float32Array.from(narrow, (sample) => sample / 32_768),
    Float64Array.from(narrow, (sample) => sample / 32_768),
    Int32Array.from(narrow, (sample) => sample * 65_536),
  ];
  for (const { buffer } of widened) {
    assertTone(await listen(new Uint8Array(buffer), { type: "audio/pcm", piece: 777 }), 500, `${buffer.byteLength} B`);
  }
});

Deno.test("raw samples in JSON have the rate that is told beside them", async () => {
  // MiniMax sends hexadecimal, and the rate in another object.
  const audio = pcm(32_000, 500).toHex();
  const body = JSON.stringify({ data: { audio, status: 2 }, extra_info: { audio_sample_rate: 32_000 } });
  const heard = await listen(ascii(body), { type: "application/json" });
  assert.deepEqual(heard.rates, [32_000]);
  assertTone(heard, 500, "MiniMax");
});

const PLAYED: readonly (typeof SOUNDS)[number][] = SOUNDS.slice(0, 6);

for (const name of SOUNDS) {
  const isPlayed = PLAYED.includes(name);
  Deno.test(`a body in another format is ${isPlayed ? "played as what it is" : "refused by its name"}: ${name}`, async () => {
    for (const type of [null, "audio/pcm", "audio/mpeg", "application/octet-stream"]) {
      // Byte by byte for one type: the type alters what the first bytes are taken for, not how they are collected.
      for (const piece of type === null ? [1, 333, 100_000] : [333, 100_000]) {
        const heard = await listen(sound(name), { type, piece });
        if (!isPlayed) {
          assert.match(String(heard.error?.message), /FLAC|AAC|WebM|Vorbis|AIFF/);
          assert.equal(heard.ms, 0);
        } else {
          assert.equal(heard.error, undefined, `${type}, ${piece}`);
          assert.ok(Math.abs(heard.ms - 600) < 60, `${heard.ms} ms`);
          assert.ok(heard.peak > 1500 && heard.peak < 6000, `peak ${heard.peak}`);
          assert.ok(heard.noise < 0.15, `noise ${heard.noise.toFixed(3)}`);
        }
      }
    }
  });
}

Deno.test("a file whose beginning was cut off is played from its first whole frame", async () => {
  const heard = await listen(sound("stereo_44100.mp3").slice(137), { type: "audio/mpeg" });
  assert.equal(heard.error, undefined);
  assert.ok(heard.ms > 450 && heard.noise < 0.15, `${heard.ms} ms, noise ${heard.noise}`);
});

const base64 = (bytes: Uint8Array) => bytes.toBase64();
const sse = (events: readonly unknown[]) => ascii(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(""));
const tonePieces = [pcm(24_000, 500).slice(0, 9000), pcm(24_000, 500).slice(9000)];

const EVENTS: readonly (readonly [name: string, body: Uint8Array<ArrayBuffer>])[] = [
  [
    "OpenAI's",
    sse([...tonePieces.map((piece) => ({ type: "speech.audio.delta", audio: base64(piece) })), {
      type: "speech.audio.done",
      usage: { input_tokens: 3 },
    }]),
  ],
  ["deltas", sse(tonePieces.map((piece) => ({ type: "response.output_audio.delta", delta: base64(piece) })))],
  ["nested in choices", sse(tonePieces.map((piece) => ({ choices: [{ delta: { audio: { data: base64(piece) } } }] })))],
  ["nested in output", sse(tonePieces.map((piece) => ({ output: { audio: { data: base64(piece) } } })))],
  [
    "hexadecimal",
    sse(
      tonePieces.map((piece) => ({
        data: { audio: piece.toHex(), status: 1 },
        base_resp: { status_code: 0, status_msg: "success" },
      })),
    ),
  ],
  ["a WAVE file each", sse([{ audio: base64(wave(250)) }, { audio: base64(wave(250)) }])],
  [
    "with all of it again at the end",
    sse([...tonePieces.map((piece) => ({ type: "chunk", audio: base64(piece) })), {
      type: "done",
      audio: base64(pcm(24_000, 500)),
    }]),
  ],
  ["one JSON value", ascii(JSON.stringify({ audio: base64(wave(500)), format: "wav" }))],
  ["JSON over several lines", ascii(JSON.stringify({ id: "x", audio_data: base64(wave(500)) }, null, 2))],
  ["JSON a line", ascii(tonePieces.map((piece) => JSON.stringify({ audio: base64(piece) })).join("\n"))],
  ["a data URL", ascii(JSON.stringify({ audio: `data:audio/wav;base64,${base64(wave(500))}` }))],
  ["with a rate", sse([{ audio: base64(pcm(16_000, 500)), sample_rate: 16_000 }])],
];

for (const [name, body] of EVENTS) {
  Deno.test(`sound in base64 is understood, whatever the Content-Type says: ${name}`, async () => {
    for (const type of ["text/event-stream", "application/json", "audio/pcm", null]) {
      for (const piece of [11, 4096]) assertTone(await listen(body, { type, piece }), 500, `${type}, ${piece}`);
    }
  });
}

const WORDS: readonly (readonly [name: string, body: string, words: RegExp])[] = [
  ["JSON", '{"error":{"message":"Voice af_x not found"}}', /Voice af_x not found/],
  ["FastAPI's JSON", '{"detail":[{"loc":["body","voice"],"msg":"Field required"}]}', /voice: Field required/],
  ["a list", '[{"error":"no such voice here"}]', /no such voice here/],
  ["text", "Internal Server Error: voice not found", /voice not found/],
  ["a few letters", "Nope", /Nope/],
  ["HTML", "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>", /502 Bad Gateway/],
  ["XML", "<?xml version='1.0'?><Error><Message>Access denied</Message></Error>", /Access denied/],
  ["events", 'event: error\ndata: {"message":"the model is gone"}\n\n', /the model is gone/],
  ["an event that is a text", "data: something broke\n\n", /something broke/],
  ["text with accents", "Fehler: die Stimme läuft nicht und spricht nicht", /Stimme läuft/],
  ["JSON without an error", '{"status":"queued","id":"job_1"}', /queued/],
];

for (const [name, body, words] of WORDS) {
  Deno.test(`words in place of sound are told, and never played: ${name}`, async () => {
    for (const type of [null, "audio/pcm", "audio/mpeg", "application/json", "text/plain"]) {
      for (const piece of [1, 5, 4096]) {
        const heard = await listen(new TextEncoder().encode(body), { type, piece });
        assert.equal(heard.ms, 0, `${type}, ${piece}: ${heard.ms} ms were played`);
        const { error } = heard;
        const told = error && "text" in error ? error.text ?? error.message : error?.message;
        assert.match(String(told), words, `${type}, ${piece}`);
      }
    }
  });
}

Deno.test("words behind sound end it, and are not played", async () => {
  const words = ascii('{"error":{"message":"CUDA out of memory while generating audio"}}');
  const bodies = [pcm(24_000, 500), wave(500), wave(500, { length: "ones" }), sound("mono.mp3")];
  for (const body of bodies) {
    for (const piece of [333, 100_000]) {
      const heard = await listen(concat([body, words]), { piece });
      assert.ok(heard.noise < 0.15 && heard.peak < 10_000, `peak ${heard.peak}, noise ${heard.noise.toFixed(3)}`);
      assert.ok(heard.error !== undefined);
    }
  }
});

Deno.test("bytes of an unknown format are refused before they are heard, also behind sound", async () => {
  let seed = 7;
  const random = Uint8Array.from({ length: 20_000 }, () => (seed = seed * 48_271 % 2_147_483_647) & 0xff);
  for (const before of [new Uint8Array(), pcm(24_000, 300), wave(300, { length: "ones" }), new Uint8Array(4801)]) {
    const heard = await listen(concat([before, random]), { piece: 777 });
    assert.ok(heard.peak < 10_000, `peak ${heard.peak} behind ${before.length} bytes`);
    assert.match(String(heard.error?.message), /noise/);
  }
});

Deno.test("samples that lost a byte are not played as noise", async () => {
  const heard = await listen(pcm(24_000, 500).slice(1));
  assert.ok(heard.peak < 10_000 && heard.noise < 0.05, `peak ${heard.peak}, noise ${heard.noise.toFixed(3)}`);
});

Deno.test("speech is not taken for noise, however loud it is, with its sibilants and when it is clipped", async () => {
  // Band noise of 5..9 kHz at the level of vowels, which no voice has.
  let [seed, a, b] = [11, 0, 0];
  const voice = Array.from({ length: 48_000 }, (_, n) => {
    seed = seed * 48_271 % 2_147_483_647;
    const next = seed / 2_147_483_647 - 0.5 - 0.9 * b;
    [a, b] = [next, a];
    return n % 12_000 > 8000 ? 12_000 * next : 30_000 * Math.sin(2 * Math.PI * 180 * n / 24_000);
  });
  for (const gain of [0.3, 1, 2, 4, 10]) {
    const samples = Int16Array.from(voice, (sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * gain))));
    const heard = await listen(new Uint8Array(samples.buffer));
    assert.equal(heard.error, undefined, `gain ${gain}`);
    assert.ok(Math.abs(heard.ms - 2000) < 1);
  }
});

Deno.test("loud stereo speech of 48 kHz is not taken for text where its bytes are letters", async () => {
  const samples = tone(48_000, 200, 28_000, 110).flatMap((sample) => [sample, sample]);
  const body = new Uint8Array(Int16Array.from(samples, Math.round).buffer);
  const heard = await listen(body, { type: "audio/pcm; rate=48000; channels=2" });
  assert.equal(heard.error, undefined);
  assert.ok(Math.abs(heard.ms - 200) < 1);
});

Deno.test("quiet samples of 8 bits that a header tells of are not taken for noise", async () => {
  const heard = await listen(wave(500, { encoding: "u8", level: 2000 }));
  assert.equal(heard.error, undefined);
  assert.ok(Math.abs(heard.ms - 500) < 1);
});
