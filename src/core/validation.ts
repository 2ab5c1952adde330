/**
 * Turns zod's issues into messages for people: which field, what is wrong, what to do.
 *
 * @module
 */
import { z } from "zod";
import { nearest, remedyFor } from "./suggest.ts";

/** A JSON schema node, as zod writes it. */
export type JsonSchema = z.core.JSONSchema.JSONSchema;

/** One mistake in one field. */
export interface FieldProblem {
  /** Where: keys and indices from the root. */
  readonly path: readonly (string | number)[];
  /** What is wrong and what to do, in one clause; it does not repeat the path. */
  readonly message: string;
  /** Whether the key itself is the mistake, not its value. */
  readonly isKey: boolean;
}

/** Longest piece of a wrong value or key that an error repeats, in characters. */
const SHOWN_CHARS = 40;

/** Maximum number of problems reported, so that the answer is never larger than the request. */
const MAX_PROBLEMS = 50;

const schemas = new WeakMap<z.ZodType, JsonSchema>();

/**
 * The JSON schema of what a zod schema accepts (its input side).
 *
 * @param schema Any zod schema.
 * @returns Its JSON schema, draft 2020-12.
 */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  let json = schemas.get(schema);
  if (json === undefined) {
    json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
    schemas.set(schema, json);
  }
  return json;
}

/**
 * All problems that zod found, for people.
 *
 * @param error What `safeParse` returned.
 * @param schema The schema that refused.
 * @param input The value that it refused.
 * @returns One problem for each field, in zod's order; past 50, the last one counts the rest.
 */
export function explain(error: z.ZodError, schema: z.ZodType, input: unknown): FieldProblem[] {
  const issues = error.issues.filter(isNotRepeated).flatMap(oneKeyEach);
  const problems = issues.slice(0, MAX_PROBLEMS).map((issue) => explainIssue(issue, jsonSchemaOf(schema), input));
  const more = issues.length - problems.length;
  return more === 0 ? problems : [...problems, { path: [], message: `and ${more} more mistakes`, isKey: false }];
}

/**
 * The problems of a value that a schema accepts: records of zod omit a key `__proto__` without an issue.
 *
 * @param value The value before it was parsed.
 */
export function omittedKeys(value: unknown): FieldProblem[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const part = Array.isArray(value) ? Number(key) : key;
    if (part === "__proto__") return [{ path: [part], message: "cannot be a name here, rename it", isKey: true }];
    return omittedKeys(inner).map((problem) => ({ ...problem, path: [part, ...problem.path] }));
  });
}

/**
 * A whole number beyond the safe integers is also beyond the field's own limit, which says more; and the size of a value
 * of the wrong type says nothing.
 */
function isNotRepeated({ code, path }: z.core.$ZodIssue, at: number, issues: readonly z.core.$ZodIssue[]): boolean {
  if (code !== "too_big" && code !== "too_small") return true;
  const place = JSON.stringify(path);
  return !issues.some((other, i) =>
    (other.code === "invalid_type" || i > at && other.code === code) && JSON.stringify(other.path) === place
  );
}

/** Splits an issue with many keys into one issue per key, so that they can be counted before they are explained. */
function oneKeyEach(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  return issue.code === "unrecognized_keys" ? issue.keys.map((key) => ({ ...issue, keys: [key] })) : [issue];
}

/**
 * A path in readable form: `components.tts.fallback[0]`.
 *
 * @param path Keys and indices from the root.
 * @returns The path in one string; empty for the root.
 */
export function formatPath(path: readonly (string | number)[]): string {
  return path.map((part, i) =>
    typeof part === "number" ? `[${part}]` : i === 0 ? shownName(part) : `.${shownName(part)}`
  )
    .join("");
}

/**
 * Problems in one line each, as `path: message`.
 *
 * @param problems What {@linkcode explain} found.
 * @returns The problems joined by `; `.
 */
export function formatProblems(problems: readonly FieldProblem[]): string {
  return problems.map(({ path, message }) => path.length === 0 ? message : `${formatPath(path)}: ${message}`).join(
    "; ",
  );
}

/** The sub-schemas that stand at a path; several where the schema has alternatives. */
export function schemasAt(root: JsonSchema, path: readonly (string | number)[], input?: unknown): JsonSchema[] {
  let nodes = alternatives(root, input);
  let value = input;
  for (const part of path) {
    value = childOf(value, part);
    nodes = nodes.flatMap((node) => {
      const child = typeof part === "number" ? node.items : node.properties?.[part] ?? node.additionalProperties;
      return isSchema(child) ? alternatives(child, value) : [];
    });
  }
  return nodes;
}

/** The keys that an object may have at a path. */
function knownKeys(root: JsonSchema, path: readonly (string | number)[], input?: unknown): string[] {
  return [...new Set(schemasAt(root, path, input).flatMap((node) => Object.keys(node.properties ?? {})))];
}

/** Where in the objects below a field of this name stands, such as `person.look`; `undefined`: nowhere, or in several. */
function placeWithin(nodes: readonly JsonSchema[], name: string): string[] | undefined {
  const below = nodes.flatMap((node) =>
    Object.entries(node.properties ?? {}).flatMap(([key, child]) =>
      isSchema(child) ? alternatives(child, undefined).map((object) => ({ key, object })) : []
    )
  );
  const [found, ...others] = below.filter(({ object }) => Object.hasOwn(object.properties ?? {}, name));
  return found === undefined || others.length > 0 ? undefined : [found.key, name];
}

function isSchema(node: unknown): node is JsonSchema {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

/** Resolves `anyOf` and `oneOf`; where a `type` constant tells alternatives apart, only the one that `input` names. */
function alternatives(node: JsonSchema, input: unknown): JsonSchema[] {
  const options = [...(node.anyOf ?? []), ...(node.oneOf ?? [])].filter(isSchema);
  if (options.length === 0) return [node];
  const named = options.filter((option) => {
    const type = option.properties?.type;
    return isSchema(type) && type.const !== undefined && type.const === childOf(input, "type");
  });
  return (named.length > 0 ? named : options).flatMap((option) => alternatives(option, input));
}

function childOf(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}

function explainIssue(issue: z.core.$ZodIssue, root: JsonSchema, input: unknown): FieldProblem {
  const path = issue.path.map((part) => typeof part === "number" ? part : String(part));
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    const known = knownKeys(root, path, input);
    const deeper = nearest(key, known) !== undefined ? undefined : placeWithin(schemasAt(root, path, input), key);
    const remedy = deeper === undefined ? remedyFor(key, known) : `did you mean ${formatPath([...path, ...deeper])}?`;
    return { path: [...path, key], message: `unknown field, ${remedy}`, isKey: true };
  }
  if (issue.code === "invalid_key") {
    const why = issue.issues.map((inner) => inner.message).join(", ");
    return { path, message: `${why}, rename it`, isKey: true };
  }
  const value = path.reduce<unknown>(childOf, input);
  const nodes = schemasAt(root, path, input);
  const shown = nodes.some((node) => node.writeOnly === true) ? "a secret value" : show(value);
  const form = path.length === 0 ? "" : formFor(nodes, value, shown);
  return { path, message: describe(issue, value, shown, form), isKey: false };
}

/** Invisible characters, some of which change how the text around them is shown. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text with its invisible characters as escapes. */
function visible(text: string): string {
  return text.replace(UNSEEN, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A wrong text in quotation marks: short enough for an error, and without invisible characters. */
export function quoted(text: string): string {
  return visible(JSON.stringify(short(text)));
}

/** The name of a field, as {@linkcode quoted} shows it where it would be misread. */
function shownName(name: string): string {
  return name === "" || name.trim() !== name ? quoted(name) : visible(short(name));
}

/** A wrong value, short enough for an error. */
function show(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (typeof value !== "string") return String(value);
  return quoted(value);
}

function short(text: string): string {
  return text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text;
}

/** How an object with this value would look, else which fields it has; empty where none is known. */
function formFor(nodes: readonly JsonSchema[], value: unknown, shown: string): string {
  const fields = nodes.flatMap((node) => Object.entries(node.properties ?? {}));
  const field = fields.find(([, of]) => isSchema(of) && of.enum?.some((allowed) => allowed === value));
  if (field !== undefined) return `: {"${field[0]}": ${shown}}`;
  return fields.length === 0 ? "" : ` with ${[...new Set(fields.map(([name]) => name))].join(", ")}`;
}

function describe(issue: z.core.$ZodIssue, value: unknown, shown: string, form: string): string {
  switch (issue.code) {
    case "invalid_type": {
      const wanted = article(issue.expected);
      const object = issue.expected === "object" ? form : "";
      if (value === undefined) return `is missing, give ${wanted}${object}`;
      const example = issue.expected === "array" && typeof value === "string" ? `: [${shown}]` : object;
      return `${shown} is not ${wanted}, give ${wanted}${example}`;
    }
    case "invalid_value":
      return unknownValue(value, shown, issue.values.map(String));
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options)
        ? unknownValue(value, shown, issue.options.map(String))
        : `${shown} matches none of the allowed forms${formsOf(issue.errors)}`;
    case "too_small":
      return `${sizeOf(value, shown)} is too ${isNumeric(issue.origin) ? "small" : "short"}, give ${
        issue.inclusive ? "at least" : "more than"
      } ${issue.minimum}${unitOf(issue.origin, issue.minimum)}`;
    case "too_big":
      return `${sizeOf(value, shown)} is too ${isNumeric(issue.origin) ? "big" : "long"}, give ${
        issue.inclusive ? "at most" : "less than"
      } ${issue.maximum}${unitOf(issue.origin, issue.maximum)}`;
    case "invalid_format":
      if (issue.format === "url") return `${shown} is not an address, write it as in "http://127.0.0.1:8000"`;
      if (issue.format !== "regex") return `${shown} is not a valid ${issue.format}`;
      // A schema's own words follow the value.
      return issue.message.startsWith("Invalid")
        ? `${shown} is not of the form ${issue.pattern}`
        : `${shown} ${issue.message}`;
    default:
      return issue.message;
  }
}

function unknownValue(value: unknown, shown: string, known: string[]): string {
  if (value === undefined) return `is missing, give one of: ${known.join(", ")}`;
  return `unknown value ${shown}, ${
    typeof value === "string" ? remedyFor(value, known) : `known: ${known.join(", ")}`
  }`;
}

function sizeOf(value: unknown, shown: string): string {
  if (typeof value === "string") return `a text of ${value.length} characters`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return shown;
}

function isNumeric(origin: string): boolean {
  return origin === "number" || origin === "int";
}

function unitOf(origin: string, count: number | bigint): string {
  const isOne = Number(count) === 1;
  if (origin === "string") return isOne ? " character" : " characters";
  return origin !== "array" ? "" : isOne ? " entry" : " entries";
}

/** What the forms of a union take, if each takes something that is easily named. */
function formsOf(forms: readonly (readonly z.core.$ZodIssue[])[]): string {
  const wanted = forms.map(([issue]) => {
    if (issue === undefined || issue.path.length > 0) return undefined;
    if (issue.code === "invalid_value") return issue.values.map((value) => JSON.stringify(value)).join(" or ");
    return issue.code === "invalid_type" ? article(issue.expected) : undefined;
  });
  return wanted.includes(undefined) ? "" : `, give ${[...new Set(wanted)].join(" or ")}`;
}

/** Names of zod's types for people, with an article. */
function article(type: string): string {
  const words: Record<string, string> = {
    int: "a whole number",
    number: "a number",
    string: "a text",
    boolean: "true or false",
    array: "a list",
    object: "an object",
    record: "an object",
  };
  return words[type] ?? `a ${type}`;
}
