/**
 * Configuration values with their origin, so that a mistake can be reported with its place.
 *
 * @module
 */
import type { FieldVariable } from "./environment.ts";
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node as YamlNode, parse, parseDocument } from "yaml";

/** Deepest nesting that a file may have; a recursive alias ends here. */
const MAX_DEPTH = 32;

/** A value with its origin. */
export type Located = LocatedScalar | LocatedList | LocatedMap;

interface Origin {
  /** Where the value is: `config/base.yaml:12:14`, `environment TTH_PORT`. */
  readonly at: string;
  /** Where its key is. */
  readonly keyAt: string;
}

/** A number, text, boolean or null. `text` is the environment's original text. */
interface LocatedScalar extends Origin {
  readonly kind: "scalar";
  readonly value: unknown;
  readonly text?: string;
}

/** A list. */
interface LocatedList extends Origin {
  readonly kind: "list";
  readonly items: readonly Located[];
}

/** A map. */
interface LocatedMap extends Origin {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Located>;
}

/** What a YAML file held. */
interface YamlResult {
  readonly root: Located;
  /** Syntax errors, each as `file:line:column: what`. */
  readonly problems: readonly string[];
}

/**
 * Reads a YAML file and keeps the position of every value.
 *
 * @param file The name to show.
 * @param text Its content.
 * @returns The values, and the syntax errors.
 */
export function readYaml(file: string, text: string): YamlResult {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const problems = [...document.errors, ...document.warnings].map(({ code, message, pos: [offset] }) => {
    const twice = code === "DUPLICATE_KEY" ? /^[^\s:]+/.exec(text.slice(offset))?.[0] : undefined;
    if (twice !== undefined) {
      return `${place(offset)}: ${twice} is in this block twice, write both parts below one of them`;
    }
    const isSecond = code === "MULTIPLE_DOCS";
    return `${place(offset)}: ${isSecond ? 'a second document begins here, remove the line "---"' : message}`;
  });
  const empty: LocatedMap = { kind: "map", entries: new Map(), at: `${file}:1:1`, keyAt: `${file}:1:1` };
  if (problems.length > 0 || document.contents === null) return { root: empty, problems };

  const locate = (node: YamlNode | null, keyAt: string, depth: number): Located => {
    const at = node?.range ? place(node.range[0]) : keyAt;
    if (depth > MAX_DEPTH) {
      problems.push(`${at}: nested deeper than ${MAX_DEPTH} levels, write it flatter`);
    } else if (isAlias(node)) {
      const target = node.resolve(document);
      if (target === undefined) problems.push(`${at}: *${node.source} names nothing, write &${node.source} before it`);
      return locate(target ?? null, keyAt, depth + 1);
    } else if (isMap<YamlNode, YamlNode | null>(node)) {
      const entries = node.items.map(({ key, value }): [string, Located] => [
        String(isScalar(key) ? key.value : key),
        locate(value, key.range ? place(key.range[0]) : at, depth + 1),
      ]);
      return { kind: "map", entries: new Map(entries), at, keyAt };
    } else if (isSeq<YamlNode | null>(node)) {
      return { kind: "list", items: node.items.map((item) => locate(item, at, depth + 1)), at, keyAt };
    }
    return { kind: "scalar", value: isScalar(node) ? node.value : null, at, keyAt };
  };
  const root = locate(document.contents, `${file}:1:1`, 0);
  if (root.kind === "map") return { root: withoutEmptySections(root), problems };
  return { root: empty, problems: [`${root.at}: the file must hold sections such as "server:", not ${root.kind}`] };
}

/** A section whose lines are all commented out is `null` in YAML; it counts as empty. */
function withoutEmptySections(root: LocatedMap): Located {
  const entries = [...root.entries].filter(([, node]) => node.kind !== "scalar" || node.value !== null);
  return { ...root, entries: new Map(entries) };
}

/**
 * A single value from the environment, as a tree that can be merged.
 *
 * @param variable Its name, the field it sets (at least one key), and its value. The value is read as YAML, so that
 * numbers, booleans and `[lists]` work, unless the field is a text; what is not YAML is taken as text.
 * @returns The tree.
 */
export function readVariable({ name, path, text, isText }: FieldVariable): Located {
  const at = `environment ${name}`;
  const leaf = locateValue(isText ? text : plainYaml(text), at, text);
  return path.reduceRight<Located>(
    (child, key) => ({ kind: "map", entries: new Map([[key, child]]), at, keyAt: at }),
    leaf,
  );
}

function plainYaml(text: string): unknown {
  try {
    return parse(text, { logLevel: "silent" });
  } catch {
    return text;
  }
}

function locateValue(value: unknown, at: string, text?: string): Located {
  const origin = { at, keyAt: at };
  if (Array.isArray(value)) return { kind: "list", items: value.map((item) => locateValue(item, at)), ...origin };
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, child]): [string, Located] => [key, locateValue(child, at)]);
    return { kind: "map", entries: new Map(entries), ...origin };
  }
  return { kind: "scalar", value, ...origin, ...(text === undefined ? {} : { text }) };
}

/**
 * Merges one tree over another: maps are merged key by key, anything else is replaced.
 *
 * @param base The base.
 * @param over What wins.
 * @returns A new tree.
 */
export function merge(base: Located, over: Located): Located {
  if (base.kind !== "map" || over.kind !== "map") return over;
  const entries = new Map(base.entries);
  for (const [key, child] of over.entries) {
    const old = entries.get(key);
    entries.set(key, old === undefined ? child : merge(old, child));
  }
  return { ...over, entries };
}

/**
 * The plain value of a tree.
 *
 * @param node The tree.
 * @param asText Whether a scalar from the environment counts as text at this path.
 * @returns Plain objects, lists and scalars.
 */
export function toValue(
  node: Located,
  asText: (path: readonly (string | number)[]) => boolean = () => false,
  path: readonly (string | number)[] = [],
): unknown {
  if (node.kind === "list") return node.items.map((item, i) => toValue(item, asText, [...path, i]));
  if (node.kind === "scalar") return node.text !== undefined && asText(path) ? node.text : node.value;
  const entries = [...node.entries].map(([key, child]) => [key, toValue(child, asText, [...path, key])]);
  return Object.fromEntries(entries);
}

/** The node at a path, or `undefined`. */
export function nodeAt(root: Located, path: readonly (string | number)[]): Located | undefined {
  let node: Located | undefined = root;
  for (const part of path) {
    if (node?.kind === "map") node = node.entries.get(String(part));
    else if (node?.kind === "list") node = node.items[Number(part)];
    else return undefined;
  }
  return node;
}

/**
 * Where a path was set; if it is missing, the place of its nearest ancestor.
 *
 * @param root The tree.
 * @param path Which value.
 * @param isKey Whether to show the key's place, not the value's.
 * @returns `file:line:column` or `environment NAME`.
 */
export function placeOf(root: Located, path: readonly (string | number)[], isKey = false): string {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(root, path.slice(0, length));
    if (node !== undefined) return isKey || length < path.length ? node.keyAt : node.at;
  }
  return root.at;
}

/** The value at a path; `undefined` if there is none, or if it is not a scalar. */
export function scalarAt(root: Located, path: readonly (string | number)[]): unknown {
  const node = nodeAt(root, path);
  return node?.kind === "scalar" ? node.value : undefined;
}

/** The keys of the map at a path; empty if there is no map. */
export function keysAt(root: Located, path: readonly string[]): string[] {
  const node = nodeAt(root, path);
  return node?.kind === "map" ? [...node.entries.keys()] : [];
}

/** A map without one of its keys. */
export function withoutKey(node: Located | undefined, key: string): Located | undefined {
  if (node?.kind !== "map") return node;
  return { ...node, entries: new Map([...node.entries].filter(([name]) => name !== key)) };
}
