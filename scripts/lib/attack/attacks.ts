/**
 * Every attack.
 *
 * @module
 */
import type { Attack } from "./attack.ts";
import { CONNECTION_ATTACKS } from "./connection_attacks.ts";
import { OWN_SERVICE_ATTACKS } from "./own_service_attacks.ts";
import { REQUEST_ATTACKS } from "./request_attacks.ts";
import { STREAM_ATTACKS } from "./stream_attacks.ts";

/** They end by themselves, and say what the attacker got. */
export const ATTACKS: readonly Attack[] = [
  ...STREAM_ATTACKS,
  ...CONNECTION_ATTACKS,
  ...REQUEST_ATTACKS,
  ...OWN_SERVICE_ATTACKS,
];
