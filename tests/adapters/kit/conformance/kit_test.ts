import assert from "node:assert/strict";
import { z } from "zod";
import {
  type Capabilities,
  defineAdapter,
  type SpeechPart,
  type TtsAdapter,
} from "../../../../src/contract/adapter.ts";
import { generatedStream, readInput } from "../../../../src/core/streams.ts";
import { ProviderError } from "../../../../src/contract/errors.ts";
import mockTts from "../../../../src/adapters/tts/mock_tts.ts";
import { hostOf } from "../../support.ts";
import { assertEnds, CountingClock } from "../../../../src/adapters/kit/conformance/kit.ts";
import { checkConformance, type ConformanceOptions } from "../../../../src/adapters/kit/conformance/mod.ts";

/** The names of the checks that a voice fails, which is the mock voice but for what `change` makes of it. */
async function failuresOf(
  change: (voice: TtsAdapter) => void,
  options: z.ZodType = mockTts.options,
): Promise<string[]> {
  const broken = defineAdapter({
    ...mockTts,
    options,
    create() {
      const voice = mockTts.create({ seed: 1 }, hostOf({ name: "mock_tts" }));
      change(voice);
      return voice;
    },
  });
  const failed = (await checkConformance(broken)).filter(({ status }) => status === "failed");
  for (const { detail } of failed) assert.doesNotMatch(detail, /^Expected|\+ actual/, detail);
  return failed.map(({ name }) => name);
}

/** Passes what a voice brings through a function. */
function rewrite(voice: TtsAdapter, change: (parts: SpeechPart[]) => SpeechPart[]): void {
  const original = voice.inferStream.bind(voice);
  voice.inferStream = (input, context) =>
    generatedStream(context.signal, async function* (signal) {
      for await (const part of readInput(original(input, context), signal)) yield* change([part]);
    });
}

function declare(voice: TtsAdapter, change: Partial<Capabilities>): void {
  const capabilities = { ...voice.capabilities(), ...change };
  voice.capabilities = () => capabilities;
}

Deno.test("the conformance kit finds nothing wrong with a good voice", async () => {
  assert.deepEqual(await failuresOf(() => {}), []);
});

Deno.test("a check of a voice that hangs ends after the limit that was given", async () => {
  const hanging = defineAdapter({
    ...mockTts,
    create(options, host) {
      const voice = mockTts.create(options, host);
      voice.inferStream = () => new ReadableStream();
      return voice;
    },
  });
  const results = await checkConformance(hanging, { limitMs: 50, only: "ownership" });
  assert.equal(results.length, 1);
  for (const { status, detail } of results) assert.deepEqual([status, detail], ["failed", "not done after 50 ms"]);
});

Deno.test("the end of a stream is not late because its thread has waited for a processor", async () => {
  await assertEnds(new CountingClock(), () => {
    const over = Promise.withResolvers<undefined>();
    return Promise.resolve({
      over: over.promise,
      act() {
        setTimeout(() => over.resolve(undefined), 5);
        for (const since = performance.now(); performance.now() - since < 130;);
      },
    });
  });
});

Deno.test("the conformance kit catches a voice that goes on after its turn", async () => {
  const failures = await failuresOf((voice) => {
    const original = voice.inferStream.bind(voice);
    const { signal } = new AbortController();
    voice.inferStream = (input, context) => original(input, { ...context, signal });
  });
  assert.ok(failures.includes("stops immediately when its turn is aborted while it waits for input"), failures.join());
});

Deno.test("the conformance kit catches a voice that leaves a timer or its input behind", async () => {
  const failures = await failuresOf((voice) => {
    const original = voice.inferStream.bind(voice);
    voice.inferStream = (input, context) => {
      const [kept, used] = input.tee();
      void kept;
      return original(used, context);
    };
  });
  assert.ok(failures.includes("stops immediately when its reader cancels"), failures.join());
});

Deno.test("the conformance kit catches a voice that works before it is asked", async () => {
  const failures = await failuresOf((voice) => {
    const original = voice.inferStream.bind(voice);
    voice.inferStream = (input, context) =>
      original(input.pipeThrough(new TransformStream({}, { highWaterMark: 2 }, { highWaterMark: 2 })), context);
  });
  assert.ok(failures.includes("starts no work before it is read"), failures.join());
});

Deno.test("the conformance kit catches marks in the wrong place, late marks and marks that are not declared", async () => {
  const misplaced = await failuresOf((voice) =>
    rewrite(
      voice,
      (parts) => parts.map((part) => part.type === "word" ? { ...part, charStart: part.charStart + 1 } : part),
    )
  );
  const marks = "marks words and phones at their position, no later than their audio";
  assert.deepEqual(misplaced, [marks]);
  const late = await failuresOf((voice) =>
    rewrite(
      voice,
      (parts) => parts.map((part) => part.type === "word" ? { ...part, startMs: part.startMs - 50 } : part),
    )
  );
  assert.ok(late.includes(marks), late.join());
  const undeclared = await failuresOf((voice) => declare(voice, { streams: ["audio"] }));
  assert.deepEqual(undeclared, ["speaks each segment in order, audibly, in whole samples"]);
});

Deno.test("the conformance kit catches silence, odd bytes and shared state", async () => {
  const speaks = "speaks each segment in order, audibly, in whole samples";
  const silent = await failuresOf((voice) =>
    rewrite(
      voice,
      (parts) => parts.map((part) => part.type === "audio" ? { ...part, pcm: new Uint8Array(part.pcm.length) } : part),
    )
  );
  assert.ok(silent.includes(speaks), silent.join());
  const odd = await failuresOf((voice) =>
    rewrite(voice, (parts) => parts.map((part) => part.type === "audio" ? { ...part, pcm: part.pcm.slice(1) } : part))
  );
  assert.ok(odd.includes(speaks), odd.join());
  let turns = 0;
  const shared = await failuresOf((voice) =>
    rewrite(
      voice,
      (parts) => parts.map((part) => part.type === "audio" ? { ...part, pcm: part.pcm.fill(turns++, 0, 2) } : part),
    )
  );
  assert.ok(shared.includes("keeps concurrent turns apart"), shared.join());
});

Deno.test("the conformance kit catches controls that are declared but not honoured, and the reverse", async () => {
  const honours = "applies the controls that it declares, and no others";
  const boasting = await failuresOf((voice) =>
    declare(voice, { controls: { ...voice.capabilities().controls, "character.motion_gain": "native" } })
  );
  assert.deepEqual(boasting, [honours]);
  assert.deepEqual(await failuresOf((voice) => declare(voice, { controls: {} })), [honours]);
});

Deno.test("the conformance kit catches loose options, wrong capabilities and a sick health", async () => {
  assert.deepEqual(await failuresOf(() => {}, z.looseObject({})), ["rejects unknown options"]);
  assert.deepEqual(
    await failuresOf((voice) => declare(voice, { languages: ["english please"] })),
    ["declares constant capabilities that match its kind"],
  );
  const sick = await failuresOf((voice) => {
    voice.health = () => Promise.reject(new Error("ill"));
  });
  assert.deepEqual(sick, ["reports its health before the deadline, and never throws"]);
});

const UNREACHABLE = [
  "reports that it is unhealthy when its provider is unreachable",
  "reports an unreachable provider as a ProviderError",
];

/** How the checks go that want the provider out of reach, for a voice whose provider is a variable. */
async function unreachable(provider: string, options: ConformanceOptions = {}) {
  let isReachable = true;
  const definition = defineAdapter({
    ...mockTts,
    create(options, host) {
      const voice = mockTts.create(options, host);
      const original = voice.inferStream.bind(voice);
      voice.health = () => Promise.resolve({ healthy: isReachable, latencyMs: 1, detail: "asked" });
      voice.inferStream = (input, context) => {
        if (isReachable) return original(input, context);
        const init = { code: "provider_unavailable", retryable: true, provider: provider || host.name };
        return generatedStream(context.signal, async function* () {
          await input.cancel();
          yield* [];
          throw new ProviderError("no answer", init);
        });
      };
      declare(voice, { offline: false });
      return voice;
    },
  });
  const cutOff = () => {
    isReachable = false;
    return Promise.resolve();
  };
  const results = await checkConformance(definition, { ...options, cutOff: options.cutOff ?? cutOff });
  return Object.fromEntries(
    results.filter(({ name }) => UNREACHABLE.includes(name)).map((
      { name, status, detail },
    ) => [name, [status, detail]]),
  );
}

Deno.test("the conformance kit takes the network away before it asks what is wrong, where no options do", async () => {
  const passed = Object.fromEntries(UNREACHABLE.map((name) => [name, ["passed", ""]]));
  assert.deepEqual(await unreachable(""), passed);
});

Deno.test("the conformance kit catches a health that is always good, and an error that knows no alias", async () => {
  const results = await unreachable("mock_tts", { cutOff: () => Promise.resolve() });
  assert.match(String(results[UNREACHABLE[0]!]), /^failed,it reports healthy \("asked"\)/);
  const named = await unreachable("mock_tts");
  assert.match(String(named[UNREACHABLE[1]!]), /^failed,the error is of "mock_tts"; give it the provider host\.name/);
});

Deno.test("the conformance kit fails a voice that needs a provider and was never tested without it, and says so", async () => {
  const untried = await checkConformance(
    defineAdapter({
      ...mockTts,
      create(options, host) {
        const voice = mockTts.create(options, host);
        declare(voice, { offline: false });
        return voice;
      },
    }),
    { only: "unreachable" },
  );
  assert.deepEqual(untried.map(({ status }) => status), ["failed", "failed"]);
  assert.match(
    untried[0]?.detail ?? "",
    /was not tested without one: pass options that make the provider unreachable/,
  );
  const offline = await checkConformance(mockTts, { only: "unreachable" });
  assert.deepEqual(offline.map(({ status }) => status), ["skipped", "skipped"]);
  assert.match(offline[0]?.detail ?? "", /^it works without a network/);
});
