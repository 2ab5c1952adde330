/**
 * Words with one spelling and several pronunciations that the part of speech does not decide, or the tagger often
 * gets wrong.
 *
 * @module
 */
import {
  type Choice,
  DETERMINER,
  isNoun,
  isVerb,
  MODAL,
  near,
  type Neighborhood,
  PRONOUN,
  some,
} from "./neighborhood.ts";
import {
  BASS,
  BOW,
  CLOSE,
  CONTENT,
  EXCUSE,
  LEAD,
  LIVE,
  LIVES,
  READ,
  RESUME,
  ROW,
  SEPARATE,
  STRESSED,
  TEAR,
  USE,
  WIND,
  WOUND,
} from "./rules.ts";
import {
  AGED,
  BELOVED,
  BLESSED,
  BOWED,
  CONSUMMATE,
  DESERT,
  DESERTS,
  DIFFUSE,
  DOGGED,
  DOVE,
  ENTRANCE,
  FOREIGN,
  FREQUENT,
  HOUSE,
  INTER,
  JOB,
  LEARNED,
  MINUTE,
  MOBILE,
  MOPED,
  MOUTH,
  NICE,
  NUMBER,
  POLISH,
  PUTTING,
  READING,
  SAKE,
  SOW,
  TOURS,
  USED,
  WITH_OBJECT,
} from "./words.ts";

const CHOICES: Readonly<Record<string, Choice>> = {
  read: READ,
  lead: LEAD,
  leads: () => "lˈidz",
  live: LIVE("lˈɪv", "lˈIv"),
  lives: LIVES,
  wound: WOUND,
  wounds: () => "wˈundz",
  minute: MINUTE,
  bass: BASS,
  tear: TEAR("tˈɪɹ", "tˈɛɹ"),
  tears: TEAR("tˈɪɹz", "tˈɛɹz"),
  bow: BOW,
  row: ROW,
  wind: WIND("wˈɪnd", "wˈInd"),
  winds: WIND("wˈɪndz", "wˈIndz"),
  close: CLOSE,
  use: USE("jˈus", "jˈuz"),
  uses: USE("jˈusᵻz", "jˈuzᵻz"),
  excuse: EXCUSE,
  excuses: USE("ɪkskjˈusᵻz", "ɪkskjˈuzᵻz"),
  abuse: USE("əbjˈus", "əbjˈuz"),
  house: HOUSE,
  moped: MOPED,
  frequent: FREQUENT,
  frequents: () => "fɹikwˈɛnts",
  mouth: MOUTH,
  diffuse: DIFFUSE,
  number: NUMBER,
  ally: STRESSED("ˈælˌI", "əlˈI"),
  lima: ({ after }) => /^beans?$/.test(near(after)) ? "lˈImə" : undefined,
  slough: ({ after }) => /^(?:off|away)$/.test(near(after)) ? "slˈʌf" : undefined,
  job: JOB,
  nice: NICE,
  reading: READING,
  appropriate: WITH_OBJECT("əpɹˈOpɹiət", "əpɹˈOpɹiˌAt"),
  consort: STRESSED("kˈɑnsɔɹt", "kənsˈɔɹt"),
  escort: STRESSED("ˈɛskˌɔɹt", "ɪskˈɔɹt"),
  object: STRESSED("ˈɑbʤəkt", "əbʤˈɛkt"),
  objects: STRESSED("ˈɑbʤəkts", "əbʤˈɛkts"),
  console: STRESSED("kˈɑnsˌOl", "kənsˈOl"),
  record: STRESSED("ɹˈɛkəɹd", "ɹəkˈɔɹd"),
  records: STRESSED("ɹˈɛkəɹdz", "ɹəkˈɔɹdz"),
  present: STRESSED("pɹˈɛzᵊnt", "pɹizˈɛnt"),
  presents: STRESSED("pɹˈɛzᵊnts", "pɹizˈɛnts"),
  project: STRESSED("pɹˈɑʤˌɛkt", "pɹəʤˈɛkt"),
  projects: STRESSED("pɹˈɑʤˌɛkts", "pɹəʤˈɛkts"),
  produce: ({ before, after, tag }) =>
    /^(?:fresh|local|organic|seasonal|farm|of|and|in|our|the|their)$/.test(near(before)) &&
      !(near(before) === "and" && isVerb(tag)) && !/^(?:the|a|an|more|less|results?|energy|new)$/.test(near(after))
      ? "pɹˈOdˌus"
      : isNoun(tag) && near(before) !== "" && !MODAL.test(near(before))
      ? "pɹˈOdˌus"
      : "pɹədˈus",
  refuse: ({ before, after, tag }) =>
    before.length === 0 && /^(?:is|was|collection|bins?|must)$/.test(near(after)) ||
      isNoun(tag) && (DETERMINER.test(near(before)) || /^(?:collection|bin|bins|dump|collector)$/.test(near(after))) ||
      /^(?:collect|collects|collected|household|burn|burning|with|of|up)$/.test(near(before)) &&
        /^(?:|and|is|was|from|on|in|every)$/.test(near(after))
      ? "ɹˈɛfjˌus"
      : "ɹəfjˈuz",
  permit: STRESSED("pˈɜɹmɪt", "pəɹmˈɪt"),
  permits: STRESSED("pˈɜɹmɪts", "pəɹmˈɪts"),
  contract: STRESSED("kˈɑntɹˌækt", "kəntɹˈækt"),
  conduct: STRESSED("kˈɑndˌʌkt", "kəndˈʌkt"),
  contest: STRESSED("kˈɑntˌɛst", "kəntˈɛst"),
  conflict: STRESSED("kˈɑnflˌɪkt", "kənflˈɪkt"),
  progress: STRESSED("pɹˈɑɡɹəs", "pɹəɡɹˈɛs"),
  protest: STRESSED("pɹˈOtˌɛst", "pɹətˈɛst"),
  rebel: ({ before, after, tag }) =>
    near(after) === "against" && !DETERMINER.test(near(before))
      ? "ɹəbˈɛl"
      : STRESSED("ɹˈɛbᵊl", "ɹəbˈɛl")({ before, after, tag }),
  subject: STRESSED("sˈʌbʤɛkt", "səbʤˈɛkt"),
  suspect: STRESSED("sˈʌspˌɛkt", "səspˈɛkt"),
  insult: STRESSED("ˈɪnsˌʌlt", "ɪnsˈʌlt"),
  import: STRESSED("ˈɪmpˌɔɹt", "ɪmpˈɔɹt"),
  export: STRESSED("ˈɛkspˌɔɹt", "ɪkspˈɔɹt"),
  increase: STRESSED("ˈɪnkɹˌis", "ɪnkɹˈis"),
  decrease: STRESSED("dˈikɹˌis", "dəkɹˈis"),
  extract: STRESSED("ˈɛkstɹˌækt", "ɪkstɹˈækt"),
  transfer: STRESSED("tɹˈænsfəɹ", "tɹænsfˈɜɹ"),
  address: ({ before, tag }) =>
    isNoun(tag) && DETERMINER.test(near(before)) || /^(?:email|mailing|home|street|ip|web)$/.test(near(before))
      ? "ˈædɹˌɛs"
      : "ədɹˈɛs",
  convict: STRESSED("kˈɑnvˌɪkt", "kənvˈɪkt"),
  convert: STRESSED("kˈɑnvˌɜɹt", "kənvˈɜɹt"),
  desert: DESERT,
  deserts: DESERTS,
  tours: TOURS,
  bon: FOREIGN(/_ (?:voyage|app[eé]tit|mot|mots|vivant|ami|chic)$/, "bˈɔn"),
  wie: FOREIGN(/_ (?:geht|geht's|heißt|heisst|bitte|spät|viel)$/, "vˈi"),
  voyage: FOREIGN(/^bon _/, "vwɑjˈɑʒ"),
  blanche: FOREIGN(/^carte _/, "blˈɑnʃ"),
  place: FOREIGN(/^en _/, "plˈɑs"),
  vie: FOREIGN(/^la _/, "vˈi"),
  des: FOREIGN(/_ moines$/, "də"),
  terrible: FOREIGN(/^enfant _/, "tɛɹˈiblə"),
  en: FOREIGN(/_ (?:route|masse|suite|passant|garde|bloc|vogue|place|pointe|plein)$/, "ɑn"),
  consummate: CONSUMMATE,
  dogged: DOGGED,
  inter: INTER,
  insert: STRESSED("ˈɪnsˌɜɹt", "ɪnsˈɜɹt"),
  inserts: STRESSED("ˈɪnsˌɜɹts", "ɪnsˈɜɹts"),
  defect: STRESSED("dˈifɛkt", "dəfˈɛkt"),
  associate: ({ before, after, tag }) =>
    near(after) === "with" && !DETERMINER.test(near(before)) || MODAL.test(near(before)) ||
      PRONOUN.test(near(before)) || isVerb(tag)
      ? "əsˈOʃiˌAt"
      : "əsˈOʃiət",
  content: CONTENT,
  contents: () => "kˈɑntɛnts",
  invalid: ({ before, after, tag }) =>
    DETERMINER.test(near(before)) &&
      (isNoun(tag) || /^(?:|has|had|was|is|and|who|lay|sat|could|needs)$/.test(near(after)))
      ? "ˈɪnvələd"
      : "ɪnvˈælɪd",
  used: USED,
  learned: LEARNED,
  mobile: MOBILE,
  bowed: BOWED,
  blessed: BLESSED,
  beloved: BELOVED,
  putting: PUTTING,
  sake: SAKE,
  implant: STRESSED("ˈɪmplˌænt", "ɪmplˈænt"),
  aged: AGED,
  crooked: () => "kɹˈʊkᵻd",
  ragged: () => "ɹˈæɡᵻd",
  does: ({ before, after }) =>
    /^(?:the|these|those|two|three|few)$/.test(near(before)) || /^(?:are|were)$/.test(near(after)) ? "dˈOz" : undefined,
  intimate: WITH_OBJECT("ˈɪntəmət", "ˈɪntəmˌAt"),
  torment: STRESSED("tˈɔɹmˌɛnt", "tɔɹmˈɛnt"),
  dove: DOVE,
  sow: SOW,
  resume: RESUME,
  resumes: ({ before, tag }) => isVerb(tag) && !DETERMINER.test(near(before)) ? "ɹəzˈumz" : "ɹˈɛzəmˌAz",
  polish: POLISH,
  entrance: ENTRANCE,
  separate: SEPARATE,
  moderate: ({ before, after, tag }) =>
    tag === "VB" || before.length === 0 && DETERMINER.test(near(after)) ||
      /^(?:their|his|her|its|our|your|my)$/.test(near(after)) &&
        !/^(?:is|are|was|were|very|the|an?)$/.test(near(before)) ||
      MODAL.test(near(before)) && near(before) !== "and"
      ? "mˈɑdəɹˌAt"
      : "mˈɑdəɹət",
  perfect: ({ before, after, tag }) =>
    before.length === 0 && (DETERMINER.test(near(after)) || /^(?:it|them|him|us)$/.test(near(after))) ||
      tag === "VB" && /^(?:to|will|can|could|must|should)$/.test(near(before))
      ? "pəɹfˈɛkt"
      : "pˈɜɹfəkt",
  graduate: ({ before, tag }) =>
    MODAL.test(near(before)) || PRONOUN.test(near(before)) || isVerb(tag) ? "ɡɹˈæʤʊˌAt" : "ɡɹˈæʤəwət",
  estimate: ({ before, tag }) => DETERMINER.test(near(before)) || isNoun(tag) ? "ˈɛstəmət" : "ˈɛstəmˌAt",
  bases: ({ before, after }) =>
    /^(?:loaded|of the|stolen|covered)$/.test(near(after)) ||
      /^(?:military|air|all|four|naval|army|the|touch|data)$/.test(near(before))
      ? "bˈAsᵻz"
      : undefined,
  axes: ({ before, after }) =>
    some([...before, ...after], /^(?:x|y|z|vertical|horizontal|graph|chart|plot|coordinate|plane|symmetry)$/)
      ? "ˈæksˌiz"
      : "ˈæksᵻz",
};

/**
 * Chooses the pronunciation of a word from its neighbors.
 *
 * @param word Small letters.
 * @param at Returns its context, if that matters.
 * @returns Phonemes; `undefined` leaves the choice to the dictionary.
 */
export function heteronym(word: string, at: () => Neighborhood): string | undefined {
  return Object.hasOwn(CHOICES, word) ? CHOICES[word]?.(at()) : undefined;
}
