/**
 * What the service serves as `/client.js`.
 *
 * @module
 */
export * from "../../client/mod.ts";
