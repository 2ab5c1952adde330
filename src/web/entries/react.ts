/**
 * What the npm package has as `react`.
 *
 * @module
 */
// Frameworks that render components on the server only, such as Next, send this one to the browser.
"use client";

export * from "../../client/react/mod.ts";
