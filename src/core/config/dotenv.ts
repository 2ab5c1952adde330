/**
 * Reads `.env` files. (Node's own reader is missing in runtimes that the service is hosted on.)
 *
 * @module
 */

/** A line that sets a variable: an optional `export`, a name, and a value, quoted or not. */
const LINE = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^#\r\n]*))/gm;

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/**
 * Reads the variables of an `.env` file. A double-quoted value may span lines and contain the escapes `\n`, `\r`, `\t`;
 * a single-quoted value is literal; an unquoted value ends at `#` or at the end of the line.
 *
 * @param text The file's text.
 * @returns The variables; later lines win.
 */
export function parseDotEnv(text: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [, name = "", double, single, bare = ""] of text.matchAll(LINE)) {
    const unescaped = double?.replaceAll(/\\(.)/gs, (_, char: string) => ESCAPES[char] ?? char);
    variables[name] = unescaped ?? single ?? bare.trim();
  }
  return variables;
}
