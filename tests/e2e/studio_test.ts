import assert from "node:assert/strict";
import {
  browserSuite,
  difference,
  hasProfile,
  openPage,
  picture,
  say,
  startService,
  untilFace,
  untilLoud,
  untilPage,
  untilReady,
} from "./browser.ts";
import { violations } from "./embed/axe.ts";
import { untilMoving, untilStill } from "./mouth.ts";

const { test, service } = browserSuite();

/** What needs a human that looks and sounds like one uses the first of these that there is. */
const BEST = ["embedded", "offline_mock"].find(hasProfile) ?? "offline_mock";
const LONG = "This is a rather long sentence, so that there is time to look at the mouth while it moves. " +
  "And here is another one, which will be stopped before its very end.";

function bare(word: string): string {
  return word.replace(/[^\p{L}]/gu, "");
}

test("an interrupt is silent and still at once, and what was not heard is struck out", async (browser) => {
  const url = await service(BEST);
  const { page } = await openPage(browser, url);
  await untilReady(page);
  await say(page, LONG);
  await untilLoud(page, true);
  await untilMoving(page);
  await page.keyboard.press("Escape");
  await untilLoud(page, false);
  await page.waitForSelector("#panel-talk s");
  const unheard = await page.locator("#panel-talk s").innerText();
  const whole = await page.locator("#panel-talk .said").innerText();
  assert.ok(LONG.endsWith(unheard.trim()), unheard);
  assert.ok(whole.includes("This is a rather"), whole);
  assert.ok(!unheard.includes("This is a rather"), unheard);
  await untilStill(page);
  await say(page, "And now for something else.");
  await untilLoud(page, true);
});

test("a text of which nothing is heard says why over the face, and a long word stays within a narrow page", async (browser) => {
  const url = await service(BEST);
  const { page } = await openPage(browser, url, { width: 320, height: 568 });
  await untilReady(page);
  await say(page, "你好");
  await page.locator("#notice").getByText("the voice cannot say").waitFor();
  await page.getByRole("button", { name: "Dismiss" }).click();
  await say(page, "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung.");
  const word = page.locator(".caption").getByText("Donaudampf");
  await word.waitFor();
  const { x = -1, width = 0 } = await word.boundingBox() ?? {};
  assert.ok(x >= 0 && x + width <= 320, `from ${x} to ${x + width}`);
});

test("a text that is longer than a turn is announced in parts and sent whole, but a question is not", async (browser) => {
  const url = await service(BEST);
  const sent: string[] = [];
  const { page } = await openPage(browser, url, {}, (page) => {
    page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => {
        if (typeof payload === "string" && payload.includes('"user_text"')) sent.push(JSON.parse(payload).text);
      });
    });
  });
  await untilReady(page);
  const text = "This is a sentence like many others. ".repeat(120);
  await say(page, text, "reply");
  await page.getByText("4,439 of 4,000 characters").waitFor();
  await say(page, text);
  await untilLoud(page, true);
  await page.getByText("Parts to come: 1").waitFor();
  assert.deepEqual(sent.map(({ length }) => length), [3995]);
  await page.keyboard.press("Escape");
  await page.getByText("Enter to send").waitFor();
});

test("each panel is free of barriers, and code for the person on screen is at hand, on any screen", async (browser) => {
  const url = await service(BEST);
  const { page } = await openPage(browser, url, { path: "/?video=pose" });
  await untilReady(page);
  await page.locator('.chip input[value="sad"]').check({ force: true });
  await page.locator("#tab-embed").click();
  await page.locator("#panel-embed code").getByText(/<talking-human .*emotion="sad 0\.7" mode="pose"/).waitFor();
  for (const name of ["talk", "insight", "embed", "setup"]) {
    await page.locator(`#tab-${name}`).click();
    assert.deepEqual(await violations(page), [], name);
  }
  for (const [width, height, least] of [[844, 390, 330], [1024, 768, 440], [820, 1180, 680]] as const) {
    await page.setViewportSize({ width, height });
    const faceWidth = () => page.locator("#human").evaluate((canvas) => canvas.clientWidth);
    await untilPage(
      page,
      async () => await faceWidth() >= least,
      `a face ${least} pixels wide at ${width} x ${height}`,
    );
    assert.deepEqual(await violations(page), [], `${width} x ${height}`);
    const pageHeight = await page.evaluate(() => document.documentElement.scrollHeight);
    assert.equal(pageHeight, height, `the page fits ${width} x ${height}`);
  }
  // A window of 1280 x 1024 at 400 %.
  await page.setViewportSize({ width: 320, height: 256 });
  await page.locator("#mode input").first().click({ timeout: 5000 });
});

test("captions light each word while it is heard", async (browser) => {
  const url = await service(BEST);
  const { page } = await openPage(browser, url);
  const words: { text: string; startMs: number }[] = [];
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      const event = typeof payload === "string" ? JSON.parse(payload) : {};
      if (event.type === "word") words.push({ text: event.text, startMs: event.start_ms });
    });
  });
  await untilReady(page);
  await page.evaluate(() => {
    const seen: [string, number][] = [];
    Object.assign(globalThis, { seenWords: seen });
    const note = () => {
      const word = document.querySelector("#caption .now")?.textContent ?? "";
      if (word !== "" && seen.at(-1)?.[0] !== word) seen.push([word, performance.now()]);
    };
    new MutationObserver(note).observe(document.querySelector("#caption") ?? document.body, {
      childList: true,
      subtree: true,
    });
  });
  await say(page, "One little kitten jumped over seven yellow flowers.");
  await untilLoud(page, true);
  await page.waitForSelector('#stage[data-state="idle"]');
  const seen = await page.evaluate(() => (globalThis as unknown as { seenWords: [string, number][] }).seenWords);
  const startOf = new Map(words.map(({ text, startMs }) => [bare(text), startMs]));
  const lit = seen.map(([word, atMs]) => ({ word: bare(word), atMs }));
  assert.deepEqual(
    lit.map(({ word }) => word),
    [...startOf.keys()].filter((word) => lit.some((other) => other.word === word)),
  );
  // A browser that is short of time may miss a short word.
  assert.ok(lit.length >= words.length - 2, `${lit.length} of ${words.length} words were lit`);
  const offsets = lit.map(({ word, atMs }) => atMs - (startOf.get(word) ?? 0)).sort((a, b) => a - b);
  const median = offsets[offsets.length >> 1] ?? 0;
  const close = offsets.filter((offset) => Math.abs(offset - median) < 150).length;
  // Where sound ran out on a busy machine, the words after the gap are as late as their sound.
  assert.ok(close >= lit.length / 2, `words are lit within 150 ms of their time: ${offsets.map(Math.round)}`);
});

test("an emotion shows in the face before anything is said, and another persona at once", async (browser) => {
  const url = await service(BEST);
  let sockets = 0;
  let brows = NaN;
  const { page } = await openPage(browser, url, { path: "/?video=pose" }, (page) => {
    page.on("websocket", (socket) => {
      sockets++;
      socket.on("framereceived", ({ payload }) => {
        const event = typeof payload === "string" ? JSON.parse(payload) : {};
        if (event.type === "pose") brows = event.pose.browDownLeft ?? 0;
      });
    });
  });
  await untilReady(page);
  await untilFace(page);
  await untilPage(page, () => brows < 0.15, () => `a neutral face; the brows are at ${brows}`);
  const before = await picture(page);
  await page.locator('.chip input[value="angry"]').check({ force: true });
  await page.locator("#intensity").fill("1");
  await untilPage(page, () => brows > 0.3, () => `the brows to go down; they are at ${brows}`);
  await page.locator('.persona input[value="professional"]').check({ force: true });
  await untilPage(page, async () => difference(before, await picture(page)) > 60, "another person on the canvas");
  await page.locator('#text[placeholder*="Leo"]').waitFor();
  assert.equal(sockets, 1, "all of that in one session");
});

test("a page that is loaded again goes on in the middle of the turn", async (browser) => {
  const url = await service(BEST);
  const { page, faults } = await openPage(browser, url);
  await untilReady(page);
  await say(page, LONG);
  await untilLoud(page, true);
  await page.waitForFunction(() =>
    document.querySelector("#caption .heard")?.textContent?.includes("rather long") ?? false
  );
  await page.reload();
  // Before the first click the browser may keep the page silent; the speech waits.
  const unlock = page.getByRole("button", { name: "Turn the sound on" });
  await Promise.any([unlock.click(), untilLoud(page, true)]);
  await untilLoud(page, true);
  await page.waitForSelector("#panel-talk .said");
  assert.match(await page.locator("#panel-talk .said").innerText(), /This is a rather long sentence/);
  assert.equal(await page.locator("#panel-talk .turn").count(), 1);
  await page.keyboard.press("Escape");
  await untilLoud(page, false);
  assert.deepEqual(faults.errors, []);
});

test("when the service stops the page says so and what to do, and comes back with it", async (browser) => {
  const first = await startService(BEST);
  const { page } = await openPage(browser, first.url);
  await untilReady(page);
  await say(page, "Hello there.");
  await untilLoud(page, true);
  await page.waitForSelector('#stage[data-state="idle"]');
  await first.stop();
  const notice = page.locator('[role="alert"]');
  await notice.waitFor({ state: "visible" });
  assert.match(await notice.innerText(), /Connection lost[\s\S]*service is (restarting|running)[\s\S]*Try now/);
  assert.equal(await page.locator("#state").innerText(), "Offline");
  // Long enough to be heard after the page was seen to be connected again.
  await say(page, "Here I am, and I have a lot to tell you about what I have been doing all this time.");
  await say(page, "Again.");
  await page.getByText("Sent when the connection is back: 2").waitFor();
  await using _second = await startService(BEST, { TTH_PORT: new URL(first.url).port });
  await notice.waitFor({ state: "hidden" });
  await untilLoud(page, true);
  await page.waitForSelector('.turn[data-state="completed"]:nth-child(3)');
  const said = await page.locator('.turn[data-state="completed"] .said').allInnerTexts();
  assert.match(said.join(), /Hello there[\s\S]*Here I am[\s\S]*Again/, "texts written meanwhile are said one by one");
});

test("where the service has API keys the page asks for one, says when it is wrong, and works with a right one", async (browser) => {
  const key = "a-key-for-the-studio";
  await using service = await startService("offline_mock", { TTH_API_KEYS: key });
  const { page, faults } = await openPage(browser, service.url);
  const notice = page.locator("#notice");
  const open = async (text: string) => {
    await notice.getByLabel("API key").fill(text);
    await notice.getByRole("button", { name: "Open" }).click();
  };
  await notice.waitFor({ state: "visible" });
  assert.equal(await page.locator("#intensity").isVisible(), false, "controls without values stay hidden");
  assert.deepEqual(await violations(page), []);
  await open("a-key-of-another-service");
  await notice.getByText("The last one was not accepted").waitFor();
  await open(key);
  await untilReady(page);
  await say(page, "Good morning.");
  await untilLoud(page, true);
  await page.reload();
  await untilReady(page);
  await notice.waitFor({ state: "hidden" });
  // The browser itself notes each call that was refused, and nothing else may have gone wrong.
  assert.deepEqual(faults.errors.filter((text) => !text.includes("401")), []);
});

test("a turn that fails says why, what to do, and can be tried again", async (browser) => {
  const unreachable = "http://127.0.0.1:9/v1";
  await using service = await startService("offline_mock", {
    TTH_COMPONENTS__LLM__PRIMARY: "openai_chat",
    TTH_ADAPTERS__OPENAI_CHAT__BASE_URL: unreachable,
    TTH_ADAPTERS__OPENAI_CHAT__MODEL: "none",
  });
  const { page } = await openPage(browser, service.url);
  await untilReady(page);
  await say(page, "Who are you?", "reply");
  const notice = page.locator('[role="alert"]');
  await notice.waitFor({ state: "visible" });
  assert.match(await notice.innerText(), /did not work[\s\S]*openai_chat[\s\S]*Setup/);
  await page.locator("#tab-setup").click();
  await page.waitForSelector('[data-kind="llm"][data-health="bad"]');
  await page.waitForSelector('[data-kind="tts"][data-health="good"]');
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator("#tab-talk").click();
  await page.locator(".turn").nth(1).waitFor();
  await notice.waitFor({ state: "visible" });
  await page.getByRole("button", { name: "Dismiss" }).click();
  await notice.waitFor({ state: "hidden" });
  await say(page, "But this needs no language model.");
  await untilLoud(page, true);
});
