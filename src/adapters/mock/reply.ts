/**
 * Replies of the mock language model, determined by the conversation, the control and a seed.
 *
 * @module
 */
import type { Control, Persona } from "../../contract/controls.ts";
import type { ChatMessage } from "../../contract/adapter.ts";
import { EMOTION_LABELS } from "../../contract/emotions.ts";
import {
  BODIES,
  CALLBACKS,
  CLOSERS,
  FACT_CALLBACKS,
  NAME_CALLBACKS,
  OPENERS,
  type Phrases,
  REMEMBERED,
} from "./phrases.ts";
import { hashText, pick, randomSequence } from "../../contract/random.ts";
import { type Intent, intentOf, type Memory, recall, topicOf } from "./understand.ts";

/** An emotion counts as strong from this value of intensity × expressivity. */
const STRONG = 0.45;

/** What a reply depends on. */
interface ReplyRequest {
  /** The conversation; the last user message is the one to answer. */
  readonly messages: readonly ChatMessage[];
  readonly control: Control;
  readonly persona: Pick<Persona, "name">;
  readonly seed: number;
  /** Whether the reply may contain marks. Default: no. */
  readonly marks?: boolean;
}

/** Marks of the phrases, and those among them that would replace the feeling of the turn. */
const MARKS = /\[[a-z]+(?: [^\]]*)?\] /g;
const FEELINGS = new RegExp(`\\[(?:${EMOTION_LABELS.join("|")}|whisper)(?: [^\\]]*)?\\] `, "g");

/** Intents answered without a closing phrase and, if there is no emotion, without an opening one. */
const SELF_CONTAINED: readonly Intent[] = [
  "greeting",
  "farewell",
  "thanks",
  "wellbeing",
  "identity",
  "name",
  "memory",
  "repeat",
  "story",
  "joke",
];
/** Intents whose answer must not refer to earlier messages. */
const UNDISTRACTED: readonly Intent[] = ["greeting", "farewell", "thanks", "name", "memory", "repeat"];

/**
 * Answers the last user message. The wording reflects the emotion, refers to earlier messages, and is the same for the
 * same request.
 */
export function replyTo(request: ReplyRequest): string {
  const { messages, control, seed } = request;
  const lastIndex = messages.findLastIndex(({ role }) => role === "user");
  const text = messages[lastIndex]?.content ?? "";
  const earlier = recall(messages.slice(0, Math.max(0, lastIndex)));
  const memory = recall(messages.slice(0, lastIndex + 1));
  const said = messages.filter(({ role }) => role !== "system").map(({ content }) => content);
  const random = randomSequence(hashText(said.join("\n"), seed));
  const { label, intensity } = control.emotion;
  const isStrong = intensity * control.character.expressivity >= STRONG;
  const intent = intentOf(text);
  const isCalm = label === "neutral" || intensity === 0;
  const unwanted = request.marks !== true ? MARKS : isCalm ? undefined : FEELINGS;
  const fill = (phrases: Phrases, past = "") => {
    const phrase = pick(phrases, random);
    return fillIn(unwanted === undefined ? phrase : phrase.replace(unwanted, ""), { request, text, memory, past });
  };
  const isBare = isCalm && SELF_CONTAINED.includes(intent);
  const parts = [
    isBare ? "" : fill(OPENERS[label][isStrong ? 1 : 0]),
    repeated(intent, messages.slice(0, Math.max(0, lastIndex)), fill) ?? remembered(intent, earlier, fill) ??
      fill(BODIES[intent]),
    UNDISTRACTED.includes(intent) ? "" : lookBack(earlier, text, random, fill),
    isBare || intent === "farewell" || (isCalm && random() < 0.4) ? "" : fill(CLOSERS[label]),
  ];
  return parts.filter(Boolean).join(" ");
}

type Fill = (phrases: Phrases, past?: string) => string;

/** The end of the last reply that the user is known to have heard. */
function repeated(intent: Intent, messages: readonly ChatMessage[], fill: Fill): string | undefined {
  const last = messages.findLast(({ role, content }) => role === "assistant" && content !== "");
  if (intent !== "repeat" || last === undefined) return undefined;
  return fill(REMEMBERED.said, last.content.split(/(?<=[.!?])\s+/).slice(-2).join(" ").slice(-160).trim());
}

/** Answers a question of users about themselves, if they gave the answer earlier. */
function remembered(intent: Intent, memory: Memory, fill: Fill): string | undefined {
  if (intent !== "memory" && intent !== "name") return undefined;
  if (intent === "name" && memory.name !== undefined) return fill(REMEMBERED.name);
  const [fact] = memory.facts;
  if (fact !== undefined) return fill(REMEMBERED.fact, fact);
  const [topic] = memory.topics;
  return topic === undefined ? undefined : fill(REMEMBERED.topic, topic);
}

/** The third answer refers to the start of the conversation; later ones occasionally refer to any part of it. */
function lookBack(memory: Memory, text: string, random: () => number, fill: Fill): string {
  const isThird = memory.messages === 2;
  if (!isThird && (memory.messages < 2 || random() < 0.6)) return "";
  const now = topicOf(text);
  const { facts, topics, name } = memory;
  const past = [
    ...facts.map((fact) => ({ phrases: FACT_CALLBACKS, what: fact })),
    ...topics.filter((topic) => topic !== now).map((topic) => ({ phrases: CALLBACKS, what: topic })),
    ...(name === undefined ? [] : [{ phrases: NAME_CALLBACKS, what: name }]),
  ];
  const chosen = past[isThird ? 0 : Math.floor(random() * past.length)];
  return chosen === undefined ? "" : fill(chosen.phrases, chosen.what);
}

function fillIn(
  phrase: string,
  from: { request: ReplyRequest; text: string; memory: Memory; past: string },
): string {
  if (!phrase.includes("{")) return phrase;
  const { request: { persona }, text, memory, past } = from;
  return phrase
    .replaceAll(/(^|\s)\{name\}/g, (_, before: string) => before + (memory.name ?? "friend"))
    .replaceAll("{name}", () => memory.name === undefined ? "" : `, ${memory.name}`)
    .replaceAll("{persona}", () => persona.name)
    .replaceAll("{topic}", () => topicOf(text) ?? "that")
    .replaceAll("{past}", () => past);
}

/** Splits a text into words, each with the space before it; joined they give the text. */
export function tokensOf(text: string): string[] {
  return text.match(/\s*\S+/g) ?? [];
}
