/**
 * The client of TTH for browsers, Deno and Node. Without dependencies.
 *
 * In a page, {@linkcode connect} puts a whole human on a canvas. {@linkcode createSession} gives the session alone, in any
 * runtime. {@linkcode AudioPlayer} and {@linkcode Renderer} are of use by themselves.
 *
 * @module
 */
export type { Clock } from "../core/clock.ts";
export { BINARY_SUBPROTOCOL, CLOSE_CODES, JSON_SUBPROTOCOL, type Subprotocol } from "../core/protocol/names.ts";
export type { PartialControl, ServerEvent } from "../core/types.ts";
export type { BackoffOptions } from "./backoff.ts";
export type { ConnectionEvent, EventOf, SessionEvent } from "./events.ts";
export { ClientError, type ClientErrorOptions } from "./errors.ts";
export {
  fetchHealth,
  fetchModels,
  fetchPersonas,
  fetchTranscript,
  type HealthReport,
  type Models,
  type Personas,
  requestSession,
  type ServiceOptions,
  type SessionGrant,
  type SessionRequest,
  type TranscriptTurn,
} from "./http.ts";
export { connect, Human, type HumanOptions, type HumanParts } from "./human.ts";
export { createSession, joinSession } from "./join.ts";
export type { LinkStatus } from "./link.ts";
export type { PosePainter } from "./pose_painter.ts";
export { AudioPlayer, type MediaPosition, type PlayerOptions, type PlayoutStats } from "./player.ts";
export {
  type Display,
  type PoseWeights,
  Renderer,
  type RendererOptions,
  type RendererStats,
  type ShownFrame,
} from "./renderer.ts";
export { type ConnectionOptions, type PlaybackReport, Session, type SpeakOptions } from "./session.ts";
