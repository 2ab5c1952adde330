/**
 * Measures the studio in a real browser on this machine: from click to first sound, from click to silence, and the
 * audio-video drift over a minute of speech.
 *
 * @module
 */
import type { Page } from "playwright-core";
import {
  loudness,
  openBrowser,
  openPage,
  say,
  SILENCE,
  startService,
  untilLoud,
  untilReady,
} from "../../tests/e2e/browser.ts";
import { choiceOf, countOf, runCommand, type Values } from "../lib/command.ts";
import { print } from "../lib/print.ts";
import { quantiles } from "../lib/report/quantiles.ts";

const HELP =
  `Measures the studio in Chromium: from click to first sound, from click to silence, and the audio-video drift.

  deno task bench:studio [--profile embedded] [--video pose] [--turns 15] [--minutes 1]

  --profile  the profile of the service
  --video    pose or frames
  --turns    turns that are timed
  --minutes  how long the drift is measured`;

const OPTIONS = {
  profile: { type: "string", default: "embedded" },
  video: { type: "string", default: "pose" },
  turns: { type: "string", default: "15" },
  minutes: { type: "string", default: "1" },
} as const;

const SENTENCE = "The sea is quiet tonight, and the lamps along the shore are lit.";

/** Runs in the page: clicks, and waits until the output gets loud or silent. Returns the time between, in ms. */
function clickUntil(
  { selector, loud, silence }: { selector: string; loud: boolean; silence: number },
): Promise<number> {
  const { outputTap } = globalThis as unknown as { outputTap?: AnalyserNode };
  const button = document.querySelector<HTMLElement>(selector);
  if (!outputTap || !button) return Promise.resolve(NaN);
  const samples = new Float32Array(128);
  return new Promise((resolve) => {
    // Silence has to last: a zero crossing is not silence.
    let since: number | null = null;
    const clickedAtMs = performance.now();
    // A timer of 0 fires after 4 ms: often enough, and it does not block the page.
    const look = () => {
      const now = performance.now();
      outputTap.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      const reached = (Math.sqrt(power) > silence) === loud;
      since = reached ? since ?? now : null;
      if (since !== null && (loud || now - since > 50)) return resolve(since - clickedAtMs);
      if (now - clickedAtMs > 15_000) return resolve(NaN);
      setTimeout(look, 0);
    };
    button.click();
    look();
  });
}

function report(what: string, values: readonly number[]): void {
  const { p50, p95 } = quantiles(values);
  print(`${what.padEnd(36)} median ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, n = ${values.length}`);
}

/** The values of the page's waterfall for the last turn. */
async function stagesOf(page: Page): Promise<[stage: string, ms: number][]> {
  const text = await page.locator(".waterfall").innerText();
  return [...text.matchAll(/(\w+)\s+(\d+) ms/g)].map(([, stage = "", ms]) => [stage.toLowerCase(), Number(ms)]);
}

async function measureTurns(page: Page, turns: number): Promise<void> {
  const firstSounds: number[] = [];
  const silences: number[] = [];
  const stages = new Map<string, number[]>();
  await page.locator("#tab-insight").click();
  await page.locator("#mode input[value=verbatim]").check({ force: true });
  for (let i = 0; i < turns; i++) {
    await page.fill("#text", `${SENTENCE} This is number ${i + 1}. ${SENTENCE}`);
    firstSounds.push(await page.evaluate(clickUntil, { selector: "#send", loud: true, silence: SILENCE }));
    // Not during a pause in the speech, which is already silent.
    await page.waitForTimeout(700);
    for (const [stage, ms] of await stagesOf(page)) stages.set(stage, [...stages.get(stage) ?? [], ms]);
    while (await loudness(page) < SILENCE * 20) await page.waitForTimeout(5);
    silences.push(await page.evaluate(clickUntil, { selector: "#stop", loud: false, silence: SILENCE }));
    await untilReady(page);
    await page.waitForTimeout(300);
  }
  report("click to first audible sample", firstSounds);
  for (const [stage, values] of stages) report(`  until ${stage}`, values);
  report("interrupt click to silence", silences);
}

async function measureDrift(page: Page, minutes: number): Promise<void> {
  const words = minutes * 150;
  const text = Array.from({ length: Math.ceil(words / 13) }, () => SENTENCE).join(" ");
  await say(page, text);
  await untilLoud(page, true);
  await page.waitForTimeout(minutes * 60_000);
  const shown = await page.locator("#panel-insight").innerText();
  await page.keyboard.press("Escape");
  const after = (label: string) => new RegExp(`${label}\\s+([^\\n]+)`).exec(shown)?.[1] ?? "?";
  print(`pictures within ±45 ms of the voice  ${after("In step")} (95 of 100 within ${after("95 of 100 pictures")})`);
  print(`pictures shown, skipped              ${after("Pictures shown")}, ${after("too late")}`);
  print(`underruns of the voice               ${after("Underruns of the voice")}`);
}

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  const { profile } = values;
  const video = choiceOf("--video", values.video, ["pose", "frames"]);
  const [turns, minutes] = [countOf("--turns", values.turns), countOf("--minutes", values.minutes)];
  await using service = await startService(profile);
  await using browser = await openBrowser();
  const { page } = await openPage(browser, service.url, { path: `/?video=${video}` });
  await untilReady(page);
  // The first turn warms up code that browsers compile lazily.
  await say(page, SENTENCE);
  await untilLoud(page, true);
  await page.waitForSelector('#stage[data-state="idle"]');
  print(`${profile}, ${video}, load of the machine ${Deno.loadavg()[0]?.toFixed(1)}`);
  await measureTurns(page, turns);
  await measureDrift(page, minutes);
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
