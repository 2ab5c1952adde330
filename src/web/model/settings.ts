/**
 * What the page stores: settings permanently, the session for the lifetime of the tab.
 *
 * @module
 */
import type { SessionGrant } from "../../client/net/http.ts";
import { BINARY_SUBPROTOCOL, JSON_SUBPROTOCOL, type Subprotocol } from "../../contract/protocol/names.ts";
import type { LoggedTurn } from "./turn_log.ts";

/** How to show the human, and over which protocol. */
export interface Settings {
  /** `null`: poses where the avatar has them, else frames. */
  readonly video: "pose" | "frames" | "none" | null;
  readonly subprotocol: Subprotocol;
  readonly theme: "auto" | "light" | "dark";
}

/** The state of a session, so that the page can be reloaded in the middle of a word. */
export interface SavedSession {
  readonly grant: SessionGrant;
  /** The last message whose speech was heard: what came after it must be sent again. */
  readonly after: number;
  /** The last message that came. */
  readonly seq: number;
  /** The turn that was running, as far as it was seen. */
  readonly turn: LoggedTurn | null;
  /** What was heard of the turn that was playing. */
  readonly heard: { readonly turn: number; readonly positionMs: number } | null;
  readonly video: "pose" | "frames" | "none";
}

const SETTINGS = "tth.settings";
const SESSION = "tth.session";
const API_KEY = "tth.key";
const DEFAULTS: Settings = { video: null, subprotocol: BINARY_SUBPROTOCOL, theme: "auto" };

/** The settings, with defaults for missing or invalid ones. The page's address may set some, for tests and links. */
export function loadSettings(search: string): Settings {
  const stored = { ...read<Partial<Settings>>(localStorage, SETTINGS), ...fromSearch(search) };
  return {
    video: pick(["pose", "frames", "none"] as const, stored.video) ?? DEFAULTS.video,
    subprotocol: pick([BINARY_SUBPROTOCOL, JSON_SUBPROTOCOL] as const, stored.subprotocol) ?? DEFAULTS.subprotocol,
    theme: pick(["light", "dark"] as const, stored.theme) ?? DEFAULTS.theme,
  };
}

/** Stores the settings. */
export function saveSettings(settings: Settings): void {
  write(localStorage, SETTINGS, settings);
}

/** The session that this tab had, if any; it is forgotten, so that a broken one is tried only once. */
export function takeSession(): SavedSession | null {
  const saved = read<SavedSession>(sessionStorage, SESSION);
  write(sessionStorage, SESSION, null);
  return saved;
}

/** Stores the session, for a reload of this tab. */
export function saveSession(saved: SavedSession): void {
  write(sessionStorage, SESSION, saved);
}

/** The API key that was given in this tab; `null` when none was. */
export function loadApiKey(): string | null {
  return read<string>(sessionStorage, API_KEY);
}

/** Stores an API key for the lifetime of the tab. */
export function saveApiKey(key: string): void {
  write(sessionStorage, API_KEY, key);
}

function fromSearch(search: string): Record<string, string> {
  const { video, wire, theme } = Object.fromEntries(new URLSearchParams(search));
  return { ...(video && { video }), ...(wire && { subprotocol: `tth.v1.${wire}` }), ...(theme && { theme }) };
}

function pick<Value extends string>(known: readonly Value[], value: unknown): Value | undefined {
  return known.find((candidate) => candidate === value);
}

/** Storage can be blocked or contain data of an older version: then it counts as empty. */
function read<T>(storage: Storage, key: string): T | null {
  try {
    return JSON.parse(storage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function write(storage: Storage, key: string, value: unknown): void {
  try {
    if (value === null) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(value));
  } catch {
    // Without storage the page still works, but does not keep its state.
  }
}
