/**
 * How the context of a heteronym determines its pronunciation. The first matching words decide; a rule
 * takes precedence over the tagger, which is often wrong about these words.
 *
 * @module
 */
import { type Choice, DETERMINER, isNoun, isVerb, MODAL, near, PRONOUN, some } from "./neighborhood.ts";

const HAVE =
  /^(?:have|has|had|having|i've|you've|we've|they've|haven't|hasn't|hadn't|be|been|is|are|was|were|being|he's|she's|it's|get|got|gets)$/;
const THIRD = /^(?:he|she|it)$/;
const HABIT =
  /^(?:daily|weekly|monthly|often|always|usually|every|never|sometimes|rarely|regularly|nightly|each|seldom|mostly|mainly|nowadays)$/;
const PAST = /^(?:yesterday|last|ago|once|already|earlier|when|then|before|previously|recently|twice|aloud)$/;

/** The nearest word before that is not an adverb. */
function subject(before: readonly string[]): string {
  return before.find((word) =>
    !/ly$|^(?:always|often|never|also|just|still|both|all|even|once|already|had|not)$/.test(word)
  ) ?? "";
}

/** "read": present or past. */
export const READ: Choice = ({ before, after, tag }) => {
  const present = "ɹˈid";
  const past = "ɹˈɛd";
  const last = near(before);
  if (/^(?:well|widely|best|most)$/.test(last) && tag !== "NN") return past;
  if (DETERMINER.test(last) || /^(?:good|great|quick|interesting|easy|must|nice|fun|fast|long|short)$/.test(last)) {
    return present;
  }
  const verb = before.find((word) =>
    !/ly$|^(?:not|never|ever|always|also|just|only|already|you|i|we|they|he|she|it|people|often|even)$/.test(word)
  );
  if (HAVE.test(last) || /^(?:already|ever|been|only)$/.test(last) && verb !== undefined && HAVE.test(verb)) {
    return past;
  }
  if (
    verb !== undefined && HAVE.test(verb) && before.indexOf(verb) < 3 && !/^(?:to|not)$/.test(last) &&
    (PRONOUN.test(last) || /ly$|^(?:never|not|ever|just|also)$/.test(last))
  ) return past;
  if (MODAL.test(last) && !/^(?:and|then|also|just|never|not)$/.test(last)) return present;
  if (
    /^(?:did|do|does|can|could|will|would|should|may|might|must|to|let)$/.test(verb ?? "") &&
    before.indexOf(verb ?? "") < 4
  ) return present;
  if (last === "" || /^(?:please|then|now|first|just|and|but|or)$/.test(last) && !some(before, PRONOUN)) return present;
  const who = subject(before);
  if (THIRD.test(who)) return past;
  const told = after.findIndex((word) => PAST.test(word));
  if (told >= 0 && after.slice(told).some((word) => HABIT.test(word)) && !some(after, HABIT, told)) return past;
  if (some(before, HABIT, 4) || some(after, HABIT) || near(after, after.indexOf("these") + 1) === "days") {
    return present;
  }
  if (some(after, PAST) || some(before, PAST)) return past;
  if (/^(?:i|we|they|you|who)$/.test(who)) return who === "you" && near(after) !== "" && tag !== "VBD" ? present : past;
  return tag === "VBD" || tag === "VBN" ? past : tag === "VB" || tag === "VBP" || isNoun(tag) ? present : undefined;
};

const METAL =
  /^(?:pipe|pipes|paint|poisoning|pencil|pencils|bullet|bullets|acid|level|levels|exposure|shot|weight|weights|apron|crystal|glass|ion|balloon|free|oxide|ore|mine|mines|mining|content|contamination|based|lined|glazed|coated)$/;
/** What is done with a lead over others. */
const LEADS = /^(?:takes?|took|taken|taking|holds?|held|holding|keeps?|kept|keeping|los(?:e|es|t|ing)|in|into)$/;
/** "lead": the metal or the verb. */
export const LEAD: Choice = ({ before, after, tag }) => {
  const metal = "lˈɛd";
  const last = near(before);
  const isAhead = PRONOUN.test(last) || MODAL.test(last) || /^(?:the|a)$/.test(last) && LEADS.test(near(before, 1));
  if (
    near(after) === "in" && !isAhead &&
    /^(?:pipes?|paint|water|soil|blood|gasoline|toys)$/.test(near(after, near(after, 1) === "the" ? 2 : 1))
  ) return metal;
  if (METAL.test(near(after)) || /^pencils?$/.test(last)) return metal;
  if (
    /^(?:of|with|from|contains|containing|contain|like|unleaded|molten|heavy|toxic|as)$/.test(last) &&
    !/^(?:singer|actor|role|the|to|in|a|on)$/.test(near(after))
  ) return metal;
  if (
    /^(?:copper|zinc|iron|tin|mercury|arsenic|cadmium|silver|gold)$/.test(near(before, 1)) ||
    some(
      [last, near(after), near(after, 1)],
      /^(?:copper|zinc|iron|tin|mercury|arsenic|cadmium|poisoned|poisonous|toxic)$/,
    )
  ) return metal;
  if (/^(?:weighs|melts|sinks|rusts|corrodes|poisons)$/.test(near(after)) && !/^(?:i|you|we|they)$/.test(last)) {
    return metal;
  }
  if (last === "" && some(after, /^(?:metal|metals|element|dense|corrosion|soft|toxic|poison)$/)) return metal;
  return tag === "VBN" ? undefined : "lˈid";
};

/** "live": the verb or the adjective. */
export const LIVE = (short: string, long: string): Choice => ({ before, after, tag }) => {
  const last = near(before);
  const next = near(after);
  if (
    /^(?:music|concert|concerts|show|shows|stream|streams|streaming|broadcast|event|events|tv|television|audience|coverage|chat|performance|performances|recording|album|wire|wires|ammunition|updates?|demo|version|action|feed|video|data|oak|bait|streamed|streamer|streamers|session|blog|nation|animals?|entertainment|support|agent|ammo|rounds?|grenades?|bullets?|births?|webcam|cam|captions|translation|traffic|bands?|vaccines?)$/
      .test(next)
  ) return long;
  if (
    /^(?:is|are|was|were|go|goes|going|went|be|it's|we're|you're|they're|streamed|broadcast|airs|aired|watch|perform|performed|performing|played|recorded)$/
      .test(last) && !/^(?:in|with)$/.test(next)
  ) return long;
  if (last === "" && next === "and" && !/^(?:in|on|direct|local|loud|kicking)$/.test(near(after, 1))) return short;
  if (last === "" && next === "from") return long;
  const isSeen = next === "" && /^(?:it|them|him|her|you|us|band|show|team|game)$/.test(last) &&
    some(before, /^(?:saw|see|seen|watch|watched|hear|heard|perform|performed|play|played|stream|broadcast)$/);
  const isAsked = next === "" && /^(?:is|are|was|were)$/.test(before.at(-1) ?? "") &&
    !some(before, /^(?:where|who|that|they|you|we|i|people)$/);
  if (isSeen || isAsked || (DETERMINER.test(last) && tag !== "VB" && tag !== "VBP")) return long;
  if (
    MODAL.test(last) || PRONOUN.test(last) || isVerb(tag) ||
    /^(?:in|at|on|with|here|there|together|alone|long|forever|by|near|for|without|under|among|next|happily|longer)$/
      .test(next)
  ) return short;
  return isVerb(tag) ? short : undefined;
};

/** "lives": the verb or the plural of life. */
export const LIVES: Choice = ({ before, after, tag }) => {
  const plural = "lˈIvz";
  const verb = "lˈɪvz";
  const last = near(before);
  if (
    DETERMINER.test(last) && last !== "that" && last !== "this" && last !== "one" ||
    /^(?:of|many|nine|two|three|save|saved|saves|lost|their|whose|people's|human|daily|past|both|own|risk|risked|real|private|change|changed|changing|all|these|those|other)$/
      .test(last)
  ) return plural;
  if (THIRD.test(last) || /^(?:who|that|which|one|everyone|someone|still|also|now)$/.test(last)) return verb;
  if (
    /^(?:in|at|here|there|with|on|near|alone|by|next|nearby|across|under|inside|for|abroad|upstairs)$/.test(
      near(after),
    ) && !/^(?:were|are)$/.test(near(after, 1))
  ) return verb;
  return isVerb(tag) ? verb : plural;
};

/** "wound": the injury or the past of wind. */
export const WOUND: Choice = ({ before, after, tag }) => {
  const turned = "wˈWnd";
  if (
    /^(?:roads?|paths?|trails?|rivers?|streams?|creek|wind|queue|procession|staircase|stairs|tracks?|highway|vines?)$/
      .test(
        near(before),
      ) && /^(?:around|up|through|down|along|between|past|into)$/.test(near(after))
  ) return turned;
  if (
    /^(?:up|around|down|its|round|through|tight|tightly|back|the)$/.test(near(after)) &&
    !DETERMINER.test(near(before)) && tag !== "NN"
  ) return turned;
  if (
    /^(?:uphill|downhill|along|between|toward|towards|past|slowly|upward|upwards|into)$/.test(near(after)) &&
    tag !== "VB"
  ) return turned;
  if (near(after) === "on" && near(after, 1) === "" && !DETERMINER.test(near(before))) return turned;
  if (PRONOUN.test(near(before)) && /^(?:it|them|his|her|my|their|up)$/.test(near(after))) return turned;
  return "wˈund";
};

const FISH =
  /^(?:fish|fished|fishing|anglers?|trout|salmon|hooked|reeled|caught|catch|sea|fishes|lake|pond|striped|largemouth|smallmouth|boat|fisherman|grilled|fried|fresh|river|ate|eat|bait|chilean)$/;
/** "bass": the music or the fish. */
export const BASS: Choice = ({ before, after }) =>
  some([...before, ...after], FISH) && !/^(?:sings?|sang|sing|plays?|played|playing|singing)$/.test(near(before)) &&
    !/^(?:players?|guitars?|guitarists?|lines?|drums?|clef)$/.test(near(after))
    ? "bˈæs"
    : "bˈAs";

/** "tear": to cry or to rip. */
export const TEAR = (cry: string, rip: string): Choice => ({ before, after, tag }) => {
  const last = near(before);
  if (/^(?:gas|duct|ducts|drop|drops|stained|jerker)$/.test(near(after))) return cry;
  if (
    /^(?:down|up|apart|off|out|it|them|into|away|the|open|through|along|at|here)$/.test(near(after)) &&
    (isVerb(tag) || MODAL.test(last) || last === "" || PRONOUN.test(last)) && !DETERMINER.test(last)
  ) return rip;
  if (
    /^(?:wear|muscle|ligament|meniscus|acl|cuff|labrum|tendon|retinal|cartilage|hamstring)$/.test(last) ||
    /^wear$/.test(near(before, 1)) || near(after) === "in" && DETERMINER.test(last) && !some(after, /^eyes?$/)
  ) return rip;
  return MODAL.test(last) && last !== "and" && isVerb(tag) ? rip : isVerb(tag) && !DETERMINER.test(last) ? rip : cry;
};

/** "bow": to bend or the weapon. */
export const BOW: Choice = ({ before, after, tag }) => {
  const bend = "bˈW";
  const last = near(before);
  if (/^(?:tie|ties|string|and|hunting|window)$/.test(near(after)) && !MODAL.test(last)) return "bˈO";
  if (
    /^(?:take|took|takes|taking|final|deep|ship's|boat's|low|port)$/.test(
      near(before, DETERMINER.test(last) ? 1 : 0),
    ) || /^(?:of)$/.test(near(after)) && some(after, /^(?:ship|boat|vessel|canoe)$/)
  ) return bend;
  if (/^(?:to|down|before|out|his|her|their|your|its)$/.test(near(after)) && !DETERMINER.test(last)) return bend;
  return isVerb(tag) || MODAL.test(last) && last !== "and" ? bend : "bˈO";
};

/** "row": a line or a quarrel. */
export const ROW: Choice = ({ before, after }) =>
  /^(?:have|has|had|having|terrible|blazing|furious|big|heated|an|the|a)$/.test(
        near(before, DETERMINER.test(near(before)) ? 1 : 0),
      ) && /^(?:with|about|over|last|yesterday|again|this|broke)$/.test(near(after)) ||
    DETERMINER.test(near(before)) && /^(?:about|over|broke|erupted)$/.test(near(after))
    ? "ɹˈW"
    : "ɹˈO";

/** "wind": the air or to turn. */
export const WIND = (air: string, turn: string): Choice => ({ before, after, tag }) => {
  const last = near(before);
  if (
    /^(?:up|down|back|it|through|around|the)$/.test(near(after)) && !DETERMINER.test(last) &&
    (isVerb(tag) || MODAL.test(last) || PRONOUN.test(last) || last === "")
  ) return turn;
  if (MODAL.test(last) && /^(?:me|you|him|her|them|us)$/.test(near(after))) return turn;
  return isVerb(tag) && (MODAL.test(last) || PRONOUN.test(last)) && !DETERMINER.test(last) &&
      /^(?:its|your|my|clocks?|the|this|that)$/.test(near(after))
    ? turn
    : air;
};

/** "close": near or to shut. */
export const CLOSE: Choice = ({ before, after, tag }) => {
  const near_ = "klˈOs";
  const shut = "klˈOz";
  const last = near(before);
  if (near(after) === "by" && PRONOUN.test(last)) return shut;
  if (last === "" && near(after) === "by" && /^(?:|an?|is|are|was|were)$/.test(near(after, 1))) return near_;
  if (
    /^(?:to|by|enough|friend|friends|call|up|together|range|quarters|look|attention|relative|relatives|race|game|contact|proximity|watch|behind|family|second)$/
      .test(near(after)) && !/^(?:to|will|please|can|must|should|don't|didn't)$/.test(last) && last !== ""
  ) return near_;
  if (
    /^(?:very|so|too|how|really|pretty|quite|as|is|are|was|were|get|got|getting|come|came|stay|stand|stood|keep|kept|are|we're|it's|they're|a|more|extremely)$/
      .test(last)
  ) return last === "a" && near(after) === "" ? shut : near_;
  if (MODAL.test(last) && last !== "not" && last !== "just" || last === "" || PRONOUN.test(last)) return shut;
  // "The shops close at six."
  const isPlural = /[^s]s$/.test(last) &&
    !/^(?:is|was|its|stands|stays|gets|comes|sits|lives|keeps|feels|this|always)$/.test(last);
  if (
    isPlural && !some(before, /^(?:keep|kept|hold|held|stay)$/) &&
    /^(?:|at|on|early|late|soon|down|for|today|tonight|tomorrow|when|higher|lower|up|flat|mixed)$/.test(near(after))
  ) return shut;
  return isVerb(tag) || isNoun(tag) ? shut : near_;
};

/** "use", "excuse", "abuse": the noun or the verb. */
export const USE = (noun: string, verb: string): Choice => ({ before, after, tag }) => {
  const last = near(before);
  if (
    /^(?:of|for|in)$/.test(last) && /^(?:$|of|by|in|and|at|as|is|was|here|to)$/.test(near(after)) ||
    DETERMINER.test(last) && !/^(?:that|this|these|those)$/.test(last)
  ) return noun;
  if (
    /^(?:little|much|good|heavy|personal|drug|land|energy|water|in|common|daily|medical|internal|fair|public|no|any|safe|single|recommended|regular|proper|best|intended)$/
        .test(last) && !isVerb(tag) || near(after) === "of" && last !== "to" && last !== "make"
  ) return noun;
  return isVerb(tag) || MODAL.test(last) || PRONOUN.test(last) || last === "" ? verb : isNoun(tag) ? noun : verb;
};

/** A word that is stressed on the first syllable as a noun or adjective, and on the last as a verb. */
export const STRESSED = (noun: string, verb: string): Choice => ({ before, after, tag }) => {
  const last = near(before);
  if (
    DETERMINER.test(last) && !/^(?:that|this)$/.test(last) ||
    /^(?:of|in|with|for|new|same|foreign|direct|blue|small|large|mysterious|strange|unidentified|my|gaming|good|bad|old|every|world|main|current|big|service|public)$/
      .test(last)
  ) return noun;
  if (MODAL.test(last) && !/^(?:and|then|never|also|just|not|did)$/.test(last)) return verb;
  // "could not object"
  if (/^(?:never|also|just|not)$/.test(last) && MODAL.test(near(before, 1))) return verb;
  if (PRONOUN.test(last) && last !== "it") return verb;
  if (last === "" && /^(?:yourself|your|the|a|an|him|her|them|me|us|this|that|all|it|my)$/.test(near(after))) {
    return verb;
  }
  if (/^(?:strongly|often|usually|always|regularly|strenuously|hereby)$/.test(last)) return verb;
  return isVerb(tag) && tag !== "VBN" ? verb : isNoun(tag) || tag.startsWith("JJ") ? noun : undefined;
};

/** "content": what is inside or happy. */
export const CONTENT: Choice = ({ before, after, tag }) => {
  const last = near(before);
  if (
    /^(?:is|are|was|were|feel|feels|felt|be|am|i'm|very|quite|seem|seems|perfectly|not|so|more|he's|she's|to)$/.test(
      last,
    ) && /^(?:|with|to|and|in|just)$/.test(near(after))
  ) return "kəntˈɛnt";
  if (near(after) === "with" && (PRONOUN.test(last) || /^[a-z]+ly$/.test(last))) return "kəntˈɛnt";
  return tag.startsWith("JJ") && DETERMINER.test(last) && !/^(?:of|creator|is|and)$/.test(near(after)) &&
      near(after) !== ""
    ? "kəntˈɛnt"
    : "kˈɑntɛnt";
};

/** "resume": the document or to go on. */
export const RESUME: Choice = ({ before, after, tag }) => {
  const last = near(before);
  if (
    DETERMINER.test(last) && !/^(?:that|this)$/.test(last) ||
    /^(?:and|updated|strong|good|impressive|with|of)$/.test(last) && isNoun(tag)
  ) return "ɹˈɛzəmˌA";
  return isNoun(tag) && /^(?:is|was|looks|shows|with)$/.test(near(after)) ? "ɹˈɛzəmˌA" : "ɹəzˈum";
};

/** "excuse": the noun or the verb. */
export const EXCUSE = USE("ɪkskjˈus", "ɪkskjˈuz");
/** "separate": apart or to part. */
export const SEPARATE: Choice = ({ before, after, tag }) => {
  const last = near(before);
  if (
    DETERMINER.test(last) ||
    /^(?:two|three|several|many|few|completely|entirely|are|is|be|keep|kept|were|was|into)$/.test(last)
  ) return "sˈɛpəɹət";
  return MODAL.test(last) || isVerb(tag) && last === "" || /^(?:the|it|them|from)$/.test(near(after)) && isVerb(tag) ||
      last === "" && some(after, /^(?:from|into)$/, 4)
    ? "sˈɛpəɹˌAt"
    : isVerb(tag)
    ? "sˈɛpəɹˌAt"
    : "sˈɛpəɹət";
};
