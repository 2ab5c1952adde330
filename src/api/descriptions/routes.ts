/**
 * Routes of what describes the service: OpenAPI and AsyncAPI, the page for people, the texts for programs.
 *
 * @module
 */
import { Hono } from "hono";
import { asyncApiDocument } from "./asyncapi.ts";
import { docsPage, docsPolicy } from "./docs.ts";
import { agentGuide, llmsText } from "./guide.ts";
import { openApiDocument } from "./openapi.ts";
import { readPages } from "./pages.ts";

/**
 * The routes. The descriptions do not change while the service runs, so they are made once, when first asked for.
 *
 * @param version The version of the service.
 * @param urlOf The service's address as the caller reaches it, with a slash at the end.
 */
export function descriptionRoutes(version: string, urlOf: (request: Request) => string): Hono {
  const document = once(() => openApiDocument(version));
  const openApi = once(() => JSON.stringify(document()));
  const asyncApi = once(() => JSON.stringify(asyncApiDocument(document())));
  const pages = once(() => readPages());
  const page = once(async () => docsPage(document(), (await pages()).protocol));
  const caching = { "cache-control": "no-cache" };
  const json = { "content-type": "application/json", ...caching };
  const app = new Hono();
  app.get("/openapi.json", (c) => c.body(openApi(), 200, json));
  app.get("/asyncapi.json", (c) => c.body(asyncApi(), 200, json));
  app.get("/docs", async (c) => {
    c.header("content-security-policy", await docsPolicy());
    return c.html(await page(), 200, caching);
  });
  app.get("/llms.txt", (c) => c.text(llmsText(document(), urlOf(c.req.raw)), 200, caching));
  app.get("/agents.md", async (c) => {
    const text = agentGuide(document(), await pages(), urlOf(c.req.raw));
    return c.body(text, 200, { "content-type": "text/markdown; charset=utf-8", ...caching });
  });
  return app;
}

/** A function that computes its value when it is first called. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
