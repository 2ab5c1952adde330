/**
 * The studio page and the browser's modules, served without a build step: TypeScript is sent with its types stripped.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import { RequestError } from "../../contract/errors.ts";

/** What browsers may load, as paths below `src/`. A folder means all files in it, however deep. */
const SERVED = [
  "web/",
  "client/",
  "face/",
  "contract/protocol/base64.ts",
  "contract/protocol/binary.ts",
  "contract/protocol/decoded.ts",
  "contract/protocol/json.ts",
  "contract/protocol/names.ts",
  "contract/protocol/shapes.ts",
  "contract/caption_lines.ts",
  "contract/clock.ts",
  "contract/control_merge.ts",
  "contract/emotions.ts",
  "contract/errors.ts",
  "contract/pose.ts",
  "contract/random.ts",
  "contract/shape.ts",
  "contract/visemes.ts",
] as const;

/** By file extension. Other files are not served. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ts: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  svg: "image/svg+xml",
  woff2: "font/woff2",
  txt: "text/plain; charset=utf-8",
};

/** The page loads everything from this origin; no code in it is built from strings. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
].join("; ");

interface Asset {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  /** Weak, as the server may compress the body. */
  readonly etag: string;
  readonly modifiedMs: number;
}

/**
 * Routes of the studio (`/`), the client for other pages (`/client.js`) and the modules behind both (`/src/…`).
 *
 * @param root The folder of the modules. Default: the project's `src/`.
 */
export function webRoutes(root: URL = new URL("../..", import.meta.url)): Hono {
  const files = new WebFiles(root);
  const app = new Hono();
  app.get("/", (c) => serve(c, files, "web/index.html"));
  app.get("/favicon.svg", (c) => serve(c, files, "web/favicon.svg"));
  app.get("/client.js", (c) => {
    c.header("access-control-allow-origin", "*");
    return c.body(`export * from "/src/client/mod.ts";\n`, 200, { "content-type": "text/javascript; charset=utf-8" });
  });
  app.get("/src/*", (c) => serve(c, files, c.req.path.slice("/src/".length)));
  return app;
}

async function serve(c: Context, files: WebFiles, path: string): Promise<Response> {
  const asset = await files.get(path);
  if (!asset) throw new RequestError(`nothing is served at ${c.req.path}`, { code: "not_found", status: 404 });
  const headers = headersOf(asset);
  const known = c.req.header("if-none-match")?.split(",").some((tag) => tag.trim() === asset.etag);
  return known ? new Response(null, { status: 304, headers }) : new Response(asset.body, { headers });
}

function headersOf({ contentType, etag }: Asset): Headers {
  const headers = new Headers({
    "content-type": contentType,
    etag,
    "cache-control": "no-cache",
  });
  if (contentType === CONTENT_TYPES.html) headers.set("content-security-policy", PAGE_POLICY);
  // Pages of other origins may import the client; the modules are public.
  if (contentType === CONTENT_TYPES.ts) headers.set("access-control-allow-origin", "*");
  return headers;
}

/** The files that are served. Paths are looked up, never resolved, so that none can escape the folder. */
class WebFiles {
  readonly #root: URL;
  readonly #assets = new Map<string, Asset>();
  #paths: Promise<ReadonlySet<string>> | null = null;

  constructor(root: URL) {
    this.#root = root;
  }

  /** A file ready to be sent; `null` for what is not served. Read again when it has changed on disk. */
  async get(path: string): Promise<Asset | null> {
    this.#paths ??= listServed(this.#root);
    const paths = await this.#paths;
    if (!paths.has(path)) return null;
    const url = new URL(path, this.#root);
    const modifiedMs = (await Deno.stat(url)).mtime?.getTime() ?? 0;
    const cached = this.#assets.get(path);
    if (cached?.modifiedMs === modifiedMs) return cached;
    const asset = await loadAsset(url, modifiedMs);
    this.#assets.set(path, asset);
    return asset;
  }
}

async function loadAsset(url: URL, modifiedMs: number): Promise<Asset> {
  const extension = extensionOf(url.pathname);
  const raw = await Deno.readFile(url);
  const body = extension === "ts" ? await stripTypes(raw) : raw;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body)).toHex().slice(0, 16);
  return { body, contentType: CONTENT_TYPES[extension] ?? "", etag: `W/"${digest}"`, modifiedMs };
}

/** Types are replaced by spaces, so that line and column numbers in errors match the source. */
async function stripTypes(source: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const text = new TextDecoder().decode(source);
  const { stripTypeScriptTypes }: Partial<typeof import("node:module")> = await import("node:module");
  return new TextEncoder().encode(stripTypeScriptTypes?.(text) ?? await stripWithAmaro(text));
}

/** For runtimes whose `node:module` cannot do it yet, such as Deno 2.5. */
async function stripWithAmaro(text: string): Promise<string> {
  const { transformSync } = await import("amaro");
  return transformSync(text, { mode: "strip-only" }).code;
}

async function listServed(root: URL): Promise<ReadonlySet<string>> {
  const paths = new Set<string>();
  for (const entry of SERVED) {
    if (!entry.endsWith("/")) paths.add(entry);
    else for await (const path of filesIn(root, entry)) if (extensionOf(path) in CONTENT_TYPES) paths.add(path);
  }
  return paths;
}

async function* filesIn(root: URL, folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory, isFile } of Deno.readDir(new URL(folder, root))) {
    if (isDirectory) yield* filesIn(root, `${folder}${name}/`);
    if (isFile) yield folder + name;
  }
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
