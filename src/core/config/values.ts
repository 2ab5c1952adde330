/**
 * Trees of configuration values: merging, and checking against a schema.
 *
 * @module
 */
import type { z } from "zod";
import { type Located, merge, readVariable, toValue } from "./source.ts";
import type { FieldVariable } from "./environment.ts";
import { explain, type FieldProblem, omittedKeys } from "../validation.ts";

/** Merges the environment's values over a tree. What is missing at its root, the files lack, not a variable. */
export function overlay(root: Located, found: readonly FieldVariable[]): Located {
  const { at, keyAt } = root;
  return { ...found.reduce((tree, variable) => merge(tree, readVariable(variable)), root), at, keyAt };
}

/** Checks a tree. A number or boolean from the environment counts as a string where the schema expects a string. */
export function validate<T extends z.ZodType>(
  schema: T,
  node: Located | undefined,
  prefix: readonly string[],
): { value?: z.output<T>; problems: FieldProblem[] } {
  const input = node === undefined ? {} : toValue(node);
  let result = schema.safeParse(input);
  if (!result.success && node !== undefined) {
    const wantText = new Set(
      result.error.issues.filter((issue) => issue.code === "invalid_type" && issue.expected === "string")
        .map((issue) => JSON.stringify(issue.path)),
    );
    result = schema.safeParse(toValue(node, (path) => wantText.has(JSON.stringify(path))));
  }
  const problems = result.success ? omittedKeys(input) : explain(result.error, schema, input);
  if (result.success && problems.length === 0) return { value: result.data, problems };
  return { problems: problems.map((problem) => ({ ...problem, path: [...prefix, ...problem.path] })) };
}
