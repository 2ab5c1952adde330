import assert from "node:assert/strict";
import type { AvatarPart, SpeechPart, SpeechSegment } from "../../../src/contract/adapter.ts";
import { type Clock, delay } from "../../../src/contract/clock.ts";
import {
  ScriptedAvatar,
  ScriptedLlm,
  ScriptedRealtime,
  ScriptedTts,
  WORD_MS,
} from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { setStage } from "../../support/stage.ts";

const LONG = Array.from({ length: 200 }, (_, i) => (i % 10 === 9 ? "word." : "word")).join(" ");
const say = { type: "user_text", text: "Go.", mode: "reply" } as const;
const interrupt = { type: "interrupt" } as const;

/** A provider's stream that ignores every signal: it goes on until it is cancelled. */
class DeafStream<T> {
  made = 0;
  cancelled = false;
  readonly stream: ReadableStream<T>;

  constructor(clock: Clock, everyMs: number, make: (count: number) => T) {
    this.stream = new ReadableStream({
      pull: async (out) => {
        await delay(clock, everyMs);
        if (!this.cancelled) out.enqueue(make(this.made++));
      },
      cancel: () => void (this.cancelled = true),
    }, { highWaterMark: 0 });
  }
}

function soundOf(count: number): SpeechPart {
  return count === 0 ? { type: "segment", index: 0, text: LONG } : { type: "audio", pcm: new Uint8Array(9600) };
}

function pictureOf(frameIndex: number): AvatarPart {
  const timestampMs = frameIndex * 40;
  const data = new Uint8Array(1);
  return {
    type: "frame",
    frameIndex,
    timestampMs,
    audioMs: timestampMs,
    width: 16,
    height: 16,
    contentType: "jpeg",
    data,
  };
}

Deno.test("an interrupt stops the model, the voice and the avatar: none of them continues", async () => {
  const clock = new VirtualClock();
  const llm = new ScriptedLlm(clock, () => LONG, { wordDelayMs: WORD_MS / 4 });
  const tts = new ScriptedTts(clock, { wordDelayMs: () => WORD_MS / 2 });
  const avatar = new ScriptedAvatar(clock);
  const { session } = setStage({ cast: { llm: [llm], tts: [tts], avatar: [avatar] } }, clock);
  session.receive(say);
  await clock.advance(3000);
  const made = () => [llm.words, tts.words, avatar.drawn];
  const before = made();
  await clock.advance(500);
  assert.ok(made().every((count, i) => count > (before[i] ?? 0)), `all are at work: ${before}, then ${made()}`);
  session.receive(interrupt);
  await clock.advance(0);
  const after = made();
  const [turn] = avatar.contexts.filter(({ mode }) => mode === "turn");
  assert.ok(turn?.signal.aborted, "the avatar's turn is aborted");
  await clock.advance(20_000);
  const drawn = avatar.drawn - (after.pop() ?? 0);
  assert.deepEqual([llm.words, tts.words], after);
  assert.ok(drawn > 0 && drawn <= 5, `the mouth closes, and nothing more is drawn: ${drawn}`);
  await session.end();
  assert.equal(clock.pending, 0);
});

Deno.test("an interrupt ends a voice that ignores its signal", async () => {
  const clock = new VirtualClock();
  const deaf = new DeafStream(clock, 50, soundOf);
  const inferStream = (segments: ReadableStream<SpeechSegment>) => {
    void Array.fromAsync(segments);
    return deaf.stream;
  };
  const tts = Object.assign(new ScriptedTts(clock), { inferStream });
  const { session } = setStage({ cast: { llm: [new ScriptedLlm(clock, () => LONG)], tts: [tts] } }, clock);
  session.receive(say);
  await clock.advance(1000);
  assert.ok(deaf.made > 3);
  session.receive(interrupt);
  await clock.advance(100);
  assert.ok(deaf.cancelled);
  const { made } = deaf;
  await clock.advance(10_000);
  assert.equal(deaf.made, made);
  await session.end();
});

Deno.test("an interrupt ends an avatar that ignores its signal", async () => {
  const clock = new VirtualClock();
  const deaf = new DeafStream(clock, 20, pictureOf);
  const avatar = Object.assign(new ScriptedAvatar(clock), { inferStream: () => deaf.stream });
  const cast = { llm: [new ScriptedLlm(clock, () => LONG)], tts: [new ScriptedTts(clock)], avatar: [avatar] };
  const { session } = setStage({ cast }, clock);
  session.receive(say);
  await clock.advance(1000);
  assert.ok(deaf.made > 3);
  session.receive(interrupt);
  await clock.advance(100);
  assert.ok(deaf.cancelled);
  await session.end();
});

Deno.test("the end of the speech ends an avatar that would go on drawing", async () => {
  const clock = new VirtualClock();
  const deaf = new DeafStream(clock, 20, pictureOf);
  const avatar = Object.assign(new ScriptedAvatar(clock), { inferStream: () => deaf.stream });
  const cast = { llm: [new ScriptedLlm(clock, () => "One two.")], tts: [new ScriptedTts(clock)], avatar: [avatar] };
  const { session, client } = setStage({ cast }, clock);
  session.receive(say);
  await clock.advance(5000);
  assert.equal(client.of("turn_complete")[0]?.status, "completed");
  assert.ok(deaf.cancelled);
  await session.end();
});

Deno.test("an interrupt stops reading a realtime provider that goes on talking", async () => {
  const clock = new VirtualClock();
  let made = 0;
  const realtime = new ScriptedRealtime(async function* () {
    for (; made < 1000; made++) {
      await delay(clock, 50);
      yield { type: "audio", pcm: new Uint8Array(4800) };
    }
  });
  const { session } = setStage({ cast: { realtime: [realtime] } }, clock);
  session.receive(say);
  await clock.advance(1000);
  session.receive(interrupt);
  await clock.advance(100);
  const after = made;
  assert.ok(after > 3);
  await clock.advance(10_000);
  assert.equal(made, after);
  await session.end();
});
