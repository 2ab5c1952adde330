/**
 * The messages of `tth.avatar.v1`; the protocol is described in mod.ts.
 *
 * @module
 */
import { z } from "zod";
import type { AvatarContext, AvatarInput, PictureContentType, TimedAudio } from "../../../contract/adapter.ts";

/** The subprotocol, and the value of `protocol` in `ready`. */
export const PROTOCOL = "tth.avatar.v1";

const AUDIO_KIND = 1;
const FRAME_KIND = 2;
const AUDIO_HEADER_BYTES = 16;
const FRAME_HEADER_BYTES = 32;
/** Picture formats by their number in a frame's header. */
const FORMATS = { 1: "jpeg", 2: "webp", 3: "png", 4: "raw_rgb" } as const satisfies Record<
  number,
  PictureContentType
>;

/** Picture formats that a renderer may send. */
export const PICTURE_FORMATS = Object.values(FORMATS);

const stream = z.int().min(1);

/** JSON messages of a renderer. */
const RendererMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready"), protocol: z.string(), name: z.string().max(200).default("renderer") }),
  z.object({ type: z.literal("begun"), stream }),
  z.object({ type: z.literal("end"), stream }),
  z.object({
    type: z.literal("error"),
    stream: stream.optional(),
    code: z.string().max(100),
    message: z.string().max(1000),
    retryable: z.boolean().default(false),
  }),
]);

/** A received picture. */
export interface PictureMessage {
  readonly type: "picture";
  readonly stream: number;
  readonly contentType: PictureContentType;
  readonly width: number;
  readonly height: number;
  readonly timestampMs: number;
  readonly audioMs: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** A renderer's message; unknown types are `null`. */
export type FromRenderer = z.output<typeof RendererMessage> | PictureMessage;

/** A renderer broke the protocol; the message describes what it sent. */
export class ProtocolFault extends Error {}

/** Header and samples of a piece of audio. */
export function encodeAudio(streamId: number, { timestampMs, pcm }: TimedAudio): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(AUDIO_HEADER_BYTES + pcm.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, AUDIO_KIND);
  view.setUint32(4, streamId, true);
  view.setFloat64(8, timestampMs, true);
  bytes.set(pcm, AUDIO_HEADER_BYTES);
  return bytes;
}

/** The JSON message for an input that is not audio. */
export function encodeInput(streamId: number, input: Exclude<AvatarInput, TimedAudio>): string {
  switch (input.type) {
    case "word":
    case "viseme": {
      const { startMs, endMs } = input;
      const what = input.type === "word" ? { text: input.text } : { id: input.id, weight: input.weight };
      return JSON.stringify({ type: input.type, stream: streamId, ...what, start_ms: startMs, end_ms: endMs });
    }
    case "control": {
      const { control, fromMs: from_ms } = input;
      return JSON.stringify({ type: "control", stream: streamId, control, from_ms });
    }
    case "gesture":
      return JSON.stringify({ type: "gesture", stream: streamId, gesture: input.gesture, from_ms: input.fromMs });
    case "state":
      return JSON.stringify({ type: "state", stream: streamId, state: input.state });
  }
}

/** The message that begins a stream. */
export function encodeStart(
  streamId: number,
  context: AvatarContext,
  { windowFrames, earliestMs, control }: {
    windowFrames: number;
    earliestMs: number;
    control: AvatarContext["control"];
  },
): string {
  const { sessionId, mode, width, height, fps, persona, lifeMs, seed } = context;
  return JSON.stringify({
    type: "start",
    stream: streamId,
    session_id: sessionId,
    mode,
    width,
    height,
    fps,
    formats: PICTURE_FORMATS,
    window_frames: windowFrames,
    earliest_ms: earliestMs,
    control,
    persona: { id: persona.id, name: persona.name, look: persona.look ?? null },
    life_ms: lifeMs,
    seed,
  });
}

/**
 * Reads a message of a renderer.
 *
 * @param data The WebSocket message.
 * @returns The message; `null` for a type of a later version.
 * @throws {ProtocolFault} When it cannot be read.
 */
export function decodeMessage(data: string | ArrayBuffer): FromRenderer | null {
  return typeof data === "string" ? decodeJson(data) : decodePicture(data);
}

function decodeJson(text: string): FromRenderer | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ProtocolFault(`a text message that is not JSON (${text.length} characters)`);
  }
  const parsed = RendererMessage.safeParse(json);
  if (parsed.success) return parsed.data;
  const known = z.object({ type: z.enum(["ready", "begun", "end", "error"]) }).safeParse(json);
  if (known.success) throw new ProtocolFault(`"${known.data.type}": ${z.prettifyError(parsed.error)}`);
  return null;
}

function decodePicture(buffer: ArrayBuffer): PictureMessage | null {
  const view = new DataView(buffer);
  if (buffer.byteLength < 1 || view.getUint8(0) !== FRAME_KIND) return null;
  if (buffer.byteLength <= FRAME_HEADER_BYTES) throw new ProtocolFault(`a picture of ${buffer.byteLength} bytes`);
  const format = view.getUint8(1);
  const contentType = Object.entries(FORMATS).find(([number]) => Number(number) === format)?.[1];
  if (contentType === undefined) throw new ProtocolFault(`a picture of the unknown format ${format}`);
  const timestampMs = view.getFloat64(16, true);
  const audioMs = view.getFloat64(24, true);
  if (!(timestampMs >= 0 && audioMs >= 0)) {
    throw new ProtocolFault(`a picture at ${timestampMs} ms for audio at ${audioMs} ms`);
  }
  const [width, height] = [view.getUint16(2, true), view.getUint16(4, true)];
  const data = new Uint8Array(buffer, FRAME_HEADER_BYTES);
  return {
    type: "picture",
    stream: view.getUint32(8, true),
    contentType: checkedType(contentType, { width, height, data }),
    width,
    height,
    timestampMs,
    audioMs,
    data,
  };
}

/** The first bytes of compressed pictures; a dot is any byte. */
const MAGIC: readonly (readonly [PictureContentType, RegExp])[] = [
  ["jpeg", /^\xff\xd8\xff/],
  ["png", /^\x89PNG/],
  ["webp", /^RIFF[^]{4}WEBP/],
];

/** Length of the longest of them. */
const MAGIC_BYTES = 12;

/**
 * The format of a picture, by its bytes: a client cannot draw what is none.
 *
 * @throws {ProtocolFault} When the bytes are no picture of that size, or none at all.
 */
function checkedType(
  told: PictureContentType,
  { width, height, data }: Pick<PictureMessage, "width" | "height" | "data">,
): PictureContentType {
  if (width === 0 || height === 0) throw new ProtocolFault(`a picture of ${width} × ${height}`);
  if (told === "raw_rgb") {
    if (data.length === width * height * 3) return told;
    throw new ProtocolFault(
      `a raw picture of ${width} × ${height} with ${data.length} bytes, not ${width * height * 3}`,
    );
  }
  const head = String.fromCharCode(...data.subarray(0, MAGIC_BYTES));
  const found = MAGIC.find(([, magic]) => magic.test(head))?.[0];
  if (found === undefined) throw new ProtocolFault(`a picture that is no JPEG, WebP or PNG, called ${told}`);
  return found;
}
