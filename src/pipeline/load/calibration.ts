/**
 * Measures at start what a second of speech, a picture and a pose cost on this machine. Only adapters that work without
 * a network are measured: the others spend their time elsewhere, and cost money.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type {
  AvatarAdapter,
  AvatarContext,
  AvatarInput,
  AvatarPart,
  TtsAdapter,
  TurnContext,
} from "../../contract/adapter.ts";
import type { ServerEvent } from "../../contract/protocol/messages.ts";
import { SAMPLE_RATE_HZ } from "../../contract/pcm.ts";
import type { Persona } from "../../contract/controls.ts";
import { encodeJson } from "../../contract/protocol/json.ts";
import { resolveControl } from "../../control/mapper.ts";
import type { ProviderChain, Providers } from "../provider/chain.ts";
import type { Costs } from "./cost.ts";
import { processorMs } from "./load_meter.ts";

/** What is spoken for the measurement. */
const SENTENCE = "The birch canoe slid on the smooth planks, and the boat drifted down to the sea.";

/** Sides of the pictures that are measured, pixels: cost is a line through two points. */
const SIDES = [128, 256] as const;

/** Frames per second of the measurement. */
const FPS = 25;

/** The first frames fill caches and are compiled, and do not count; the others are measured in windows. */
const FIRST_FRAMES = 24;
const WINDOWS = 8;
const WINDOW_FRAMES = 8;
const FRAMES = FIRST_FRAMES + WINDOWS * WINDOW_FRAMES;

/** How often the sentence is spoken: the first time compiles code. */
const SENTENCES = 3;

/** What is measured, and as whom. */
interface CalibrationParts {
  readonly providers: Providers;
  readonly persona: Persona;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * Measures the adapters in use. It takes a few hundred ms of processor time.
 *
 * @returns The costs; parts that could not be measured count as free.
 */
export async function calibrate(parts: CalibrationParts): Promise<Costs> {
  const { tts, avatar } = parts.providers;
  const voiceMs = tts === undefined ? 0 : await tried(parts, () => voiceCost(tts, parts));
  return { voiceMs, ...avatar === undefined ? NO_VIDEO : await videoCosts(avatar, parts) };
}

const NO_VIDEO = { pictureMs: 0, megapixelMs: 0, poseMs: 0, drawingCores: Infinity };

/** A part whose measurement fails counts as free: the provider's health and breaker report the failure. */
async function tried(parts: CalibrationParts, measure: () => Promise<number>): Promise<number> {
  try {
    return await measure();
  } catch (error) {
    parts.log.debug("a cost could not be measured: {error}", { error });
    return 0;
  }
}

/** Processor time for a second of speech, ms: the least that was measured, as other work only adds to it. */
async function voiceCost({ primary }: ProviderChain<TtsAdapter>, parts: CalibrationParts): Promise<number> {
  const { shared } = primary;
  if (!shared.capabilities().offline) return 0;
  const context = turnContext(parts);
  let leastMs = Infinity;
  for (let i = 0; i < SENTENCES; i++) {
    const before = processorMs();
    const segment = { index: 0, text: SENTENCE, control: context.control };
    const spoken = await primary.adapter().inferBatch([segment], context);
    const usedMs = processorMs() - before;
    const bytes = spoken.reduce((sum, part) => part.type === "audio" ? sum + part.pcm.byteLength : sum, 0);
    leastMs = Math.min(leastMs, usedMs / (bytes / 2 / SAMPLE_RATE_HZ));
  }
  return Number.isFinite(leastMs) ? leastMs : 0;
}

async function videoCosts(chain: ProviderChain<AvatarAdapter>, parts: CalibrationParts): Promise<typeof NO_VIDEO> {
  const { streams, offline } = chain.primary.shared.capabilities();
  if (!offline) return NO_VIDEO;
  const adapter = chain.primary.adapter();
  const measure = (video: "frames" | "pose", side: number) =>
    tried(parts, () => frameCost(adapter, { video, side }, parts));
  const poseMs = streams.includes("poses") ? await measure("pose", SIDES[0]) : 0;
  if (!streams.includes("frames")) return { ...NO_VIDEO, poseMs };
  const [small, large] = [await measure("frames", SIDES[0]), await measure("frames", SIDES[1])];
  return { ...pictureCosts(small, large), poseMs, drawingCores: adapter.drawingCores ?? Infinity };
}

/**
 * The line through the costs of a small and a large picture.
 *
 * @param small Processor time of a picture with the smaller of the measured sides, ms.
 * @param large That of one with the larger side, ms. A picture costs at least half of this for its pixels, whatever was
 *   measured: sizes that were not measured must not seem to be free.
 */
export function pictureCosts(small: number, large: number): Pick<Costs, "pictureMs" | "megapixelMs"> {
  const [smallMegapixels, largeMegapixels] = [SIDES[0] ** 2 / 1e6, SIDES[1] ** 2 / 1e6];
  const slope = (large - small) / (largeMegapixels - smallMegapixels);
  const megapixelMs = Math.min(large / largeMegapixels, Math.max(slope, large / 2 / largeMegapixels));
  return { pictureMs: large - megapixelMs * largeMegapixels, megapixelMs };
}

/** Processor time for a frame with its message, ms: the least of several windows, as other work only adds to it. */
async function frameCost(
  adapter: AvatarAdapter,
  { video, side }: { readonly video: AvatarContext["video"]; readonly side: number },
  parts: CalibrationParts,
): Promise<number> {
  const context: AvatarContext = {
    ...turnContext(parts),
    mode: "turn",
    video,
    width: side,
    height: side,
    fps: FPS,
    earliestMs: () => 0,
    lifeMs: 0,
    seed: 1,
  };
  const reader = adapter.inferStream(ReadableStream.from(speech()), context).getReader();
  const next = async () => {
    const { value } = await reader.read();
    if (value === undefined) throw new Error("the avatar ended early");
    encodeJson(messageOf(value));
  };
  for (let count = 0; count < FIRST_FRAMES; count++) await next();
  let leastMs = Infinity;
  for (let i = 0; i < WINDOWS; i++) {
    const before = processorMs();
    for (let count = 0; count < WINDOW_FRAMES; count++) await next();
    leastMs = Math.min(leastMs, processorMs() - before);
  }
  await reader.cancel();
  return leastMs / WINDOW_FRAMES;
}

/** The message of a frame or pose. */
function messageOf(part: AvatarPart): ServerEvent {
  const { timestampMs: timestamp_ms, frameIndex: frame_index } = part;
  const common = { seq: 1, turn: 1, turn_id: "", timestamp_ms, frame_index, drift_ms: 0 };
  if (part.type === "pose") return { type: "pose", ...common, pose: { ...part.pose } };
  const { data, width, height, contentType: content_type } = part;
  return { type: "video_frame", ...common, data, width, height, content_type };
}

/** Speech with a moving mouth, longer than the frames that are measured. */
function* speech(): Generator<AvatarInput> {
  const durationMs = 1000 / FPS;
  for (let i = 0; i < 2 * FRAMES; i++) {
    const timestampMs = i * durationMs;
    if (i % 4 === 0) {
      const id = (["aa", "O", "E", "PP"] as const)[i / 4 % 4]!;
      yield { type: "viseme", id, startMs: timestampMs, endMs: timestampMs + 4 * durationMs, weight: 0.9 };
    }
    const pcm = new Uint8Array(2 * SAMPLE_RATE_HZ * durationMs / 1000);
    yield { type: "audio", pcm, timestampMs, durationMs };
  }
}

function turnContext({ persona, log, signal }: CalibrationParts): TurnContext {
  const control = resolveControl({ persona, personaId: persona.id });
  return { sessionId: "calibration", turnId: "calibration", turn: 1, control, persona, signal, log };
}
