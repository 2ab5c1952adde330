/**
 * The studio in WebKitGTK, which has Safari's engine: Debian's `webkit2gtk-driver` and `xvfb`, driven by W3C WebDriver.
 *
 * @module
 */
import assert from "node:assert/strict";
import { until } from "../support/waiting.ts";
import { startService } from "./browser.ts";
import { freePort } from "../../scripts/lib/free_port.ts";
import { obstacle, start, WATCH } from "./other_browsers.ts";

const DRIVER = "/usr/bin/WebKitWebDriver";
const SCREEN = "/usr/bin/Xvfb";
const BROWSER = `/usr/lib/${Deno.build.arch}-linux-gnu/webkit2gtk-4.1/MiniBrowser`;
/** How WebDriver names the key Enter. */
const ENTER = "\uE007";

/** Sends a command of WebDriver. */
async function command(url: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, body === undefined ? {} : { method: "POST", body: JSON.stringify(body) });
  const { value }: { value: unknown } = await response.json();
  assert.ok(response.ok, `${url}: ${JSON.stringify(value)}`);
  return value;
}

const why = obstacle([DRIVER, SCREEN, BROWSER], "webkit2gtk-driver and xvfb");

Deno.test({
  name: `WebKit: the studio speaks, and face and captions follow the voice${why ? ` (skipped: ${why})` : ""}`,
  ignore: why !== null,
  // The pipes of the programs outlive it.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const home = await Deno.makeTempDir();
    await using service = await startService("embedded");
    await using screen = start(SCREEN, ["-displayfd", "1", "-screen", "0", "1280x1024x24"]);
    const env = {
      DISPLAY: `:${await screen.firstLine()}`,
      HOME: home,
      XDG_RUNTIME_DIR: home,
      // It has no sandbox for root, and a machine without a graphics card has no compositing.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
      WEBKIT_DISABLE_COMPOSITING_MODE: "1",
    };
    const port = freePort();
    await using _driver = start(DRIVER, ["-p", String(port)], env);
    const driver = `http://127.0.0.1:${port}/session`;
    const browserOptions = { binary: BROWSER, args: ["--automation"] };
    const wish = { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": browserOptions } } };
    let opened: unknown;
    await until(async () => (opened = await command(driver, wish).catch(() => null)) !== null, "a browser");
    const session = `${driver}/${Object(opened).sessionId}`;
    const run = async (script: string) => Object(await command(`${session}/execute/sync`, { script, args: [] }));
    try {
      await command(`${session}/url`, { url: service.url });
      await run(WATCH);
      const states = async () => (await run("return seen")).states.join();
      await until(async () => (await states()).endsWith("idle"), "the studio");
      const field = await command(`${session}/element`, { using: "css selector", value: "#text" });
      const text = `One two three four five six seven.${ENTER}`;
      await command(`${session}/element/${Object.values(Object(field))[0]}/value`, { text });
      await until(async () => (await states()).endsWith("speaking,idle"), "the end of the speech");
      const { errors, pictures, words } = await run("return seen");
      assert.deepEqual(errors, []);
      assert.ok(pictures > 10, `the face moves: ${pictures} pictures`);
      assert.ok(words >= 7, `each word is marked as it is heard: ${words}`);
    } finally {
      await fetch(session, { method: "DELETE" });
      await Deno.remove(home, { recursive: true });
    }
  },
});
