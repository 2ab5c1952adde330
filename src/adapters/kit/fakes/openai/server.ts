/**
 * The OpenAI services that TTH uses, as one local server: Realtime, chat completions, speech, models.
 *
 * A TCP proxy in front makes connections fail as on a bad network.
 *
 * @module
 */
import { type Clock, systemClock } from "../../../../contract/clock.ts";
import { FakeChat, type FakeChatOptions } from "./chat.ts";
import { FakeRealtime, type FakeRealtimeOptions } from "./realtime.ts";
import { FakeSpeech, type FakeSpeechOptions } from "./speech.ts";
import { startTcpProxy, type TcpProxy } from "../tcp_proxy.ts";

/** Options of {@linkcode startFakeOpenAi}. */
export interface FakeOpenAiOptions {
  /** The port to listen on; 0, the default, takes a free one. */
  port?: number;
  /** The only accepted key; absent: any key. */
  apiKey?: string;
  /** Clock for pauses. Default: the system clock. */
  clock?: Clock;
  realtime?: Omit<FakeRealtimeOptions, "apiKey" | "clock">;
  chat?: Omit<FakeChatOptions, "clock">;
  speech?: Omit<FakeSpeechOptions, "clock">;
  /** Statuses of the next responses to `/v1/models`; then 200. */
  modelStatuses?: readonly number[];
}

/** The running fake. */
export interface FakeOpenAi extends AsyncDisposable {
  /** `baseURL` for an OpenAI client. */
  readonly baseUrl: string;
  /** The same without the proxy, for measurements. */
  readonly directUrl: string;
  readonly realtime: FakeRealtime;
  readonly chat: FakeChat;
  readonly speech: FakeSpeech;
  /** Statuses of the next responses to `/v1/models`. */
  readonly modelStatuses: number[];
  readonly proxy: TcpProxy;
}

/** Models that the fake lists. */
const MODELS = ["gpt-realtime-2.1", "gpt-realtime-2.1-mini", "gpt-5.4-mini", "gpt-4o-mini-tts"];

/**
 * Starts the fake on loopback.
 *
 * @param options Port, key, manner and faults.
 * @returns The running server; dispose of it to end it.
 */
export function startFakeOpenAi(options: FakeOpenAiOptions = {}): FakeOpenAi {
  const { apiKey, clock = systemClock } = options;
  const realtime = new FakeRealtime({ ...options.realtime, clock, ...(apiKey !== undefined && { apiKey }) });
  const chat = new FakeChat({ ...options.chat, clock });
  const speech = new FakeSpeech({ ...options.speech, clock });
  const modelStatuses = [...options.modelStatuses ?? []];
  const route = (request: Request): Response | Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname === "/v1/realtime") return realtime.accept(request);
    if (!authorized(request, apiKey)) return badKey();
    if (pathname === "/v1/chat/completions") return chat.respond(request);
    if (pathname === "/v1/audio/speech") return speech.respond(request);
    if (pathname === "/v1/models") return models(modelStatuses.shift() ?? 200);
    const error = { message: `Unknown request URL: ${pathname}`, type: "invalid_request_error", code: "unknown_url" };
    return Response.json({ error }, { status: 404 });
  };
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {}, onError: () => serverError() }, route);
  const proxy = startTcpProxy({ targetPort: server.addr.port, port: options.port ?? 0 });
  const end = async () => {
    chat.close();
    speech.close();
    realtime.closeAll();
    await proxy[Symbol.asyncDispose]();
    await server.shutdown();
  };
  let ended: Promise<void> | undefined;
  return {
    baseUrl: `http://127.0.0.1:${proxy.port}/v1`,
    directUrl: `http://127.0.0.1:${server.addr.port}/v1`,
    realtime,
    chat,
    speech,
    modelStatuses,
    proxy,
    [Symbol.asyncDispose]: () => ended ??= end(),
  };
}

function authorized(request: Request, apiKey: string | undefined): boolean {
  return apiKey === undefined || request.headers.get("authorization") === `Bearer ${apiKey}`;
}

function badKey(): Response {
  const error = { message: "Incorrect API key provided.", type: "invalid_request_error", code: "invalid_api_key" };
  return Response.json({ error }, { status: 401 });
}

function models(status: number): Response {
  if (status !== 200) return Response.json({ error: { message: `refused with ${status}` } }, { status });
  return Response.json({ object: "list", data: MODELS.map((id) => ({ id, object: "model", owned_by: "fake" })) });
}

function serverError(): Response {
  return Response.json({ error: { message: "The fake failed.", type: "server_error", code: null } }, { status: 500 });
}
