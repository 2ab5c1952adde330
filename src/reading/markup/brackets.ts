/**
 * Constructs in square brackets: links, pictures, citations, footnotes, pronunciations.
 *
 * @module
 */
import { pronunciationProblem } from "../verbalize/pronunciation_text.ts";
import type { CleanTextBuilder } from "./clean_text.ts";

const LINK = new RegExp(
  String.raw`!?\[((?:[^\[\]\n]|!?\[[^\[\]\n]{0,200}\](?:\([^()\s]{0,500}\))?){0,300})\]` +
    String.raw`(?:\([ ]?(?:<[^<>\n]{0,2000}>|[^\s()]{0,2000}(?:\([^\s()]{0,200}\)[^\s()]{0,200}){0,4})` +
    String.raw`(?:[ ]+(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?[ ]?\)|\[[^\[\]\n]{0,100}\])`,
  "y",
);
/** A label with its pronunciation: `[GitHub]{say="git hub"}`. */
const PRONUNCIATION = /\[([^\][{}\n]{1,100})\]\{say="([^"\n{}]{1,200})"\}/y;
/** A link of a wiki with its own label: `[[Page|shown]]`. */
const WIKI_LINK = /\[\[[^[\]|\n]{1,100}\|([^[\]|\n]{1,100})\]\]/y;
const FOOTNOTE = /\[\^[^\]\s]{1,50}\]:?/y;
/** `[1]`, `[2, 3]`, `[4][5]`; as links `[[1]](address)`, and right behind a word or a mark `[1](address)`. */
const CITATION = new RegExp(
  String.raw`(?:\[\d{1,4}(?:\s?[,;–-]\s?\d{1,4}){0,9}\]){1,10}(?!\()|` +
    String.raw`(?:\[\[\d{1,4}\]\]|(?<=\S)\[\d{1,4}\])` +
    String.raw`\((?:https?:|[#/])[^\s()]{0,2000}(?:\([^\s()]{0,200}\)[^\s()]{0,200}){0,4}\)`,
  "y",
);
/** Marks that OpenAI's models put around their sources: `【4:0†source】`, and private characters. */
const SOURCE = /【[^【】\n]{0,200}†[^【】\n]{0,200}】|\uE200[^\uE200\uE201\n]{0,500}\uE201/y;
/** Words that take a bracketed citation as their object: "see [1]". */
const CITING =
  /\b(?:see|in|from|by|and|of|ref|refs|reference|references|per|to|with)\s*(?:\[\d{1,4}\][,;]?\s*(?:and\s*)?){0,6}$/i;

/** Writes a part of a line without its markup. */
export type AddInline = (out: CleanTextBuilder, source: string, from: number, to: number) => void;

/**
 * Reads the construct that begins with a bracket.
 *
 * @param source The source.
 * @param at Index of `[`, `!`, `【` or U+E200.
 * @param to Where the line ends.
 * @param addInline Writes the label.
 * @returns Where it ends and how it is written; `undefined` for a plain bracket.
 */
export function bracketAt(
  source: string,
  at: number,
  to: number,
  addInline: AddInline,
): { readonly end: number; write(out: CleanTextBuilder): void } | undefined {
  const spoken = match(PRONUNCIATION, source, at);
  if (spoken !== undefined && pronunciationProblem(spoken[1] ?? "", spoken[2] ?? "") === undefined) {
    return pronunciation(at, spoken);
  }
  const note = match(FOOTNOTE, source, at) ?? match(SOURCE, source, at);
  if (note !== undefined) return skipped(at, at + note[0].length);
  const citation = match(CITATION, source, at);
  if (citation !== undefined && isCitation(source, at, at + citation[0].length)) {
    return skipped(at, at + citation[0].length);
  }
  const wiki = match(WIKI_LINK, source, at);
  if (wiki !== undefined) {
    const end = at + wiki[0].length;
    return labelled(source, at, { start: end - 2 - (wiki[1] ?? "").length, labelEnd: end - 2, end }, addInline);
  }
  const link = match(LINK, source, at);
  const isIndex = link?.[0].endsWith("]") === true && /[\w)\]]/.test(source.charAt(at - 1));
  if (link !== undefined && !isIndex && at + link[0].length <= to) {
    const start = source.indexOf("[", at) + 1;
    const labelEnd = start + (link[1] ?? "").length;
    return labelled(source, at, { start, labelEnd, end: at + link[0].length }, addInline);
  }
  return undefined;
}

/** A construct of which only the label is read. */
function labelled(
  source: string,
  at: number,
  { start, labelEnd, end }: { readonly start: number; readonly labelEnd: number; readonly end: number },
  addInline: AddInline,
) {
  return {
    end,
    write(out: CleanTextBuilder) {
      out.skip(at, start, "markup");
      addInline(out, source, start, labelEnd);
      out.skip(labelEnd, end, "markup");
    },
  };
}

function pronunciation(at: number, [whole, label = "", say = ""]: RegExpExecArray) {
  const end = at + whole.length;
  return {
    end,
    write(out: CleanTextBuilder) {
      out.skip(at, at + 1, "markup");
      out.insert({ kind: "pronunciation", label, say }, at + 1, at + 1 + label.length);
      out.skip(at + 1 + label.length, end, "markup");
    },
  };
}

function skipped(at: number, end: number) {
  return { end, write: (out: CleanTextBuilder) => out.skip(at, end, "markup") };
}

/** Whether a number in brackets refers to a list of sources, rather than to an element of an array or to itself. */
function isCitation(source: string, at: number, end: number): boolean {
  const before = source.slice(Math.max(0, at - 40), at);
  // Sources are counted from one, elements from zero.
  if (source.startsWith("[0]", at)) return false;
  // "[[1, 2], [3, 4]]" is a matrix.
  if (source.charAt(end) === "]" && !source.startsWith("](", end) || /\d\],\s*$/.test(before)) return false;
  if (before.trim() === "" || CITING.test(before) || /[=({[<>+*/:]\s*$/.test(before)) return false;
  const isIndex = /[\w)\]]$/.test(before) && /^(?:\s*[=+*/<>[(]|\.\w)/.test(source.slice(end, end + 3));
  return !isIndex;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
