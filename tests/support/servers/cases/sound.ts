/**
 * Servers that send other sound than they were asked for.
 *
 * @module
 */
import { concat } from "../../../../src/core/bytes.ts";
import { ascii, pcm, sound, wave } from "../../../adapters/tts/openai_tts/bodies.ts";
import { body, event, refuse, sse } from "../answers.ts";
import type { Expectation, ServerCase } from "../bench.ts";
import { plainSpeech } from "../server.ts";

const OK = { status: "completed" } as const;
const base64 = (bytes: Uint8Array) => bytes.toBase64();

/** A voice that always answers so. */
function speaks(name: string, answer: () => Response, expected: Expectation = OK): ServerCase {
  return { name, about: "speech", server: { speech: answer }, expected };
}

/** A voice that answers so in the first turn, and well after it. */
function fails(name: string, answer: () => Response, error: RegExp, isHeard = false): ServerCase {
  return {
    name,
    about: "speech",
    server: { speech: (question) => question.count < 3 ? answer() : plainSpeech(question) },
    expected: { status: "failed", error, isHeard },
  };
}

/** A failure that is told after one request. */
function refused(name: string, answer: () => Response, error: RegExp): ServerCase {
  return {
    name,
    about: "speech",
    server: { speech: (question) => question.count < 1 ? answer() : plainSpeech(question) },
    expected: { status: "failed", error, isHeard: false },
  };
}

/** Servers that send other sound than they were asked for. */
export const SOUND_CASES: readonly ServerCase[] = [
  speaks("a WAVE file, stereo, 48 kHz", () => body(wave(400, { channels: 2, rateHz: 48_000 }), "audio/wav")),
  speaks("a WAVE file of floats", () => body(wave(400, { encoding: "f32" }), "application/octet-stream")),
  speaks("a WAVE file of 8 bits", () => body(wave(400, { encoding: "u8" }), "audio/wav")),
  speaks("a WAVE file of 24 bits as RF64", () => body(wave(400, { encoding: "s24", container: "RF64" }), "audio/wav")),
  speaks(
    "three WAVE files in one body",
    () => body(concat([wave(150), wave(150, { length: "ones" }), wave(150)]), "audio/wav"),
  ),
  speaks("samples of 16 kHz, as the Content-Type tells", () => body(pcm(16_000, 400), "audio/pcm; rate=16000")),
  speaks(
    "big-endian samples",
    () => body(pcm(24_000, 400).map((_, n, bytes) => bytes[n ^ 1] ?? 0), "audio/L16;rate=24000"),
  ),
  speaks(
    "samples of 16 kHz, as a header tells",
    () => new Response(pcm(16_000, 400), { headers: { "content-type": "audio/raw", "x-sample-rate": "16000" } }),
  ),
  speaks("samples of 22 kHz, in GStreamer's words", () => body(pcm(22_050, 400), "audio/x-raw, rate=(int)22050")),
  speaks(
    "JSON with a list of pieces",
    () => Response.json({ audios: [base64(pcm(24_000, 200)), base64(pcm(24_000, 200))] }),
  ),
  speaks("Google's inline data", () => {
    const inlineData = { mimeType: "audio/L16;codec=pcm;rate=24000", data: base64(pcm(24_000, 400)) };
    return Response.json({ candidates: [{ content: { parts: [{ inlineData }] } }] });
  }),
  speaks(
    "JSON a line, with an alignment",
    () => body(`${JSON.stringify({ audio_base64: base64(pcm(24_000, 400)), alignment: {} })}\n`, "application/json"),
  ),
  speaks(
    "a WAVE file, extensible, of A-law",
    () => body(wave(400, { encoding: "alaw", rateHz: 8000, isExtensible: true }), "audio/x-wav"),
  ),
  refused("a WAVE file without samples", () => body(wave(0), "audio/wav"), /sent no audio/),
  refused(
    "an address in place of sound",
    () => Response.json({ audio_url: "http://x/y.mp3" }),
    /provider_protocol: .*the server sent JSON without audio \(\{"audio_url":.*ask for another format/,
  ),
  refused(
    "a job in place of sound",
    () => Response.json({ id: "job_1", status: "processing" }, { status: 202 }),
    /JSON without audio \(\{"id":"job_1"/,
  ),
  refused(
    "several bodies in one",
    () =>
      body(
        concat([ascii("--b1\r\nContent-Type: audio/wav\r\n\r\n"), wave(400), ascii("\r\n--b1--\r\n")]),
        "multipart/mixed; boundary=b1",
      ),
    /the server sent multipart\/mixed in place of PCM; ask for another format/,
  ),
  speaks("base64 without JSON around it", () => body(base64(wave(400)), "text/plain")),
  speaks("a data URL in quotation marks", () => Response.json(`data:audio/wav;base64,${base64(wave(400))}`)),
  speaks("events of base64 without JSON", () => sse([`event: audio\ndata: ${base64(pcm(24_000, 400))}\n\n`])),
  speaks(
    "µ-law samples without a header",
    () => body(wave(400, { encoding: "mulaw", rateHz: 8000 }).slice(44), "audio/x-mulaw;rate=8000"),
  ),
  speaks(
    "JSON lines that repeat all of the sound at the end",
    () =>
      body(
        [{ type: "chunk", data: base64(pcm(24_000, 400)) }, { type: "complete", audio: base64(pcm(24_000, 400)) }]
          .map((line) => `${JSON.stringify(line)}\n`).join(""),
        "application/x-ndjson",
      ),
    OK,
  ),
  {
    name: "a file elsewhere",
    about: "speech",
    server: {
      speech: () => new Response(null, { status: 303, headers: { location: "/files/1.wav" } }),
      paths: { "/files/1.wav": () => body(wave(400), "audio/wav") },
    },
    expected: OK,
  },
  speaks("MP3 without a tag", () => body(sound("mono.mp3"), "audio/mpeg")),
  speaks("MP3 that is called PCM", () => body(sound("stereo_44100.mp3"), "audio/pcm")),
  speaks("Ogg Opus", () => body(sound("mono.opus"), "audio/ogg")),
  speaks("events with deltas of samples", () =>
    sse([
      event({ type: "speech.audio.delta", audio: base64(pcm(24_000, 200)) }),
      event({ type: "speech.audio.delta", audio: base64(pcm(24_000, 200)) }),
      event({ type: "speech.audio.done", usage: { input_tokens: 3 } }),
    ])),
  speaks("JSON with the sound in base64", () => Response.json({ audio: base64(wave(400)), format: "wav" })),
  refused(
    "AAC",
    () => body(sound("mono.aac"), "audio/aac"),
    /provider_protocol: .*the server sent AAC in place of PCM; ask for another format/,
  ),
  refused("M4A", () => body(sound("mono.m4a"), "audio/mp4"), /sent MP4 or M4A/),
  refused("WebM", () => body(sound("mono.webm"), "audio/webm"), /sent WebM/),
  refused("FLAC", () => body(sound("mono.flac"), "audio/flac"), /sent FLAC/),
  refused("Vorbis", () => body(sound("mono.ogg"), "audio/ogg"), /sent Vorbis/),
  refused("noise", () => body(crypto.getRandomValues(new Uint8Array(9000)), "audio/pcm"), /would be noise/),
  refused("an empty body", () => body("", "audio/pcm"), /provider_no_output: .*sent no audio/),
  fails(
    "text with status 200",
    () => body("Internal Server Error: voice not loaded", "text/plain"),
    /voice not loaded/,
  ),
  fails(
    "XML with status 200",
    () => body("<?xml version='1.0'?><Error><Message>AccessDenied</Message></Error>", "application/xml"),
    /AccessDenied/,
  ),
  fails(
    "a list of errors with status 200",
    () => body('[{"error":"the voice is gone"}]', "audio/pcm"),
    /the voice is gone/,
  ),
  fails(
    "an error event with status 200",
    () => sse([event({ type: "error", error: { message: "the voice is gone" } })]),
    /the voice is gone/,
  ),
  {
    name: "an error behind the sound",
    about: "speech",
    server: {
      speech: (question) =>
        question.count === 0
          ? body(
            concat([pcm(24_000, 400), ascii('{"error":{"message":"CUDA out of memory in the middle"}}')]),
            "audio/pcm",
          )
          : plainSpeech(question),
    },
    expected: { status: "failed", error: /CUDA out of memory/, isHeard: true },
  },
  {
    name: "a refusal in FastAPI's words",
    about: "speech",
    server: {
      speech: (question) => question.count === 0 ? refuse(400, { detail: "input is too long" }) : plainSpeech(question),
    },
    expected: { status: "failed", error: /provider_rejected: .*\(400\): input is too long/ },
  },
];
