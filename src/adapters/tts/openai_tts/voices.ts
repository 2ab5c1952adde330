/**
 * Which voice and which format a server is asked for, and what it was found not to have.
 *
 * @module
 */
import type { Endpoint } from "../../openai/endpoint.ts";
import { fieldOf } from "../../openai/error_words.ts";
import { isRefusal } from "../../openai/concessions.ts";
import type { WireFailure } from "../../openai/errors.ts";
import { getJson } from "../../openai/http.ts";

/** Voices of OpenAI's service. */
export const OPENAI_VOICES = [
  "alloy",
  "ash",
  "ballad",
  "coral",
  "echo",
  "fable",
  "onyx",
  "nova",
  "sage",
  "shimmer",
  "verse",
  "marin",
  "cedar",
] as const;

/** Formats to ask for, the most wanted first: what needs no decoding, and has no header, begins soonest. */
const FORMATS = ["pcm", "wav", "mp3", "opus"];

/**
 * Asks a server for its voices, as Kokoro-FastAPI and others list them.
 *
 * @param endpoint Whom to ask.
 * @param signal Ends the question.
 * @returns Their names; empty where there is no such list.
 */
export async function listVoices(endpoint: Endpoint, signal?: AbortSignal): Promise<string[]> {
  const body = await getJson(endpoint, endpoint.url("/audio/voices"), signal).catch(() => undefined);
  const list = Array.isArray(body) ? body : fieldOf(body, "voices") ?? fieldOf(body, "data");
  if (!Array.isArray(list)) return [];
  return list.map((voice) => typeof voice === "string" ? voice : fieldOf(voice, "id") ?? fieldOf(voice, "name"))
    .filter((name) => typeof name === "string");
}

/** What a server has, as far as it is known. Shared by all requests of an adapter. */
export class VoiceChoice {
  readonly #endpoint: Endpoint;
  readonly #options: { readonly voice: string | null; readonly voices: Readonly<Record<string, string>> };
  readonly #missing = new Set<string>();
  readonly #formats = [...FORMATS];
  #listed: string | undefined;

  /**
   * @param endpoint The server.
   * @param options The adapter's options.
   */
  constructor(
    endpoint: Endpoint,
    options: { readonly voice: string | null; readonly voices: Readonly<Record<string, string>> },
  ) {
    this.#endpoint = endpoint;
    this.#options = options;
  }

  /** The format to ask for. */
  get format(): string {
    return this.#formats[0] ?? "pcm";
  }

  /** The voice to ask for, for a persona that names one, or none. */
  voiceFor(named: string | undefined): string {
    const voice = named === undefined ? undefined : this.#named(named);
    return voice === undefined || this.#missing.has(voice) ? this.#own : voice;
  }

  /**
   * Learns from a refusal.
   *
   * @param sent The voice and the format that were asked for.
   * @param failure What the server said.
   * @param signal Ends the question for other voices.
   * @returns What is done about it, for the log; `undefined` when nothing can be.
   */
  async learn(sent: { voice: string; format: string }, failure: WireFailure, signal: AbortSignal) {
    const words = `${failure.param ?? ""} ${failure.message ?? ""}`;
    if (!isRefusal(failure)) return undefined;
    const isFormat = /response_?format|audio format|\bformat\b/i.test(words) ||
      new RegExp(`\\b${sent.format}\\b.*(support|valid|allow)`, "i").test(words);
    if (isFormat && sent.format === this.format && this.#formats.length > 1) return this.#nextFormat(words);
    if (!/voice|speaker/i.test(words) || this.#missing.has(sent.voice)) return undefined;
    this.#missing.add(sent.voice);
    if (this.#options.voice === null && this.#own === sent.voice) {
      this.#listed = (await listVoices(this.#endpoint, signal)).find((voice) => !this.#missing.has(voice));
    }
    return this.#own === sent.voice ? undefined : `"${this.#own}" speaks in place of "${sent.voice}"`;
  }

  #nextFormat(words: string): string {
    this.#formats.shift();
    const named = this.#formats.findIndex((format) => new RegExp(`\\b${format}\\b`, "i").test(words));
    if (named > 0) this.#formats.splice(0, named);
    return `${this.format} is asked for`;
  }

  /** The adapter's voice. */
  get #own(): string {
    const { voice } = this.#options;
    if (voice !== null) return this.#named(voice);
    return this.#listed ?? "nova";
  }

  /** The server's name for a voice. */
  #named(voice: string): string {
    return this.#options.voices[voice] ?? voice;
  }
}
