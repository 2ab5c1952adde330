/**
 * What the author of an adapter needs, published as `@tth/tth/adapter`.
 *
 * An adapter is a module whose default export is {@linkcode defineAdapter}`({…})`, or a function that gets this kit and
 * returns one. `src/adapters/README.md` shows how to write, register and prove it.
 *
 * @module
 */
export { z } from "zod";
export {
  ADAPTER_KINDS,
  AdapterBase,
  type AdapterByKind,
  type AdapterDefinition,
  type AdapterHost,
  type AdapterKind,
  AvatarAdapter,
  type AvatarContext,
  type Capabilities,
  defineAdapter,
  type Health,
  type LlmAdapter,
  RealtimeAdapter,
  type RealtimeRequest,
  type RealtimeSetup,
  type ShownBefore,
  StreamingAdapter,
  type TtsAdapter,
  type TurnContext,
} from "../../contract/adapter.ts";
export type * from "../../contract/parts.ts";
export { type Clock, delay } from "../../contract/clock.ts";
export { type Control, type ControlField, type Fidelity, type Persona } from "../../contract/controls.ts";
export { EMOTION_LABELS, type EmotionLabel } from "../../contract/emotions.ts";
export { isAbort, messageOf, ProviderError } from "../../contract/errors.ts";
export { msToSamples, SAMPLE_RATE_HZ, samplesOf, samplesToMs } from "../../contract/pcm.ts";
export { type Viseme, VISEME_OPENING, VISEMES, type VisemeShare } from "../../contract/visemes.ts";
export { abortable, deadline } from "../../core/async.ts";
export { ClosingSockets, closingSocketsOf } from "./closing_sockets.ts";
export {
  AvatarTimeline,
  type DrawFrame,
  drawFrames,
  type DrawFramesOptions,
  frameIndexAt,
  type FrameMoment,
  frameTimeMs,
} from "./frames.ts";
export { probe } from "./health.ts";
export { ResampleFilter, Resampler } from "./resample.ts";
export { floatsOf, pcmOf, PcmResampler, PcmResamplers, WholeSamples } from "./samples.ts";
export { generatedStream, type ItemSource, readAll, readInput } from "../../core/streams.ts";
export { createVoice, type Delivery, type Sound, type Voice } from "./voice.ts";
