/**
 * Speech for tools: the complete speech of a registered voice for a text, with its marks.
 *
 * @module
 */
import { concat } from "../../../src/core/bytes.ts";
import type { PhonePart, SpeechPart, TtsAdapter, WordPart } from "../../../src/contract/adapter.ts";
import { samplesOf, samplesToMs } from "../../../src/contract/pcm.ts";
import { resolveControl } from "../../../src/control/mapper.ts";
import { loggerOf } from "../../../src/core/logging.ts";
import { createAdapter, Registry } from "../../../src/core/registry/registry.ts";
import type { PartialControl, Persona } from "../../../src/contract/controls.ts";
import { hostOf } from "../host.ts";

/** The speech. Times in ms from the first sample. */
export interface Spoken {
  readonly text: string;
  /** 24 kHz mono. */
  readonly samples: Int16Array<ArrayBuffer>;
  readonly durationMs: number;
  readonly phones: readonly PhonePart[];
  readonly words: readonly WordPart[];
}

/** How to say it. */
interface SayOptions {
  /** One of the adapter's voices. */
  readonly voice?: string;
  readonly control?: PartialControl;
}

/** A voice that is loaded. */
export interface Speaker extends AsyncDisposable {
  /** Its voices, by name. */
  readonly voices: readonly string[];
  /** Speaks a text. */
  say(text: string, options?: SayOptions): Promise<Spoken>;
}

/**
 * Loads a voice.
 *
 * @param adapter The name of a `tts` adapter (default `neural_tts`).
 * @returns The voice; dispose it when done.
 * @throws {RegistryError} If there is no such adapter.
 */
export async function openSpeaker(adapter = "neural_tts"): Promise<Speaker> {
  const host = hostOf(adapter);
  const tts = createAdapter(await new Registry().definition("tts", adapter), {}, host);
  await tts.load();
  return {
    voices: tts.capabilities().variants ?? [],
    say: (text, options = {}) => say(tts, adapter, text, options),
    [Symbol.asyncDispose]: () => tts.close(),
  };
}

async function say(tts: TtsAdapter, adapter: string, text: string, options: SayOptions): Promise<Spoken> {
  const persona: Persona = {
    id: "default",
    name: "Speaker",
    instructions: "",
    ...(options.voice === undefined ? { voices: {} } : { voice: options.voice, voices: { [adapter]: options.voice } }),
    control: {},
  };
  const control = resolveControl({ turn: options.control ?? {}, persona, personaId: persona.id });
  const parts = await tts.inferBatch([{ index: 0, text, control }], {
    sessionId: "tool",
    turnId: "tool",
    turn: 1,
    control,
    persona,
    signal: new AbortController().signal,
    log: loggerOf("tool"),
  });
  return gather(text, parts);
}

function gather(text: string, parts: readonly SpeechPart[]): Spoken {
  const samples = samplesOf(concat(parts.filter((part) => part.type === "audio").map(({ pcm }) => pcm)));
  return {
    text,
    samples,
    durationMs: samplesToMs(samples.length),
    phones: parts.filter((part) => part.type === "phone"),
    words: parts.filter((part) => part.type === "word"),
  };
}
