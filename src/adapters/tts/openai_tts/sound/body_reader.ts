/**
 * Reads the response body of a speech service: plain audio, or base64 in server-sent events or JSON.
 *
 * @module
 */
import { concat } from "../../../../core/bytes.ts";
import { failureInJson, failureInText, fieldOf, isErrorBody } from "../../../openai/error_words.ts";
import type { WireFailure } from "../../../openai/errors.ts";
import { type JsonEvent, JsonEvents, UnreadableBodyError } from "../../../openai/json_events.ts";
import { AudioReader } from "./audio_reader.ts";
import { type MediaType, mediaTypeOf } from "./media_type.ts";
import { MAX_RATE_HZ, MIN_RATE_HZ, type SampleFormat } from "./basics/samples.ts";
import { NotSoundError, type Sound, type SoundReader } from "./basics/sound.ts";
import { textIn } from "./basics/text.ts";

/** The longest event, in UTF-16 code units: a minute of samples in base64, or ten of MP3. */
const MAX_EVENT_CHARS = 33_554_432;

/** Bytes examined to decide whether a body holds events or audio. */
const SNIFF_BYTES = 16;

/** Fields that hold audio, and fields that contain such fields. */
const SOUND_FIELDS =
  /^(audio|delta|data|chunk|base64|b64_json|audio_?(data|content|base64|chunk|bytes)|(response|output)_?audio)$/i;
const HOLDER_FIELDS =
  /^(audio|delta|data|choices|message|output|result|results|response|content|audios|candidates|parts|inline_?data)$/i;

/** Fields that hold audio in pieces. */
const PIECES = /^(audios|audio_?chunks)$/i;

/** Minimum length of a text that counts as audio in a field that may also hold words. */
const MIN_SOUND_CHARS = 24;

/** Fields with the rate of raw samples, beside the audio or elsewhere. */
const RATE_FIELDS = ["sample_rate", "samplerate", "sample_rate_hz", "audio_sample_rate", "sampling_rate"];

/** Fields that only hold audio. */
const SOUND_ONLY = /audio|base64|b64/i;

/** Minimum length of a text that counts as audio without any field, in characters. */
const MIN_BARE_CHARS = 64;

/** How much of a value without audio is quoted, in characters. */
const QUOTED_CHARS = 120;

/** Maximum nesting depth of audio. */
const MAX_DEPTH = 6;

/** Minimum length of a text that counts as hexadecimal rather than base64, in characters. */
const MIN_HEX_CHARS = 64;

/** The server described a failure instead of sending audio. */
export class DescribedError extends Error {
  readonly failure: WireFailure;

  constructor(failure: WireFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Reads a body. */
export class BodyReader implements SoundReader {
  readonly #type: MediaType;
  readonly #samples: Partial<SampleFormat>;
  #head: Uint8Array<ArrayBuffer> = new Uint8Array();
  #audio: AudioReader | undefined;
  #events: JsonEvents | undefined;
  #hasSound = false;
  /** A value without audio. */
  #soundless: unknown;

  /**
   * @param contentType The body's Content-Type; `null` if there is none.
   * @param samples The assumed encoding of raw samples.
   */
  constructor(contentType: string | null, samples: Partial<SampleFormat>) {
    this.#type = mediaTypeOf(contentType);
    this.#samples = samples;
  }

  /**
   * Adds bytes.
   *
   * @returns The decoded audio; may be empty.
   * @throws {NotSoundError | DescribedError | UnreadableBodyError | SseTooLongError} If they hold no audio.
   */
  async push(bytes: Uint8Array): Promise<Sound[]> {
    if (this.#events === undefined && this.#audio === undefined) {
      this.#head = concat([this.#head, bytes]);
      if (!this.#begin(false)) return [];
      bytes = this.#head;
    }
    return await this.#read(bytes);
  }

  async end(): Promise<Sound[]> {
    const isUnread = this.#events === undefined && this.#audio === undefined;
    if (isUnread) this.#begin(true);
    const sounds = isUnread ? await this.#read(this.#head) : [];
    if (this.#events !== undefined) { for (const event of this.#events.end()) sounds.push(...await this.#take(event)); }
    if (this.#soundless !== undefined && !this.#hasSound) throw soundless(this.#soundless);
    return [...sounds, ...await this.#audio?.end() ?? []];
  }

  close(): void {
    this.#audio?.close();
  }

  /** Reads text without JSON: base64, or else an error. */
  async #readWords(text: string): Promise<Sound[]> {
    const found = text.length >= MIN_BARE_CHARS ? decoded(text) : undefined;
    if (found === undefined) throw new DescribedError(failureInText(text));
    this.#hasSound = true;
    const type = /^"?(?:data:)?([\w.+-]+\/[\w.+-]+);/.exec(text)?.[1] ?? null;
    this.#audio ??= new AudioReader(mediaTypeOf(type), this.#samples);
    return await this.#audio.push(found);
  }

  /** Detects the kind of body. @returns Whether it is known. */
  #begin(isWhole: boolean): boolean {
    if (this.#head.length < SNIFF_BYTES && !isWhole) return false;
    const isExpected = this.#type.isText || isWhole;
    const text = textIn(this.#head, { isExpected, isWhole })?.trimStart();
    // RFC 2046 wraps several bodies into one.
    if (this.#type.name.startsWith("multipart/")) throw new NotSoundError(this.#type.name);
    const isBase64 = this.#type.isText && /^"?(data:\w|[\w+/-]{8,}$)/.test(text ?? "");
    if (text !== undefined && (isBase64 || /^([[{]|(data|event|error|id|retry)?:)/.test(text))) {
      this.#events = new JsonEvents(MAX_EVENT_CHARS);
    } else this.#audio = new AudioReader(this.#type, this.#samples);
    return true;
  }

  async #read(bytes: Uint8Array): Promise<Sound[]> {
    if (this.#events === undefined) return await this.#audio?.push(bytes) ?? [];
    const sounds: Sound[] = [];
    for (const event of this.#events.push(bytes)) sounds.push(...await this.#take(event));
    return sounds;
  }

  async #take(event: JsonEvent): Promise<Sound[]> {
    if (event.type === "unreadable") throw new UnreadableBodyError(event.reason);
    if (event.type === "words") return await this.#readWords(event.text);
    if (event.type !== "value") return [];
    const { value, name } = event;
    // Some servers repeat the whole audio in their last event.
    const isLast = /\.?(done|completed?|end|final)$/.test(String(fieldOf(value, "type") ?? name));
    const found = isLast && this.#hasSound ? undefined : soundIn(value, this.#hasSound, 0);
    if (found === undefined) {
      if (name === "error" || isErrorBody(value)) throw new DescribedError(failureInJson(value));
      this.#soundless = value;
      return [];
    }
    this.#hasSound = true;
    this.#audio ??= new AudioReader(mediaTypeOf(typeIn(value)), { ...this.#samples, ...rateIn(value) });
    return await this.#audio.push(found);
  }
}

/** The failure of a body whose values hold no audio. */
function soundless(value: unknown): Error {
  if (isErrorBody(value)) return new DescribedError(failureInJson(value));
  return new NotSoundError(`JSON without audio (${JSON.stringify(value).slice(0, QUOTED_CHARS)})`);
}

/** The audio in a JSON value. */
function soundIn(value: unknown, isExpected: boolean, depth: number): Uint8Array<ArrayBuffer> | undefined {
  if (depth > MAX_DEPTH || typeof value !== "object" || value === null) return undefined;
  for (const [key, held] of Object.entries(value).slice(0, 64)) {
    const isList = Array.isArray(value);
    if (PIECES.test(key) && Array.isArray(held) && held.every((piece) => typeof piece === "string")) {
      const pieces = held.map(decoded).filter((piece) => piece !== undefined);
      if (pieces.length > 0) return concat(pieces);
    }
    const bytes = typeof held === "string"
      ? SOUND_FIELDS.test(key) && (isExpected || SOUND_ONLY.test(key) || held.length >= MIN_SOUND_CHARS)
        ? decoded(held)
        : undefined
      : isList || HOLDER_FIELDS.test(key)
      ? soundIn(held, isExpected, depth + 1)
      : undefined;
    if (bytes !== undefined) return bytes;
  }
  return undefined;
}

/** Base64, plain or in a data URL; MiniMax sends hexadecimal. */
function decoded(text: string): Uint8Array<ArrayBuffer> | undefined {
  const base64 = text.replace(/^"|"$/g, "").replace(/^[\w:/.+-]*;base64,/, "").replace(/\s+/g, "");
  if (base64.length >= MIN_HEX_CHARS && base64.length % 2 === 0 && /^[0-9a-f]+$/i.test(base64)) {
    return Uint8Array.fromHex(base64);
  }
  if (!/^[A-Za-z0-9+/_-]+=*$/.test(base64)) return undefined;
  try {
    return Uint8Array.fromBase64(base64.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return undefined;
  }
}

function typeIn(value: unknown): string | null {
  const named = ["mime_type", "mimetype", "content_type"].map((key) => foundIn(value, key, 0))
    .find((held) => typeof held === "string");
  return typeof named === "string" ? named : null;
}

/** The value of a field, at whatever depth audio may be. */
function foundIn(value: unknown, key: string, depth: number): unknown {
  if (depth > MAX_DEPTH || typeof value !== "object" || value === null) return undefined;
  const inner = () => Object.values(value).slice(0, 64).map((held) => foundIn(held, key, depth + 1));
  return fieldOf(value, key) ?? inner().find((held) => held !== undefined);
}

function rateIn(value: unknown): Partial<SampleFormat> {
  const rateHz = Number(RATE_FIELDS.map((key) => foundIn(value, key, 0)).find(Boolean));
  return rateHz >= MIN_RATE_HZ && rateHz <= MAX_RATE_HZ ? { rateHz } : {};
}
