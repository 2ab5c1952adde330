/**
 * Parts of formulas in LaTeX that are laid out: matrices, cases, lines of a derivation, and text between signs.
 *
 * @module
 */
import { cardinal, phrase } from "../../verbalize/numbers.ts";
import { unitWords } from "../../verbalize/units.ts";

/** Cells of a matrix that are read; of a larger one its size is said. */
const MAX_CELLS = 16;

const ENVIRONMENT = /\{([a-zA-Z]{1,12})\*?\}(?:\{[lcr|]{1,12}\})?([^]{0,300}?)\\end\{\1\*?\}/y;

/** What connects a case with its condition. */
const CONDITION = /^(?:if|when|for|otherwise|else)\b/;

/**
 * Reads the rows behind `\begin`.
 *
 * @param text The formula.
 * @param at Index behind `\begin`.
 * @param read Reads a cell.
 * @returns What is said, and where the environment ends.
 */
export function environmentAt(text: string, at: number, read: (latex: string) => string): {
  readonly words: string;
  readonly end: number;
} {
  ENVIRONMENT.lastIndex = at;
  const [whole, name = "", body = ""] = ENVIRONMENT.exec(text) ?? [];
  if (whole === undefined) return { words: "a formula", end: text.length };
  const end = at + whole.length;
  const rows = body.split("\\\\").map((row) => row.split("&").map(read).filter((cell) => cell !== ""))
    .filter((row) => row.length > 0);
  if (!/matrix$|^array$/.test(name)) {
    const conditional = (cell: string) => name === "cases" && !CONDITION.test(cell) ? `if ${cell}` : cell;
    return { words: rows.map(([first, ...rest]) => phrase(first, ...rest.map(conditional))).join(" , "), end };
  }
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const words = rows.length * columns > MAX_CELLS
    ? phrase("a", cardinal(String(rows.length)), "by", cardinal(String(columns)), "matrix")
    : phrase(/^[vV]/.test(name) ? "the determinant of" : "the matrix", rows.map((row) => phrase(...row)).join(" , "));
  return { words, end };
}

/**
 * Reads the argument of `\text`: a unit behind a number, otherwise words.
 *
 * @param argument The argument.
 * @param before The formula before the command.
 */
export function textWords(argument: string, before: string): string {
  const text = argument.trim();
  const near = before.slice(-30);
  if (/^[CF]$/.test(text) && /\\circ\}?\s*(?:\\[,;!: ])?$/.test(near)) return text === "C" ? "celsius" : "fahrenheit";
  const isBehindNumber = text !== "in" && /[\d}](?:\s|~|\\[,;:! ])*$/.test(near);
  const isOne = /(?:^|[^\d.])1(?:\s|~|\\[,;:! ])*$/.test(near);
  return (isBehindNumber ? unitWords(text, isOne) : undefined) ?? text.toLowerCase().replace(/[^a-z' ]/g, " ").trim();
}
