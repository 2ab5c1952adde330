/**
 * What the studio page loads.
 *
 * @module
 */
import "../main.ts";
