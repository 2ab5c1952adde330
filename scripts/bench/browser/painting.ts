/**
 * What a speaking human costs its page: time of the page's main thread, and processor time of the whole browser, in
 * Chromium without a graphics card.
 *
 * @module
 */
import type { Browser, CDPSession } from "playwright-core";
import { openBrowser } from "../../../tests/e2e/browser.ts";
import { openSite, pageWith, type Site } from "../../../tests/e2e/site.ts";
import { choiceOf, countOf, runCommand, type Values } from "../../lib/command.ts";
import { print } from "../../lib/print.ts";
import { quantiles } from "../../lib/report/quantiles.ts";
import { cpuMs } from "../../lib/service_process.ts";

const HELP = `Measures what a speaking human costs its page, in Chromium without a graphics card.

  deno task bench:painting [--video pose] [--pixels 512] [--seconds 12] [--runs 3]

  --video    pose, frames or none
  --pixels   side of the canvas
  --seconds  how long a run is measured
  --runs     how often`;

const OPTIONS = {
  video: { type: "string", default: "pose" },
  pixels: { type: "string", default: "512" },
  seconds: { type: "string", default: "12" },
  runs: { type: "string", default: "3" },
} as const;

const SENTENCE = "The sea is quiet tonight, and the lamps along the shore are lit. ";
/** Speech for longer than any run. */
const TEXT = SENTENCE.repeat(40);
/** How long the page speaks before it is measured: the browser compiles what runs often. */
const WARM_UP_MS = 4000;

/** Time for each second of speech, ms. */
interface Cost {
  /** Tasks of the page's main thread, as the browser counts them. */
  readonly taskMs: number;
  readonly scriptMs: number;
  /** Processor time of the page's process. */
  readonly pageMs: number;
  /** Processor time of the browser's other processes. */
  readonly othersMs: number;
}

/** What has been used so far, by the names of {@linkcode Cost}. */
async function used(browser: Browser, devTools: CDPSession): Promise<Cost> {
  const system = await browser.newBrowserCDPSession();
  const { processInfo } = await system.send("SystemInfo.getProcessInfo");
  await system.detach();
  const times = await Promise.all(processInfo.map(async ({ id, type }) => ({ type, ms: await cpuMs(id) })));
  const sum = (isWanted: (type: string) => boolean) =>
    times.reduce((total, { type, ms }) => total + (isWanted(type) ? ms : 0), 0);
  const { metrics } = await devTools.send("Performance.getMetrics");
  const metric = (name: string) => (metrics.find((one) => one.name === name)?.value ?? NaN) * 1000;
  return {
    taskMs: metric("TaskDuration"),
    scriptMs: metric("ScriptDuration"),
    pageMs: sum((type) => type === "renderer"),
    othersMs: sum((type) => type !== "renderer"),
  };
}

async function measure(
  site: Site,
  browser: Browser,
  { video, pixels, seconds }: { video: string; pixels: number; seconds: number },
): Promise<Cost> {
  const canvas = `<canvas id="human" style="width: ${pixels}px; height: ${pixels}px"></canvas>`;
  const script = `
    const human = await connect({ url, canvas, video: { mode: "${video}", width: 256, height: 256 } });
    document.querySelector("#say").onclick = () => human.say(${JSON.stringify(TEXT)});
    globalThis.ready = true;`;
  const { page, errors } = await site.open(browser, pageWith(site.service, canvas, script));
  await page.setViewportSize({ width: Math.max(960, pixels), height: pixels + 60 });
  await page.waitForFunction(() => "ready" in globalThis);
  await page.click("#say");
  await page.waitForTimeout(WARM_UP_MS);
  const devTools = await page.context().newCDPSession(page);
  // Times in which the thread ran, so that other programs do not count.
  await devTools.send("Performance.enable", { timeDomain: "threadTicks" });
  const before = await used(browser, devTools);
  const startMs = performance.now();
  await page.waitForTimeout(seconds * 1000);
  const after = await used(browser, devTools);
  const passedS = (performance.now() - startMs) / 1000;
  if (errors.length > 0) throw new Error(errors.join("\n"));
  await page.context().close();
  const rate = (name: keyof Cost) => (after[name] - before[name]) / passedS;
  return {
    taskMs: rate("taskMs"),
    scriptMs: rate("scriptMs"),
    pageMs: rate("pageMs"),
    othersMs: rate("othersMs"),
  };
}

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const video = choiceOf("--video", values.video, ["pose", "frames", "none"]);
  const [pixels, seconds] = [countOf("--pixels", values.pixels), countOf("--seconds", values.seconds)];
  await using site = await openSite();
  await using browser = await openBrowser();
  const costs: Cost[] = [];
  for (let run = 0; run < countOf("--runs", values.runs); run++) {
    const cost = await measure(site, browser, { video, pixels, seconds });
    costs.push(cost);
    const { taskMs, scriptMs, pageMs, othersMs } = cost;
    print(
      `${video}, ${pixels} px: main thread ${taskMs.toFixed(0)} ms/s (script ${scriptMs.toFixed(0)}), page ${
        pageMs.toFixed(0)
      } ms/s, other processes ${othersMs.toFixed(0)} ms/s, load ${Deno.loadavg()[0]?.toFixed(1)}`,
    );
  }
  print(`median of the main thread: ${quantiles(costs.map(({ taskMs }) => taskMs)).p50.toFixed(0)} ms/s`);
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
