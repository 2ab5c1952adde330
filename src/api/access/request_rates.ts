/**
 * Bounds the HTTP requests of an address, where strangers can reach the service.
 *
 * @module
 */
import { setBounded } from "../../core/bounded_map.ts";
import type { Clock } from "../../contract/clock.ts";
import { RequestError } from "../../contract/errors.ts";
import { problemResponse } from "../http/problem.ts";
import { groupOf } from "../transport/places.ts";
import { clientAddress } from "./address.ts";
import type { AddressSet } from "./address_set.ts";
import { TokenBucket } from "./token_bucket.ts";

/** An address may be refused as often as it may ask in this time, before its connections are ended unread, s. */
const PATIENCE_S = 2;

/** Patience refills this many times more slowly than the allowance. */
const PATIENCE_RATIO = 10;

/** Addresses that are remembered; beyond, the oldest is forgotten. */
const MAX_ADDRESSES = 10_000;

const latin1 = new TextDecoder("latin1");

/** Bounds of {@linkcode RequestRates}. */
interface RequestLimits {
  /** Requests per second, on average. */
  readonly perSecond: number;
  /** Requests allowed in a burst after a pause. */
  readonly burst: number;
  /** Addresses of trusted proxies: their `X-Forwarded-For` names the client; their own requests are not counted. */
  readonly trusted: AddressSet;
}

interface Asker {
  readonly allowance: TokenBucket;
  readonly patience: TokenBucket;
}

/** Counts requests by address. */
export class RequestRates {
  readonly #clock: Clock;
  readonly #limits: RequestLimits;
  readonly #askers = new Map<string, Asker>();

  /**
   * @param clock Measures time.
   * @param limits Bounds of each address.
   */
  constructor(clock: Clock, limits: RequestLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /**
   * Whether to close connections of a peer unread, because it continues despite many refusals. This costs the
   * service less than an answer.
   *
   * @param peer The address of the connection.
   */
  isCut(peer: string): boolean {
    if (this.#limits.trusted.has(peer)) return false;
    const patience = this.#askers.get(groupOf(peer))?.patience;
    return patience !== undefined && patience.inMs(this.#clock.now()) > 0;
  }

  /**
   * Counts a request.
   *
   * @param peer The address of the connection.
   * @param head The head of the request.
   * @returns The refusal (429) if the address asks too often.
   */
  refusal(peer: string, head: Uint8Array): Response | undefined {
    const address = this.#clientOf(peer, head);
    if (address === undefined) return undefined;
    const { allowance, patience } = this.#askers.get(address) ?? this.#remember(address);
    const now = this.#clock.now();
    if (allowance.take(now)) return undefined;
    patience.take(now);
    return tooMany(head, this.#limits.perSecond, allowance.inMs(now));
  }

  /** The address that counts; `undefined`: a proxy itself. */
  #clientOf(peer: string, head: Uint8Array): string | undefined {
    const { trusted } = this.#limits;
    if (!trusted.has(peer)) return groupOf(peer);
    const lines = latin1.decode(head).matchAll(/^x-forwarded-for:(.*)$/gim);
    const address = clientAddress(peer, [...lines].map(([, value]) => value).join(","), trusted);
    return address === groupOf(peer) ? undefined : address;
  }

  #remember(address: string): Asker {
    const { perSecond, burst } = this.#limits;
    const now = this.#clock.now();
    const asker = {
      allowance: new TokenBucket(perSecond, burst, now),
      patience: new TokenBucket(perSecond / PATIENCE_RATIO, perSecond * PATIENCE_S, now),
    };
    return setBounded(this.#askers, address, asker, MAX_ADDRESSES);
  }
}

/** A page of any origin may read it: it says nothing but this. */
function tooMany(head: Uint8Array, perSecond: number, waitMs: number): Response {
  const [, path = "/"] = /^\S+ (\/[^ ?]*)/.exec(latin1.decode(head.subarray(0, 1024))) ?? [];
  const error = new RequestError(
    `this address sends more than ${perSecond} requests per second (server.requests_per_s); slow down`,
    { code: "too_many_requests", status: 429, retryable: true, retryAfterMs: waitMs },
  );
  return problemResponse(error, path, {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "retry-after",
    "cross-origin-resource-policy": "cross-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
}
