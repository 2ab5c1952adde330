/**
 * What the npm package has as `protocol`.
 *
 * @module
 */
export * from "../../client/protocol.ts";
