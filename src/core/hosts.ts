/**
 * Names and addresses of this machine.
 *
 * @module
 */

/**
 * Whether a host is certainly this machine. Numbers such as `0` or `2130706433`, which systems read as IPv4 addresses,
 * are not: whether a host exposes the service must not depend on how a system reads it.
 *
 * @param host A name or an address, IPv6 with or without brackets, without a port.
 * @returns `true` for `localhost` and the loopback addresses in their usual form.
 */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
