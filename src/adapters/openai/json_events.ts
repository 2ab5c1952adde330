/**
 * Reads a body of JSON values: server-sent events, JSON lines, or one JSON value if a server does not stream,
 * regardless of its Content-Type.
 *
 * @module
 */
import { type SseItem, SseReader } from "./sse.ts";

/** The content of a piece of the body. */
export type JsonEvent =
  /** The server works, without a value yet. */
  | { readonly type: "life" }
  /** A value; `name` is that of a server-sent event. */
  | { readonly type: "value"; readonly value: unknown; readonly name: string }
  /** `data: [DONE]`: nothing follows. */
  | { readonly type: "done" }
  /** Text where a value should be. */
  | { readonly type: "words"; readonly text: string }
  /** A value that is cut short. */
  | { readonly type: "unreadable"; readonly reason: string };

/** The body cannot be read. */
export class UnreadableBodyError extends Error {}

/** Names of events that end a stream. */
const END_NAMES = /^(end|done|complete|close|eof|finish(ed)?)$/;

/** Fields of server-sent events, by which their format is recognised. */
const SSE_FIELDS = ["data", "event", "error", "id", "retry"];

/** Events that keep the connection alive, by their name, and by their data. */
const LIFE_NAMES = /^(ping|heart[-_]?beat|keep[-_]?alive)$/i;
const LIFE_WORDS = /^"?(ping|pong|alive|heart[-_ ]?beat|keep[-_ ]?alive)"?$/i;

/** Blanks before the first value: some servers send them while they work. */
const MAX_BLANKS = 65_536;

/** Turns the bytes of a body into values. */
export class JsonEvents {
  readonly #maxChars: number;
  readonly #sse: SseReader;
  readonly #decoder = new TextDecoder();
  #format: "unknown" | "sse" | "json" | "lines" | "whole" | "text" = "unknown";
  /** Buffered input, until the format is known, or the JSON or text is complete. */
  #text = "";
  #unread: Uint8Array[] = [];

  /** @param maxChars The longest value, in UTF-16 code units. */
  constructor(maxChars: number) {
    this.#maxChars = maxChars;
    this.#sse = new SseReader(maxChars);
  }

  /**
   * Takes bytes.
   *
   * @returns Their values, in order.
   * @throws {UnreadableBodyError} When a value is too long.
   * @throws {SseTooLongError} When an event does not end.
   */
  push(bytes: Uint8Array): JsonEvent[] {
    if (this.#format === "sse") return this.#sse.push(bytes).flatMap(eventsOf);
    const piece = this.#decoder.decode(bytes, { stream: true });
    this.#text += piece;
    if (this.#format === "unknown") {
      this.#unread.push(bytes);
      this.#format = formatOf(this.#text, false);
      if (this.#format === "sse") return this.#replay();
    }
    if (this.#format === "unknown" && this.#text.length > MAX_BLANKS) {
      throw new UnreadableBodyError(`more than ${MAX_BLANKS} blanks`);
    }
    if (this.#text.length > this.#maxChars) throw new UnreadableBodyError(`more than ${this.#maxChars} characters`);
    const hasLine = piece.includes("\n") && (this.#format === "json" || this.#format === "lines");
    return hasLine ? this.#readLines() : [{ type: "life" }];
  }

  /** Ends the body. @returns What is left. */
  end(): JsonEvent[] {
    if (this.#format === "unknown") this.#format = formatOf(this.#text, true);
    if (this.#format === "sse") return [...this.#replay(), ...this.#sse.end().flatMap(eventsOf)];
    const rest = (this.#text + this.#decoder.decode()).trim();
    if (rest === "") return [];
    if (this.#format === "text") return [{ type: "words", text: rest }];
    return eventsOf({ type: "event", name: "message", data: rest });
  }

  #replay(): JsonEvent[] {
    const unread = this.#unread;
    this.#unread = [];
    this.#text = "";
    return unread.flatMap((bytes) => this.#sse.push(bytes)).flatMap(eventsOf);
  }

  /** JSON lines are read line by line; JSON over several lines as a whole. */
  #readLines(): JsonEvent[] {
    const lines = this.#text.split("\n");
    const [first = ""] = lines;
    if (this.#format === "json") this.#format = jsonOf(first) === undefined ? "whole" : "lines";
    if (this.#format !== "lines") return [{ type: "life" }];
    this.#text = lines.pop() ?? "";
    return lines.filter((line) => line.trim() !== "")
      .flatMap((line) => eventsOf({ type: "event", name: "message", data: line }));
  }
}

/** What a text that has begun so is, or may be. */
function formatOf(text: string, isWhole: boolean): "unknown" | "sse" | "json" | "text" {
  const begun = text.trimStart();
  if (/^[{[]/.test(begun)) return "json";
  const [field = "", ...rest] = begun.split(":", 2);
  const name = field.trimEnd().toLowerCase();
  if (rest.length > 0 && (name === "" || SSE_FIELDS.includes(name))) return "sse";
  const isOpen = !isWhole && rest.length === 0 && SSE_FIELDS.some((one) => one.startsWith(name));
  return isOpen ? "unknown" : "text";
}

function eventsOf(item: SseItem): JsonEvent[] {
  if (item.type === "comment") return [{ type: "life" }];
  const { name } = item;
  // A gateway may put events into events.
  const data = item.data.trim().replace(/^data:\s*/, "");
  if (/^"?\[?DONE\]?"?$/i.test(data)) return [{ type: "done" }];
  if (data === "" || LIFE_NAMES.test(name) || LIFE_WORDS.test(data)) return [{ type: "life" }];
  // Some servers mark the end by the name of an event, with anything as its data.
  if (END_NAMES.test(name) && !/"(choices|delta|content|text|error)"/.test(data)) return [{ type: "done" }];
  const values = jsonOf(data) ?? severalOf(data);
  if (values !== undefined) {
    return values.flatMap((value) => Array.isArray(value) ? value : [value])
      .map((value) => typeof value === "string" ? { type: "words", text: value } : { type: "value", value, name });
  }
  // Text in place of JSON is an error message; truncated JSON is a fault of the server.
  if (name === "error" || !/^(\{|\[\s*["{[\d\]-])/.test(data)) return [{ type: "words", text: data }];
  return [{ type: "unreadable", reason: `truncated JSON: ${data.slice(0, 80)}` }];
}

/** Several values in one event, a line each or one right after the other. */
function severalOf(data: string): unknown[] | undefined {
  const values: unknown[] = [];
  let begun = "";
  for (const part of data.split(/\n|(?<=\})(?=\{)/)) {
    begun += part;
    const value = jsonOf(begun);
    if (value === undefined) continue;
    values.push(...value);
    begun = "";
  }
  return begun.trim() === "" ? values : undefined;
}

/** The value of a JSON text, in a list. */
function jsonOf(text: string): unknown[] | undefined {
  try {
    return [JSON.parse(text)];
  } catch {
    const json = withoutNonNumbers(text);
    return json === text ? undefined : jsonOf(json);
  }
}

/** Python writes numbers that JSON does not have, such as a log probability of `-Infinity`. */
function withoutNonNumbers(text: string): string {
  if (!/NaN|Infinity/.test(text)) return text;
  return text.replace(/"(?:[^"\\]|\\.)*"?|-?\b(?:NaN|Infinity)\b/g, (part) => part.startsWith('"') ? part : "null");
}
