/**
 * Detects MPEG frames among samples: frames of quiet or simple audio are less uniform than noise.
 *
 * @module
 */
import { concat } from "../../../../../core/bytes.ts";
import { ascii } from "../basics/bytes.ts";
import { NotSoundError } from "../basics/sound.ts";
import { frameHead } from "../compressed/mpeg_frame.ts";

/** Number of consecutive frames that cannot be a coincidence. */
const FRAMES = 3;

/** Maximum number of candidates at a time; random bytes contain one header in a few thousand. */
const MAX_EXPECTED = 64;

/** Where the index of an MP3 file may stand in its first frame, behind the header: mono and stereo, MPEG-2 and MPEG-1. */
const INDEX_OFFSETS = [13, 21, 36];

/** Bytes that are looked at together: a header, and an index behind it. */
const LOOK_BYTES = 40;

/** Watches bytes for MPEG frames. */
export class FrameWatch {
  /** Where the next header is due, its kind, and the number of frames before it. */
  readonly #expected = new Map<number, { readonly kind: number; readonly count: number }>();
  #held: Uint8Array<ArrayBuffer> = new Uint8Array();
  /** Where `held` begins. */
  #at = 0;

  /** Checks bytes. @throws {NotSoundError} If they are MPEG frames. */
  see(bytes: Uint8Array): void {
    const all = concat([this.#held, bytes]);
    const last = all.length - LOOK_BYTES;
    for (let n = all.indexOf(0xff); n >= 0 && n <= last; n = all.indexOf(0xff, n + 1)) {
      const head = frameHead(all, n);
      if (head === undefined) continue;
      const due = this.#expected.get(this.#at + n);
      const count = isIndex(all, n) ? FRAMES : due?.kind === head.kind ? due.count + 1 : 1;
      if (count >= FRAMES) throw new NotSoundError("MP3 behind samples");
      this.#expected.set(this.#at + n + head.length, { kind: head.kind, count });
    }
    const passed = Math.max(0, last + 1);
    this.#held = all.slice(passed);
    this.#at += passed;
    this.#forget();
  }

  #forget(): void {
    for (const place of this.#expected.keys()) {
      if (place < this.#at || this.#expected.size > MAX_EXPECTED) this.#expected.delete(place);
    }
  }
}

/** Whether a frame holds the index that encoders write in front of a file. */
function isIndex(bytes: Uint8Array, at: number): boolean {
  return INDEX_OFFSETS.some((offset) => /^(Xing|Info)$/.test(ascii(bytes, at + offset, 4)));
}
