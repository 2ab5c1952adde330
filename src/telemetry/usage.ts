/**
 * What tenants and their sessions have used, since the service began.
 *
 * @module
 */
import { setBounded } from "../core/bounded_map.ts";
import type { Counter, Instruments } from "./instruments.ts";

/** Amounts that were used. */
export interface UsedAmounts {
  /** Turns that are over. */
  readonly turns: number;
  /** Characters of the users' texts, in UTF-16 code units. */
  readonly charactersIn: number;
  /** Characters of the replies, in UTF-16 code units. */
  readonly charactersOut: number;
  /** Speech that was sent, s. */
  readonly speechSeconds: number;
  /** What providers counted, such as `input_tokens`. */
  readonly provider: Readonly<Record<string, number>>;
}

/** What a tenant, or one of its sessions, has used. */
export interface Usage extends UsedAmounts {
  /** Empty where there are no keys. */
  readonly tenant: string;
  /** `null`: all sessions of the tenant. */
  readonly sessionId: string | null;
}

/** The most sessions that are remembered; those that used nothing for longest are forgotten. */
const MAX_SESSIONS = 1000;

/** The most different counts of providers. */
const MAX_COUNTS = 32;

/** Counts what is used. */
export class UsageBook {
  readonly #tenants = new Map<string, Usage>();
  readonly #sessions = new Map<string, Usage>();
  readonly #characters: Counter;
  readonly #speech: Counter;
  readonly #provider: Counter;

  constructor(instruments: Instruments) {
    const count = (name: string, description: string, unit: string) => instruments.counter({ name, description, unit });
    this.#characters = count("tth.usage.characters", "Characters by tenant and direction: in, out.", "{character}");
    this.#speech = count("tth.usage.speech", "Speech that was sent, by tenant.", "s");
    this.#provider = count("tth.usage.provider", "What providers counted, by tenant and type, e.g. tokens.", "{unit}");
  }

  /** Counts what a session has used. */
  add(tenant: string, sessionId: string, used: UsedAmounts): void {
    const { charactersIn, charactersOut, speechSeconds } = used;
    const provider = plausible(used.provider);
    const added = { ...used, provider };
    this.#tenants.set(tenant, sumOfUsage(this.#tenants.get(tenant) ?? unused(tenant, null), added));
    const session = this.#sessions.get(sessionId) ?? unused(tenant, sessionId);
    this.#sessions.delete(sessionId);
    setBounded(this.#sessions, sessionId, sumOfUsage(session, added), MAX_SESSIONS);
    this.#characters.add(charactersIn, { tenant, direction: "in" });
    this.#characters.add(charactersOut, { tenant, direction: "out" });
    this.#speech.add(speechSeconds, { tenant });
    for (const [type, amount] of Object.entries(provider)) this.#provider.add(amount, { tenant, type });
  }

  /** What was used so far: all of each tenant, then each session, the least recent first. */
  get all(): Usage[] {
    return [...this.#tenants.values(), ...this.#sessions.values()];
  }
}

/** Adds up what several pipelines have counted. */
export function addUpUsage(books: readonly (readonly Usage[])[]): Usage[] {
  const same = Map.groupBy(books.flat(), ({ tenant, sessionId }) => `${tenant} ${sessionId ?? ""}`);
  return [...same.values()].map((usages) => usages.reduce(sumOfUsage));
}

/** Nothing used. */
export function unused(tenant: string, sessionId: string | null): Usage {
  return { tenant, sessionId, turns: 0, charactersIn: 0, charactersOut: 0, speechSeconds: 0, provider: {} };
}

function sumOfUsage(sum: Usage, used: UsedAmounts): Usage {
  const provider = { ...sum.provider };
  for (const [type, amount] of Object.entries(used.provider)) {
    const before = Object.hasOwn(provider, type) ? provider[type] : undefined;
    if (before !== undefined || Object.keys(provider).length < MAX_COUNTS) provider[type] = (before ?? 0) + amount;
  }
  return {
    ...sum,
    turns: sum.turns + used.turns,
    charactersIn: sum.charactersIn + used.charactersIn,
    charactersOut: sum.charactersOut + used.charactersOut,
    speechSeconds: sum.speechSeconds + used.speechSeconds,
    provider,
  };
}

/** The counts that can be added up: a provider may report anything. */
function plausible(counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, amount]) => Number.isFinite(amount) && amount >= 0));
}
