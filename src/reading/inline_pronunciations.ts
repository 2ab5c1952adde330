/**
 * Pronunciations for one occurrence of a word, in markup that is not shown: `[GitHub]{say="git hub"}` or
 * `[GitHub]{say="/ɡˈɪthˌʌb/"}` is shown as `GitHub`. It is Pandoc's syntax for a span with an attribute, so that it does
 * not collide with links, whose target stands in parentheses.
 *
 * @module
 */
import type { CleanText } from "./markup/clean_text.ts";
import type { PronunciationFinder } from "./normalizer.ts";
import { pronunciationProblem } from "./verbalize/pronunciation_text.ts";

/** The pronunciation of one occurrence. */
export interface InlinePronunciation {
  /** Where the word begins in the shown text, in UTF-16 units. */
  readonly charStart: number;
  /** Where it ends, exclusive. */
  readonly charEnd: number;
  /** Its pronunciation: a respelling, or phonemes between slashes. */
  readonly say: string;
}

/** Maximum length of the markup. */
const MAX_FORM_CHARS = 320;
const FORM = /^\[([^\][{}\n]{1,100})\]\{say="([^"\n{}]{1,200})"\}/;
/** A possible beginning of the markup. */
const OPEN_FORM = /^\[[^\][{}\n]{0,100}(?:$|\](?:$|\{[^"{}\n]{0,4}$|\{say="[^"\n{}]{0,200}(?:$|"$)))/;

/**
 * Extracts inline pronunciations from a streamed text.
 *
 * @example
 * ```ts
 * import { InlinePronunciations } from "./inline_pronunciations.ts";
 *
 * const marks = new InlinePronunciations();
 * const shown = marks.push('See [Git') + marks.push('Hub]{say="git hub"}.') + marks.end();
 * // shown: "See GitHub."; marks.found: [{ charStart: 4, charEnd: 10, say: "git hub" }]
 * ```
 */
export class InlinePronunciations {
  /** The pronunciations found so far, in order, with offsets in the shown text. */
  readonly found: InlinePronunciation[] = [];
  /** The markup found so far: where it begins and ends in the source, and how much of it is shown. */
  readonly #forms: { readonly start: number; readonly end: number; readonly labelChars: number }[] = [];
  #rest = "";
  #shown = 0;
  #read = 0;

  /**
   * Adds text.
   *
   * @returns The text to show. A possible beginning of a pronunciation is held back, at most 320 characters.
   */
  push(text: string): string {
    if (this.#rest === "" && !text.includes("[")) {
      this.#read += text.length;
      this.#shown += text.length;
      return text;
    }
    this.#rest += text;
    return this.#take(false);
  }

  /** Ends the text; returns the rest of the shown text. */
  end(): string {
    return this.#take(true);
  }

  /** How much of the source is finally shown or left out, in UTF-16 units. */
  get readChars(): number {
    return this.#read;
  }

  /** The place in the shown text of a place in the source that is before `readChars`. */
  shownAt(sourceChar: number): number {
    let hidden = 0;
    for (const { start, end, labelChars } of this.#forms) {
      if (sourceChar <= start) break;
      if (sourceChar < end) return start - hidden + Math.min(sourceChar - start - 1, labelChars);
      hidden += end - start - labelChars;
    }
    return sourceChar - hidden;
  }

  #take(ended: boolean): string {
    const before = this.#rest.length;
    const start = this.#read;
    let shown = "";
    while (this.#rest !== "") {
      const at = this.#rest.indexOf("[");
      const plain = at < 0 ? this.#rest : this.#rest.slice(0, at);
      shown += plain;
      this.#rest = this.#rest.slice(plain.length);
      if (this.#rest === "") break;
      const window = this.#rest.slice(0, MAX_FORM_CHARS);
      const [form, label = "", say = ""] = FORM.exec(window) ?? [];
      if (form !== undefined && pronunciationProblem(label, say) === undefined) {
        const charStart = this.#shown + shown.length;
        this.found.push({ charStart, charEnd: charStart + label.length, say });
        const at = start + before - this.#rest.length;
        this.#forms.push({ start: at, end: at + form.length, labelChars: label.length });
        shown += label;
        this.#rest = this.#rest.slice(form.length);
      } else if (!ended && form === undefined && OPEN_FORM.test(window)) break;
      else {
        shown += "[";
        this.#rest = this.#rest.slice(1);
      }
    }
    this.#shown += shown.length;
    this.#read = start + before - this.#rest.length;
    return shown;
  }
}

/**
 * Selects the pronunciations within a part of a text, with offsets in that part.
 *
 * @param found Pronunciations, with offsets in the text.
 * @param from Where the part begins.
 * @param to Where it ends.
 */
export function pronunciationsWithin(
  found: readonly InlinePronunciation[],
  from: number,
  to: number,
): InlinePronunciation[] {
  return found.filter(({ charStart, charEnd }) => charStart >= from && charEnd <= to)
    .map(({ charStart, charEnd, say }) => ({ charStart: charStart - from, charEnd: charEnd - from, say }));
}

/**
 * Finds inline pronunciations in a clean text, or else other ones.
 *
 * @param clean The clean text.
 * @param inline Pronunciations, with offsets in the source.
 * @param others The fallback.
 */
export function finderOf(
  clean: CleanText,
  inline: readonly InlinePronunciation[],
  others: PronunciationFinder | undefined,
): PronunciationFinder | undefined {
  if (inline.length === 0) return others;
  const byStart = new Map(inline.map((pronunciation) => [pronunciation.charStart, pronunciation]));
  return {
    find(text, at) {
      const found = byStart.get(clean.starts[at] ?? -1);
      let end = at;
      while (found !== undefined && end < text.length && (clean.ends[end] ?? 0) <= found.charEnd) end++;
      return found === undefined || end === at ? others?.find(text, at) : { say: found.say, end };
    },
  };
}
