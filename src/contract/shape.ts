/**
 * Checks that JSON has the fields of a type, for code that runs where the zod schemas do not: in browsers.
 *
 * @module
 */

/** The name of a JSON value's kind. */
type Kind<V> = V extends string ? "string"
  : V extends number ? "number"
  : V extends boolean ? "boolean"
  : V extends readonly unknown[] ? "array"
  : "object";

/**
 * What each required field of a type holds; `?` after the kind: or `null`. A type that gains or loses a field no longer
 * compiles with its old shape.
 */
export type Shape<T> = {
  readonly [K in keyof T as undefined extends T[K] ? never : K]: null extends T[K] ? `${Kind<NonNullable<T[K]>>}?`
    : Kind<T[K]>;
};

/** A shape of any type. */
type AnyShape = Readonly<Record<string, string>>;

/**
 * The first field that a value does not have as its shape says. Looks at required fields, one level deep.
 *
 * @param value Any JSON.
 * @param shape What it should have.
 * @returns The field's name; `undefined`: the value fits.
 */
export function misfitOf(value: Readonly<Record<string, unknown>>, shape: AnyShape): string | undefined {
  return Object.keys(shape).find((name) => !fits(value[name], shape[name] ?? ""));
}

/**
 * Whether JSON has the required fields of a type, one level deep. Deeper levels are not checked.
 *
 * @param value Any JSON.
 * @param shape The type's shape.
 * @param report Called with the first field that does not fit; with `""` when the value is not an object.
 */
export function hasShape<T extends object>(
  value: unknown,
  shape: Shape<T>,
  report: (field: string) => void,
): value is T {
  const misfit = isJsonObject(value) ? misfitOf(value, { ...shape }) : "";
  if (misfit !== undefined) report(misfit);
  return misfit === undefined;
}

/** Whether a value is a JSON object, not an array. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fits(value: unknown, kind: string): boolean {
  if (value === null) return kind.endsWith("?");
  const actual: string = Array.isArray(value) ? "array" : typeof value;
  return actual === kind.replace("?", "");
}
