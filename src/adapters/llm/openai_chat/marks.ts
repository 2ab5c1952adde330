/**
 * The marks that language models put around their thinking, their tool calls and the turns of a conversation, and that
 * some servers pass on as text.
 *
 * @module
 */

/** The effect of a mark on the text after it. */
type MarkRole =
  /** Thinking, or a tool call, begins: not for the listener. */
  | "hide"
  /** It ends. */
  | "show"
  /** The header of a message begins, as in OpenAI's harmony format and ChatML: role, channel, recipient. */
  | "header"
  /** The header ends, the message begins. */
  | "message"
  /** The turn is over: later text is not part of the reply. */
  | "stop"
  /** The rest of the turn is for a program. */
  | "rest"
  /** No effect: the mark is not spoken, and the text after it is treated like the text before it. */
  | "none";

/** A mark in a text. */
export interface Mark {
  readonly role: MarkRole;
  readonly length: number;
  /** Its name, in lower case: `think`, `im_end`, `channel`. */
  readonly name: string;
}

/** The longest mark, in UTF-16 code units: one that is not closed by then is text. */
const MAX_MARK_CHARS = 96;

/** Names of thinking blocks. */
export const THINKING =
  /^(re)?think(ing)?$|^(thought|reason|reasoning|reflection|analysis|scratch_?pad|cot)s?$|^(inner|internal)_(monologue|thoughts?)$|^chain_of_thought$/;

/** Names of tool calls. */
export const CALLING =
  /^(tool|function)_?(calls?|use|response|result|outputs?|code)?s?$|^(invoke|available_tools|actions?)$/;

/** Elements around the answer itself. */
const ANSWER = /^(answer|response|final|final_answer|solution|reply|output)$/;

/** Tokens that end a turn or a text. */
const STOP =
  /^(im_end|eot_id|eom_id|eot|end|return|call|endoftext|end_of_text|end_of_sentence|end_of_turn|end_of_turn_token|endofturn|end_of_utterance|endofprompt|eos|eos_token|eoa|eoh|assistant_end|user_start|system_start|user_token|system_token|special_\d+|diff_marker|turn_end|end_of_message|done)$/;

/** Tokens that precede the name of a role or a channel. */
const HEADER =
  /^(start|begin|im_start|im_assistant|im_user|im_system|start_header_id|header_start|start_of_role|channel|start_of_turn|start_of_turn_token|constrain|turn|role)$/;

/** Marks that end a header: `<|message|>`, `<|end_header_id|>`, `<|im_sep|>`. */
const MESSAGE = /^(message|content|end_header_id|header_end|end_of_role|im_sep|im_middle|chatbot_token)$/;

/** A token that begins or ends thinking or a call: `begin_of_thought`, `START_THINKING`, `tool_calls_section_begin`. */
const SPAN = /^(?:(begin|start|end)_(?:of_)?)?(.+?)(?:_(?:section_)?(begin|start|end))?$/;

/** Apertus names the two ends of its thinking and of its calls so. */
const AFFIX = /^(?:inner|tools)_(prefix|suffix)$/;

/**
 * Finds the mark that begins at a place.
 *
 * @param text A piece of a reply.
 * @param at Where one of {@linkcode MARK_OPENERS} stands.
 * @returns The mark; `"open"` if the text ends before it can be decided; `undefined` when there is none.
 */
export function markAt(text: string, at: number): Mark | "open" | undefined {
  const rest = text.slice(at, at + MAX_MARK_CHARS);
  const isCut = at + MAX_MARK_CHARS > text.length;
  return tokenIn(rest, isCut) ?? dialectIn(rest, isCut) ?? elementIn(rest, isCut) ?? bracketIn(rest, isCut) ??
    tildeIn(rest, isCut);
}

/** Characters with which a mark begins. */
export const MARK_OPENERS = /[<[\]◁]/g;

/** `<|im_end|>`, DeepSeek's `<｜end▁of▁sentence｜>`, Gemma's `<|channel>` and `<channel|>`, Kimi's `◁think▷`. */
function tokenIn(rest: string, isCut: boolean): Mark | "open" | undefined {
  const found = /^(?:<[|｜]([^\s<>|｜]+)[|｜]?>|<([\w▁]+)[|｜]>|◁(\/?\w+)▷)/u.exec(rest);
  if (found === null) {
    const open = /^(?:<[|｜]?[^\s<>|｜]*[|｜]?|◁\/?\w*)$/u.test(rest) && /^(<[|｜]|<\w*[|｜]|◁|<$)/u.test(rest);
    return open && isCut ? "open" : undefined;
  }
  const [whole, token = "", closing = "", diamond = ""] = found;
  const name = (token || closing || diamond).toLowerCase().replaceAll("▁", "_");
  if (closing !== "") return { role: closingRole(name), length: whole.length, name };
  return { role: tokenRole(name), length: whole.length, name };
}

function tokenRole(name: string): MarkRole {
  if (name.startsWith("/")) return THINKING.test(name.slice(1)) || CALLING.test(name.slice(1)) ? "show" : "none";
  if (STOP.test(name)) return "stop";
  if (HEADER.test(name)) return "header";
  if (MESSAGE.test(name)) return "message";
  if (name === "python_tag") return "rest";
  const affix = AFFIX.exec(name)?.[1];
  if (affix !== undefined) return affix === "prefix" ? "hide" : "show";
  const [, before, what = "", after] = SPAN.exec(name) ?? [];
  if (!THINKING.test(what) && !CALLING.test(what)) {
    return /^(user|system|observation|tool)$/.test(name) ? "stop" : "none";
  }
  return before === "end" || after === "end" ? "show" : "hide";
}

/** Gemma closes with the bar on the other side: `<channel|>`, `<turn|>`. */
function closingRole(name: string): MarkRole {
  if (name === "turn") return "stop";
  return name === "channel" || THINKING.test(name) || CALLING.test(name) ? "show" : "none";
}

/** DeepSeek's calls are elements of a dialect: `<｜DSML｜invoke name="x">`. */
function dialectIn(rest: string, isCut: boolean): Mark | "open" | undefined {
  const found = /^<(\/?)[|｜]\w+[|｜]([a-z_]\w*)(?:\s[^<>]*)?>/i.exec(rest);
  if (found === null) return isCut && /^<\/?[|｜]\w*(?:[|｜](?:[a-z_][^<>]*)?)?$/i.test(rest) ? "open" : undefined;
  const [whole, slash = "", given = ""] = found;
  const name = given.toLowerCase();
  return { role: elementRole(name, slash !== "", whole) ?? "none", length: whole.length, name };
}

/** `<think>`, `</seed:think>`, `<think:opensource>`, `<longcat_think>`, `<tool_call>`, `<function=name>`, `</s>`, `<end_of_turn>`, `<unused94>`, `<<SYS>>`. */
function elementIn(rest: string, isCut: boolean): Mark | "open" | undefined {
  const found = /^<{1,2}(\/?)(?:(?!think:)\w+:|longcat_)?([a-z_]\w*)(?:[\s=:/][^<>]*)?>{1,2}/i.exec(rest);
  if (found !== null) {
    const [whole, slash = "", given = ""] = found;
    const role = elementRole(given.toLowerCase(), slash !== "", whole);
    return role === undefined ? undefined : { role, length: whole.length, name: given.toLowerCase() };
  }
  const [, given, more] = /^<{1,2}\/?(?:(?!think:)\w+:|longcat_)?(\w*)([\s=:/][^<>]*)?$/i.exec(rest) ?? [];
  if (!isCut || given === undefined) return undefined;
  return mayBecomeElement(given.toLowerCase(), more !== undefined) ? "open" : undefined;
}

/** Names of elements that are marks, to decide whether a prefix may become one. */
const ELEMENTS = (
  "think thinking rethink thought thoughts reason reasoning reasons reflection reflections analysis scratchpad cot " +
  "inner_monologue internal_monologue inner_thoughts internal_thoughts chain_of_thought tool tools tool_call tool_calls " +
  "tool_use tool_response tool_result tool_results tool_output tool_outputs tool_code function functions function_call " +
  "function_calls invoke available_tools answer response final final_answer solution reply s bos eos pad unk sys " +
  "end_of_turn start_of_turn endoftext end_of_text unused94 unused95 channel turn toolcall toolcalls action actions " +
  "scratch_pad output details eoa eoh special_"
).split(" ");

/** Prefixes of such names. */
const NAMESPACES = ["longcat_", "seed", "antml", "mm", "minimax", "xai"];

function mayBecomeElement(name: string, isWhole: boolean): boolean {
  if (isWhole) return ELEMENTS.includes(name);
  return /^special_\d+$/.test(name) || [...ELEMENTS, ...NAMESPACES].some((element) => element.startsWith(name));
}

function elementRole(name: string, isClosing: boolean, whole: string): MarkRole | undefined {
  if (THINKING.test(name) || CALLING.test(name)) return isClosing || whole.endsWith("/>") ? "show" : "hide";
  if (ANSWER.test(name)) return "none";
  if (name === "details") return isClosing ? "show" : /type=.?reasoning/.test(whole) ? "hide" : undefined;
  // MedGemma thinks between two of its unused tokens.
  if (name === "unused94") return "hide";
  if (name === "unused95") return "show";
  if (name === "start_of_turn") return "header";
  if (["eos", "eoa", "eoh", "end_of_turn", "endoftext", "end_of_text"].includes(name)) return "stop";
  if (/^special_\d+$/.test(name)) return "stop";
  if (name === "s") return isClosing ? "stop" : "none";
  return ["bos", "pad", "unk"].includes(name) || (name === "sys" && whole.startsWith("<<")) ? "none" : undefined;
}

/** MiniMax's `]~b]ai` in front of a message and `[e~[` behind it, and EXAONE's `[|endofturn|]`. */
function tildeIn(rest: string, isCut: boolean): Mark | "open" | undefined {
  if (rest.startsWith("[e~[")) return { role: "stop", length: 4, name: "eos" };
  if (rest.startsWith("]~b]")) return { role: "header", length: 4, name: "start" };
  if (rest.startsWith("]~!b[")) return { role: "none", length: 5, name: "bos" };
  const [whole, name = ""] = /^\[\|(\w+)\|\]/.exec(rest) ?? [];
  if (whole !== undefined) {
    return { role: tokenRole(name.toLowerCase()), length: whole.length, name: name.toLowerCase() };
  }
  const isOpen = ["[e~[", "]~b]", "]~!b["].some((mark) => mark.startsWith(rest)) || /^\[\|\w*\|?$/.test(rest);
  return isCut && isOpen ? "open" : undefined;
}

/** Mistral's `[THINK]` and `[TOOL_CALLS]`, and the marks of its prompts. */
function bracketIn(rest: string, isCut: boolean): Mark | "open" | undefined {
  const found = /^\[(\/?)([A-Z_]{3,20})\]/.exec(rest);
  if (found === null) return isCut && /^\[\/?[A-Z_]{0,20}$/.test(rest) ? "open" : undefined;
  const [whole, slash = "", given = ""] = found;
  const name = given.toLowerCase();
  const of = (role: MarkRole): Mark => ({ role, length: whole.length, name });
  if (THINKING.test(name)) return of(slash === "" ? "hide" : "show");
  if (name === "tool_calls") return of("rest");
  if (name === "tool_results" || CALLING.test(name)) return of(slash === "" ? "hide" : "show");
  if (name === "inst") return of(slash === "" ? "hide" : "show");
  return name === "bos" || name === "eos" ? of("none") : undefined;
}
