/**
 * What a decoder gives back, and how it refuses.
 *
 * @module
 */
import { TthError } from "../errors.ts";
import type { ServerEvent } from "./messages.ts";

/**
 * A message that was read. One of an unknown type is not an error (the protocol grows by addition), but it is
 * shown, so that a client can count it, and its `seq` can be followed.
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
