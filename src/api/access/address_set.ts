/**
 * Addresses that are configured one by one and as ranges.
 *
 * @module
 */
import { BlockList, isIP } from "node:net";

/** Knows which addresses belong to it. */
export type AddressSet = Pick<ReadonlySet<string>, "has">;

/**
 * The set of addresses and ranges.
 *
 * @param entries Addresses, and ranges such as `172.16.0.0/12`.
 * @returns The set.
 */
export function addressSet(entries: readonly string[]): AddressSet {
  const ranges = entries.filter((entry) => entry.includes("/"));
  const addresses = new Set(entries);
  if (ranges.length === 0) return addresses;
  const list = new BlockList();
  for (const range of ranges) {
    const [prefix = "", length] = range.split("/");
    list.addSubnet(prefix, Number(length), familyOf(prefix));
  }
  return {
    has: (address) => addresses.has(address) || (isIP(address) !== 0 && list.check(address, familyOf(address))),
  };
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return address.includes(":") ? "ipv6" : "ipv4";
}
