import assert from "node:assert/strict";
import { VirtualClock } from "../../../../src/adapters/kit/fakes/virtual_clock.ts";
import type { WireFailure } from "../../../../src/adapters/openai/errors.ts";
import { Failures } from "../../../../src/adapters/openai/errors.ts";
import { RequestFailedError } from "../../../../src/adapters/openai/http.ts";
import { Patience } from "../../../../src/adapters/openai/answer/patience.ts";

/** The pauses before the next tries after a failure that comes again and again, ms; at most six. */
async function pausesAfter(failure: WireFailure, options: { isDisconnected?: boolean } = {}): Promise<number[]> {
  const clock = new VirtualClock();
  const patience = new Patience(clock, 60_000);
  const { signal } = new AbortController();
  const pauses: number[] = [];
  while (pauses.length < 6) {
    const startedAt = clock.now();
    let again: { is: boolean; atMs: number } | undefined;
    const asked = patience.mayTryAgain(new RequestFailedError("POST x", failure, options), signal);
    void asked.then((is) => again = { is, atMs: clock.now() });
    while (again === undefined) await clock.advance(50);
    if (!again.is) break;
    pauses.push(again.atMs - startedAt);
  }
  return pauses;
}

Deno.test("a server that gets ready is asked again and again, with growing pauses", async () => {
  for (const words of ["Loading model", "currently loading", "warming up", "Server is starting up", "not ready yet"]) {
    assert.deepEqual(await pausesAfter({ status: 503, message: words }), [250, 500, 1000, 2000, 4000, 4000], words);
  }
});

Deno.test("a server that is broken or full is asked twice more, and one that refuses not at all", async () => {
  for (const words of ["overloaded", "failed to load model", "error loading model: out of memory", "no upstream"]) {
    assert.deepEqual(await pausesAfter({ status: 503, message: words }), [250, 500], words);
  }
  assert.deepEqual(await pausesAfter({ status: 404, message: "Loading model" }), []);
  assert.deepEqual(await pausesAfter({ status: 401 }), []);
});

Deno.test("a connection that broke is tried again at once, as it may have been kept open for too long", async () => {
  assert.deepEqual(await pausesAfter({ message: "reset" }, { isDisconnected: true }), [0, 500]);
});

Deno.test("a request waits as long as a provider that limits the rate asks, up to a bound", async () => {
  assert.deepEqual(await pausesAfter({ status: 429, pauseMs: 1500 }), [1500, 1500, 1500, 1500, 1500, 1500]);
  assert.deepEqual(await pausesAfter({ status: 429, pauseMs: 4000 }), [4000, 4000]);
  assert.deepEqual(await pausesAfter({ status: 429, pauseMs: 60_000 }), []);
  assert.deepEqual(
    await pausesAfter({ status: 429, pauseMs: 0 }),
    [250, 500, 1000, 2000, 4000],
    "no pause is asked for",
  );
  assert.deepEqual(await pausesAfter({ status: 503, pauseMs: 0 }), [250, 500, 1000, 2000, 4000, 4000]);
  assert.deepEqual(await pausesAfter({ status: 429, message: "Please try again in 4s." }), [4000, 4000]);
  assert.deepEqual(await pausesAfter({ status: 429, message: "Please try again in 7m12s." }), []);
  assert.deepEqual(await pausesAfter({ status: 429, message: "Please try again later." }), [250, 500]);
  assert.deepEqual(await pausesAfter({ status: 429 }), [250, 500]);
});

Deno.test("patience ends with its time, and begins anew with each sign of life", async () => {
  const clock = new VirtualClock();
  const patience = new Patience(clock, 1000);
  await clock.advance(900);
  assert.equal(patience.leftMs, 100);
  const loading = new RequestFailedError("POST x", { status: 503, message: "Loading model" });
  assert.equal(await patience.mayTryAgain(loading, new AbortController().signal), false);
  patience.renew();
  assert.equal(patience.leftMs, 1000);
});

Deno.test("an error says in seconds how long a provider asks to wait", () => {
  const failures = new Failures("chat", { secrets: [], keyHint: "" });
  const messageFor = (pauseMs?: number) => failures.fromWire("it failed", { status: 429, pauseMs }).message;
  assert.equal(messageFor(6500), "chat: it failed (429); the provider asks to wait 7 s");
  assert.equal(messageFor(), "chat: it failed (429)");
});
