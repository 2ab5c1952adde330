/**
 * Shared by the voice benchmarks: the adapter, created as in the service, and a turn to speak in.
 *
 * @module
 */
import type { SpeechPart, TtsAdapter, TurnContext } from "../../../src/contract/adapter.ts";
import neural from "../../../src/adapters/tts/neural_tts/mod.ts";
import { BUILT_IN_VOICES } from "../../../src/adapters/tts/neural_tts/prosody/voices.ts";
import { resolveControl } from "../../../src/control/mapper.ts";
import { loggerOf } from "../../../src/core/logging.ts";
import type { PartialControl, Persona } from "../../../src/contract/controls.ts";
import { hostOf } from "../host.ts";

/** The voices under test. */
export const VOICE_NAMES: readonly string[] = Object.keys(BUILT_IN_VOICES);

/** The adapter under test, ready to speak. */
export async function openVoice(options: object = {}): Promise<TtsAdapter> {
  const voice = neural.create(neural.options.parse(options), hostOf("bench"));
  await voice.load();
  await voice.warmup();
  return voice;
}

/** A turn of a persona that only has a voice. */
export function turnWith(voiceName: string, turn: PartialControl = {}, sessionId = "bench"): TurnContext {
  const persona: Persona = {
    id: "bench",
    name: "Bench",
    instructions: "",
    voice: voiceName,
    voices: {},
    control: {},
  };
  return {
    sessionId,
    turnId: "bench",
    turn: 1,
    control: resolveControl({ turn, persona, personaId: persona.id }),
    persona,
    signal: new AbortController().signal,
    log: loggerOf("bench"),
  };
}

/** Speaks texts as the segments of one turn. */
export function speak(voice: TtsAdapter, texts: readonly string[], context: TurnContext): ReadableStream<SpeechPart> {
  const segments = texts.map((text, index) => ({ index, text, control: context.control }));
  return voice.inferStream(ReadableStream.from(segments), context);
}

/** The sentences of the benchmarks, one per line. */
export async function readSentences(): Promise<string[]> {
  const text = await Deno.readTextFile(new URL("../../bench/voice/harvard_sentences.txt", import.meta.url));
  return text.trim().split("\n");
}
