/**
 * Types that all audio readers share.
 *
 * @module
 */

/** Playable samples. */
export interface Sound {
  /** Mono. */
  readonly samples: Int16Array<ArrayBuffer>;
  /** Sample rate, Hz; `undefined` if unknown. */
  readonly rateHz: number | undefined;
}

/** Reads one format. */
export interface SoundReader {
  /** The bytes after the end of this format, once it is reached: another format begins there. */
  readonly rest?: Uint8Array<ArrayBuffer> | undefined;
  /**
   * Adds bytes.
   *
   * @returns The decoded audio; may be empty.
   * @throws {NotSoundError} If the bytes are not of this format.
   */
  push(bytes: Uint8Array): Sound[] | Promise<Sound[]>;
  /** Ends the input. @throws {NotSoundError} If it was not of this format, or ended before any audio. */
  end(): Sound[] | Promise<Sound[]>;
  /** Releases its resources. */
  close(): void;
}

/** The bytes are not playable audio. The message describes what they are. */
export class NotSoundError extends Error {
  /** The server's text, if the bytes are text. */
  readonly text: string | undefined;

  constructor(what: string, text?: string) {
    super(what);
    this.text = text;
  }
}
