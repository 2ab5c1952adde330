/**
 * The page's calls to the service, apart from the session.
 *
 * @module
 */
import { ClientError } from "../../client/net/errors.ts";
import type { Models } from "../../client/net/http.ts";
import type { ConnectionStatus } from "../../client/net/reconnecting_socket.ts";
import { loadApiKey } from "./settings.ts";

/** The state of the connection, and what prevents opening it. */
export type StudioConnection =
  | ConnectionStatus
  /** `retryMs`: a busy service said when to try again. */
  | { readonly status: "failed"; readonly code: string; readonly message: string; readonly retryMs: number | null };

/** Frames are shown large; an avatar that cannot draw so large draws as large as it can. */
const FRAME_PIXELS = 512;

/** How long a busy service may let the page wait until it tries again, ms. */
const LONGEST_WAIT_MS = 60_000;

/** How the page calls the service: where it came from, with the API key that it was given, if any. */
export function serviceOptions(): { url: URL; apiKey?: string } {
  const apiKey = loadApiKey();
  const url = new URL(".", document.baseURI);
  return apiKey === null ? { url } : { url, apiKey };
}

/** Large frames where they are compressed; raw ones would be too much for any connection. */
export function frameSizeOf(
  video: "pose" | "frames" | "none",
  models: Models | null,
): { width?: number; height?: number } {
  const formats = models?.avatar?.capabilities.formats ?? [];
  const large = video === "frames" && !formats.includes("raw_rgb");
  return large ? { width: FRAME_PIXELS, height: FRAME_PIXELS } : {};
}

/** Why no session could be started, for people. */
export function failureOf(error: unknown): Extract<StudioConnection, { status: "failed" }> {
  if (error instanceof ClientError) {
    const code = error.status === 401 ? "unauthorized" : error.code;
    const retryMs = error.retryAfterMs === null ? null : Math.min(error.retryAfterMs, LONGEST_WAIT_MS);
    return { status: "failed", code, message: sentence(error.message), retryMs };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { status: "failed", code: "unexpected", message: `${sentence(message)} Load the page again.`, retryMs: null };
}

/** A message that stands alone. */
function sentence(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1).replace(/[.]?$/, ".");
}

/** Saves a session's captions as a WebVTT file. Returns whether the service had them. */
export async function downloadCaptions(sessionId: string): Promise<boolean> {
  const { url, apiKey } = serviceOptions();
  const headers = { accept: "text/vtt", ...(apiKey && { authorization: `Bearer ${apiKey}` }) };
  const response = await fetch(new URL(`v1/sessions/${encodeURIComponent(sessionId)}/transcript`, url), { headers });
  if (!response.ok) return false;
  const file = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = file;
  link.download = "captions.vtt";
  link.click();
  URL.revokeObjectURL(file);
  return true;
}
