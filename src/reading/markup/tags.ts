/**
 * Recognizes HTML and SSML tags, as opposed to comparisons and names in angle brackets.
 *
 * @module
 */

/** The content of angle brackets. */
export type Tag =
  /** Markup, which is not read. `breaks`: whether it ends a line or a paragraph. */
  | {
    readonly kind: "tag";
    readonly end: number;
    readonly breaks: "none" | "line" | "paragraph";
    readonly name: string;
    /** Where the description of a picture stands, which is read in its place. */
    readonly alt?: { readonly from: number; readonly to: number };
  }
  /** An address, which is read without the brackets. */
  | { readonly kind: "address"; readonly end: number }
  /** A placeholder such as `<name>`, which is read without the brackets. */
  | { readonly kind: "placeholder"; readonly end: number };

/** Maximum length of a tag. */
const MAX_TAG_CHARS = 1000;

const LINE_TAGS = new Set(["br"]);
const BLOCK_TAGS = new Set(
  ("p div li ul ol dl dt dd tr table thead tbody h1 h2 h3 h4 h5 h6 hr pre blockquote section article header footer " +
    "main nav aside figure figcaption details summary break").split(" "),
);
const INLINE_TAGS = new Set(
  ("a abbr b bdi bdo body big button caption center cite code col data del dfn em font form head html i iframe img input " +
    "ins kbd label link mark meta option picture q s samp script select small source span strike strong style sub sup " +
    "svg td textarea tfoot th time title tt u var video audio wbr speak voice prosody emphasis phoneme say-as lang " +
    "emotion speed").split(" "),
);

const COMMENT = /<!--[^]{0,1000}?-->/y;
const NAME = /<(\/?)([a-z][a-z\d:-]{0,30})(?=[\s/>])/iy;
const ATTRIBUTE = /\s+[a-z_:@][\w:.-]*(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>`=]+))?/iy;
const CLOSE = /\s*\/?>/y;
/** Elements whose content is not text. */
const UNREAD = /<(script|style)\b[^<>]{0,500}>[^]{0,10000}?<\/\1\s*>/iy;
const PICTURE =
  /<img\b(?:\s+(?!alt\b)[a-z_:@][\w:.-]*(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>`=]+))?){0,20}\s+alt=(["'])/iy;
const ADDRESS = /<(?:[a-z][a-z\d+.-]{1,15}:[^\s<>]{1,500}|[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,200})>/iy;
const PLACEHOLDER = /<(?:\p{L}|\p{L}[\p{L}\d]+(?:[ ._/-][\p{L}\d]+){0,4})>/uy;

/**
 * Reads the content of angle brackets.
 *
 * @param text The source.
 * @param at Index of a `<`.
 * @returns What it is; `undefined` for a comparison.
 */
export function tagAt(text: string, at: number): Tag | undefined {
  const comment = endOf(COMMENT, text, at);
  if (comment !== undefined) return { kind: "tag", end: comment, breaks: "none", name: "" };
  const unread = endOf(UNREAD, text, at);
  if (unread !== undefined) return { kind: "tag", end: unread, breaks: "none", name: "" };
  const address = endOf(ADDRESS, text, at);
  if (address !== undefined) return { kind: "address", end: address };
  NAME.lastIndex = at;
  const match = NAME.exec(text);
  if (match !== null) {
    const name = (match[2] ?? "").toLowerCase();
    const { end, attributes, bare, isEmpty } = restOfTag(text, at + match[0].length);
    const isKnown = LINE_TAGS.has(name) || BLOCK_TAGS.has(name) || INLINE_TAGS.has(name);
    // "a <b and c> d" compares: the tags of one letter have no attribute without a value.
    const compares = name.length === 1 && bare > 0;
    if (end !== undefined && !compares && (isKnown || attributes > 0 || isEmpty)) {
      const alt = altAt(text, at, end);
      return {
        kind: "tag",
        end,
        breaks: breakOf(name),
        name: match[1] === "" ? name : `/${name}`,
        ...(alt === undefined ? {} : { alt }),
      };
    }
  }
  const placeholder = endOf(PLACEHOLDER, text, at);
  return placeholder === undefined ? undefined : { kind: "placeholder", end: placeholder };
}

function breakOf(name: string): "none" | "line" | "paragraph" {
  if (LINE_TAGS.has(name)) return "line";
  return BLOCK_TAGS.has(name) ? "paragraph" : "none";
}

/** Where the description of a picture stands. */
function altAt(text: string, at: number, end: number): { readonly from: number; readonly to: number } | undefined {
  PICTURE.lastIndex = at;
  const quote = PICTURE.exec(text)?.[1];
  if (quote === undefined) return undefined;
  const to = text.indexOf(quote, PICTURE.lastIndex);
  return to < 0 || to >= end ? undefined : { from: PICTURE.lastIndex, to };
}

interface RestOfTag {
  readonly end: number | undefined;
  /** Attributes with a value. */
  readonly attributes: number;
  /** Attributes without one. */
  readonly bare: number;
  readonly isEmpty: boolean;
}

function restOfTag(text: string, from: number): RestOfTag {
  let at = from;
  let attributes = 0;
  let bare = 0;
  for (let next = endOf(ATTRIBUTE, text, at); next !== undefined; next = endOf(ATTRIBUTE, text, at)) {
    if (text.slice(at, next).includes("=")) attributes++;
    else bare++;
    at = next;
    if (at - from > MAX_TAG_CHARS) return { end: undefined, attributes, bare, isEmpty: false };
  }
  const end = endOf(CLOSE, text, at);
  return { end, attributes, bare, isEmpty: text.charAt((end ?? 0) - 2) === "/" };
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
