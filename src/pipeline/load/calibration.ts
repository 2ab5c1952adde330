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

/** Frames per second of the measurement, and how many frames are drawn: the first ones fill caches and do not count. */
const FPS = 25;
const FRAMES = 14;
const FIRST_FRAMES = 4;

/** What is measured, and as whom. */
interface CalibrationParts {
  readonly providers: Providers;
  readonly persona: Persona;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * Measures the adapters in use. It takes some hundred ms of processor time.
 *
 * @returns The costs; parts that could not be measured count as free.
 */
export async function calibrate(parts: CalibrationParts): Promise<Costs> {
  const { tts, avatar } = parts.providers;
  const voiceMs = tts === undefined ? 0 : await tried(parts, () => voiceCost(tts, parts));
  const { pictureMs, megapixelMs, poseMs } = avatar === undefined ? NO_VIDEO : await videoCosts(avatar, parts);
  return { voiceMs, pictureMs, megapixelMs, poseMs };
}

const NO_VIDEO = { pictureMs: 0, megapixelMs: 0, poseMs: 0 };

/** A measurement that fails costs nothing: the provider's health and breaker report the failure. */
async function tried(parts: CalibrationParts, measure: () => Promise<number>): Promise<number> {
  try {
    return await measure();
  } catch (error) {
    parts.log.debug("a cost could not be measured: {error}", { error });
    return 0;
  }
}

/** Processor time for a second of speech, ms. */
async function voiceCost({ primary }: ProviderChain<TtsAdapter>, parts: CalibrationParts): Promise<number> {
  const { shared } = primary;
  if (!shared.capabilities().offline) return 0;
  const context = turnContext(parts);
  const before = processorMs();
  const spoken = await primary.adapter().inferBatch([{ index: 0, text: SENTENCE, control: context.control }], context);
  const usedMs = processorMs() - before;
  const bytes = spoken.reduce((sum, part) => part.type === "audio" ? sum + part.pcm.byteLength : sum, 0);
  const seconds = bytes / 2 / SAMPLE_RATE_HZ;
  return seconds === 0 ? 0 : usedMs / seconds;
}

async function videoCosts(chain: ProviderChain<AvatarAdapter>, parts: CalibrationParts): Promise<typeof NO_VIDEO> {
  const { streams, offline } = chain.primary.shared.capabilities();
  if (!offline) return NO_VIDEO;
  const measure = (video: "frames" | "pose", side: number) =>
    tried(parts, () => frameCost(chain.primary.adapter(), { video, side }, parts));
  const poseMs = streams.includes("poses") ? await measure("pose", SIDES[0]) : 0;
  if (!streams.includes("frames")) return { ...NO_VIDEO, poseMs };
  const [small, large] = [await measure("frames", SIDES[0]), await measure("frames", SIDES[1])];
  const megapixelMs = Math.max(0, large - small) / ((SIDES[1] ** 2 - SIDES[0] ** 2) / 1e6);
  return { pictureMs: Math.max(0, small - megapixelMs * SIDES[0] ** 2 / 1e6), megapixelMs, poseMs };
}

/** Processor time for a frame with its message, ms. */
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
  let before = processorMs();
  for (let count = 1; count <= FRAMES; count++) {
    const { value } = await reader.read();
    if (value === undefined) throw new Error("the avatar ended early");
    encodeJson(messageOf(value));
    if (count === FIRST_FRAMES) before = processorMs();
  }
  const usedMs = processorMs() - before;
  await reader.cancel();
  return usedMs / (FRAMES - FIRST_FRAMES);
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
