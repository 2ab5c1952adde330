/**
 * Removes from a model's text what is not meant for the listener: thinking, tool calls, channels, control tokens.
 *
 * @module
 */
import { type Mark, MARK_OPENERS, markAt } from "./marks.ts";

/** The kind of text at a place. */
type State =
  /** The reply. */
  | "said"
  /** Thinking or a tool call, until its mark ends it. */
  | "hidden"
  /** The header of a message. */
  | "header"
  /** Between two messages: a header may follow. */
  | "between"
  /** After the reply: text there is not meant for the listener. */
  | "over";

/** Roles and channels of a header whose message is the reply. */
const SPOKEN_ROLE = /^(assistant|model|ai|bot|gpt)?$/;
const SPOKEN_CHANNEL = /^(final|response|answer|reply)/;

/** What the names of marks around a call contain. */
const CALL = /tool|func|invoke|call|action|python/;

/** The longest header: after more than that, the message has begun without a mark. */
const MAX_HEADER_CHARS = 48;

/** gpt-oss behind a server that drops its control tokens, but not the names of the channels between them. */
const BARE_ANALYSIS = /^\s*analysis(?=[A-Z"'“(])/;
const BARE_FINAL = "assistantfinal";

/** Granite 3.2 says in words where its thinking begins and ends. */
const BARE_THOUGHTS = "Here is my thought process:";
const BARE_RESPONSE = "Here is my response:";

/** Reads a reply in pieces, which may cut through marks. */
export class SpokenText {
  #state: State;
  /** Text that may be the beginning of a mark, or of a bare channel name. */
  #held = "";
  #header = { channel: false, text: "" };
  #hasSaid = false;
  #hasCall = false;
  #hasThought = false;
  /** Whether HTML's `<s>` is open. */
  #isStruck = false;
  /** Whether thinking ended without an opening mark: the template's prompt contains it. */
  #endedUnbegun = false;
  /** The text of a reply that may begin in the middle of thinking. */
  #doubtful: string | undefined;
  /** Whether the text is behind bare channel names. */
  #bare: "unknown" | typeof BARE_FINAL | typeof BARE_RESPONSE | "none" = "unknown";

  /**
   * @param start How the reply begins: `said`; `hidden`, in the middle of thinking; `doubtful`, if it does so unless no
   *   mark ends it.
   */
  constructor(start: "said" | "hidden" | "doubtful" = "said") {
    this.#state = start === "said" ? "said" : "hidden";
    if (start === "doubtful") this.#doubtful = "";
    if (start !== "said") this.#bare = "none";
  }

  /** Whether the reply began in the middle of thinking, or was suspected of it wrongly. */
  get startsHidden(): boolean {
    return this.#endedUnbegun;
  }

  /** Whether a tool call was left out. */
  get hasCall(): boolean {
    return this.#hasCall;
  }

  /** Whether thinking was left out. */
  get hasThought(): boolean {
    return this.#hasThought;
  }

  /**
   * Adds a piece.
   *
   * @returns The part of it, and of text held back before, to be spoken; often empty.
   */
  push(piece: string): string {
    this.#held += piece;
    if (this.#bare !== "none" && !this.#readBare()) return "";
    let spoken = "";
    while (this.#held !== "") {
      const { at, mark } = firstMark(this.#held);
      spoken += this.#read(this.#held.slice(0, at));
      this.#held = this.#held.slice(at);
      if (mark === undefined) break;
      this.#held = this.#held.slice(mark.length);
      this.#pass(mark);
    }
    return spoken;
  }

  /** Ends the text. @returns The text that was held back and is not a mark. */
  end(): string {
    if (this.#bare === "unknown") this.#bare = "none";
    if (this.#bare !== "none") return "";
    // The rest is a truncated mark, unless it is short enough to be ordinary text.
    const held = /^(<\/?[\w:]{2}|<[|｜]|<\/|◁|\[[A-Z_]{3})/.test(this.#held) ? "" : this.#held;
    const rest = this.#state === "header" ? this.#readHeader(held, true) : this.#read(held);
    this.#held = "";
    const inDoubt = this.#state === "hidden" ? this.#doubtful : undefined;
    this.#doubtful = undefined;
    return inDoubt === undefined ? rest : this.#say(inDoubt);
  }

  /** Waits until bare channel names can be distinguished from words. @returns Whether reading can continue. */
  #readBare(): boolean {
    if (this.#bare === "unknown") {
      const begun = this.#held.trimStart();
      if (begun === "") return true;
      if (BARE_ANALYSIS.test(begun)) this.#bare = BARE_FINAL;
      else if (begun.startsWith(BARE_THOUGHTS)) this.#bare = BARE_RESPONSE;
      else if ("analysis".startsWith(begun.trimEnd()) || BARE_THOUGHTS.startsWith(begun)) return false;
      else this.#bare = "none";
    }
    const bare = this.#bare;
    if (bare === "none") return true;
    const end = this.#held.indexOf(bare);
    // The end of what is held may be the beginning of the name.
    this.#held = end < 0 ? this.#held.slice(-bare.length) : this.#held.slice(end + bare.length);
    if (end < 0) return false;
    this.#bare = "none";
    return true;
  }

  /** The spoken part of a text without marks. */
  #read(text: string): string {
    if (this.#state === "header") return this.#readHeader(text);
    if (this.#state === "hidden" && this.#doubtful !== undefined) this.#doubtful += text;
    return this.#state === "said" ? this.#say(text) : "";
  }

  /** Blank lines before the reply are not part of it. */
  #say(text: string): string {
    const said = this.#hasSaid ? text : text.trimStart();
    this.#hasSaid ||= said !== "";
    return said;
  }

  /** ChatML's header ends with its line, harmony's with a mark; one that never ends has lost it. */
  #readHeader(text: string, isLast = false): string {
    const all = this.#header.text += text;
    const line = all.indexOf("\n");
    if (line < 0 && all.length <= MAX_HEADER_CHARS && !isLast) return "";
    const end = line >= 0 ? line : /^\s*\w+/.exec(all)?.[0].length ?? 0;
    this.#header.text = all.slice(0, end);
    this.#beginMessage();
    return this.#read(all.slice(end));
  }

  #pass({ role, name }: Mark): void {
    if (this.#state === "over") return;
    this.#hasCall ||= (role === "hide" || role === "rest") && CALL.test(name);
    this.#hasThought ||= role === "hide" && !CALL.test(name);
    if (role === "header") this.#beginHeader(name);
    else if (role === "message") this.#beginMessage();
    else if (role === "stop") this.#stop(name);
    else if (role === "rest") this.#state = "over";
    else if (role === "hide") this.#state = "hidden";
    else if (role === "show") this.#show(name);
    else if (name === "s") this.#isStruck = this.#hasSaid;
  }

  #show(name: string): void {
    const isUnbegun = this.#state === "said" && this.#hasSaid && /think|thought|reason/.test(name);
    if (isUnbegun || this.#doubtful !== undefined) this.#endedUnbegun = true;
    this.#doubtful = undefined;
    this.#state = "said";
  }

  #stop(name: string): void {
    // `<s>` in the middle of a reply is HTML, and so is its closing tag.
    if (name === "s" && this.#isStruck) return void (this.#isStruck = false);
    this.#doubtful = undefined;
    if (this.#hasSaid) this.#state = "over";
    // In front of all that is said, such a token ends nothing; behind thinking, it ends that.
    else if (this.#state !== "said") this.#state = "between";
  }

  #beginHeader(name: string): void {
    // `<|constrain|>` stands within a header.
    if (name === "constrain") return;
    this.#header = { channel: name === "channel", text: "" };
    this.#state = "header";
  }

  #beginMessage(): void {
    const { channel, text } = this.#header;
    const isSpoken = (channel ? SPOKEN_CHANNEL : SPOKEN_ROLE).test(text.trim().toLowerCase());
    this.#state = isSpoken ? "said" : this.#hasSaid && !channel ? "over" : "hidden";
    this.#header = { channel: false, text: "" };
  }
}

/** The first mark of a text, or the place from which the text may be one; the end of the text if there is neither. */
function firstMark(text: string): { at: number; mark?: Mark } {
  for (const { index } of text.matchAll(MARK_OPENERS)) {
    const mark = markAt(text, index);
    if (mark === "open") return { at: index };
    if (mark !== undefined) return { at: index, mark };
  }
  return { at: text.length };
}
