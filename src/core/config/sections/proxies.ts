/**
 * The schema of the proxies whose word about a client's address is believed.
 *
 * @module
 */
import { isIP } from "node:net";
import { z } from "zod";

/** Bits of an address, by its version. */
const BITS: Readonly<Record<number, number>> = { 4: 32, 6: 128 };

/** An address, or a range of them as a prefix and its length (RFC 4632). */
const AddressRange = z.string().max(64).refine(isAddressRange, {
  error: ({ input }) => `${JSON.stringify(input)} is not an address or a range of them, write it as 172.16.0.0/12`,
});

/** The proxies that are trusted. */
export const TrustedProxies = z.array(AddressRange).max(64).default(["127.0.0.1", "::1"]).describe(
  "Addresses of proxies, or ranges such as 172.16.0.0/12: they may open any number of connections and send any number " +
    'of requests, and their X-Forwarded-For names the client. Default: this machine, ["127.0.0.1", "::1"].',
);

function isAddressRange(text: string): boolean {
  const [address = "", length, ...rest] = text.split("/");
  const bits = BITS[isIP(address)];
  if (bits === undefined || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits);
}
