import assert from "node:assert/strict";
import fc from "fast-check";
import { Hono } from "hono";
import { problemResponse } from "../../../src/api/http/problem.ts";
import { webRoutes } from "../../../src/api/http/web.ts";

function appOf(root?: URL): Hono {
  const app = new Hono();
  app.route("/", webRoutes(root));
  app.onError((error, c) => problemResponse(error, c.req.path));
  return app;
}

/** What a bundle imports at once; bundles begin with these imports. */
function staticImportsOf(code: string): string[] {
  const [head = ""] = /^(?:\s*import\b[^"']*["'][^"']+["'];?)*/.exec(code) ?? [];
  return [...head.matchAll(/["']([^"']+)["']/g)].map(([, specifier]) => specifier ?? "");
}

/** What a bundle imports when it needs it. */
function dynamicImportsOf(code: string): string[] {
  return [...code.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g)].map(([, specifier]) => specifier ?? "");
}

/** The threads that a bundle starts. */
function workersOf(code: string): string[] {
  const found = code.matchAll(/\bnew Worker\(\s*new URL\(\s*["']([^"']+)["']\s*,\s*import\.meta\.url\s*\)/g);
  return [...found].map(([, specifier]) => specifier ?? "");
}

Deno.test("every module that a browser reaches from the page and the client is served, with relative imports alone", async () => {
  const app = appOf();
  const open = ["/studio.js", "/client.js", "/worklet.js"];
  const seen = new Set(open);
  for (const path of open) {
    const response = await app.request(path);
    assert.equal(response.status, 200, path);
    assert.equal(response.headers.get("content-type"), "text/javascript; charset=utf-8");
    const code = await response.text();
    for (const specifier of [...staticImportsOf(code), ...dynamicImportsOf(code), ...workersOf(code)]) {
      assert.match(specifier, /^\.\//, `${path} imports ${specifier}`);
      const next = new URL(specifier, `http://host${path}`).pathname;
      if (!seen.has(next)) open.push(next);
      seen.add(next);
    }
  }
  for (const part of ["page_painter", "painter_worker", "script_output"]) {
    assert.ok([...seen].some((path) => path.includes(part)), `${part} is not among ${[...seen].join()}`);
  }
});

Deno.test("sound and poses for a page are at most 40 KB, compressed", async () => {
  const app = appOf();
  const loaded = new Map<string, { code: string; bytes: number }>();
  const load = async (path: string): Promise<void> => {
    if (loaded.has(path)) return;
    const zipped = await (await app.request(path, { headers: { "accept-encoding": "gzip" } })).bytes();
    const code = await new Response(new Blob([zipped]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    loaded.set(path, { code, bytes: zipped.length });
    for (const specifier of [...staticImportsOf(code), ...workersOf(code)]) {
      await load(new URL(specifier, `http://host${path}`).pathname);
    }
  };
  await load("/client.js");
  const names = [...loaded.keys()].join();
  assert.ok(loaded.has("/painter_worker.js"), `no thread that paints among ${names}`);
  for (const { code } of loaded.values()) {
    for (const [chunk] of code.matchAll(/chunk-[A-Z0-9]{8}\.js/g)) {
      assert.ok(loaded.has(`/${chunk}`), `${chunk} in ${names}`);
    }
  }
  const bytes = [...loaded.values()].reduce((sum, file) => sum + file.bytes, 0);
  assert.ok(bytes > 30_000 && bytes <= 40_000, `${bytes} bytes in ${names}`);
});

Deno.test("texts are sent compressed to those who can read that", async () => {
  const app = appOf();
  const get = (path: string, accepted?: string) =>
    app.request(path, { headers: accepted === undefined ? {} : { "accept-encoding": accepted } });
  const plain = await (await get("/client.js")).text();
  for (const accepted of ["gzip, deflate, br", "br;q=1, GZIP;q=0.5", "*"]) {
    const zipped = await get("/client.js", accepted);
    assert.equal(zipped.headers.get("content-encoding"), "gzip", accepted);
    assert.match(zipped.headers.get("vary") ?? "", /accept-encoding/);
    const unzipped = zipped.body?.pipeThrough(new DecompressionStream("gzip"));
    assert.equal(await new Response(unzipped).text(), plain);
  }
  for (const accepted of ["br", "gzip;q=0", "gzip;q=0.0", "identity"]) {
    assert.equal(await (await get("/client.js", accepted)).text(), plain, accepted);
  }
  const font = await get("/fonts/figtree-latin.woff2", "gzip");
  assert.equal(font.headers.get("content-encoding"), null);
  await font.body?.cancel();
});

Deno.test("all that the page asks for in its markup is served", async () => {
  const app = appOf();
  const html = await (await app.request("/")).text();
  const paths = [...html.matchAll(/(?:href|src)="([^"#]+)"/g)].map(([, path]) => path ?? "");
  assert.ok(paths.length >= 7);
  for (const path of paths) {
    assert.match(path, /^[a-z]/, "relative, for proxies with a sub-path");
    assert.equal((await app.request(`/${path}`)).status, 200, path);
  }
  for (const path of ["figtree-latin.woff2", "figtree-latin-ext.woff2", "LICENSE.txt"]) {
    assert.equal((await app.request(`/fonts/${path}`)).status, 200, path);
  }
});

Deno.test("the page may load nothing from elsewhere", async () => {
  const response = await appOf().request("/");
  const policy = response.headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|https?:|\*/);
  const html = await response.text();
  assert.doesNotMatch(html, /https?:\/\/|<style|style="|<script(?! type="module" src="studio\.js")/);
});

Deno.test("a file that has not changed is not sent again", async () => {
  const app = appOf();
  const first = await app.request("/studio.js");
  await first.body?.cancel();
  const etag = first.headers.get("etag") ?? "";
  assert.match(etag, /^W\/"[0-9a-f]{16}"$/);
  const second = await app.request("/studio.js", { headers: { "if-none-match": `"other", ${etag}` } });
  assert.equal(second.status, 304);
  assert.equal(await second.text(), "");
  const third = await app.request("/studio.js", { headers: { "if-none-match": '"other"' } });
  assert.equal(third.status, 200);
  await third.body?.cancel();
});

Deno.test("files that could not be listed are listed again by the next request", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const root = new URL(`file://${folder}/`);
    const app = appOf(root);
    assert.equal((await app.request("/")).status, 500);
    for (const path of ["dist/", "styles/", "fonts/"]) await Deno.mkdir(new URL(path, root));
    await Deno.writeTextFile(new URL("index.html", root), "page");
    assert.equal(await (await app.request("/")).text(), "page");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a file that has changed on disk is sent anew", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const root = new URL(`file://${folder}/`);
    for (const path of ["dist/", "styles/", "fonts/"]) await Deno.mkdir(new URL(path, root), { recursive: true });
    const file = new URL("dist/a.js", root);
    await Deno.writeTextFile(file, "1");
    const app = appOf(root);
    assert.equal(await (await app.request("/a.js")).text(), "1");
    await Deno.writeTextFile(file, "2");
    await Deno.utime(file, new Date(), new Date(Date.now() + 5000));
    assert.equal(await (await app.request("/a.js")).text(), "2");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("of pages that are replaced under a running service, the new files are served and the old ones are not", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const root = new URL(`file://${folder}/`);
    for (const path of ["dist/", "styles/", "fonts/"]) await Deno.mkdir(new URL(path, root), { recursive: true });
    const app = appOf(root);
    await Deno.writeTextFile(new URL("dist/chunk-AAAAAAAA.js", root), "1");
    assert.equal((await app.request("/chunk-AAAAAAAA.js")).status, 200);
    await Deno.rename(new URL("dist/chunk-AAAAAAAA.js", root), new URL("dist/chunk-BBBBBBBB.js", root));
    assert.equal((await app.request("/chunk-BBBBBBBB.js")).status, 200);
    assert.equal((await app.request("/chunk-AAAAAAAA.js")).status, 404);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("a file that is named after its content may be kept by browsers", async () => {
  const app = appOf();
  const code = await (await app.request("/client.js")).text();
  const chunk = /chunk-[A-Z0-9]{8}\.js/.exec(code)?.[0];
  const kept = await app.request(`/${chunk}`);
  assert.match(kept.headers.get("cache-control") ?? "", /immutable/);
  await kept.body?.cancel();
  const entry = await app.request("/client.js");
  assert.equal(entry.headers.get("cache-control"), "no-cache");
  await entry.body?.cancel();
});

Deno.test("nothing else of the project is served", async () => {
  const app = appOf();
  const paths = [
    "/src/api/main.ts",
    "/main.ts",
    "/dist/client.js",
    "/entries/client.ts",
    "/fonts/../../../deno.json",
    "/fonts/",
    "/styles",
  ];
  for (const path of [...paths, "/fonts/..%2f..%2fdeno.json", "/%2e%2e/%2e%2e/deno.js", "/fonts//etc/passwd"]) {
    const response = await app.request(path);
    assert.equal(response.status, 404, path);
    await response.body?.cancel();
  }
  const part = fc.constantFrom(
    "..",
    ".",
    "%2e%2e",
    "..%2f",
    "%2f",
    "\\",
    "fonts",
    "styles",
    "deno.json",
    "etc",
    "",
    "%00",
  );
  await fc.assert(fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 6 }), async (parts) => {
    const url = new URL(`http://host/fonts/${parts.join("/")}`);
    // Some lead out of the folder before they are even sent: then they are other addresses.
    if (!url.pathname.startsWith("/fonts/")) return;
    const response = await app.request(url);
    assert.ok(response.status === 404, `${parts} gave ${response.status}`);
    await response.body?.cancel();
  }));
});

Deno.test("client and element have types beside them, which Deno finds automatically", async () => {
  const app = appOf();
  for (const name of ["client", "element"]) {
    const module = await app.request(`/${name}.js`);
    assert.equal(module.headers.get("x-typescript-types"), `./${name}.d.ts`);
    await module.body?.cancel();
    const types = await app.request(`/${name}.d.ts`);
    assert.equal(types.headers.get("content-type"), "application/typescript; charset=utf-8");
    assert.match(types.headers.get("etag") ?? "", /^W\//);
    const text = await types.text();
    const imported = [...text.matchAll(/^import .* from "(.+)";$/gm)].map(([, from]) => from);
    assert.deepEqual(imported, name === "client" ? [] : ["./client.js"]);
  }
});

Deno.test("other people's pages may import the client", async () => {
  const response = await appOf().request("/client.js");
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  const code = await response.text();
  assert.match(code, /\bconnect\b/);
});
