/**
 * Properties of the element that mirror its attributes, for scripts and frameworks.
 *
 * @module
 */

/** Properties that hold the text of an attribute; `null`: it is absent. */
const TEXTS = {
  src: "src",
  grantUrl: "grant-url",
  persona: "persona",
  look: "look",
  voice: "voice",
  background: "background",
  emotion: "emotion",
  mode: "mode",
  size: "size",
} as const;

/** Properties that tell whether an attribute is there. */
const FLAGS = ["muted", "captions"] as const;

/** The properties, by name. */
export type MirroredProperties =
  & { -readonly [Name in keyof typeof TEXTS]: string | null }
  & { [Name in (typeof FLAGS)[number]]: boolean };

/** Adds the properties to the prototype of an element. */
export function mirrorAttributes(prototype: Element): void {
  for (const [name, attribute] of Object.entries(TEXTS)) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: Element) {
        return this.getAttribute(attribute);
      },
      set(this: Element, value: unknown) {
        if (value === null || value === undefined) this.removeAttribute(attribute);
        else this.setAttribute(attribute, String(value));
      },
    });
  }
  for (const name of FLAGS) {
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: Element) {
        return this.hasAttribute(name);
      },
      set(this: Element, value: unknown) {
        // Templates write a flag without a value as an empty text.
        this.toggleAttribute(name, value === "" || Boolean(value));
      },
    });
  }
}
