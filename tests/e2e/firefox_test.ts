/**
 * The studio in Firefox: Debian's `firefox-esr`, driven by WebDriver BiDi, which it speaks itself.
 *
 * @module
 */
import assert from "node:assert/strict";
import { until } from "../support/waiting.ts";
import { startService } from "./browser.ts";
import { freePort } from "../../scripts/lib/free_port.ts";
import { obstacle, start, WATCH } from "./other_browsers.ts";

const BROWSER = "/usr/bin/firefox-esr";
/** How WebDriver names the key Enter. */
const ENTER = "\uE007";
const TEXT = "One two three four five six seven.";

/** Sends a command of WebDriver BiDi, and returns its result. */
type Send = (method: string, params?: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** Connects to the browser, as soon as it listens. */
async function connect(port: number): Promise<Send> {
  let socket = new WebSocket(`ws://127.0.0.1:${port}/session`);
  await until(() => {
    if (socket.readyState === WebSocket.CLOSED) socket = new WebSocket(socket.url);
    return socket.readyState === WebSocket.OPEN;
  }, "a browser");
  let sent = 0;
  const answers = new Map<unknown, (answer: Record<string, unknown>) => void>();
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    answers.get(message.id)?.(message);
  };
  const send: Send = async (method, params = {}) => {
    const { promise, resolve } = Promise.withResolvers<Record<string, unknown>>();
    const id = ++sent;
    answers.set(id, resolve);
    socket.send(JSON.stringify({ id, method, params }));
    const answer = await promise;
    assert.equal(answer.type, "success", `${method}: ${JSON.stringify(answer)}`);
    return Object(answer.result);
  };
  return send;
}

const why = obstacle([BROWSER], "firefox-esr");

Deno.test({
  name: `Firefox: the studio shows a face and what it is told to say${why ? ` (skipped: ${why})` : ""}`,
  ignore: why !== null,
  // The pipe of the browser outlives it.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const profile = await Deno.makeTempDir();
    try {
      await using service = await startService("embedded");
      const port = freePort();
      const args = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", String(port)];
      await using _browser = start(BROWSER, args, { HOME: profile });
      const send = await connect(port);
      await send("session.new", { capabilities: {} });
      const { contexts } = await send("browsingContext.getTree");
      const { context } = Object(contexts)[0];
      const run = async (expression: string) => {
        const params = { expression, target: { context }, awaitPromise: true };
        const { result } = await send("script.evaluate", params);
        return Object(result).value;
      };
      await send("browsingContext.navigate", { context, url: service.url, wait: "complete" });
      await run(WATCH);
      const states = () => run("String(seen.states)");
      await until(async () => (await states()).endsWith("idle"), "the studio");
      await run("document.querySelector('#text').focus()");
      const keys = [...TEXT, ENTER].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
      await send("input.performActions", { context, actions: [{ type: "key", id: "keyboard", actions: keys }] });
      // Without a sound output, Firefox keeps the voice and the mouth waiting: the words and the living face show then.
      await until(async () => /thinking.*idle$/.test(await states()), "the end of the turn");
      assert.equal(await run("document.querySelector('#caption').textContent"), TEXT);
      const pictures = await run("seen.pictures");
      await until(async () => await run("seen.pictures") > pictures + 10, "a face that moves");
      assert.equal(await run("String(seen.errors)"), "");
    } finally {
      await Deno.remove(profile, { recursive: true });
    }
  },
});
