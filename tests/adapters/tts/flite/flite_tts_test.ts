import assert from "node:assert/strict";
import fc from "fast-check";
import type { SpeechPart, SpeechSegment, TtsAdapter } from "../../../../src/contract/adapter.ts";
import type { PartialControl } from "../../../../src/contract/controls.ts";
import flite from "../../../../src/adapters/tts/flite/mod.ts";
import { ava, controlOf, hostOf, turnContext } from "../../support.ts";

async function withVoice(test: (voice: TtsAdapter) => Promise<void>, options: object = { workers: 1 }): Promise<void> {
  const voice = flite.create(flite.options.parse(options), hostOf());
  try {
    await voice.load();
    await test(voice);
  } finally {
    await voice.close();
  }
}

function segments(...texts: string[]): SpeechSegment[] {
  return texts.map((text, index) => ({ index, text, control: controlOf() }));
}

const partsOf = <T extends SpeechPart["type"]>(parts: readonly SpeechPart[], type: T) =>
  parts.filter((part): part is Extract<SpeechPart, { type: T }> => part.type === type);

const audioMs = (parts: readonly SpeechPart[]) =>
  partsOf(parts, "audio").reduce((sum, { pcm }) => sum + pcm.length / 48, 0);

Deno.test("flite_tts speaks segments in order, each with its words and phones before its audio", async () => {
  await withVoice(async (voice) => {
    const texts = ["Hello there, Dr. Lee!", "You owe me $3.50."];
    const parts = await voice.inferBatch(segments(...texts), turnContext());
    const starts = parts.flatMap((part, at) => part.type === "segment" ? [at] : []);
    assert.deepEqual(partsOf(parts, "segment").map(({ index, text }) => [index, text]), texts.map((t, i) => [i, t]));
    texts.forEach((text, index) => {
      const own = parts.slice(starts[index], starts[index + 1]);
      const words = partsOf(own, "word");
      assert.equal(words.map((word) => word.text).join(" "), text.replace(/[,!]|\.$/g, ""));
      for (const word of words) assert.equal(text.slice(word.charStart, word.charEnd), word.text);
      const total = audioMs(own);
      let heardMs = 0;
      let markedMs = 0;
      for (const part of own) {
        if (part.type === "audio") heardMs += part.pcm.length / 48;
        if (part.type !== "word" && part.type !== "phone") continue;
        assert.ok(part.startMs >= heardMs, "a mark comes no later than its audio");
        assert.ok(part.endMs > part.startMs && part.endMs <= total);
        if (part.type === "phone") {
          assert.equal(part.startMs, markedMs);
          markedMs = part.endMs;
        }
      }
      assert.equal(markedMs, total);
    });
  });
});

Deno.test("flite_tts sends 24 kHz audio in pieces of 50 ms at most, of whole samples", async () => {
  await withVoice(async (voice) => {
    const audio = partsOf(await voice.inferBatch(segments("Hello there."), turnContext()), "audio");
    assert.ok(audio.length > 10);
    for (const { pcm } of audio) {
      assert.ok(pcm.length <= 2400 && pcm.length % 2 === 0);
      assert.equal(pcm.byteLength, pcm.buffer.byteLength);
    }
  });
});

Deno.test("flite_tts gives the same parts for the same turn, from any worker", async () => {
  await withVoice(async (voice) => {
    const turn = () => voice.inferBatch(segments("The salt breeze came across.", "From the sea."), turnContext());
    const [first, second] = await Promise.all([turn(), turn()]);
    assert.deepEqual(second, first);
    assert.deepEqual(await turn(), first);
  }, { workers: 2 });
});

Deno.test("flite_tts computes nothing before it is read", async () => {
  await withVoice(async (voice) => {
    let asked = 0;
    const input = new ReadableStream<SpeechSegment>({
      pull(controller) {
        asked++;
        controller.enqueue({ index: asked - 1, text: "Hello.", control: controlOf() });
      },
    }, { highWaterMark: 0 });
    const stream = voice.inferStream(input, turnContext());
    await Promise.resolve();
    assert.equal(asked, 0);
    const reader = stream.getReader();
    for (let i = 0; i < 5; i++) await reader.read();
    assert.equal(asked, 1);
    await reader.cancel();
  });
});

Deno.test("flite_tts ends its stream when the turn aborts in the middle of an utterance, and serves the next turn", async () => {
  await withVoice(async (voice) => {
    const turn = new AbortController();
    let cancelled: unknown;
    const input = new ReadableStream<SpeechSegment>({
      start: (controller) =>
        segments("A rather long sentence that takes a while to be spoken.").forEach((segment) =>
          controller.enqueue(segment)
        ),
      cancel: (reason) => void (cancelled = reason),
    });
    const reader = voice.inferStream(input, turnContext({ signal: turn.signal })).getReader();
    assert.equal((await reader.read()).value?.type, "segment");
    const next = reader.read();
    turn.abort();
    await assert.rejects(next, { name: "AbortError" });
    await assert.rejects(reader.closed, { name: "AbortError" });
    await Promise.resolve();
    assert.equal(cancelled, turn.signal.reason);
    assert.ok(audioMs(await voice.inferBatch(segments("Hello."), turnContext())) > 300);
  });
});

Deno.test("flite_tts stops when its stream is cancelled, and lets its input go", async () => {
  await withVoice(async (voice) => {
    let cancelled = false;
    const input = new ReadableStream<SpeechSegment>({
      start: (controller) => controller.enqueue({ index: 0, text: "Hello there.", control: controlOf() }),
      cancel: () => void (cancelled = true),
    });
    const reader = voice.inferStream(input, turnContext()).getReader();
    for (let part = await reader.read(); part.value?.type !== "audio"; part = await reader.read());
    await reader.cancel();
    assert.ok(cancelled);
  });
});

Deno.test("flite_tts passes on what its input fails with", async () => {
  await withVoice(async (voice) => {
    const input = new ReadableStream<SpeechSegment>({ pull: (controller) => controller.error(new Error("no model")) });
    await assert.rejects(Array.fromAsync(voice.inferStream(input, turnContext())), { message: "no model" });
  });
});

Deno.test("flite_tts speaks with the persona's voice, and with its own where there is none of that name", async () => {
  await withVoice(async (voice) => {
    const lengthAs = async (voices: Record<string, string>) =>
      audioMs(await voice.inferBatch(segments("Help the woman."), turnContext({ persona: { ...ava, voices } })));
    const own = await lengthAs({});
    const slt = await lengthAs({ flite_tts: "slt" });
    const awb = await lengthAs({ flite_tts: "awb" });
    assert.equal(new Set([own, slt, awb]).size, 3);
    assert.equal(await lengthAs({ flite_tts: "nova" }), own);
    assert.equal(await lengthAs({ other_tts: "slt" }), own);
  });
});

Deno.test("flite_tts follows a control that changes between segments", async () => {
  await withVoice(async (voice) => {
    const at = (index: number, turn: PartialControl) => ({ index, text: "Help the woman.", control: controlOf(turn) });
    const parts = await voice.inferBatch([at(1, {}), at(2, { character: { speech_rate: 2 } })], turnContext());
    const second = parts.findLastIndex(({ type }) => type === "segment");
    const ratio = audioMs(parts.slice(0, second)) / audioMs(parts.slice(second));
    assert.ok(ratio > 1.7 && ratio < 2.3, `the second is ${ratio} times as fast`);
  });
});

const ODD_TEXTS = [
  "",
  "   \n\t ",
  "😀🎉 你好 Привет",
  "…!?—\"'()[]{}<>",
  "\u0000\u0001\ud800\udfff",
  "-ssml <speak><break time='10s'/></speak> --help -o /etc/passwd",
  "$ % $(rm -rf /) `ls` \\n %s%s%n",
  `${"a".repeat(5000)} ${"1".repeat(60)}`,
  "xzqwrtpsdfgh bcdfghjklmnpqrstvwxz zzzzzz",
  "http://a.b/c?d=e#f user@host.example 1/2 3:45pm 2024-13-45 99/99/9999 $1,2,3.4.5",
];

Deno.test("flite_tts neither crashes nor hangs on odd texts", async () => {
  await withVoice(async (voice) => {
    for (const text of ODD_TEXTS) {
      const parts = await voice.inferBatch(segments(text), turnContext());
      assert.deepEqual(parts[0], { type: "segment", index: 0, text });
    }
    assert.equal(audioMs(await voice.inferBatch(segments("😀"), turnContext())), 0);
  });
});

Deno.test("flite_tts speaks any text with marks inside its audio", async () => {
  await withVoice(async (voice) => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 20 }),
      fc.string({ unit: "binary-ascii", maxLength: 20 }),
    );
    await fc.assert(
      fc.asyncProperty(text, async (any) => {
        const parts = await voice.inferBatch(segments(any), turnContext());
        const total = audioMs(parts);
        for (const { startMs, endMs } of partsOf(parts, "word")) assert.ok(startMs <= endMs && endMs <= total);
      }),
      { numRuns: 30 },
    );
  });
});

Deno.test("flite_tts speaks a very long text piece by piece", async () => {
  await withVoice(async (voice) => {
    const reader = voice.inferStream(
      ReadableStream.from(segments("Never gonna give you up, never gonna let you down. ".repeat(2000))),
      turnContext(),
    ).getReader();
    let heardMs = 0;
    while (heardMs < 5000) {
      const { value } = await reader.read();
      if (value?.type === "audio") heardMs += value.pcm.length / 48;
    }
    await reader.cancel();
  });
});

Deno.test("flite_tts says what it can do, and how it is", async () => {
  const voice = flite.create(flite.options.parse({}), hostOf());
  assert.equal((await voice.health()).healthy, false);
  assert.throws(() => voice.inferStream(ReadableStream.from(segments("Hello")), turnContext()), {
    code: "flite_not_loaded",
  });
  await voice.load();
  assert.equal((await voice.health()).healthy, true);
  const { streams, variants, offline } = voice.capabilities();
  assert.deepEqual([streams, variants, offline], [["audio", "words", "phones"], ["rms", "awb", "slt"], true]);
  await voice.close();
  await voice.close();
  assert.equal((await voice.health()).healthy, false);
});
