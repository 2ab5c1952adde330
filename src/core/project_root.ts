/**
 * The project folder.
 *
 * @module
 */

/** The folder that holds deno.json. */
export const PROJECT_ROOT: URL = new URL("../..", import.meta.url);
