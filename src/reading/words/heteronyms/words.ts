/**
 * Heteronyms that depend on a few words beside them.
 *
 * @module
 */
import { type Choice, DETERMINER, isNoun, isVerb, MODAL, near, PRONOUN, some } from "./neighborhood.ts";

/** "dove": the bird or the past of dive. */
export const DOVE: Choice = ({ before, after }) =>
  /^(?:into|in|off|for|down|under|deep|headfirst|through|right|straight)$/.test(near(after)) &&
    !DETERMINER.test(near(before)) && near(before) !== "white"
    ? "dˈOv"
    : "dˈʌv";

/** "desert": the land or to leave. */
export const DESERT: Choice = ({ before, after, tag }) =>
  /^(?:to|will|would|not|never|didn't|don't|could|might)$/.test(near(before)) ||
    tag === "VBP" && PRONOUN.test(near(before)) ||
    /[^s]s$/.test(near(before)) && /^(?:in|their|the|his|her|when|during)$/.test(near(after))
    ? "dəzˈɜɹt"
    : "dˈɛzəɹt";

/** "deserts": the land, what one leaves, or what one deserves. */
export const DESERTS: Choice = ({ before, after, tag }) =>
  near(before) === "just" || THIRD_PERSON.test(near(before)) || isVerb(tag) && DETERMINER.test(near(after))
    ? "dəzˈɜɹts"
    : "dˈɛzəɹts";

/** "tours": journeys, or the town behind a preposition. */
export const TOURS: Choice = ({ before, after }) =>
  /^(?:in|near|to|from)$/.test(near(before)) && /^(?:|and|is|was|on|france|by|with)$/.test(near(after)) ||
    near(after) === "france"
    ? "tˈʊɹ"
    : "tˈʊɹz";

/** A word that is foreign behind or before another one: "bon voyage", "en route". */
export const FOREIGN = (beside: RegExp, sounds: string): Choice => ({ before, after }) =>
  beside.test(`${near(before)} _ ${near(after)}`) ? sounds : undefined;

/** "consummate": complete, or to complete. */
export const CONSUMMATE: Choice = ({ before }) => DETERMINER.test(near(before)) ? "kˈɑnsəmət" : undefined;

/** "dogged": stubborn, or followed like a dog. */
export const DOGGED: Choice = ({ before, after }) =>
  /^(?:determination|persistence|pursuit|resistance|loyalty|refusal|work|defen[cs]e|effort|optimism|will)$/
      .test(near(after)) || /^(?:very|most|more|so|his|a)$/.test(near(before)) && !/^by$/.test(near(after))
    ? "dˈɔɡᵻd"
    : "dˈɔɡd";

/** "inter": between, or to bury. */
export const INTER: Choice = ({ before, after }) =>
  MODAL.test(near(before)) || /^(?:the|him|her|them)$/.test(near(after)) ? "ɪntˈɜɹ" : "ˌɪntəɹ";

/** "sow": the pig or to plant. */
export const SOW: Choice = ({ before, tag }) =>
  DETERMINER.test(near(before)) || isNoun(tag) && !MODAL.test(near(before)) && near(before) !== "" ? "sˈW" : "sˈO";

/** "Polish the silver": at the start of a sentence and before what is polished, this is not the nation. */
export const POLISH: Choice = ({ before, after }) =>
  before.length === 0 && (DETERMINER.test(near(after)) || /^(?:it|them|up|until)$/.test(near(after)))
    ? "pˈɑlɪʃ"
    : undefined;

/** "entrance": the door or to delight. */
export const ENTRANCE: Choice = ({ before, after, tag }) =>
  tag === "VB" && MODAL.test(near(before)) && near(before) !== "and" ||
    /^(?:them|him|her|us|you|me)$/.test(near(after)) ||
    before.length === 0 && /^(?:the|an?|your|their)$/.test(near(after))
    ? "ɪntɹˈæns"
    : "ˈɛntɹəns";

/** "used": made use of, or accustomed and in the past. */
export const USED: Choice = ({ before, after }) => {
  if (near(after) !== "to") return "jˈuzd";
  const isPassive = /^(?:is|are|was|were|be|been|being|it's|that's|they're|commonly|often|widely|mainly)$/.test(
    near(before),
  );
  const isAccustomed = DETERMINER.test(near(after, 1)) || /ing$|^(?:it|them|him|me|us|you)$/.test(near(after, 1));
  return isPassive && !isAccustomed ? "jˈuzd" : "jˈust";
};

/** "learned": the past of learn, or full of learning. */
export const LEARNED: Choice = ({ before, after }) =>
  DETERMINER.test(near(before)) &&
    /^(?:man|men|woman|women|scholars?|judges?|friends?|counsel|societ(?:y|ies)|professors?|colleagues?|people|doctors?|profession|journals?)$/
      .test(near(after))
    ? "lˈɜɹnᵻd"
    : "lˈɜɹnd";

/** "mobile": that moves, or the town in Alabama, as the dictionary has it with a capital. */
export const MOBILE: Choice = ({ before, after }) =>
  near(after) === "alabama" ||
    /^(?:in|to|from|near|of)$/.test(near(before)) && /^(?:|and|is|was)$/.test(near(after))
    ? undefined
    : "mˈObᵊl";

/** "bowed": bent as in greeting, or curved. */
export const BOWED: Choice = ({ after }) => /^(?:legs?|strings?|instruments?)$/.test(near(after)) ? "bˈOd" : "bˈWd";

/** "blessed": holy, or given a blessing. */
export const BLESSED: Choice = ({ before, after }) =>
  DETERMINER.test(near(before)) || /^(?:are|be|day|event|mother|relief|virgin)$/.test(near(after))
    ? "blˈɛsᵻd"
    : "blˈɛst";

/** "beloved": dear, or loved by somebody. */
export const BELOVED: Choice = ({ after }) => /^(?:by|of)$/.test(near(after)) ? "bəlˈʌvd" : "bəlˈʌvᵻd";

/** "putting": to put, or to play golf. */
export const PUTTING: Choice = ({ before, after }) =>
  /^greens?$/.test(near(after)) || some([...before, ...after], /^(?:golf|golfer|putter|holes?|birdie)$/)
    ? "pˈʌTɪŋ"
    : "pˈʊTɪŋ";

/** "sake": for something, or the drink. */
export const SAKE: Choice = ({ before, after }) =>
  /^(?:japanese|hot|warm|cold|drink|drank|drinking|some|tablespoons?|teaspoons?|cups?|sip|sips|sipped|try|serve)$/
      .test(near(before)) ||
    /^(?:bottles?|cups?|brewery|bar|set|sushi|sashimi|mirin|soy)$/.test(near(after, near(after) === "and" ? 1 : 0)) ||
    near(before) === "of" && /^(?:bottles?|cups?|glass|glasses)$/.test(near(before, 1)) ||
    before.length === 0 && /^(?:is|was|pairs|comes|goes)$/.test(near(after))
    ? "sˈɑki"
    : "sˈAk";

/** "aged": so many years old, or old. */
export const AGED: Choice = ({ before, after }) =>
  DETERMINER.test(near(before)) &&
    /^(?:|man|woman|men|women|parents?|mother|father|relatives?|couple|aunt|uncle|king|people|and|are|is|care|in)$/
      .test(near(after))
    ? "ˈAʤᵻd"
    : "ˈAʤd";

/** "house": a building, or to give shelter. */
export const HOUSE: Choice = ({ before, after, tag }) =>
  tag === "VB" && /^(?:to|will|can|could|would)$/.test(near(before)) ||
    before.length === 0 && /^(?:the|them|him|her)$/.test(near(after)) && near(after, 1) !== "of" ||
    /^(?:they|we|you|i|that|which)$/.test(near(before)) &&
      /^(?:\p{Ll}+s|up|over|about|more|thousands|hundreds|the|a|an|our|their|them|him|it|her|many|some|all|people)$/u
        .test(near(after)) &&
      !/^(?:is|was|has)$/.test(near(after))
    ? "hˈWz"
    : "hˈWs";

/** "moped": the vehicle, or was gloomy. */
export const MOPED: Choice = ({ before, after }) =>
  PRONOUN.test(near(before)) || /^(?:around|about)$/.test(near(after)) && !DETERMINER.test(near(before))
    ? "mˈOpt"
    : "mˈOpˌɛd";

/** "frequent": often, or to visit often. */
export const FREQUENT: Choice = ({ before, after }) =>
  /^(?:the|this|that|these|those|our|his|her|their|its|bars?|restaurants?)$/.test(near(after)) &&
    !/^(?:is|are|was|were|be|been|more|most|less|very|so|the|a|an)$/.test(near(before))
    ? "fɹikwˈɛnt"
    : "fɹˈikwənt";

/** "mouth": the part of the face, or to form words with it. */
export const MOUTH: Choice = ({ before, after }) =>
  /^(?:i|you|we|they|to|would|could|can|will|might|silently|and)$/.test(near(before)) &&
    /^(?:the|a|an|words?|something|along|lyrics|thanks?)$/.test(near(after))
    ? "mˈWð"
    : "mˈWθ";

/** "diffuse": spread out, or to spread. */
export const DIFFUSE: Choice = ({ before, after }) =>
  DETERMINER.test(near(after)) && !/^(?:is|are|was|were|be|very|more|most|so|too)$/.test(near(before)) ||
    MODAL.test(near(before)) && !/^(?:and|also|not|then)$/.test(near(before)) ||
    /^(?:into|through|across|from|out|it|them|throughout|tension|tensions|conflict)$/.test(near(after)) ||
    PRONOUN.test(near(before))
    ? "dəfjˈuz"
    : "dəfjˈus";

/** "number": an amount, or more numb. */
export const NUMBER: Choice = ({ before, after }) =>
  /^(?:grew|grow|grows|growing|went|felt|feel|feels|getting|become|became)$/.test(near(before)) &&
      /^(?:|and|than|with|by|as|after|until)$/.test(near(after)) ||
    near(before) === "even" && near(after) === "than"
    ? "nˈʌməɹ"
    : undefined;

/** "Job": the man of the Bible. */
export const JOB: Choice = ({ before, after }) =>
  near(before) === "of" && near(before, 1) === "book" || /^(?:patience|trials|comforters)$/.test(near(before, 1)) &&
      near(before) === "of" && near(after) === ""
    ? "ʤˈOb"
    : undefined;

/** "nice": kind, or the town behind a preposition. */
export const NICE: Choice = ({ before, after }) =>
  /^(?:in|to|from|near|of|at)$/.test(near(before)) &&
      /^(?:|and|is|was|on|by|for|france|in|last|this)$/.test(near(after)) ||
    near(after) === "france"
    ? "nˈis"
    : undefined;

/** "reading": what one does, or the town behind a preposition. */
export const READING: Choice = ({ before, after }) =>
  /^(?:near|university of)$/.test(near(before)) || /^(?:pennsylvania|berkshire|england|festival)$/.test(near(after)) ||
    near(before) === "in" && /^(?:live|lives|lived|born|works?|worked|stayed|read)$/.test(near(before, 1)) ||
    near(before) === "to" &&
      /^(?:moved|train|trains|drove|went|travelled|traveled|ticket|tickets)$/.test(near(before, 1))
    ? "ɹˈɛdɪŋ"
    : undefined;

/** A word in -ate that is a verb with an object: "appropriate it", "intimate that". */
export const WITH_OBJECT = (other: string, verb: string): Choice => ({ before, after, tag }) =>
  near(before) === "to" || /^(?:it|them|that|funds)$/.test(near(after)) && !DETERMINER.test(near(before)) &&
      !/^(?:is|are|was|were|be|it's|very|more|most|as)$/.test(near(before)) ||
    tag === "VB" && MODAL.test(near(before)) && near(before) !== "and"
    ? verb
    : other;

/** Subjects in the third person, which a verb in -s follows. */
const THIRD_PERSON = /^(?:he|she|it|who|that|which|everyone|nobody)$/;

const TINY =
  /^(?:detail|details|amount|amounts|difference|differences|quantity|quantities|particle|particles|changes?|crack|cracks|trace|traces|variations?|examination|scale|fraction|portion|hole|holes|size|fragments?|organisms?)$/;

/** "minute": the time or tiny. */
export const MINUTE: Choice = ({ before, after }) =>
  TINY.test(near(after)) ||
    /^(?:flaws?|defects?|errors?|droplets?|bubbles|grains?|pieces?|dose|doses|levels?)$/.test(near(after)) &&
      !/^(?:a|one|each|every|per|last)$/.test(near(before)) ||
    near(after) === "" && /^(?:is|are|was|were|very|so)$/.test(near(before))
    ? "mInˈut"
    : "mˈɪnət";
