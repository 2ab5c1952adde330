/**
 * Reads server-sent events (HTML standard, 9.2.6), with a limit on the size of an event.
 *
 * More lenient than the standard, because servers are: the blank line after an event may be missing, between two JSON
 * values or at the end of the stream, fields may be indented or in capitals, an `error:` line is an event named `error`,
 * and JSON or HTML without a field's name, as gateways add when a request fails, is an event as well.
 *
 * @module
 */

/** An event, or a comment line that keeps the connection alive. */
export type SseItem =
  | { readonly type: "comment" }
  | { readonly type: "event"; readonly name: string; readonly data: string };

/** An event of more lines is not taken apart into JSON values: the lines so far would be parsed again with each line. */
const MAX_PARSED_LINES = 16;

/** An event is longer than the limit. */
export class SseTooLongError extends Error {
  constructor(maxChars: number) {
    super(`an event of more than ${maxChars} characters`);
  }
}

/** Turns the bytes of a stream into events. */
export class SseReader {
  readonly #maxChars: number;
  readonly #decoder = new TextDecoder();
  /** The incomplete line, and whether the previous piece ended in a CR, whose LF may follow. */
  #line = "";
  #afterCr = false;
  #name = "";
  #data: string[] = [];
  #dataChars = 0;

  /** @param maxChars The longest event, in UTF-16 code units. */
  constructor(maxChars: number) {
    this.#maxChars = maxChars;
  }

  /**
   * Takes bytes.
   *
   * @returns The completed events, in order.
   * @throws {SseTooLongError} When an event does not end.
   */
  push(bytes: Uint8Array): SseItem[] {
    return this.#read(this.#decoder.decode(bytes, { stream: true }));
  }

  /** Ends the stream. @returns The last event, where its blank line is missing. */
  end(): SseItem[] {
    const items = this.#read(this.#decoder.decode());
    const last = this.#line;
    this.#line = "";
    return [...items, ...(last === "" ? [] : this.#take(last)), ...this.#dispatch()];
  }

  #read(text: string): SseItem[] {
    const lines = (this.#afterCr && text.startsWith("\n") ? text.slice(1) : text).split(/\r\n|\r|\n/);
    if (text !== "") this.#afterCr = text.endsWith("\r");
    const rest = lines.pop() ?? "";
    const items: SseItem[] = [];
    for (const line of lines) {
      items.push(...this.#take(this.#line + line));
      this.#line = "";
    }
    this.#line += rest;
    if (this.#line.length + this.#dataChars > this.#maxChars) throw new SseTooLongError(this.#maxChars);
    return items;
  }

  #take(written: string): SseItem[] {
    // Also removes a byte order mark, which some servers write before every event.
    const line = written.trimStart();
    if (line === "") return this.#dispatch();
    if (line.startsWith(":")) return [{ type: "comment" }];
    const colon = line.indexOf(":");
    const field = (colon < 0 ? line : line.slice(0, colon)).trimEnd().toLowerCase();
    const value = colon < 0 ? "" : line.slice(colon + (line[colon + 1] === " " ? 2 : 1));
    if (field === "event") this.#name = value;
    if (field === "error") return [...this.#dispatch(), { type: "event", name: "error", data: value }];
    if (/^\{"|^<(!doctype|html|\?xml)/i.test(line)) {
      return [...this.#dispatch(), { type: "event", name: line.startsWith("<") ? "error" : "message", data: line }];
    }
    if (field !== "data") return [];
    const before = this.#holdsJson ? this.#dispatch() : [];
    this.#data.push(value);
    this.#dataChars += value.length + 1;
    return before;
  }

  /** Whether the lines of the current event are a JSON value. */
  get #holdsJson(): boolean {
    const lines = this.#data.length;
    return lines > 0 && lines <= MAX_PARSED_LINES && isJson(this.#data.join("\n"));
  }

  #dispatch(): SseItem[] {
    const [name, data] = [this.#name || "message", this.#data];
    this.#name = "";
    this.#data = [];
    this.#dataChars = 0;
    return data.length === 0 ? [] : [{ type: "event", name, data: data.join("\n") }];
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
