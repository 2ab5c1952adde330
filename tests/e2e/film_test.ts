import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { runScript } from "../scripts/support.ts";
import { soon } from "../support/waiting.ts";
import { browserSuite } from "./browser.ts";

const { test } = browserSuite();

/** How far the end of a film may be from what `say` tells, s: it rounds to tenths, and a packet of sound is longer. */
const ROUNDING_S = 0.1;

/** What `say` makes without `--fps`. */
const PICTURES_PER_S = 25;

/** What a browser has seen and heard of a film at its end. */
interface Played {
  readonly error: string;
  readonly durationS: number;
  readonly endS: number;
  /** Shown. */
  readonly pictures: number;
  /** Shown or left out by a slow machine. */
  readonly decoded: number;
  readonly pixels: readonly number[];
  readonly hasSound: boolean;
}

/** Plays a film in a page. */
function play(page: Page, type: string, bytes: Uint8Array): Promise<Played> {
  return page.evaluate(async (url) => {
    const video = document.createElement("video");
    // Browsers play sound only after a click; it is decoded nevertheless.
    video.muted = true;
    let pictures = 0;
    const count = () => {
      pictures++;
      video.requestVideoFrameCallback(count);
    };
    video.requestVideoFrameCallback(count);
    const over = new Promise((resolve) => video.onended = video.onerror = resolve);
    video.src = url;
    document.body.append(video);
    video.play().catch(() => {});
    await over;
    return {
      error: video.error?.message ?? "",
      durationS: video.duration,
      endS: video.currentTime,
      pictures,
      decoded: video.getVideoPlaybackQuality().totalVideoFrames,
      pixels: [video.videoWidth, video.videoHeight],
      hasSound: Number(Reflect.get(video, "webkitAudioDecodedByteCount")) > 0,
    };
  }, `data:${type};base64,${bytes.toBase64()}`);
}

test("the browser plays films of say to their end, with picture and sound", async (browser) => {
  const folder = await Deno.makeTempDir();
  const page = await browser.newPage();
  try {
    for (const ending of ["webm", "mp4"]) {
      const path = `${folder}/x.${ending}`;
      const { code, out, said } = await runScript("say", ["Good morning.", "--size", "128", "-o", path]);
      if (code === 2 && said.includes("ffmpeg")) continue;
      assert.equal(code, 0, said);
      const seconds = Number(/: (\d+\.\d) s/.exec(out)?.[1]);
      const played = await soon(play(page, `video/${ending}`, await Deno.readFile(path)), `the end of the .${ending}`);
      assert.equal(played.error, "", ending);
      assert.ok(
        Math.abs(played.durationS - seconds) < ROUNDING_S,
        `${ending}: ${played.durationS} s, not ${seconds} s`,
      );
      assert.ok(Math.abs(played.endS - played.durationS) < ROUNDING_S, `${ending} ends at ${played.endS} s`);
      assert.ok(played.decoded > (seconds - ROUNDING_S) * PICTURES_PER_S, `${ending}: ${played.decoded} pictures`);
      assert.ok(played.pictures > 1 && played.hasSound, `${ending}: ${JSON.stringify(played)}`);
      assert.deepEqual(played.pixels, [128, 128], ending);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
