/**
 * Extracts the error message from a server's response: OpenAI's shape, FastAPI's, RFC 9457's and other common ones, as
 * JSON, HTML, XML or text.
 *
 * @module
 */
import type { WireFailure } from "./errors.ts";

/** Fields that hold an error, or its words, the most telling first. */
const HOLDERS = [
  "error",
  "errors",
  "detail",
  "message",
  "msg",
  "error_message",
  "error_description",
  "error_msg",
  "details",
];
const MORE_HOLDERS = [
  "description",
  "reason",
  "faultstring",
  "fault",
  "title",
  "raw",
  "base_resp",
  "status_msg",
  "response",
];

/** Maximum nesting of errors. */
const MAX_DEPTH = 6;

/** The words of an error in JSON that is cut short. */
const CUT_MESSAGE = /^[{[][^]*?"(?:message|detail|error|msg)"\s*:\s*"((?:[^"\\]|\\.)+)/;

/** How much text is examined, in characters. */
const MAX_TEXT = 16_384;

/** The value of an object's field, ignoring case; `undefined` if the value is not an object. */
export function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  if (Object.hasOwn(value, key)) return Reflect.get(value, key);
  const found = Object.keys(value).find((name) => name.length === key.length && name.toLowerCase() === key);
  return found === undefined ? undefined : Reflect.get(value, found);
}

/**
 * Whether a JSON body, or an event of a stream, is an error rather than an answer.
 *
 * @param body The parsed body.
 */
export function isErrorBody(body: unknown): boolean {
  if (Array.isArray(body)) return body.length > 0 && body.every((one) => !Array.isArray(one) && isErrorBody(one));
  const held = (key: string) => fieldOf(body, key);
  if (["error", "errors", "error_message", "error_msg"].some((key) => isTelling(held(key)))) return true;
  // MiniMax's status, and OpenAI's Responses.
  if (Number(fieldOf(held("base_resp"), "status_code")) > 0 || held("type") === "response.failed") return true;
  if (held("object") === "error" || held("type") === "error" || held("success") === false) return true;
  if (typeof held("status") === "string" && /^(error|fail)/i.test(String(held("status")))) return true;
  const isAnswer = Array.isArray(held("choices")) || held("delta") !== undefined || held("response") !== undefined;
  if (isAnswer) return false;
  if (isTelling(held("detail")) || [held("message"), held("msg")].some((words) => typeof words === "string")) {
    return true;
  }
  return typeof held("code") === "number" && Number(held("code")) >= 400;
}

/**
 * The failure that a JSON value describes.
 *
 * @param body An error in any of the known shapes; anything else is quoted.
 */
export function failureInJson(body: unknown): WireFailure {
  const message = wordsIn(body, 0) ?? quoted(body);
  const holder = innermost(body);
  return { message, type: textAt(holder, "type"), code: textAt(holder, "code"), param: textAt(holder, "param") };
}

/**
 * The failure that a body describes.
 *
 * @param text The body: JSON, HTML, XML or words.
 */
export function failureInText(text: string): WireFailure {
  const shown = text.slice(0, MAX_TEXT).trim();
  try {
    const failure = failureInJson(JSON.parse(shown));
    return { ...failure, message: failure.message || shown };
  } catch {
    return { message: CUT_MESSAGE.exec(shown)?.[1] ?? wordsOfMarkup(shown) };
  }
}

/** The most informative object of an error: the value of `error` or `detail`, or the body itself. */
function innermost(body: unknown): unknown {
  let at = body;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const one: unknown = Array.isArray(at) ? at[0] : at;
    const next = [fieldOf(one, "error"), fieldOf(one, "errors"), fieldOf(one, "detail")]
      .find((held) => typeof held === "object" && held !== null);
    if (next === undefined) return one;
    at = next;
  }
  return at;
}

function wordsIn(value: unknown, depth: number): string | undefined {
  if (typeof value === "string") return inner(value, depth) ?? (value.trim() || undefined);
  if (depth > MAX_DEPTH || typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) {
    const all = value.slice(0, 4).map((one) => wordsIn(one, depth + 1)).filter((words) => words !== undefined);
    return all.length > 0 ? all.join("; ") : undefined;
  }
  const found = [...HOLDERS, ...MORE_HOLDERS].map((key) => wordsIn(fieldOf(value, key), depth + 1))
    .find((words) => words !== undefined);
  // FastAPI gives the path of an invalid field in `loc`; OpenRouter puts the upstream message into `metadata.raw`.
  const place = placeOf(fieldOf(value, "loc"));
  const raw = wordsIn(fieldOf(fieldOf(value, "metadata"), "raw"), depth + 1);
  const beside = typeof fieldOf(value, "error") === "string"
    ? wordsIn(fieldOf(value, "message"), depth + 1)
    : undefined;
  const told = [found, beside, raw].filter((words, at, all) => words !== undefined && all.indexOf(words) === at);
  if (told.length === 0) return undefined;
  return `${place === undefined ? "" : `${place}: `}${told.join(": ")}`;
}

/** Some servers put the JSON of an error into its message. */
function inner(text: string, depth: number): string | undefined {
  if (depth > MAX_DEPTH || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return wordsIn(JSON.parse(text), depth + 1);
  } catch {
    return undefined;
  }
}

function placeOf(loc: unknown): string | undefined {
  if (!Array.isArray(loc)) return undefined;
  const path = loc.filter((part) => part !== "body" && (typeof part === "string" || typeof part === "number"));
  return path.length > 0 ? path.join(".") : undefined;
}

function wordsOfMarkup(text: string): string {
  if (!text.startsWith("<")) return text;
  const [, title] = /<(?:title|h1)[^>]*>\s*([^<]+)/i.exec(text) ?? [];
  const plain = title ?? text.replace(/<(script|style)[\s\S]*?<\/\1>/gi, " ").replace(/<[^>]*>/g, " ");
  return plain.replace(/\s+/g, " ").trim();
}

/** Whether a possible error field contains an error: some servers send `"error": null` along with an answer. */
function isTelling(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object") return value !== null && Object.keys(value).length > 0;
  return value === true || (typeof value === "string" && value !== "");
}

function textAt(value: unknown, key: string): string | undefined {
  const held = fieldOf(value, key);
  return typeof held === "string" || typeof held === "number" ? String(held) : undefined;
}

function quoted(body: unknown): string {
  return typeof body === "object" && body !== null && Object.keys(body).length > 0 ? JSON.stringify(body) : "";
}
