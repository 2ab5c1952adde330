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

/** What a module imports, statically or not. */
function importsOf(code: string): string[] {
  const found = code.matchAll(/(?:^|\n)\s*(?:import|export)\b[^"';]*?from\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/g);
  return [...found].map(([, fixed, computed]) => fixed ?? computed ?? "");
}

Deno.test("every module that a browser reaches from the page and the client is served, with nothing but relative imports", async () => {
  const app = appOf();
  const open = ["/src/web/main.ts", "/src/client/mod.ts", "/src/client/sound/player_worklet.ts"];
  const seen = new Set(open);
  for (const path of open) {
    const response = await app.request(path);
    assert.equal(response.status, 200, path);
    assert.equal(response.headers.get("content-type"), "text/javascript; charset=utf-8");
    for (const specifier of importsOf(await response.text())) {
      assert.match(specifier, /^\.\.?\//, `${path} imports ${specifier}`);
      const next = new URL(specifier, `http://host${path}`).pathname;
      if (!seen.has(next)) open.push(next);
      seen.add(next);
    }
  }
  assert.ok(seen.size > 40, `${seen.size} modules`);
});

Deno.test("modules are served as JavaScript whose lines are those of the source", async () => {
  const source = await Deno.readTextFile(new URL("../../../src/client/net/human_session.ts", import.meta.url));
  const code = await (await appOf().request("/src/client/net/human_session.ts")).text();
  assert.equal(code.split("\n").length, source.split("\n").length);
  assert.ok(!code.includes("implements AsyncDisposable"));
});

Deno.test("all that the page asks for in its markup is served", async () => {
  const app = appOf();
  const html = await (await app.request("/")).text();
  const paths = [...html.matchAll(/(?:href|src)="(\/[^"#]+)"/g)].map(([, path]) => path ?? "");
  assert.ok(paths.length >= 7);
  for (const path of paths) assert.equal((await app.request(path)).status, 200, path);
  for (const path of ["figtree-latin.woff2", "figtree-latin-ext.woff2", "LICENSE.txt"]) {
    assert.equal((await app.request(`/src/web/fonts/${path}`)).status, 200, path);
  }
});

Deno.test("the page may load nothing from elsewhere", async () => {
  const response = await appOf().request("/");
  const policy = response.headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe|https?:|\*/);
  const html = await response.text();
  assert.doesNotMatch(html, /https?:\/\/|<style|style="|<script(?! type="module" src="\/)/);
});

Deno.test("a file that has not changed is not sent again", async () => {
  const app = appOf();
  const first = await app.request("/src/web/main.ts");
  await first.body?.cancel();
  const etag = first.headers.get("etag") ?? "";
  assert.match(etag, /^W\/"[0-9a-f]{16}"$/);
  const second = await app.request("/src/web/main.ts", { headers: { "if-none-match": `"other", ${etag}` } });
  assert.equal(second.status, 304);
  assert.equal(await second.text(), "");
  const third = await app.request("/src/web/main.ts", { headers: { "if-none-match": '"other"' } });
  assert.equal(third.status, 200);
  await third.body?.cancel();
});

Deno.test("a file that has changed on disk is sent anew", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const root = new URL(`file://${folder}/`);
    for (const path of ["web/", "client/", "face/", "core/protocol/"]) {
      await Deno.mkdir(new URL(path, root), { recursive: true });
    }
    const file = new URL("web/a.ts", root);
    await Deno.writeTextFile(file, "export const a: number = 1;\n");
    const app = appOf(root);
    assert.equal(await (await app.request("/src/web/a.ts")).text(), "export const a         = 1;\n");
    await Deno.writeTextFile(file, "export const a: number = 2;\n");
    await Deno.utime(file, new Date(), new Date(Date.now() + 5000));
    assert.equal(await (await app.request("/src/web/a.ts")).text(), "export const a         = 2;\n");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("nothing else of the project is served", async () => {
  const app = appOf();
  const paths = [
    "/src/api/main.ts",
    "/src/core/config/config.ts",
    "/src/contract/protocol/messages.ts",
    "/src/../deno.json",
    "/src/web",
    "/src/",
  ];
  for (const path of [...paths, "/src/web/../../deno.json", "/src/web/%2e%2e/%2e%2e/deno.json", "/src//etc/passwd"]) {
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
    "web",
    "client",
    "deno.json",
    "etc",
    "",
    "%00",
  );
  await fc.assert(fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 6 }), async (parts) => {
    const url = new URL(`http://host/src/${parts.join("/")}`);
    // Some lead out of /src/ before they are even sent: then they are other addresses.
    if (!url.pathname.startsWith("/src/")) return;
    const response = await app.request(url);
    assert.ok(response.status === 404, `${parts} gave ${response.status}`);
    await response.body?.cancel();
  }));
});

Deno.test("other people's pages may import the client", async () => {
  const response = await appOf().request("/client.js");
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  const code = await response.text();
  assert.match(code, /export \* from "\/src\/client\/mod\.ts"/);
  const module = await appOf().request("/src/client/mod.ts");
  assert.equal(module.headers.get("access-control-allow-origin"), "*");
  await module.body?.cancel();
});
