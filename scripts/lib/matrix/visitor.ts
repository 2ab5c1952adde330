/**
 * A client of a deployed service, which comes with an API key through the platform's router.
 *
 * @module
 */
import assert from "node:assert/strict";
import { systemClock } from "../../../src/contract/clock.ts";
import { ServerMessage } from "../../../src/contract/protocol/messages.ts";
import { TOKEN_SUBPROTOCOL_PREFIX } from "../../../src/contract/protocol/names.ts";
import { deadline } from "../../../src/core/async.ts";
import { PUBLIC_HOST } from "./deployment.ts";
import { askForSession, createSession } from "../wire/sessions.ts";

/** Longest wait for a message, ms. */
const MESSAGE_MS = 20_000;

/** What a visitor receives in a turn. */
export interface TurnCounts {
  readonly poses: number;
  readonly audio: number;
  /** From the text to the first audio, ms. */
  readonly firstAudioMs: number;
}

/** A session and its socket. Disposing it closes the socket. */
export class Visitor implements Disposable {
  readonly #socket: WebSocket;
  readonly #messages: ReadableStreamDefaultReader<string | ArrayBuffer>;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.#messages = messagesOf(socket).getReader();
  }

  /**
   * Creates a session and opens its stream.
   *
   * @param url The router.
   * @param key The API key.
   * @param subprotocol The subprotocol to offer, beside the token. Absent: none, the key comes in a header.
   * @throws Error If the service refuses, or chooses another subprotocol.
   */
  static async open(url: string, key: string, subprotocol?: string): Promise<Visitor> {
    const { stream_url, token } = await createSession(url, { video: { mode: "pose" } }, key);
    const { protocol, host, pathname } = new URL(stream_url);
    assert.deepEqual([protocol, host], ["wss:", PUBLIC_HOST], "the stream's address is not the public one");
    const options = subprotocol === undefined
      ? { headers: { authorization: `Bearer ${key}` } }
      : { protocols: [subprotocol, TOKEN_SUBPROTOCOL_PREFIX + token] };
    const address = url.replace("http:", "ws:") + pathname;
    // Deno's constructor takes headers; the DOM's types, which come before Deno's, do not know them.
    const socket: WebSocket = Reflect.construct(WebSocket, [address, options]);
    socket.binaryType = "arraybuffer";
    const visitor = new Visitor(socket);
    const ready = await visitor.#next("session_ready");
    assert.equal(socket.protocol, subprotocol ?? "", "the subprotocol that was chosen");
    assert.ok(ready !== "audio" && ready.type === "session_ready", "session_ready comes first");
    return visitor;
  }

  /** Lets the human say a text, and counts what arrives. */
  async turn(text: string): Promise<TurnCounts> {
    const beganAt = performance.now();
    this.#socket.send(JSON.stringify({ type: "user_text", text, mode: "verbatim" }));
    let [poses, audio, firstAudioMs] = [0, 0, Infinity];
    for (;;) {
      const message = await this.#next(`more of a turn after ${audio} chunks and ${poses} poses`);
      if (message === "audio" || message.type === "audio_chunk") {
        audio++;
        firstAudioMs = Math.min(firstAudioMs, performance.now() - beganAt);
      } else if (message.type === "pose") poses++;
      // On a busy machine a face that comes too late is abandoned: the turn goes on, and counts fewer poses.
      else if (message.type === "error" && message.fatal) assert.fail(`the turn failed: ${message.message}`);
      else if (message.type === "turn_complete") {
        assert.equal(message.status, "completed");
        assert.equal(message.heard_text, text);
        return { poses, audio, firstAudioMs };
      }
    }
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }

  /** The next message; binary messages of a session with poses are audio. */
  async #next(awaited: string): Promise<ServerMessage | "audio"> {
    const onTimeout = () => new Error(`no ${awaited} within ${MESSAGE_MS} ms`);
    const { value } = await deadline(this.#messages.read(), { clock: systemClock, limitMs: MESSAGE_MS, onTimeout });
    assert.ok(value !== undefined, "the stream was closed");
    return typeof value === "string" ? ServerMessage.parse(JSON.parse(value)) : "audio";
  }
}

/**
 * Asks for frames.
 *
 * @returns The reason for which the service refuses them.
 */
export async function refusalOfFrames(url: string, key: string): Promise<string> {
  const response = await askForSession(url, { video: { mode: "frames" } }, key);
  const { code, detail } = await response.json();
  assert.deepEqual([response.status, code], [400, "video_unavailable"], "frames were not refused");
  return detail;
}

function messagesOf(socket: WebSocket): ReadableStream<string | ArrayBuffer> {
  return new ReadableStream({
    start(controller) {
      socket.onmessage = ({ data }) => controller.enqueue(data);
      socket.onclose = () => controller.close();
    },
  });
}
