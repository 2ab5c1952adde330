/**
 * A headless Chromium, a service in a separate process, and a page that can be listened to.
 *
 * @module
 */
import type { Browser, Page } from "playwright-core";
import { startServiceProcess, untilReady as untilServing } from "../../scripts/lib/service_process.ts";
import { until, WAIT_LIMIT_MS, type WaitName } from "../support/waiting.ts";

const CHROMIUM = Deno.env.get("TTH_CHROMIUM") ?? "/usr/bin/chromium";
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];
/** Time between two looks at a page, ms. */
const LOOK_MS = 40;

/** Why tests in the browser cannot run; `null` when they can. */
function obstacle(): string | null {
  // The browser's driver looks at files that Deno gives to programs with all permissions only.
  const { state } = Deno.permissions.querySync({ name: "net" });
  if (state !== "granted") return "needs deno task test:e2e";
  try {
    return Deno.statSync(CHROMIUM).isFile ? null : `${CHROMIUM} is no file`;
  } catch {
    return `no browser at ${CHROMIUM}, install Debian's chromium`;
  }
}

/** Starts a browser; dispose of it. */
export async function openBrowser(): Promise<Browser> {
  // Loaded only here: with fewer permissions even that fails.
  const { chromium } = await import("playwright-core");
  return await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
}

/** What the tests of one file share. */
export interface BrowserSuite {
  /** Defines a test in the browser; where it cannot run it is skipped, and its name says why. */
  test(name: string, run: (browser: Browser) => Promise<void>): void;
  /** The address of a service of this profile, warmed up. It serves all tests of the file: leave it as it is. */
  service(profile: string): Promise<string>;
}

/** Sets up a file's tests: one browser and one service a profile, started when they are first needed. */
export function browserSuite(): BrowserSuite {
  const why = obstacle();
  const services = new Map<string, Promise<RunningService>>();
  let browser: Promise<Browser> | null = null;
  Deno.test.afterAll(async () => {
    await (await browser)?.close();
    for (const service of services.values()) await (await service).stop();
  });
  return {
    test(name, run) {
      Deno.test({
        name: why === null ? name : `${name} (skipped: ${why})`,
        ignore: why !== null,
        // Browser and services outlive the test.
        sanitizeOps: false,
        sanitizeResources: false,
        async fn() {
          const shared = await (browser ??= openBrowser());
          try {
            await attempt(shared, run);
          } catch (error) {
            // A browser on a busy machine can miss a moment; what is broken fails twice.
            const why = error instanceof Error ? error.message : String(error);
            await Deno.stderr.write(new TextEncoder().encode(`"${name}" is tried once more: ${why}\n`));
            await attempt(shared, run);
          }
        },
      });
    },
    async service(profile) {
      const service = services.get(profile) ?? startService(profile);
      services.set(profile, service);
      return (await service).url;
    },
  };
}

/** Whether the project has this profile. */
export function hasProfile(profile: string): boolean {
  try {
    return Deno.statSync(new URL(`../../config/profiles/${profile}.yaml`, import.meta.url)).isFile;
  } catch {
    return false;
  }
}

/** A service in a separate process. */
export interface RunningService extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** Ends it as an administrator would. */
  stop(): Promise<void>;
}

/** Starts the service as `deno task serve` does, on a free port unless `env` says otherwise. */
export async function startService(profile: string, env: Record<string, string> = {}): Promise<RunningService> {
  const service = await startServiceProcess({ profile, env });
  await untilServing(service.url);
  let stopped: Promise<void> | null = null;
  const stop = () => stopped ??= service.stop();
  return { url: service.url, pid: service.pid, stop, [Symbol.asyncDispose]: stop };
}

/** What a page did that it must not do. */
export interface PageFaults {
  readonly errors: string[];
  /** Requests to anything but the service. */
  readonly foreign: string[];
}

/** How a page is opened. */
export interface PageOptions {
  readonly path?: string;
  /** Of the viewport, CSS pixels: a browser without a graphics card draws fewer of them faster. */
  readonly width?: number;
  readonly height?: number;
  readonly theme?: "light" | "dark";
  readonly density?: number;
  /** Whether the user prefers reduced motion. */
  readonly isStill?: boolean;
}

/**
 * Opens a page that can be listened to with {@linkcode loudness}, and notes what it must not do.
 *
 * @param prepare Sets up listeners before the page loads.
 */
export async function openPage(
  browser: Browser,
  url: string,
  options: PageOptions = {},
  prepare: (page: Page) => void = () => {},
): Promise<{ page: Page; faults: PageFaults }> {
  const { path = "/", width = 1280, height = 800, theme = "light", density = 1, isStill = false } = options;
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: theme,
    deviceScaleFactor: density,
    reducedMotion: isStill ? "reduce" : "no-preference",
  });
  page.setDefaultTimeout(WAIT_LIMIT_MS);
  const faults: PageFaults = { errors: [], foreign: [] };
  page.on("pageerror", (error) => faults.errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.errors.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !/^(blob|data):/.test(request.url())) faults.foreign.push(request.url());
  });
  prepare(page);
  await page.addInitScript(tapOutput);
  await page.goto(url + path);
  return { page, faults };
}

/** Runs in the page: measures what is connected to the loudspeaker, whatever code connects it. */
function tapOutput(): void {
  const connect = AudioNode.prototype.connect;
  const tapped = globalThis as unknown as { outputTap?: AnalyserNode };
  Object.assign(AudioNode.prototype, {
    connect(this: AudioNode, ...args: unknown[]): unknown {
      if (args[0] instanceof AudioDestinationNode) {
        tapped.outputTap = new AnalyserNode(this.context, { fftSize: 32_768, smoothingTimeConstant: 0 });
        Reflect.apply(connect, this, [tapped.outputTap]);
      }
      return Reflect.apply(connect, this, args);
    },
  });
}

/**
 * How loud the page is: the root of the mean square of the last samples that it plays.
 *
 * @param overMs Of how long, as far as the tap remembers, but not less than of 256 samples. Default: right now.
 */
export function loudness(page: Page, overMs = 0): Promise<number> {
  return page.evaluate((ms) => {
    const { outputTap } = globalThis as unknown as { outputTap?: AnalyserNode };
    if (!outputTap) return 0;
    const kept = new Float32Array(outputTap.fftSize);
    outputTap.getFloatTimeDomainData(kept);
    const samples = kept.slice(-Math.max(256, Math.round(ms / 1000 * outputTap.context.sampleRate)));
    return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
  }, overMs);
}

/** Quieter than this is silence; speech is a hundred times as loud. */
export const SILENCE = 0.001;

/**
 * Waits for a condition in a page, looked at between pictures of the page.
 *
 * @param what What is awaited, for the error.
 */
export async function untilPage(page: Page, holds: () => boolean | Promise<boolean>, what: WaitName): Promise<void> {
  // Not at each picture: looking takes the page's time.
  const pictureShown = () =>
    page.evaluate(async (ms) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      await new Promise(requestAnimationFrame);
    }, LOOK_MS);
  await until(async () => await holds() || (await pictureShown(), false), what);
}

/** Waits until the page can be heard, or is silent. */
export async function untilLoud(page: Page, loud: boolean): Promise<void> {
  const beganAt = performance.now();
  // On a busy machine a short text can begin and end between two looks, so what was heard meanwhile counts.
  const overMs = () => loud ? performance.now() - beganAt : 0;
  await untilPage(
    page,
    async () => (await loudness(page, overMs()) > SILENCE) === loud,
    `the page to be ${loud ? "loud" : "silent"}`,
  );
}

/** Waits until there is a face on the canvas: many different shades. */
export async function untilFace(page: Page): Promise<void> {
  await untilPage(page, async () => new Set(await picture(page)).size > 50, "a face on the canvas");
}

/** Waits until the face on the canvas has moved. */
export async function untilAlive(page: Page): Promise<void> {
  const before = await picture(page);
  await untilPage(page, async () => difference(before, await picture(page)) > 0, "the face to move");
}

/** Waits until nothing in the page is in transition; animations without an end do not count. */
export async function untilSettled(page: Page): Promise<void> {
  const moving = () =>
    page.evaluate(() =>
      document.getAnimations().some(({ playState, effect }) =>
        playState === "running" && Number.isFinite(Number(effect?.getComputedTiming().endTime))
      )
    );
  await untilPage(page, async () => !await moving(), "the page's transitions to end");
}

/** Waits until the studio is ready to be spoken to. */
export async function untilReady(page: Page): Promise<void> {
  await page.waitForSelector('#stage[data-state="idle"]');
}

/** Writes a text and sends it. */
export async function say(page: Page, text: string, mode: "reply" | "verbatim" = "verbatim"): Promise<void> {
  await page.locator(`#mode input[value=${mode}]`).check({ force: true });
  await page.fill("#text", text);
  await page.press("#text", "Enter");
}

/** What the canvas shows, as brightness 0..255 of a coarse grid of 32 by 32. */
export function picture(page: Page): Promise<number[]> {
  return page.locator("canvas").first().evaluate((source) => {
    if (!(source instanceof HTMLCanvasElement)) throw new Error("no canvas");
    const grid = new OffscreenCanvas(32, 32);
    const pen = grid.getContext("2d", { willReadFrequently: true });
    if (!pen) throw new Error("no context");
    pen.drawImage(source, 0, 0, 32, 32);
    const { data } = pen.getImageData(0, 0, 32, 32);
    return Array.from({ length: 1024 }, (_, i) => {
      return ((data[i * 4] ?? 0) + (data[i * 4 + 1] ?? 0) + (data[i * 4 + 2] ?? 0)) / 3;
    });
  });
}

/** The largest difference of two pictures, in the rows from `top` to `bottom` (shares of the height). */
export function difference(a: readonly number[], b: readonly number[], top = 0, bottom = 1): number {
  let most = 0;
  for (let i = Math.floor(top * 32) * 32; i < Math.ceil(bottom * 32) * 32; i++) {
    most = Math.max(most, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
  }
  return most;
}

/** Runs a test once, and closes what it opened. */
async function attempt(shared: Browser, run: (browser: Browser) => Promise<void>): Promise<void> {
  try {
    await run(shared);
  } finally {
    // Pages that go on speaking would take the next test's time.
    for (const context of shared.contexts()) await context.close();
  }
}
