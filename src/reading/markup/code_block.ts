/**
 * Blocks of code between fences, or indented ones: announced rather than read.
 *
 * @module
 */
import { type CleanTextBuilder, LINE, PARAGRAPH } from "./clean_text.ts";
import { addCharacters } from "./characters.ts";

/** Whether blocks of code are announced in a few words, read line by line, or left out. */
export type CodeOption = "announce" | "read" | "skip";

/** A line that has announced the code already: "Here is the script:". */
const ANNOUNCED =
  /\b(?:codes?|snippets?|scripts?|commands?|programs?|functions?|query|queries|class|examples?|config|configuration|files?|method|module|component|version|output|syntax)\b[^.!?]*:$/i;

/** Whether a line has announced the code that follows. */
export function announcesCode(line: string): boolean {
  return ANNOUNCED.test(line);
}

const FENCE = /^[ \t>]*(`{3,}|~{3,}(?!~))[ \t]*(?![ \t])([\w+#.-]*)(?![\w+#.-])[^`\n]*$/;

/** Spoken names of languages, by the name after the fence. */
const LANGUAGES: Readonly<Record<string, string>> = {
  bash: "shell",
  sh: "shell",
  shell: "shell",
  zsh: "shell",
  console: "shell",
  powershell: "power shell",
  c: "C",
  cpp: "C plus plus",
  "c++": "C plus plus",
  cs: "C sharp",
  csharp: "C sharp",
  css: "C S S",
  html: "H T M L",
  xml: "X M L",
  java: "java",
  javascript: "javascript",
  js: "javascript",
  jsx: "javascript",
  typescript: "typescript",
  ts: "typescript",
  tsx: "typescript",
  json: "jason",
  yaml: "yaml",
  yml: "yaml",
  toml: "toml",
  python: "python",
  py: "python",
  ruby: "ruby",
  rb: "ruby",
  rust: "rust",
  rs: "rust",
  go: "go",
  kotlin: "kotlin",
  swift: "swift",
  sql: "sequel",
  php: "P H P",
  r: "R",
  lua: "lua",
  perl: "perl",
  scala: "scala",
  haskell: "haskell",
  dockerfile: "docker",
  diff: "diff",
};

/** Recognizes blocks of code, line by line. */
export class CodeBlock {
  readonly #source: string;
  readonly #out: CleanTextBuilder;
  readonly #option: CodeOption;
  /** The open fence, or an empty string. */
  #fence = "";

  constructor(source: string, out: CleanTextBuilder, option: CodeOption) {
    this.#source = source;
    this.#out = out;
    this.#option = option;
  }

  /** Consumes a line if it belongs to a code block. */
  takes(line: string, from: number, to: number, next: number): boolean {
    const [, fence = "", language = ""] = FENCE.exec(line) ?? [];
    if (this.#fence !== "") {
      const closes = fence.startsWith(this.#fence) && language === "";
      if (closes) this.#close(from, to, next);
      else this.#inside(from, to, next);
      return true;
    }
    if (fence === "") return false;
    this.#fence = fence;
    this.#open(language.toLowerCase(), from, to);
    return true;
  }

  /** Ends the block at the end of the text. */
  end(): void {
    this.#fence = "";
  }

  #open(language: string, from: number, to: number): void {
    const out = this.#out;
    if (this.#option !== "announce" || announcesCode(out.lastLine)) return out.skip(from, to, "code");
    const name = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language] : undefined;
    out.insert({ kind: "words", words: name === undefined ? "a block of code" : `${name} code` }, from, to);
    out.endLine(PARAGRAPH, to, to);
  }

  #inside(from: number, to: number, next: number): void {
    if (this.#option !== "read") return this.#out.skip(from, next, "code");
    const start = this.#out.length;
    addCharacters(this.#out, this.#source, from, to);
    this.#out.mark("code", start);
    this.#out.endLine(LINE, to, next);
  }

  #close(from: number, to: number, next: number): void {
    this.#fence = "";
    this.#out.skip(from, to, "code");
    this.#out.endLine(PARAGRAPH, to, next);
  }
}
