import assert from "node:assert/strict";
import type { LlmPart } from "../../../src/contract/adapter.ts";
import { delay } from "../../../src/contract/clock.ts";
import { messageOf, ProviderError } from "../../../src/contract/errors.ts";
import { generatedStream } from "../../../src/core/streams.ts";
import { ScriptedLlm } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { PartReader, type PartSource } from "../../../src/pipeline/provider/part_reader.ts";

const text = (value: string): LlmPart => ({ type: "text", text: value });

class Setting {
  readonly clock = new VirtualClock();
  readonly turn = new AbortController();
  timers = 0;
  /** Those of them that are more than a turn of the event loop. */
  waits = 0;
  cancelled: unknown = "not cancelled";

  /** Reads a stream that brings each part after its pause; the last pause may have no part behind it. */
  read(
    parts: readonly (readonly [pauseMs: number, part?: LlmPart])[],
    over: Partial<PartSource<LlmPart>> & { maxSilenceMs?: number } = {},
  ): PartReader<LlmPart> {
    const { clock } = this;
    const left = [...parts];
    const stream = new ReadableStream<LlmPart>({
      async pull(out) {
        const [pauseMs, part] = left.shift() ?? [0];
        await delay(clock, pauseMs);
        if (part === undefined) out.close();
        else out.enqueue(part);
      },
      cancel: (reason) => {
        this.cancelled = reason;
      },
    }, { highWaterMark: 0 });
    const { maxSilenceMs, ...rest } = over;
    const adapter = new ScriptedLlm(clock, () => "");
    Object.defineProperty(adapter, "maxSilenceMs", { value: maxSilenceMs });
    const counting = {
      now: () => clock.now(),
      setTimer: (ms: number, fn: () => void) => {
        this.timers++;
        if (ms > 0) this.waits++;
        return clock.setTimer(ms, fn);
      },
    };
    return new PartReader<LlmPart>(
      { stream, kind: "llm", adapter, provider: "llm_1", waitingFor: "text", ...rest },
      this.turn,
      { clock: counting, firstPartMs: 1000, stallMs: 100 },
    );
  }
}

/** Takes the parts of a reader one at a time, as JSON; then how it ended. */
function outcomesOf(reader: PartReader<LlmPart>): () => Promise<string> {
  let asked = Promise.withResolvers<string>();
  let more = Promise.withResolvers<void>();
  let reading: Promise<string> | undefined;
  const read = () =>
    reader.each((part) => {
      asked.resolve(JSON.stringify(part));
      more = Promise.withResolvers();
      return more.promise;
    }).then(() => "over", messageOf);
  return () => {
    asked = Promise.withResolvers();
    more.resolve();
    reading ??= read();
    return Promise.race([asked.promise, reading]);
  };
}

/** The next of some items. */
function next<T>(items: T[]): IteratorResult<T, void> {
  const value = items.shift();
  return value === undefined ? { done: true, value: undefined } : { done: false, value };
}

const TIMEOUT =
  /^llm_1 delivered no text within 100 ms; raise failover\.first_audio_ms or failover\.stall_ms if it needs longer$/;

Deno.test("the first part may take longer than the later ones", async () => {
  const setting = new Setting();
  using reader = setting.read([[999, text("a")], [99, text("b")], [101, text("c")]]);
  const outcome = outcomesOf(reader);
  const first = outcome();
  await setting.clock.advance(999);
  assert.equal(await first, '{"type":"text","text":"a"}');
  const second = outcome();
  await setting.clock.advance(99);
  assert.equal(await second, '{"type":"text","text":"b"}');
  const late = outcome();
  await setting.clock.advance(99);
  await setting.clock.advance(1);
  assert.match(await late, TIMEOUT);
});

Deno.test("signs of life start the wait anew, and are not parts", async () => {
  const setting = new Setting();
  using reader = setting.read([[900, { type: "progress" }], [900, { type: "progress" }], [900, text("a")], [5]]);
  const outcome = outcomesOf(reader);
  const part = outcome();
  await setting.clock.advance(3000);
  assert.equal(await part, '{"type":"text","text":"a"}');
  const end = outcome();
  await setting.clock.advance(10);
  assert.equal(await end, "over");
});

Deno.test("an adapter with its own limit gets a little longer than that limit", async () => {
  const setting = new Setting();
  using reader = setting.read([[60_000, text("a")]], { maxSilenceMs: 5000 });
  const outcome = outcomesOf(reader);
  const late = outcome();
  await setting.clock.advance(5999);
  assert.equal(setting.clock.pending > 1, true, "it is still waited for");
  await setting.clock.advance(1);
  assert.equal(await late, "llm_1 delivered no text within 6000 ms");
});

Deno.test("an adapter that waits for its own input may be silent, and its time counts from when it owes a part", async () => {
  const setting = new Setting();
  let owedSince: number | undefined = undefined;
  using reader = setting.read([[0, text("a")], [60_000, text("b")]], { owedSince: () => owedSince });
  const outcome = outcomesOf(reader);
  await setting.clock.advance(0);
  const first = outcome();
  await setting.clock.advance(1);
  await first;
  let isLate = false;
  const late = outcome().finally(() => isLate = true);
  await setting.clock.advance(10_000);
  assert.equal(isLate, false);
  owedSince = setting.clock.now();
  await setting.clock.advance(99);
  assert.equal(isLate, false);
  await setting.clock.advance(100);
  assert.match(await late, TIMEOUT);
});

Deno.test("a turn's end ends the wait, and what comes later is not read", async () => {
  const setting = new Setting();
  const reader = setting.read([[60_000, text("a")]]);
  const outcome = outcomesOf(reader);
  const waiting = outcome();
  setting.turn.abort(new Error("the turn is over"));
  assert.equal(await waiting, "the turn is over");
  assert.equal(await outcome(), "the turn is over");
  reader[Symbol.dispose]();
  assert.match(String(setting.cancelled), /the turn is over/);
  await setting.clock.advance(60_000);
  assert.equal(setting.clock.pending, 0);
});

Deno.test("a reader that leaves before the end of a turn cancels the stream", async () => {
  const setting = new Setting();
  const reader = setting.read([[0, text("a")], [60_000, text("b")]]);
  const outcome = outcomesOf(reader);
  const first = outcome();
  await setting.clock.advance(0);
  await first;
  assert.equal(setting.cancelled, "not cancelled");
  reader[Symbol.dispose]();
  assert.equal(setting.cancelled, undefined, "it is cancelled, without a reason");
  await setting.clock.advance(60_000);
  assert.equal(await outcome(), "over");
});

Deno.test("a stream's failure is thrown, and a reader leaves no timer behind", async () => {
  const setting = new Setting();
  const failure = new ProviderError("it broke", { code: "provider_failed", provider: "llm_1" });
  {
    using reader = setting.read([], { stream: new ReadableStream({ pull: () => Promise.reject(failure) }) });
    await assert.rejects(reader.each(() => {}), failure);
  }
  assert.equal(setting.clock.pending, 0);
});

Deno.test("a thousand parts in time take a few timers, not one each", async () => {
  const setting = new Setting();
  using reader = setting.read(Array.from({ length: 1000 }, () => [10, text("a")] as const));
  let parts = 0;
  const reading = reader.each(() => void parts++);
  await setting.clock.advance(10_000);
  await reading;
  assert.equal(parts, 1000);
  assert.ok(setting.timers <= 120, `${setting.timers} timers`);
});

Deno.test("parts that are there are read at once, keep-alives are skipped, and no timer is set", () => {
  const setting = new Setting();
  const parts: LlmPart[] = [text("a"), { type: "progress" }, text("b")];
  const stream = generatedStream<LlmPart>(setting.turn.signal, () => ({ next: () => next(parts), return: () => {} }));
  using reader = setting.read([], { stream });
  const read: unknown[] = [];
  void reader.each((part) => void read.push(part));
  assert.deepEqual(read, [text("a"), text("b")]);
  assert.equal(setting.timers, 0);
});

Deno.test("parts that are made at once are awaited without a deadline", async () => {
  const setting = new Setting();
  const parts: LlmPart[] = [text("a"), text("b")];
  using reader = setting.read([], { stream: ReadableStream.from(parts) });
  const read: unknown[] = [];
  await reader.each(async (part) => {
    read.push(part);
    await setting.clock.advance(0);
  });
  assert.deepEqual([read, setting.waits], [parts, 0]);
});

Deno.test("an adapter that always owes something is given the whole time for each part", async () => {
  const setting = new Setting();
  using reader = setting.read(Array.from({ length: 5 }, () => [90, text("a")] as const), { owedSince: () => 0 });
  let parts = 0;
  const reading = reader.each(() => void parts++);
  await setting.clock.advance(1000);
  await reading;
  assert.equal(parts, 5);
});

Deno.test("a reader that was given back asks for nothing more", async () => {
  const setting = new Setting();
  const reader = setting.read([[0, text("a")], [0, text("b")]]);
  const outcome = outcomesOf(reader);
  const first = outcome();
  await setting.clock.advance(1);
  await first;
  reader[Symbol.dispose]();
  assert.equal(await outcome(), "over");
  assert.equal(setting.clock.pending, 0);
});
