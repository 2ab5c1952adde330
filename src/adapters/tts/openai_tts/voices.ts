/**
 * Chooses the voice and the format to request, and remembers what the server rejected.
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

/** Formats to request, best first: a format without decoding or a header starts fastest. */
const FORMATS = ["pcm", "wav", "mp3", "opus"];

/**
 * Requests a server's list of voices, as Kokoro-FastAPI and others offer it.
 *
 * @param endpoint The server.
 * @param signal Aborts the request.
 * @returns Their names; empty if the server has no such list.
 */
export async function listVoices(endpoint: Endpoint, signal?: AbortSignal): Promise<string[]> {
  const body = await getJson(endpoint, endpoint.url("/audio/voices"), signal).catch(() => undefined);
  const list = Array.isArray(body) ? body : fieldOf(body, "voices") ?? fieldOf(body, "data");
  if (!Array.isArray(list)) return [];
  return list.map((voice) => typeof voice === "string" ? voice : fieldOf(voice, "id") ?? fieldOf(voice, "name"))
    .filter((name) => typeof name === "string");
}

/** What is known of a server's voices and formats. Shared by all requests of an adapter. */
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

  /** The format to request. */
  get format(): string {
    return this.#formats[0] ?? "pcm";
  }

  /** The voice to request for a persona, which may name one. */
  voiceFor(named: string | undefined): string {
    const voice = named === undefined ? undefined : this.#named(named);
    return voice === undefined || this.#missing.has(voice) ? this.#own : voice;
  }

  /**
   * Learns from a rejected request.
   *
   * @param sent The requested voice and format.
   * @param failure The server's error.
   * @param signal Aborts the request for the list of voices.
   * @returns The remedy, for the log; `undefined` if there is none.
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
