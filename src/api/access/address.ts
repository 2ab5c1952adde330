/**
 * The address of a client, also behind a proxy.
 *
 * @module
 */
import { isIP } from "node:net";
import { groupOf } from "../transport/places.ts";
import type { AddressSet } from "./address_set.ts";

/**
 * The client's address: the peer's, or what a trusted proxy says in `X-Forwarded-For`. Each proxy appends the address
 * that it saw, so the last one that is not a trusted proxy's counts.
 *
 * @param peer The address of the connection.
 * @param forwarded The header; `null` if there is none.
 * @param trusted Addresses of trusted proxies.
 * @returns The address; of IPv6, its /64.
 */
export function clientAddress(peer: string, forwarded: string | null, trusted: AddressSet): string {
  if (forwarded === null || !trusted.has(peer)) return groupOf(peer);
  const chain = forwarded.split(",").map(withoutPort).filter((address) => address !== "");
  const client = chain.findLast((address) => !trusted.has(address)) ?? peer;
  // What precedes an entry that is not an address may come from the client itself.
  return groupOf(isIP(client) === 0 ? peer : client);
}

/** The address of an entry: some proxies append the port, and IPv6 then has brackets. */
function withoutPort(entry: string): string {
  return entry.trim().replace(/^\[(.*)\](:\d+)?$/, "$1").replace(/^([\d.]+):\d+$/, "$1");
}
