/**
 * Checks whether a foreign export or instance is a valid adapter. Its author may use plain JavaScript.
 *
 * @module
 */
import type { AdapterKind } from "../../contract/adapter.ts";
import { messageOf } from "../../contract/errors.ts";

const STREAMING = ["load", "warmup", "inferStream", "inferBatch", "health", "capabilities", "close"] as const;

const METHODS: Readonly<Record<AdapterKind, readonly string[]>> = {
  llm: STREAMING,
  tts: STREAMING,
  avatar: [...STREAMING, "fit"],
  realtime: [
    ...["load", "warmup", "health", "capabilities", "close", "connect"],
    ...["sendUserText", "streamEvents", "cancelResponse", "truncate"],
  ],
};

const BASE_CLASSES: Readonly<Record<AdapterKind, string>> = {
  llm: "StreamingAdapter",
  tts: "StreamingAdapter",
  avatar: "AvatarAdapter",
  realtime: "RealtimeAdapter",
};

/** Why a module's export is not an adapter definition; `undefined` if it is one. */
export function faultOfDefinition(exported: unknown, id: { kind: AdapterKind; name: string }): string | undefined {
  if (typeof exported !== "object" || exported === null) return "no default export";
  const field = (key: string): unknown => Reflect.get(exported, key);
  const { kind, name } = id;
  if (field("kind") !== kind) return `its kind is ${JSON.stringify(field("kind"))}, the import map says "${kind}"`;
  if (field("name") !== name) return `its name is ${JSON.stringify(field("name"))}, the import map says "${name}"`;
  if (typeof field("summary") !== "string") return "summary must be a string";
  if (typeof field("create") !== "function") return "create must be a function";
  const options = field("options");
  if (typeof options !== "object" || options === null || !("_zod" in options)) return "options must be a zod schema";
  const shape: unknown = Reflect.get(options, "shape");
  if (typeof shape === "object" && shape !== null && "use" in shape) {
    return 'options must have no field "use", which makes aliases';
  }
  return undefined;
}

/** Why an instance is not an adapter of its kind; `undefined` if it is one. */
export function faultOfInstance(instance: unknown, kind: AdapterKind): string | undefined {
  const has = (method: string) =>
    typeof instance === "object" && instance !== null && typeof Reflect.get(instance, method) === "function";
  const missing = METHODS[kind].filter((method) => !has(method));
  const remedy = `extend ${BASE_CLASSES[kind]}, and write what it leaves to you`;
  if (missing.length > 0) return `create() made something without ${missing.join("(), ")}(); ${remedy}`;
  return faultOfResult(instance, "capabilities", CAPABILITIES, isCapabilities) ??
    (kind === "avatar" ? faultOfResult(instance, "fit", SIZE, isSize, {}) : undefined);
}

const CAPABILITIES = "{ streams: [ … ], controls: { … }, offline: true or false }";
const SIZE = "{ width, height, fps }, all of them numbers above 0";

/** What is wrong with the result of a method that every session uses. */
function faultOfResult(
  instance: unknown,
  method: "capabilities" | "fit",
  shape: string,
  isRight: (result: unknown) => boolean,
  ...args: readonly object[]
): string | undefined {
  try {
    const result: unknown = Object(instance)[method](...args);
    return isRight(result) ? undefined : `${method}() must return ${shape}`;
  } catch (error) {
    return `${method}() failed: ${messageOf(error)}`;
  }
}

function isCapabilities(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const field = (key: string): unknown => Reflect.get(value, key);
  const controls = field("controls");
  const isControls = typeof controls === "object" && controls !== null;
  return Array.isArray(field("streams")) && isControls && typeof field("offline") === "boolean";
}

/** Whether a value is the size and rate of pictures. */
function isSize(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return ["width", "height", "fps"].every((key) =>
    Number.isFinite(Reflect.get(value, key)) && Reflect.get(value, key) > 0
  );
}
