/**
 * An avatar that is drawn elsewhere: audio goes to a renderer over a WebSocket, pictures come back. Any lip-sync model
 * can be used through a small wrapper; see src/adapters/kit/fakes/remote_avatar_server.ts for an example.
 *
 * ## The protocol `tth.avatar.v1`
 *
 * TTH connects to the renderer, with the subprotocols `tth.avatar.v1` and, where there is a token, `tth.token.<token>`;
 * the renderer selects the first. A connection carries one stream of pictures after the other, each for one turn or one
 * stretch of idle life; `stream` is their number. Text messages are JSON with a `type`; unknown types must be ignored.
 * Binary messages are little-endian. All times are media time of the stream: ms since its first sample of audio.
 *
 * From the renderer:
 *
 * | message | when |
 * |---|---|
 * | `ready {protocol: "tth.avatar.v1", name?}` | once, first |
 * | `begun {stream}` | immediately after a `start`; without it the first audio waits for TCP's delayed acknowledgement, 40 ms |
 * | a picture, binary | as drawn, in order |
 * | `end {stream}` | after the last picture of a stream, and after an `interrupt` |
 * | `error {stream?, code, message, retryable?}` | the stream has failed |
 *
 * From TTH:
 *
 * | message | means |
 * |---|---|
 * | `start {stream, session_id, mode, width, height, fps, formats, window_frames, earliest_ms, control, persona, life_ms, seed}` | a stream begins; `mode` is `turn` or `idle` |
 * | audio, binary | signed 16-bit mono PCM at 24 kHz; its time may begin above 0 after a reconnect |
 * | `viseme {stream, id, weight, start_ms, end_ms}`, `word {stream, text, start_ms, end_ms}` | marks, before their audio |
 * | `control {stream, control, from_ms?}`, `state {stream, state}` | takes effect with the first picture at or after `from_ms`, or the next one |
 * | `gesture {stream, gesture: {name, toward?}, from_ms}` | a single movement: `nod`, `shake`, `tilt`, `shrug`, `wink`, `look` |
 * | `pull {stream, frames, earliest_ms}` | `frames` more pictures may be sent; pictures before `earliest_ms` are not worth drawing |
 * | `finish {stream}` | the audio is complete: draw the pictures that cover it, then send `end` |
 * | `interrupt {stream}` | stop immediately, send `end`, and nothing else of that stream |
 *
 * A piece of audio is `<BBHId`: 1, 0, 0, stream, timestamp_ms, then the samples. A picture is `<BBHHHIIdd`: 2, format
 * (1 JPEG, 2 WebP, 3 PNG, 4 raw RGB), width, height, 0, stream, 0, timestamp_ms, audio_ms, then the picture's bytes.
 * `audio_ms` is the time of the audio that the picture shows: the renderer's drift is measured as
 * `timestamp_ms - audio_ms`. Picture k of a stream belongs at `k * 1000 / fps`; a renderer with its own clock may
 * deviate from that by less than half a picture's duration. In a turn it draws nothing beyond the received audio; in
 * idle mode it draws from 0 as long as it is asked.
 *
 * A renderer may send `window_frames` pictures without a `pull`, then as many as each `pull` grants. A real-time
 * renderer may ignore the pulls; late or excess pictures are discarded.
 *
 * @module
 */
import { z } from "zod";
import { messageOf, ProviderError } from "../../../contract/errors.ts";
import { CONTROL_FIELDS } from "../../../contract/controls.ts";
import {
  type AdapterHost,
  AvatarAdapter,
  type AvatarContext,
  type AvatarInput,
  type AvatarPart,
  type Capabilities,
  defineAdapter,
  type Health,
} from "../../../contract/adapter.ts";
import { closingSocketsOf } from "../../kit/closing_sockets.ts";
import { generatedStream, readInput } from "../../../core/streams.ts";
import { type RendererAddress, RendererPool, RendererSocket } from "./renderer_socket.ts";
import { RemoteStream } from "./remote_stream.ts";
import { PICTURE_FORMATS } from "./wire.ts";

const TOKEN = "TTH_REMOTE_AVATAR_TOKEN";
/** Queued idle pictures would show an outdated state. */
const IDLE_WINDOW_FRAMES = 2;

const ms = z.int().min(1).max(60_000);

const Options = z.strictObject({
  url: z.url({ protocol: /^wss?$/ }).default("ws://127.0.0.1:9100/").describe("The renderer's address."),
  width: z.int().min(16).max(1920).default(512).describe("Default width, in pixels."),
  height: z.int().min(16).max(1920).default(512).describe("Default height, in pixels."),
  fps: z.int().min(1).max(60).default(25).describe("Default pictures per second."),
  honours: z.array(z.enum(CONTROL_FIELDS)).default([]).describe("Controls that this renderer honours."),
  connect_ms: ms.default(2000).describe("Longest time until the renderer is ready, in ms."),
  reconnect_ms: ms.default(1500).describe("Longest time to reconnect to a lost renderer during a turn, in ms."),
  stall_ms: ms.default(3000).describe("Longest time that a picture may be overdue, in ms."),
  lead_ms: ms.default(2000).describe("Maximum lead of the sent audio over the pictures, in ms."),
  window_frames: z.int().min(1).max(250).default(8).describe("Pictures that may be sent without a pull."),
  kept_connections: z.int().min(0).max(100).default(4).describe("Maximum number of connections kept between turns."),
});
type Options = z.output<typeof Options>;

/** See the module. */
class RemoteAvatar extends AvatarAdapter {
  override readonly defaults: { readonly width: number; readonly height: number; readonly fps: number };
  readonly #options: Options;
  readonly #host: AdapterHost;
  readonly #renderer: RendererAddress;
  readonly #pool: RendererPool;

  constructor(options: Options, host: AdapterHost) {
    super();
    const { width, height, fps } = options;
    this.defaults = { width, height, fps };
    this.#options = options;
    this.#host = host;
    this.#renderer = {
      adapter: host.name,
      url: options.url,
      token: host.secret(TOKEN),
      clock: host.clock,
      closing: closingSocketsOf(host),
    };
    this.#pool = new RendererPool(this.#renderer, options.kept_connections);
  }

  override fit(request: { width?: number; height?: number; fps?: number }) {
    return { ...this.defaults, ...request };
  }

  override inferStream(input: ReadableStream<AvatarInput>, context: AvatarContext): ReadableStream<AvatarPart> {
    const { connect_ms, reconnect_ms, stall_ms, lead_ms, window_frames } = this.#options;
    const { name: adapter } = this.#host;
    const limits = {
      adapter,
      connectMs: connect_ms,
      reconnectMs: reconnect_ms,
      stallMs: stall_ms,
      leadMs: lead_ms,
      windowFrames: context.mode === "idle" ? Math.min(IDLE_WINDOW_FRAMES, window_frames) : window_frames,
    };
    const [pool, clock] = [this.#pool, this.#host.clock];
    return generatedStream(context.signal, async function* (signal) {
      if (context.video === "pose") {
        throw new ProviderError(`${adapter} delivers pictures, not poses`, { code: "unsupported", provider: adapter });
      }
      const parts = readInput(input, signal);
      const stream = new RemoteStream(context, pool, limits, clock);
      try {
        await stream.begin(signal);
        void stream.feed(parts, signal);
        for (let frame = await stream.next(signal); frame; frame = await stream.next(signal)) yield frame;
      } finally {
        stream.stop();
        // A read may be pending; it ends with the signal.
        void parts.return().catch(() => {});
      }
    });
  }

  override async health({ signal }: { signal?: AbortSignal } = {}): Promise<Health> {
    const startedAt = this.#host.clock.now();
    try {
      const socket = await RendererSocket.open(
        this.#renderer,
        this.#options.connect_ms,
        signal ?? new AbortController().signal,
      );
      const latencyMs = this.#host.clock.now() - startedAt;
      await socket.close();
      return this.#renderer.closing.addTo({ healthy: true, latencyMs, detail: `${socket.name} is ready` });
    } catch (error) {
      return { healthy: false, latencyMs: this.#host.clock.now() - startedAt, detail: messageOf(error) };
    }
  }

  override capabilities(): Capabilities {
    return {
      streams: ["frames", "idle"],
      controls: Object.fromEntries(this.#options.honours.map((field) => [field, "approximated"])),
      formats: PICTURE_FORMATS,
      offline: false,
    };
  }

  override async close(): Promise<void> {
    await this.#pool.close();
  }
}

export default defineAdapter({
  kind: "avatar",
  name: "remote_avatar",
  summary: "Pictures from a renderer elsewhere, such as a lip-sync model on a GPU, over a small WebSocket protocol",
  options: Options,
  secrets: [TOKEN],
  create: (options, host) => new RemoteAvatar(options, host),
});
