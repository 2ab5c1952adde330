import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type {} from "../../../src/client/element/mod.ts";
import { browserSuite, untilFace, untilLoud } from "../browser.ts";
import { openSite, shareSite, type Site } from "../site.ts";

const { test } = browserSuite();
const sharedSite = shareSite();

const readme = await Deno.readTextFile(new URL("../../../src/client/README.md", import.meta.url));

/** The policy that the client's README asks for. */
function documentedPolicy({ url }: Site["service"]): string {
  const parts = [...readme.matchAll(/`((?:script|connect|worker)-src [^`]*your-service)`/g)].map(([, part]) => part);
  assert.equal(parts.length, 3, "the README has a policy");
  const policy = parts.join("; ").replaceAll("https://your-service", url);
  return policy.replace("wss://your-service", url.replace("http", "ws"));
}

/** A page with one script tag and these elements, whose policy allows what it must, and forbids `<style>`. */
function elementPage({ service }: Site, elements: string): string {
  return `<!DOCTYPE html><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="style-src-elem 'none'; ${documentedPolicy(service)}">
    <script type="module" src="${service.url}/element.js"></script>
    <body style="margin: 0">${elements}`;
}

/** Runs a function with the page's first element. */
function withElement<T>(
  page: Page,
  run: (element: HTMLElementTagNameMap["talking-human"]) => T | Promise<T>,
): Promise<T> {
  return page.locator("talking-human").first().evaluate(run);
}

function untilState(page: Page, state: string): Promise<unknown> {
  return page.waitForFunction((wanted) => document.querySelector("talking-human")?.state === wanted, state);
}

test("one script tag and one element put a human into a page that shows captions and can be muted", async (browser) => {
  const site = await sharedSite();
  const wishes = 'look="jun" voice="leo" background="#203040 #000000"';
  const element = `<talking-human captions ${wishes} style="width: 240px"></talking-human>`;
  const { page, errors } = await site.open(browser, elementPage(site, element));
  await untilFace(page);
  await untilState(page, "idle");
  assert.equal(page.workers().length, 1, "the page's policy keeps the painting thread out");
  const box = await page.locator("talking-human").boundingBox();
  assert.deepEqual([box?.width, box?.height], [240, 240]);
  const grant = await withElement(page, ({ human }) => human?.session.grant);
  assert.equal(grant?.looks?.[grant.persona_id ?? ""], "jun");
  assert.deepEqual(grant?.backgrounds?.[grant.persona_id ?? ""], { gradient: ["#203040", "#000000"] });
  const direction = () =>
    withElement(
      page,
      ({ shadowRoot }) => getComputedStyle(shadowRoot?.querySelector(".captions") ?? document.body).direction,
    );
  const words = withElement(page, async (element) => {
    const heard: string[] = [];
    element.addEventListener("word", ({ detail }) => heard.push(detail.text));
    const turn = await element.say("Good morning, everyone here.");
    await turn.done;
    return { heard, text: turn.heardText };
  });
  await page.mouse.click(10, 300);
  await page.waitForFunction(() =>
    document.querySelector("talking-human")?.shadowRoot?.querySelector(".captions")?.textContent !== ""
  );
  await untilLoud(page, true);
  assert.deepEqual(await words, {
    heard: ["Good", "morning", "everyone", "here"],
    text: "Good morning, everyone here.",
  });
  await withElement(page, (element) => {
    element.muted = true;
    return element.say("You must not hear this sentence.").then(() => {});
  });
  await untilState(page, "speaking");
  await untilLoud(page, false);
  assert.equal(await direction(), "ltr");
  // The voice cannot say it, but it is shown as it is written.
  await withElement(page, async (element) => (await element.say("مرحبا بالعالم.")).done.then(() => {}));
  assert.equal(await direction(), "rtl");
  await page.close();
  assert.deepEqual(errors, []);
});

test("an element's session ends when it is taken out of the page, not when it is moved, and begins again", async (browser) => {
  await using site = await openSite({ TTH_SESSION__MAX_SESSIONS: "2" });
  const { page, errors } = await site.open(
    browser,
    elementPage(site, "<talking-human></talking-human><talking-human persona=casual></talking-human>"),
  );
  await page.waitForFunction(() => [...document.querySelectorAll("talking-human")].every(({ human }) => human));
  const { same, ended, again } = await withElement(page, async (element) => {
    const first = element.human;
    document.body.append(element);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const same = element.human === first && first?.session.connection.status === "open";
    element.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const ended = `${element.state} ${element.human} ${first?.session.connection.status}`;
    const ready = new Promise((resolve) => element.addEventListener("ready", resolve, { once: true }));
    document.body.append(element);
    await ready;
    return { same, ended, again: element.human !== first && element.state };
  });
  assert.deepEqual({ same, ended, again }, { same: true, ended: "off null closed", again: "idle" });
  await page.close();
  assert.deepEqual(errors, []);
});

test("the element keeps its size and fills it sharply at any density, with captions that fit, also where <style> is forbidden", async (browser) => {
  const site = await sharedSite();
  // Of captions: 5 % of the width, from 0.8 to 1.25 rem.
  const boxes = [[200, 200, 12.8], [320, 240, 16], [480, 256, 20]] as const;
  const elements = boxes.map(([width, height]) =>
    `<talking-human style="width: ${width}px; height: ${height}px"></talking-human>`
  );
  for (const density of [1, 1.5, 2, 3]) {
    const { page } = await site.open(browser, elementPage(site, elements.join("")), density);
    // A canvas that was not drawn on has 300 pixels.
    await page.waitForFunction(() =>
      [...document.querySelectorAll("talking-human")].every((element) => {
        const pixels = element.shadowRoot?.querySelector("canvas")?.width ?? 0;
        return element.human && pixels !== 300;
      })
    );
    const seen = await page.evaluate(async () => {
      for (let picture = 0; picture < 10; picture++) await new Promise((resolve) => requestAnimationFrame(resolve));
      return [...document.querySelectorAll("talking-human")].map((element) => {
        const canvas = element.shadowRoot?.querySelector("canvas");
        const [outer, inner] = [element.getBoundingClientRect(), canvas?.getBoundingClientRect()];
        const captions = element.shadowRoot?.querySelector(".captions");
        const letterPx = captions ? Number.parseFloat(getComputedStyle(captions).fontSize) : 0;
        return { box: [outer.width, outer.height, inner?.width, inner?.height], pixels: canvas?.width ?? 0, letterPx };
      });
    });
    for (const [i, { box, pixels, letterPx }] of seen.entries()) {
      const [width = 0, height = 0, expectedPx = 0] = boxes[i] ?? [];
      assert.deepEqual([...box, letterPx], [width, height, width, height, expectedPx], `at ${density}`);
      // A slow machine draws fewer pixels, but never less than half of the display's.
      assert.ok(pixels >= width * density / 2, `${pixels} pixels for ${width} at ${density}`);
    }
    await page.close();
  }
});

test("properties mirror the attributes, as frameworks set them", async (browser) => {
  const site = await sharedSite();
  const { page } = await site.open(browser, elementPage(site, "<talking-human mode=none></talking-human>"));
  await untilState(page, "idle");
  const attributes = await withElement(page, async (element) => {
    element.emotion = "happy 0.4";
    element.captions = true;
    element.volume = 0.5;
    Object.assign(element, { muted: "" });
    const changed = element.human?.volume === 0.5 && element.human.muted;
    const again = new Promise((resolve) => element.addEventListener("ready", resolve, { once: true }));
    // A session that cannot be closed properly does not keep the next one from starting.
    const { human } = element;
    const close = human?.close.bind(human);
    if (human) human.close = () => Promise.resolve(close?.()).then(() => Promise.reject(new Error("broken sound")));
    element.look = "mira";
    element.persona = null;
    await again;
    return { changed, names: element.getAttributeNames().sort(), look: element.look, mode: element.mode };
  });
  assert.deepEqual(attributes, {
    changed: true,
    names: ["captions", "emotion", "look", "mode", "muted", "volume"],
    look: "mira",
    mode: "none",
  });
  await page.close();
});

test("what changes while an element connects is in force when it has connected", async (browser) => {
  const site = await sharedSite();
  const { page } = await site.open(browser, elementPage(site, ""));
  await page.waitForFunction(() => customElements.get("talking-human"));
  const control = await page.evaluate(async () => {
    const element = document.createElement("talking-human");
    element.mode = "none";
    element.emotion = "sad";
    document.body.append(element);
    // The session has been asked for.
    await new Promise((resolve) => setTimeout(resolve));
    element.emotion = "happy 0.9";
    element.persona = "casual";
    const begun = new Promise<Event>((resolve) => element.addEventListener("turn_started", resolve, { once: true }));
    await element.say("Hi.");
    const event = await begun;
    return event instanceof CustomEvent ? event.detail.control : null;
  });
  assert.equal(control.emotion.label, "happy");
  assert.equal(control.character.persona_id, "casual");
  await page.close();
});

test("an invalid attribute, or a missing service, is shown in the element and as an event", async (browser) => {
  const site = await sharedSite();
  const { page } = await site.open(browser, elementPage(site, "<talking-human mode=film></talking-human>"));
  await untilState(page, "failed");
  const notice = page.locator("talking-human .notice");
  assert.equal(await notice.innerText(), 'mode="film" on <talking-human> must be pose, frames, none.');
  const code = await withElement(page, (element) => {
    const failed = new Promise<string>((resolve) =>
      element.addEventListener("failure", ({ detail }) => resolve(detail.code), { once: true })
    );
    element.setAttribute("src", "http://127.0.0.1:9/");
    element.setAttribute("mode", "pose");
    return failed;
  });
  assert.equal(code, "unreachable");
  assert.match(await notice.innerText(), /Cannot reach the service at http:\/\/127\.0\.0\.1:9.*CORS_ORIGINS=http/s);
  assert.equal(
    await notice.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
    0,
    "it is not cut off",
  );
  await withElement(page, (element) => {
    element.src = null;
    element.persona = "nobody";
  });
  await page.waitForFunction(() =>
    document.querySelector("talking-human")?.shadowRoot?.querySelector(".notice")?.textContent?.includes("nobody")
  );
  await withElement(page, (element) => {
    element.persona = "casual";
  });
  await untilState(page, "idle");
  await page.close();
});

test("the element begins a session as soon as a service that was busy says that it may", async (browser) => {
  const site = await sharedSite();
  const { page } = await site.open(browser, elementPage(site, "<talking-human mode=film></talking-human>"));
  await untilState(page, "failed");
  const headers = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "retry-after",
    "retry-after": "1",
  };
  await page.route("**/v1/sessions", (route) => route.fulfill({ status: 503, headers, body: "{}" }), { times: 1 });
  const states = await withElement(page, (element) => {
    const seen: string[] = [];
    return new Promise<string[]>((resolve) => {
      element.addEventListener("failure", ({ detail }) => seen.push(detail.code));
      element.addEventListener("ready", () => resolve(seen));
      element.setAttribute("mode", "pose");
    });
  });
  assert.deepEqual(states, ["http_503"]);
  await page.close();
});

test("the element begins again when the service is back, and after its session has ended", async (browser) => {
  const site = await sharedSite();
  const { page } = await site.open(browser, elementPage(site, "<talking-human mode=film></talking-human>"));
  await untilState(page, "failed");
  await page.route("**/v1/sessions", (route) => route.abort(), { times: 1 });
  await withElement(page, (element) => {
    const note = (what: string) => element.title += `${what} `;
    element.addEventListener("failure", ({ detail }) => note(detail.code));
    element.addEventListener("ready", () => note("ready"));
    element.setAttribute("mode", "none");
  });
  const untilNoted = (all: string) =>
    page.waitForFunction((all) => document.querySelector("talking-human")?.title === all, all);
  await untilNoted("unreachable ready ");
  const id = await withElement(page, ({ human }) => human?.session.grant.session_id);
  await fetch(`${site.service.url}/v1/sessions/${id}`, { method: "DELETE" });
  await untilNoted("unreachable ready closed ready ");
  await page.close();
});

test("an element whose connection breaks while it speaks says that it connects, and goes on speaking", async (browser) => {
  const site = await sharedSite();
  const keepSockets = `<script>
    const sockets = [];
    WebSocket = class extends WebSocket {
      constructor(...args) {
        super(...args);
        sockets.push(this);
      }
    };
    addEventListener("break", () => sockets.at(-1).close());
  </script>`;
  const { page, errors } = await site.open(
    browser,
    keepSockets + elementPage(site, "<talking-human mode=none></talking-human>"),
  );
  await untilState(page, "idle");
  const states = await withElement(page, async (element) => {
    const seen: string[] = [];
    const resumed = new Promise<void>((resolve) =>
      element.addEventListener("statechange", ({ detail }) => {
        seen.push(detail);
        if (detail === "speaking" && seen.includes("connecting")) resolve();
        else if (detail === "speaking") dispatchEvent(new Event("break"));
      })
    );
    const turn = await element.say("This sentence is long enough for a connection that breaks while it is spoken.");
    await resumed;
    turn.interrupt();
    await turn.done;
    return seen;
  });
  assert.deepEqual(states.slice(0, 4), ["thinking", "speaking", "connecting", "speaking"]);
  await page.close();
  assert.deepEqual(errors, []);
});
