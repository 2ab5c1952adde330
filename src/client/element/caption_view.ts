/**
 * The captions of the element: the line that is heard, word by word.
 *
 * @module
 */
import { type CaptionText, captionText } from "../picture/caption_text.ts";
import { captionAt, captionAtEnd, type CaptionPiece, type CaptionWord, splitHeard } from "../picture/captions.ts";
import type { EventOf, SessionEvent } from "../net/events.ts";
import type { MediaPosition } from "../sound/player.ts";

/** Shows the captions of the newest turn. */
export class CaptionView {
  readonly #line: HTMLElement;
  readonly #onChange: (pieces: readonly CaptionPiece[]) => void;
  #turn = 0;
  #text = "";
  /** What is shown of the text; absent since it has become longer. */
  #caption: CaptionText | undefined;
  #words: CaptionWord[] = [];
  #request: number | null = null;
  #shown = "";

  /**
   * @param line The element that shows the line.
   * @param onChange Told the pieces of the line whenever it changes.
   */
  constructor(line: HTMLElement, onChange: (pieces: readonly CaptionPiece[]) => void) {
    this.#line = line;
    this.#onChange = onChange;
  }

  /** Follows an event of the session. `position` tells what is heard. */
  onEvent(event: SessionEvent, position: () => MediaPosition | null): void {
    switch (event.type) {
      case "turn_started":
        this.clear();
        this.#turn = event.turn;
        break;
      case "text_delta":
        this.#text += event.token;
        this.#caption = undefined;
        break;
      case "word":
        // Speech that is made again repeats its words.
        this.#words = [...this.#words.filter(({ charStart }) => charStart < event.char_start), wordOf(event)];
        this.#follow(position);
        break;
      case "turn_complete":
        this.#stop();
        this.#show(captionAtEnd(this.#captionText(), splitHeard(this.#text, event.heard_text).heard.length));
        if (event.status !== "completed") this.clear();
        break;
    }
  }

  /** The turn that is heard is lost. */
  leave(): void {
    if (this.#request !== null) this.clear();
  }

  /** Shows nothing. */
  clear(): void {
    this.#stop();
    this.#text = "";
    this.#caption = undefined;
    this.#words = [];
    this.#show([]);
  }

  #captionText(): CaptionText {
    return this.#caption ??= captionText(this.#text);
  }

  #follow(position: () => MediaPosition | null): void {
    this.#request ??= requestAnimationFrame(() => {
      this.#request = null;
      const heard = position();
      if (heard?.turn === this.#turn) this.#show(captionAt(this.#captionText(), this.#words, heard.positionMs));
      this.#follow(position);
    });
  }

  #stop(): void {
    if (this.#request !== null) cancelAnimationFrame(this.#request);
    this.#request = null;
  }

  #show(pieces: readonly CaptionPiece[]): void {
    const key = pieces.map(({ text, state }) => `${state} ${text}`).join("|");
    if (key === this.#shown) return;
    this.#shown = key;
    this.#onChange(pieces);
    this.#line.replaceChildren(...pieces.map(({ text, state }) => {
      const span = document.createElement("span");
      span.className = state;
      span.part.add(state === "now" ? "word" : state);
      span.textContent = text;
      return span;
    }));
  }
}

function wordOf({ start_ms: startMs, end_ms: endMs, char_start: charStart, char_end: charEnd }: EventOf<"word">) {
  return { startMs, endMs, charStart, charEnd };
}
