/**
 * The segments of a turn on their way to a voice.
 *
 * @module
 */
import type { PlacedPronunciation, SpeechSegment } from "../../contract/adapter.ts";
import type { Clock } from "../../contract/clock.ts";
import { pronunciationsWithin } from "../../reading/inline_pronunciations.ts";
import type { Turn } from "../turn_context.ts";
import type { TextPiece } from "./speakable.ts";

/** Pronunciations written in a text. */
interface InlineFound {
  readonly found: readonly PlacedPronunciation[];
  readonly from: number;
}

/** Delivers segments on demand, and keeps those that have not sounded, so that another voice can take over. */
export class SegmentFeed {
  readonly #turn: Turn;
  readonly #clock: Clock;
  readonly #inline: InlineFound;
  /** All pieces of the text, by index. */
  readonly #pieces: TextPiece[] = [];
  /** The first piece not yet delivered. */
  #next = 0;
  /** Delivered, and not known to be spoken. */
  #open: SpeechSegment[] = [];
  /** Whether the first of these has sounded, at least partly. */
  #sounded = false;
  /** Whether the text is complete, and whether the voice knows. */
  #ended = false;
  #told = false;
  #owedSince: number | undefined;
  #more = Promise.withResolvers<void>();
  /** Number of voices so far. */
  #voice = 0;

  /**
   * @param inline Pronunciations written in the text, which may grow, and the start of the text that their places refer
   *   to.
   */
  constructor(turn: Turn, clock: Clock, inline: InlineFound = { found: [], from: 0 }) {
    this.#turn = turn;
    this.#clock = clock;
    this.#inline = inline;
  }

  /** Adds pieces of the text. */
  add(pieces: Iterable<TextPiece>): void {
    this.#pieces.push(...pieces);
    this.#wake();
  }

  /** No more pieces will come. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Where a segment's text begins in the turn's text. */
  charStartOf(index: number): number {
    return this.#pieces[index]?.charStart ?? 0;
  }

  /**
   * Since when audio is due, on the clock: the voice has a segment that has not sounded, or got the last one and has
   * not closed. `undefined`: it waits for text.
   */
  get owedSince(): number | undefined {
    return this.#owedSince;
  }

  /** A stream for a voice: first what the previous voice left, then new pieces. The previous voice gets no more. */
  stream(): ReadableStream<SpeechSegment> {
    const voice = ++this.#voice;
    const left = [...this.#open];
    this.#told = false;
    this.#update();
    this.#wake();
    return new ReadableStream<SpeechSegment>({
      pull: async (out) => {
        const again = left.shift();
        if (again !== undefined) return out.enqueue(again);
        while (this.#next === this.#pieces.length && !this.#ended && voice === this.#voice) await this.#more.promise;
        if (voice !== this.#voice) return out.close();
        const piece = this.#pieces[this.#next];
        if (piece !== undefined) return out.enqueue(this.#handOut(piece));
        this.#told = true;
        this.#update();
        out.close();
      },
    }, { highWaterMark: 0 });
  }

  /** The voice has begun segment `index`: those before it are spoken. */
  began(index: number): void {
    this.#open = this.#open.filter((segment) => segment.index >= index);
    this.#sounded = false;
    this.#update();
  }

  /** The current segment has sounded, at least partly. */
  sounded(): void {
    if (this.#sounded) return;
    this.#sounded = true;
    this.#update();
  }

  /**
   * The voice failed: a segment that has partly sounded is not repeated.
   *
   * @returns Whether there is such a segment.
   */
  abandon(): boolean {
    const wasSounding = this.#sounded && this.#open.length > 0;
    if (wasSounding) this.#open.shift();
    this.#sounded = false;
    this.#update();
    return wasSounding;
  }

  /** A segment takes the control in force when a voice requests it. */
  #handOut({ text, charStart, written, writtenStart }: TextPiece): SpeechSegment {
    const { found, from } = this.#inline;
    const start = writtenStart - from;
    const pronunciations = pronunciationsWithin(found, start, start + written.length);
    const segment = {
      index: this.#next++,
      text,
      written: {
        text: written,
        offset: charStart - writtenStart,
        ...(pronunciations.length === 0 ? {} : { pronunciations }),
      },
      control: this.#turn.currentControl,
    };
    this.#open.push(segment);
    this.#update();
    return segment;
  }

  #update(): void {
    const owes = this.#told || this.#open.length > 1 || (this.#open.length === 1 && !this.#sounded);
    if (owes) this.#owedSince ??= this.#clock.now();
    else this.#owedSince = undefined;
  }

  #wake(): void {
    this.#more.resolve();
    this.#more = Promise.withResolvers();
  }
}
