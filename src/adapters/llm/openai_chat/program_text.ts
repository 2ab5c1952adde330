/**
 * Removes from a reply what is meant for a program and written as plain text: blocks of thinking or of calls between
 * fences, and tool calls as JSON or code.
 *
 * @module
 */
import { Balanced, lengthOfBalanced } from "./balanced.ts";
import { CALLING, THINKING } from "./marks.ts";
import { elementCallAt, MAX_UNDECIDED_CHARS, mayBecomeCall, plainCallAt } from "./plain_calls.ts";

/** What the text is at a place. */
type State =
  /** Words for the listener, in which a block or a call may begin. */
  | { readonly is: "prose" }
  /** Code in backticks, until it ends with them or with its line. */
  | { readonly is: "inline"; readonly ticks: string }
  /** A block of code; `isHidden`: not for the listener. `inner` counts blocks inside it. */
  | { readonly is: "block"; readonly isHidden: boolean; readonly fence: string; inner: number; isInLine: boolean }
  /** A call, until its brackets end. */
  | { readonly is: "call"; readonly brackets: Balanced }
  /** A call as an element, until its closing tag. */
  | { readonly is: "element"; readonly closing: string }
  /** JSON for the listener, until its brackets end, or an empty line. */
  | { readonly is: "data"; readonly brackets: Balanced };

/** Where a block, a call or code may begin. */
const OPENERS =
  /`+|~+|(?<=^|\s)(?:[{[<]|[a-z_]{1,20}=?$|(?:functions|multi_tool_use|default_api|tools)\b|print\(|to=|assistant|commentary)/g;

/** A fence with its language and the rest of its line. */
const FENCE = /(`{3,}|~{3,})[ \t]*([\w+#.-]*)[^\n`]*(\n?)/y;

/** ReasonML is a language. */
const LANGUAGE = /^reason$/;

/** The longest line of a fence, in UTF-16 code units. */
const MAX_FENCE_CHARS = 200;

/** A line of a block that may end it, or become one that does. */
const FENCE_ALONE = /^[ \t]{0,3}[`~]*[ \t]*$/;

/** How much of the text before a place is kept, to find the beginning of its line. */
const TAIL_CHARS = 8;

/** Reads a reply in pieces. */
export class ProgramText {
  #state: State = { is: "prose" };
  #held = "";
  /** The end of what was passed on. */
  #tail = "";
  /** Whether space is left out, because something before it was. */
  #skipsSpace = false;
  #hasPassed = false;
  readonly #leftOut = new Set<string>();
  #tool: string | undefined;

  /** What was left out, for people: `a call of get_weather`, `a block of thinking`. */
  get leftOut(): readonly string[] {
    return [...this.#leftOut];
  }

  /** The first tool that was called. */
  get tool(): string | undefined {
    return this.#tool;
  }

  /**
   * Adds a piece.
   *
   * @returns The part of it, and of text held back before, for the listener; often empty.
   */
  push(piece: string): string {
    return this.#read(piece, false);
  }

  /** Ends the text. @returns What was held back and is for the listener. */
  end(): string {
    return this.#read("", true);
  }

  #read(piece: string, isWhole: boolean): string {
    this.#held += piece;
    let passed = "";
    for (let more = true; more && this.#held !== "";) {
      const { length } = this.#held;
      const state = this.#state;
      passed += this.#step(isWhole);
      more = this.#held.length < length || this.#state !== state;
    }
    return passed;
  }

  /** Reads up to the next change of state. Takes nothing if more text is needed. */
  #step(isWhole: boolean): string {
    const state = this.#state;
    if (state.is === "prose") return this.#readProse(isWhole);
    if (state.is === "inline") return this.#readInline(state.ticks);
    if (state.is === "block") return this.#readBlock(state, isWhole);
    if (state.is === "element") return this.#readElement(state.closing);
    const end = state.brackets.read(this.#held);
    const blank = state.is === "data" ? this.#held.indexOf("\n\n") : -1;
    const isOver = end !== undefined || blank >= 0;
    const text = this.#take(blank >= 0 ? Math.min(blank, end ?? blank) : end ?? this.#held.length);
    if (isOver) this.#state = { is: "prose" };
    if (state.is === "data") return this.#pass(text);
    this.#skipsSpace = true;
    return "";
  }

  #readProse(isWhole: boolean): string {
    for (const { 0: word, index } of this.#held.matchAll(OPENERS)) {
      if (index === 0 && /[\w{[<]/.test(word) && /\S$/.test(this.#tail)) continue;
      const change = /^[`~]/.test(word) ? this.#fenceAt(index, word, isWhole) : this.#callAt(index, word, isWhole);
      if (change === undefined) continue;
      const passed = this.#pass(this.#take(index));
      if (change === "open") return passed;
      this.#take(change.length);
      this.#state = change.state;
      return passed + (change.text === undefined ? "" : this.#pass(change.text));
    }
    return this.#pass(this.#take(this.#held.length));
  }

  #callAt(index: number, word: string, isWhole: boolean): Change | "open" | undefined {
    const isLast = index + word.length === this.#held.length && /^\w/.test(word);
    if (isLast && !isWhole && mayBecomeCall(word)) return "open";
    if (word === "<") return this.#elementAt(index, isWhole);
    const call = plainCallAt(this.#held, index);
    if (call === "open") return isWhole ? undefined : "open";
    const brackets = new Balanced();
    if (call === undefined) {
      // Objects in a list, and JSON in JSON, are not judged one by one.
      return word === "{" || /^\[\s*[{["]/.test(this.#held.slice(index))
        ? { length: 0, state: { is: "data", brackets } }
        : undefined;
    }
    this.#leave(`a call of ${call.tool}`, call.tool);
    return { length: call.bracketAt - index, state: { is: "call", brackets } };
  }

  #elementAt(index: number, isWhole: boolean): Change | "open" | undefined {
    if (!isAtLine(this.#tail + this.#held.slice(0, index))) return undefined;
    const call = elementCallAt(this.#held, index);
    if (call === "open") return isWhole ? undefined : "open";
    if (call === undefined) return undefined;
    this.#leave(`a call of ${call.tool}`, call.tool);
    return { length: call.length, state: { is: "element", closing: `</${call.tool}>` } };
  }

  /** Leaves out what is held, up to the closing tag. */
  #readElement(closing: string): string {
    const end = this.#held.indexOf(closing);
    this.#skipsSpace = true;
    if (end >= 0) this.#state = { is: "prose" };
    // The last of it may be the beginning of the tag.
    this.#take(end >= 0 ? end + closing.length : Math.max(0, this.#held.length - closing.length));
    return "";
  }

  #fenceAt(index: number, ticks: string, isWhole: boolean): Change | "open" | undefined {
    const isLine = isAtLine(this.#tail + this.#held.slice(0, index));
    FENCE.lastIndex = index;
    const [whole, fence = "", language = "", line = ""] = (isLine ? FENCE.exec(this.#held) : undefined) ?? [];
    const end = index + (whole?.length ?? ticks.length);
    const isOpen = end === this.#held.length && line === "" && end - index < MAX_FENCE_CHARS && !isWhole;
    if (isOpen && (isLine || ticks.startsWith("`"))) return "open";
    if (whole === undefined || (line === "" && this.#held[end] === "`")) {
      return ticks.startsWith("`") ? inline(ticks) : undefined;
    }
    const name = language.toLowerCase().replaceAll("-", "_");
    if (!LANGUAGE.test(name) && (THINKING.test(name) || CALLING.test(name))) {
      this.#leave(THINKING.test(name) ? "a block of thinking" : `a block of ${language}`, undefined);
      return { length: whole.length, state: { is: "block", isHidden: true, fence, inner: 0, isInLine: false } };
    }
    const isFirst = !this.#hasPassed && this.#held.slice(0, index).trim() === "";
    const isCall = isFirst && /^(json|)$/.test(name) && this.#isCallFrom(end, fence, isWhole);
    if (isCall === "open") return "open";
    return {
      length: whole.length,
      state: { is: "block", isHidden: isCall, fence, inner: 0, isInLine: false },
      ...(!isCall && { text: whole }),
    };
  }

  /** Whether a block at the beginning of a reply is a call, and nothing else. */
  #isCallFrom(from: number, fence: string, isWhole: boolean): boolean | "open" {
    const at = from + (/^\s*/.exec(this.#held.slice(from))?.[0].length ?? 0);
    const isOpen = !isWhole && this.#held.length - from < MAX_UNDECIDED_CHARS;
    if (at === this.#held.length) return isOpen && "open";
    if (!/[{[]/.test(this.#held.charAt(at))) return false;
    const call = plainCallAt(this.#held, at);
    if (call === undefined || call === "open") return call === "open" && isOpen && "open";
    const length = lengthOfBalanced(this.#held, at);
    if (length === undefined) return isOpen && "open";
    const rest = this.#held.slice(at + length).trimStart();
    if (rest === "" || (fence.startsWith(rest) && !isWhole)) return isOpen && "open";
    if (!rest.startsWith(fence)) return false;
    this.#leave(`a call of ${call.tool}`, call.tool);
    return true;
  }

  #readInline(ticks: string): string {
    const end = this.#held.search(/[`\n]/);
    if (end < 0) return this.#pass(this.#take(this.#held.length));
    const run = /^`*/.exec(this.#held.slice(end))?.[0] ?? "";
    if (run === "" || run.length >= ticks.length) this.#state = { is: "prose" };
    return this.#pass(this.#take(end + run.length));
  }

  /** Reads a block line by line: one of a fence alone may end it. */
  #readBlock(block: Extract<State, { is: "block" }>, isWhole: boolean): string {
    const newline = this.#held.indexOf("\n");
    const isStart = !block.isInLine;
    if (newline < 0 && !isWhole && isStart && FENCE_ALONE.test(this.#held)) return "";
    const line = this.#take(newline < 0 ? this.#held.length : newline + 1);
    block.isInLine = newline < 0;
    if (isStart && line.trimStart().startsWith(block.fence)) {
      if (!FENCE_ALONE.test(line.trimEnd())) block.inner += block.isHidden ? 1 : 0;
      else if (block.inner > 0) block.inner--;
      else this.#state = { is: "prose" };
    }
    if (!block.isHidden) return this.#pass(line);
    this.#skipsSpace = true;
    return "";
  }

  #leave(what: string, tool: string | undefined): void {
    this.#leftOut.add(what);
    this.#tool ??= tool;
  }

  #take(length: number): string {
    const taken = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    return taken;
  }

  /** Space and separators after something that was left out are left out too, where space stands before it. */
  #pass(text: string): string {
    const isSpaced = this.#skipsSpace && (this.#tail === "" || /\s$/.test(this.#tail));
    const passed = isSpaced ? text.replace(/^[\s,;]+/, "") : text;
    if (passed !== "") this.#skipsSpace = false;
    this.#hasPassed ||= passed.trim() !== "";
    this.#tail = (this.#tail + passed).slice(-TAIL_CHARS);
    return passed;
  }
}

/** What begins at a place: how much is taken, what of that is for the listener, and what follows. */
interface Change {
  readonly length: number;
  readonly state: State;
  readonly text?: string;
}

/** Whether a place follows no more than the indentation of its line. */
function isAtLine(before: string): boolean {
  return /(^|\n)[ \t]{0,3}$/.test(before);
}

function inline(ticks: string): Change {
  return { length: ticks.length, state: { is: "inline", ticks }, text: ticks };
}
