/**
 * A small server for chat and speech whose every answer a test writes itself.
 *
 * @module
 */
import { type Clock, delay } from "../../../src/contract/clock.ts";
import { pcm } from "../../adapters/tts/openai_tts/bodies.ts";
import { type Piece, sse, words } from "./answers.ts";

/** What the server was asked. */
export interface Asked {
  readonly path: string;
  readonly query: string;
  readonly headers: Headers;
  /** The request's JSON. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a handler knows of its request. */
export interface Question extends Asked {
  /** How many requests of this path came before. */
  readonly count: number;
  readonly clock: Clock;
  /** Waits on the clock; ends with the server. */
  wait(ms: number): Promise<void>;
}

/** Answers a request. */
export type Handler = (question: Question) => Response | Promise<Response>;

/** What the server does. What is absent, it does well. */
export interface ServerPlan {
  readonly chat?: Handler | undefined;
  readonly speech?: Handler | undefined;
  /** Other paths, such as `/v1/models`; `undefined`: there is no such path. */
  readonly paths?: Readonly<Record<string, Handler | undefined>> | undefined;
}

/** The running server. */
export interface PlannedServer extends AsyncDisposable {
  /** Its address, with `/v1`. */
  readonly baseUrl: string;
  readonly asked: readonly Asked[];
}

/** A reply of some words, as OpenAI streams it. */
export const PLAIN_REPLY = "Hello there my friend.";

/** Speech: a tone as long as the text. */
export function plainSpeech({ body }: Pick<Question, "body">): Response {
  return new Response(pcm(24_000, String(body.input ?? "").length * 20), { headers: { "content-type": "audio/pcm" } });
}

/** Starts the server. */
export function startServer(plan: ServerPlan, clock: Clock): PlannedServer {
  const asked: Asked[] = [];
  const counts = new Map<string, number>();
  const life = new AbortController();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {}, onError: () => new Response(null) },
    async (request) => {
      const { pathname: path, search: query } = new URL(request.url);
      const body = await request.json().catch(() => ({}));
      // An empty request only asks whether there is such a service.
      const isProbe = request.method === "POST" && Object.keys(body).length === 0;
      const count = counts.get(path) ?? 0;
      if (!isProbe) {
        counts.set(path, count + 1);
        asked.push({ path, query, headers: request.headers, body });
      }
      const wait = (ms: number) => delay(clock, ms, { signal: life.signal });
      const handler = handlerFor(plan, path);
      if (isProbe) return Response.json({ error: { message: "empty" } }, { status: handler === undefined ? 404 : 400 });
      if (handler === undefined) return Response.json({ error: { message: `no route ${path}` } }, { status: 404 });
      return await handler({ path, query, headers: request.headers, body, count, clock, wait });
    },
  );
  return {
    baseUrl: `http://127.0.0.1:${server.addr.port}/v1`,
    asked,
    async [Symbol.asyncDispose]() {
      life.abort(new DOMException("the server ends", "AbortError"));
      await server.shutdown();
    },
  };
}

function handlerFor({ chat, speech, paths = {} }: ServerPlan, path: string): Handler | undefined {
  if (Object.hasOwn(paths, path)) return paths[path];
  if (path.endsWith("/chat/completions")) return chat ?? (() => sse(words(PLAIN_REPLY)));
  if (path.endsWith("/audio/speech")) return speech ?? plainSpeech;
  if (path.endsWith("/models")) return () => Response.json({ data: [{ id: "test-model" }, { id: "test-tts" }] });
  return undefined;
}

/** Sends pieces as they become due: texts and bytes at once, numbers as pauses in ms, `cut` breaks the connection. */
export function streamed(pieces: readonly Piece[], question: Question, type = "text/event-stream"): Response {
  let next = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      while (true) {
        const piece = pieces[next++];
        if (piece === undefined) return controller.close();
        if (piece === "cut") return controller.error(new Error("cut"));
        if (typeof piece !== "number") {
          return controller.enqueue(typeof piece === "string" ? new TextEncoder().encode(piece) : piece);
        }
        try {
          await question.wait(piece);
        } catch {
          return controller.error(new Error("left"));
        }
      }
    },
  });
  return new Response(body, { headers: { "content-type": type } });
}
