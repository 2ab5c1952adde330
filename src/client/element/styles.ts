/**
 * The look of the element around the canvas. Pages restyle it through `::part()` and custom properties.
 *
 * @module
 */

const RULES = `
:host {
  display: inline-block; position: relative; width: 20rem; aspect-ratio: 1; overflow: hidden;
  container-type: inline-size; contain-intrinsic-inline-size: 20rem;
}
:host([hidden]) { display: none; }
.canvas { display: block; width: 100%; height: 100%; object-fit: contain; }
.captions {
  position: absolute; inset: auto 4% 4%; margin: 0; padding: .35em .7em; border-radius: .5em; text-align: center;
  font: 500 clamp(.8rem, 5cqi, 1.25rem)/1.35 system-ui, sans-serif; text-wrap: balance; overflow-wrap: anywhere;
  color: var(--talking-human-caption-color, #fff); background: var(--talking-human-caption-background, rgb(0 0 0 / .62));
}
.captions:empty { display: none; }
.captions .ahead { opacity: .62; }
.button, .notice {
  position: absolute; left: 50%; top: 50%; translate: -50% -50%; width: max-content; max-width: 92%;
  box-sizing: border-box; padding: .7em 1.2em; border: 0; overflow-wrap: anywhere;
  border-radius: 2em; font: 600 1rem/1.3 system-ui, sans-serif; color: #fff; background: rgb(0 0 0 / .72);
}
.button { top: 4%; translate: -50%; cursor: pointer; }
.button:focus-visible { outline: 3px solid #fff; outline-offset: 2px; }
.notice { border-radius: .8em; font-weight: 400; }
[hidden] { display: none; }
`;

/** Gives a shadow tree its style, also on pages whose policy forbids `<style>`. */
export function adoptStyles(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(RULES);
  root.adoptedStyleSheets = [sheet];
}
