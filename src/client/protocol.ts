/**
 * The wire protocol for clients in JavaScript: names, codecs, and the type of every message. Without the schemas that
 * validate them, which need a library.
 *
 * @module
 */
export {
  decodeBinary,
  encodeBinary,
  HEADER_BYTES,
  isMediaEvent,
  type MediaEvent,
} from "../contract/protocol/binary.ts";
export { type Decoded, ProtocolError } from "../contract/protocol/decoded.ts";
export { decodeJson, encodeClientMessage, encodeJson } from "../contract/protocol/json.ts";
export {
  BINARY_SUBPROTOCOL,
  CLOSE_CODES,
  JSON_SUBPROTOCOL,
  offeredSubprotocols,
  type Subprotocol,
  TOKEN_SUBPROTOCOL_PREFIX,
} from "../contract/protocol/names.ts";
export type {
  ClientMessage,
  Control,
  Extra,
  PartialControl,
  ServerEvent,
  ServerMessage,
} from "../contract/protocol/messages.ts";
