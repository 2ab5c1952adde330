/**
 * Live captions with the spoken word highlighted; before the first turn, suggestions.
 *
 * @module
 */
import { byId, el } from "../lib/dom.ts";
import { type CaptionText, captionText } from "../../client/picture/caption_text.ts";
import { captionAt, captionAtEnd, type CaptionPiece, splitHeard } from "../../client/picture/captions.ts";
import type { LoggedTurn } from "../model/turn_log.ts";
import type { Studio } from "../model/studio.ts";

const STARTERS: readonly { readonly text: string; readonly mode: "reply" | "verbatim" }[] = [
  { text: "Who are you?", mode: "reply" },
  { text: "Tell me something surprising.", mode: "reply" },
  {
    text: "Hello! I can speak, feel and listen. Change my mood while I talk, or stop me in the middle of a word.",
    mode: "verbatim",
  },
];

/** The captions of the page. */
export class Captions {
  readonly #line = byId("caption", HTMLElement);
  readonly #live = byId("caption-live", HTMLElement);
  readonly #starters = byId("starters", HTMLElement);
  #shown = "";
  /** What was shown last, and the text that it was made of. */
  #caption: { readonly source: string; readonly text: CaptionText } | undefined;

  constructor(studio: Studio) {
    this.#starters.append(...STARTERS.map(({ text, mode }) => {
      const button = el("button", { type: "button" }, text.length > 40 ? "Show me what you can do" : text);
      button.addEventListener("click", () => studio.begin(text, mode));
      return button;
    }));
    studio.turns.watch((turns) => {
      this.#starters.hidden = turns.length > 0;
      if (turns.length === 0) this.#show([]);
      const last = turns.at(-1);
      if (last && last.state !== "running" && last.state !== "waiting") this.#showEnd(last);
    });
  }

  /** Shows the line that is being spoken. */
  showAt(record: LoggedTurn, positionMs: number): void {
    this.#show(captionAt(this.#captionOf(record.text), record.words, positionMs));
  }

  /** After the turn, the last line stays; its unheard part is struck through. */
  #showEnd({ text, state, heardText }: LoggedTurn): void {
    if (heardText === null) return;
    const heardChars = state === "completed" ? text.length : splitHeard(text, heardText).heard.length;
    this.#show(captionAtEnd(this.#captionOf(text), heardChars));
  }

  #captionOf(source: string): CaptionText {
    if (this.#caption?.source !== source) this.#caption = { source, text: captionText(source) };
    return this.#caption.text;
  }

  #show(pieces: readonly CaptionPiece[]): void {
    const key = pieces.map(({ text, state }) => `${state} ${text}`).join("|");
    if (key === this.#shown) return;
    this.#shown = key;
    this.#line.replaceChildren(...pieces.flatMap(pieceNodes));
    const text = pieces.map((piece) => piece.text).join("").trim();
    // Screen readers get each whole line once.
    if (this.#live.textContent !== text) this.#live.textContent = text;
  }
}

/** Excludes the space after the highlighted word. */
function pieceNodes({ text, state }: CaptionPiece): (Node | string)[] {
  const word = text.trimEnd();
  return [el("span", { class: state }, word), text.slice(word.length)];
}
