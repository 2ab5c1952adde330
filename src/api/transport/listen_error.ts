/**
 * Why the service cannot listen, for people.
 *
 * @module
 */
import { messageOf, TthError } from "../../contract/errors.ts";

/** The service cannot listen on the configured address. */
export class ListenError extends TthError {
  constructor(message: string, cause: unknown) {
    super(message, { code: "cannot_listen", cause });
  }
}

/** The error for an address that cannot be used, with the remedy. */
export function listenError(host: string, port: number, cause: unknown): ListenError {
  return new ListenError(`cannot listen on ${host}:${port}: ${whyNot(cause, port)}`, cause);
}

function whyNot(error: unknown, port: number): string {
  if (error instanceof Deno.errors.AddrInUse) {
    return "another program uses this port; stop it, or set TTH_PORT to another port (0 picks a free one)";
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return `this user may not use port ${port}; set TTH_PORT to 1024 or above`;
  }
  if (error instanceof Deno.errors.AddrNotAvailable) {
    return "this machine has no such address; set TTH_HOST to one that it has";
  }
  return messageOf(error);
}
