/**
 * Browsers other than Chromium: their programs, and what a test notes of the studio in them.
 *
 * @module
 */

/** Runs in the page: notes errors, states, and how often the picture and the word that is heard change. */
export const WATCH = `
  window.seen = { errors: [], states: [], pictures: 0, words: 0 };
  addEventListener("error", (event) => seen.errors.push(event.message));
  addEventListener("unhandledrejection", (event) => seen.errors.push(String(event.reason)));
  const grid = new OffscreenCanvas(32, 32).getContext("2d", { willReadFrequently: true });
  let last = {};
  setInterval(() => {
    grid.drawImage(document.querySelector("canvas"), 0, 0, 32, 32);
    const picture = grid.getImageData(0, 0, 32, 32).data.join();
    const state = document.querySelector("#stage").dataset.state;
    const words = document.querySelector("#caption").innerHTML;
    if (state !== last.state) seen.states.push(state);
    if (picture !== last.picture) seen.pictures++;
    if (words !== last.words) seen.words++;
    last = { picture, state, words };
  }, 50);
`;

/** Why a browser cannot run; `null` when it can. */
export function obstacle(files: readonly string[], packages: string): string | null {
  if (Deno.permissions.querySync({ name: "net" }).state !== "granted") return "needs deno task test:e2e";
  for (const file of files) {
    try {
      Deno.statSync(file);
    } catch {
      return `no ${file}, install Debian's ${packages}`;
    }
  }
  return null;
}

/** A program that ends with the test, and what it writes first. */
export function start(program: string, args: string[], env: Record<string, string> = {}) {
  const process = new Deno.Command(program, { args, env, stdin: "null", stdout: "piped", stderr: "null" }).spawn();
  return {
    firstLine: async () => (await process.stdout.pipeThrough(new TextDecoderStream()).getReader().read()).value?.trim(),
    async [Symbol.asyncDispose]() {
      process.kill();
      await process.status;
    },
  };
}
