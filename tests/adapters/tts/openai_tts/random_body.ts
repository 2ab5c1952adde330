/**
 * Random bodies of speech: formats, texts and other bytes, whole, truncated and concatenated.
 *
 * @module
 */
import { concat } from "../../../../src/core/bytes.ts";
import { ascii, pcm, sound, SOUNDS, tone, wave, type WaveStyle } from "./bodies.ts";

/** Deterministic choices. */
class Choices {
  #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  below(limit: number): number {
    this.#seed = this.#seed * 48_271 % 2_147_483_647;
    return this.#seed % limit;
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!;
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length }, () => this.below(256));
  }
}

const FILES = new Map(SOUNDS.map((name) => [name, sound(name)]));

const TYPES = [
  null,
  "audio/pcm",
  "audio/wav",
  "audio/mpeg",
  "audio/ogg",
  "audio/aac",
  "audio/webm",
  "application/octet-stream",
  "application/json",
  "text/plain",
  "text/html; charset=utf-8",
  "text/event-stream",
  "audio/pcm;rate=24000",
];

const TEXTS = [
  '{"error":{"message":"CUDA out of memory","type":"server_error"}}',
  '{"detail":"Voice \'af_x\' not found. Available voices: af_heart, am_puck"}',
  "Internal Server Error: the worker died while it was speaking",
  "<!DOCTYPE html><html><head><title>504 Gateway Time-out</title></head><body></body></html>",
  'event: error\ndata: {"message":"overloaded, try again later"}\n\n',
  "upstream connect error or disconnect/reset before headers",
];

function waveOf(choices: Choices): Uint8Array<ArrayBuffer> {
  const style: WaveStyle = {
    rateHz: choices.of([8000, 16_000, 22_050, 24_000, 44_100, 48_000]),
    channels: choices.of([1, 1, 1, 2]),
    encoding: choices.of(["u8", "s16", "s16", "s24", "s32", "f32", "f64", "alaw", "mulaw"]),
    container: choices.of(["RIFF", "RIFF", "RIFF", "RIFX", "RF64"]),
    length: choices.of(["exact", "exact", "zero", "ones", "max", "short"]),
    isExtensible: choices.below(4) === 0,
    notes: choices.of(["none", "before", "behind", "odd"]),
  };
  return wave(50 + choices.below(200), style);
}

/** A part of a body; only the first may be samples without a header, which behind others would be read like those. */
function part(choices: Choices, isFirst: boolean): Uint8Array<ArrayBuffer> {
  const kind = choices.below(isFirst ? 10 : 8);
  if (kind < 3) return waveOf(choices);
  if (kind < 5) return FILES.get(choices.of(SOUNDS))!;
  if (kind === 5) return ascii(choices.of(TEXTS));
  if (kind === 6) return choices.bytes(16 + choices.below(6000));
  if (kind === 7) return ascii(JSON.stringify({ audio: waveOf(choices).toBase64() }));
  if (kind === 8) return pcm(24_000, 50 + choices.below(200));
  return new Uint8Array(Float32Array.from(tone(24_000, 100), (value) => value / 32_768).buffer);
}

function bytesOf(choices: Choices): Uint8Array<ArrayBuffer> {
  const count = choices.of([1, 1, 1, 2, 2, 3]);
  let body = concat(Array.from({ length: count }, (_, n) => part(choices, n === 0)));
  if (choices.below(3) === 0) body = body.slice(0, choices.below(body.length + 1));
  if (choices.below(4) === 0) body = body.slice(choices.below(Math.min(600, body.length + 1)));
  return body;
}

/** A body, and how it arrives. */
export interface RandomBody {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its Content-Type, often a wrong one. */
  readonly type: string | null;
  /** The length of the pieces in which it arrives. */
  readonly piece: number;
}

/** The body of a number: the same each time. */
export function randomBody(seed: number): RandomBody {
  const choices = new Choices(seed * 7919);
  const bytes = bytesOf(choices);
  return { bytes, type: choices.of(TYPES), piece: choices.of([64, 333, 4096, 100_000]) };
}
