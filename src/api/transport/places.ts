/**
 * How many connections may be open, in all and per address.
 *
 * @module
 */

/** Bounds of {@linkcode Places}. */
interface PlaceLimits {
  /** Connections in all. */
  readonly total: number;
  /** Connections of one address. */
  readonly perAddress: number;
  /** Addresses that may have any number, such as a proxy's. */
  readonly exempt: Pick<ReadonlySet<string>, "has">;
}

/** Counts open connections by address. */
export class Places {
  readonly #limits: PlaceLimits;
  readonly #byAddress = new Map<string, number>();
  #total = 0;

  constructor(limits: PlaceLimits) {
    this.#limits = limits;
  }

  /** Whether all places are taken. */
  get full(): boolean {
    return this.#total >= this.#limits.total;
  }

  /** Whether an address has as many connections as it may. */
  isCrowded(address: string): boolean {
    if (this.#limits.exempt.has(address)) return false;
    return (this.#byAddress.get(groupOf(address)) ?? 0) >= this.#limits.perAddress;
  }

  /** Takes a place; returns a function that releases it. */
  take(address: string): () => void {
    const group = groupOf(address);
    this.#total++;
    this.#byAddress.set(group, (this.#byAddress.get(group) ?? 0) + 1);
    return () => {
      this.#total--;
      const left = (this.#byAddress.get(group) ?? 1) - 1;
      if (left > 0) this.#byAddress.set(group, left);
      else this.#byAddress.delete(group);
    };
  }
}

/**
 * What counts as one address: an IPv4 address, also when it is mapped into IPv6, or the /64 of an IPv6 address, which is
 * what one subscriber gets (RFC 6177).
 *
 * @param address The address, as a socket names it.
 */
export function groupOf(address: string): string {
  const plain = unmapped(address);
  if (!plain.includes(":") || plain === "::1") return plain;
  const [head = "", tail] = plain.toLowerCase().split("%")[0]!.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? [] : Array(Math.max(0, 8 - left.length - right.length)).fill("0");
  const parts = [...left, ...zeros, ...right].slice(0, 4).map((part) => part.replace(/^0+(?=.)/, ""));
  return `${parts.join(":")}::/64`;
}

/** An IPv4 address as such, also when it is mapped into IPv6: so a socket for both names its IPv4 peers (RFC 4291). */
export function unmapped(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}
