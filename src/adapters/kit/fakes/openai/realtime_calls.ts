/**
 * How the model of the fake Realtime service uses a tool: each mark of its reply becomes a call, at which the response
 * ends. The next one goes on with the rest, in the voice that the calls stand for once the client has answered them.
 *
 * @module
 */
import { z } from "zod";
import type { SessionConfig } from "./realtime_schema.ts";
import { PLAIN_TONE, type Tone } from "./speech_pcm.ts";

/** A call of a tool. */
export interface FakeCall {
  /** By which its answer refers to it. */
  readonly callId: string;
  readonly name: string;
  /** As JSON. */
  readonly arguments: string;
}

/** What a response says, and the calls at its end. */
interface CallingReply {
  readonly text: string;
  readonly calls: readonly FakeCall[];
}

const Tool = z.object({
  name: z.string(),
  parameters: z.object({
    properties: z.record(z.string(), z.object({ type: z.string(), enum: z.array(z.string()).optional() })),
  }),
});
type Tool = z.output<typeof Tool>;
type Arguments = Readonly<Record<string, string | number | boolean>>;

const NEXT_MARKS = /^(.*?)((?:\[[a-z]+(?:[ :]+[\w.]+)?\] ?)+)(.*)$/s;
const MARK = /\[([a-z]+)(?:[ :]+([\w.]+))?\]/g;

/** Voices of feelings at full intensity. */
const TONES: Readonly<Record<string, Tone>> = {
  happy: { pitch: 1.2, gain: 1.5 },
  sad: { pitch: 0.8, gain: 0.6 },
  angry: { pitch: 1.15, gain: 1.8 },
  surprised: { pitch: 1.35, gain: 1.4 },
  fearful: { pitch: 1.3, gain: 0.65 },
  disgusted: { pitch: 0.85, gain: 0.8 },
};
const WHISPER_GAIN = 0.3;

/** The model of one session, as far as it uses tools. */
export class FakeActor {
  /** The voice in which it speaks now. */
  tone = PLAIN_TONE;
  readonly #calls = new Map<string, Arguments>();
  /** What it has left to say after calls. */
  #rest: string | undefined;
  #made = 0;

  /**
   * What the next response says.
   *
   * @param reply Makes a new reply, unless an earlier one goes on.
   * @param config The session; without tools a reply stays whole.
   */
  next(reply: () => string, { tools: [given] = [] }: SessionConfig): CallingReply {
    if (this.#rest === undefined) this.tone = PLAIN_TONE;
    const whole = this.#rest ?? reply();
    this.#rest = undefined;
    const tool = Tool.safeParse(given).data;
    const [, text = "", marks = "", rest] = tool === undefined ? [] : NEXT_MARKS.exec(whole) ?? [];
    if (tool === undefined || rest === undefined) return { text: whole, calls: [] };
    const calls = [...marks.matchAll(MARK)].flatMap(([, word = "", value]) => this.#call(tool, word, value));
    if (calls.length > 0) this.#rest = rest;
    return calls.length > 0 ? { text, calls } : { text: text + rest, calls };
  }

  /** A call was answered: the voice follows it from the next response on. */
  answered(callId: string): void {
    const { feeling, intensity = 0.7, whisper } = this.#calls.get(callId) ?? {};
    this.#calls.delete(callId);
    if (typeof feeling === "string") {
      const { pitch, gain } = TONES[feeling] ?? PLAIN_TONE;
      this.tone = { pitch: pitch ** Number(intensity), gain: gain ** Number(intensity) };
    }
    if (whisper === true) this.tone = { ...this.tone, gain: WHISPER_GAIN };
  }

  /** The call for a mark; none if the tool offers nothing like it. */
  #call({ name, parameters: { properties } }: Tool, word: string, value: string | undefined): FakeCall[] {
    const args = argumentsFor(properties, word, value);
    if (args === undefined) return [];
    const callId = `call_${++this.#made}`;
    this.#calls.set(callId, args);
    return [{ callId, name, arguments: JSON.stringify(args) }];
  }
}

/** A choice by its word, or a property by its name: `pause 400` is `pause_ms: 400`. */
function argumentsFor(
  properties: Tool["parameters"]["properties"],
  word: string,
  value: string | undefined,
): Arguments | undefined {
  const [choice] = Object.entries(properties).find(([, property]) => property.enum?.includes(word)) ?? [];
  if (choice !== undefined) return { [choice]: word, ...(value !== undefined && { intensity: Number(value) }) };
  const [name, property] = Object.entries(properties).find(([name]) => name === word || name === `${word}_ms`) ?? [];
  if (name === undefined) return undefined;
  if (property?.type === "boolean") return { [name]: true };
  return value === undefined ? undefined : { [name]: property?.type === "string" ? value : Number(value) };
}
