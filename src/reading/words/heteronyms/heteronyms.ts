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
  MINUTE,
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

/** "dove": the bird or the past of dive. */
const DOVE: Choice = ({ before, after }) =>
  /^(?:into|in|off|for|down|under|deep|headfirst|through|right|straight)$/.test(near(after)) &&
    !DETERMINER.test(near(before)) && near(before) !== "white"
    ? "dˈOv"
    : "dˈʌv";

/** "desert": the land or to leave. */
const DESERT: Choice = ({ before, after, tag }) =>
  /^(?:to|will|would|not|never|didn't|don't|could|might)$/.test(near(before)) ||
    tag === "VBP" && PRONOUN.test(near(before)) ||
    /[^s]s$/.test(near(before)) && /^(?:in|their|the|his|her|when|during)$/.test(near(after))
    ? "dəzˈɜɹt"
    : "dˈɛzəɹt";

/** "sow": the pig or to plant. */
const SOW: Choice = ({ before, tag }) =>
  DETERMINER.test(near(before)) || isNoun(tag) && !MODAL.test(near(before)) && near(before) !== "" ? "sˈW" : "sˈO";

/** "Polish the silver": at the start of a sentence and before an article, this is not the nation. */
const POLISH: Choice = ({ before, after }) =>
  before.length === 0 && DETERMINER.test(near(after)) ? "pˈɑlɪʃ" : undefined;

/** "entrance": the door or to delight. */
const ENTRANCE: Choice = ({ before, after, tag }) =>
  tag === "VB" && MODAL.test(near(before)) && near(before) !== "and" ||
    before.length === 0 && /^(?:the|an?|them|him|her|us|your|their)$/.test(near(after))
    ? "ɪntɹˈæns"
    : "ˈɛntɹəns";

/** "used": made use of, or accustomed and in the past. */
const USED: Choice = ({ before, after }) => {
  if (near(after) !== "to") return "jˈuzd";
  const isPassive = /^(?:is|are|was|were|be|been|being|it's|that's|they're|commonly|often|widely|mainly)$/.test(
    near(before),
  );
  const isAccustomed = DETERMINER.test(near(after, 1)) || /ing$|^(?:it|them|him|me|us|you)$/.test(near(after, 1));
  return isPassive && !isAccustomed ? "jˈuzd" : "jˈust";
};

/** "learned": the past of learn, or full of learning. */
const LEARNED: Choice = ({ before, after }) =>
  DETERMINER.test(near(before)) &&
    /^(?:man|men|woman|women|scholars?|judges?|friends?|counsel|societ(?:y|ies)|professors?|colleagues?|people|doctors?|profession|journals?)$/
      .test(near(after))
    ? "lˈɜɹnᵻd"
    : "lˈɜɹnd";

/** "mobile": that moves, or the town in Alabama, as the dictionary has it with a capital. */
const MOBILE: Choice = ({ before, after }) =>
  near(after) === "alabama" ||
    /^(?:in|to|from|near|of)$/.test(near(before)) && /^(?:|and|is|was)$/.test(near(after))
    ? undefined
    : "mˈObᵊl";

/** "bowed": bent as in greeting, or curved. */
const BOWED: Choice = ({ after }) => /^(?:legs?|strings?|instruments?)$/.test(near(after)) ? "bˈOd" : "bˈWd";

/** "blessed": holy, or given a blessing. */
const BLESSED: Choice = ({ before, after }) =>
  DETERMINER.test(near(before)) || /^(?:are|be|day|event|mother|relief|virgin)$/.test(near(after))
    ? "blˈɛsᵻd"
    : "blˈɛst";

/** "beloved": dear, or loved by somebody. */
const BELOVED: Choice = ({ after }) => /^(?:by|of)$/.test(near(after)) ? "bəlˈʌvd" : "bəlˈʌvᵻd";

/** "putting": to put, or to play golf. */
const PUTTING: Choice = ({ before, after }) =>
  /^greens?$/.test(near(after)) || some([...before, ...after], /^(?:golf|golfer|putter|holes?|birdie)$/)
    ? "pˈʌTɪŋ"
    : "pˈʊTɪŋ";

/** "sake": for something, or the drink. */
const SAKE: Choice = ({ before }) =>
  /^(?:japanese|hot|warm|cold|drink|drank|drinking|some)$/.test(near(before)) ||
    near(before) === "of" && /^(?:bottles?|cups?|glass|glasses)$/.test(near(before, 1))
    ? "sˈɑki"
    : "sˈAk";

/** "aged": so many years old, or old. */
const AGED: Choice = ({ before, after }) =>
  DETERMINER.test(near(before)) &&
    /^(?:|man|woman|men|women|parents?|mother|father|relatives?|couple|aunt|uncle|king|people|and|are|is|care|in)$/
      .test(near(after))
    ? "ˈAʤᵻd"
    : "ˈAʤd";

/** "house": a building, or to give shelter. */
const HOUSE: Choice = ({ before, after, tag }) =>
  tag === "VB" && /^(?:to|will|can|could|would)$/.test(near(before)) ||
    before.length === 0 && /^(?:the|them|him|her)$/.test(near(after)) && near(after, 1) !== "of" ||
    /^(?:they|we|you|i|that|which)$/.test(near(before)) &&
      /^(?:\p{Ll}+s|up|over|about|more|thousands|hundreds|the|a|an|our|their)$/u.test(near(after)) &&
      !/^(?:is|was|has)$/.test(near(after))
    ? "hˈWz"
    : "hˈWs";

/** "Job": the man of the Bible. */
const JOB: Choice = ({ before, after }) =>
  near(before) === "of" && near(before, 1) === "book" || /^(?:patience|trials|comforters)$/.test(near(before, 1)) &&
      near(before) === "of" && near(after) === ""
    ? "ʤˈOb"
    : undefined;

/** "nice": kind, or the town behind a preposition. */
const NICE: Choice = ({ before, after }) =>
  /^(?:in|to|from|near|of|at)$/.test(near(before)) &&
    /^(?:|and|is|was|on|by|for|france|in|last|this)$/.test(near(after))
    ? "nˈis"
    : undefined;

/** "reading": what one does, or the town behind a preposition. */
const READING: Choice = ({ before, after }) =>
  /^(?:near|university of)$/.test(near(before)) || /^(?:pennsylvania|berkshire|england|festival)$/.test(near(after)) ||
    near(before) === "in" && /^(?:live|lives|lived|born|works?|worked|stayed|read)$/.test(near(before, 1)) ||
    near(before) === "to" &&
      /^(?:moved|train|trains|drove|went|travelled|traveled|ticket|tickets)$/.test(near(before, 1))
    ? "ɹˈɛdɪŋ"
    : undefined;

/** A word in -ate that is a verb with an object: "appropriate it", "intimate that". */
const WITH_OBJECT = (other: string, verb: string): Choice => ({ before, after, tag }) =>
  near(before) === "to" || /^(?:it|them|that|funds)$/.test(near(after)) && !DETERMINER.test(near(before)) &&
      !/^(?:is|are|was|were|be|it's|very|more|most|as)$/.test(near(before)) ||
    tag === "VB" && MODAL.test(near(before)) && near(before) !== "and"
    ? verb
    : other;

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
  rebel: STRESSED("ɹˈɛbᵊl", "ɹəbˈɛl"),
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
  does: ({ before }) => /^(?:the|these|those|two|three|few)$/.test(near(before)) ? "dˈOz" : undefined,
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
