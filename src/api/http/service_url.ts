/**
 * The service's addresses as its callers see them.
 *
 * @module
 */

/**
 * The request's URL as the caller sees it. A proxy that terminates TLS says so in `X-Forwarded-Proto`. Only a proxy can
 * reach an address that is not TCP, such as a Unix socket; without that header it counts as one that terminates TLS.
 */
export function externalUrl({ url, headers }: Pick<Request, "url" | "headers">): string {
  const { protocol, host, pathname, search } = new URL(url);
  const forwarded = headers.get("x-forwarded-proto");
  const isTcp = protocol === "http:" || protocol === "https:";
  const isSecure = protocol === "https:" || forwarded === "https" || (!isTcp && forwarded !== "http");
  return new URL(`${isSecure ? "https" : "http"}://${host}${pathname}${search}`).href;
}

/** The service's address as the caller reaches it, with a slash at the end; `publicUrl`: as the configuration names it. */
export function baseUrl(request: Request, publicUrl: string | undefined): string {
  return publicUrl === undefined ? new URL("/", externalUrl(request)).href : publicUrl.replace(/\/*$/, "/");
}

/** The address of a session's stream as the caller reaches the service. */
export function streamUrl(request: Request, id: string, publicUrl: string | undefined): string {
  const url = new URL(`v1/sessions/${id}/stream`, baseUrl(request, publicUrl));
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
