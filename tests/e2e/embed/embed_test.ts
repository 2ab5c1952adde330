import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserSuite, untilAlive, untilFace, untilLoud } from "../browser.ts";
import { violations } from "./axe.ts";
import { openSite, pageWith, shareSite } from "../site.ts";
import { soon } from "../../support/waiting.ts";

const { test } = browserSuite();
const sharedSite = shareSite();

/** The address that the example names. */
const DOCUMENTED = "http://127.0.0.1:8000";

const KEY = "one-key-of-this-service";

/** The page that the README shows. */
async function documentedPage(): Promise<string> {
  const readme = await Deno.readTextFile(new URL("../../../README.md", import.meta.url));
  const page = /```html\n(<!DOCTYPE html>[\s\S]*?)```/.exec(readme)?.[1];
  assert.ok(page, "the README has an example in HTML");
  return page;
}

/** Number of pictures of the page over which a canvas must keep its size: about a third of a second. */
const PICTURES = 20;

/** The sizes of all canvases on the page, in each of its next pictures, and their pixels at the end. */
function sizes(page: Page): Promise<{ boxes: number[][][]; pixels: number[] }> {
  return page.evaluate(async (pictures) => {
    const canvases = [...document.querySelectorAll("canvas")];
    const boxes: number[][][] = [];
    while (boxes.length < pictures) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      boxes.push(canvases.map((canvas) => {
        const { width, height } = canvas.getBoundingClientRect();
        return [Math.round(width), Math.round(height)];
      }));
    }
    return { boxes, pixels: canvases.map(({ width }) => width) };
  }, PICTURES);
}

test("the example in the README puts a human into a page of another origin", async (browser) => {
  const example = await documentedPage();
  const lines = example.slice(example.indexOf("<canvas")).trim().split("\n").length;
  assert.ok(lines <= 20, `the example has ${lines} lines`);
  const site = await sharedSite();
  const { page, errors } = await site.open(browser, example.replaceAll(DOCUMENTED, site.service.url), 2);
  await page.waitForFunction(() => document.querySelector("button")?.onclick !== null);
  await untilFace(page);
  await untilAlive(page);
  assert.deepEqual(await violations(page), []);
  await page.click("#say");
  await untilLoud(page, true);
  assert.equal(await page.locator("#caption").innerText(), "Hello! I live in your page now.");
  await page.click("#stop");
  await untilLoud(page, false);
  assert.deepEqual(errors, []);
});

test("the canvas keeps its size on displays of any density, whatever sets it", async (browser) => {
  const site = await sharedSite();
  const canvases = [
    { canvas: '<canvas width="320" height="320"></canvas>', box: [320, 320] },
    { canvas: '<canvas style="width: 30vw; height: 240px"></canvas>', box: [288, 240] },
    { canvas: '<canvas width="320" height="320" style="max-width: 200px"></canvas>', box: [200, 200] },
  ];
  const expected = canvases.map(({ box }) => box);
  const markup = canvases.map(({ canvas }) => canvas).join("");
  for (const [mode, density] of [["pose", 1], ["pose", 1.5], ["pose", 2], ["pose", 3], ["frames", 2]] as const) {
    const script = `const canvases = [...document.querySelectorAll("canvas")];
      await Promise.all(canvases.map((canvas) => connect({ url, canvas, video: { mode: "${mode}" } })));
      window.ready = true;`;
    const { page } = await site.open(browser, pageWith(site.service, markup, script), density);
    await page.waitForFunction(() => "ready" in globalThis);
    await untilFace(page);
    const { boxes, pixels } = await soon(sizes(page), `${PICTURES} pictures of the page`);
    for (const now of boxes) assert.deepEqual(now, expected, `${mode} at ${density}`);
    for (const [i, drawn] of mode === "pose" ? pixels.entries() : []) {
      // A slow machine draws fewer pixels, but never less than half of the display's.
      const least = (expected[i]?.[0] ?? 0) * density / 2;
      assert.ok(drawn >= least, `${drawn} pixels, ${canvases[i]?.canvas} at ${density}`);
    }
    await page.close();
  }
});

test("a page without a key lives on grants: face, voice, what cannot be spoken, and a restart of the service", async (browser) => {
  const env = { TTH_API_KEYS: KEY, TTH_PERSONAS__CASUAL__LOOK: "jun" };
  await using site = await openSite(env, ({ service }) =>
    fetch(`${service.url}/v1/sessions`, {
      method: "POST",
      headers: { authorization: `Bearer ${KEY}` },
      body: JSON.stringify({ video: { mode: "pose" }, persona_id: "casual", extras: ["idle"] }),
    }));
  const script = `
    window.refused = await connect({ url, canvas }).catch(({ code }) => code);
    const human = await connect({ grant: async () => (await fetch("/grant")).json(), canvas });
    const codes = [];
    human.on("error", ({ code }) => codes.push(code));
    window.hear = async (text) => {
      const turn = human.say(text);
      await turn.done;
      return { heard: turn.heardText, codes: codes.splice(0), look: human.session.grant.looks.casual };
    };
    document.querySelector("#say").onclick = () => human.say("Hello, this is a sentence.");
    window.ready = true;`;
  const canvas = '<canvas id="human" width="256" height="256"></canvas>';
  const { page, errors } = await site.open(browser, pageWith(site.service, canvas, script));
  const asked: string[] = [];
  await page.waitForFunction(() => "ready" in globalThis);
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  assert.equal(await page.evaluate(() => Reflect.get(globalThis, "refused")), "unauthorized");
  await untilFace(page);
  await page.click("#say");
  await untilLoud(page, true);
  const hear = (text: string) =>
    soon(page.evaluate((text) => Reflect.get(globalThis, "hear")(text), text), `"${text}" to be heard`);
  assert.deepEqual(await hear("Hello!"), { heard: "Hello!", codes: [], look: "jun" });
  assert.deepEqual(await hear("你好"), { heard: "", codes: ["unspeakable_text"], look: "jun" });
  assert.deepEqual(asked.filter((path) => path.startsWith("/v1/")), [], "nothing but the grant is needed");
  await Promise.all([page.waitForRequest(/\/grant$/), site.restart()]);
  assert.equal((await hear("Hello again!")).heard, "Hello again!");
  assert.deepEqual(errors, []);
});

test("a connect() that fails leaves no session behind", async (browser) => {
  await using site = await openSite({ TTH_SESSION__MAX_SESSIONS: "1" });
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
