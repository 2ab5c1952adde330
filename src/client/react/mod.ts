/**
 * `<TalkingHuman>` and `useHuman()` for React 18 and later, published as `@tth/tth/react`. Renders on servers too: the
 * human comes with the browser.
 *
 * @module
 */
export { type HumanProps, TalkingHuman } from "./talking_human.ts";
export { type HumanHandle, useHuman } from "./use_human.ts";
export type { CaptionPiece, HumanState, TurnHandle } from "../element/mod.ts";
