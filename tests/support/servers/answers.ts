/**
 * Pieces of answers.
 *
 * @module
 */

/** A piece of a body: text, bytes, a pause in ms, or the end of the connection. */
export type Piece = string | Uint8Array<ArrayBuffer> | number | "cut";

/** An event of a stream. */
export function event(value: unknown): string {
  return `data: ${typeof value === "string" ? value : JSON.stringify(value)}\n\n`;
}

/** A chunk of a chat completion with a delta. */
export function chunk(delta: unknown, more: Readonly<Record<string, unknown>> = {}): string {
  return event({ object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason: null, ...more }] });
}

/** The end of a chat completion. */
export function ending(reason = "stop"): string {
  return chunk({}, { finish_reason: reason }) + event("[DONE]");
}

/** Words, as the chunks of a whole chat completion. */
export function words(text: string, reason = "stop"): string[] {
  return [
    chunk({ role: "assistant", content: "" }),
    ...(text.match(/\S+\s*/g) ?? []).map((content) => chunk({ content })),
    ending(reason),
  ];
}

/** A stream of events that is all there. */
export function sse(pieces: readonly string[], type = "text/event-stream"): Response {
  return new Response(pieces.join(""), { headers: { "content-type": type } });
}

/** A refusal. */
export function refuse(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  if (typeof body !== "string") return Response.json(body, { status, headers });
  return new Response(body, { status, headers: { "content-type": "text/plain", ...headers } });
}

/** A body of any type. */
export function body(bytes: string | Uint8Array<ArrayBuffer>, type: string): Response {
  return new Response(bytes, { headers: { "content-type": type } });
}
