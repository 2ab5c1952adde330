/**
 * A fake of `/v1/audio/speech` with the quirks of the servers that speak it.
 *
 * @module
 */
import { z } from "zod";
import { Pauses } from "../pauses.ts";
import type { Clock } from "../../../../contract/clock.ts";
import { speechPcm, wavFile } from "./speech_pcm.ts";

const speechRequest = z.strictObject({
  model: z.string().min(1),
  input: z.string().min(1).max(4096),
  voice: z.string().min(1),
  response_format: z.enum(["mp3", "opus", "aac", "flac", "wav", "pcm"]).optional(),
  speed: z.number().min(0.25).max(4).optional(),
  instructions: z.string().optional(),
  stream_format: z.enum(["audio", "sse"]).optional(),
});

/** A request that the fake accepted. */
type SpeechRequest = z.infer<typeof speechRequest>;

/** Behaviour of one answer. An absent field means OpenAI's behaviour. */
export interface SpeechStep {
  /** Answers with this status; the body follows OpenAI (`error`) or FastAPI (`detail`). */
  refuse?: { status: number; headers?: Record<string, string>; body?: unknown };
  /** Waits before the response's headers; `Infinity` never answers. */
  firstByteMs?: number;
  /** Pause before each chunk. */
  gapMs?: number;
  /** Bytes in a chunk; an odd count splits samples. */
  chunkBytes?: number;
  /** Stops sending, and keeps the connection open, after this many chunks. */
  stallAfter?: number;
  /** Breaks the connection after this many chunks. */
  dropAfter?: number;
  /** Sends a WAVE file instead of the requested PCM, with its true sizes or with those of a streaming server. */
  riff?: "exact" | "unknown";
  /** The actual sample rate of the server. */
  sampleRateHz?: number;
  /** A Content-Type that does not match the body. */
  contentType?: string;
  /** Answers 200 with this body. */
  body?: string;
}

/** Options of {@linkcode FakeSpeech}. */
export interface FakeSpeechOptions {
  /** Clock for pauses. Default: the system clock. */
  clock?: Clock;
  /** Answers in order; afterwards `manner` applies. */
  steps?: readonly SpeechStep[];
  /** Default behaviour of every answer. */
  manner?: SpeechStep;
  /** Audio duration per character, in milliseconds. Default 40. */
  msPerChar?: number;
}

/** The fake service; it records its requests. */
export class FakeSpeech {
  /** Requests that were accepted, in order. */
  readonly requests: SpeechRequest[] = [];
  /** Pending answers. */
  readonly steps: SpeechStep[];
  /** Default behaviour of every answer. */
  manner: SpeechStep;
  /** Streams that a client cancelled before their end. */
  abandoned = 0;
  #msPerChar: number;
  #pauses: Pauses;

  /** @param options See {@linkcode FakeSpeechOptions}. */
  constructor(options: FakeSpeechOptions = {}) {
    this.steps = [...options.steps ?? []];
    this.manner = options.manner ?? {};
    this.#pauses = new Pauses(options.clock);
    this.#msPerChar = options.msPerChar ?? 40;
  }

  /**
   * Answers `POST /v1/audio/speech`.
   *
   * @param request The request.
   * @returns The audio as a stream, or the refusal.
   */
  async respond(request: Request): Promise<Response> {
    const body: unknown = await request.json().catch(() => undefined);
    const parsed = speechRequest.safeParse(body);
    if (!parsed.success) {
      const message = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
      return Response.json({ error: { message, type: "invalid_request_error", code: "invalid_value" } }, {
        status: 400,
      });
    }
    this.requests.push(parsed.data);
    const step = { ...this.manner, ...this.steps.shift() };
    if (step.firstByteMs) await this.#pauses.wait(step.firstByteMs);
    if (step.refuse) {
      const { status, headers = {}, body = { error: { message: `refused with ${status}` } } } = step.refuse;
      return Response.json(body, { status, headers });
    }
    const headers = { "content-type": step.contentType ?? "audio/pcm" };
    if (step.body !== undefined) return new Response(step.body, { headers });
    return new Response(this.#stream(this.#audio(parsed.data, step), step), { headers });
  }

  /** Ends all waits. */
  close(): void {
    this.#pauses.close();
  }

  /**
   * The samples of a response, for comparison.
   *
   * @param request Text and speed.
   * @param sampleRateHz The server's own rate.
   */
  pcm(request: SpeechRequest, sampleRateHz = 24_000): Uint8Array<ArrayBuffer> {
    return speechPcm(request.input, { sampleRateHz, msPerChar: this.#msPerChar / (request.speed ?? 1) });
  }

  #audio(request: SpeechRequest, step: SpeechStep): Uint8Array<ArrayBuffer> {
    const rate = step.sampleRateHz ?? 24_000;
    const pcm = this.pcm(request, rate);
    return step.riff ? wavFile(pcm, rate, step.riff) : pcm;
  }

  #stream(audio: Uint8Array<ArrayBuffer>, step: SpeechStep): ReadableStream<Uint8Array> {
    const size = step.chunkBytes ?? 4096;
    const stop = new AbortController();
    let index = 0;
    return new ReadableStream({
      pull: async (controller) => {
        if (index === step.dropAfter) return controller.error(new Error("the fake drops this connection"));
        if (index === step.stallAfter) await this.#pauses.wait(Infinity, stop.signal);
        if (step.gapMs) await this.#pauses.wait(step.gapMs, stop.signal);
        if (stop.signal.aborted) return;
        const chunk = audio.subarray(index * size, ++index * size);
        if (chunk.length === 0) controller.close();
        else controller.enqueue(chunk);
      },
      cancel: () => {
        this.abandoned++;
        stop.abort();
      },
    });
  }
}
