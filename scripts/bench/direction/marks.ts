/**
 * Measures, in a minute of speech with twelve marks, how far from its word each of them is heard and seen.
 *
 * @module
 */
import type { ChatRequest } from "../../../src/adapters/kit/fakes/openai/chat.ts";
import { startFakeOpenAi } from "../../../src/adapters/kit/fakes/openai/server.ts";
import { Listener } from "./listener.ts";
import { faceOnset, faceStep, voicedFrom, voiceOnset } from "./onsets.ts";
import { CLEAN, FEELING, PARTS, PLACES, writtenCalmly, writtenWith } from "./script.ts";
import { startLocally } from "../../lib/local_service.ts";
import { runCommand, type Values } from "../../lib/command.ts";
import { print } from "../../lib/print.ts";
import { type RecordedTurn, WireClient } from "../../lib/wire/client.ts";

const HELP = `Measures how far from its word each of twelve marks is heard and seen, in what a client received.

  deno task bench:marks [--realtime]

  --realtime  a fake realtime provider speaks, whose model calls the tool for feelings, gestures and pauses, and whose
              voice changes from its calls on; takes a minute

word    when the word after the mark begins, as the client is told, ms
sound   with --realtime: when the word sounds, ms from there; each character of this voice takes 60 ms
voice   where level or pitch of voiced sounds begin to differ from the same speech without the mark, ms from the first
        voiced sound of the word
face    where the pose begins to differ, ms from the word; pictures are 40 ms apart
event   the time of the event that the client gets, ms from the word`;

/** How long the fake realtime provider speaks a character, ms. */
const MS_PER_CHAR = 60;
const KEY = "sk-fake";

/** A recording of the text with some of its marks. */
interface Take {
  readonly listener: Listener;
  readonly turn: RecordedTurn;
}

async function record(client: WireClient, asked: string): Promise<Take> {
  const listener = new Listener();
  const turn = await client.turn(asked, { onMessage: (arrival) => listener.take(arrival) });
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

/** How a mark is measured: in a recording that has it, and one that does not. */
interface Measured {
  readonly marked: Take;
  readonly plain: Take;
  /** Whether the recordings differ in this mark alone. */
  readonly alone: boolean;
}

/** The measurements of a mark. */
function rowOf(index: number, { marked, plain, alone }: Measured): string {
  const part = PARTS[index] ?? PARTS[0]!;
  const { mark, text } = part;
  const place = PLACES[index] ?? 0;
  const wordMs = wordAt(marked, place);
  const [one, other] = [[marked.listener, wordMs], [plain.listener, wordAt(plain, place)]] as const;
  const face = alone ? faceOnset([...one], [...other], part) : faceStep(marked.listener, wordMs, part);
  const laterMs = wordBefore(plain, place) - wordBefore(marked, place);
  const onset = FEELING.test(mark) ? voiceOnset([...one], [...other], laterMs) : undefined;
  const voicedMs = onset === undefined || onset < 0 ? 0 : voicedFrom(marked.listener, wordMs);
  const voice = onset === undefined ? undefined : onset - voicedMs;
  const event = eventFor(mark, marked);
  const sound = alone ? [] : [soundAt(index) - wordMs];
  const columns = [wordMs, ...sound, voice, face, event === undefined ? undefined : event - wordMs];
  const cells = columns.map((ms) => (ms === undefined ? "-" : ms.toFixed(0)).padStart(8));
  return `${mark.padEnd(16)}${(text.split(" ")[0] ?? "").padEnd(12)}${cells.join("")}`;
}

/** When the word after a mark sounds in the voice of the fake realtime provider, ms. */
function soundAt(index: number): number {
  const pauses = PARTS.slice(0, index + 1).map(({ mark }) => Number(/^\[pause (\d+)\]$/.exec(mark)?.[1] ?? 0));
  return pauses.reduce((sum, ms) => sum + ms, (PLACES[index] ?? 0) * MS_PER_CHAR);
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

/** Records the answer to a text. */
async function take(url: string, text: string): Promise<Take> {
  const session = { video: { mode: "pose" }, extras: ["word", "emotion", "cue"] };
  const { client } = await WireClient.open(url, session, 120_000);
  await using _ = client;
  return await record(client, text);
}

/** Takes with none, one, two … all marks, compared with the one before. */
async function stepByStep(url: string): Promise<Measured[]> {
  const takes: Take[] = [];
  for (let marks = 0; marks < PARTS.length; marks++) takes.push(await take(url, `${marks} marks.`));
  return takes.slice(1).map((marked, index) => ({ marked, plain: takes[index] ?? marked, alone: true }));
}

/** Takes with all marks and without feelings, at the same time: their audio leaves at the pace of speech. */
async function atOnce(url: string): Promise<Measured[]> {
  const [marked, plain] = await Promise.all([take(url, `${PARTS.length} marks.`), take(url, "Be calm.")]);
  return PARTS.slice(1).map(() => ({ marked, plain, alone: false }));
}

const OPTIONS = { realtime: { type: "boolean", default: false } } as const;

async function main({ realtime }: Values<typeof OPTIONS>): Promise<void> {
  const answer = (asked: string) => asked === "Be calm." ? writtenCalmly() : writtenWith(Number.parseInt(asked));
  const chat = { reply: ({ messages }: ChatRequest) => answer(messages.at(-1)?.content ?? "") };
  const speech = { reply: ({ userText }: { userText: string }) => answer(userText), msPerChar: MS_PER_CHAR };
  await using fake = startFakeOpenAi({ apiKey: KEY, chat, realtime: speech });
  await using service = await startLocally("embedded", {
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: fake.directUrl,
    // Words that the provider does not mark are estimated while the speech is sent.
    TTH_PACING__MODE: realtime ? "realtime" : "burst",
    TTH_ADMISSION__ENABLED: "false",
    TTH_ADAPTERS__OPENAI_REALTIME__DIRECTION_TOOL: "true",
    [`TTH_COMPONENTS__${realtime ? "REALTIME" : "LLM"}__PRIMARY`]: realtime ? "openai_realtime" : "openai_chat",
  });
  const rows = await (realtime ? atOnce : stepByStep)(service.url);
  const names = ["word", ...(realtime ? ["sound"] : []), "voice", "face", "event"].map((name) => name.padStart(8));
  print(`${"mark".padEnd(16)}${"word".padEnd(12)}${names.join("")}`);
  for (const [index, row] of rows.entries()) print(rowOf(index + 1, row));
}

if (import.meta.main) await runCommand({ help: HELP, options: OPTIONS }, main);
