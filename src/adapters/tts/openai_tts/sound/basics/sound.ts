/**
 * What readers of sound have in common.
 *
 * @module
 */

/** Samples that can be played. */
export interface Sound {
  /** Mono. */
  readonly samples: Int16Array<ArrayBuffer>;
  /** Samples a second; `undefined` where nothing tells. */
  readonly rateHz: number | undefined;
}

/** Reads one format. */
export interface SoundReader {
  /** What stands behind the end of this format, once that is known: another format begins there. */
  readonly rest?: Uint8Array<ArrayBuffer> | undefined;
  /**
   * Takes bytes.
   *
   * @returns What can be played; may be empty.
   * @throws {NotSoundError} When the bytes are something else.
   */
  push(bytes: Uint8Array): Sound[] | Promise<Sound[]>;
  /** Ends the bytes. @throws {NotSoundError} When they are something else, or cut short before any sound. */
  end(): Sound[] | Promise<Sound[]>;
  /** Gives back what it holds. */
  close(): void;
}

/** The bytes are no sound that can be played. The message says what they are. */
export class NotSoundError extends Error {
  /** What the server said, where the bytes are text. */
  readonly text: string | undefined;

  constructor(what: string, text?: string) {
    super(what);
    this.text = text;
  }
}
