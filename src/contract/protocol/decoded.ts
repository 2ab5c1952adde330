/**
 * The result and the error of a decoder.
 *
 * @module
 */
import { TthError } from "../errors.ts";
import type { ServerEvent } from "./messages.ts";

/**
 * A decoded message. An unknown type is not an error, because the protocol grows by addition; it is returned so that a
 * client can count it and follow its `seq`.
 */
export type Decoded =
  | { readonly known: true; readonly event: ServerEvent }
  | { readonly known: false; readonly type: string; readonly seq: number | null };

/** A message that breaks the protocol. */
export class ProtocolError extends TthError {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, { code: "bad_message", cause: options.cause });
  }
}
