/**
 * How soon a page has a face: over slow networks with what it loads for that, and beside its session. In Chromium,
 * whose network is slowed down.
 *
 * @module
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openBrowser, startService } from "../../../tests/e2e/browser.ts";
import { countOf, runCommand, type Values } from "../../lib/command.ts";
import { print } from "../../lib/print.ts";
import { quantiles } from "../../lib/report/quantiles.ts";

/** Networks: bytes a second, and ms of latency. */
const NETWORKS = [
  { name: "50 kB/s, 100 ms", bytesPerS: 50_000, latencyMs: 100 },
  { name: "50 kB/s, 400 ms", bytesPerS: 50_000, latencyMs: 400 },
  { name: "this machine", bytesPerS: -1, latencyMs: 0 },
] as const;

/** Whose faces are awaited: a simple look and one with many parts. */
const PERSONAS = ["default", "casual"];

const HELP = `Measures how soon a page has a face, in Chromium.

  deno task bench:connect [--pages 20]

  --pages   pages for each persona, with an empty cache and with a full one`;

const OPTIONS = { pages: { type: "string", default: "20" } } as const;

/** When things happened in a page, ms. */
interface Times {
  /** `client.js` was loaded. */
  readonly moduleMs: number;
  /** The service had said that the session is ready. */
  readonly sessionMs: number;
  /** The face was on the canvas. */
  readonly faceMs: number;
  /** `connect()` had given the human. */
  readonly connectMs: number;
}

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const pages = countOf("pages", values.pages);
  await using service = await startService("embedded");
  const browser = await openBrowser();
  for (const network of NETWORKS) print(await overNetwork(browser, service.url, network));
  for (const personaId of PERSONAS) {
    for (const cache of ["empty", "full"] as const) {
      const times = await timesOf(browser, service.url, { personaId, cache, pages });
      const { p50, max } = quantiles(times.map(({ sessionMs, faceMs }) => faceMs - sessionMs));
      const [connect, face] = [
        quantiles(times.map(({ moduleMs, connectMs }) => connectMs - moduleMs)),
        quantiles(times.map(({ moduleMs, faceMs }) => faceMs - moduleMs)),
      ];
      print(
        `${personaId}, ${cache} cache: face ${Math.round(p50)} ms after the session, at most ${Math.round(max)} ms; ` +
          `connect() ${Math.round(connect.p50)} ms, face in it after ${Math.round(face.p50)} ms`,
      );
    }
  }
  print(`load ${Deno.loadavg()[0]?.toFixed(1)}`);
  await browser.close();
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);

async function overNetwork(
  browser: Browser,
  url: string,
  { name, bytesPerS, latencyMs }: typeof NETWORKS[number],
): Promise<string> {
  const page = await browser.newPage();
  const devTools = await page.context().newCDPSession(page);
  await page.goto(`${url}/v1/ready`);
  await devTools.send("Network.enable");
  await devTools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: latencyMs,
    downloadThroughput: bytesPerS,
    uploadThroughput: bytesPerS,
  });
  let bytes = 0;
  devTools.on("Network.loadingFinished", ({ encodedDataLength }) => bytes += encodedDataLength);
  const { moduleMs, faceMs } = await page.evaluate(firstFace, { url, personaId: "default" });
  await page.context().close();
  return `${name}: module ${Math.round(moduleMs)} ms, face ${Math.round(faceMs)} ms, ${Math.round(bytes / 1000)} kB`;
}

/** What happened when in each of several new pages. */
async function timesOf(
  browser: Browser,
  url: string,
  { personaId, cache, pages }: { personaId: string; cache: "empty" | "full"; pages: number },
): Promise<Times[]> {
  const open = async (context: BrowserContext): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(`${url}/v1/ready`);
    return page;
  };
  const times: Times[] = [];
  let context = await browser.newContext();
  if (cache === "full") await (await open(context)).evaluate(firstFace, { url, personaId });
  while (times.length < pages) {
    const page = await open(context);
    times.push(await page.evaluate(firstFace, { url, personaId }));
    await page.close();
    if (cache === "full") continue;
    await context.close();
    context = await browser.newContext();
  }
  await context.close();
  return times;
}

/** Runs in the page: connects, and waits until the face is drawn. */
async function firstFace({ url, personaId }: { url: string; personaId: string }): Promise<Times> {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 512;
  document.body.replaceChildren(canvas);
  const startMs = performance.now();
  const { connect }: typeof import("../../../src/client/mod.ts") = await import(`${url}/client.js`);
  const moduleMs = performance.now() - startMs;
  let sessionMs = NaN;
  class Socket extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      this.addEventListener("message", () => sessionMs = performance.now() - startMs, { once: true });
    }
  }
  const drawn = Promise.withResolvers<number>();
  const { drawImage } = CanvasRenderingContext2D.prototype;
  Object.assign(CanvasRenderingContext2D.prototype, {
    drawImage(this: CanvasRenderingContext2D, ...args: unknown[]): void {
      Reflect.apply(drawImage, this, args);
      if (this.canvas === canvas) drawn.resolve(performance.now() - startMs);
    },
  });
  const human = await connect({ url, canvas, persona_id: personaId, video: { mode: "pose" }, webSocket: Socket });
  const connectMs = performance.now() - startMs;
  const faceMs = await drawn.promise;
  await human.close();
  return { moduleMs, sessionMs, faceMs, connectMs };
}
