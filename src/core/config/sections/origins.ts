/**
 * The schema of the origins whose web pages may call the service.
 *
 * @module
 */
import { z } from "zod";
import { isLoopback } from "../../hosts.ts";

/** Stands for every page. */
export const ANY_ORIGIN = "*";

/** The origin that browsers send for pages without one: files, and frames in a sandbox. */
const NO_ORIGIN = "null";

/** A scheme, a host and an optional port (RFC 6454, 6.2), and what people append to them. */
const PARTS = /^([a-z][a-z0-9+.-]*):\/\/(\[[0-9a-f:.]+\]|[^\s/?#@:[\]]+)(:\d{1,5})?(?![^/?#])\/?(.*)$/i;

/** An origin as browsers send it: with scheme, host and port, and without a path. Other spellings of it are normalised. */
const CorsOrigin = z.string().min(1).max(256)
  .superRefine((text, context) => {
    const message = mistakeIn(text);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  })
  .overwrite(asBrowsersSendIt);

/** The origins that may call. */
export const CorsOrigins = z.array(CorsOrigin).max(64).default([]).describe(
  'Origins of web pages elsewhere that may call the service, such as http://localhost:3000. "*": any page. "null": ' +
    "pages opened from files, and any frame in a sandbox. Default: none.",
);

/** What is wrong with an origin, and what to write; `undefined`: nothing. */
function mistakeIn(text: string): string | undefined {
  if (text === ANY_ORIGIN || text === NO_ORIGIN) return undefined;
  const shown = JSON.stringify(text);
  if (text.includes("*")) return `${shown} has a wildcard, list each origin, or give "*" for any page`;
  if (!text.includes("://")) return `${shown} has no scheme, write it as ${withScheme(text)}`;
  const [, scheme, host, port = "", rest] = PARTS.exec(text) ?? [];
  if (scheme === undefined) return `${shown} is not an origin, write it as https://example.com`;
  if (rest !== "") return `${shown} has more than an origin, write it as ${scheme}://${host}${port}`;
  if (isOfWeb(text) && !URL.canParse(text)) return `${shown} is not an address, correct its host or its port`;
  return undefined;
}

/** What a browser would send: `https://Example.com:443/` is `https://example.com`. */
function asBrowsersSendIt(text: string): string {
  if (isOfWeb(text) && URL.canParse(text)) return new URL(text).origin;
  return text.toLowerCase().replace(/\/$/, "");
}

function isOfWeb(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

function withScheme(text: string): string {
  const [host = text] = text.split("/");
  return isLoopback(host.replace(/:\d+$/, "")) ? `http://${host}` : `https://${host}`;
}
