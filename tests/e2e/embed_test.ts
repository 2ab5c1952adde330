import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserSuite, untilFace, untilLoud } from "./browser.ts";
import { openSite, pageWith } from "./site.ts";
import { soon } from "../support/waiting.ts";

const { test } = browserSuite();

/** The address that the example names. */
const DOCUMENTED = "http://127.0.0.1:8000";

const KEY = "one-key-of-this-service";

/** The page that the README shows. */
async function documentedPage(): Promise<string> {
  const readme = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
  const page = /```html\n(<!DOCTYPE html>[\s\S]*?)```/.exec(readme)?.[1];
  assert.ok(page, "the README has an example in HTML");
  return page;
}

/** Number of pictures of the page over which a canvas must keep its size: about a third of a second. */
const PICTURES = 20;

/** The canvas's size on the page and in pixels, in each of the next pictures of the page. */
function sizes(page: Page): Promise<{ box: number[]; pixels: number }[]> {
  return page.locator("canvas").evaluate(async (canvas, pictures) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error("no canvas");
    const seen: { box: number[]; pixels: number }[] = [];
    while (seen.length < pictures) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const { width, height } = canvas.getBoundingClientRect();
      seen.push({ box: [width, height], pixels: canvas.width });
    }
    return seen;
  }, PICTURES);
}

test("the example in the README puts a human into a page of another origin", async (browser) => {
  const example = await documentedPage();
  const lines = example.slice(example.indexOf("<canvas")).trim().split("\n").length;
  assert.ok(lines <= 20, `the example has ${lines} lines`);
  await using site = await openSite();
  const { page, errors } = await site.open(browser, example.replaceAll(DOCUMENTED, site.service.url));
  await page.waitForFunction(() => document.querySelector("button")?.onclick !== null);
  await untilFace(page);
  await page.click("#say");
  await untilLoud(page, true);
  assert.equal(await page.locator("#caption").innerText(), "Hello! I live in your page now.");
  await page.click("#stop");
  await untilLoud(page, false);
  assert.deepEqual(errors, []);
});

test("the canvas keeps its size on displays of any density, whatever sets it", async (browser) => {
  await using site = await openSite();
  const canvases = [
    { canvas: '<canvas id="human" width="320" height="320"></canvas>', box: [320, 320] },
    { canvas: '<canvas id="human" style="width: 25vw; height: 240px"></canvas>', box: [320, 240] },
    { canvas: '<canvas id="human" width="320" height="320" style="max-width: 200px"></canvas>', box: [200, 200] },
  ];
  for (const [mode, density] of [["pose", 1], ["pose", 1.5], ["pose", 2], ["pose", 3], ["frames", 2]] as const) {
    for (const { canvas, box } of canvases) {
      const script = `await connect({ url, canvas, video: { mode: "${mode}" } });`;
      const { page } = await site.open(browser, pageWith(site.service, canvas, script), density);
      await untilFace(page);
      for (const now of await soon(sizes(page), `${PICTURES} pictures of the page`)) {
        const what = `${mode} at ${density}: ${canvas}`;
        assert.deepEqual(now.box.map(Math.round), box, what);
        // A slow machine draws fewer pixels, but never less than half of the display's.
        const least = (box[0] ?? 0) * density / 2;
        if (mode === "pose") assert.ok(now.pixels >= least, `${now.pixels} pixels, ${what}`);
      }
      await page.close();
    }
  }
});

test("a page with nothing but a grant for poses shows the face and speaks, where the service has keys", async (browser) => {
  await using site = await openSite({ TTH_API_KEYS: KEY }, ({ service }) =>
    fetch(`${service.url}/v1/sessions`, {
      method: "POST",
      headers: { authorization: `Bearer ${KEY}` },
      body: JSON.stringify({ video: { mode: "pose" }, persona_id: "casual", extras: ["idle"] }),
    }));
  const script = `const grant = await (await fetch("/grant")).json();
    const human = await connect({ grant, canvas });
    document.querySelector("#say").onclick = async () => {
      const turn = human.say("Hello!");
      await turn.done;
      document.title = turn.heardText;
    };
    window.ready = true;`;
  const canvas = '<canvas id="human" width="256" height="256"></canvas>';
  const { page, errors } = await site.open(browser, pageWith(site.service, canvas, script));
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.waitForFunction(() => "ready" in globalThis);
  await untilFace(page);
  await page.click("#say");
  await untilLoud(page, true);
  await page.waitForFunction(() => document.title === "Hello!");
  assert.deepEqual(asked.filter((path) => path.startsWith("/v1/") && !path.endsWith("/stream")), []);
  assert.deepEqual(errors, []);
});

test("a connect() that fails leaves no session behind", async (browser) => {
  await using site = await openSite({ TTH_SERVER__MAX_SESSIONS: "1" });
  const script = `const taken = document.createElement("canvas");
    taken.getContext("bitmaprenderer");
    const failure = await connect({ url, canvas: taken }).catch((error) => error);
    await connect({ url, canvas });
    document.title = failure.message;
    window.ready = true;`;
  const canvas = '<canvas id="human" width="256" height="256"></canvas>';
  const { page, errors } = await site.open(browser, pageWith(site.service, canvas, script));
  await page.waitForFunction(() => "ready" in globalThis);
  assert.match(await page.title(), /no 2d context/);
  assert.deepEqual(errors, []);
});
