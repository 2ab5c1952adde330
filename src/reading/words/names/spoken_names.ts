/**
 * Names, foreign words and contractions whose spelling does not follow the rules of English, as English speakers say
 * them.
 *
 * @module
 */
import { PEOPLE_A_TO_K } from "./people_a_to_k.ts";
import { PEOPLE_L_TO_Z } from "./people_l_to_z.ts";
import { PLACES } from "./places.ts";
import { BRANDS, FOREIGN, MEDICINES } from "./things.ts";
import { WORDS } from "./words.ts";

/** Words with irregular pronunciation, in small letters. */
export const UNUSUAL: Readonly<Record<string, string>> = {
  "qur'an": "kəɹˈɑn",
  kubernetes: "kˌubəɹnˈɛTiz",
  regex: "ɹˈɛʤˌɛks",
  regexes: "ɹˈɛʤˌɛksᵻz",
  async: "ˈAsˌɪŋk",
  enum: "ˈinˌʌm",
  enums: "ˈinˌʌmz",
  latex: "lˈAtˌɛks",
  toefl: "tˈOfᵊl",
  wysiwyg: "wˈɪziwˌɪɡ",
  nan: "nˈæn",
  memoize: "mˈɛmOˌIz",
  memoized: "mˈɛmOˌIzd",
  memoization: "mˌɛmOəzˈAʃən",
  webpage: "wˈɛbpˌAʤ",
  herbal: "ˈɜɹbᵊl",
  unhandled: "ˌʌnhˈændᵊld",
  focussed: "fˈOkəst",
  focussing: "fˈOkəsɪŋ",
  houses: "hˈWzᵻz",
  mouths: "mˈWðz",
  oaths: "ˈOðz",
  youths: "jˈuðz",
  voip: "vˈYp",
  saas: "sˈæs",
  paas: "pˈæs",
  iaas: "ˈIæs",
  moma: "mˈOmə",
  mrsa: "mˈɜɹsə",
  sata: "sˈATə",
  flac: "flˈæk",
  ligo: "lˈIɡO",
  isro: "ˈɪsɹO",
  jaxa: "ʤˈæksə",
  gaba: "ɡˈæbə",
  ecma: "ˈɛkmə",
  hepa: "hˈɛpə",
  cuda: "kˈudə",
  amoled: "ˈæmOlˌɛd",
  rotc: "ɹˈɑtsi",
  ebitda: "ˈibɪtdˌɑ",
  fico: "fˈIkO",
  suse: "sˈusə",
  nami: "nˈɑmi",
  samhsa: "sˈæmsə",
  glaad: "ɡlˈæd",
  icann: "ˈIkˌæn",
  roas: "ɹˈOæs",
  reit: "ɹˈit",
  reits: "ɹˈits",
  bleu: "blˈu",
  nasm: "nˈæzəm",
  rhel: "ɹˈɛl",
  saml: "sˈæml",
  exif: "ˈɛksɪf",
  ddos: "dˈidˌɑs",
  relu: "ɹˈAlu",
  gelu: "ɡˈɛlu",
  swiglu: "swˈIɡlu",
  meh: "mˈɛ",
  "'tis": "tˈɪz",
  "they'd've": "ðˈAdəv",
  "i'd've": "ˈIdəv",
  "you'd've": "jˈudəv",
  "we'd've": "wˈidəv",
  "he'd've": "hˈidəv",
  "she'd've": "ʃˈidəv",
  "shouldn't've": "ʃˈʊdᵊntəv",
  "couldn't've": "kˈʊdᵊntəv",
  "wouldn't've": "wˈʊdᵊntəv",
  "y'all'd've": "jˈɔldəv",
  "why'd": "wˈId",
  "where're": "wˈɛɹəɹ",
  "d'you": "ʤˈu",
  ol: "ˈOl",
  "nothin'": "nˈʌθɪn",
  nothin: "nˈʌθɪn",
  "fo'c's'le": "fˈOksᵊl",
  "bo's'n": "bˈOsᵊn",
  "'n'": "ən",
  "'n": "ən",
};

/** Words that differ from others only in their accents. */
export const ACCENTED: Readonly<Record<string, string>> = {
  "résumé": "ɹˈɛzəmˌA",
  "resumé": "ɹˈɛzəmˌA",
  "résumés": "ɹˈɛzəmˌAz",
  "exposé": "ˌɛkspOzˈA",
  "rosé": "ɹOzˈA",
  "pâté": "pɑtˈA",
  "touché": "tuʃˈA",
  "attaché": "ˌætəʃˈA",
  "lamé": "lɑmˈA",
  "maté": "mˈɑtA",
  "sautéed": "sɔtˈAd",
  "malé": "mˈɑlA",
  "cómo": "kˈOmO",
  "estás": "ɛstˈɑs",
  "résistance": "ɹəzˌistˈɑns",
  "à": "ˌɑ",
  "protégé": "pɹˈOTəʒˌA",
  "protégée": "pɹˈOTəʒˌA",
};

const parsed = (list: string) =>
  list.split(" ").map((entry): [name: string, phonemes: string] => {
    const [name = "", phonemes = ""] = entry.split("=");
    return [name, phonemes];
  });

/** All lists of names and words. */
export const LISTS: readonly string[] = [PEOPLE_A_TO_K, PEOPLE_L_TO_Z, PLACES, BRANDS, MEDICINES, FOREIGN, WORDS];

const NAMES: ReadonlyMap<string, string> = new Map(LISTS.flatMap(parsed));
/** Short words in capitals are acronyms rather than names. */
const MIN_CAPITALS = 5;

/**
 * How a word of these lists is said.
 *
 * @param written The word as written.
 * @param small The same in small letters without accents.
 */
export function unusualSounds(written: string, small: string): string | undefined {
  return Object.hasOwn(UNUSUAL, small) ? UNUSUAL[small] : nameSounds(written, small);
}

/**
 * How a name is said.
 *
 * @param written The name as written.
 * @param small The same in small letters without accents.
 */
export function nameSounds(written: string, small: string): string | undefined {
  const isAcronym = written.length < MIN_CAPITALS && written.length > 1 &&
    (written === written.toUpperCase() || /^\p{Lu}{2,}s$/u.test(written));
  if (isAcronym) return undefined;
  return NAMES.get(small) ??
    (/^\p{Lu}/u.test(written) ? NAMES.get(small.charAt(0).toUpperCase() + small.slice(1)) : undefined);
}
