/**
 * Tables of Markdown: cells with a pause between them.
 *
 * @module
 */
import type { CleanTextBuilder } from "./clean_text.ts";
import { addInline } from "./inline.ts";

const TABLE_RULE =
  /^[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+(?:\|[ \t]*)?$|^[ \t]*\|[ \t]*:?-+:?[ \t]*\|[ \t]*$/;
const BORDER = /^[\s+|═─┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝=-]+$/;

/** Whether a line separates the head of a table from its body, or draws its border. */
export function isTableRule(line: string): boolean {
  return TABLE_RULE.test(line) || (BORDER.test(line) && /^[^+|┌├└╔╠╚]*[+|┌├└╔╠╚].*[-─═=]{2}/.test(line));
}

/** Whether a line is a row: enclosed in bars, or divided by bars and followed by a table's rule. */
export function isTableRow(line: string, next: string): boolean {
  const bars = line.match(/(?<!\\)[|│║]/g)?.length ?? 0;
  if (bars === 0) return false;
  const isFramed = /^[ \t]*[|│║].*[|│║][ \t]*$/.test(line) && (bars > 2 || isTableRule(next));
  return isFramed || (isTableRule(next) && /\|/.test(next));
}

/**
 * Writes a row: its cells, with commas between the nonempty ones.
 *
 * @param out The clean text.
 * @param source The source.
 * @param from Where the row begins.
 * @param to Where it ends.
 */
export function addTableRow(out: CleanTextBuilder, source: string, from: number, to: number): void {
  const start = out.length;
  for (let at = from; at <= to;) {
    const bar = barFrom(source, at, to);
    if (source.slice(at, bar).trim() !== "") {
      if (out.length > start) out.add(", ", at, at);
      addInline(out, source, at, bar);
    }
    out.skip(bar, Math.min(bar + 1, to), "markup");
    at = bar + 1;
  }
}

/** The next bar that separates cells and is not escaped. */
function barFrom(source: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (/[|│║]/.test(source.charAt(at)) && source.charAt(at - 1) !== "\\") return at;
  }
  return to;
}
