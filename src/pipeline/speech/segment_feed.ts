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

/** Pronunciations that stand in a text. */
interface InlineFound {
  readonly found: readonly PlacedPronunciation[];
  readonly from: number;
}

/** Hands segments out when they are asked for, and keeps those that have not sounded, so that another voice can take over. */
export class SegmentFeed {
  readonly #turn: Turn;
  readonly #clock: Clock;
  readonly #inline: InlineFound;
  /** All pieces of the text, by index. */
  readonly #pieces: TextPiece[] = [];
  /** The first piece that was not handed out yet. */
  #next = 0;
  /** Handed out, and not known to be spoken. */
  #open: SpeechSegment[] = [];
  /** Whether the first of these has sounded, at least in part. */
  #sounded = false;
  /** Whether all of the text has come, and whether the voice knows. */
  #ended = false;
  #told = false;
  #owedSince: number | undefined;
  #more = Promise.withResolvers<void>();
  /** Counts the voices. */
  #voice = 0;

  /**
   * @param inline Pronunciations that stand in the text, which may become more, and where the text begins that they have
   *   their places in.
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

  /** No piece will come any more. */
  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Where a segment's text begins in the turn's text. */
  charStartOf(index: number): number {
    return this.#pieces[index]?.charStart ?? 0;
  }

  /**
   * Since when the voice owes audio, on the clock: it has a segment that has not sounded, or it got the last one and has
   * not closed. `undefined`: it waits for text.
   */
  get owedSince(): number | undefined {
    return this.#owedSince;
  }

  /** A stream for a voice: first what the voice before it left, then what comes. That voice gets no more. */
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

  /** The segment begun has sounded, at least in part. */
  sounded(): void {
    if (this.#sounded) return;
    this.#sounded = true;
    this.#update();
  }

  /**
   * The voice failed: a segment that has sounded in part is not said again.
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

  /** A segment takes the control of the moment at which a voice wants it. */
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
