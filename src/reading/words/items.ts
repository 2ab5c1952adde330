/**
 * Spoken words before their sounds are known.
 *
 * @module
 */
import { plainLetters } from "../verbalize/letters.ts";

/** A spoken word, the name of a letter, or a short pause within a unit. */
export type Item =
  | {
    readonly kind: "word";
    /** Its form in a transcript, in small letters without accents. */
    readonly spoken: string;
    /** The form to look up: capitals and accents distinguish names. */
    readonly written: string;
    /** Phonemes, if already known. */
    readonly phonemes?: string;
    /** Whether the spoken words differ from the written ones; then the part of speech is unknown. */
    readonly isSaid: boolean;
  }
  | { readonly kind: "letter"; readonly letter: string; readonly ending: "" | "s" | "'s" }
  | { readonly kind: "pause" };

/** A word of the dictionary. */
export function word(spoken: string, written: string = spoken, phonemes?: string): Item {
  return { kind: "word", spoken, written, isSaid: false, ...(phonemes === undefined ? {} : { phonemes }) };
}

/**
 * Splits words in the normaliser's notation: a single capital is the name of a letter, `'s` and `s` are endings of the
 * previous word, a comma is a short pause.
 */
export function saidItems(words: string): Item[] {
  const items: Item[] = [];
  for (const part of words.split(" ")) {
    const last = items.at(-1);
    const [, letter, ending = ""] = /^([A-Z])('s|s)?$/.exec(part) ?? [];
    if (part === "") continue;
    if (part === ",") items.push({ kind: "pause" });
    else if ((part === "s" || part === "'s") && last?.kind === "letter") {
      items[items.length - 1] = { ...last, ending: part };
    } else if (letter !== undefined) {
      items.push({ kind: "letter", letter, ending: ending === "" ? "" : ending === "s" ? "s" : "'s" });
    } else items.push({ kind: "word", spoken: plainLetters(part).toLowerCase(), written: part, isSaid: true });
  }
  return items;
}

/** The names of letters. */
export function letterItems(letters: string, ending: "" | "s" | "'s" = ""): Item[] {
  const last = letters.length - 1;
  return [...letters].map((letter, index) => ({
    kind: "letter",
    letter: letter.toUpperCase(),
    ending: index === last ? ending : "",
  }));
}

/** The transcript form of a word: the name of A differs from the article. */
export function spokenForm(item: Item): string {
  if (item.kind === "pause") return "";
  if (item.kind === "word") return item.spoken;
  return `${item.letter === "A" ? "ay" : item.letter.toLowerCase()}${item.ending}`;
}
