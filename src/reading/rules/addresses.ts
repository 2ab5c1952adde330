/**
 * Addresses: mail, web, hosts, files and folders.
 *
 * @module
 */
import {
  FILE_ENDINGS,
  fileWords,
  hostWords,
  label,
  MAX_PARTS,
  pathWords,
  portWords,
  TLD,
  WORD_ENDINGS,
} from "../verbalize/address_words.ts";
import { cardinal, phrase } from "../verbalize/numbers.ts";
import type { Rule, Scan } from "../tokens/scan.ts";

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
  pattern:
    /(?:(~|\.{1,2})?(?:\/[\p{L}\d._@+-]{1,60}){1,20}\/?|[\p{L}\d_.@-]{1,40}(?:\/[\p{L}\d._@+-]{1,60}){1,20}\/?)(#[\w-]{1,40})?/yu,
  read(match, scan) {
    const [matched, , anchor = ""] = match;
    const whole = matched.slice(0, matched.length - anchor.length).replace(/\.+$/, "");
    if (/[\p{L}\d)\].%°¢$€£]/u.test(scan.charBefore) || !isPath(whole)) return undefined;
    const words = whole.split("/").slice(0, 2 * MAX_PARTS).map((part, index) => {
      const name = part === "~" ? "tilde" : part === "." ? "dot" : part === ".." ? "dot dot" : fileWords(part);
      return index === 0 ? name : phrase("slash", name);
    });
    return [{
      kind: "said",
      words: phrase(...words),
      start: scan.at,
      end: scan.at + (anchor === "" ? whole : matched).length,
      tagAs: "path",
    }];
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
  pattern: /(?:([A-Za-z]):)?((?:\\{1,2}[\p{L}\d._ -]{1,40}(?=\\|$|[\s.,;)"”])){1,12})/yu,
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
