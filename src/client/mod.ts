/**
 * The client of TTH for browsers, Deno and Node, published as `@tth/tth/client`. Without dependencies.
 *
 * In a page, {@linkcode connect} puts a whole human on a canvas. {@linkcode createSession} gives the session alone, in any
 * runtime. {@linkcode AudioPlayer} and {@linkcode Renderer} can be used on their own.
 *
 * @module
 */
export type { Clock } from "../contract/clock.ts";
export { BINARY_SUBPROTOCOL, CLOSE_CODES, JSON_SUBPROTOCOL, type Subprotocol } from "../contract/protocol/names.ts";
export type { PartialControl, ServerEvent } from "../contract/protocol/messages.ts";
export type { BackoffOptions } from "./net/timing/backoff.ts";
export type { ConnectionEvent, EventOf, SessionEvent } from "./net/events.ts";
export { ClientError, type ClientErrorOptions } from "./net/errors.ts";
export {
  type CallOptions,
  fetchHealth,
  fetchModels,
  fetchPersonas,
  fetchRecording,
  fetchSession,
  fetchTranscript,
  type HealthReport,
  type Models,
  type PersonaList,
  type Recording,
  requestSession,
  type SessionGrant,
  type SessionInit,
  type SessionView,
  type TranscriptTurn,
} from "./net/http.ts";
export { connect } from "./connect.ts";
export { Human } from "./human.ts";
export type { HumanOptions, HumanParts } from "./human_options.ts";
export { createSession, type GrantSource, joinSession } from "./net/join.ts";
export type { ConnectionStatus } from "./net/reconnecting_socket.ts";
export type { CaptionPiece } from "./picture/captions.ts";
export type { Appearance, PosePainter } from "./picture/paint/pose_painter.ts";
export { AudioPlayer, type MediaPosition, type PlayerOptions, type PlayerStats } from "./sound/player.ts";
export {
  type Display,
  type PaintTiming,
  type PoseWeights,
  Renderer,
  type RendererOptions,
  type RendererStats,
  type ShownFrame,
} from "./picture/renderer.ts";
export { HumanSession } from "./net/human_session.ts";
export type { JoinOptions, PlaybackReport, SocketClass, SocketLike, TurnOptions } from "./net/options.ts";
export type { TurnHandle } from "./net/turn_handle.ts";
