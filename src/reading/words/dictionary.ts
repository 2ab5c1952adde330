/**
 * Words to phonemes: the dictionary, its words with endings, and the network for all others.
 *
 * @module
 */
import { setBounded } from "../../core/bounded_map.ts";
import type { LetterNet } from "../lexicon/letter_net.ts";
import type { LexiconEntry, PackedLexicon } from "../lexicon/packed_lexicon.ts";
import { derived } from "./affixes.ts";
import { unusualSounds } from "./names/spoken_names.ts";
import { withEd, withIng, withS } from "./phonemes.ts";
import { pinyin } from "./pinyin.ts";

/** What a pronunciation may depend on. */
export interface Usage {
  /** The part of speech of the word, a Penn tag; empty for the usual pronunciation. */
  readonly tag: string;
  /** Whether a pause follows; before a pause, short words keep their full form. */
  readonly isFinal: boolean;
}

/** The usual pronunciation within a sentence. */
const USUAL: Usage = { tag: "", isFinal: false };

/** Maximum number of cached results of the network, which takes milliseconds per word. */
const REMEMBERED = 2000;

/** Words of three letters that occur in compounds; of others, such a part is usually no word: "burro-ugh". */
const SHORT_PARTS = new Set(
  ("act air all app arm art bag bar bat bay bed bee big bio bit bot box boy bug bus car cat cow cup cut day doc dog " +
    "dry ear egg end eye fan far fat fix fly fog fun gas gun guy ham hat hay hip hot hub ice ink jam jet job key kid " +
    "lab lap law leg lip log low mad man map max men mix mud net new nut off oil old one out own pad pan pay pea pen " +
    "pet pie pig pin pit pop pot raw ray red rib rod row run saw sea set sex sky soy spy sun tab tag tap tar tax tea " +
    "ten tie tin tip toe top toy two van war wax way web wet win wok zip").split(" "),
);

/** Pronounces words. */
export class Dictionary {
  readonly #lexicon: PackedLexicon;
  readonly #letters: LetterNet;
  readonly #guesses = new Map<string, string>();

  constructor(lexicon: PackedLexicon, letters: LetterNet) {
    this.#lexicon = lexicon;
    this.#letters = letters;
  }

  /**
   * Looks a word up as written, capitalized or in small letters.
   *
   * @returns Phonemes; an empty string if the word is spelled as that part of speech; `undefined` if unknown.
   */
  lookUp(word: string, usage: Usage): string | undefined {
    const entry = this.#entry(word);
    return entry === undefined ? undefined : variantOf(entry, usage);
  }

  /** Whether the dictionary, or only its first list, has a word. */
  has(word: string, primaryOnly = false): boolean {
    const entry = this.#entry(word);
    return entry !== undefined && !(primaryOnly && entry.isSecondary);
  }

  /** Looks a word up, or the words that it is made of: a stem with endings and prefixes, two words in one, pinyin. */
  derive(word: string, usage: Usage): string | undefined {
    return this.#inflected(word, usage) ?? pinyin(word) ?? derived(word, (stem) => this.#inflected(stem, USUAL)) ??
      this.#compound(word);
  }

  /** Looks a word up, or its stem and an ending: "-s", "-ed", "-ing", "-'s". */
  #inflected(word: string, usage: Usage): string | undefined {
    const known = unusualSounds(word, word) ?? this.lookUp(word, usage);
    if (known !== undefined && known !== "") return known;
    return this.#withoutS(word, usage) ?? this.#withoutEd(word, usage) ?? this.#withoutIng(word, usage);
  }

  /** Pronounces a word that the dictionary does not have. */
  guess(word: string): string {
    const known = this.#guesses.get(word);
    if (known !== undefined) return known;
    return setBounded(this.#guesses, word, this.#surname(word) ?? this.#letters.pronounce(word), REMEMBERED);
  }

  /** A surname with a Gaelic prefix, which has no stress: "McLaughlin", "O'Brien". */
  #surname(word: string): string | undefined {
    const [, prefix, rest = ""] = /^([Mm]c|Mac(?=\p{Lu})|[Oo]')(\p{L}{3,})$/u.exec(word) ?? [];
    if (prefix === undefined) return undefined;
    const name = rest.charAt(0).toUpperCase() + rest.slice(1).toLowerCase();
    const known = unusualSounds(name, name.toLowerCase()) ?? this.lookUp(name, USUAL);
    const sounds = known === undefined || known === "" ? this.#letters.pronounce(name) : known;
    if (prefix.endsWith("'")) return `O${sounds}`;
    // The g is hard in "McGee", and one sound with the prefix.
    return /^(?:[gq]|k[^n]|c[^eh])/i.test(rest) ? `mə${sounds.replace(/^ʤ/, "ɡ")}` : `mək${sounds}`;
  }

  /** The entry of a word; the first list takes precedence. */
  #entry(word: string): LexiconEntry | undefined {
    const exact = this.#lexicon.get(word);
    if (exact !== undefined && !exact.isSecondary || word.length < 2) return exact;
    const small = word.toLowerCase();
    const capitalized = small.charAt(0).toUpperCase() + small.slice(1);
    const other = word === small
      ? this.#lexicon.get(capitalized)
      : word === capitalized
      ? this.#lexicon.get(small)
      : undefined;
    return other === undefined || (exact !== undefined && other.isSecondary) ? exact : other;
  }

  #withoutS(word: string, usage: Usage): string | undefined {
    if (word.length < 3 || !/s$/.test(word)) return undefined;
    const stems = word.endsWith("'s") ? [word.slice(0, -2)] : [
      word.endsWith("ss") ? "" : word.slice(0, -1),
      /[^i]es$/.test(word) ? word.slice(0, -2) : "",
      word.endsWith("ies") ? `${word.slice(0, -3)}y` : "",
    ];
    return this.#stem(stems, usage, withS);
  }

  #withoutEd(word: string, usage: Usage): string | undefined {
    if (word.length < 4 || !word.endsWith("d") || word.endsWith("dd")) return undefined;
    const stem = word.slice(0, -2);
    const stems = /[^e]ed$/.test(word)
      ? [
        word.slice(0, -1),
        stem,
        isDoubled(stem) ? stem.slice(0, -1) : "",
        word.endsWith("ied") ? `${word.slice(0, -3)}y` : "",
      ]
      : [];
    return this.#stem(stems, usage, withEd);
  }

  #withoutIng(word: string, usage: Usage): string | undefined {
    if (word.length < 5 || !word.endsWith("ing")) return undefined;
    const stem = word.slice(0, -3);
    return this.#stem([`${stem}e`, stem, isDoubled(stem) ? stem.slice(0, -1) : ""], usage, withIng);
  }

  #stem(stems: readonly string[], usage: Usage, ending: (stem: string) => string): string | undefined {
    for (const stem of stems) {
      if (stem.length < 2) continue;
      const phonemes = unusualSounds(stem, stem) ?? this.lookUp(stem, usage);
      if (phonemes !== undefined && phonemes !== "") return ending(phonemes);
    }
    return undefined;
  }

  /** Two words written as one: "newsfeed"; "snowboarder" is left to the network. */
  #compound(word: string): string | undefined {
    if (word.length < 7 || word.length > 20 || !/^[a-z]+$/.test(word)) return undefined;
    for (let at = word.length - 3; at >= 3; at--) {
      const first = word.slice(0, at);
      const second = word.slice(at);
      if (!this.has(first, true) || !this.has(second, true)) continue;
      if (first.length + second.length < 8 && Math.min(first.length, second.length) < 4) continue;
      if ([first, second].some((part) => part.length < 4 && !SHORT_PARTS.has(part))) continue;
      const [a, b] = [this.lookUp(first, USUAL), this.lookUp(second, USUAL)];
      if (a === undefined || b === undefined || a === "" || b === "" || !a.includes("ˈ") || !b.includes("ˈ")) continue;
      return a + b.replaceAll("ˌ", "").replaceAll("ˈ", "ˌ");
    }
    return undefined;
  }
}

function isDoubled(stem: string): boolean {
  return /([bcdgklmnprstvxz])\1$|ck$/.test(stem);
}

function variantOf(entry: LexiconEntry, { tag, isFinal }: Usage): string {
  const { variants } = entry;
  if (variants === undefined) return entry.phonemes;
  if (isFinal && variants.has("None")) return variants.get("None") ?? entry.phonemes;
  return variants.get(tag) ?? variants.get(classOf(tag)) ?? entry.phonemes;
}

/** The dictionary's class of a Penn tag. */
function classOf(tag: string): string {
  if (tag.startsWith("VB")) return "VERB";
  if (tag.startsWith("NN")) return "NOUN";
  if (tag.startsWith("RB")) return "ADV";
  return tag.startsWith("JJ") ? "ADJ" : tag;
}
