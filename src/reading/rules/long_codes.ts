/**
 * Codes that are too long to be spelled: hashes, keys, tokens; and the addresses of network cards.
 *
 * @module
 */
import type { Rule } from "../tokens/scan.ts";
import { said } from "../tokens/token.ts";
import { HARDWARE } from "./references.ts";

/** Spoken in place of a string that is not spelled out. */
const LONG_CODE = "a long code";

/** The shortest hexadecimal or base64 string that is not spelled out, in characters. */
const LONG_CODE_CHARS = 20;
/** Maximum length of a word. */
const MAX_WORD_CHARS = 50;

const RUN = /[\p{L}\p{M}\d]{40,400}|[A-Za-z\d+/=_-]{2,400}/uy;

/** Hashes, keys, tokens, overlong words. */
const LONG: Rule = {
  pattern: RUN,
  read([run], scan) {
    if (/[A-Za-z\d]/.test(scan.charBefore)) return undefined;
    if (
      /[\p{L}\p{M}\d]{3}/u.test(run) && run.replace(/[^\p{L}\d]/gu, "").length > MAX_WORD_CHARS &&
      !/^(?:[\p{L}]{1,24}[-_/])+[\p{L}]{1,24}$/u.test(run)
    ) {
      const end = scan.at + run.length;
      const tail = /^[\p{L}\p{M}\d+/=_-]*/u.exec(scan.text.slice(end))?.[0].length ?? 0;
      return [said(LONG_CODE, scan.at, end + tail)];
    }
    if (!(run.length >= LONG_CODE_CHARS && looksRandom(run) || isHash(run))) return undefined;
    // A JSON Web Token is one code in three parts; its first begins with `{"` in base64.
    const end = scan.at + run.length;
    const parts = run.startsWith("eyJ") ? /^(?:\.[\w-]{1,4000}){1,2}/.exec(scan.text.slice(end))?.[0] ?? "" : "";
    return [said(LONG_CODE, scan.at, end + parts.length)];
  },
};

/** Whether letters and digits alternate too often to be a name. */
function looksRandom(run: string): boolean {
  if (!/\d/.test(run) && !/[A-Z].*[a-z].*[A-Z].*[a-z]/.test(run)) return false;
  if (/^(?:[A-Z]?[a-z]+|[A-Z]+)(?:[-_/](?:[A-Z]?[a-z]+|[A-Z]+))+$/.test(run)) return false;
  if (/^[\d-]+$/.test(run) || /^[\d/]+$/.test(run)) return false;
  // "NullPointerException" and "--max-size=4096" are names.
  const words =
    run.match(/(?<![A-Za-z])[a-z]{3}(?![A-Za-z])|[A-Z]?[a-z]{3,}|(?<![A-Za-z])[A-Z]{4,}(?![A-Za-z])/g)?.filter((word) =>
      /[aeiouy]/i.test(word)
    ) ?? [];
  const inWords = words.reduce((sum, word) => sum + word.length, 0);
  return inWords < run.length * 0.55;
}

/** UUIDs, and hexadecimal digests of ten characters or more. */
function isHash(run: string): boolean {
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(run)) return true;
  const changes = run.match(/\d[a-f]|[a-f]\d/gi)?.length ?? 0;
  return /^[\da-f]{10,}$/i.test(run) && changes >= 3;
}

/** Rules that come before all others. */
export const LONG_CODE_RULES: readonly Rule[] = [HARDWARE, LONG];
