/**
 * Configuration rules that span several fields. They check every well-formed part, so that other mistakes do not hide
 * theirs.
 *
 * @module
 */
import type { AdapterKind } from "../../contract/adapter.ts";
import { keysAt, type Located, nodeAt, scalarAt } from "./source.ts";
import { isLoopback } from "../hosts.ts";
import { remedyFor } from "../suggest.ts";
import type { FieldProblem } from "../validation.ts";

/**
 * Rules that span fields: something can speak, the default persona exists, the store has a place, each key is that of
 * one tenant, and the service is not exposed by accident.
 *
 * @param root The configuration.
 * @param platform Whether a hosting platform decides where the service listens.
 * @returns What is wrong.
 */
export function checkRules(root: Located, platform: boolean): FieldProblem[] {
  return [
    ...checkSpeech(root),
    ...checkPersona(root),
    ...checkStore(root, platform),
    ...checkKeys(root),
    ...(platform ? [] : checkExposure(root)),
  ];
}

function checkSpeech(root: Located): FieldProblem[] {
  const has = (kind: AdapterKind) => (nodeAt(root, ["components", kind]) ?? NOTHING).kind !== "scalar";
  if (has("realtime") || (has("llm") && has("tts"))) return [];
  const path = ["components", ...(has("llm") ? ["tts"] : has("tts") ? ["llm"] : [])];
  const message = "nothing can speak, set components.realtime, or both components.llm and components.tts, " +
    'or extend a profile that does: "extends: embedded"';
  return [{ path, message, isKey: true }];
}

function checkPersona(root: Located): FieldProblem[] {
  const persona = scalarAt(root, ["session", "persona_id"]) ?? "default";
  const known = keysAt(root, ["personas"]);
  if (typeof persona !== "string" || known.includes(persona)) return [];
  const message = `unknown persona "${persona}", ${remedyFor(persona, known)}`;
  return [{ path: ["session", "persona_id"], message, isKey: false }];
}

function checkStore(root: Located, platform: boolean): FieldProblem[] {
  const has = (field: string) => scalarAt(root, ["store", field]) !== undefined;
  const kind = scalarAt(root, ["store", "kind"]);
  const isKv = kind === "kv";
  const place = ["path", "url"].find(has);
  if (kind === undefined && place !== undefined) {
    const message = "sessions are kept in memory, set store.kind: kv to keep them here";
    return [{ path: ["store", place], message, isKey: true }];
  }
  if (isKv && has("path") && has("url")) {
    const message = "a store has one place, remove store.path or store.url";
    return [{ path: ["store", "url"], message, isKey: true }];
  }
  if (isKv && !has("path") && !has("url") && !platform) {
    const message = "kv needs a place, set store.path to a file, or store.url to a denokv server";
    return [{ path: ["store", "kind"], message, isKey: false }];
  }
  return [];
}

/** A request with a key of two tenants would count for either. The message must not show the key. */
function checkKeys(root: Located): FieldProblem[] {
  const lists = [["server", "api_keys"], ...keysAt(root, ["tenants"]).map((tenant) => ["tenants", tenant, "keys"])];
  const owners = new Map<unknown, string>();
  return lists.flatMap((list) => {
    const node = nodeAt(root, list);
    const owner = list.slice(0, 2).join(".");
    return (node?.kind === "list" ? node.items : []).flatMap((item, i) => {
      if (item.kind !== "scalar") return [];
      const other = owners.get(item.value) ?? owner;
      owners.set(item.value, other);
      if (other === owner) return [];
      return [{ path: [...list, i], message: `this key is also in ${other}, use different keys`, isKey: false }];
    });
  });
}

function checkExposure(root: Located): FieldProblem[] {
  const host = textAt(root, ["server", "host"]);
  const keys = nodeAt(root, ["server", "api_keys"]);
  if (host === undefined || isLoopback(host)) return [];
  if (keys?.kind === "list" && keys.items.length > 0) return [];
  if (keysAt(root, ["tenants"]).length > 0) return [];
  if (scalarAt(root, ["server", "allow_open"]) === true) return [];
  const message = `${host} can be reached from other machines and no API keys are set: set TTH_API_KEYS, ` +
    "or server.allow_open: true if everyone may use the service";
  return [{ path: ["server", "host"], message, isKey: false }];
}

/** A value as a text field's schema sees it: the environment's text, or the YAML value. */
function textAt(root: Located, path: readonly (string | number)[]): string | undefined {
  const node = nodeAt(root, path);
  if (node === undefined) return undefined;
  if (node.kind !== "scalar") return "";
  return node.text ?? String(node.value);
}

const NOTHING: Located = { kind: "scalar", value: null, at: "", keyAt: "" };
