/**
 * Turns a written word into spoken words: acronyms, mixed case, interjections, letters.
 *
 * @module
 */
import { camelParts, drawnOut } from "./camel_case.ts";
import { type CapitalsContext, isPronounceable, isSpelled } from "./capitals.ts";
import type { Dictionary } from "./dictionary.ts";
import { type Item, letterItems, saidItems, word } from "./items.ts";
import { plainLetters } from "../verbalize/letters.ts";
import { withEd, withS } from "./phonemes.ts";
import { ACCENTED, unusualSounds } from "./names/spoken_names.ts";
import { interjection, saidAs } from "./special_words.ts";

/** Maximum length of a word in small letters that is spelled because it has no vowel. */
const MAX_SPELLED = 5;
const MAX_DEPTH = 3;

/**
 * Returns the spoken items of a word.
 *
 * @param dictionary The known words.
 * @param written The word as written.
 * @param at Its context.
 * @returns At least one item.
 */
export function itemsOfWord(dictionary: Dictionary, written: string, at: CapitalsContext, depth = 0): Item[] {
  const plain = plainLetters(written);
  const small = plain.toLowerCase();
  const special = saidAs(written, small);
  if (special !== undefined) return saidItems(special);
  const accented = Object.hasOwn(ACCENTED, written.toLowerCase()) ? ACCENTED[written.toLowerCase()] : undefined;
  if (accented !== undefined) return [word(small, written, accented)];
  const unusual = unusualSounds(written, small);
  if (unusual !== undefined) return [word(small.replace(/^'+|'+$/g, ""), small, unusual)];
  // "ssh root@host" is a program, "Ssh!" a request.
  if (written === "ssh" && at.after !== "") return letterItems(written);
  if (plain === "A's") return letterItems("A", "'s");
  const possessive = /^(.+)'s$/i.exec(plain);
  if (possessive !== null && !dictionary.has(plain) && !dictionary.has(small)) {
    return withPossessive(itemsOfWord(dictionary, possessive[1] ?? "", at, depth + 1));
  }
  if (plain.length === 1) return oneLetter(plain, at);
  const past = /^([A-Z]{1,4})([A-Z])(?:'d|ed)$/.exec(plain);
  if (past !== null && !dictionary.has(plain) && !isReadAcronym(dictionary, `${past[1]}${past[2]}`)) {
    const last = past[2] ?? "";
    const name = dictionary.lookUp(last, { tag: "NN", isFinal: false }) ?? "";
    return [...letterItems(past[1] ?? ""), word(`${last === "A" ? "ay" : last.toLowerCase()}'d`, plain, withEd(name))];
  }
  const capitals = /^([A-Z]{2,})(s|'s|'S)?$/.exec(plain.replace(/s'$/, "s"));
  if (capitals !== null) {
    return inCapitals(dictionary, { plain, base: capitals[1] ?? "", ending: capitals[2] ?? "" }, at);
  }
  const plural = /^(.{2,}s)'$/i.exec(plain);
  if (plural !== null && !dictionary.has(plain) && !dictionary.has(small)) {
    return withApostrophe(itemsOfWord(dictionary, plural[1] ?? "", at, depth + 1));
  }
  // "the kth term"
  if (/^[a-z]th$/.test(written) && !dictionary.has(small)) {
    const name = dictionary.lookUp(small.charAt(0).toUpperCase(), { tag: "NN", isFinal: false });
    if (name !== undefined) return [word(small, small, `${name}θ`)];
  }
  const sound = interjection(small);
  if (sound !== undefined && !/^(?:he|ha)$/.test(small)) return [word(sound.spoken, small, sound.phonemes)];
  if (dictionary.has(plain) && !/\p{Ll}\p{Lu}/u.test(plain)) return [word(compoundForm(plain), plain)];
  const parts = depth < MAX_DEPTH ? camelParts(plain, dictionary.has(plain)) : undefined;
  if (parts !== undefined) {
    const items = parts.flatMap((part) => itemsOfWord(dictionary, part, { ...at, isPart: true }, depth + 1));
    return dictionary.has(plain) ? asOne(items, plain, dictionary) : items;
  }
  const short = drawnOut(
    small,
    (candidate) => dictionary.has(candidate, true) || saidAs(candidate, candidate) !== undefined,
  );
  if (short !== undefined) {
    const saidShort = saidAs(short, short);
    return saidShort === undefined ? [word(short, short)] : saidItems(saidShort);
  }
  // "@jsmith": an initial and a name.
  const isInitialed = at.isPart && small.length > 4 && !dictionary.has(small) && !isPronounceable(small) &&
    dictionary.has(small.slice(1));
  if (isInitialed) return [...letterItems(small.charAt(0)), word(small.slice(1), small.slice(1))];
  const isSpelledOut = small.length <= MAX_SPELLED && /^[a-z]+$/.test(small) && !/[aeiouy]/.test(small) &&
    !dictionary.has(small);
  return isSpelledOut ? letterItems(small) : [word(small.replace(/^'+/, ""), written)];
}

/** The transcript form of a known word: the capitals of "A-list" and "CD-ROM" are names of letters. */
function compoundForm(plain: string): string {
  const small = plain.toLowerCase().replace(/^'+/, "");
  if (!/-/.test(plain) || !/(?:^|-)[A-Z]{1,2}(?:-|$)/.test(plain)) return small;
  const nameOf = (letter: string) => letter === "A" ? "ay" : letter.toLowerCase();
  return plain.split("-").map((part) =>
    /^[A-Z]{1,2}$/.test(part) ? [...part].map(nameOf).join(" ") : part.toLowerCase()
  )
    .join(" ");
}

/** A single letter: the pronoun and the article are words, all others are read as names of letters. */
function oneLetter(letter: string, at: CapitalsContext): Item[] {
  if (letter === "I" || letter === "i" && !at.isPart) return [word("i", "I")];
  if (/^[Aa]$/.test(letter) && !at.isPart) return [word("a", letter)];
  return /[A-Za-z]/.test(letter) ? letterItems(letter) : [word(letter.toLowerCase(), letter)];
}

/** A word in capitals, optionally with an ending in small letters. */
function inCapitals(
  dictionary: Dictionary,
  found: { readonly plain: string; readonly base: string; readonly ending: string },
  at: CapitalsContext,
): Item[] {
  const { plain, base, ending } = found;
  const small = plain.toLowerCase();
  const drawn = drawnOut(small, (candidate) => dictionary.has(candidate, true));
  const sound = interjection(small);
  if (sound !== undefined && (at.isShouted || base.length > 3)) return [word(sound.spoken, small, sound.phonemes)];
  if (drawn !== undefined && !/^[IVXLCDM]+$/.test(base) && base.length > 4) return [word(drawn, drawn)];
  const lexicon = {
    isAcronym: isReadAcronym(dictionary, base),
    isWord: dictionary.has(base.toLowerCase(), true),
    isKnown: dictionary.has(base.toLowerCase()),
  };
  const suffix = ending === "" ? "" : ending === "s" ? "s" : "'s";
  if (isSpelled(base, lexicon, at)) return letterItems(base, suffix);
  const isUsual = ending === "" || dictionary.has(small);
  const stem = lexicon.isAcronym ? base : base.toLowerCase();
  if (isUsual) return [word(small, stem)];
  return withPossessive([word(base.toLowerCase(), stem)], suffix === "s" ? "s" : "'s");
}

/** Whether the dictionary reads an acronym as a word: `NATO`, but not `AI`, which it spells. */
function isReadAcronym(dictionary: Dictionary, base: string): boolean {
  const phonemes = dictionary.lookUp(base, { tag: "NOUN", isFinal: false });
  return phonemes !== undefined && phonemes !== "" && base.length > 2 && dictionary.has(base, true);
}

/** The items, with an ending added to the last. */
function withPossessive(items: Item[], ending: "s" | "'s" = "'s"): Item[] {
  const last = items.at(-1);
  if (last?.kind === "letter") return [...items.slice(0, -1), { ...last, ending }];
  if (last?.kind !== "word") return items;
  const spoken = `${last.spoken}${ending}`;
  const item: Item = last.phonemes === undefined
    ? { ...last, spoken, written: `${last.written}'s` }
    : { ...last, spoken, phonemes: withS(last.phonemes) };
  return [...items.slice(0, -1), item];
}

/** The items, with the silent apostrophe of a plural possessive in their transcript form: "students'". */
function withApostrophe(items: Item[]): Item[] {
  const last = items.at(-1);
  return last?.kind === "word" ? [...items.slice(0, -1), { ...last, spoken: `${last.spoken}'` }] : items;
}

/** Parts of a word that the dictionary has as a whole: separate in a transcript, pronounced as one. */
function asOne(items: Item[], whole: string, dictionary: Dictionary): Item[] {
  const phonemes = dictionary.lookUp(whole, { tag: "", isFinal: false });
  const [first, ...others] = items;
  if (phonemes === undefined || first?.kind !== "word" || others.some((item) => item.kind !== "word")) return items;
  const rest = others.map((item): Item => item.kind === "word" ? { ...item, phonemes: "" } : item);
  return [{ ...first, phonemes }, ...rest];
}
