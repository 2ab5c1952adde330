import assert from "node:assert/strict";
import { type Codecs, loadCodecs } from "../../src/film/codecs.ts";
import { type FilmTarget, WebmFile } from "../../src/film/webm_file.ts";

const SIDE = 16;
const FORMAT = { video: { width: SIDE, height: SIDE, fps: 25 }, isAppended: true, isTransparent: true };

/** Counts the encoders that are open. */
async function counted(): Promise<{ readonly codecs: Codecs; readonly open: Set<number> }> {
  const codecs = await loadCodecs();
  const open = new Set<number>();
  const { ff_init_encoder: init, ff_free_encoder: free } = codecs;
  codecs.ff_init_encoder = async (...options) => {
    const handles = await init(...options);
    open.add(handles[1]);
    return handles;
  };
  codecs.ff_free_encoder = async (context, frame, packet) => {
    await free(context, frame, packet);
    open.delete(context);
  };
  return { codecs, open };
}

/** A disk that is full after some bytes. */
function disk(freeBytes: number): FilmTarget {
  return {
    write: (bytes, position) =>
      position + bytes.length <= freeBytes ? Promise.resolve() : Promise.reject(new Error("the disk is full")),
  };
}

Deno.test("a film releases its encoders, whether it is completed, broken off, or the disk is full", async () => {
  const { codecs, open } = await counted();
  const film = await WebmFile.open(codecs, disk(Infinity), FORMAT);
  await film.addPicture(0, () => new Uint8Array(SIDE * SIDE * 4));
  await film.addAudio(new Int16Array(2400));
  assert.equal(open.size, 3, "sound, colours, transparency");
  await film.end();
  assert.equal(open.size, 0);
  {
    await using _ = await WebmFile.open(codecs, disk(Infinity), FORMAT);
  }
  assert.equal(open.size, 0);
  await assert.rejects(async () => {
    const full = await WebmFile.open(codecs, disk(10), FORMAT);
    await full.addAudio(new Int16Array(2400));
    await full.end();
  }, /the disk is full/);
  assert.equal(open.size, 0);
});
