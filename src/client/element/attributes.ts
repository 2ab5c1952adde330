/**
 * The attributes of the element and what they mean for its session.
 *
 * @module
 */
import { EMOTION_LABELS } from "../../contract/emotions.ts";
import { isJsonObject } from "../../contract/shape.ts";
import { HUMAN_EXTRAS } from "../connect.ts";
import { ClientError } from "../net/errors.ts";
import type { SessionGrant, SessionInit } from "../net/http.ts";

/** Attributes that begin another session when they change. */
export const SESSION_ATTRIBUTES = ["src", "grant-url", "mode", "size", "look", "voice", "background"] as const;
/** Attributes that act on the running session. */
export const LIVE_ATTRIBUTES = ["persona", "emotion", "muted", "volume", "captions"] as const;

/** What the page shows: `pose`: drawn here; `frames`: pictures from the service; `none`: the voice alone. */
const MODES = ["pose", "frames", "none"] as const;
type Mode = (typeof MODES)[number];

function isMode(text: string): text is Mode {
  return MODES.some((mode) => mode === text);
}

/** What the attributes ask for. */
export interface Request {
  /** The service; `null`: unknown. */
  readonly url: URL | null;
  /** Where the page's own server gives grants; `null`: sessions are created directly. */
  readonly grantUrl: URL | null;
  readonly session: SessionInit;
}

/**
 * Reads the attributes.
 *
 * @param element The element.
 * @param here The address of the script, whose service is used where `src` is absent.
 * @throws {ClientError} `bad_attribute`, naming the attribute, its value and what it may be.
 */
export function requestOf(element: Pick<Element, "baseURI" | "getAttribute">, here: string): Request {
  const text = (name: string) => element.getAttribute(name)?.trim() || null;
  const address = (name: string): URL | null => {
    const value = text(name);
    if (value === null) return null;
    // A host and a port without a scheme would count as a path of the page.
    const isAddress = !/^[\w.-]+:\d+(\/|$)/.test(value) && URL.canParse(value, element.baseURI);
    const url = isAddress ? new URL(value, element.baseURI) : null;
    if (url !== null && /^https?:$/.test(url.protocol)) return url;
    throw badAttribute(name, value, "an address such as http://127.0.0.1:8000");
  };
  const mode = text("mode") ?? "pose";
  if (!isMode(mode)) throw badAttribute("mode", mode, MODES.join(", "));
  const [persona, label, look, voice] = [text("persona"), text("emotion"), text("look"), text("voice")];
  const background = text("background");
  const person: NonNullable<SessionInit["person"]> = {
    ...(look !== null && { look }),
    ...(voice !== null && { voice }),
    ...(background !== null && { background: backgroundOf(background) }),
  };
  return {
    url: address("src") ?? (/\/element\.js$|\/chunk-/.test(here) ? new URL(".", here) : null),
    grantUrl: address("grant-url"),
    session: {
      video: { mode, ...sizeOf(text("size")) },
      extras: ["idle", ...HUMAN_EXTRAS],
      ...(persona !== null && { persona_id: persona }),
      ...(label !== null && { emotion: emotionOf(label) }),
      ...(Object.keys(person).length > 0 && { person }),
    },
  };
}

/**
 * The emotion that an attribute names: `happy`, or `happy 0.6` with an intensity.
 *
 * @throws {ClientError} `bad_attribute`.
 */
export function emotionOf(value: string): NonNullable<SessionInit["emotion"]> {
  const [label = "", intensity, ...rest] = value.split(/\s+/);
  const known = EMOTION_LABELS.find((one) => one === label);
  const strength = intensity === undefined ? 0.8 : Number(intensity);
  if (known === undefined || rest.length > 0 || !(strength >= 0 && strength <= 1)) {
    throw badAttribute(
      "emotion",
      value,
      `${EMOTION_LABELS.join(", ")}, and then, if you like, an intensity from 0 to 1`,
    );
  }
  return { label: known, intensity: strength };
}

/**
 * The background that an attribute names: `transparent`, one colour, two to four colours for a gradient, or the file of a
 * picture that the service has.
 *
 * @throws {ClientError} `bad_attribute`.
 */
function backgroundOf(value: string): NonNullable<NonNullable<SessionInit["person"]>["background"]> {
  if (value === "transparent") return { transparent: true };
  const [color = "", ...more] = value.split(/[\s,]+/);
  const colors = [color, ...more];
  if (colors.every((one) => /^#[0-9a-f]{6}$/i.test(one)) && colors.length <= 4) {
    return more.length === 0 ? { color } : { gradient: colors };
  }
  if (/^[\w-]+\.(jpe?g|png|webp)$/.test(value)) return { image: value };
  throw badAttribute("background", value, "transparent, #203040, two to four such colours, or a picture as office.jpg");
}

/** Reads a volume from 0 to 1. */
export function volumeOf(value: string): number {
  const volume = Number(value);
  if (value.trim() === "" || !(volume >= 0 && volume <= 1)) throw badAttribute("volume", value, "a number from 0 to 1");
  return volume;
}

/**
 * Asks the page's own server for a session.
 *
 * @param wish What the attributes ask for, sent as JSON: the server may pass it on to the service, or decide otherwise.
 * @throws {ClientError} `no_grant`, when it gives none.
 */
export async function fetchGrant(url: URL, wish: SessionInit, signal: AbortSignal): Promise<SessionGrant> {
  const response = await fetch(url, {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(wish),
    signal,
  }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new ClientError("no_grant", `Cannot reach grant-url="${url.href}". Check that your server answers there.`, {
      cause,
    });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && isGrant(answer)) return answer;
  const isProblem = isJsonObject(answer) && typeof answer.detail === "string";
  const why = isProblem ? answer.detail : "no session. Let it pass on what POST /v1/sessions of the service answers.";
  const message = `grant-url="${url.href}" answered ${response.status}: ${why}`;
  throw new ClientError("no_grant", message, { status: response.status });
}

function isGrant(value: unknown): value is SessionGrant {
  return typeof value === "object" && value !== null && "session_id" in value && "stream_url" in value &&
    typeof value.session_id === "string" && typeof value.stream_url === "string";
}

function sizeOf(value: string | null): { width?: number; height?: number } {
  if (value === null) return {};
  const [width, height = width] = value.split("x").map(Number);
  if (value.split("x").length > 2 || !Number.isInteger(width) || !Number.isInteger(height)) {
    throw badAttribute("size", value, "pixels, as 512 or 512x640");
  }
  return { ...(width !== undefined && { width }), ...(height !== undefined && { height }) };
}

function badAttribute(name: string, value: string, expected: string): ClientError {
  return new ClientError("bad_attribute", `${name}="${value}" on <talking-human> must be ${expected}.`);
}
