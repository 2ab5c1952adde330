/**
 * What the tests of the front end share: one reader, and lines of texts with what a good reader says.
 *
 * @module
 */
import { openReadingData, type ReadingData, readReadingFiles } from "../../src/reading/data.ts";
import { explain } from "../../src/reading/explain.ts";
import { createReader, type Reader } from "../../src/reading/reader.ts";

let opened: Promise<ReadingData> | undefined;

/** The data, opened once. */
export function readingData(): Promise<ReadingData> {
  return opened ??= readReadingFiles().then(openReadingData);
}

/** A reader. */
export async function openReader(): Promise<Reader> {
  return createReader(await readingData());
}

/** A text and what a good reader may say for it. */
export interface ReadingCase {
  readonly text: string;
  readonly accepted: readonly string[];
  readonly kind: string;
}

/** Reads a table of cases: text with escapes, accepted readings, kind, parted by tabs. */
export async function readCases(name: string): Promise<ReadingCase[]> {
  const table = await Deno.readTextFile(new URL(name, import.meta.url));
  return table.trimEnd().split("\n").map((line) => {
    const [text = "", accepted = "", kind = ""] = line.split("\t");
    return { text: unescaped(text), accepted: accepted.split(" || "), kind };
  });
}

function unescaped(text: string): string {
  return text.replace(/\\(n|t|\\|u[\da-f]{4})/gi, (_whole, code: string) => {
    if (code === "n") return "\n";
    if (code === "t") return "\t";
    return code === "\\" ? "\\" : String.fromCharCode(parseInt(code.slice(1), 16));
  });
}

/** Respellings of heteronyms in the tables: the word, and what its phonemes hold. */
const RESPELLED: Readonly<Record<string, readonly [word: string, sounds: string]>> = {
  liv: ["live", "lˈɪv"],
  lyve: ["live", "lˈIv"],
  livz: ["lives", "lˈɪvz"],
  lyvz: ["lives", "lˈIvz"],
  reed: ["read", "ɹˈid"],
  red: ["read", "ɹˈɛd"],
  leed: ["lead", "lˈid"],
  led: ["lead", "lˈɛd"],
  woond: ["wound", "wˈund"],
  wownd: ["wound", "wˈWnd"],
  mynoot: ["minute", "mInˈut"],
  minit: ["minute", "mˈɪnət"],
  bayss: ["bass", "bˈAs"],
  bass: ["bass", "bˈæs"],
  teer: ["tear", "tˈɪɹ"],
  tair: ["tear", "tˈɛɹ"],
  bohw: ["bow", "bˈO"],
  bau: ["bow", "bˈW"],
  wynd: ["wind", "wˈInd"],
  wihnd: ["wind", "wˈɪnd"],
  kloze: ["close", "klˈOz"],
  klohss: ["close", "klˈOs"],
  yooz: ["use", "jˈuz"],
  yooss: ["use", "jˈus"],
  obJECT: ["object", "əbʤˈɛkt"],
  OBject: ["object", "ˈɑbʤəkt"],
  conSOLE: ["console", "kənsˈOl"],
  CONsole: ["console", "kˈɑnsˌOl"],
  reCORD: ["record", "ɹəkˈɔɹd"],
  RECord: ["record", "ɹˈɛkəɹd"],
  preSENT: ["present", "pɹizˈɛnt"],
  PRESent: ["present", "pɹˈɛzᵊnt"],
  proDUCE: ["produce", "pɹədˈus"],
  PROduce: ["produce", "pɹˈOdˌus"],
  conTENT: ["content", "kəntˈɛnt"],
  CONtent: ["content", "kˈɑntɛnt"],
  reFUSE: ["refuse", "ɹəfjˈuz"],
  REFuse: ["refuse", "ɹˈɛfjˌus"],
  perMIT: ["permit", "pəɹmˈɪt"],
  PERmit: ["permit", "pˈɜɹmɪt"],
  desERT: ["desert", "dəzˈɜɹt"],
  DESert: ["desert", "dˈɛzəɹt"],
  dohv: ["dove", "dˈOv"],
  duv: ["dove", "dˈʌv"],
  rezoomay: ["resume", "ɹˈɛzəmˌA"],
  rezoom: ["resume", "ɹəzˈum"],
  sepaRATE: ["separate", "sˈɛpəɹˌAt"],
  SEPret: ["separate", "sˈɛpəɹət"],
  ekskyooss: ["excuse", "ɪkskjˈus"],
  ekskyooz: ["excuse", "ɪkskjˈuz"],
  yoost: ["used", "jˈust"],
  yoozd: ["used", "jˈuzd"],
  modeRATE: ["moderate", "mˈɑdəɹˌAt"],
  MODret: ["moderate", "mˈɑdəɹət"],
  intiMATE: ["intimate", "ˈɪntəmˌAt"],
  lernid: ["learned", "lˈɜɹnᵻd"],
  lernd: ["learned", "lˈɜɹnd"],
  ayjid: ["aged", "ˈAʤᵻd"],
  ayjd: ["aged", "ˈAʤd"],
  krookid: ["crooked", "kɹˈʊkᵻd"],
  raggid: ["ragged", "ɹˈæɡᵻd"],
  dohz: ["does", "dˈOz"],
  mohbul: ["mobile", "mˈObᵊl"],
  mohBEEL: ["mobile", "mObˈil"],
  bowd: ["bowed", "bˈWd"],
  bohd: ["bowed", "bˈOd"],
  blessid: ["blessed", "blˈɛsᵻd"],
  blest: ["blessed", "blˈɛst"],
  beluvid: ["beloved", "bəlˈʌvᵻd"],
  beluvd: ["beloved", "bəlˈʌvd"],
  puhting: ["putting", "pˈʌTɪŋ"],
  pooting: ["putting", "pˈʊTɪŋ"],
  sahkee: ["sake", "sˈɑki"],
  sayk: ["sake", "sˈAk"],
  IMplant: ["implant", "ˈɪmplˌænt"],
  imPLANT: ["implant", "ɪmplˈænt"],
  duhz: ["does", "dˈʌz"],
  mohpt: ["moped", "mˈOpt"],
  mohped: ["moped", "mˈOpˌɛd"],
  freeKWENT: ["frequent", "fɹikwˈɛnt"],
  FREEkwent: ["frequent", "fɹˈikwənt"],
  mowth: ["mouth", "mˈWð"],
  difYOOSS: ["diffuse", "dəfjˈus"],
  difYOOZ: ["diffuse", "dəfjˈuz"],
  nummer: ["number", "nˈʌməɹ"],
  nummber: ["number", "nˈʌmbəɹ"],
  alLY: ["ally", "əlˈI"],
  lyma: ["lima", "lˈImə"],
  leema: ["lima", "lˈimə"],
  howz: ["house", "hˈWz"],
  sluff: ["slough", "slˈʌf"],
};

/**
 * Whether a reader says one of the accepted readings. Where a reading writes `ay`, the letter A must be said by name;
 * where it writes `a`, it may be. Respelled heteronyms must have their sounds.
 */
export function says(reader: Reader, { text, accepted, kind }: ReadingCase): { ok: boolean; said: string } {
  const { words, phonemes } = explain(reader.read(text));
  const ok = accepted.some((reading) => {
    const wanted = reading.split(" ").filter((word) => word !== "");
    return wanted.length === words.length && wanted.every((word, index) => {
      const respelled = kind === "heteronym" ? RESPELLED[word] : undefined;
      if (respelled !== undefined) return words[index] === respelled[0] && phonemes.includes(respelled[1]);
      return words[index] === word || (word === "a" && words[index] === "ay");
    });
  });
  return { ok, said: kind === "heteronym" ? `${words.join(" ")} (${phonemes})` : words.join(" ") };
}
