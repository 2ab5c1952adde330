/**
 * The address of a client, also behind a proxy.
 *
 * @module
 */
import { groupOf } from "../transport/places.ts";

/**
 * The client's address: the peer's, or what a trusted proxy says in `X-Forwarded-For`. Each proxy appends the address
 * that it saw, so the last one that is not a trusted proxy's counts.
 *
 * @param peer The address of the connection.
 * @param forwarded The header; `null` if there is none.
 * @param trusted Addresses of trusted proxies.
 * @returns The address; of IPv6, its /64.
 */
export function clientAddress(peer: string, forwarded: string | null, trusted: readonly string[]): string {
  if (forwarded === null || !trusted.includes(peer)) return groupOf(peer);
  const chain = forwarded.split(",").map((address) => address.trim()).filter(isAddress);
  return groupOf(chain.findLast((address) => !trusted.includes(address)) ?? peer);
}

function isAddress(text: string): boolean {
  return /^[0-9a-f.:]{2,45}$/i.test(text);
}
