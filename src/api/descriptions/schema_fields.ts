/**
 * The fields of a JSON schema as rows for people, for the pages that describe the API.
 *
 * @module
 */
import type { JsonSchema } from "../../core/validation.ts";

/** One field of a schema. */
interface SchemaField {
  /** Its path, e.g. `control.emotion.label`; `[]` stands for the items of a list. */
  readonly path: string;
  readonly required: boolean;
  /** Its type with range or values, e.g. `number 0..1`. */
  readonly type: string;
  readonly description: string;
}

/**
 * Lists the fields of an object schema, nested ones with dots.
 *
 * @param schema The schema of an object.
 * @param prefix What each path begins with.
 * @returns The fields in their order.
 */
export function fieldsOf(schema: JsonSchema, prefix = ""): SchemaField[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, node]): SchemaField[] => {
    if (typeof node !== "object") return [];
    const items = itemsOf(node);
    const path = `${prefix}${name}${items === undefined ? "" : "[]"}`;
    const required = schema.required?.includes(name) ?? false;
    const field = { path, required, type: typeOf(items ?? node), description: node.description ?? "" };
    return [field, ...fieldsOf(items ?? node, `${path}.`)];
  });
}

/** One message of a union of messages. */
interface SchemaMessage {
  /** The constant value of its `type` field. */
  readonly type: string;
  readonly schema: JsonSchema;
}

/** The messages of a union discriminated by `type`. */
export function messagesOf(union: JsonSchema): SchemaMessage[] {
  return (union.oneOf ?? union.anyOf ?? []).flatMap((schema): SchemaMessage[] => {
    if (typeof schema !== "object") return [];
    const type = schema.properties?.type;
    return [{ type: typeof type === "object" ? String(type.const) : "", schema }];
  });
}

function itemsOf(node: JsonSchema): JsonSchema | undefined {
  const { items } = node;
  return typeof items === "object" && !Array.isArray(items) ? items : undefined;
}

function typeOf(node: JsonSchema): string {
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum !== undefined) return node.enum.map((value) => JSON.stringify(value)).join(" | ");
  const options = [...(node.anyOf ?? []), ...(node.oneOf ?? [])].filter((option) => typeof option === "object");
  if (options.length > 0) return options.map(typeOf).join(" | ");
  return `${node.type ?? "any"}${rangeOf(node)}`;
}

function rangeOf({ minimum, maximum }: JsonSchema): string {
  const low = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const high = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (low === undefined) return high === undefined ? "" : ` ≤ ${high}`;
  return high === undefined ? ` ≥ ${low}` : ` ${low}..${high}`;
}
