/**
 * A provider of text and speech that writes into each part when it sent it. It keeps to a schedule, whatever the reader
 * does.
 *
 * @module
 */
import { delay, systemClock } from "../../../src/contract/clock.ts";
import { BYTES_PER_SAMPLE, msToSamples } from "../../../src/contract/pcm.ts";

/** Words of an answer, and their interval, ms. */
const WORDS = 36;
const WORD_MS = 10;

/** Parts of a speech, 10 s. */
const SOUNDS = 125;
/** Length and interval of the parts of a speech, ms. */
export const SOUND_MS = 80;

/** A running provider. */
export interface StampedProvider extends AsyncDisposable {
  /** Its address, of WebSockets. */
  readonly url: string;
}

/** Starts a provider on a free port of this machine. */
export function startStampedProvider(): StampedProvider {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request);
    const isText = request.url.endsWith("/text");
    socket.onopen = () => void (isText ? tell(socket, WORDS, WORD_MS, word) : tell(socket, SOUNDS, SOUND_MS, sound));
    return response;
  });
  return { url: `ws://127.0.0.1:${server.addr.port}`, [Symbol.asyncDispose]: () => server.shutdown() };
}

/** When the word of a message was sent, if it has one: ms on `performance.now()`. */
export function wordSentAt(head: string): number | undefined {
  const [, micros] = /"token":" ?(\d{6,})/.exec(head) ?? [];
  return micros === undefined ? undefined : Number(micros) / 1000;
}

/** When the sound of a JSON message was sent, if it begins with a part: ms on `performance.now()`. */
export function soundSentAt(head: string): number | undefined {
  const [, timestampMs] = /"timestamp_ms":([\d.]+)/.exec(head) ?? [];
  const [, base64] = /"data":"(.{12})/.exec(head) ?? [];
  if (base64 === undefined || Number(timestampMs) % SOUND_MS !== 0) return undefined;
  return new DataView(Uint8Array.fromBase64(base64).buffer).getFloat64(0, true);
}

/** Sends parts at an interval. The schedule is absolute: a part that is late delays no other. */
async function tell(
  socket: WebSocket,
  count: number,
  intervalMs: number,
  part: () => string | Uint8Array<ArrayBuffer>,
) {
  const startedAt = performance.now();
  for (let i = 0; i < count && socket.readyState === WebSocket.OPEN; i++) {
    socket.send(part());
    await delay(systemClock, Math.max(0, startedAt + (i + 1) * intervalMs - performance.now()));
  }
  socket.close();
}

function word(): string {
  return ` ${Math.round(performance.now() * 1000)}`;
}

/** A part of a speech without sound. */
export function silence(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(msToSamples(SOUND_MS) * BYTES_PER_SAMPLE);
}

function sound(): Uint8Array<ArrayBuffer> {
  const pcm = silence();
  new DataView(pcm.buffer).setFloat64(0, performance.now(), true);
  return pcm;
}
