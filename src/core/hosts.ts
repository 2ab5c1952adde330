/**
 * Names and addresses of this machine.
 *
 * @module
 */

/**
 * Whether a host is this machine, so that nobody else can be meant by it.
 *
 * @param host A name or an address, IPv6 with or without brackets, without a port.
 * @returns `true` for `localhost` and the loopback addresses.
 */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
