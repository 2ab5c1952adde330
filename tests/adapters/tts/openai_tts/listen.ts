/**
 * Reads a body as the adapter does, and listens to what would be played.
 *
 * @module
 */
import { BodyReader } from "../../../../src/adapters/tts/openai_tts/sound/body_reader.ts";
import { cut, TONE_HZ } from "./bodies.ts";

/** What was heard of a body. */
export interface Heard {
  /** How long it sounded, ms. */
  readonly ms: number;
  /** The third loudest sample, 0..32768: a cut in the middle of a sample may leave one or two that are louder. */
  readonly peak: number;
  /** The frequency by zero crossings, in hertz; 0 for silence. */
  readonly hz: number;
  /** The share of the sound's energy that is neither the tone nor near it, 0..1. */
  readonly noise: number;
  /** How rough the sound is: 2 for white noise, below 0.3 for the tone, even at four times its speed. */
  readonly roughness: number;
  /** The rates that the sound had, in hertz. */
  readonly rates: readonly number[];
  readonly error: Error | undefined;
}

/**
 * Listens to a body.
 *
 * @param body Its bytes.
 * @param options `type`: its Content-Type; `piece`: the length of the pieces in which it comes.
 */
export async function listen(
  body: Uint8Array<ArrayBuffer>,
  options: { type?: string | null; piece?: number } = {},
): Promise<Heard> {
  const { type = null, piece = 4096 } = options;
  const reader = new BodyReader(type, { rateHz: 24_000 });
  const pieces: { samples: Int16Array; rateHz: number }[] = [];
  let error: Error | undefined;
  try {
    for (const bytes of cut(body, piece)) {
      for (const { samples, rateHz = 0 } of await reader.push(bytes)) pieces.push({ samples, rateHz });
    }
    for (const { samples, rateHz = 0 } of await reader.end()) pieces.push({ samples, rateHz });
  } catch (thrown) {
    error = thrown instanceof Error ? thrown : new Error(String(thrown));
  } finally {
    reader.close();
  }
  const rates = [...new Set(pieces.map(({ rateHz }) => rateHz))];
  const ms = pieces.reduce((sum, { samples, rateHz }) => sum + samples.length / rateHz * 1000, 0);
  return { ms, ...measured(pieces), rates, error };
}

function measured(pieces: readonly { samples: Int16Array; rateHz: number }[]) {
  let [crossings, seconds, last] = [0, 0, 0];
  let loudest = [0, 0, 0];
  let [energy, rest, difference] = [0, 0, 0];
  for (const { samples, rateHz } of pieces) {
    for (const [n, sample] of samples.entries()) {
      difference += (sample - (samples[n - 1] ?? sample)) ** 2;
      if (Math.abs(sample) > loudest[2]!) loudest = [...loudest, Math.abs(sample)].sort((a, b) => b - a).slice(0, 3);
      if (sample * last < 0) crossings++;
      if (sample !== 0) last = sample;
      energy += sample * sample;
    }
    rest += Math.max(0, withoutTone(samples, rateHz));
    seconds += samples.length / rateHz;
  }
  return {
    peak: loudest[2]!,
    hz: seconds === 0 ? 0 : crossings / 2 / seconds,
    roughness: energy === 0 ? 0 : difference / energy,
    noise: energy === 0 ? 0 : Math.min(1, rest / energy),
  };
}

/** The energy that is left when the tone is taken out, in windows of 10 ms, whatever its phase and level. */
function withoutTone(samples: Int16Array, rateHz: number): number {
  const size = Math.round(rateHz / 100);
  let left = 0;
  for (let at = 0; at + size <= samples.length; at += size) {
    const window = samples.subarray(at, at + size);
    left += residual(window, 2 * Math.PI * TONE_HZ / rateHz);
  }
  return left;
}

/** The residual of a least-squares fit of sine, cosine and a constant. */
function residual(window: Int16Array, step: number): number {
  const basis = [(n: number) => Math.cos(step * n), (n: number) => Math.sin(step * n), () => 1];
  const vectors: number[][] = [];
  for (const value of basis) {
    let vector = Array.from(window, (_, n) => value(n));
    for (const other of vectors) {
      const share = dot(vector, other);
      vector = vector.map((x, n) => x - share * (other[n] ?? 0));
    }
    const length = Math.sqrt(dot(vector, vector));
    vectors.push(vector.map((x) => x / length));
  }
  const total = dot(window, window);
  return vectors.reduce((sum, vector) => sum - dot(window, vector) ** 2, total);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < a.length; n++) sum += (a[n] ?? 0) * (b[n] ?? 0);
  return sum;
}
