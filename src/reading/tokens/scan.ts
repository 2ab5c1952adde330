/**
 * The state of the normaliser, on which its rules decide: its place in the text, and the tokens so far.
 *
 * @module
 */
import { isSpoken, said, type Token } from "./token.ts";

/** What a rule makes of its match: words for all of it, or tokens; `undefined` tries the next rule. */
export type RuleResult = string | readonly Token[] | undefined;

/** A pattern of text, and how it is read. */
export interface Rule {
  /** A sticky pattern that matches in linear time. */
  readonly pattern: RegExp;
  /** Reads a match. If its tokens end before the match, reading continues there. */
  read(match: RegExpExecArray, scan: Scan): RuleResult;
}

/** The state of reading a text. */
export class Scan {
  /** The clean text. */
  readonly text: string;
  /** The current place. */
  at = 0;
  /** The tokens so far. */
  readonly tokens: Token[] = [];

  constructor(text: string) {
    this.text = text;
  }

  /** The character before the place, or an empty string. */
  get charBefore(): string {
    return this.text.charAt(this.at - 1);
  }

  /** Whether a sign at the place belongs to the number after it: nothing precedes it directly. */
  get isSign(): boolean {
    return !/[\p{L}\d)\]%]$|\p{L}\.$/u.test(this.before(2));
  }

  /** The text after a place in its line, as far as rules look ahead. */
  after(end: number, chars = 40): string {
    const [line = ""] = this.text.slice(end, end + chars).split(/[\n\u2028\u2029]/, 1);
    return line;
  }

  /** The text before the place, as far as rules look back. */
  before(chars = 40): string {
    return this.text.slice(Math.max(0, this.at - chars), this.at);
  }

  /** The token before the place. */
  get last(): Token | undefined {
    return this.tokens.at(-1);
  }

  /** The word directly before the place as written, or its spoken form; empty after a mark or a line's end. */
  get lastWord(): string {
    const { last } = this;
    return last === undefined ? "" : wordOf(last);
  }

  /** The words of the sentence so far in small letters, the last first, without marks. */
  *wordsBefore(limit = 6): Generator<string> {
    for (let index = this.tokens.length - 1, seen = 0; index >= 0 && seen < limit; index--) {
      const token = this.tokens[index];
      if (token === undefined || endsSentence(token)) return;
      if (!isSpoken(token)) continue;
      seen++;
      yield wordOf(token).toLowerCase();
    }
  }

  /** Whether a sentence begins at the place. */
  get isSentenceStart(): boolean {
    for (let index = this.tokens.length - 1; index >= 0; index--) {
      const token = this.tokens[index];
      if (token === undefined || endsSentence(token)) return true;
      if (isSpoken(token)) return false;
    }
    return true;
  }

  /** Whether a quotation is open at the place. */
  get isInQuotation(): boolean {
    return this.tokens.findLast((token) => token.kind === "quote" || token.kind === "break")?.kind === "quote" &&
      this.tokens.filter((token) => token.kind === "quote").length % 2 === 1;
  }

  /** Whether the word before the place is the first of its sentence. */
  get isSecondWord(): boolean {
    const [, second] = [...this.wordsBefore(2)];
    return second === undefined;
  }

  /** Applies the first rule that matches. */
  apply(rules: readonly Rule[]): boolean {
    return rules.some((rule) => {
      rule.pattern.lastIndex = this.at;
      const match = rule.pattern.exec(this.text);
      if (match === null) return false;
      const result = rule.read(match, this);
      if (result === undefined) return false;
      this.take(result, match[0]);
      return true;
    });
  }

  /** Adds what a rule made of a match. */
  take(result: NonNullable<RuleResult>, matched: string): void {
    const end = this.at + matched.length;
    if (typeof result === "string") {
      const [tagAs] = /^\d[\d.,]*/.exec(matched.replace(/^[^\p{L}\d]+/u, "")) ?? [];
      if (result !== "") this.tokens.push(said(result, this.at, end, tagAs));
      this.at = end;
      return;
    }
    this.tokens.push(...result);
    this.at = Math.max(result.at(-1)?.end ?? end, this.at + 1);
  }
}

function wordOf(token: Token): string {
  if (token.kind === "said") return token.words;
  return token.kind === "word" || token.kind === "pronounced" ? token.written : "";
}

function endsSentence(token: Token): boolean {
  return token.kind === "break" || (token.kind === "mark" && /[.!?…]/.test(token.mark));
}
