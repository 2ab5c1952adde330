/**
 * The words of addresses: hosts, files, paths, ports.
 *
 * @module
 */
import { letterNames } from "./letters.ts";
import { cardinal, inPairs, phrase, spelled, year } from "./numbers.ts";

/** Maximum number of labels or path segments that are read. */
export const MAX_PARTS = 8;
/** Maximum length of letters read as a word. */
const MAX_WORD_CHARS = 24;

/** Top-level domains, as alternatives of a regular expression. */
export const TLD =
  "com|org|net|edu|gov|mil|int|info|biz|io|ai|co|dev|app|me|tv|us|uk|de|fr|it|es|nl|eu|ch|at|be|se|no|dk|fi|pl|cz|ie|ca|au|nz|jp|cn|in|kr|br|mx|ru|za|xyz|online|shop|store|site|tech|cloud|blog|news|page|gg|ly|fm|to|so|sh|example|test|local|localhost";
/** Endings that are read as words; other two-letter endings are spelled. */
const SAID_ENDINGS = new Set(["com", "org", "net", "gov", "mil", "info", "biz", "co", "me", "int"]);
/** Endings that are also words: a bare "word.ending" with one of them is not enough for an address. */
export const WORD_ENDINGS =
  /\.(?:it|me|no|at|be|in|to|so|us|is|as|example|test|store|shop|site|page|news|blog|online|local|tech|cloud)$/i;

/** File extensions, as alternatives of a regular expression. */
export const FILE_ENDINGS =
  "txt|md|pdf|docx?|xlsx?|pptx?|csv|tsv|json|jsonl|ya?ml|toml|xml|html?|css|scss|jsx?|tsx?|mjs|cjs|py|ipynb|rb|rs|go|java|kt|swift|cpp|cc|hpp|cs|php|sh|bash|zsh|ps1|bat|exe|dll|so|zip|tar|gz|tgz|rar|7z|png|jpe?g|gif|svg|webp|bmp|ico|mp3|mp4|wav|flac|ogg|mov|avi|mkv|webm|log|lock|conf|cfg|ini|env|sql|db|sqlite|bin|iso|dmg|apk|wasm|wat|vue|svelte|tex|bib|bak|tmp|net|map|onnx|gitignore";
/** File extensions that are read as words. */
const FILE_WORDS: Readonly<Record<string, string>> = {
  json: "jason",
  yaml: "yaml",
  toml: "toml",
  bash: "bash",
  log: "log",
  lock: "lock",
  zip: "zip",
  bin: "bin",
  gif: "gif",
  java: "java",
  go: "go",
  swift: "swift",
  net: "net",
  map: "map",
  tar: "tar",
  conf: "conf",
  env: "E N V",
  svelte: "svelte",
  vue: "view",
  sql: "sequel",
  iso: "iso",
  onnx: "onyx",
  gitignore: "git ignore",
  ico: "ico",
  bak: "back",
};
/** Names of files and hosts with a special pronunciation. */
const NAMES: Readonly<Record<string, string>> = {
  readme: "read me",
  localhost: "localhost",
  github: "git hub",
  gitlab: "git lab",
  youtube: "you tube",
  linkedin: "linked in",
  openai: "open A I",
  gitignore: "git ignore",
  json: "jason",
  www: "W W W",
  npm: "N P M",
  src: "S R C",
  usr: "user",
  etc: "E T C",
  faq: "F A Q",
  api: "A P I",
  html: "H T M L",
  http: "H T T P",
  id: "I D",
  ai: "A I",
  ui: "U I",
  tmp: "temp",
  lib: "lib",
  env: "E N V",
  config: "config",
  tsconfig: "T S config",
  dockerfile: "docker file",
  makefile: "make file",
};
const MARKS: Readonly<Record<string, string>> = {
  ".": "dot",
  "-": "dash",
  "_": "underscore",
  "+": "plus",
  "%": "percent",
  "~": "tilde",
  "@": "at",
  ":": "colon",
  "#": "hash",
};

/** One label: letters are read as a word if possible, digits as a number. */
export function label(text: string): string {
  const parts = text.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\d+|[._%+~@:#-]/gu) ?? [];
  const whole = text.toLowerCase();
  if (Object.hasOwn(NAMES, whole)) return NAMES[whole] ?? "";
  return phrase(
    ...parts.slice(0, 2 * MAX_PARTS).map((part) => {
      if (Object.hasOwn(MARKS, part)) return MARKS[part];
      if (/^\d/.test(part)) return part.length > 4 ? spelled(part) : inPairs(part);
      return letters(part);
    }),
  );
}

function letters(part: string): string {
  const lower = part.toLowerCase();
  if (Object.hasOwn(NAMES, lower)) return NAMES[lower] ?? "";
  const isSpelled = part.length === 1 || (part.length <= 5 && !/[aeiouy]/.test(lower));
  return isSpelled ? letterNames(part) : lower.slice(0, MAX_WORD_CHARS);
}

/** Labels separated by dots; the last is an ending: "dot co dot U K". */
export function hostWords(host: string): string {
  const labels = host.split(".");
  return labels.slice(0, MAX_PARTS).map((part, index) => {
    const isEnding = index === labels.length - 1 && index > 0;
    if (!isEnding) return label(part);
    const lower = part.toLowerCase();
    return lower.length <= 3 && /^[a-z]+$/.test(lower) && !SAID_ENDINGS.has(lower) && !/^(?:dev|app|xyz)$/.test(lower)
      ? lower === "edu" ? "E D U" : letterNames(part)
      : lower === "xyz"
      ? "X Y Z"
      : label(part);
  }).join(" dot ");
}

/** A port after a colon; `undefined` if there is none. */
export function portWords(port: string | undefined): string | undefined {
  if (port === undefined) return undefined;
  return phrase("colon", port.length === 4 ? year(port) : cardinal(port));
}

/** The segments of a path that are read; numbers and identifiers at its end are left out. */
export function pathWords(path: string): string {
  const parts = path.replace(/[?#].*$/su, "").split("/").slice(1).filter((part) => part !== "");
  const said: string[] = [];
  for (const part of parts.slice(0, MAX_PARTS)) {
    if (!/^[\p{L}\d._~@%+-]{1,40}$/u.test(part) || (/\d/.test(part) && part.length > 12) || isRandom(part)) break;
    said.push(`slash ${fileWords(part)}`);
  }
  return said.join(" ");
}

/** Whether a segment is an identifier of letters and digits: "dQw4w9WgXcQ". */
function isRandom(part: string): boolean {
  return part.length > 6 && /\d[a-z]|[a-z]\d/.test(part) && /[a-z][A-Z].*[a-z]/.test(part);
}

/** A file's or a folder's name. */
export function fileWords(name: string): string {
  const [, stem = name, ending] = new RegExp(`^(.*)\\.(${FILE_ENDINGS})$`, "i").exec(name) ?? [];
  if (ending === undefined) return label(name.replace(/^\./, "")).replace(/^/, name.startsWith(".") ? "dot " : "");
  return phrase(stem === "" ? undefined : fileWords(stem), "dot", endingWords(ending));
}

function endingWords(ending: string): string {
  const lower = ending.toLowerCase();
  return Object.hasOwn(FILE_WORDS, lower) ? FILE_WORDS[lower] ?? "" : label(lower).replace(/^[a-z]{2,4}$/, letterNames);
}
