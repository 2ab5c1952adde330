/**
 * `<talking-human>`: a human as an element of any page, published as `@tth/tth/element`. Importing it defines the element.
 *
 * @module
 */
import { TalkingHumanElement } from "./talking_human.ts";

export type { HumanEventMap, HumanState } from "./human_events.ts";
export { TalkingHumanElement } from "./talking_human.ts";
export type { TurnHandle } from "../net/turn_handle.ts";
export type { CaptionPiece } from "../picture/captions.ts";

/** The element's name. */
export const ELEMENT_NAME = "talking-human";

// A server renders without elements, and two scripts of one page may both bring this one.
// The npm package finds the files that define it by the words `customElements.define`.
if (globalThis.customElements && !customElements.get(ELEMENT_NAME)) {
  customElements.define(ELEMENT_NAME, TalkingHumanElement);
}

declare global {
  interface HTMLElementTagNameMap {
    [ELEMENT_NAME]: TalkingHumanElement;
  }
}
