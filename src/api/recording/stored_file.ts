/**
 * Answers requests for files: whole, in part (RFC 9110, section 14), or not at all where the client has the file.
 *
 * @module
 */
import { RequestError } from "../../contract/errors.ts";
import { problemResponse } from "../http/problem.ts";

/** Bytes read at a time. */
const READ_BYTES = 65_536;

/** One range in bytes; units are written in any case, and lists may have empty elements (RFC 9110, sections 5.6.1 and 14.1). */
const ONE_RANGE = /^bytes=[ \t,]*(\d*)-(\d*)[ \t,]*$/i;

/** A file to be sent. */
interface SentFile {
  readonly path: string;
  readonly contentType: string;
}

/** Bytes from `start` up to and without `end`. */
interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The response to a request for a file.
 *
 * @param request `GET` or `HEAD`, with `Range`, `If-Range` and `If-None-Match` as the client likes.
 * @throws {Deno.errors.NotFound} If there is no such file.
 */
export async function fileResponse(request: Request, { path, contentType }: SentFile): Promise<Response> {
  const file = await Deno.open(path);
  let isPassedOn = false;
  try {
    const { size, mtime } = await file.stat();
    const etag = `"${size.toString(36)}-${(mtime?.getTime() ?? 0).toString(36)}"`;
    const headers = new Headers({
      "accept-ranges": "bytes",
      "cache-control": "private, no-cache",
      etag,
      ...(mtime && { "last-modified": mtime.toUTCString() }),
    });
    if (isKnown(request, etag)) return new Response(null, { status: 304, headers });
    const range = rangeOf(request, etag, size);
    if (range === "unsatisfiable") return unsatisfiable(request, size);
    const { start, end } = range ?? { start: 0, end: size };
    headers.set("content-type", contentType);
    headers.set("content-length", String(end - start));
    if (range !== undefined) headers.set("content-range", `bytes ${start}-${end - 1}/${size}`);
    const status = range === undefined ? 200 : 206;
    if (request.method === "HEAD") return new Response(null, { status, headers });
    await file.seek(start, Deno.SeekMode.Start);
    isPassedOn = true;
    return new Response(streamOf(file, end - start), { status, headers });
  } finally {
    if (!isPassedOn) file.close();
  }
}

function isKnown(request: Request, etag: string): boolean {
  const known = request.headers.get("if-none-match")?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  return known.includes(etag) || known.includes("*");
}

/**
 * The bytes that are asked for; `undefined`: all of them. Of several ranges, none is served: that is allowed. Only `GET`
 * has ranges.
 */
function rangeOf(request: Request, etag: string, size: number): ByteRange | "unsatisfiable" | undefined {
  if (request.method !== "GET") return undefined;
  const condition = request.headers.get("if-range");
  if (condition !== null && condition !== etag) return undefined;
  const [, first = "", last = ""] = ONE_RANGE.exec(request.headers.get("range") ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(size, Number(last) + 1);
  // A range that ends before it begins is malformed, and so ignored.
  if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
  return start >= size ? "unsatisfiable" : { start, end };
}

function unsatisfiable(request: Request, size: number): Response {
  const message = `the range ${
    request.headers.get("range")
  } begins after the file's ${size} bytes; ask for an earlier one`;
  const error = new RequestError(message, { code: "range_not_satisfiable", status: 416 });
  return problemResponse(error, new URL(request.url).pathname, { "content-range": `bytes */${size}` });
}

/** The next bytes of a file, read as the client takes them. The stream closes the file, however it ends. */
function streamOf(file: Deno.FsFile, length: number): ReadableStream<Uint8Array> {
  let left = length;
  return new ReadableStream({
    type: "bytes",
    async pull(controller) {
      const bytes = new Uint8Array(Math.min(left, READ_BYTES));
      const count = left === 0 ? null : await file.read(bytes).catch((error) => {
        file.close();
        throw error;
      });
      if (count !== null) {
        left -= count;
        controller.enqueue(bytes.subarray(0, count));
      }
      if (count !== null && left > 0) return;
      file.close();
      controller.close();
    },
    cancel: () => file.close(),
  });
}
