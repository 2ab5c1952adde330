/**
 * The English front end: from a text to words, phonemes and the structure that prosody needs.
 *
 * @module
 */
import { Assembler } from "./assemble.ts";
import type { ReadingData } from "./data.ts";
import { cleanText } from "./markup/blocks.ts";
import type { CodeOption } from "./markup/code_block.ts";
import { normalize } from "./normalizer.ts";
import { joinCompounds } from "./words/compounds.ts";
import { finderOf, type InlinePronunciation } from "./inline_pronunciations.ts";
import { type PronunciationTable, readPronunciation } from "./pronunciations.ts";
import type { Reading } from "./reading.ts";
import { isClosed, sentenceKind, splitSentences } from "./sentences.ts";
import { Dictionary } from "./words/dictionary.ts";
import { isInCapitals, type Pronouncer, pronounceSentence } from "./words/pronounce.ts";

/** How a text is read. */
export interface ReadOptions {
  /** Custom pronunciations. */
  readonly pronunciations?: PronunciationTable;
  /** Pronunciations of single occurrences; they override `pronunciations`. */
  readonly inline?: readonly InlinePronunciation[];
  /** Whether blocks of code are announced, read, or left out. Default: `announce`. */
  readonly code?: CodeOption;
}

/** Turns texts into readings. */
export interface Reader {
  /**
   * Reads a text.
   *
   * @param text Any text: plain, Markdown, HTML, with formulas. It takes time linear in its length.
   * @param options How it is read.
   * @returns What is said and how. It only depends on the text and the options.
   */
  read(text: string, options?: ReadOptions): Reading;
}

/** Makes a reader. */
export function createReader(data: ReadingData): Reader {
  const dictionary = new Dictionary(data.lexicon, data.letters);
  const voice: Pronouncer = { dictionary, tagger: data.tagger, pronounceOwn: readPronunciation };
  return {
    read(text, options = {}) {
      const clean = cleanText(text, { code: options.code ?? "announce" });
      const { tokens, skipped } = normalize(clean, finderOf(clean, options.inline ?? [], options.pronunciations));
      const assembler = new Assembler(text, clean);
      for (const sentence of splitSentences(joinCompounds(tokens, clean.text, dictionary))) {
        assembler.add({
          tokens: sentence,
          words: pronounceSentence(voice, sentence),
          kind: sentenceKind(sentence),
          isComplete: isClosed(sentence),
          isShouted: isInCapitals(sentence),
        });
      }
      return assembler.build(skipped);
    },
  };
}
