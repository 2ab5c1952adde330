/**
 * The studio page, and the bundles that other pages load. All files are served as they are.
 *
 * @module
 */
import { promisify } from "node:util";
import zlib from "node:zlib";
import { type Context, Hono } from "hono";
import { RequestError } from "../../contract/errors.ts";

/** Folders below `src/web/` and the addresses of their files. Every address is relative, for proxies with a sub-path. */
const FOLDERS: Readonly<Record<string, string>> = { "": "dist/", "styles/": "styles/", "fonts/": "fonts/" };
/** Single files and their addresses. */
const FILES: Readonly<Record<string, string>> = { "": "index.html", "favicon.svg": "favicon.svg" };

/** By file extension. Other files are not served. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  ts: "application/typescript; charset=utf-8",
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  svg: "image/svg+xml",
  woff2: "font/woff2",
  txt: "text/plain; charset=utf-8",
};

/** Files whose name changes with their content. */
const HASHED = /-[A-Z0-9]{8}\.js$/;

/** Bundles that have declarations beside them. */
const TYPED = /^(client|element)\.js$/;

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
  /** The body as gzip; `null`: it is compressed already. */
  readonly zipped: Uint8Array<ArrayBuffer> | null;
  readonly contentType: string;
  /** Weak, as the body may be sent compressed. */
  readonly etag: string;
  readonly modifiedMs: number;
}

/**
 * Routes of the studio (`/`) and the bundles for other pages (`/client.js` and its types).
 *
 * @param root The folder of the files. Default: the project's `src/web/`.
 */
export function webRoutes(root: URL = new URL("../../web/", import.meta.url)): Hono {
  const files = new WebFiles(root);
  const app = new Hono();
  for (const path of ["/", "/styles/:file", "/fonts/:file", "/:file{.+\\.(js|d\\.ts|svg)}"]) {
    app.get(path, (c) => serve(c, files, c.req.path.slice(1)));
  }
  return app;
}

async function serve(c: Context, files: WebFiles, address: string): Promise<Response> {
  const asset = await files.get(address);
  if (!asset) throw new RequestError(`nothing is served at ${c.req.path}`, { code: "not_found", status: 404 });
  const headers = headersOf(asset, address);
  const known = c.req.header("if-none-match")?.split(",").some((tag) => tag.trim() === asset.etag);
  if (known) return new Response(null, { status: 304, headers });
  const { body, zipped } = asset;
  if (zipped === null || !acceptsGzip(c.req.header("accept-encoding"))) return new Response(body, { headers });
  headers.set("content-encoding", "gzip");
  return new Response(zipped, { headers });
}

/** Whether an `Accept-Encoding` header allows gzip (RFC 9110, 12.5.3). */
function acceptsGzip(header = ""): boolean {
  return header.split(",").some((coding) => /^\s*(gzip|\*)\s*(;\s*q=(1|0\.\d*[1-9]).*)?$/i.test(coding));
}

function headersOf({ contentType, etag }: Asset, address: string): Headers {
  const headers = new Headers({
    "content-type": contentType,
    etag,
    vary: "accept-encoding",
    "cache-control": HASHED.test(address) ? "public, max-age=31536000, immutable" : "no-cache",
  });
  if (contentType === CONTENT_TYPES.html) headers.set("content-security-policy", PAGE_POLICY);
  // Pages of other origins may load the bundles; they are public.
  if (/\.(js|d\.ts)$/.test(address)) {
    headers.set("access-control-allow-origin", "*");
    headers.set("cross-origin-resource-policy", "cross-origin");
  }
  const module = TYPED.exec(address);
  // Deno takes the types of a module that it loads by address from here.
  if (module) headers.set("x-typescript-types", `./${module[1]}.d.ts`);
  return headers;
}

/** The files that are served. Addresses are looked up, never resolved, so that none can escape the folder. */
class WebFiles {
  readonly #root: URL;
  readonly #assets = new Map<string, Asset>();
  #paths: Promise<ReadonlyMap<string, string>> | null = null;

  constructor(root: URL) {
    this.#root = root;
  }

  /**
   * A file ready to be sent; `null` for what is not served. Read again when it has changed on disk. The list is read
   * again for an address that leads to no file: another version of the pages has other ones.
   */
  async get(address: string): Promise<Asset | null> {
    const asset = await this.#find(address);
    if (asset !== null) return asset;
    this.#paths = null;
    return await this.#find(address);
  }

  async #find(address: string): Promise<Asset | null> {
    // At the limit of open files the list cannot be read, and is read again by the next request.
    this.#paths ??= listServed(this.#root).catch((error) => {
      this.#paths = null;
      throw error;
    });
    const path = (await this.#paths).get(address);
    if (path === undefined) return null;
    const url = new URL(path, this.#root);
    try {
      const modifiedMs = (await Deno.stat(url)).mtime?.getTime() ?? 0;
      const cached = this.#assets.get(path);
      if (cached?.modifiedMs === modifiedMs) return cached;
      const asset = await loadAsset(url, extensionOf(address === "" ? path : address), modifiedMs);
      this.#assets.set(path, asset);
      return asset;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      this.#assets.delete(path);
      return null;
    }
  }
}

async function loadAsset(url: URL, extension: string, modifiedMs: number): Promise<Asset> {
  const body = await Deno.readFile(url);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body)).toHex().slice(0, 16);
  const isText = extension !== "woff2";
  const zipped = isText ? await gzip(body) : null;
  return { body, zipped, contentType: CONTENT_TYPES[extension] ?? "", etag: `W/"${digest}"`, modifiedMs };
}

/** Each file is compressed once, so as small as possible. */
async function gzip(body: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await promisify(zlib.gzip)(body, { level: zlib.constants.Z_BEST_COMPRESSION }));
}

/** Paths below the root by their addresses. */
async function listServed(root: URL): Promise<ReadonlyMap<string, string>> {
  const paths = new Map(Object.entries(FILES));
  for (const [prefix, folder] of Object.entries(FOLDERS)) {
    for await (const { name, isFile } of Deno.readDir(new URL(folder, root))) {
      // Declarations are stored as text, as the project's own compiler would take them for sources.
      const address = prefix + name.replace(/\.d\.ts\.txt$/, ".d.ts");
      if (isFile && extensionOf(name) in CONTENT_TYPES) paths.set(address, folder + name);
    }
  }
  return paths;
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
