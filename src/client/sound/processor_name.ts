/**
 * The name that the worklet and the page share; apart, so that the page loads no other code of the worklet with it.
 *
 * @module
 */

/** The name under which the worklet is registered. */
export const PROCESSOR_NAME = "tth-player";
