import assert from "node:assert/strict";
import { makeFilm } from "../../../scripts/lib/film/film.ts";
import type { FilmOrder } from "../../../scripts/lib/film/order.ts";

const screen = { isTerminal: false, write() {} };

Deno.test("a film that is ended while its service does not answer leaves no file, and no wait", async () => {
  const folder = await Deno.makeTempDir();
  using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = silent.addr;
  const order: FilmOrder = {
    ...{ text: "Hello.", isScript: false, out: `${folder}/new/x.wav`, kind: "wav", profile: undefined },
    ...{
      server: `http://127.0.0.1:${port}`,
      persona: undefined,
      control: {},
      size: { width: 128, height: 128, fps: 25 },
    },
    ...{ layout: undefined, background: undefined, burnsCaptions: false },
  };
  const stopped = new AbortController();
  const film = makeFilm(order, { screen, signal: stopped.signal });
  using _caller = await silent.accept();
  stopped.abort();
  await assert.rejects(film, { name: "FilmFailure", message: /^ended before anything was said/ });
  assert.deepEqual(await Array.fromAsync(Deno.readDir(folder)), []);
  await Deno.remove(folder);
});
