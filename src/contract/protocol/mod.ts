/**
 * The wire protocol, published as `@tth/tth/protocol`: every message as a schema and its type, and the codecs.
 *
 * @module
 */
export { decodeBinary, encodeBinary, HEADER_BYTES, isMediaEvent, type MediaEvent } from "./binary.ts";
export { type Decoded, ProtocolError } from "./decoded.ts";
export {
  CapabilitiesByKind,
  CapabilitiesView,
  CreateSession,
  HealthReport,
  HealthView,
  Models,
  ModelView,
  PersonaList,
  Readiness,
  SessionCreated,
  SessionView,
  Transcript,
  TranscriptTurn,
} from "./http.ts";
export { decodeJson, encodeClientMessage, encodeJson } from "./json.ts";
export {
  AudioChunk,
  ClientMessage,
  Components,
  ControlUpdate,
  CueEvent,
  DirectionSource,
  EmotionEvent,
  ErrorEvent,
  type Extra,
  EXTRAS,
  Finish,
  Interrupt,
  Ping,
  Playback,
  Pong,
  Pose,
  type ServerEvent,
  ServerMessage,
  SessionReady,
  StateEvent,
  TextDelta,
  TurnComplete,
  TurnMetrics,
  TurnStarted,
  TurnStatus,
  UserText,
  VideoFrame,
  VideoRequest,
  VisemeEvent,
  Word,
} from "./messages.ts";
export {
  BINARY_SUBPROTOCOL,
  CLOSE_CODES,
  JSON_SUBPROTOCOL,
  offeredSubprotocols,
  type Subprotocol,
  TOKEN_SUBPROTOCOL_PREFIX,
} from "./names.ts";
export { CharacterControl, Control, EmotionControl, PartialControl } from "../controls.ts";
