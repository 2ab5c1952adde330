import assert from "node:assert/strict";
import fc from "fast-check";
import type { ChatMessage, LlmPart, TurnContext } from "../../../src/contract/adapter.ts";
import type { Clock } from "../../../src/contract/clock.ts";
import { ProviderError } from "../../../src/contract/errors.ts";
import { messagesFor } from "../../../src/pipeline/speech/messages.ts";
import { ScriptedLlm, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { setStage } from "../../support/stage.ts";

/** What a strict chat template says of a conversation; `undefined`: it takes it. */
function objection(messages: readonly ChatMessage[]): string | undefined {
  const [first, ...rest] = messages.map(({ role }) => role);
  const turns = first === "system" ? rest : messages.map(({ role }) => role);
  if (turns.some((role, i) => role !== (i % 2 === 0 ? "user" : "assistant"))) return `not by turns: ${turns.join()}`;
  if (turns.at(-1) !== "user") return "the last message is not the user's";
  return messages.some(({ content }) => content.trim() === "") ? "an empty message" : undefined;
}

const instructions = "You are Ada.";
const user = (content: string) => ({ role: "user", content }) as const;
const assistant = (content: string) => ({ role: "assistant", content }) as const;

Deno.test("neighbours of one side are joined, as after replies that were interrupted before they were heard", () => {
  const history = [user("One."), user("Two."), assistant("Yes?"), assistant("Well?"), user("Three.")];
  assert.deepEqual(messagesFor({ instructions, history, text: "Four." }, ""), [
    { role: "system", content: instructions },
    user("One.\nTwo."),
    assistant("Yes?\nWell?"),
    user("Three.\nFour."),
  ]);
});

Deno.test("a text that is said again after its turn failed is told once", () => {
  const history = [user("Hello?"), user("Hello?")];
  assert.deepEqual(messagesFor({ instructions, history, text: "Hello?" }, "").slice(1), [user("Hello?")]);
  const later = messagesFor({ instructions, history: [user("Hm."), user("Hello?")], text: "Hello?" }, "");
  assert.deepEqual(later.slice(1), [user("Hm.\nHello?")]);
});

Deno.test("a greeting goes into the system message, for the conversation begins with the user", () => {
  const [system, ...rest] = messagesFor({ instructions, history: [assistant("Welcome!")], text: "Hi." }, "");
  assert.match(system?.content ?? "", /^You are Ada\.\n\n.*opened the conversation.*: Welcome!$/);
  assert.deepEqual(rest, [user("Hi.")]);
});

Deno.test("a model that takes over is asked by the user's side to go on, not by a late system message", () => {
  const [, said, begun, ask] = messagesFor({ instructions, history: [], text: "Hi." }, "Hello, my");
  assert.deepEqual([said, begun, ask?.role], [user("Hi."), assistant("Hello, my"), "user"]);
  assert.match(ask?.content ?? "", /Go on exactly where it stops/);
});

type Step =
  | { readonly do: "greet" | "say" | "burst" | "interrupt" }
  | { readonly do: "wait"; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(5, 30, 400, 3000) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("greet", "say", "burst", "interrupt" as const) }) },
);

type Mood = "well" | "fails" | "fails in the middle";

const OUT_OF_ORDER = new ProviderError("out of order", { code: "provider_failed", retryable: true, provider: "llm" });

/** A model that is well or not, call by call. */
class MoodyLlm extends ScriptedLlm {
  #mood: Mood = "well";

  constructor(clock: Clock, moodAt: (messages: readonly ChatMessage[]) => Mood) {
    super(clock, (messages) => {
      this.#mood = moodAt(messages);
      return this.#mood === "fails" ? OUT_OF_ORDER : "One two three. Four five.";
    }, { wordDelayMs: 20 });
  }

  override inferStream(input: ReadableStream<ChatMessage>, context: TurnContext): ReadableStream<LlmPart> {
    let words = 0;
    return super.inferStream(input, context).pipeThrough(
      new TransformStream({
        transform: (part, out) => {
          if (this.#mood === "fails in the middle" && words++ === 4) throw OUT_OF_ORDER;
          out.enqueue(part);
        },
      }),
    );
  }
}

Deno.test("over 200 random conversations of greetings, bursts, barge-ins and failures no strict template objects", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 25 }),
      fc.array(fc.constantFrom<Mood[]>("well", "well", "fails", "fails in the middle"), { minLength: 1, maxLength: 6 }),
      async (steps, moods) => {
        const clock = new VirtualClock();
        const objections: (string | undefined)[] = [];
        let calls = 0;
        const strict = () =>
          new MoodyLlm(clock, (messages) => {
            objections.push(objection(messages));
            return moods[calls++ % moods.length] ?? "well";
          });
        const cast = { llm: [strict(), strict()], tts: [new ScriptedTts(clock, { failAt: 7 })] };
        const { session } = setStage({ cast }, clock);
        let said = 0;
        const say = (mode: "reply" | "verbatim") =>
          session.receive({ type: "user_text", text: `Number ${++said % 3}.`, mode });
        for (const step of steps) {
          if (step.do === "wait") await clock.advance(step.ms);
          else if (step.do === "greet") say("verbatim");
          else if (step.do === "interrupt") session.receive({ type: "interrupt" });
          else for (let i = 0; i < (step.do === "burst" ? 3 : 1); i++) say("reply");
        }
        say("reply");
        await clock.advance(5000);
        assert.ok(objections.length > 0);
        assert.deepEqual(objections.filter((found) => found !== undefined), []);
        await session.end();
      },
    ),
    { numRuns: 200, seed: 13 },
  );
});
