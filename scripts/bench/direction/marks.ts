/**
 * Measures, in a minute of speech with twelve marks, how far from its word each of them is heard and seen.
 *
 * @module
 */
import { startFakeOpenAi } from "../../../src/adapters/kit/fakes/openai/server.ts";
import { Listener } from "./listener.ts";
import { faceOnset, faceStep, voicedFrom, voiceOnset } from "./onsets.ts";
import { CLEAN, PARTS, PLACES, writtenWith } from "./script.ts";
import { startLocally } from "../../lib/local_service.ts";
import { runCommand, type Values } from "../../lib/command.ts";
import { print } from "../../lib/print.ts";
import { type RecordedTurn, WireClient } from "../../lib/wire/client.ts";

const USAGE = `Measures how far from its word each of twelve marks is heard and seen, in what a client received.

  deno task bench:marks [--realtime [--tool]]

  --realtime  the text comes as the transcript of a fake realtime provider, whose sound has no feelings; takes a minute
  --tool      its model calls a tool for feelings and gestures instead of writing marks

word    when the word after the mark begins, ms
voice   where level or pitch of voiced sounds begin to differ from the same speech without the mark, ms from the first
        voiced sound of the word
face    where the pose begins to differ, ms from the word; pictures are 40 ms apart
event   the time of the event that the client gets, ms from the word`;

const KEY = "sk-fake";

/** A recording of the text with some of its marks. */
interface Take {
  readonly listener: Listener;
  readonly turn: RecordedTurn;
}

async function record(client: WireClient): Promise<Take> {
  const listener = new Listener();
  const turn = await client.turn("Go on.", { onMessage: (arrival) => listener.take(arrival) });
  const text = turn.arrivals.flatMap(({ message }) => message.type === "text_delta" ? [message.token] : []).join("");
  const complete = turn.arrivals.find(({ message }) => message.type === "turn_complete")?.message;
  const spoken = complete?.type === "turn_complete" ? complete.spoken_text : "";
  if (text !== CLEAN || spoken !== CLEAN) throw new Error(`a trace of a mark is left:\n${text}\n${spoken}`);
  return { listener, turn };
}

/** When the word at a place begins, ms. */
function wordAt({ listener }: Take, place: number): number {
  return listener.words.find(({ char_start }) => char_start >= place)?.start_ms ?? Number.NaN;
}

/** When the last word before a place begins, ms. */
function wordBefore({ listener }: Take, place: number): number {
  return listener.words.findLast(({ char_start }) => char_start < place)?.start_ms ?? 0;
}

/** The measurements of a mark; `plain`: the recording without it, if there is one. */
function rowOf(index: number, marked: Take, plain: Take | undefined): string {
  const part = PARTS[index] ?? PARTS[0]!;
  const { mark, text } = part;
  const place = PLACES[index] ?? 0;
  const wordMs = wordAt(marked, place);
  const pair = plain && ([[marked.listener, wordMs], [plain.listener, wordAt(plain, place)]] as const);
  const face = pair ? faceOnset([...pair[0]], [...pair[1]], part) : faceStep(marked.listener, wordMs, part);
  const changesVoice = /happy|sad|angry|whisper|neutral|surprised|fearful/.test(mark);
  const laterMs = plain ? wordBefore(plain, place) - wordBefore(marked, place) : 0;
  const onset = pair && changesVoice ? voiceOnset([...pair[0]], [...pair[1]], laterMs) : undefined;
  const voicedMs = onset === undefined || onset < 0 ? 0 : voicedFrom(marked.listener, wordMs);
  const voice = onset === undefined ? undefined : onset - voicedMs;
  const event = eventFor(mark, marked);
  const columns = [wordMs, voice, face, event === undefined ? undefined : event - wordMs];
  const cells = columns.map((ms) => (ms === undefined ? "-" : ms.toFixed(0)).padStart(8));
  return `${mark.padEnd(16)}${(text.split(" ")[0] ?? "").padEnd(12)}${cells.join("")}`;
}

/** When the event of a mark comes, ms. */
function eventFor(mark: string, { turn }: Take): number | undefined {
  const [name = ""] = /[a-z]+/.exec(mark) ?? [];
  for (const { message } of turn.arrivals) {
    if (message.type === "emotion" && message.label === name) return message.timestamp_ms;
    if (message.type === "cue" && message.name === name) return message.timestamp_ms;
  }
  return undefined;
}

/** Takes with none, one, two … all marks, or only with all of them. */
async function takesOf(url: string, onlyAll: boolean, setMarks: (count: number) => void): Promise<Take[]> {
  const takes: Take[] = [];
  for (let marks = onlyAll ? PARTS.length - 1 : 0; marks < PARTS.length; marks++) {
    setMarks(marks);
    const session = { video: { mode: "pose" }, extras: ["word", "emotion", "cue"] };
    const { client } = await WireClient.open(url, session, 120_000);
    await using _ = client;
    takes.push(await record(client));
  }
  return takes;
}

const OPTIONS = { realtime: { type: "boolean", default: false }, tool: { type: "boolean", default: false } } as const;

async function main(values: Values<typeof OPTIONS>): Promise<void> {
  let marks = 0;
  const reply = () => writtenWith(marks);
  await using fake = startFakeOpenAi({ apiKey: KEY, chat: { reply }, realtime: { reply, msPerChar: 60 } });
  const kind = values.realtime ? "REALTIME" : "LLM";
  await using service = await startLocally("embedded", {
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: fake.directUrl,
    // Words that the provider does not mark are estimated while the speech is sent.
    TTH_PACING__MODE: values.realtime ? "realtime" : "burst",
    TTH_ADMISSION__ENABLED: "false",
    TTH_ADAPTERS__OPENAI_REALTIME__DIRECTION_TOOL: `${values.tool}`,
    [`TTH_COMPONENTS__${kind}__PRIMARY`]: values.realtime ? "openai_realtime" : "openai_chat",
  });
  const takes = await takesOf(service.url, values.realtime, (count) => marks = count);
  const names = ["word", "voice", "face", "event"].map((name) => name.padStart(8)).join("");
  print(`${"mark".padEnd(16)}${"word".padEnd(12)}${names}`);
  for (let index = 1; index < PARTS.length; index++) {
    const all = takes.at(-1);
    const row = values.realtime ? all && rowOf(index, all, undefined) : rowOf(index, takes[index]!, takes[index - 1]);
    print(row ?? "");
  }
}

if (import.meta.main) await runCommand({ help: USAGE, options: OPTIONS }, main);
