import assert from "node:assert/strict";
import {
  browserSuite,
  hasProfile,
  loudness,
  openPage,
  say,
  SILENCE,
  untilFace,
  untilLoud,
  untilReady,
} from "./browser.ts";
import { MOUTH, movement, STUB_MOUTH, untilStill } from "./mouth.ts";

const { test, service } = browserSuite();

const PROFILES = ["embedded", "offline_mock"].filter(hasProfile);

for (const profile of PROFILES) {
  for (const [video, wire] of [["pose", "binary"], ["frames", "binary"], ["frames", "json"], ["pose", "json"]]) {
    test(`the human speaks and moves its mouth: ${profile}, ${video}, ${wire}`, async (browser) => {
      const url = await service(profile);
      const { page, faults } = await openPage(browser, url, { path: `/?video=${video}&wire=${wire}` });
      await untilReady(page);
      await untilFace(page);
      assert.ok(await loudness(page) < SILENCE, "silent before anything was said");
      await say(page, "Hello there, how lovely to meet you.");
      await untilLoud(page, true);
      const mouth = profile === "offline_mock" && video === "frames" ? STUB_MOUTH : MOUTH;
      const speaking = await movement(page, mouth);
      assert.ok(speaking > 8, `the mouth moves while it speaks: ${speaking}`);
      await page.waitForSelector('#stage[data-state="idle"]');
      await untilLoud(page, false);
      await untilStill(page, speaking, mouth);
      assert.deepEqual(faults, { errors: [], foreign: [] });
    });
  }
}
