/**
 * Addresses: mail, web, hosts, files and folders.
 *
 * @module
 */
import { letterNames } from "../verbalize/letters.ts";
import { cardinal, inPairs, phrase, spelled, year } from "../verbalize/numbers.ts";
import type { Rule, Scan } from "../tokens/scan.ts";

/** Maximum number of labels or path segments that are read. */
const MAX_PARTS = 8;
/** Maximum length of letters read as a word. */
const MAX_WORD_CHARS = 24;

const TLD =
  "com|org|net|edu|gov|mil|int|info|biz|io|ai|co|dev|app|me|tv|us|uk|de|fr|it|es|nl|eu|ch|at|be|se|no|dk|fi|pl|cz|ie|ca|au|nz|jp|cn|in|kr|br|mx|ru|za|xyz|online|shop|store|site|tech|cloud|blog|news|page|gg|ly|fm|to|so|sh|example|test|local|localhost";
/** Endings that are read as words; other two-letter endings are spelled. */
const SAID_ENDINGS = new Set(["com", "org", "net", "gov", "mil", "info", "biz", "co", "me", "int"]);
/** Endings that are also words: a bare "word.ending" with one of them is not enough for an address. */
const WORD_ENDINGS =
  /\.(?:it|me|no|at|be|in|to|so|us|is|as|example|test|store|shop|site|page|news|blog|online|local|tech|cloud)$/i;

const FILE_ENDINGS =
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
function label(text: string): string {
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
function hostWords(host: string): string {
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

function portWords(port: string | undefined): string | undefined {
  if (port === undefined) return undefined;
  return phrase("colon", port.length === 4 ? year(port) : cardinal(port));
}

/** The segments of a path that are read; numbers and identifiers at its end are left out. */
function pathWords(path: string): string {
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
function fileWords(name: string): string {
  const [, stem = name, ending] = new RegExp(`^(.*)\\.(${FILE_ENDINGS})$`, "i").exec(name) ?? [];
  if (ending === undefined) return label(name.replace(/^\./, "")).replace(/^/, name.startsWith(".") ? "dot " : "");
  return phrase(stem === "" ? undefined : fileWords(stem), "dot", endingWords(ending));
}

function endingWords(ending: string): string {
  const lower = ending.toLowerCase();
  return Object.hasOwn(FILE_WORDS, lower) ? FILE_WORDS[lower] ?? "" : label(lower).replace(/^[a-z]{2,4}$/, letterNames);
}

const MAIL: Rule = {
  pattern: /(?:mailto:)?([\p{L}\d][\p{L}\d._%+-]{0,63})@([\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,6})/yui,
  read: ([, name = "", host = ""]) => phrase(label(name), "at", hostWords(host)),
};

/** Anything that begins with a scheme or `www.`; closing punctuation is not part of it. */
const WEB: Rule = {
  pattern: /(?:(?:https?|ftp|wss?|file|ssh|git):\/\/|www\.)([^\s<>"“”\u2028\u2029\ufffc]{1,2000})/yi,
  read(match, scan) {
    const [whole, rest = ""] = match;
    const address = closed(rest);
    const words = webWords(address.replace(/^www\./i, ""));
    if (words === "") return undefined;
    const length = whole.length - rest.length + address.length;
    return [{ kind: "said", words, start: scan.at, end: scan.at + length, tagAs: "address" }];
  },
};

/** An address without the punctuation that closes the sentence around it. */
function closed(text: string): string {
  const trimmed = text.replace(/[.,;:!?'")\]}…*_]+$/, "");
  const isOpen = trimmed.lastIndexOf("(") > trimmed.lastIndexOf(")");
  return isOpen && text.charAt(trimmed.length) === ")" ? `${trimmed})` : trimmed;
}

function webWords(text: string): string {
  const [, user = "", host = "", port, path = ""] = /^([^/@\s]*@)?([^/:?#]*)(?::(\d{1,5}))?(.*)$/s.exec(text) ?? [];
  const hostName = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) ? dotted(host) : hostWords(host);
  return phrase(
    user === "" ? undefined : phrase(label(user.slice(0, -1)), "at"),
    hostName,
    portWords(port),
    pathWords(path),
  );
}

function dotted(host: string): string {
  return host.split(".").map(cardinal).join(" dot ");
}

/** "example.com/help", "localhost:8000/docs", "sub.example.co.uk". */
const BARE: Rule = {
  pattern: new RegExp(
    String
      .raw`(localhost|(?:[a-z\d](?:[a-z\d-]{0,40}[a-z\d])?\.){1,5}(?:${TLD}))(?::(\d{2,5}))?(\/[\w./~%+@?=&#-]{0,300})?(?![\p{L}\d@])(?!\.[\p{L}\d])`,
    "yui",
  ),
  read(match, scan) {
    const [whole, host = "", port, path] = match;
    if (/[\p{L}\d@]/u.test(scan.charBefore)) return undefined;
    const isPlain = port === undefined && path === undefined;
    if (isPlain && /^localhost$/i.test(host)) return undefined;
    // "it.Me" and "Node.js" are not hosts.
    if (isPlain && (WORD_ENDINGS.test(host) || /[a-z]\.[A-Z]/.test(host)) && host.split(".").length < 3) {
      return undefined;
    }
    if (/^\d+(?:\.\d+)*$/.test(host)) return undefined;
    const address = closed(whole);
    const words = webWords(address);
    return [{ kind: "said", words, start: scan.at, end: scan.at + address.length, tagAs: "address" }];
  },
};

/** "192.168.0.1", "10.0.0.0/8", "127.0.0.1:8000". */
const IP: Rule = {
  pattern: /(\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d{1,2})|:(\d{2,5}))?(\/[\w./-]{1,100})?(?![\p{L}\d]|\.\d)/yu,
  read([, host = "", mask, port, path], scan) {
    if (host.split(".").some((part) => Number(part) > 255) || /[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    return phrase(
      dotted(host),
      mask === undefined ? undefined : `slash ${cardinal(mask)}`,
      portWords(port),
      path === undefined ? undefined : pathWords(path),
    );
  },
};

/** "package.json", "README.md", "Node.js", ".gitignore", ".env". */
const FILE: Rule = {
  pattern: new RegExp(
    String
      .raw`(?:[\p{L}\d_@](?:[\p{L}\d_@-]{0,40}[\p{L}\d_])?(?:\.[\p{L}\d_-]{1,30}){0,4})?\.(?:${FILE_ENDINGS})(?![\p{L}\d])(?!\.[\p{L}\d])|(?<![^\s(])\.[a-z][a-z\d_-]{2,20}(?=[\s,;:)]|$)`,
    "yui",
  ),
  read(match, scan) {
    const [whole] = match;
    if (/[\p{L}\d./\\]/u.test(scan.charBefore) || /^\.(?:so|go|in)$/i.test(whole)) return undefined;
    // The end of a sentence without a space after it: "That is it.So we go".
    if (
      /[a-z]\.[A-Z][a-z]/.test(whole) ||
      /^[\p{L}]+\.(?:so|go|log|map|lock)$/iu.test(whole) && /^\s+\p{Ll}/u.test(scan.after(scan.at + whole.length, 3)) &&
        /^\p{Lu}?\p{Ll}+\.So/u.test(whole)
    ) {
      return undefined;
    }
    return fileWords(whole);
  },
};

/** "/etc/nginx/nginx.conf", "~/notes.txt", "./run.sh", "src/main.ts". */
const PATH: Rule = {
  pattern: /(~|\.{1,2})?(?:\/[\p{L}\d._@+-]{1,60}){1,20}\/?|[\p{L}\d_.@-]{1,40}(?:\/[\p{L}\d._@+-]{1,60}){1,20}\/?/yu,
  read(match, scan) {
    const whole = match[0].replace(/\.+$/, "");
    if (/[\p{L}\d)\].%°¢$€£]/u.test(scan.charBefore) || !isPath(whole)) return undefined;
    const words = whole.split("/").slice(0, 2 * MAX_PARTS).map((part, index) => {
      const name = part === "~" ? "tilde" : part === "." ? "dot" : part === ".." ? "dot dot" : fileWords(part);
      return index === 0 ? name : phrase("slash", name);
    });
    return [{ kind: "said", words: phrase(...words), start: scan.at, end: scan.at + whole.length, tagAs: "path" }];
  },
};

/** Whether slashes separate folders: they begin the text, a file ends it, or there are many. */
function isPath(text: string): boolean {
  const parts = text.split("/").filter((part) => part !== "");
  if (/^(?:~|\.{1,2})?\//.test(text)) return parts.some((part) => part.length > 1) && !/^\/\d/.test(text);
  if (/^\d+$/.test(parts[0] ?? "")) return false;
  return new RegExp(String.raw`\.(?:${FILE_ENDINGS})$`, "i").test(text) ||
    (parts.length > 2 &&
      /^(?:src|lib|home|usr|etc|var|tests?|docs?|bin|opt|app|dist|build|node_modules)$/.test(parts[0] ?? ""));
}

/** "C:\Users\Ann", "\\server\share". */
const WINDOWS_PATH: Rule = {
  pattern: /(?:([A-Za-z]):)?((?:\\{1,2}[\p{L}\d._ -]{1,40}(?=\\|$|[\s.,;)])){1,12})/yu,
  read(match, scan) {
    const [whole, drive, rest = ""] = match;
    if (drive === undefined && !/^\\\\/.test(rest) || /[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    const path = rest.replace(/ [^\\]*$/, "").replace(/[.\s]+$/, "");
    const words = path.split(/\\+/).slice(1).map((part) => phrase("backslash", fileWords(part)));
    const end = scan.at + whole.length - rest.length + path.length;
    return [{
      kind: "said",
      words: phrase(drive?.toUpperCase(), drive === undefined ? undefined : "colon", ...words),
      start: scan.at,
      end,
      tagAs: "path",
    }];
  },
};

/** Rules for addresses; they are tried if a token contains a mark of one. */
export const ADDRESS_RULES: readonly Rule[] = [MAIL, WEB, IP, WINDOWS_PATH, BARE, PATH, FILE];

/** Whether a token may be an address. */
export function mayBeAddress(scan: Scan): boolean {
  return /^[^\s]{0,60}?(?:[@\\]|\.[\p{L}]|:\/\/|\/[\p{L}~.]|localhost|\.\d+\.\d)/u.test(scan.after(scan.at, 80));
}
