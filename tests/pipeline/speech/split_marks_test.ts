import assert from "node:assert/strict";
import fc from "fast-check";
import type { ChatMessage, LlmPart, RealtimePart } from "../../../src/contract/adapter.ts";
import { msToSamples } from "../../../src/contract/pcm.ts";
import { ScriptedLlm, ScriptedRealtime, ScriptedTts } from "../../../src/adapters/kit/fakes/providers.ts";
import { VirtualClock } from "../../../src/adapters/kit/fakes/virtual_clock.ts";
import { setStage } from "../../support/stage.ts";

const FRAGMENTS = [
  "[happy] One ",
  "two, [sad 0.8]three. ",
  "[nod][wink] Four ",
  "five😂 six. ",
  "*smiles at you* seven ",
  "<break time='300ms'/>eight ",
  "[pause 200] nine. ",
  "dict[happy] ten ",
  "[show: chart 1] eleven! ",
  "<prosody rate='slow'>twelve <emphasis>thir</emphasis>teen</prosody> ",
  "👍🏽 fourteen. ",
  "😮‍💨fifteen ",
  "[happy",
  "] ",
  "`[sad]` ",
  "(laughs) sixteen, ",
  "**[happy]** x ",
  "[1] [sic] y? ",
  "[sad](url) z ",
  "\n\n[neutral]: Q. ",
] as const;

/** A language model whose reply comes in given pieces. */
class PiecewiseLlm extends ScriptedLlm {
  readonly #pieces: readonly string[];

  constructor(clock: VirtualClock, pieces: readonly string[]) {
    super(clock, () => "");
    this.#pieces = pieces;
  }

  override inferStream(_input: ReadableStream<ChatMessage>): ReadableStream<LlmPart> {
    return ReadableStream.from(textParts(this.#pieces));
  }
}

function* textParts(pieces: readonly string[]): Generator<{ readonly type: "text"; readonly text: string }> {
  for (const text of pieces) yield { type: "text", text };
}

function* reply(pieces: readonly string[]): Generator<RealtimePart> {
  yield* textParts(pieces);
  for (let i = 0; i < 20; i++) yield { type: "audio", pcm: new Uint8Array(2 * msToSamples(100)).fill(9) };
}

/** What a client is told of a reply that comes in pieces, without the messages' places in the stream. */
async function toldOf(kind: "realtime" | "cascade", pieces: readonly string[]): Promise<unknown> {
  const clock = new VirtualClock();
  const cast = kind === "realtime"
    ? { realtime: [new ScriptedRealtime(() => reply(pieces))] }
    : { llm: [new PiecewiseLlm(clock, pieces)], tts: [new ScriptedTts(clock)] };
  const config = { pacing: { mode: "burst" } };
  const { session, client } = setStage({ cast, extras: ["emotion", "cue", "word"], config }, clock);
  session.receive({ type: "user_text", text: "Go.", mode: "reply" });
  await clock.advance(15_000);
  const timed = (type: "emotion" | "cue" | "word") => client.of(type).map(({ seq: _, ...event }) => event);
  const [complete] = client.of("turn_complete");
  await session.end();
  return {
    text: client.text(),
    ends: [complete?.status, complete?.spoken_text, complete?.heard_text],
    recorded: session.records.map(({ generatedText }) => generatedText),
    timed: [timed("emotion"), timed("cue"), timed("word")].map((events) => events.map((e) => ({ ...e, turn_id: "" }))),
  };
}

for (const kind of ["realtime", "cascade"] as const) {
  Deno.test(`however the ${kind} text with marks is split, a client is told the same`, async () => {
    const text = fc.array(fc.constantFrom(...FRAGMENTS), { minLength: 2, maxLength: 10 }).map((parts) =>
      parts.join("")
    );
    const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(text, lengths, async (text, lengths) => {
        const pieces: string[] = [];
        for (let at = 0; at < text.length; at += pieces.at(-1)?.length ?? 0) {
          pieces.push(text.slice(at, at + (lengths[pieces.length % lengths.length] ?? 1)));
        }
        assert.deepEqual(await toldOf(kind, pieces), await toldOf(kind, [text]));
      }),
      { numRuns: 40 },
    );
  });
}
