/**
 * Formulas in LaTeX, read as a mathematician reads them aloud.
 *
 * @module
 */
import { greekName } from "../../verbalize/letters.ts";
import { cardinal, decimal, fraction, phrase } from "../../verbalize/numbers.ts";
import { power } from "../../verbalize/shifted.ts";
import { environmentAt, textWords } from "./environments.ts";
import { ACCENTED, BARE, BOUNDED, SIGNS, STYLE_COMMANDS, TEXT_COMMANDS, WORDS } from "./latex_commands.ts";

/** A longer formula is named, not read. */
const MAX_FORMULA_CHARS = 300;
const MAX_DEPTH = 12;

const DISPLAY = /\$\$([^$]{1,1000})\$\$|\\\[([^]{1,1000}?)\\\]/y;
const INLINE = /\$(?![\s$])([^$\n]{1,500}?)(?<![\s\\])\$(?!\d)|\\\(([^\n]{1,500}?)\\\)/y;
const COMMAND = /\\([A-Za-z]{2,20})/y;
const GREEK_NAMES =
  /^(?:var)?(alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon|phi|chi|psi|omega)$/i;

/**
 * Reads the formula that begins at a place.
 *
 * @param source The source.
 * @param at Index of `$` or of a backslash.
 * @param to Where the line ends; a displayed formula ends within it.
 * @returns What is said and where the formula ends; `undefined` when none begins there.
 */
export function formulaAt(source: string, at: number, to: number): { words: string; end: number } | undefined {
  for (const pattern of [DISPLAY, INLINE]) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match === null || at + match[0].length > to) continue;
    const body = match[1] ?? match[2] ?? "";
    // The text between two prices is not a formula: "$5 or 3$".
    // "$HOME/bin:$PATH" holds variables of a shell.
    const isPolygon = /^[A-Z]{2,3}$/.test(body);
    if (/^[A-Z_]{2,}(?![A-Z_]*[\^=+])/.test(body) && !isPolygon) continue;
    const isFormula = isPolygon || match[0].startsWith("\\") || match[0].startsWith("$$") ||
      /^[A-Za-z\d]{1,3}!$|^\|[^|]{1,20}\|$|^[A-Za-z](?:, ?[A-Za-z])+$/.test(body) ||
      /[\\^_=+]|^[A-Za-z]$|[A-Za-z]'*\(/.test(body) ||
      /^[A-Za-z]{1,2}[\d']*$|^[\d.,]+$|^-?\d*[A-Za-z]$/.test(body) ||
      /[<>*/-]/.test(body) && !/\s[a-z]{2,}\s/.test(body);
    if (isFormula) return { words: readFormula(body), end: at + match[0].length };
  }
  COMMAND.lastIndex = at;
  const name = COMMAND.exec(source)?.[1];
  if (name === undefined || !(BARE.has(name) || GREEK_NAMES.test(name))) return undefined;
  const reader = new FormulaReader(source.slice(at, Math.min(to, at + MAX_FORMULA_CHARS)));
  const words = reader.scripted();
  return words === "" ? undefined : { words, end: at + reader.at };
}

/**
 * Reads a formula aloud.
 *
 * @param latex The text between the math delimiters.
 * @returns Words; single capitals are letters by name.
 */
export function readFormula(latex: string): string {
  if (latex.length > MAX_FORMULA_CHARS) return "a formula";
  return new FormulaReader(latex).sequence();
}

/** The name of a distribution with its parameters, behind "~". */
const DISTRIBUTION = /^\s*(?:\\(?:mathcal|mathrm|text|operatorname)\s?\{)?[A-Z][A-Za-z]*\}?\s*(?:\\left)?\(/;

class FormulaReader {
  at = 0;
  readonly #text: string;
  readonly #depth: number;

  constructor(text: string, depth = 0) {
    this.#text = text;
    this.#depth = depth;
  }

  /** The rest of the formula. */
  sequence(): string {
    const words: string[] = [];
    while (this.at < this.#text.length) {
      const before = this.at;
      words.push(this.scripted());
      if (this.at === before) this.at++;
    }
    // "for all epsilon greater than zero"
    return phrase(...words).replace(/\b(for all|there exists) ([A-Za-z]+) is (?=less|greater|in\b)/g, "$1 $2 ");
  }

  /** One atom with its superscripts and subscripts. */
  scripted(): string {
    this.#skipSpace();
    const operator = this.#bounded();
    if (operator !== undefined) return operator;
    let words = this.#atom();
    if (/^\\[,;:! ]\^/.test(this.#text.slice(this.at, this.at + 3))) this.at += 2;
    for (let mark = this.#text.charAt(this.at); mark === "^" || mark === "_" || mark === "'";) {
      this.at++;
      if (mark === "'") words = phrase(words, this.#primes());
      else words = mark === "^" ? this.#raised(words) : phrase(words, lowered(this.#argument()));
      mark = this.#text.charAt(this.at);
    }
    return words;
  }

  /** What is raised behind a quantity, or the inverse of a function. */
  #raised(words: string): string {
    const exponent = this.#argument();
    if (exponent !== "-1") return phrase(words, raised(exponent));
    if (/^(?:sine|cosine|tangent)$/.test(words)) return `inverse ${words}`;
    const isFunction = /^[FGH]$/.test(words) && this.#text.charAt(this.at) === "(";
    return phrase(words, isFunction ? "inverse of" : raised(exponent));
  }

  /** What a prime and those behind it are called: "prime", "double prime", "triple prime". */
  #primes(): string {
    const count = 1 + (/^'*/.exec(this.#text.slice(this.at, this.at + 8))?.[0].length ?? 0);
    this.at += count - 1;
    return phrase(["", "", "double", "triple"][count], "prime");
  }

  #skipSpace(): void {
    while (/[\s~&]/.test(this.#text.charAt(this.at)) || /^\\[,;:! ]/.test(this.#text.slice(this.at, this.at + 2))) {
      this.at += this.#text.charAt(this.at) === "\\" ? 2 : 1;
    }
  }

  /** A sum, an integral, a limit with its bounds. */
  #bounded(): string | undefined {
    const [whole = "", name = ""] = /^\\([a-z]+)/.exec(this.#text.slice(this.at, this.at + 12)) ?? [];
    const words = Object.hasOwn(BOUNDED, name) ? BOUNDED[name] : undefined;
    if (words === undefined) return undefined;
    const isArgument = /\\arg\s*$/.test(this.#text.slice(Math.max(0, this.at - 8), this.at));
    this.at += whole.length;
    let from: string | undefined;
    let to: string | undefined;
    this.#skipSpace();
    if (this.#text.startsWith("\\limits", this.at)) this.at += 7;
    for (let mark = this.#text.charAt(this.at); mark === "^" || mark === "_"; mark = this.#text.charAt(this.at)) {
      this.at++;
      if (mark === "^") to = this.#read(this.#argument());
      else from = this.#argument();
    }
    const bound = from === undefined
      ? undefined
      : name === "lim"
      ? phrase("as", this.#read(from).replace(/ to /, " approaches "))
      : phrase(to === undefined ? "over" : "from", this.#read(from));
    return phrase(isArgument ? `arg ${name}` : words, bound, to === undefined ? undefined : `to ${to}`, "of");
  }

  #atom(): string {
    const text = this.#text;
    const char = text.charAt(this.at);
    if (char === "\\") return this.#command();
    if (char === "{") return this.#read(this.#argument());
    const number = /^\d+(?:\.\d+)?|^\.\d+/.exec(text.slice(this.at, this.at + 40))?.[0];
    if (number !== undefined) {
      this.at += number.length;
      const [whole = "", part] = number.split(".");
      return part === undefined ? cardinal(whole) : decimal(whole, part);
    }
    this.at++;
    if (/[A-Za-z]/.test(char)) return char.toUpperCase();
    if (char === "|") return this.#absolute();
    if (char === "(") return this.#isArgument() ? "of" : "";
    return greekName(char) ?? (Object.hasOwn(SIGNS, char) ? SIGNS[char] ?? "" : "");
  }

  /** Whether a parenthesis holds the argument of a function, as in f(x). */
  #isArgument(): boolean {
    return /(?:^|[^A-Za-z\\])(?:[fghFGHPp]'{0,3}|O|\\mathcal\{O\})\($/.test(
      this.#text.slice(Math.max(0, this.at - 14), this.at),
    );
  }

  #absolute(): string {
    // "P(A|B)" is a condition.
    const bar = this.#bar(this.#text.slice(0, this.at - 1));
    if (bar !== undefined) return bar;
    const close = this.#text.indexOf("|", this.at);
    if (close < 0) return "";
    const inside = this.#text.slice(this.at, close);
    this.at = close + 1;
    return phrase("the absolute value of", this.#read(inside));
  }

  /** What a bar between two parts says: "P(A|B)" a condition, "{x | x > 0}" what describes a set. */
  #bar(before: string): string | undefined {
    if (/(?:^|[^A-Za-z\\])(?:P|Pr|E|p)\([^()|]*$/.test(before)) return "given";
    return /\\\{[^{}|]{1,40}$/.test(before) ? "such that" : undefined;
  }

  #command(): string {
    const [whole = "\\", name = ""] = /^\\([A-Za-z]+|.)/.exec(this.#text.slice(this.at, this.at + 24)) ?? [];
    this.at += whole.length;
    const before = this.#text.slice(0, this.at - whole.length);
    if (TEXT_COMMANDS.has(name)) return textWords(this.#argument(), before);
    if (name === "begin") {
      const { words, end } = environmentAt(this.#text, this.at, (latex) => this.#read(latex));
      this.at = end;
      return words;
    }
    if (name === "|") return this.#norm();
    if (name === "mid") return this.#bar(before) ?? "divides";
    const isBehindDel = /\\nabla\s*$/.test(before);
    if (isBehindDel && (name === "times" || name === "cdot")) return name === "times" ? "cross" : "dot";
    if (name === "sim" && DISTRIBUTION.test(this.#text.slice(this.at))) return "is distributed as";
    if (/^[dt]?frac$/.test(name)) return this.#fraction();
    if (name === "sqrt") return this.#root();
    if (name === "binom") return phrase(this.#read(this.#argument()), "choose", this.#read(this.#argument()));
    if (name === "log" || name === "ln" || name === "lg") return this.#logarithm(name);
    if (name === "vec") return phrase("vector", this.#read(this.#argument()));
    const accent = Object.hasOwn(ACCENTED, name) ? ACCENTED[name] : undefined;
    if (accent !== undefined) return phrase(this.#read(this.#argument()), accent);
    if (STYLE_COMMANDS.has(name)) return "";
    const greek = GREEK_NAMES.exec(name)?.[1];
    if (greek !== undefined) return greek.toLowerCase();
    if (name === "%") return "percent";
    return Object.hasOwn(WORDS, name) ? WORDS[name] ?? "" : "";
  }

  #norm(): string {
    const close = this.#text.indexOf("\\|", this.at);
    if (close < 0) return "";
    const inside = this.#text.slice(this.at, close);
    this.at = close + 2;
    return phrase("the norm of", this.#read(inside));
  }

  #fraction(): string {
    const over = this.#argument();
    const under = this.#argument();
    if (/^\d+$/.test(over) && /^\d+$/.test(under)) return fraction(over, under);
    return phrase(this.#read(over), "over", this.#read(under));
  }

  #root(): string {
    const [whole = "", degree] = /^\[(\w{1,4})\]/.exec(this.#text.slice(this.at, this.at + 6)) ?? [];
    this.at += whole.length;
    const name = degree === undefined ? "square" : degree === "3" ? "cube" : degree === "4" ? "fourth" : "nth";
    return phrase(`the ${name === "nth" ? "N th" : name} root of`, this.#read(this.#argument()));
  }

  #logarithm(name: string): string {
    if (name === "ln") return "the natural log of";
    if (this.#text.charAt(this.at) !== "_") return "log";
    this.at++;
    return phrase("log base", this.#read(this.#argument()));
  }

  /** The group, the command or the character that follows. */
  #argument(): string {
    this.#skipSpace();
    const text = this.#text;
    if (text.charAt(this.at) !== "{") {
      const [single = ""] = /^\\[A-Za-z]+|^[^]/u.exec(text.slice(this.at, this.at + 24)) ?? [];
      this.at += single.length;
      return single;
    }
    let depth = 0;
    for (let end = this.at; end < text.length; end++) {
      if (text.charAt(end) === "{") depth++;
      else if (text.charAt(end) === "}" && --depth === 0) {
        const inside = text.slice(this.at + 1, end);
        this.at = end + 1;
        return inside;
      }
    }
    const inside = text.slice(this.at + 1);
    this.at = text.length;
    return inside;
  }

  #read(latex: string): string {
    if (this.#depth >= MAX_DEPTH) return "";
    return new FormulaReader(latex, this.#depth + 1).sequence();
  }
}

function raised(exponent: string): string {
  if (exponent === "\\circ") return "degrees";
  if (/^(?:th|st|nd|rd)$/.test(exponent)) return exponent;
  const simple = power(exponent.trim());
  if (simple !== "") return simple;
  if (exponent === "\\prime") return "prime";
  if (exponent === "\\top" || exponent === "\\intercal") return "transpose";
  return phrase("to the", new FormulaReader(exponent).sequence());
}

function lowered(index: string): string {
  if (/^\d+$/.test(index)) return cardinal(index);
  return phrase("sub", new FormulaReader(index).sequence());
}
