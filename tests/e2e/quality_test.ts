import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserSuite, openPage, say, startService, untilLoud, untilReady, untilSettled } from "./browser.ts";

const { test, service } = browserSuite();

/** Roles that people operate. */
const OPERATED = new Set(["button", "radio", "slider", "textbox", "tab", "link", "checkbox"]);

/** What screen readers are told of everything that can be operated: role and name. */
async function operatedNodes(page: Page): Promise<{ role: string; name: string }[]> {
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = await devtools.send("Accessibility.getFullAXTree");
  return nodes.filter((node) => !node.ignored)
    .map((node) => ({ role: String(node.role?.value), name: String(node.name?.value ?? "").trim() }))
    .filter(({ role }) => OPERATED.has(role));
}

/** Runs in the page: texts whose contrast is below WCAG 2.2 AA (1.4.3), as `ratio text`. */
function faintTexts(): string[] {
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (!pen) return ["no context"];
  const over = (colors: readonly string[]): number[] => {
    pen.clearRect(0, 0, 1, 1);
    for (const color of colors) {
      pen.fillStyle = color;
      pen.fillRect(0, 0, 1, 1);
    }
    return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const luminance = (rgb: readonly number[]): number => {
    const [r = 0, g = 0, b = 0] = rgb.map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const backgrounds = (element: Element): string[] => {
    const found: string[] = [];
    for (let at: Element | null = element; at; at = at.parentElement) {
      found.unshift(getComputedStyle(at).backgroundColor);
    }
    return found;
  };
  const faint: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>("body *")) {
    const text = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) =>
      node.nodeValue
    )
      .join("").trim();
    if (text === "" || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (element.closest(".sr-only") || element.matches(":disabled, :disabled *")) continue;
    const style = getComputedStyle(element);
    const below = backgrounds(element);
    const [a, b] = [luminance(over([...below, style.color])), luminance(over(below))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(style.fontSize) >= 24 ||
      (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${text.slice(0, 40)}`);
  }
  return faint;
}

async function openPanels(page: Page, width: number): Promise<string[]> {
  const faint = await page.evaluate(faintTexts);
  for (const name of ["direct", "talk", "insight", "setup"]) {
    const tab = page.locator(`#tab-${name}`);
    if (!await tab.isVisible()) continue;
    await tab.click();
    await untilSettled(page);
    faint.push(...await page.evaluate(faintTexts));
    if (width < 760) await tab.click();
  }
  return faint;
}

for (const theme of ["light", "dark"] as const) {
  for (const [name, width, height] of [["desktop", 1280, 800], ["phone", 390, 844]] as const) {
    test(`the page is clean and accessible: ${theme}, ${name}`, async (browser) => {
      const url = await service("offline_mock");
      const { page, faults } = await openPage(browser, url, { width, height, theme, isStill: theme === "dark" });
      await untilReady(page);
      const nodes = await operatedNodes(page);
      assert.ok(nodes.length > 10, `${nodes.length} controls`);
      assert.deepEqual(nodes.filter(({ name }) => name === ""), [], "every control has a name");
      for (const emotion of ["neutral", "happy", "surprised", "sad", "fearful", "angry", "disgusted"]) {
        await page.evaluate((label) => document.documentElement.dataset.tone = label, emotion);
        assert.deepEqual(await page.evaluate(faintTexts), [], `contrast, ${emotion}`);
      }
      await say(page, "A few words to look at. And a few more.", "verbatim");
      await untilLoud(page, true);
      assert.deepEqual(await openPanels(page, width), [], "contrast in the panels");
      await page.keyboard.press("Escape");
      await untilReady(page);
      assert.deepEqual(await openPanels(page, width), [], "contrast after an interrupt");
      const moved = await page.evaluate(() => {
        // What stands out at the right must not be reached by moving the page.
        document.querySelector("#starters")?.removeAttribute("hidden");
        document.querySelector("#starters button:last-child")?.scrollIntoView();
        return document.querySelector("#studio")?.getBoundingClientRect().left;
      });
      assert.equal(moved, 0, "the page stays in its place");
      assert.deepEqual(faults, { errors: [], foreign: [] });
    });
  }
}

/** Runs in the page: sums the layout shifts that no input explains. */
function sumLayoutShifts(): void {
  const summed = Object.assign(globalThis, { layoutShift: 0 });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if ("value" in entry && !("hadRecentInput" in entry && entry.hadRecentInput)) {
        summed.layoutShift += Number(entry.value);
      }
    }
  }).observe({ type: "layout-shift", buffered: true });
}

test("nothing jumps while the page loads and the human speaks", async (browser) => {
  const url = await service("offline_mock");
  const { page } = await openPage(browser, url, {}, (page) => void page.addInitScript(sumLayoutShifts));
  await untilReady(page);
  await say(
    page,
    "One sentence. And another one that is a good deal longer than the first, so that it takes two lines.",
  );
  await untilLoud(page, true);
  await page.waitForSelector('#stage[data-state="idle"]');
  await untilSettled(page);
  const shift = await page.evaluate(() => (globalThis as unknown as { layoutShift: number }).layoutShift);
  assert.ok(shift < 0.02, `cumulative layout shift: ${shift}`);
});

test("the reference of the API fits a phone", async (browser) => {
  const url = await service("offline_mock");
  const { page, faults } = await openPage(browser, url, { path: "/docs", width: 320, height: 640 });
  const width = await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    return document.documentElement.scrollWidth;
  });
  assert.equal(width, 320);
  assert.deepEqual(faults, { errors: [], foreign: [] });
});

test("everything can be done from the keyboard", async (browser) => {
  const url = await service("offline_mock");
  const { page } = await openPage(browser, url);
  await untilReady(page);
  await page.focus("#tab-talk");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "tab-insight");
  assert.equal(await page.locator("#panel-insight").isVisible(), true);
  await page.focus('.chip input[value="neutral"]');
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator(".felt").innerText(), "Happy");
  await page.focus(".pad input");
  for (let i = 0; i < 15; i++) await page.keyboard.press("ArrowLeft");
  for (let i = 0; i < 7; i++) await page.keyboard.press("ArrowUp");
  assert.equal(await page.locator(".felt").innerText(), "Disgusted");
  await page.focus("#text");
  await page.keyboard.type("Hello there, this is typed by hand.");
  await page.keyboard.press("Enter");
  await untilLoud(page, true);
  await page.keyboard.press("Escape");
  await untilLoud(page, false);
});

test("a service with API keys asks for one, and again for one that is wrong", async (browser) => {
  await using service = await startService("offline_mock", { TTH_API_KEYS: "a-key-that-is-long-enough" });
  const { page } = await openPage(browser, service.url);
  const notice = page.locator('[role="alert"]');
  await notice.waitFor({ state: "visible" });
  assert.match(await notice.innerText(), /needs an API key[\s\S]*configuration/);
  await page.getByLabel("API key").fill("wrong");
  await Promise.all([
    page.waitForResponse((response) => response.status() === 401),
    page.getByRole("button", { name: "Open" }).click(),
  ]);
  await page.getByLabel("API key").waitFor({ state: "visible" });
});
