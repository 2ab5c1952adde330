/**
 * A program that passes a provider's words and speech on over a WebSocket and does nothing else: what runtime, network
 * and client take of the times that are measured. Without a provider it answers at once.
 *
 * @module
 */
import { print } from "../print.ts";
import { messagesOf, PROVIDER_VARIABLE } from "./adapters/messages.ts";
import { silence, SOUND_MS } from "./stamped_provider.ts";

const hasProvider = Deno.env.get(PROVIDER_VARIABLE) !== undefined;

/** Serves one WebSocket: answers each `user_text` with a turn. */
function serve(socket: WebSocket): void {
  let turn = new AbortController();
  const send = (type: string, fields: string) => socket.send(`{"type":"${type}",${fields}}`);
  const say = (token: string) => send("text_delta", `"token":"${token}"`);
  const sound = (index: number, pcm: ArrayBuffer) => {
    const times = `"timestamp_ms":${index * SOUND_MS},"duration_ms":${SOUND_MS}`;
    send("audio_chunk", `${times},"data":"${new Uint8Array(pcm).toBase64()}"`);
  };
  const relay = async (signal: AbortSignal) => {
    for await (const token of messagesOf<string>("text", signal)) say(token);
    let index = 0;
    for await (const pcm of messagesOf<ArrayBuffer>("speech", signal)) sound(index++, pcm);
    if (!signal.aborted) complete();
  };
  const complete = () => send("turn_complete", `"status":"completed"`);
  socket.onmessage = ({ data }) => {
    turn.abort();
    if (JSON.parse(data).type === "interrupt") return complete();
    turn = new AbortController();
    if (hasProvider) return void relay(turn.signal);
    say("Hello.");
    sound(0, silence().buffer);
  };
  socket.onclose = () => turn.abort();
}

if (import.meta.main) {
  const port = Number(Deno.args[0]);
  const onListen = () => print(`listening on ${port}`);
  Deno.serve({ port, hostname: "127.0.0.1", onListen }, (request) => {
    if (request.headers.get("upgrade") !== "websocket") {
      return Response.json({ stream_url: `ws://127.0.0.1:${port}/`, token: null }, { status: 201 });
    }
    const { socket, response } = Deno.upgradeWebSocket(request);
    serve(socket);
    return response;
  });
}
