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
import { STUB_MOUTH, untilMoving, untilStill } from "./mouth.ts";

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
      const speak = () => say(page, "Hello there, how lovely to meet you.");
      await speak();
      await untilLoud(page, true);
      const mouth = profile === "offline_mock" && video === "frames" ? STUB_MOUTH : undefined;
      await untilMoving(page, mouth, speak);
      await page.waitForSelector('#stage[data-state="idle"]');
      await untilLoud(page, false);
      await untilStill(page, mouth);
      assert.deepEqual(faults, { errors: [], foreign: [] });
    });
  }
}
