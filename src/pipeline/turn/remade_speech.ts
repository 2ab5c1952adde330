/**
 * Speech that is made again: it waits until it can join the speech that is heard, and continues from there.
 *
 * @module
 */
import type { AudioPart, PhonePart } from "../../contract/adapter.ts";
import { BYTES_PER_SAMPLE, msToSamples, samplesOf, samplesToMs } from "../../contract/pcm.ts";
import type { SpokenPlace } from "../../alignment/heard.ts";
import type { Joint, SpeechMarks } from "../../alignment/joint.ts";
import { type PlacedSegment, type PlacedSpeech, RAMP_SAMPLES } from "../../alignment/media_clock.ts";

/** A segment, and when it begins in this speech. */
interface BegunSegment {
  readonly part: PlacedSegment;
  readonly startMs: number;
  readonly words: SpokenPlace[];
}

/** The new speech from its first segment on. Its times begin at 0. */
export class RemadeSpeech {
  #waiting: PlacedSpeech[] = [];
  #segments: BegunSegment[] = [];
  readonly #phones: PhonePart[] = [];
  #samples = 0;
  /** The joint, relative to its segment; `undefined` before there is one, and after its segment. */
  #cut: { readonly joint: Joint; readonly segment: BegunSegment; leftSamples: number; ramped: number } | undefined;

  /** How much audio has arrived, ms. */
  get receivedMs(): number {
    return samplesToMs(this.#samples);
  }

  /** The marks so far. A segment without words counts as a word. */
  get marks(): SpeechMarks {
    const words = this.#segments.flatMap(({ part: { charStart }, startMs, words }) =>
      words.length > 0 ? words : [{ startMs, endMs: this.receivedMs, charStart }]
    );
    return { words, phones: this.#phones };
  }

  /** Keeps a part until there is a joint. */
  add(part: PlacedSpeech): void {
    this.#waiting.push(part);
    const segment = this.#segments.at(-1);
    const placed = <T extends { startMs: number; endMs: number }>(mark: T): T => {
      const offsetMs = segment?.startMs ?? 0;
      return { ...mark, startMs: mark.startMs + offsetMs, endMs: mark.endMs + offsetMs };
    };
    switch (part.type) {
      case "segment":
        this.#segments.push({ part, startMs: this.receivedMs, words: [] });
        return;
      case "word": {
        const { startMs, endMs } = placed(part);
        segment?.words.push({ startMs, endMs, charStart: segment.part.charStart + part.charStart });
        return;
      }
      case "phone":
        this.#phones.push(placed(part));
        return;
      case "audio":
        this.#samples += part.pcm.byteLength / BYTES_PER_SAMPLE;
    }
  }

  /**
   * Joins the heard speech.
   *
   * @returns What follows there, of the parts that waited.
   */
  join(joint: Joint): PlacedSpeech[] {
    const segment = this.#segments.findLast(({ part }) => part.charStart <= joint.charStart) ?? this.#segments[0];
    if (segment === undefined) return [];
    const newMs = Math.max(0, joint.newMs - segment.startMs);
    this.#cut = { joint: { ...joint, newMs }, segment, leftSamples: msToSamples(newMs), ramped: 0 };
    const parts = this.#waiting.slice(this.#waiting.indexOf(segment.part));
    this.#waiting = [];
    this.#segments = [];
    return parts.flatMap((part) => this.after(part));
  }

  /** What is left of a part after the joint, with times relative to it. */
  after(part: PlacedSpeech): PlacedSpeech[] {
    if (this.#cut === undefined) return [part];
    const { joint: { ms, newMs, charStart, wordMs }, segment } = this.#cut;
    const before = charStart - segment.part.charStart;
    switch (part.type) {
      case "segment":
        if (part === segment.part) return [{ ...part, charStart, text: part.text?.slice(before) }];
        this.#cut = undefined;
        return [part];
      case "word": {
        if (part.charStart < before) return [];
        const startMs = part.charStart === before ? wordMs - ms : part.startMs - newMs;
        const charEnd = part.charEnd - before;
        return [{ ...part, startMs, endMs: part.endMs - newMs, charStart: part.charStart - before, charEnd }];
      }
      case "phone":
        if (part.endMs <= newMs) return [];
        return [{ ...part, startMs: Math.max(0, part.startMs - newMs), endMs: part.endMs - newMs }];
      case "audio":
        return this.#audioAfter(part, this.#cut);
    }
  }

  #audioAfter(
    { type, pcm }: AudioPart,
    cut: { readonly joint: Joint; leftSamples: number; ramped: number },
  ): AudioPart[] {
    const samples = samplesOf(pcm);
    const skipped = Math.min(samples.length, cut.leftSamples);
    cut.leftSamples -= skipped;
    if (skipped === samples.length) return [];
    const rest = samples.slice(skipped);
    const ramp = cut.joint.newMs === 0 ? 0 : RAMP_SAMPLES;
    for (let at = 0; at < rest.length && cut.ramped < ramp; at++) rest[at] = (rest[at] ?? 0) * cut.ramped++ / ramp;
    return [{ type, pcm: new Uint8Array(rest.buffer) }];
  }
}
