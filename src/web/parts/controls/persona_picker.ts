/**
 * The persona picker: portraits drawn by the same face that speaks.
 *
 * @module
 */
import type { PersonaList } from "../../../client/net/http.ts";
import { PagePainter } from "../../../client/picture/paint/page_painter.ts";
import { el } from "../../lib/dom.ts";

/** The picker on the page. */
interface PersonaPicker {
  readonly element: HTMLElement;
  setPersonas(personas: PersonaList): void;
  setSelected(id: string): void;
}

/** A friendly face at rest, slightly closer than on the stage. */
const PORTRAIT = { mouthSmileLeft: 0.45, mouthSmileRight: 0.45, cheekSquintLeft: 0.2, cheekSquintRight: 0.2 };
/** Pixels of a portrait: sharp up to a device pixel ratio of 3. */
const PORTRAIT_PIXELS = 192;

/** Makes the picker. */
export function personaPicker(onPersona: (id: string) => void): PersonaPicker {
  const element = el("div", { class: "personas", role: "radiogroup", "aria-label": "Persona" });
  const inputs = new Map<string, HTMLInputElement>();
  return {
    element,
    setPersonas({ personas, designs }) {
      inputs.clear();
      element.replaceChildren(...personas.map((persona) => {
        const { id, name } = persona;
        const input = el("input", { type: "radio", name: "persona", value: id, "aria-label": name });
        input.addEventListener("change", () => onPersona(id));
        inputs.set(id, input);
        return el("label", { class: "persona" }, input, portrait(persona, designs), el("span", {}, name));
      }));
    },
    setSelected(id) {
      const input = inputs.get(id);
      if (input) input.checked = true;
    },
  };
}

function portrait(
  { name, look, background }: PersonaList["personas"][number],
  designs: PersonaList["designs"],
): HTMLElement {
  if (look === undefined) return el("b", { "aria-hidden": "true" }, name.slice(0, 1));
  const canvas = el("canvas", { width: PORTRAIT_PIXELS, height: PORTRAIT_PIXELS, "aria-hidden": "true" });
  new PagePainter({ look, background }, { designs }).paint(PORTRAIT, canvas);
  return canvas;
}
