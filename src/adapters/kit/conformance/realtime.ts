/**
 * Checks of realtime adapters.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { RealtimeAdapter, RealtimePart, SpeechPart, TurnContext } from "../../../contract/adapter.ts";
import { systemPrompt } from "../../../control/prompt.ts";
import { ProviderError } from "../../../contract/errors.ts";
import type { Control } from "../../../contract/controls.ts";
import { CHANGED, CONTROL, PERSONA, personaFor, turnContext } from "./fixtures.ts";
import { aliasOf, assertEnds, type Check, drain, fingerprintOf, settlesWithin, Skip, type Subject } from "./kit.ts";
import { assertFidelity, assertUnreachable } from "./streaming.ts";
import { assertAudible, assertMarks, readSpeech } from "./tts.ts";

const CONNECT_LIMIT_MS = 15_000;
const INSTRUCTIONS = systemPrompt(PERSONA, CONTROL);

async function connect({ create }: Subject<"realtime">, voice?: string): Promise<RealtimeAdapter> {
  const adapter = await create();
  await open(adapter, voice);
  return adapter;
}

async function open(adapter: RealtimeAdapter, voice?: string): Promise<void> {
  const signal = AbortSignal.timeout(CONNECT_LIMIT_MS);
  const basics = { sessionId: "conformance", instructions: INSTRUCTIONS, control: CONTROL, signal };
  const setup = { ...basics, history: [], historyTurns: 50 };
  await adapter.connect(voice === undefined ? setup : { ...setup, voice });
}

/** Begins a turn. */
async function ask(
  adapter: RealtimeAdapter,
  text: string,
  { mode = "reply", context = turnContext() }: { mode?: "reply" | "verbatim"; context?: TurnContext } = {},
): Promise<ReadableStreamDefaultReader<RealtimePart>> {
  await adapter.sendUserText({ text, mode, instructions: INSTRUCTIONS, context });
  return adapter.streamEvents(context).getReader();
}

/** Reads a turn to its end. */
async function answerOf(
  adapter: RealtimeAdapter,
  text: string,
  options: { mode?: "verbatim"; context?: TurnContext } = {},
) {
  const reader = await ask(adapter, text, options);
  const parts: RealtimePart[] = [];
  for (let next = await reader.read(); !next.done; next = await reader.read()) parts.push(next.value);
  const said = parts.filter((part) => part.type === "text").map((part) => part.text).join("");
  const speech = readSpeech(speechOf(parts), adapter.capabilities().streams, said);
  return { said, speech };
}

/** The speech in a turn's parts. A segment without its text has that of the text parts up to the next one. */
function speechOf(parts: readonly RealtimePart[]): SpeechPart[] {
  return parts.flatMap((part, index): SpeechPart[] => {
    if (part.type === "text" || part.type === "finish") return [];
    if (part.type !== "segment") return [part];
    const next = parts.findIndex(({ type }, i) => i > index && type === "segment");
    const own = parts.slice(index, next < 0 ? undefined : next);
    const text = part.text ?? own.map((each) => each.type === "text" ? each.text : "").join("");
    return [{ ...part, text }];
  });
}

/** Reads until there is audio. */
async function untilAudio(reader: ReadableStreamDefaultReader<RealtimePart>): Promise<void> {
  for (let next = await reader.read(); !next.done && next.value.type !== "audio"; next = await reader.read());
}

const speakingChecks: readonly Check<"realtime">[] = [
  {
    name: "answers in text and audible speech, several turns on one connection",
    async run(subject) {
      const adapter = await connect(subject);
      for (const text of ["Hello, who are you?", "Tell me one thing that you like."]) {
        const { said, speech } = await answerOf(adapter, text);
        assert.match(said, /\p{L}{2}/u, `its answer has no words: "${said}"`);
        assert.ok(speech.length > 0, "it said nothing");
        speech.forEach(assertAudible);
      }
    },
  },
  {
    name: "marks words and phones at their position, no later than their audio",
    async run(subject) {
      const adapter = await connect(subject);
      const { streams } = adapter.capabilities();
      if (!streams.includes("words") && !streams.includes("phones")) throw new Skip("it declares no marks");
      const { speech } = await answerOf(adapter, "Hello, who are you?");
      speech.forEach(assertMarks);
      assert.ok(speech.some(({ marks }) => marks.length > 0), "it declares marks, but delivers none");
    },
  },
  {
    name: "speaks a given text verbatim if it declares so",
    async run(subject) {
      const adapter = await connect(subject);
      if (adapter.capabilities().verbatim !== true) throw new Skip("it does not declare verbatim speech");
      const { said } = await answerOf(adapter, "The kettle sings at five o'clock.", { mode: "verbatim" });
      assert.equal(said.trim(), "The kettle sings at five o'clock.", `told to say exactly a text, it said "${said}"`);
    },
  },
];

/** What a new connection answers under a control, as a digest. */
async function digestOf(subject: Subject<"realtime">, control: Control): Promise<string> {
  const { name } = subject.definition;
  const { variants } = (await subject.create()).capabilities();
  const persona = personaFor(control, name, variants);
  const adapter = await connect(subject, persona.voices[name]);
  return fingerprintOf(await answerOf(adapter, "Hello, who are you?", { context: turnContext({ control, persona }) }));
}

const styleChecks: readonly Check<"realtime">[] = [
  {
    name: "applies the controls that it declares, and no others",
    async run(subject) {
      const { controls, offline } = (await subject.create()).capabilities();
      if (!offline) throw new Skip("it takes a person to judge a provider's style");
      const base = await digestOf(subject, CONTROL);
      assert.equal(await digestOf(subject, CONTROL), base, "it answers differently each time");
      await assertFidelity(controls, async (field) => await digestOf(subject, CHANGED[field]) !== base);
    },
  },
];

const endingChecks: readonly Check<"realtime">[] = [
  {
    name: "stops the answer immediately when cancelled, and accepts the next turn",
    async run(subject) {
      const adapter = await connect(subject);
      await assertEnds(subject.clock, async () => {
        const reader = await ask(adapter, "Tell me a long story.");
        await untilAudio(reader);
        return { act: () => adapter.cancelResponse(), over: drain(reader) };
      });
      await adapter.truncate(200);
      assert.notEqual((await answerOf(adapter, "Hello again.")).said, "");
    },
  },
  {
    name: "stops the answer immediately when its turn is aborted, and accepts the next turn",
    async run(subject) {
      const adapter = await connect(subject);
      await assertEnds(subject.clock, async () => {
        const turn = new AbortController();
        const reader = await ask(adapter, "Tell me a long story.", { context: turnContext({ signal: turn.signal }) });
        await untilAudio(reader);
        return { act: () => turn.abort(), over: drain(reader), signal: turn.signal };
      });
      await adapter.cancelResponse();
      await adapter.truncate(0);
      assert.notEqual((await answerOf(adapter, "Hello again.")).said, "");
    },
  },
  {
    name: "ignores a cancel or truncate between turns",
    async run(subject) {
      const adapter = await connect(subject);
      await adapter.cancelResponse();
      await answerOf(adapter, "Hello.");
      await adapter.cancelResponse();
      await adapter.truncate(100);
      assert.notEqual((await answerOf(adapter, "Hello again.")).said, "");
    },
  },
  {
    name: "ends the answer when it is closed during one",
    async run(subject) {
      const adapter = await connect(subject);
      const reader = await ask(adapter, "Tell me a long story.");
      await untilAudio(reader);
      await adapter.close();
      assert.ok(await settlesWithin(drain(reader), 1000), "the answer went on after close()");
    },
  },
];

const failureChecks: readonly Check<"realtime">[] = [
  {
    name: "rejects a turn before it is connected",
    async run(subject) {
      const adapter = await subject.create();
      await assert.rejects(ask(adapter, "Hello."), (error) => error instanceof ProviderError);
    },
  },
  {
    name: "reports an unreachable provider as a ProviderError",
    isBroken: true,
    async run({ createBroken, definition: { name } }) {
      const adapter = await createBroken();
      const connecting = open(adapter).then(() => undefined, (error: unknown) => error);
      assert.ok(await settlesWithin(connecting, CONNECT_LIMIT_MS), `it took longer than ${CONNECT_LIMIT_MS} ms`);
      assertUnreachable(await connecting, aliasOf(name));
    },
  },
];

/** Checks for realtime adapters. */
export const realtimeChecks: readonly Check<"realtime">[] = [
  ...speakingChecks,
  ...styleChecks,
  ...endingChecks,
  ...failureChecks,
];
