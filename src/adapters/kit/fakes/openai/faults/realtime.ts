/**
 * Faults of a Realtime service as data: how the fake produces them, and how an adapter must handle them.
 *
 * @module
 */
import type { FakeOpenAi } from "../server.ts";
import type { RealtimeFault } from "./expected.ts";
import { CONNECTION_FAULTS } from "./realtime_connections.ts";
import { RESPONSE_FAULTS } from "./realtime_responses.ts";

/** Faults of the Realtime service. */
export const REALTIME_FAULTS: readonly RealtimeFault[] = [...CONNECTION_FAULTS, ...RESPONSE_FAULTS];

/** Makes the fake's Realtime service produce a fault. */
export function injectRealtime(fake: FakeOpenAi, fault: RealtimeFault): void {
  Object.assign(fake.realtime.manner, fault.manner);
  fake.realtime.script.add(...fault.steps ?? []);
}
