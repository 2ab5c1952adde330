/**
 * Notices MPEG frames among samples: those of a quiet or simple sound are not as uniform as noise.
 *
 * @module
 */
import { joined } from "../basics/bytes.ts";
import { NotSoundError } from "../basics/sound.ts";
import { FRAME_HEAD_BYTES, frameHead } from "../compressed/mpeg_frame.ts";

/** Frames one behind the other that are no chance. */
const FRAMES = 3;

/** Places that are waited for at the same time; chance makes one head in some thousand bytes. */
const MAX_EXPECTED = 64;

/** Watches bytes. */
export class FrameWatch {
  /** Where the next head is due, which kind it must be, and how many came before it. */
  readonly #expected = new Map<number, { readonly kind: number; readonly count: number }>();
  #held: Uint8Array<ArrayBuffer> = new Uint8Array();
  /** Where `held` begins. */
  #at = 0;

  /** Looks at bytes. @throws {NotSoundError} When they are MPEG frames. */
  see(bytes: Uint8Array): void {
    const all = joined(this.#held, bytes);
    const last = all.length - FRAME_HEAD_BYTES;
    for (let n = all.indexOf(0xff); n >= 0 && n <= last; n = all.indexOf(0xff, n + 1)) {
      const head = frameHead(all, n);
      if (head === undefined) continue;
      const due = this.#expected.get(this.#at + n);
      const count = due?.kind === head.kind ? due.count + 1 : 1;
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
