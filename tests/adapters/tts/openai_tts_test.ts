import assert from "node:assert/strict";
import type { SpeechPart, SpeechSegment } from "../../../src/contract/adapter.ts";
import type { Clock } from "../../../src/contract/clock.ts";
import definition from "../../../src/adapters/tts/openai_tts/mod.ts";
import { messageOf, ProviderError } from "../../../src/contract/errors.ts";
import type { PartialControl } from "../../../src/contract/controls.ts";
import { concat } from "../../../src/core/bytes.ts";
import { SPEECH_FAULTS } from "../../../src/adapters/kit/fakes/openai/faults/http.ts";
import {
  type FakeOpenAi,
  type FakeOpenAiOptions,
  startFakeOpenAi,
} from "../../../src/adapters/kit/fakes/openai/server.ts";
import { pcmMs, speechPcm } from "../../../src/adapters/kit/fakes/openai/speech_pcm.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { ava, controlOf, hostOf, turnContext } from "../support.ts";
import { LoopClock } from "../../support/loop_clock.ts";
import { soon, until } from "../../support/waiting.ts";

const KEY = "sk-test-MARKER-0123456789abcdef";
/** Deadlines that no test waits for in real time, ms. */
const DEADLINES = { first_audio_ms: 10_000, stall_ms: 10_000 };
const TEXT = "Hello there, my friend.";

/** Options of the adapter, and its clock. */
type Options = Record<string, unknown> & { clock?: Clock };

function ttsOn(fake: FakeOpenAi, { clock, ...options }: Options = {}) {
  const parsed = definition.options.parse({ base_url: fake.baseUrl, ...DEADLINES, ...options });
  const secret = (name: string) => name === "OPENAI_TTS_API_KEY" ? KEY : undefined;
  return definition.create(parsed, hostOf({ name: "openai_tts", secret, ...(clock && { clock }) }));
}

function start(options: FakeOpenAiOptions = {}): FakeOpenAi {
  return startFakeOpenAi({ apiKey: KEY, ...options, speech: { msPerChar: 10, ...options.speech } });
}

interface Spoken {
  segments: number[];
  pcm: Uint8Array;
  chunks: Uint8Array[];
  error: unknown;
}

async function spokenOf(stream: ReadableStream<SpeechPart>): Promise<Spoken> {
  const spoken: Spoken = { segments: [], pcm: new Uint8Array(), chunks: [], error: undefined };
  try {
    for await (const part of stream) {
      if (part.type === "segment") spoken.segments.push(part.index);
      else if (part.type === "audio") spoken.chunks.push(part.pcm);
    }
  } catch (error) {
    spoken.error = error;
  }
  spoken.pcm = concat(spoken.chunks);
  return spoken;
}

function speak(tts: ReturnType<typeof ttsOn>, texts: readonly string[] = [TEXT], over: {
  control?: PartialControl;
  voices?: Record<string, string>;
  signal?: AbortSignal;
} = {}) {
  const { control, voices = {}, signal = new AbortController().signal } = over;
  const segments: SpeechSegment[] = texts.map((text, index) => ({ index, text, control: controlOf(control) }));
  return tts.inferStream(ReadableStream.from(segments), turnContext({ signal, persona: { ...ava, voices } }));
}

Deno.test("openai_tts speaks segment by segment", async () => {
  await using fake = start();
  const spoken = await spokenOf(speak(ttsOn(fake), ["One.", "  ", "Two."]));
  assert.deepEqual(spoken.segments, [0, 1, 2]);
  assert.deepEqual(spoken.pcm, concat([speechPcm("One.", { msPerChar: 10 }), speechPcm("Two.", { msPerChar: 10 })]));
  assert.deepEqual(fake.speech.requests.map(({ input }) => input), ["One.", "Two."]);
});

for (const fault of SPEECH_FAULTS) {
  Deno.test(`openai_tts bears this fault, and speaks the next time: ${fault.name}`, async () => {
    await using clock = new LoopClock();
    await using fake = start({ clock, speech: { steps: [fault.step] } });
    const tts = ttsOn(fake, { first_audio_ms: 1000, stall_ms: 500, clock });
    const begunAtMs = clock.now();
    const spoken = await spokenOf(speak(tts));
    assert.ok(clock.now() - begunAtMs < 2500, `took ${clock.now() - begunAtMs} ms`);
    const { expected } = fault;
    const whole = speechPcm(TEXT, { msPerChar: 10 });
    if (expected.outcome === "error") {
      const { error } = spoken;
      assert.ok(error instanceof ProviderError, messageOf(error));
      assert.deepEqual([error.code, error.retryable, error.fatal], [
        expected.code,
        expected.retryable,
        expected.fatal ?? false,
      ]);
      assert.equal(spoken.pcm.length > 0, expected.audible ?? false);
      assert.ok(!error.message.includes("MARKER") && error.provider === "openai_tts");
    } else {
      assert.equal(spoken.error, undefined);
      assert.deepEqual(spoken.pcm, whole);
      assert.ok(spoken.chunks.every((chunk) => chunk.length % 2 === 0));
    }
    assert.deepEqual((await spokenOf(speak(tts))).pcm, whole);
  });
}

Deno.test("openai_tts passes on what FastAPI says is wrong", async () => {
  await using fake = start({
    speech: { steps: [{ refuse: { status: 400, body: { detail: "Voice 'x' not found" } } }] },
  });
  assert.match(messageOf((await spokenOf(speak(ttsOn(fake)))).error), /\(400\): Voice 'x' not found/);
});

Deno.test("openai_tts resamples a server of another rate, by its option or its WAVE header", async (t) => {
  for (
    const [name, manner, options] of [
      ["option", { sampleRateHz: 16_000, chunkBytes: 777 }, { sample_rate_hz: 16_000 }],
      ["header", { sampleRateHz: 44_100, chunkBytes: 999, riff: "unknown" }, {}],
    ] as const
  ) {
    await t.step(name, async () => {
      await using fake = start({ speech: { manner } });
      const tts = ttsOn(fake, options);
      await tts.warmup();
      const spoken = await spokenOf(speak(tts, [TEXT, TEXT]));
      assert.equal(pcmMs(spoken.pcm.length), 2 * TEXT.length * 10);
      // The same text twice sounds the same twice: nothing of the first is left in the filter.
      const half = spoken.pcm.length / 2;
      assert.deepEqual(spoken.pcm.subarray(0, half), spoken.pcm.subarray(half));
      await tts.close();
    });
  }
});

Deno.test("openai_tts maps character and emotion to voice, speed and directions", async () => {
  await using fake = start();
  const control = {
    emotion: { label: "happy", intensity: 1, arousal: 1 },
    character: { speech_rate: 1.2, expressivity: 1 },
  } as const;
  const options = { voices: { nova: "af_heart" } };
  await spokenOf(
    speak(ttsOn(fake, { ...options, model: "gpt-4o-mini-tts" }), [TEXT], { control, voices: { openai_tts: "nova" } }),
  );
  await spokenOf(speak(ttsOn(fake, { model: "kokoro" }), [TEXT], { control }));
  await spokenOf(speak(ttsOn(fake, { model: "tts-1", instructions: "always", voice: "echo" }), [TEXT]));
  const [directed, plain, calm] = fake.speech.requests;
  assert.deepEqual([directed?.voice, directed?.speed], ["af_heart", 1.38]);
  assert.match(directed?.instructions ?? "", /happy/);
  assert.doesNotMatch(directed?.instructions ?? "", /faster/);
  assert.deepEqual([plain?.voice, plain?.instructions], ["nova", undefined]);
  assert.deepEqual([calm?.voice, calm?.speed], ["echo", undefined]);
  assert.ok(calm?.instructions);
});

Deno.test("openai_tts declares emotions as ignored where the model takes no directions", async () => {
  await using fake = start();
  const directed = ttsOn(fake, { model: "gpt-4o-mini-tts" });
  assert.equal(directed.capabilities().controls["emotion.label"], "approximated");
  assert.equal(ttsOn(fake, { model: "kokoro" }).capabilities().controls["emotion.label"], "ignored");
});

Deno.test("openai_tts cuts a segment that is too long for one request", async () => {
  await using fake = start({ speech: { msPerChar: 1 } });
  const sentence = "This is a sentence of a certain length. ";
  const spoken = await spokenOf(speak(ttsOn(fake), [sentence.repeat(250)]));
  assert.equal(spoken.error, undefined);
  assert.deepEqual(spoken.segments, [0]);
  assert.equal(fake.speech.requests.length, 3);
  assert.ok(fake.speech.requests.every(({ input }) => input.length <= 4096 && input.endsWith(".")));
});

Deno.test("openai_tts cuts texts to what the server takes, once it refused a longer one", async () => {
  for (
    const [words, cut] of [["Input text exceeds the maximum of 100 characters", 2], ["input: too long", 2]] as const
  ) {
    const body = { error: { message: words } };
    await using fake = start({ speech: { msPerChar: 1, steps: [{ refuse: { status: 400, body } }] } });
    const tts = ttsOn(fake);
    const text = `${"This is the first of two clauses, ".repeat(3)}and that is the end of all of them.`;
    assert.equal((await spokenOf(speak(tts, [text]))).error, undefined);
    assert.equal((await spokenOf(speak(tts, [text]))).error, undefined);
    const inputs = fake.speech.requests.map(({ input }) => input);
    assert.equal(inputs.length, 1 + 2 * cut);
    assert.equal(inputs.slice(1, 1 + cut).join(" "), text);
    assert.ok(inputs.slice(1).every(({ length }) => length <= 100), words);
  }
  const body = { error: { message: "the voice is at its limit" } };
  await using fake = start({ speech: { steps: [{ refuse: { status: 400, body } }] } });
  assert.match(messageOf((await spokenOf(speak(ttsOn(fake)))).error), /the voice is at its limit/);
  assert.equal(fake.speech.requests.length, 1);
});

Deno.test("openai_tts forgets a length that did not help, and tries more again some time after one that did", async () => {
  const refuse = { status: 400, body: { error: { message: "input: too long" } } };
  const text = `${"This is the first of two clauses, ".repeat(3)}and that is the end of all of them.`;
  const clock = new VirtualClock();
  await using fake = start({ speech: { msPerChar: 1, steps: Array.from({ length: 3 }, () => ({ refuse })) } });
  const tts = ttsOn(fake, { clock });
  const inputsOf = async () => {
    const before = fake.speech.requests.length;
    const { error } = await spokenOf(speak(tts, [text]));
    return { error, inputs: fake.speech.requests.slice(before).map(({ input }) => input) };
  };
  assert.match(messageOf((await inputsOf()).error), /input: too long/);
  assert.deepEqual((await inputsOf()).inputs, [text]);
  fake.speech.steps.push({ refuse });
  assert.equal((await inputsOf()).inputs.length, 3);
  assert.equal((await inputsOf()).inputs.length, 2);
  await clock.advance(3 * 600_000);
  assert.deepEqual((await inputsOf()).inputs, [text]);
});

Deno.test("openai_tts ends speech that is too long, also where it is silence", async () => {
  await using fake = start({ speech: { steps: [{ body: "\0".repeat(2 * 48_000), contentType: "audio/pcm" }] } });
  const { error } = await spokenOf(speak(ttsOn(fake, { max_audio_ms: 1000 })));
  assert.match(messageOf(error), /more than 1000 ms of speech for one text/);
});

Deno.test("openai_tts ends the request when its turn is aborted, or its reader leaves", async (t) => {
  for (const way of ["abort", "cancel"] as const) {
    await t.step(way, async () => {
      await using fake = start({ speech: { steps: [{ chunkBytes: 4000, stallAfter: 1 }] } });
      const turn = new AbortController();
      const reader = speak(ttsOn(fake, { stall_ms: 60_000 }), [TEXT], { signal: turn.signal }).getReader();
      const isAudio = async () => (await reader.read()).value?.type === "audio";
      await soon(until(isAudio, "audio"), "audio");
      const reason = new DOMException("barge-in", "AbortError");
      if (way === "cancel") await reader.cancel();
      else {
        const reading = reader.read();
        turn.abort(reason);
        await assert.rejects(soon(reading, "the abort to reach the reader"), (error) => error === reason);
      }
      await until(() => fake.speech.abandoned === 1, "the provider to see its request ended");
    });
  }
});
