/**
 * A program that sends speech and pictures over a WebSocket and does nothing else: the least that such a service can
 * cost on this machine, as the baseline of the comparison.
 *
 * @module
 */
import { print } from "../print.ts";
import reply from "./reply.json" with { type: "json" };

/** A chunk of speech: 80 ms of 16-bit samples at 24 kHz. */
const CHUNK_MS = 80;
const CHUNK_BYTES = 3840;

/** A turn is as long as the speech of its text, at 65 ms a character. */
const CHUNKS = Math.round(reply.join("").length * 65 / CHUNK_MS);

const TICK_MS = 10;
const LEAD_MS = 400;
const TOKEN_MS = 10;
const FRAME_MS = 40;

const noise = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const chunks = Array.from({ length: 16 }, () => noise(CHUNK_BYTES));
const picture = noise(64 * 64 * 3);

const turns = new Set<() => void>();

/** Serves one WebSocket: answers each `user_text` with a turn. */
function serve(socket: WebSocket, hasVideo: boolean): void {
  let seq = 0;
  let turn = 0;
  let advance: (() => void) | undefined;
  const end = () => {
    if (advance !== undefined) turns.delete(advance);
    advance = undefined;
  };
  const send = (type: string, fields: string) =>
    socket.send(`{"type":"${type}","seq":${++seq},"turn":${turn},${fields}}`);
  const begin = () => {
    end();
    turn++;
    const startedAt = performance.now();
    const sent = { tokens: 0, chunks: 0, pictures: 0 };
    advance = () => {
      const atMs = performance.now() - startedAt;
      for (; sent.tokens < reply.length && sent.tokens * TOKEN_MS <= atMs; sent.tokens++) {
        send("text_delta", `"token":"${reply[sent.tokens]}"`);
      }
      for (; sent.chunks < CHUNKS && sent.chunks * CHUNK_MS <= atMs + LEAD_MS; sent.chunks++) {
        const data = chunks[sent.chunks % chunks.length]!.toBase64();
        const times = `"timestamp_ms":${sent.chunks * CHUNK_MS},"duration_ms":${CHUNK_MS}`;
        send("audio_chunk", `${times},"encoding":"pcm","sample_rate":24000,"data":"${data}"`);
      }
      for (; hasVideo && sent.pictures < CHUNKS * 2 && sent.pictures * FRAME_MS <= atMs + LEAD_MS; sent.pictures++) {
        const times = `"timestamp_ms":${sent.pictures * FRAME_MS},"frame_index":${sent.pictures},"drift_ms":0`;
        const format = `"width":64,"height":64,"content_type":"raw_rgb"`;
        send("video_frame", `${times},${format},"data":"${picture.toBase64()}"`);
      }
      if (atMs < CHUNKS * CHUNK_MS) return;
      end();
      send("turn_complete", `"status":"completed"`);
    };
    turns.add(advance);
    advance();
  };
  socket.onmessage = ({ data }) => {
    if (JSON.parse(data).type === "user_text") begin();
  };
  socket.onclose = end;
}

if (import.meta.main) {
  setInterval(() => turns.forEach((advance) => advance()), TICK_MS);
  Deno.serve({
    port: Number(Deno.args[0]),
    hostname: "127.0.0.1",
    onListen: ({ port }) => print(`listening on ${port}`),
  }, (request) => {
    if (request.headers.get("upgrade") !== "websocket") return new Response("a WebSocket is served here");
    const { socket, response } = Deno.upgradeWebSocket(request);
    serve(socket, new URL(request.url).searchParams.get("video") === "1");
    return response;
  });
}
