import assert from "node:assert/strict";
import type { LlmPart, RealtimePart, SpeechPart, SpeechSegment } from "../../../src/contract/adapter.ts";
import { generatedStream } from "../../../src/core/streams.ts";
import { ScriptedLlm, ScriptedRealtime, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { faultOfPart } from "../../../src/pipeline/provider/part_faults.ts";
import { setStage } from "../../support/stage.ts";

const never = Promise.withResolvers<never>().promise;

Deno.test("faultOfPart() finds what is wrong with a part, and what to do", () => {
  const audio = (pcm: unknown) => faultOfPart("tts", { type: "audio", pcm });
  assert.equal(
    audio(new Float32Array(4)),
    'a malformed part of type "audio": pcm must be a Uint8Array, not Float32Array; of 16-bit samples, ' +
      "new Uint8Array(samples.buffer)",
  );
  assert.match(String(audio(new Uint8Array(3))), /pcm must be whole samples of 2 bytes, not 3 bytes; WholeSamples/);
  assert.match(String(audio("AAAA")), /not "AAAA"/);
  const word = { type: "word", text: "a", startMs: 0, endMs: 9, charStart: 0, charEnd: 1 };
  assert.match(String(faultOfPart("tts", { ...word, endMs: NaN })), /endMs must be a finite number, not NaN/);
  assert.match(String(faultOfPart("tts", { ...word, charStart: -1 })), /charStart must be a place in the text, not -1/);
  assert.match(String(faultOfPart("tts", { type: "segment", text: "" })), /index must be the index of a segment/);
  assert.match(String(faultOfPart("llm", { type: "text", text: ["a"] })), /text must be a string, not Array/);
  assert.match(String(faultOfPart("llm", { type: "usage", usage: { tokens: NaN } })), /usage must be an object of num/);
  assert.match(String(faultOfPart("llm", { type: "finish", finish: "end" })), /finish must be one of stop, length/);
  assert.match(String(faultOfPart("llm", { type: "content" })), /a part of type "content"; the types are text, usage/);
  assert.match(String(faultOfPart("llm", { type: "audio", pcm: new Uint8Array(2) })), /a part of type "audio"/);
  assert.match(String(faultOfPart("llm", "Hi.")), /^a string in place of a part; parts have a type: text/);
  assert.match(String(faultOfPart("tts", new Uint8Array(4))), /^Uint8Array in place of a part/);
  assert.match(String(faultOfPart("llm", null)), /^null in place of a part/);
});

Deno.test("faultOfPart() accepts every part of the contract", () => {
  const speech: SpeechPart[] = [
    { type: "segment", index: 0, text: "Hi." },
    { type: "word", text: "Hi", startMs: 0, endMs: 9, charStart: 0, charEnd: 2 },
    { type: "phone", phone: "hh", startMs: 0, endMs: 5 },
    { type: "unspeakable", charStart: 0, charEnd: 2, reason: "Cyrillic" },
    { type: "audio", pcm: new Uint8Array(4) },
    { type: "usage", usage: { characters: 3 } },
    { type: "progress" },
  ];
  const text: LlmPart[] = [{ type: "text", text: "" }, { type: "finish", finish: "stop" }];
  const live: RealtimePart[] = [{ type: "segment", index: 0 }, { type: "text", text: "Hi." }];
  const faults = [
    ...speech.map((part) => faultOfPart("tts", part)),
    ...text.map((part) => faultOfPart("llm", part)),
    ...live.map((part) => faultOfPart("realtime", part)),
  ];
  assert.deepEqual(faults.filter((fault) => fault !== undefined), []);
});

/** The error of a turn whose model or voice is replaced by `over`. */
async function errorOf(kind: "llm" | "tts" | "realtime", over: object): Promise<string | undefined> {
  const clock = new VirtualClock();
  const realtime = () => Object.assign(new ScriptedRealtime(() => [{ type: "text", text: "Hi." }]), over);
  const llm = Object.assign(new ScriptedLlm(clock, () => "One two. Three four."), kind === "llm" ? over : {});
  const tts = Object.assign(new ScriptedTts(clock), kind === "tts" ? over : {});
  const cast = kind === "realtime" ? { realtime: [realtime] } : { llm: [llm], tts: [tts] };
  const { session, client } = setStage({ cast }, clock);
  session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(60_000);
  const [error] = client.of("error");
  assert.equal(client.of("turn_complete")[0]?.status, "failed");
  await session.end();
  await clock.advance(10_000);
  return error && `${error.code}: ${error.message}`;
}

/** A voice that makes these parts of each segment. */
const voiceOf = (parts: (segment: SpeechSegment) => AsyncGenerator<unknown> | Iterable<unknown>) => ({
  inferStream: (input: ReadableStream<SpeechSegment>, { signal }: { signal: AbortSignal }) =>
    generatedStream<unknown>(signal, async function* () {
      for await (const segment of input) yield* parts(segment);
    }),
});

const segmentOf = ({ index, text }: SpeechSegment) => ({ type: "segment", index, text });
const SOUND = { type: "audio", pcm: new Uint8Array(960) };

Deno.test("an adapter's wrong output fails its turn with an error that names the adapter and the field", async () => {
  assert.equal(
    await errorOf("tts", voiceOf((segment) => [segmentOf(segment), { type: "audio", pcm: new Float32Array(9) }])),
    'provider_protocol: tts_1 delivered a malformed part of type "audio": pcm must be a Uint8Array, not Float32Array; ' +
      "of 16-bit samples, new Uint8Array(samples.buffer)",
  );
  assert.equal(
    await errorOf("tts", voiceOf(() => [{ type: "segment", index: 7, text: "" }, SOUND])),
    "provider_protocol: tts_1 delivered speech of segment 7, which it was not given",
  );
  assert.equal(
    await errorOf("tts", voiceOf((segment) => [segmentOf(segment)])),
    "provider_no_output: tts_1 delivered no audio for the text",
  );
  assert.equal(
    await errorOf("tts", { inferStream: () => ReadableStream.from([]) }),
    "provider_protocol: tts_1 ended its speech before it had taken all of the text",
  );
  const thrown = () => {
    throw new Error("no memory");
  };
  assert.equal(await errorOf("llm", { inferStream: thrown }), "provider_unavailable: llm_1: no memory");
  assert.match(
    String(await errorOf("llm", { inferStream: async function* () {} })),
    /^provider_protocol: llm_1: inferStream\(\) must return a new ReadableStream; generatedStream makes one/,
  );
  assert.equal(await errorOf("realtime", { connect: thrown }), "provider_unavailable: realtime_1: no memory");
  assert.equal(await errorOf("realtime", { sendUserText: thrown }), "provider_unavailable: realtime_1: no memory");
});

Deno.test("an adapter that never answers fails its turn by the deadline, wherever it hangs", async () => {
  const raise = "; raise failover.first_audio_ms or failover.stall_ms if it needs longer";
  const hanging = voiceOf(async function* (segment) {
    yield segmentOf(segment);
    yield SOUND;
    await never;
  });
  assert.match(
    String(await errorOf("tts", hanging)),
    /^provider_timeout: tts_1 delivered no speech within \d+ ms; raise/,
  );
  const deaf = { inferStream: () => new ReadableStream() };
  assert.match(String(await errorOf("tts", deaf)), /^provider_timeout: tts_1 delivered no speech within \d+ ms; raise/);
  const connect = await errorOf("realtime", { connect: () => never });
  assert.match(String(connect), /^provider_timeout: realtime_1 did not connect within \d+ ms/);
  assert.ok(connect?.endsWith(raise));
  const sending = await errorOf("realtime", { sendUserText: () => never });
  assert.match(String(sending), /^provider_timeout: realtime_1 took no text within \d+ ms/);
});
