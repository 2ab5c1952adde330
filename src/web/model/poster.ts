/**
 * The face at rest that is there while the session begins.
 *
 * @module
 */
import type { PersonaList } from "../../client/net/http.ts";
import type { PagePainter } from "../../client/picture/paint/page_painter.ts";

/** Draws one person until the human comes. */
export class Poster {
  readonly #canvas: HTMLCanvasElement;
  #painter: PagePainter | null = null;

  /** @param canvas Where the human will be. */
  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** Shows a persona; without an id, the usual one. */
  async show({ personas, designs, default: usual }: PersonaList, id: string | undefined): Promise<void> {
    const { PagePainter } = await import("../../client/picture/paint/page_painter.ts");
    const persona = personas.find((persona) => persona.id === (id ?? usual));
    this.takeDown();
    this.#painter = new PagePainter(persona, { designs });
    this.#painter.paint({ mouthSmileLeft: 0.2, mouthSmileRight: 0.2 }, this.#canvas);
  }

  /** Draws no more; what was drawn stays until the human is drawn over it. */
  takeDown(): void {
    this.#painter?.[Symbol.dispose]();
    this.#painter = null;
  }
}
