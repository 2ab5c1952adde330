/**
 * A renderer for `remote_avatar`, for tests and as an example: it implements `tth.avatar.v1` and fills each picture
 * with a grey whose brightness follows the loudness. A real renderer replaces {@linkcode drawLevel} with its model. Its
 * faults are scripted and may change while it runs.
 *
 * @module
 */

/** Faults of the renderer; none by default. */
export interface RendererFaults {
  /** Never reports that it is ready. */
  silent?: boolean;
  /** Drawing time per picture, in ms. */
  drawMs?: number;
  /** Reports that its pictures show audio from this many ms earlier. */
  lagMs?: number;
  /** Drops the connection after this many pictures, once. */
  dropAfter?: number;
  /** Drops each connection instead of sending a picture. */
  dropAlways?: boolean;
  /** Refuses new connections. */
  refuse?: boolean;
  /** Stops drawing after this many pictures. */
  stallAfter?: number;
  /** Continues to send pictures of an interrupted stream, and never ends it. */
  deaf?: boolean;
  /** Draws without requests, as fast as it can. */
  eager?: boolean;
  /** Sends this instead of the first picture. */
  garbage?: string | Uint8Array<ArrayBuffer>;
  /** Fails the stream with this message instead of the first picture. */
  error?: string;
}

/** A running renderer. */
export interface RemoteAvatarServer extends AsyncDisposable {
  readonly url: string;
  readonly faults: RendererFaults;
  /** All received JSON messages, of all connections. */
  readonly received: Record<string, unknown>[];
  /** Connections so far. */
  readonly connections: number;
  /** The subprotocols offered most recently. */
  readonly offered: string;
}

interface Stream {
  readonly id: number;
  readonly mode: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  credit: number;
  nextIndex: number;
  isFed: boolean;
}

const SAMPLES_PER_MS = 24;

/** Draws a grey picture whose brightness follows the audio level. */
function drawLevel(samples: Int16Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  const sum = samples.reduce((total, sample) => total + sample * sample, 0);
  const rms = Math.sqrt(sum / Math.max(1, samples.length));
  return new Uint8Array(width * height * 3).fill(Math.min(255, rms / 32));
}

/** One connection. */
class FakeRenderer {
  readonly #socket: WebSocket;
  readonly #faults: RendererFaults;
  #stream: Stream | undefined;
  /** The stream's audio from its first sample. */
  #audio: number[] = [];
  #drawn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(socket: WebSocket, faults: RendererFaults) {
    this.#socket = socket;
    this.#faults = faults;
    socket.onclose = () => clearTimeout(this.#timer);
  }

  ready(): void {
    if (!this.#faults.silent) this.#say({ type: "ready", protocol: "tth.avatar.v1", name: "grey renderer" });
  }

  /** Handles a JSON message. */
  onMessage(message: Record<string, unknown>): void {
    const isCurrent = message["stream"] === this.#stream?.id;
    if (message["type"] === "start") this.#start(message);
    else if (isCurrent && message["type"] === "pull" && this.#stream) {
      this.#stream.credit += Number(message["frames"]);
      this.#stream.nextIndex = Math.max(this.#stream.nextIndex, this.#indexAt(Number(message["earliest_ms"])));
    } else if (isCurrent && message["type"] === "finish" && this.#stream) this.#stream.isFed = true;
    else if (isCurrent && message["type"] === "interrupt" && !this.#faults.deaf) return this.#end();
    this.#draw();
  }

  /** Handles a piece of audio. */
  onAudio(buffer: ArrayBuffer): void {
    const view = new DataView(buffer);
    if (view.getUint8(0) !== 1 || view.getUint32(4, true) !== this.#stream?.id) return;
    const at = Math.round(view.getFloat64(8, true) * SAMPLES_PER_MS);
    new Int16Array(buffer, 16).forEach((sample, i) => this.#audio[at + i] = sample);
    this.#draw();
  }

  #start(message: Record<string, unknown>): void {
    const number = (name: string) => Number(message[name]);
    this.#audio = [];
    this.#stream = {
      id: number("stream"),
      mode: String(message["mode"]),
      width: number("width"),
      height: number("height"),
      fps: number("fps"),
      credit: number("window_frames"),
      nextIndex: 0,
      isFed: false,
    };
    this.#stream.nextIndex = this.#indexAt(number("earliest_ms"));
    this.#say({ type: "begun", stream: this.#stream.id });
  }

  #indexAt(ms: number): number {
    return Math.max(0, Math.ceil(ms * (this.#stream?.fps ?? 0) / 1000 - 1e-6));
  }

  /** Draws the requested pictures whose audio has arrived. */
  #draw(): void {
    const { drawMs = 0, stallAfter = Infinity, eager = false } = this.#faults;
    if (this.#timer !== undefined) return;
    while (this.#stream && (this.#stream.credit > 0 || eager) && this.#drawn < stallAfter) {
      const timeMs = this.#stream.nextIndex * 1000 / this.#stream.fps;
      const knownMs = this.#audio.length / SAMPLES_PER_MS;
      if (this.#stream.mode === "turn" && timeMs >= knownMs) {
        if (this.#stream.isFed) this.#end();
        return;
      }
      if (drawMs === 0) this.#send(this.#stream, timeMs);
      else {
        this.#timer = setTimeout(
          (stream: Stream) => {
            this.#timer = undefined;
            if (this.#stream === stream) this.#send(stream, timeMs);
            this.#draw();
          },
          drawMs,
          this.#stream,
        );
        return;
      }
    }
  }

  #send(stream: Stream, timeMs: number): void {
    const { dropAfter, dropAlways = false, garbage, error, lagMs = 0 } = this.#faults;
    stream.credit--;
    stream.nextIndex++;
    if (this.#drawn++ === dropAfter || dropAlways) {
      delete this.#faults.dropAfter;
      this.#stream = undefined;
      return this.#socket.close(1012);
    }
    if (garbage !== undefined) return this.#socket.send(garbage);
    if (error !== undefined) {
      return this.#say({ type: "error", stream: stream.id, code: "out_of_memory", message: error });
    }
    const at = timeMs * SAMPLES_PER_MS;
    const pixels = drawLevel(Int16Array.from(this.#audio.slice(at, at + 960)), stream.width, stream.height);
    const bytes = new Uint8Array(32 + pixels.length);
    const view = new DataView(bytes.buffer);
    view.setUint8(0, 2);
    view.setUint8(1, 4);
    view.setUint16(2, stream.width, true);
    view.setUint16(4, stream.height, true);
    view.setUint32(8, stream.id, true);
    view.setFloat64(16, timeMs, true);
    view.setFloat64(24, Math.max(0, timeMs - lagMs), true);
    bytes.set(pixels, 32);
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(bytes);
  }

  #end(): void {
    this.#say({ type: "end", stream: this.#stream?.id });
    this.#stream = undefined;
  }

  #say(message: unknown): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}

/** Starts a renderer on a free port of this machine. */
export function startRemoteAvatar(faults: RendererFaults = {}): Promise<RemoteAvatarServer> {
  const received: Record<string, unknown>[] = [];
  const sockets = new Set<WebSocket>();
  let connections = 0;
  let offered = "";
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    offered = request.headers.get("sec-websocket-protocol") ?? "";
    if (faults.refuse) return new Response(null, { status: 503 });
    const { socket, response } = Deno.upgradeWebSocket(request, { protocol: "tth.avatar.v1" });
    const renderer = new FakeRenderer(socket, faults);
    connections++;
    sockets.add(socket);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => renderer.ready();
    socket.addEventListener("close", () => sockets.delete(socket));
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data !== "string") return renderer.onAudio(data);
      const message = JSON.parse(data);
      received.push(message);
      renderer.onMessage(message);
    };
    return response;
  });
  return Promise.resolve({
    url: `ws://127.0.0.1:${server.addr.port}/`,
    faults,
    received,
    get connections() {
      return connections;
    },
    get offered() {
      return offered;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.close();
      await server.shutdown();
    },
  });
}
