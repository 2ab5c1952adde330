/**
 * Names and addresses of this machine and its network.
 *
 * @module
 */

/**
 * Whether a host is certainly this machine. Numbers such as `0` or `2130706433`, which some systems parse as IPv4
 * addresses, are not: whether a host exposes the service must not depend on the system's parser.
 *
 * @param host A name or an address, IPv6 with or without brackets, without a port.
 * @returns `true` for `localhost` and the loopback addresses in their usual form.
 */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/**
 * Whether a host is on this machine or in a private network: a loopback, private or link-local address, or a name
 * that is not resolved outside.
 *
 * @param host A name or an address, IPv6 with or without brackets, without a port.
 * @returns `true` for such addresses (RFC 1918, 3927, 4193), for names without a dot, and for names that end in
 *   `.local`, `.lan`, `.internal`, `.localhost` or `.home.arpa`.
 */
export function isPrivateHost(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, "").toLowerCase();
  if (isLoopback(name) || name === "0.0.0.0") return true;
  if (name.includes(":")) return /^(f[cd]|fe[89ab])/.test(name);
  if (/^[\d.]+$/.test(name)) return /^(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(name);
  return !name.includes(".") || /\.(local|lan|internal|localhost|home\.arpa)$/.test(name);
}
