import assert from "node:assert/strict";
import { type AdapterHost, defineAdapter, type SpeechPart } from "../../../src/contract/adapter.ts";
import { ProviderError } from "../../../src/contract/errors.ts";
import { checkConformance } from "../../../src/adapters/kit/conformance/mod.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { createVoice, type Sound, type Voice } from "../../../src/adapters/kit/voice.ts";
import { z } from "zod";
import { ava, controlOf, hostOf, turnContext } from "../support.ts";
import { soon, until } from "../../support/waiting.ts";

const SEGMENTS = ["One.", "Two, three."].map((text, index) => ({ index, text, control: controlOf() }));

/** A voice of one function. */
function voiceOf(synthesize: Voice["synthesize"], over: Partial<Voice> = {}, host: AdapterHost = hostOf()) {
  const capabilities = { streams: ["audio", "words"], controls: {}, offline: true } as const;
  return createVoice(host, { capabilities, synthesize, ...over });
}

async function* sound(...parts: (Uint8Array | SpeechPart)[]): Sound {
  for (const part of parts) if (part instanceof Uint8Array || part.type === "word") yield await Promise.resolve(part);
}

function tone(samples: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Int16Array.from({ length: samples }, (_, n) => 9000 * Math.sin(n / 9)).buffer);
}

function bytesOf(parts: readonly SpeechPart[]): number {
  return parts.reduce((sum, part) => part.type === "audio" ? sum + part.pcm.length : sum, 0);
}

Deno.test("a voice of one function speaks segment by segment, in whole samples however its bytes were cut", async () => {
  const word = { type: "word", text: "One", startMs: 0, endMs: 50, charStart: 0, charEnd: 3 } as const;
  const voice = voiceOf((text) => {
    const pcm = tone(100 * text.length);
    return sound(word, pcm.subarray(0, 33), pcm.subarray(33, 34), pcm.subarray(34));
  });
  const parts = await voice.inferBatch(SEGMENTS, turnContext());
  assert.deepEqual(parts.filter(({ type }) => type !== "audio"), [
    { type: "segment", index: 0, text: "One." },
    word,
    { type: "segment", index: 1, text: "Two, three." },
    word,
  ]);
  assert.equal(bytesOf(parts), 200 * (4 + 11));
  assert.ok(parts.every((part) => part.type !== "audio" || (part.pcm.length > 0 && part.pcm.length % 2 === 0)));
});

for (const [name, wrong] of [["samples", Int16Array.of(1, 2, 3)], ["a text", "AAAA"], ["nothing", null]] as const) {
  Deno.test(`a voice without types that yields ${name} instead of bytes is told what to yield`, async () => {
    const untyped = async function* () {
      yield await Promise.resolve(wrong);
    };
    const voice: ReturnType<typeof voiceOf> = Reflect.apply(voiceOf, undefined, [untyped]);
    await assert.rejects(voice.inferBatch(SEGMENTS, turnContext()), {
      code: "provider_protocol",
      message: /yield new Uint8Array\(samples\.buffer\)$/,
    });
  });
}

Deno.test("a voice without types that returns no iterable is told what to write", async () => {
  for (const wrong of [undefined, [tone(9)], Promise.resolve(tone(9))]) {
    const voice: ReturnType<typeof voiceOf> = Reflect.apply(voiceOf, undefined, [() => wrong]);
    await assert.rejects(voice.inferBatch(SEGMENTS, turnContext()), {
      code: "provider_protocol",
      message: /: synthesize\(\) must be an async generator/,
    });
  }
});

Deno.test("a voice of another rate is brought to 24 kHz, with exactly as much sound", async () => {
  const voice = voiceOf(() => sound(tone(8000)), { sampleRateHz: 16_000 });
  assert.equal(bytesOf(await voice.inferBatch(SEGMENTS.slice(0, 1), turnContext())), 2 * 12_000);
});

Deno.test("a voice is told the control of each segment, and what the persona calls it under its configured name", async () => {
  const seen: unknown[] = [];
  const voice = voiceOf(
    (_text, { voice, control }) => {
      seen.push([voice, control.character.speech_rate]);
      return sound(tone(10));
    },
    {},
    hostOf({ name: "my_alias" }),
  );
  const control = controlOf({ character: { speech_rate: 1.5 } });
  await voice.inferBatch([{ ...SEGMENTS[0]!, control }], turnContext());
  await voice.inferBatch(SEGMENTS.slice(0, 1), turnContext({ persona: { ...ava, voices: { my_alias: "anna" } } }));
  assert.deepEqual(seen, [[undefined, 1.5], ["anna", 1]]);
});

Deno.test("a voice that ignores its signal still ends with the turn, and is released", async () => {
  const { promise: neverEnds } = Promise.withResolvers<IteratorResult<Uint8Array>>();
  let [isAsked, isLetGo] = [false, false];
  const endless: Sound = {
    [Symbol.asyncIterator]: () => ({
      next() {
        isAsked = true;
        return neverEnds;
      },
      return() {
        isLetGo = true;
        return Promise.reject(new Error("too late to be told"));
      },
    }),
  };
  for (const end of ["abort", "cancel"] as const) {
    [isAsked, isLetGo] = [false, false];
    const turn = new AbortController();
    const voice = voiceOf(() => endless);
    const reader = voice.inferStream(ReadableStream.from(SEGMENTS), turnContext({ signal: turn.signal })).getReader();
    await reader.read();
    const reading = reader.read().catch((error: unknown) => error);
    await until(() => isAsked, "the voice to be asked");
    if (end === "abort") turn.abort();
    else await soon(reader.cancel(), "the cancel");
    const last = await soon(reading, "the end of the stream");
    assert.ok(end === "abort" ? last === turn.signal.reason : Object(last).done === true, String(last));
    await until(() => isLetGo, `the voice to be let go after ${end}`);
  }
});

Deno.test("what a voice throws is a failure of its provider, and a failure of its input stays as it is", async () => {
  const failureOf = (synthesize: Voice["synthesize"], input: ReadableStream = ReadableStream.from(SEGMENTS)) =>
    Array.fromAsync(voiceOf(synthesize, {}, hostOf({ name: "acme" })).inferStream(input, turnContext()))
      .then(() => assert.fail("it did not fail"), (error: unknown) => error);
  const plain = await failureOf(() => {
    throw new Error("the line is dead");
  });
  assert.ok(plain instanceof ProviderError);
  assert.deepEqual(
    [plain.message, plain.provider, plain.code, plain.retryable],
    ["acme: the line is dead", "acme", "provider_unavailable", true],
  );
  const own = new ProviderError("no credit", { provider: "acme", code: "provider_quota" });
  assert.equal(await failureOf(() => failing(own)), own);
  const silent = await failureOf(() => sound());
  assert.ok(silent instanceof ProviderError && silent.code === "provider_no_output", String(silent));
  const broken = new Error("the model failed");
  const input = new ReadableStream({ pull: (controller) => controller.error(broken) });
  assert.equal(await failureOf(() => sound(tone(5)), input), broken);
});

/** A little sound, then an error. */
async function* failing(error: Error): Sound {
  yield tone(5);
  await Promise.resolve();
  throw error;
}

Deno.test("a voice's health is what its check finds, in time", async () => {
  const clock = new VirtualClock();
  const health = (over: Partial<Voice>, signal?: AbortSignal) =>
    voiceOf(() => sound(), over, hostOf({ clock })).health(signal && { signal });
  assert.deepEqual(await health({}), { healthy: true, latencyMs: null, detail: "built in" });
  const check = async () => {
    await clock.advance(30);
    return "acme answers";
  };
  assert.deepEqual(await health({ check }), { healthy: true, latencyMs: 30, detail: "acme answers" });
  const refused = await health({ check: () => Promise.reject(new Error("401")) });
  assert.deepEqual(refused, { healthy: false, latencyMs: 0, detail: "401" });
  const deaf = new AbortController();
  const waiting = health({ check: () => new Promise(() => {}) }, deaf.signal);
  deaf.abort(new Error("no answer in time"));
  assert.deepEqual(await waiting, { healthy: false, latencyMs: 0, detail: "no answer in time" });
});

Deno.test("a voice of one function keeps the contract", async () => {
  const definition = defineAdapter({
    kind: "tts",
    name: "acme",
    summary: "A tone for each character",
    options: z.strictObject({}),
    create: (_options, host) =>
      createVoice(host, {
        capabilities: { streams: ["audio"], controls: { "character.speech_rate": "native" }, offline: true },
        async *synthesize(text, { control }) {
          yield await Promise.resolve(tone(Math.round(1440 * text.length / control.character.speech_rate)));
        },
      }),
  });
  const results = await checkConformance(definition);
  assert.deepEqual(results.filter(({ status }) => status === "failed"), []);
  assert.ok(results.filter(({ status }) => status === "passed").length >= 15);
});
