/**
 * The headers that keep browsers from misusing an answer.
 *
 * @module
 */
import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

const RESOURCE_POLICY = "cross-origin-resource-policy";

/**
 * Sets the headers on every answer, except on the response of an upgrade, which must not be touched.
 *
 * @param resourcePolicy Which pages may load an answer that does not say so itself, as bundles and backgrounds do.
 */
export function securityHeaders(resourcePolicy: "same-origin" | "cross-origin"): MiddlewareHandler {
  const secure = secureHeaders({ crossOriginResourcePolicy: resourcePolicy });
  return async (c, next) => {
    await next();
    if (c.res.status === 101) return;
    const ownPolicy = c.res.headers.get(RESOURCE_POLICY);
    await secure(c, () => Promise.resolve());
    if (ownPolicy !== null) c.res.headers.set(RESOURCE_POLICY, ownPolicy);
  };
}
