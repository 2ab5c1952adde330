/**
 * The keys and values of a session in a key-value store: long texts are cut into values of bounded size.
 *
 * @module
 */
import type { Entry, Key, Write } from "./key_value.ts";
import { SessionSeed, TurnCore, type TurnRecord } from "./record.ts";

/** Longest text of one value, in characters, so that it stays under 60,000 bytes as UTF-8. */
const PART_CHARS = 19_000;

/** Longest turn, in characters: what one commit of Deno KV takes (800 KiB), with room for the record. */
const MAX_TURN_CHARS = 200_000;

/** Longest text of a turn that is too long, in characters. */
const CUT_TEXT_CHARS = 30_000;

/** Longest texts of the turns of one commit, in characters, unless it is a single turn. */
const MAX_COMMIT_CHARS = MAX_TURN_CHARS;

/** Maximum number of turns of one commit; Deno KV takes 1000 values. */
const MAX_COMMIT_TURNS = 100;

/** Names the format: an instance with another one does not read these records. */
const ROOT = "tth_session_1";

/** The last part of the key of a text's first part. */
const FIRST_PART = sortable(0);

/** The seed and the turns of a session, oldest first. */
export interface SessionContent {
  readonly seed: SessionSeed | undefined;
  readonly turns: readonly TurnRecord[];
}

/** The key of the record, which is checked by every write. */
export function recordKey(sessionId: string): Key {
  return [`${ROOT}_record`, sessionId];
}

/** The prefix of the seed and the turns. */
export function contentKey(sessionId: string): Key {
  return [ROOT, sessionId];
}

/** The prefix of what an instance is told about sessions that it held. */
export function noticesKey(instance: string): Key {
  return [`${ROOT}_notice`, instance];
}

/** The seed as values. */
export function seedParts(seed: SessionSeed, expireInMs: number): Write[] {
  return parts([...contentKey(seed.sessionId), "seed"], JSON.stringify(seed), expireInMs);
}

/** A turn as values. */
export function turnParts(sessionId: string, turn: TurnRecord, expireInMs: number): Write[] {
  return parts([...contentKey(sessionId), "turn", sortable(turn.turn)], textOf(turn), expireInMs);
}

/** The keys of a turn. */
export function turnKeys(sessionId: string, turn: TurnRecord): Key[] {
  return turnParts(sessionId, turn, 0).map(({ key }) => key);
}

/** The first of some turns: as many as one commit takes. */
export function fitting(turns: readonly TurnRecord[]): readonly TurnRecord[] {
  let chars = 0;
  const count = turns.findIndex((turn, i) => {
    chars += textOf(turn).length;
    return i > 0 && (chars > MAX_COMMIT_CHARS || i >= MAX_COMMIT_TURNS);
  });
  return count === -1 ? turns : turns.slice(0, count);
}

/**
 * Reads the values below {@linkcode contentKey}, in the order of their keys. The parts of a text have one version: those
 * of another one, or without a first part, are left of an earlier text that was longer.
 *
 * @throws If they are not what {@linkcode seedParts} and {@linkcode turnParts} make.
 */
export function contentOf(values: readonly Entry[]): SessionContent {
  const texts = new Map<string, { text: string; readonly version: string }>();
  for (const { key, value, version } of values) {
    const [, , kind = "", turn = ""] = key;
    const name = kind === "seed" ? "" : turn;
    const begun = texts.get(name);
    if (key.at(-1) === FIRST_PART) texts.set(name, { text: String(value), version });
    else if (begun?.version === version) begun.text += String(value);
  }
  const seed = texts.get("");
  texts.delete("");
  return {
    seed: seed && SessionSeed.parse(JSON.parse(seed.text)),
    turns: [...texts.values()].map(({ text }) => turnOf(text)),
  };
}

/** Only what a session needs is checked: instances of other versions may measure other things. */
function turnOf(text: string): TurnRecord {
  const turn = JSON.parse(text);
  TurnCore.parse(turn);
  return turn;
}

function textOf(turn: TurnRecord): string {
  const text = JSON.stringify(turn);
  return text.length <= MAX_TURN_CHARS ? text : JSON.stringify(shortened(turn));
}

function parts(prefix: Key, text: string, expireInMs: number): Write[] {
  const count = Math.ceil(text.length / PART_CHARS);
  return Array.from({ length: count }, (_, i) => ({
    key: [...prefix, sortable(i)],
    value: text.slice(i * PART_CHARS, (i + 1) * PART_CHARS),
    expireInMs,
  }));
}

/** A turn that is too long for one commit: the beginnings of its texts, without its words. */
function shortened(turn: TurnRecord): TurnRecord {
  const cut = (text: string) => text.slice(0, CUT_TEXT_CHARS);
  return {
    ...turn,
    userText: cut(turn.userText),
    generatedText: cut(turn.generatedText),
    sentText: cut(turn.sentText),
    heardText: cut(turn.heardText),
    words: [],
  };
}

/** A number as a string that sorts in numeric order. */
function sortable(value: number): string {
  return String(value).padStart(10, "0");
}
