/**
 * Collects garbage on request.
 *
 * @module
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collect: (() => void) | undefined;

/**
 * Collects all garbage of this thread, so that memory outside the heap, such as that of canvases and WebAssembly, goes
 * back to the system. The engine counts little of it, so a thread that then has nothing to do would hold it for
 * minutes. Takes some tens of ms; for rare moments after much was dropped.
 */
export function collectGarbage(): void {
  if (collect === undefined) {
    // Contexts that are made after this have the function, except with Deno before 2.9.
    setFlagsFromString("--expose-gc");
    const found: unknown = runInNewContext("globalThis.gc");
    collect = typeof found === "function" ? () => void found() : () => {};
  }
  collect();
}
