/**
 * What the service serves as `/element.js`.
 *
 * @module
 */
export * from "../../client/element/mod.ts";
