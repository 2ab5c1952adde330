/**
 * Recognises tool calls that a model writes as plain text, without the marks of its family.
 *
 * @module
 */
import { lengthOfBalanced } from "./balanced.ts";

/** A call found in a text. */
export interface PlainCall {
  /** The name of the tool; `a tool` if it is not known yet. */
  readonly tool: string;
  /** Where the brackets around the call begin, in the text that was examined. */
  readonly bracketAt: number;
}

/** Fields of a call: its tool, its arguments, calls inside it, and what may stand beside them. */
const TOOL_FIELDS = /^(name|function|function_name|tool|tool_name|action|recipient_name)$/;
const ARGUMENT_FIELDS = /^(arguments|parameters|args|kwargs|tool_input|tool_args|function_args|action_input)$/;
const CALL_FIELDS = /^(tool_calls?|function_calls?|tool_uses)$/;
const OTHER_FIELDS = /^(id|type|index|call_id|tool_call_id|role|content|thoughts?|reasoning)$/;

/** Anthropic's field of arguments, which other JSON has as well. */
const INPUT_FIELD = "input";

/** LangChain's fields of arguments, which may be any text. */
const FREE_FIELDS = /^(action_input|tool_input)$/;

/** The longest text that is held back to decide about it, in UTF-16 code units. */
export const MAX_UNDECIDED_CHARS = 8192;

/** JSON's quotation marks, or Python's. */
const KEY = /\s*(["'])((?:(?!\1)[^\\]|\\.){0,32})\1\s*:\s*/y;
const OPEN_KEY = /\s*(?:(["'])(?:(?!\1)[^\\]|\\.){0,32}(?:\1\s*)?)?$/y;
const STRING = /(["'])((?:(?!\1)[^\\]|\\.)*)\1/y;
const LITERAL = /[-+.\w]+(?=\s*[,}])/y;
const OPEN_LITERAL = /[-+.\w]*\s*$/y;
const NAME = /^[A-Za-z_][\w.:/-]{0,127}$/;

/** `functions.get_weather({`, `functions.get_weather:0 {`, `print(default_api.x(` and `to=functions.get_weather json {`. */
const NAMED =
  /(print\(\s*)?(?:functions|multi_tool_use|default_api|tools)\.([\w.]+)(?::\d+)?\s*(?:\((?=\s*[{)"'\w])|(?=\{))/y;
const RECIPIENT = /()(?:assistant)?(?:commentary)?\s*to=(?:functions?|tools?)\.([\w.]+)[^{\n]{0,32}(?=\{)/y;
const OPEN_NAMED =
  /print\(\s*\w*$|(?:print\(\s*)?(?:functions|multi_tool_use|default_api|tools)(?:\.[\w.]*(?::\d*)?\s*\(?)?$|(?:assistant)?(?:commentary)?\s*(?:to?|to=\w*|to=(?:functions?|tools?)\.[\w.]*[^{\n]{0,32})?$/y;

/** `[get_weather(city="Paris")]`. */
const LISTED = /\[\s*([A-Za-z_][\w.]*)\((?=\s*(?:\)|\w+\s*=))/y;
const OPEN_LISTED = /\[\s*(?:[A-Za-z_][\w.]*(?:\(\s*\w*\s*)?)?$/y;

/** `<get_weather><city>Paris</city></get_weather>` on a separate line. */
const ELEMENT = /<([a-z\d]+(?:_[a-z\d]+)+)>\s*<([a-z]\w*)>/y;
const OPEN_ELEMENT = /<(?:[a-z\d_]{0,64}|[a-z\d]+(?:_[a-z\d]+)+>\s*(?:<\w{0,64})?)$/y;

/** What calls without brackets begin with. */
const OPENINGS = [
  "functions.",
  "multi_tool_use.",
  "default_api.",
  "tools.",
  "print(",
  "to=",
  "assistantcommentary",
  "commentary",
];

/**
 * Finds the call that begins at a place.
 *
 * @param text The text.
 * @param at Where a word or a bracket begins.
 * @returns The call; `"open"` if more text is needed to decide; `undefined` if there is none.
 */
export function plainCallAt(text: string, at: number): PlainCall | "open" | undefined {
  const found = text[at] === "{" ? callIn(text, at) : text[at] === "[" ? callInList(text, at) : namedCall(text, at);
  return found === "open" && text.length - at > MAX_UNDECIDED_CHARS ? undefined : found;
}

/**
 * Finds the call that an element is: its name is a tool's, its elements are the arguments.
 *
 * @param text The text.
 * @param at Where a line begins with an angle bracket.
 * @returns The tool and the length of the element's opening tag; `"open"` if more text is needed to decide.
 */
export function elementCallAt(text: string, at: number): { tool: string; length: number } | "open" | undefined {
  const [, tool] = matchAt(ELEMENT, text, at) ?? [];
  if (tool !== undefined) return { tool, length: tool.length + 2 };
  return matchAt(OPEN_ELEMENT, text, at) === null ? undefined : "open";
}

/** Whether the last word of a text may become the beginning of a call. */
export function mayBecomeCall(text: string): boolean {
  return OPENINGS.some((opening) => opening.startsWith(text));
}

function namedCall(text: string, at: number): PlainCall | "open" | undefined {
  for (const pattern of [NAMED, RECIPIENT]) {
    const match = matchAt(pattern, text, at);
    if (match === null) continue;
    const [whole, print = "", tool = ""] = match;
    const bracketAt = print === "" ? at + whole.length - (whole.endsWith("(") ? 1 : 0) : at + print.indexOf("(");
    return { tool, bracketAt };
  }
  return matchAt(OPEN_NAMED, text, at) === null ? undefined : "open";
}

function callInList(text: string, at: number): PlainCall | "open" | undefined {
  const listed = matchAt(LISTED, text, at);
  if (listed !== null) return { tool: listed[1] ?? "a tool", bracketAt: at };
  const first = at + (/\s*/.exec(text.slice(at + 1))?.[0].length ?? 0) + 1;
  if (first === text.length) return "open";
  const inner = text[first] === "{" ? callIn(text, first) : undefined;
  if (inner !== undefined) return inner === "open" ? inner : { ...inner, bracketAt: at };
  return matchAt(OPEN_LISTED, text, at) === null ? undefined : "open";
}

/** The call that a JSON object is, decided from as little of it as possible. */
function callIn(text: string, open: number): PlainCall | "open" | undefined {
  let [at, tool, hasArguments, isToolUse] = [open + 1, "", false, false];
  const call = () => tool !== "" && hasArguments ? { tool, bracketAt: open } : undefined;
  while (true) {
    const key = matchAt(KEY, text, at);
    if (key === null) return matchAt(OPEN_KEY, text, at) === null ? undefined : "open";
    const [field = "", from] = [key[2], at + key[0].length];
    const value = valueAt(text, from);
    if (value === undefined) return undefined;
    const isFilled = value === "open" ? isOpenCall(text, from) : value.isArguments;
    if (CALL_FIELDS.test(field)) {
      if (/[{[]/.test(text.charAt(from))) return { tool: nameIn(text.slice(from)), bracketAt: open };
      if (value !== "open" && !isNothing(value.literal)) return undefined;
    } else if (ARGUMENT_FIELDS.test(field) || (field === INPUT_FIELD && isToolUse)) {
      const isText = FREE_FIELDS.test(field) && /["']/.test(text.charAt(from));
      if (isFilled === false && !isText) return undefined;
      hasArguments = isFilled === true || isText;
    } else if (TOOL_FIELDS.test(field)) {
      const inner = text[from] === "{" ? callIn(text, from) : undefined;
      if (inner !== undefined) return inner === "open" ? inner : { ...inner, bracketAt: open };
      if (!NAME.test(value === "open" ? text.slice(from + 1) || "x" : value.words ?? "")) return undefined;
      if (value !== "open") tool = value.words ?? "";
    } else if (!OTHER_FIELDS.test(field)) return undefined;
    if (call() !== undefined || value === "open") return call() ?? "open";
    isToolUse ||= field === "type" && value.words === "tool_use";
    at = value.end + (/\s*/.exec(text.slice(value.end))?.[0].length ?? 0);
    if (at === text.length) return "open";
    if (text[at] !== ",") return undefined;
    at++;
  }
}

/** A JSON value. */
interface Value {
  readonly end: number;
  /** The text of a string. */
  readonly words: string | undefined;
  readonly literal: string | undefined;
  /** Whether it may be the arguments of a call: an object, JSON in a string, or nothing. */
  readonly isArguments: boolean;
}

function valueAt(text: string, at: number): Value | "open" | undefined {
  const first = text.charAt(at);
  if (first === "") return "open";
  if (first === '"' || first === "'") {
    const found = matchAt(STRING, text, at);
    if (found === null) return "open";
    const [whole, , words = ""] = found;
    return { end: at + whole.length, words, literal: undefined, isArguments: /^\s*(\{|$)/.test(words) };
  }
  if (first === "{" || first === "[") {
    const length = lengthOfBalanced(text, at);
    if (length === undefined) return "open";
    return { end: at + length, words: undefined, literal: undefined, isArguments: first === "{" };
  }
  const literal = matchAt(LITERAL, text, at)?.[0];
  if (literal === undefined) return matchAt(OPEN_LITERAL, text, at) === null ? undefined : "open";
  return { end: at + literal.length, words: undefined, literal, isArguments: isNothing(literal) };
}

/** Whether a value is JSON's or Python's name for nothing. */
function isNothing(literal: string | undefined): boolean {
  return literal === "null" || literal === "None";
}

/** Whether a value whose end is missing may be the arguments of a call; `undefined` if that is undecided. */
function isOpenCall(text: string, at: number): boolean | undefined {
  const begun = text.slice(at, at + 8);
  if (begun === "" || /^["']\s*$/.test(begun) || "null".startsWith(begun) || "None".startsWith(begun)) return undefined;
  return /^(["']\s*)?\{/.test(begun);
}

function nameIn(text: string): string {
  return /["']name["']\s*:\s*["']([\w.:/-]{1,128})["']/.exec(text)?.[1] ?? "a tool";
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
