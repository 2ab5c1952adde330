import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type {} from "../../../src/client/element/mod.ts";
import { soon, until } from "../../support/waiting.ts";
import { browserSuite } from "../browser.ts";
import { openSite } from "../site.ts";

const { test } = browserSuite();

/** What two elements may leave behind, on average: less than any part of a human takes. */
const LEFT_BYTES = 30_000;

/** How long a visit may take on a busy machine, ms. */
const VISIT_MS = 6000;
/** Visits before the first measurement, and between the two. */
const [WARM_UP, TIMES] = [3, 10] as const;

/** Puts two elements into the page and takes them out as soon as both are there, several times. */
async function mount(page: Page, times: number): Promise<void> {
  await soon(mountIn(page, times), `${times} visits of two elements`, times * VISIT_MS);
}

function mountIn(page: Page, times: number): Promise<void> {
  return page.evaluate(async (times) => {
    for (let i = 0; i < times; i++) {
      const elements = [0, 1].map(() => document.createElement("talking-human"));
      const ready = elements.map((element) =>
        new Promise((resolve, reject) => {
          element.addEventListener("ready", resolve);
          element.addEventListener("failure", ({ detail }) => reject(detail));
        })
      );
      document.body.append(...elements);
      await Promise.all(ready);
      const off = elements.map((element) => new Promise((resolve) => element.addEventListener("statechange", resolve)));
      for (const element of elements) element.remove();
      await Promise.all(off);
    }
  }, times);
}

/** What the page holds after garbage was collected. */
async function held(page: Page): Promise<{ bytes: number; nodes: number; listeners: number }> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("Performance.enable");
  await devTools.send("HeapProfiler.collectGarbage");
  const { metrics } = await devTools.send("Performance.getMetrics");
  await devTools.detach();
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  return { bytes: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners") };
}

test("two elements that are put into a page and taken out, again and again, leave nothing behind", async (browser) => {
  // Fewer than all visits need: those of earlier ones have ended, or are being ended.
  await using site = await openSite({ TTH_SESSION__MAX_SESSIONS: "20" });
  const { page, errors } = await site.open(
    browser,
    `<!DOCTYPE html><meta charset="utf-8"><script type="module" src="${site.service.url}/element.js"></script>`,
  );
  await page.waitForFunction(() => customElements.get("talking-human") !== undefined);
  // What is made once and kept: compiled code, parts of the face, caches.
  await mount(page, WARM_UP);
  const before = await held(page);
  await mount(page, TIMES);
  // The last ones are still being ended.
  let after = before;
  const isFreed = async () => {
    after = await held(page);
    const { bytes, nodes, listeners } = after;
    return bytes - before.bytes < LEFT_BYTES * TIMES && nodes - before.nodes < TIMES &&
      listeners - before.listeners < TIMES;
  };
  await until(
    isFreed,
    () => `the elements to be freed: ${JSON.stringify(before)}, then ${JSON.stringify(after)}`,
    10_000,
  );
  await page.close();
  assert.deepEqual(errors, []);
});
