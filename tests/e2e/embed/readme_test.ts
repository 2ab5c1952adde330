import assert from "node:assert/strict";
import type {} from "../../../src/client/element/mod.ts";
import { until } from "../../support/waiting.ts";
import { violations } from "./axe.ts";
import { browserSuite, openPage, startService, untilAlive, untilFace, untilLoud } from "../browser.ts";

const { test } = browserSuite();

const KEY = "one-key-of-this-service";

/** A block of code of the client's README, at the addresses of this test. */
async function printed(pattern: RegExp, service: string, origin: string): Promise<string> {
  const readme = await Deno.readTextFile(new URL("../../../src/client/README.md", import.meta.url));
  const code = pattern.exec(readme)?.[1];
  assert.ok(code, `the README has ${pattern}`);
  return code.replaceAll("https://your-service", service).replace("3000", new URL(origin).port);
}

/** An address that is free. */
function freeOrigin(): string {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return `http://127.0.0.1:${listener.addr.port}`;
}

/** Runs the backend of the README beside its page. */
async function startBackend(service: string, origin: string) {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(
    `${folder}/server.mjs`,
    await printed(/```js ignore\n(\/\/ server[^]*?)```/, service, origin),
  );
  await Deno.writeTextFile(
    `${folder}/index.html`,
    await printed(/```html\n(<!DOCTYPE html>[^]*?)```/, service, origin),
  );
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "server.mjs"],
    cwd: folder,
    env: { TTH_API_KEY: KEY },
  }).spawn();
  const answers = () => fetch(origin).then(async (response) => (await response.body?.cancel(), true), () => false);
  await until(answers, "the backend to answer");
  return {
    async [Symbol.asyncDispose]() {
      child.kill();
      await child.status;
      await Deno.remove(folder, { recursive: true });
    },
  };
}

test("page and backend of the client's README work as printed: keys, poses, another origin, HiDPI, axe", async (browser) => {
  const origin = freeOrigin();
  await using service = await startService("embedded", {
    TTH_API_KEYS: KEY,
    TTH_SERVER__CORS_ORIGINS: JSON.stringify([origin]),
  });
  await using _backend = await startBackend(service.url, origin);
  const { page, faults } = await openPage(browser, origin, { density: 2 });
  await untilFace(page);
  await untilAlive(page);
  await page.click("text=Greet");
  await untilLoud(page, true);
  await page.waitForFunction(() =>
    /Hello/.test(document.querySelector("talking-human")?.shadowRoot?.textContent ?? "")
  );
  assert.deepEqual(await violations(page), []);
  await page.close();
  assert.deepEqual(faults.errors, []);
});
