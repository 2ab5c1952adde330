/**
 * How the model of the fake Realtime service uses a tool: each mark of its reply becomes a call, at which the response
 * ends. The next one goes on with the rest.
 *
 * @module
 */
import type { SessionConfig } from "./realtime_schema.ts";

/** A call of a tool. */
export interface FakeCall {
  readonly name: string;
  readonly arguments: string;
}

/** What a response says, and the calls at its end. */
interface CallingReply {
  readonly text: string;
  readonly calls: readonly FakeCall[];
  /** What is left to say after the calls. */
  readonly rest: string | undefined;
}

const CALLS = /^(.*?)((?:\[[a-z]+(?: [\d.]+)?\] ?)+)(.*)$/s;
const CALL = /\[([a-z]+)(?: ([\d.]+))?\]/g;
const GESTURES = ["nod", "shake", "tilt", "shrug", "wink"];

/**
 * Splits a reply at its first marks.
 *
 * @param reply The reply.
 * @param config The session; without tools the reply stays whole.
 */
export function callingReply(reply: string, { tools = [] }: SessionConfig): CallingReply {
  const [, text = "", marks = "", rest = ""] = tools.length === 0 ? [] : CALLS.exec(reply) ?? [];
  if (marks === "") return { text: reply, calls: [], rest: undefined };
  const calls = [...marks.matchAll(CALL)].map(([, word = "", strength]) => ({
    name: String(tools[0]?.name),
    arguments: JSON.stringify(
      GESTURES.includes(word)
        ? { gesture: word }
        : { feeling: word, ...(strength !== undefined && { intensity: Number(strength) }) },
    ),
  }));
  return { text, calls, rest };
}
