/**
 * The segments of a turn on their way to a voice.
 *
 * @module
 */
import type { Direction, PlacedPronunciation, SpeechSegment } from "../../contract/adapter.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Control } from "../../contract/controls.ts";
import type { PlacedMark } from "../../control/marks/mark.ts";
import { MarkedManner } from "../../control/marks/manner.ts";
import { pronunciationsWithin } from "../../reading/inline_pronunciations.ts";
import type { Turn } from "../turn_context.ts";
import type { RemakePlace } from "./speech.ts";
import type { TextPiece } from "./text/speakable.ts";
import { splitPiece, wordStartAt } from "./text/split_piece.ts";

/** Directions in a text; both may grow. */
interface TextDirections {
  readonly marks: readonly PlacedMark[];
  readonly pronunciations: readonly PlacedPronunciation[];
}

/** How long a voice takes to its first audio, until that has been measured, ms. */
const TYPICAL_MAKE_MS = 150;

/** What a voice can do. */
interface VoiceAbilities {
  /** See `Capabilities.directions`. */
  readonly directions?: boolean;
}

/** Delivers segments on demand, and keeps those that have not sounded, so that another voice can take over. */
export class SegmentFeed {
  readonly #turn: Turn;
  readonly #clock: Clock;
  readonly #text: TextDirections;
  /** All pieces of the text, by index. */
  readonly #pieces: TextPiece[] = [];
  /** The turn's control when each piece was delivered. */
  readonly #controls: Control[] = [];
  /** Silence before each piece, ms. */
  readonly #pausesMs: number[] = [];
  #manner = new MarkedManner();
  /** The first mark that was not applied to a segment. */
  #nextMark = 0;
  /** The first piece not yet delivered. */
  #next = 0;
  /** Delivered, and not known to be spoken. */
  #open: SpeechSegment[] = [];
  /** Whether the first of these has sounded, at least partly. */
  #sounded = false;
  /** Whether the text is complete, whether the voice knows, and whether it was given words. */
  #ended = false;
  #told = false;
  #hasWords = false;
  #owedSince: number | undefined;
  #more = Promise.withResolvers<void>();
  /** Number of streams so far. */
  #voice = 0;
  /** When the first segment of the stream was delivered; `measured`: it has sounded. */
  #firstAt: number | "measured" | undefined;
  #makeMs = TYPICAL_MAKE_MS;
  #remade = Promise.withResolvers<void>();

  /** @param text Marks and pronunciations of the text. They must be there before the pieces that they are in. */
  constructor(turn: Turn, clock: Clock, text: TextDirections = { marks: [], pronunciations: [] }) {
    this.#turn = turn;
    this.#clock = clock;
    this.#text = text;
  }

  /** Adds pieces of the text. */
  add(pieces: readonly TextPiece[]): void {
    if (pieces.length === 0) return;
    this.#pieces.push(...pieces);
    this.#update();
    this.#wake();
  }

  /** No more pieces will come. */
  end(): void {
    this.#ended = true;
    this.#update();
    this.#wake();
  }

  /** Whether a voice was given a segment. */
  has(index: number): boolean {
    return index < this.#next;
  }

  /** Where a segment's text begins in the turn's text. */
  charStartOf(index: number): number {
    return this.#pieces[index]?.charStart ?? 0;
  }

  /** How long it is silent before a segment, ms. */
  pauseMsBefore(index: number): number {
    return this.#pausesMs[index] ?? 0;
  }

  /**
   * Since when the voice is due, on the clock: there is text that it has not taken, or has not spoken, or it has all of
   * the text and has not closed. `undefined`: it waits for text.
   */
  get owedSince(): number | undefined {
    return this.#owedSince;
  }

  /** Whether the voice has taken all of the text. */
  get isTaken(): boolean {
    return this.#told;
  }

  /** Whether the voice was given words to speak; the fence of a block of code holds none. */
  get hasWords(): boolean {
    return this.#hasWords;
  }

  /** How long the voice took from its first segment to the audio of it, ms. */
  get makeMs(): number {
    return this.#makeMs;
  }

  /** Resolves when the speech is to be made again: what the voice delivers from then on is void. */
  get remade(): Promise<void> {
    return this.#remade.promise;
  }

  /**
   * Lets the speech be made again from a word on, with the control now in force.
   *
   * @returns Whether it is: not if no voice was given that word, or with this control.
   */
  remakeFrom({ charStart, begunTo }: RemakePlace): boolean {
    const index = this.#pieces.findLastIndex((piece) => piece.charStart <= charStart);
    const piece = this.#pieces[index];
    if (piece === undefined || index >= this.#next) return false;
    if (this.#controls[index] === this.#turn.currentControl) return false;
    const parts = splitPiece(piece, charStart);
    if (parts !== undefined) this.#pieces.splice(index, 1, ...parts);
    this.#next = parts === undefined ? index : index + 1;
    this.#open = [];
    this.#sounded = false;
    this.#voice++;
    this.#rewindMarks(charStart, begunTo);
    const waiting = this.#remade;
    this.#remade = Promise.withResolvers();
    waiting.resolve();
    this.#wake();
    return true;
  }

  /** The manner before a word, without the feelings of marks up to `begunTo`. */
  #rewindMarks(charStart: number, begunTo: number): void {
    const { marks } = this.#text;
    const over = marks.filter((mark) => mark.charStart <= begunTo).length;
    this.#nextMark = Math.max(over, marks.filter((mark) => mark.charStart < charStart).length);
    this.#manner = new MarkedManner();
    for (const mark of marks.slice(0, over)) this.#manner.apply(mark);
    this.#manner.release();
    for (const mark of marks.slice(over, this.#nextMark)) this.#manner.apply(mark);
  }

  /** A stream for a voice: first what the previous voice left, then new pieces. The previous voice gets no more. */
  stream({ directions = false }: VoiceAbilities = {}): ReadableStream<SpeechSegment> {
    const voice = ++this.#voice;
    const left = [...this.#open];
    this.#told = false;
    this.#hasWords = left.some(hasWords);
    this.#firstAt = undefined;
    this.#update();
    this.#wake();
    return new ReadableStream<SpeechSegment>({
      pull: async (out) => {
        const again = left.shift();
        if (again !== undefined) return out.enqueue(again);
        while (this.#next === this.#pieces.length && !this.#ended && voice === this.#voice) await this.#more.promise;
        if (voice !== this.#voice) return out.close();
        const piece = this.#pieces[this.#next];
        if (piece !== undefined) return out.enqueue(this.#handOut(piece, directions));
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
    if (typeof this.#firstAt === "number") this.#makeMs = this.#clock.now() - this.#firstAt;
    this.#firstAt = "measured";
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
  #handOut(piece: TextPiece, followsDirections: boolean): SpeechSegment {
    const index = this.#next++;
    this.#controls[index] = this.#turn.currentControl;
    this.#pausesMs[index] = this.#applyMarks(wordStartAt(piece, piece.charStart) ?? piece.charStart);
    const manner = this.#manner.on(this.#turn.currentControl);
    const directions = this.#directionsIn(piece, index, followsDirections);
    const { text, charStart, written, writtenStart } = this.#pieces[index] ?? piece;
    const pronunciations = pronunciationsWithin(
      this.#text.pronunciations,
      writtenStart,
      writtenStart + written.length,
    );
    const segment = {
      index,
      text,
      written: {
        text: written,
        offset: charStart - writtenStart,
        ...(pronunciations.length === 0 ? {} : { pronunciations }),
      },
      ...manner,
      ...(directions.length === 0 ? {} : { directions }),
    };
    this.#open.push(segment);
    this.#hasWords ||= hasWords(segment);
    this.#firstAt ??= this.#clock.now();
    this.#update();
    return segment;
  }

  /** Applies the marks up to a place; returns the silence that they ask for, ms. */
  #applyMarks(charStart: number): number {
    let pauseMs = 0;
    for (let mark = this.#text.marks[this.#nextMark]; mark !== undefined && mark.charStart <= charStart;) {
      this.#manner.apply(mark);
      if (mark.kind === "pause") pauseMs += mark.ms;
      mark = this.#text.marks[++this.#nextMark];
    }
    return pauseMs;
  }

  /** The changes of manner within a piece; it is cut at the first one that its voice cannot make. */
  #directionsIn(piece: TextPiece, index: number, follows: boolean): Direction[] {
    const directions: Direction[] = [];
    for (let mark = this.#text.marks[this.#nextMark]; mark !== undefined && mark.charStart < piece.charEnd;) {
      const at = wordStartAt(piece, mark.charStart);
      // It stands after the last word: it is for the next piece.
      if (at === undefined) break;
      const changes = mark.kind !== "gesture" && mark.kind !== "cue";
      const parts = changes && (!follows || mark.kind === "pause") ? splitPiece(piece, at) : undefined;
      if (parts !== undefined) {
        this.#pieces.splice(index, 1, ...parts);
        break;
      }
      if (this.#manner.apply(mark)) {
        directions.push({ charStart: at - piece.charStart, ...this.#manner.on(this.#turn.currentControl) });
      }
      mark = this.#text.marks[++this.#nextMark];
    }
    return directions;
  }

  #update(): void {
    const isUnspoken = this.#open.length > 1 || (this.#open.length === 1 && !this.#sounded);
    const owes = isUnspoken || this.#ended || this.#next < this.#pieces.length;
    if (owes) this.#owedSince ??= this.#clock.now();
    else this.#owedSince = undefined;
  }

  #wake(): void {
    this.#more.resolve();
    this.#more = Promise.withResolvers();
  }
}

function hasWords({ text }: SpeechSegment): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
