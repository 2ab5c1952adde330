/**
 * Checks of voices.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Capabilities, SpeechPart, SpeechSegment, TurnContext } from "../../../contract/adapter.ts";
import { samplesToMs } from "../../../contract/pcm.ts";
import { CONTROL, segmentsFor, SENTENCES, turnContext } from "./fixtures.ts";
import { type Check, fingerprintOf, MeteredInput, Skip } from "./kit.ts";
import { type Probe, streamingChecks } from "./streaming.ts";

/** Marks may be off by what a sample more or less makes, and by rounding. */
const TOLERANCE_MS = 1;
/** How many segments a voice may read ahead of the current one. */
const READ_AHEAD = 3;

const probe: Probe<"tts", SpeechSegment, SpeechPart, TurnContext> = {
  stream: (adapter) => adapter,
  input: (control) => segmentsFor(control),
  context: (_adapter, over) => turnContext(over),
};

/** One segment's speech. */
export interface Speech {
  readonly text: string;
  readonly pcm: Uint8Array<ArrayBuffer>[];
  readonly marks: Extract<SpeechPart, { type: "word" | "phone" }>[];
  audioMs: number;
}

/** Asserts what holds for any stream of speech, and sorts it by segment. */
export function readSpeech(parts: readonly SpeechPart[], streams: Capabilities["streams"], whole?: string): Speech[] {
  const speeches: Speech[] = whole === undefined ? [] : [{ text: whole, pcm: [], marks: [], audioMs: 0 }];
  for (const part of parts) {
    if (part.type === "usage") continue;
    if (part.type === "segment") {
      if (whole === undefined) assert.equal(part.index, speeches.length, "segments come in order");
      speeches.push({ text: part.text, pcm: [], marks: [], audioMs: 0 });
      continue;
    }
    const speech = speeches.at(-1);
    assert.ok(speech, `a ${part.type} came before any segment`);
    if (part.type === "audio") {
      const { byteLength } = part.pcm;
      assert.ok(byteLength > 0, "a piece of audio is empty; leave it out");
      assert.ok(
        byteLength % 2 === 0,
        `${byteLength} bytes of audio are not whole samples; WholeSamples joins cut ones`,
      );
      speech.pcm.push(part.pcm);
      speech.audioMs += samplesToMs(part.pcm.byteLength / 2);
      continue;
    }
    if (part.type === "progress") continue;
    if (part.type === "unspeakable") {
      const { charStart, charEnd } = part;
      assert.ok(
        0 <= charStart && charStart < charEnd && charEnd <= speech.text.length,
        "an unspeakable part lies outside its text",
      );
      assert.equal(speech.pcm.length, 0, "an unspeakable part came after its audio");
      continue;
    }
    assert.ok(streams.includes(part.type === "word" ? "words" : "phones"), `it does not declare ${part.type} marks`);
    const late = speech.audioMs - part.startMs;
    assert.ok(late <= TOLERANCE_MS, `a mark came ${late.toFixed(1)} ms after its audio`);
    speech.marks.push(part);
  }
  return speeches.filter(({ pcm, marks }) => whole === undefined || pcm.length + marks.length > 0);
}

/** Asserts that the marks of a segment lie in order within its text and its audio. */
export function assertMarks({ text, marks, audioMs }: Speech): void {
  for (const type of ["word", "phone"] as const) {
    let endMs = 0;
    for (const mark of marks.filter((mark) => mark.type === type)) {
      assert.ok(mark.startMs >= endMs - TOLERANCE_MS && mark.endMs >= mark.startMs, `marks of ${type}s overlap`);
      assert.ok(mark.endMs <= audioMs + TOLERANCE_MS, `a ${type} ends after its audio`);
      endMs = mark.endMs;
      if (mark.type !== "word") continue;
      const marked = text.slice(mark.charStart, mark.charEnd);
      assert.ok(marked === mark.text, `the word "${mark.text}" is marked where the text has "${marked}"`);
    }
  }
}

/** Asserts that something can be heard, and that it takes as long as the text would. */
export function assertAudible({ text, pcm, audioMs }: Speech): void {
  const peak = Math.max(
    ...pcm.map((bytes) => new Int16Array(bytes.slice().buffer).reduce((a, b) => Math.max(a, Math.abs(b)), 0)),
  );
  assert.ok(peak > 1000, `its loudest sample is ${peak} of 32767, which is inaudible`);
  const msPerChar = audioMs / text.length;
  const pace = `${msPerChar.toFixed()} ms of audio for each character`;
  assert.ok(msPerChar > 20 && msPerChar < 400, `${pace}; is it 24 kHz, 16 bits, mono? PcmResamplers convert`);
}

/** Checks for voices. */
export const ttsChecks: readonly Check<"tts">[] = [
  {
    name: "speaks each segment in order, audibly, in whole samples",
    async run({ create }) {
      const adapter = await create();
      const parts = await adapter.inferBatch(segmentsFor(CONTROL, SENTENCES), turnContext());
      const speeches = readSpeech(parts, adapter.capabilities().streams);
      const texts = speeches.map(({ text }) => text);
      assert.deepEqual(
        texts,
        [...SENTENCES],
        `it was given ${SENTENCES.length} segments, and delivers ${texts.length}`,
      );
      speeches.forEach(assertAudible);
    },
  },
  {
    name: "marks words and phones at their position, no later than their audio",
    async run({ create }) {
      const adapter = await create();
      const { streams } = adapter.capabilities();
      if (!streams.includes("words") && !streams.includes("phones")) throw new Skip("it declares no marks");
      const speeches = readSpeech(await adapter.inferBatch(segmentsFor(CONTROL, SENTENCES), turnContext()), streams);
      speeches.forEach(assertMarks);
      for (const [stream, type] of [["words", "word"], ["phones", "phone"]] as const) {
        const isMarked = ({ marks }: Speech) => marks.some((mark) => mark.type === type);
        if (streams.includes(stream)) assert.ok(speeches.every(isMarked), `it declares ${stream}, but delivers none`);
      }
    },
  },
  {
    name: "ends without audio when there is no text",
    async run({ create }) {
      const adapter = await create();
      const { length } = await adapter.inferBatch([], turnContext());
      assert.equal(length, 0, `it delivers ${length} parts without being given a text`);
    },
  },
  {
    name: "does not read far ahead",
    async run({ create }) {
      const adapter = await create();
      const input = new MeteredInput(segmentsFor(CONTROL, SENTENCES));
      const reader = adapter.inferStream(input.stream, turnContext()).getReader();
      for (let next = await reader.read(); !next.done && next.value.type !== "audio"; next = await reader.read());
      assert.ok(input.pulled <= READ_AHEAD, `it read ${input.pulled} segments for the audio of the first`);
      await reader.cancel();
    },
  },
  {
    name: "passes ownership of its bytes: the receiver may change them",
    async run({ create }) {
      const adapter = await create();
      if (!adapter.capabilities().offline) throw new Skip("a provider's answers may vary");
      const untouched = fingerprintOf(await adapter.inferBatch(segmentsFor(CONTROL), turnContext()));
      const parts: unknown[] = [];
      for await (const part of adapter.inferStream(ReadableStream.from(segmentsFor(CONTROL)), turnContext())) {
        parts.push(structuredClone(part));
        if (part.type === "audio") part.pcm.fill(0);
      }
      assert.ok(fingerprintOf(parts) === untouched, "it uses bytes again that it has delivered; deliver a copy");
    },
  },
  ...streamingChecks(probe),
];
