/**
 * What the mock language model understands: the intent, the topic, and what the user said about themselves.
 *
 * @module
 */
import type { ChatMessage } from "../../contract/adapter.ts";

/** What the user asks for. */
export type Intent =
  | "greeting"
  | "farewell"
  | "thanks"
  | "wellbeing"
  | "identity"
  | "name"
  | "memory"
  | "repeat"
  | "story"
  | "joke"
  | "foreign"
  | "why"
  | "question"
  | "chat"
  | "statement";

/** Patterns of intents, most specific first. */
const INTENTS: readonly (readonly [Intent, RegExp])[] = [
  [
    "name",
    /\b(?:what(?:'s| is| was)|(?:do you )?(?:know|remember)|who am i)\b.*\b(?:my name|i am|am i)\b|\bwho am i\b/i,
  ],
  [
    "memory",
    /\b(?:remember|recall|did i (?:say|tell|mention)|what (?:do|did) i (?:like|love|say|tell|want)|where do i|earlier)\b/i,
  ],
  [
    "repeat",
    /\bwhat (?:did|were) you (?:just )?(?:say|saying)|\b(?:repeat|say) (?:that|it)(?: again)?\b|^\W*pardon\b/i,
  ],
  ["identity", /\b(?:who|what) are you\b|\byour name\b|\bintroduce yourself\b|\babout yourself\b/i],
  ["wellbeing", /\bhow (?:are you|do you feel|is it going|are things)\b|\bhow's (?:it going|life)\b/i],
  ["story", /\b(?:story|tale|monologue|speech|long (?:answer|reply|text)|in detail|at length)\b/i],
  ["joke", /\b(?:joke|make me laugh|something funny)\b/i],
  ["thanks", /\b(?:thanks|thank you|cheers)\b/i],
  ["farewell", /\b(?:bye|goodbye|good night|see you|farewell)\b/i],
  ["greeting", /^\W*(?:hi|hello|hey|good (?:morning|afternoon|evening)|greetings)\b[^?]{0,24}$/i],
  ["foreign", /^(?!.*\p{Script=Latin}).*\p{L}/su],
  ["why", /^\W*(?:why|how come)\b/i],
  ["question", /\?\s*$|^\W*(?:what|why|how|when|where|who|which|can|could|do|does|is|are|will|would|should)\b/i],
];

/** Words excluded from topics. */
const COMMON = new Set(
  ("a an the and or but so if of to in on at by for from with about into over after before i i'm i've i'd i'll me my " +
    "mine you your yours we our us he she it its it's they them their this that these those is am are was were be been " +
    "being do does did done have has had can could will would shall should may might must not no don't doesn't didn't " +
    "what which who whom whose why how when where there here please tell say said talk speak explain give let make " +
    "just really very quite too also again still even well oh hey hi hello yes okay ok thanks thank today now then " +
    "like love think know want need get got go going went feel some any all more most much many something anything " +
    "everything something one two thing things about went come came took made said saw lot bit way kind sort let's what's that's there's who's how's name")
    .split(" "),
);

const ARTICLE = /^(?:the|a|an|my|our|your|his|her|their|this|that)$/i;
const LINK = /^(?:of|in|from|for|with|on|at|near)$/i;

/**
 * What a message is about: its longest run of content words, at most four, linked by `of`, `in` and the like, with the
 * preceding article, in the second person (`my` becomes `your`). `undefined` if it has none.
 */
export function topicOf(text: string): string | undefined {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*|[.,;:!?]/gu) ?? [];
  const isTelling = (word = ".") => !/^[.,;:!?]$/.test(word) && !COMMON.has(word.toLowerCase().replaceAll("’", "'"));
  let best: string[] = [];
  let run: string[] = [];
  for (const [index, word] of [...words, "."].entries()) {
    const isLink = run.length > 0 && LINK.test(word) && isTelling(words[index + 1]);
    if ((isTelling(word) || isLink) && run.length < 5) {
      const before = words[index - 1] ?? "";
      run = run.length === 0 && ARTICLE.test(before) ? [before, word] : [...run, word];
      continue;
    }
    if (run.join("").length > best.join("").length) best = run;
    run = [];
  }
  const topic = best.join(" ").replace(/^(?:my|our)\b/i, "your").replace(
    /^(?:The|An?|This|That)\b/,
    (article) => article.toLowerCase(),
  );
  return topic.length < 2 ? undefined : topic.slice(0, 60);
}

/** The intent of a message. */
export function intentOf(text: string): Intent {
  const known = INTENTS.find(([, pattern]) => pattern.test(text))?.[0];
  return known ?? (topicOf(text) === undefined ? "chat" : "statement");
}

/** What users said about themselves in a conversation. Each fact is only looked for when it is read. */
export interface Memory {
  /** Number of user messages. */
  readonly messages: number;
  /** The user's name. */
  readonly name: string | undefined;
  /** Facts from the user in the second person: `you love old trains`. */
  readonly facts: readonly string[];
  /** Topics of the earlier user messages, earliest first. */
  readonly topics: readonly string[];
}

const NAME = /\b(?:my name is|my name's|call me|i am called)\s+(\p{L}[\p{L}'’-]*)/iu;
const INTRODUCTION = /\b(?:[Ii]['’]m|[Ii] am|[Tt]his is)\s+(\p{Lu}[\p{L}'’-]*)(?=\s*(?:[.,!;]|and\b|$))/u;
const FACT =
  /\bI(?:'m| am)? (really |also )?(like|love|live in|live near|work as|work in|work on|play|own|have|collect|study|come from|grew up in|from|learning|building|afraid of) ([^.,;!?\n]{2,60}?)(?= and I\b|[.,;!?\n]|$)/gi;

function factsOf(text: string): string[] {
  return Array.from(text.matchAll(FACT), ([sentence, , verb = "", object = ""]) => {
    const isState = /^I(?:'m| am) /i.test(sentence);
    const rest = object.trim().replace(/\bmy\b/gi, "your").replace(/\bme\b/gi, "you");
    return `you ${isState ? "are " : ""}${verb.toLowerCase()} ${rest}`;
  });
}

/** The part of a message that a later answer may refer to. */
function topicToKeep(text: string): string | undefined {
  if (["greeting", "farewell", "thanks", "name", "memory", "repeat", "wellbeing"].includes(intentOf(text))) {
    return undefined;
  }
  // "Why is the sky blue?" is about the sky.
  const asked = /^\W*why (?:is|are|was|were) (.+) \S+$/i.exec(text)?.[1] ?? text;
  return topicOf(asked.replace(NAME, "").replace(INTRODUCTION, ""));
}

/** What is known from the user's messages. */
export function recall(messages: readonly ChatMessage[]): Memory {
  const said = messages.filter(({ role }) => role === "user").map(({ content }) => content);
  return {
    messages: said.length,
    get name() {
      const last = said.findLast((text) => NAME.test(text) || INTRODUCTION.test(text)) ?? "";
      return NAME.exec(last)?.[1] ?? INTRODUCTION.exec(last)?.[1];
    },
    get facts() {
      return said.flatMap(factsOf);
    },
    get topics() {
      return said.map(topicToKeep).filter((topic) => topic !== undefined);
    },
  };
}
