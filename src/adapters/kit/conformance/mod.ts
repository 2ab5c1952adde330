/**
 * The proof that an adapter keeps the contract of its kind, published as `@tth/tth/conformance`.
 *
 * @module
 */
export { checkConformance, type CheckResult, type ConformanceOptions } from "./runner.ts";
