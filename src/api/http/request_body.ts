/**
 * Bodies of requests, bounded.
 *
 * @module
 */
import { messageOf, RequestError } from "../../contract/errors.ts";

/**
 * Reads a body as JSON; an empty one counts as `{}`.
 *
 * @param request The request.
 * @param maxBytes Largest body.
 * @throws {RequestError} `invalid_json`, `body_incomplete` (400), or `body_too_large` (413).
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const text = await readText(request, maxBytes);
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RequestError(`the body is not JSON: ${messageOf(cause)}`, { code: "invalid_json", status: 400, cause });
  }
}

/** Reads a bounded body, so that a caller cannot make the service buffer a body that it will refuse. */
async function readText(request: Request, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of bodyOf(request)) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) {
      throw new RequestError(`the body is larger than ${maxBytes} bytes; send less`, {
        code: "body_too_large",
        status: 413,
      });
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** The body's pieces. A caller that hangs up or sends invalid HTTP is not a failure of the service. */
async function* bodyOf(request: Request): AsyncGenerator<Uint8Array> {
  try {
    yield* request.body ?? [];
  } catch (cause) {
    const message = `the body did not arrive: ${messageOf(cause)}; send it again`;
    throw new RequestError(message, { code: "body_incomplete", status: 400, cause });
  }
}
