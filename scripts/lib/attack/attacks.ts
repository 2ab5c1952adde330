/**
 * Every attack.
 *
 * @module
 */
import type { Attack } from "./attack.ts";
import { CONNECTION_ATTACKS } from "./connection_attacks.ts";
import { mutationAttacks } from "./mutation_attacks.ts";
import { OWN_SERVICE_ATTACKS } from "./own_service_attacks.ts";
import { REQUEST_ATTACKS } from "./request_attacks.ts";
import { STREAM_ATTACKS } from "./stream_attacks.ts";

/**
 * They stop on their own, and say what the attacker got.
 *
 * @param mutations How many mutated requests, and how many mutated messages are sent.
 */
export function attacks(mutations: number): readonly Attack[] {
  return [
    ...STREAM_ATTACKS,
    ...CONNECTION_ATTACKS,
    ...REQUEST_ATTACKS,
    ...OWN_SERVICE_ATTACKS,
    ...mutationAttacks(mutations),
  ];
}
