/** A worker whose tasks say how it behaves; each piece tells all that the worker has been asked for so far. */
import { serveJobs } from "../../../src/core/workers/program.ts";

/** `name` is noted; the rest says what happens after it. */
export interface TestTask {
  readonly name: string;
  /** How many pieces it has. Default: 1. */
  readonly pieces?: number;
  /** At which piece, from 0, it goes wrong, and how. */
  readonly wrong?: { readonly at: number; readonly how: "hang" | "throw" | "crash" };
}

/** What the worker noted: names of tasks begun, `+name` for each further piece, `-name` where one was abandoned. */
export type TestPiece = readonly string[];

serveJobs<{ readonly unable?: boolean; readonly silent?: boolean }, TestTask, TestPiece>((setup) => {
  if (setup.unable) throw new Error("no such addon");
  if (setup.silent) return new Promise(() => {});
  const notes: string[] = [];
  return {
    info: "a test",
    *run({ name, pieces = 1, wrong }) {
      let last = 0;
      try {
        for (;; last++) {
          notes.push(last === 0 ? name : `+${name}`);
          if (wrong?.at === last) misbehave(wrong.how);
          if (last === pieces - 1) return [...notes];
          yield [...notes];
        }
      } finally {
        if (last < pieces - 1 && wrong === undefined) notes.push(`-${name}`);
      }
    },
    transferOf: () => [],
  };
});

function misbehave(how: "hang" | "throw" | "crash"): void {
  if (how === "throw") throw new Error("broken on purpose");
  if (how === "hang") { for (;;); }
  queueMicrotask(() => {
    throw new Error("crashed on purpose");
  });
}
