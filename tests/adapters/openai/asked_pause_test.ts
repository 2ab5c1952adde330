import assert from "node:assert/strict";
import { pauseInHeaders, pauseInWords } from "../../../src/adapters/openai/asked_pause.ts";

Deno.test("a pause is read from a provider's words", () => {
  for (
    const [words, ms] of [
      ["Rate limit reached: Limit 30000, Used 29000. Please try again in 1.5s. Visit the page.", 1500],
      ["Please try again in 20ms.", 20],
      ["Please try again in 7m12s.", 432_000],
      ["Please try again in 6m0.5s", 360_500],
      ["Quota exceeded for metric: x, limit: 10\nPlease retry in 25.465784708s.", 25_465.784708],
      ["Requests have exceeded the call rate limit. Please retry after 6 seconds.", 6000],
      ["Too many requests. Wait 1 minute and 5 seconds.", 65_000],
      ["Try again in an hour, or wait: 2 hours", 7_200_000],
      ["Please try again later. 5 requests a minute are allowed.", undefined],
      ["Retry with 3 samples.", undefined],
      ["This took 5s.", undefined],
    ] as const
  ) assert.equal(pauseInWords(words), ms, words);
});

Deno.test("a pause is read from a response's headers", () => {
  const pause = (headers: Record<string, string>) => pauseInHeaders(new Headers(headers));
  const near = (ms: number | undefined, wanted: number) => assert.ok(Math.abs((ms ?? NaN) - wanted) < 1500, `${ms}`);
  assert.equal(pause({ "retry-after": "1.5" }), 1500);
  assert.equal(pause({ "retry-after": "-3" }), 0);
  assert.equal(pause({ "retry-after-ms": "1200", "retry-after": "9" }), 1200);
  assert.equal(pause({ "retry-after": "soon" }), undefined);
  near(pause({ "retry-after": new Date(Date.now() + 60_000).toUTCString() }), 60_000);
  assert.equal(pause({ "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "1m2.5s" }), 62_500);
  const other = { "x-ratelimit-remaining-tokens": "1999", "x-ratelimit-reset-tokens": "8s" };
  assert.equal(pause(other), undefined);
  assert.equal(pause({ ...other, "x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "20ms" }), 20);
  assert.equal(pause({ "ratelimit-remaining": "0", "ratelimit-reset": "7" }), 7000);
  near(pause({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Date.now() + 30_000) }), 30_000);
  near(pause({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Date.now() / 1000 + 30) }), 30_000);
  assert.equal(pause({}), undefined);
});
