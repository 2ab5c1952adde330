/**
 * What the npm package has as `react`.
 *
 * @module
 */
export * from "../../client/react/mod.ts";
