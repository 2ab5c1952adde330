/**
 * Everything that can go wrong with a Realtime service, as data: how the fake is made to do it, and what an adapter is to
 * make of it.
 *
 * @module
 */
import type { Manner, Step } from "../../../src/adapters/kit/fakes/openai/fault_script.ts";
import type { FakeOpenAi } from "../../../src/adapters/kit/fakes/openai/server.ts";
import type { Expected } from "./expected.ts";
import { CONNECTION_FAULTS } from "./realtime_connections.ts";
import { RESPONSE_FAULTS } from "./realtime_responses.ts";

/** A fault of the Realtime service. */
export interface RealtimeFault {
  readonly name: string;
  /**
   * What the client does: connects; has a turn; interrupts its turn while it is told; lets the session lie idle, then
   * has a turn; or leaves.
   */
  readonly drive: "connect" | "turn" | "interrupt" | "idle" | "close";
  /** What goes wrong, once. */
  readonly steps?: readonly Step[];
  /** Habits that last. */
  readonly manner?: Partial<Manner>;
  readonly expected: Expected;
}

/** Faults of the Realtime service. */
export const REALTIME_FAULTS: readonly RealtimeFault[] = [...CONNECTION_FAULTS, ...RESPONSE_FAULTS];

/** Makes the fake's Realtime service do a fault. */
export function injectRealtime(fake: FakeOpenAi, fault: RealtimeFault): void {
  Object.assign(fake.realtime.manner, fault.manner);
  fake.realtime.script.add(...fault.steps ?? []);
}
