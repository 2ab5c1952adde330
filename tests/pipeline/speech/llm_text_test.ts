import assert from "node:assert/strict";
import { ScriptedLlm } from "../../../src/adapters/kit/fakes/providers.ts";
import { settle, VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import type { LlmAdapter, LlmPart } from "../../../src/contract/adapter.ts";
import { delay } from "../../../src/contract/clock.ts";
import { resolveControl } from "../../../src/control/mapper.ts";
import { loggerOf } from "../../../src/core/logging.ts";
import { ProviderChain } from "../../../src/pipeline/provider/chain.ts";
import { llmText } from "../../../src/pipeline/speech/llm_text.ts";
import { Turn } from "../../../src/pipeline/turn_context.ts";

/** A model that never ends its reply. */
class EndlessLlm extends ScriptedLlm {
  isLeft = false;

  override inferStream(): ReadableStream<LlmPart> {
    return new ReadableStream({
      pull: (out) => out.enqueue({ type: "text", text: "and so on, ".repeat(1000) }),
      cancel: () => void (this.isLeft = true),
    });
  }
}

/** A model that says what it is told without a pause. */
class PromptLlm extends ScriptedLlm {
  readonly #tokens: readonly string[];

  constructor(clock: VirtualClock, tokens: readonly string[]) {
    super(clock, () => "");
    this.#tokens = tokens;
  }

  override inferStream(): ReadableStream<LlmPart> {
    return ReadableStream.from(this.#tokens.map((text) => ({ type: "text", text }) as const));
  }
}

/** Counts the waits for a turn of the event loop; in each, other work takes a while. */
class BusyClock extends VirtualClock {
  turns = 0;

  override now(): number {
    return super.now() + this.turns * 50;
  }

  override setTimer(delayMs: number, fn: () => void): () => void {
    if (delayMs <= 0) this.turns++;
    return super.setTimer(delayMs, fn);
  }
}

/** Generates a reply with one model. */
function generate(
  model: ScriptedLlm,
  clock: VirtualClock,
  options: Pick<Parameters<typeof llmText>[3], "begun" | "say" | "note"> & { readonly split?: () => void },
): Promise<void> {
  const chain = new ProviderChain<LlmAdapter>("llm", [{ name: "scripted", create: () => model }], {
    clock,
    failures: 3,
    resetMs: 30_000,
  });
  const persona = { id: "a", name: "A", instructions: "", voices: {}, control: {} };
  const control = resolveControl({ persona, personaId: "a" });
  const log = loggerOf("session");
  const turn = new Turn({ sessionId: "s", persona, control, instructions: "", history: [], log }, {
    text: "Hello?",
    mode: "reply",
  }, 1);
  const limits = { clock, firstPartMs: 8000, stallMs: 8000 };
  return llmText(chain, turn, { replaced: () => assert.fail("it was replaced") }, {
    limits,
    split: () => {},
    ...options,
  });
}

Deno.test("a reply without end, of an adapter without a limit, is cut at a million characters, and the model is left", async () => {
  const clock = new VirtualClock();
  const model = new EndlessLlm(clock, () => "");
  let chars = 0;
  const notes: string[] = [];
  const generated = generate(model, clock, {
    begun: "Well, ",
    say(text) {
      chars += text.length;
      return true;
    },
    note: (part) => void notes.push(part.type === "finish" ? part.finish : part.type),
  });
  await clock.advance(0);
  await generated;
  assert.deepEqual([chars, notes, model.isLeft], [1_000_000 - "Well, ".length, ["length"], true]);
  assert.equal(clock.pending, 0);
});

Deno.test("the first text that is sent leaves before more is read, though a mark comes before it", async () => {
  const clock = new VirtualClock();
  const heard: string[] = [];
  const generated = generate(new PromptLlm(clock, ["[happy] ", "Well,", " yes", "."]), clock, {
    begun: "",
    say(text) {
      heard.push(text);
      return !text.startsWith("[");
    },
    note: () => {},
  });
  await settle();
  assert.deepEqual(heard, ["[happy] ", "Well,"]);
  await clock.advance(0);
  await generated;
  assert.equal(heard.length, 4);
});

Deno.test("of a reply that comes at once, what was made of its beginning leaves before all is read", async () => {
  const clock = new VirtualClock();
  const heard: string[] = [];
  let heardThen = 0;
  const generated = generate(new PromptLlm(clock, Array.from({ length: 30 }, (_, i) => ` ${i}`)), clock, {
    begun: "",
    say(text) {
      // What waits once more, as a voice does, has its turn after the next portion.
      if (heard.length === 0) clock.setTimer(0, () => clock.setTimer(0, () => heardThen = heard.length));
      heard.push(text);
      return true;
    },
    note: () => {},
  });
  await clock.advance(0);
  await generated;
  assert.deepEqual([heardThen, heard.length], [9, 30]);
});

Deno.test("text is split when it may have left: what is sent before a pause, after it", async () => {
  const clock = new VirtualClock();
  const steps: string[] = [];
  const generated = generate(new PromptLlm(clock, ["Well,", " yes."]), clock, {
    begun: "",
    say(text) {
      steps.push(text);
      return true;
    },
    split: () => void steps.push("split"),
    note: () => {},
  });
  await settle();
  assert.deepEqual(steps, ["Well,"]);
  await clock.advance(0);
  await generated;
  assert.deepEqual(steps, ["Well,", "split", " yes.", "split"]);
});

Deno.test("a reply that comes word by word waits for a turn of the event loop only after its first word", async () => {
  class SlowLlm extends ScriptedLlm {
    override inferStream(): ReadableStream<LlmPart> {
      let words = 0;
      return new ReadableStream({
        async pull(out) {
          await delay(clock, 10);
          if (words++ === 30) out.close();
          else out.enqueue({ type: "text", text: " word" });
        },
      }, { highWaterMark: 0 });
    }
  }
  const clock = new BusyClock();
  const heard: string[] = [];
  const say = (text: string) => heard.push(text) > 0;
  const generated = generate(new SlowLlm(clock, () => ""), clock, { begun: "", say, note: () => {} });
  await clock.advance(400);
  await generated;
  // The other one is the reader's first look for a part.
  assert.deepEqual([heard.length, clock.turns], [30, 2]);
});

Deno.test("a reply that comes at once gives way after each portion, however long other work takes then", async () => {
  const clock = new BusyClock();
  const words = Array.from({ length: 30 }, () => " word");
  const generated = generate(new PromptLlm(clock, words), clock, { begun: "", say: () => true, note: () => {} });
  await clock.advance(0);
  await generated;
  assert.equal(clock.turns, 5);
});
