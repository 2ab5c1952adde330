import assert from "node:assert/strict";
import { browserSuite, hasProfile, openPage, picture, startService, untilLoud } from "./browser.ts";

const { test } = browserSuite();

/** The address that the example names. */
const DOCUMENTED = "http://127.0.0.1:8000";

/** The page that the README shows. */
async function documentedPage(): Promise<string> {
  const readme = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
  const page = /```html\n(<!DOCTYPE html>[\s\S]*?)```/.exec(readme)?.[1];
  assert.ok(page, "the README has an example in HTML");
  return page;
}

test("the example in the README puts a human into a page of another origin", async (browser) => {
  const example = await documentedPage();
  const lines = example.slice(example.indexOf("<canvas")).trim().split("\n").length;
  assert.ok(lines <= 20, `the example has ${lines} lines`);
  let html = "";
  await using host = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => {
    return new Response(html, { headers: { "content-type": "text/html" } });
  });
  const origin = `http://127.0.0.1:${host.addr.port}`;
  const profile = hasProfile("embedded") ? "embedded" : "offline_mock";
  await using service = await startService(profile, { TTH_SERVER__CORS_ORIGINS: JSON.stringify([origin]) });
  html = example.replaceAll(DOCUMENTED, service.url);
  const { page } = await openPage(browser, origin);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.waitForFunction(() => document.querySelector("button")?.onclick !== null);
  await page.click("#say");
  await untilLoud(page, true);
  assert.equal(await page.locator("#caption").innerText(), "Hello! I live in your page now.");
  const seen = new Set(await picture(page));
  assert.ok(seen.size > 50, "there is a face on the canvas");
  await page.click("#stop");
  await untilLoud(page, false);
  assert.deepEqual(errors, []);
});
