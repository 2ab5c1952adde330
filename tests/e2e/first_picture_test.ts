import assert from "node:assert/strict";
import { browserSuite, untilLoud } from "./browser.ts";
import { untilMoving, untilStill } from "./mouth.ts";
import { pageWith, shareSite } from "./site.ts";

const { test } = browserSuite();
const sharedSite = shareSite();

/** From the session to the first picture of `frames`, ms; on a busy machine everything takes longer. */
const FIRST_PICTURE_MS = 150;
const BUSY = 8;

/**
 * A worker that posts a message for every 4 ms of processor time that it had. It computes without end, so it waits for a
 * processor as long as those who draw: on a machine with other work its time passes as slowly as their work is done.
 */
const BUSY_CLOCK = `
  for (let before = performance.now(), spentMs = 0;;) {
    const now = performance.now();
    spentMs += Math.min(now - before, 1);
    before = now;
    if (spentMs >= 4) {
      spentMs -= 4;
      postMessage(0);
    }
  }`;

test("the first picture is there as soon as the session is, in looks and sizes that were not drawn before", async (browser) => {
  const site = await sharedSite();
  const tooLate: string[] = [];
  for (const mode of ["frames", "pose"] as const) {
    const limitMs = mode === "pose" ? 0 : FIRST_PICTURE_MS * BUSY;
    for (const [persona, size] of [["curious", 640], ["casual", 512], ["excited", 360]] as const) {
      const script = `
        const clock = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(BUSY_CLOCK)}])));
        let now = 0;
        clock.onmessage = () => now += 4;
        const video = { mode: "${mode}", width: ${size}, height: ${size} };
        const human = await connect({ url, canvas, persona_id: "${persona}", video });
        const readyAt = now;
        const pen = canvas.getContext("2d");
        const look = () => pen.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data[3] === 255;
        if (look()) window.tookMs = 0;
        const told = () => window.tookMs ??= now - readyAt;
        const wait = () => setTimeout(look() ? told : wait, 4);
        wait();`;
      const canvas = `<canvas id="human" width="${size}" height="${size}"></canvas>`;
      const { page, errors } = await site.open(browser, pageWith(site.service, canvas, script));
      await page.waitForFunction(() => "tookMs" in globalThis);
      const tookMs: number = await page.evaluate(() => Reflect.get(globalThis, "tookMs"));
      assert.deepEqual(errors, []);
      if (tookMs > limitMs) tooLate.push(`${mode} ${persona} ${size}: ${Math.round(tookMs)} ms`);
      await page.close();
    }
  }
  assert.deepEqual(tooLate, []);
});

test("after Stop the mouth is closed and stays closed, with idle life and without", async (browser) => {
  const site = await sharedSite();
  for (const mode of ["frames", "pose"] as const) {
    for (const idle of [true, false]) {
      const script = `const human = await connect({ url, canvas, idle: ${idle}, video: { mode: "${mode}" } });
        document.querySelector("#say").onclick = () => human.say("Many long words are spoken here, one after the other.");
        document.querySelector("#stop").onclick = () => human.interrupt();
        window.ready = true;`;
      const canvas = '<canvas id="human" width="256" height="256"></canvas><button id="stop">Stop</button>';
      const { page } = await site.open(browser, pageWith(site.service, canvas, script));
      await page.waitForFunction(() => "ready" in globalThis);
      await page.click("#say");
      await untilLoud(page, true);
      await untilMoving(page);
      await page.click("#stop");
      await untilLoud(page, false);
      await untilStill(page);
      await page.close();
    }
  }
});
