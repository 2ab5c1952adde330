/**
 * How soon a page has a face over slow networks, and what it loads for that: in Chromium, whose network is slowed down.
 *
 * @module
 */
import { openBrowser, startService } from "../../../tests/e2e/browser.ts";
import { runCommand } from "../../lib/command.ts";
import { print } from "../../lib/print.ts";

/** Networks: bytes a second, and ms of latency. */
const NETWORKS = [
  { name: "50 kB/s, 100 ms", bytesPerS: 50_000, latencyMs: 100 },
  { name: "50 kB/s, 400 ms", bytesPerS: 50_000, latencyMs: 400 },
  { name: "this machine", bytesPerS: -1, latencyMs: 0 },
] as const;

const HELP = `Measures how soon a page has a face over slow networks, in Chromium, and what it loads for that.

  deno task bench:connect
`;

async function main(): Promise<void> {
  await using service = await startService("embedded");
  const browser = await openBrowser();
  for (const { name, bytesPerS, latencyMs } of NETWORKS) {
    const page = await browser.newPage();
    const devTools = await page.context().newCDPSession(page);
    await page.goto(`${service.url}/v1/ready`);
    await devTools.send("Network.enable");
    await devTools.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: latencyMs,
      downloadThroughput: bytesPerS,
      uploadThroughput: bytesPerS,
    });
    let bytes = 0;
    devTools.on("Network.loadingFinished", ({ encodedDataLength }) => bytes += encodedDataLength);
    const { moduleMs, faceMs } = await page.evaluate(firstFace, service.url);
    print(`${name}: module ${moduleMs} ms, face ${faceMs} ms, ${Math.round(bytes / 1000)} kB`);
    await page.context().close();
  }
  await browser.close();
}

if (import.meta.main) await runCommand({ help: HELP, options: {} }, main);

/** Runs in the page: connects, and waits until the face is drawn. */
async function firstFace(url: string): Promise<{ moduleMs: number; faceMs: number }> {
  const canvas = document.createElement("canvas");
  document.body.replaceChildren(canvas);
  const startMs = performance.now();
  const { connect }: typeof import("../../../src/client/mod.ts") = await import(`${url}/client.js`);
  const moduleMs = Math.round(performance.now() - startMs);
  const human = await connect({ url, canvas, video: { mode: "pose" } });
  const pen = canvas.getContext("2d");
  const isDrawn = () => pen?.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data[3] === 255;
  while (!isDrawn()) await new Promise((resolve) => requestAnimationFrame(resolve));
  const faceMs = Math.round(performance.now() - startMs);
  await human.close();
  return { moduleMs, faceMs };
}
