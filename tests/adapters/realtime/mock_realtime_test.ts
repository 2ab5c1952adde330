import assert from "node:assert/strict";
import type { RealtimeAdapter, RealtimePart, TurnContext } from "../../../src/contract/adapter.ts";
import mockRealtime from "../../../src/adapters/realtime/mock_realtime.ts";
import { ProviderError } from "../../../src/contract/errors.ts";
import { hostOf, turnContext } from "../support.ts";
import { arrivals, soon } from "../../support/waiting.ts";

async function connected(options = {}, history: { role: "user" | "assistant"; content: string }[] = []) {
  const adapter = mockRealtime.create(
    mockRealtime.options.parse({ latency_ms: 0, speedup: 1000, ...options }),
    hostOf(),
  );
  const { control, signal } = turnContext();
  await adapter.connect({ sessionId: "s", instructions: "You are Ava.", control, history, historyTurns: 50, signal });
  return adapter;
}

async function ask(
  adapter: RealtimeAdapter,
  text: string,
  mode: "reply" | "verbatim" = "reply",
  context: TurnContext = turnContext(),
) {
  await adapter.sendUserText({ text, mode, instructions: "", context });
  return adapter.streamEvents(context);
}

const textOf = (parts: readonly RealtimePart[]) => parts.map((part) => part.type === "text" ? part.text : "").join("");
const msOf = (part: RealtimePart) => part.type === "audio" ? part.pcm.byteLength / 48 : 0;

Deno.test("mock_realtime sends its text ahead of its audio, and marks that fit both", async () => {
  const parts = await Array.fromAsync(await ask(await connected(), "Tell me a story."));
  const whole = textOf(parts);
  let text = "";
  let audioMs = 0;
  for (const part of parts) {
    if (part.type === "text") text += part.text;
    if (part.type === "word") {
      assert.equal(text.slice(part.charStart, part.charEnd), part.text, "the text comes first");
      assert.ok(Math.abs(part.startMs - audioMs) < 0.001, "the mark comes before its audio");
    }
    audioMs += msOf(part);
  }
  assert.ok(whole.length > 200 && audioMs > 15_000);
});

Deno.test("mock_realtime says a given text word for word", async () => {
  const parts = await Array.fromAsync(await ask(await connected(), "Exactly  this, please!", "verbatim"));
  assert.equal(textOf(parts), "Exactly  this, please!");
});

Deno.test("mock_realtime sends faster than it plays, by the configured factor", async () => {
  const waits: number[] = [];
  const clock = {
    now: () => 0,
    setTimer: (delayMs: number, fn: () => void) => {
      waits.push(delayMs);
      queueMicrotask(fn);
      return () => {};
    },
  };
  const adapter = mockRealtime.create(mockRealtime.options.parse({ latency_ms: 300, speedup: 8 }), hostOf({ clock }));
  const context = turnContext();
  await adapter.connect({ ...context, instructions: "", history: [], historyTurns: 50 });
  const parts = await Array.fromAsync(await ask(adapter, "Hello", "reply", context));
  const audioMs = parts.reduce((sum, part) => sum + msOf(part), 0);
  assert.equal(waits.shift(), 300);
  assert.ok(Math.abs(waits.reduce((sum, ms) => sum + ms, 0) - audioMs / 8) < 0.01);
});

Deno.test("mock_realtime ends its stream when the response is cancelled, even in the middle of a wait", async () => {
  const adapter = await connected({ latency_ms: 60_000 });
  const reading = (await ask(adapter, "Hello")).getReader().read();
  await arrivals(1);
  await adapter.cancelResponse();
  assert.ok((await soon(reading, "the end of the stream")).done);
  await adapter.cancelResponse();
});

Deno.test("mock_realtime remembers only what was heard of an answer that was cut", async () => {
  const adapter = await connected();
  const reader = (await ask(adapter, "One two three four five six seven.", "verbatim")).getReader();
  const ends: number[] = [];
  for (let next = await reader.read(); ends.length < 5 && !next.done; next = await reader.read()) {
    if (next.value.type === "word") ends.push(next.value.endMs);
  }
  await adapter.cancelResponse();
  await adapter.truncate((ends[2] ?? 0) + 10);
  await reader.cancel();
  const answer = textOf(await Array.fromAsync(await ask(adapter, "What did you just say?")));
  assert.match(answer, /"One two three"/);
});

Deno.test("mock_realtime goes on with the history that it was connected with", async () => {
  const adapter = await connected({}, [{ role: "user", content: "My name is Ada." }, {
    role: "assistant",
    content: "Hello.",
  }]);
  assert.match(textOf(await Array.fromAsync(await ask(adapter, "What is my name?"))), /Ada/);
});

Deno.test("mock_realtime keeps the conversations of its instances apart", async () => {
  const [first, second] = [await connected(), await connected()];
  await Array.fromAsync(await ask(first, "My name is Ada."));
  assert.match(textOf(await Array.fromAsync(await ask(second, "What is my name?"))), /not told me/);
});

Deno.test("mock_realtime says what is missing when it is used out of turn", async () => {
  const adapter = mockRealtime.create(mockRealtime.options.parse({}), hostOf());
  const isNotConnected = (error: unknown) => error instanceof ProviderError && error.code === "not_connected";
  await assert.rejects(ask(adapter, "Hello"), isNotConnected);
  await assert.rejects(Array.fromAsync(adapter.streamEvents(turnContext())), /call sendUserText\(\) first/);
  const closed = await connected();
  await closed.close();
  await assert.rejects(ask(closed, "Hello"), isNotConnected);
});
