/**
 * Measures, in a minute of speech with twelve marks, how far from its word each of them is heard and seen.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { startFakeOpenAi } from "../../src/adapters/kit/fakes/openai/server.ts";
import { Listener } from "../lib/direction/listener.ts";
import { faceOnset, voiceOnset } from "../lib/direction/onsets.ts";
import { CLEAN, PARTS, PLACES, writtenWith } from "../lib/direction/script.ts";
import { startLocally } from "../lib/local_service.ts";
import { print } from "../lib/print.ts";
import { type RecordedTurn, WireClient } from "../lib/wire_client.ts";

const USAGE = `Measures how far from its word each of twelve marks is heard and seen, in what a client received.

  deno task bench:marks [--realtime]

  --realtime  the text comes as the transcript of a fake realtime provider, whose sound has no feelings

word    when the word after the mark begins, ms
voice   where level or pitch begin to differ from the same speech without the mark, ms from the word; of a pause: how much
        it is longer than asked for
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

/** When the event of the newest mark comes, ms. */
function lastEvent({ turn }: Take): number | undefined {
  return turn.arrivals.flatMap(({ message }) =>
    message.type === "emotion" || message.type === "cue" ? [message.timestamp_ms] : []
  ).at(-1);
}

function rowOf(index: number, marked: Take, plain: Take): string {
  const place = PLACES[index] ?? 0;
  const { mark = "", text = "" } = PARTS[index] ?? {};
  const [wordMs, plainMs] = [wordAt(marked, place), wordAt(plain, place)];
  const pair = [[marked.listener, wordMs], [plain.listener, plainMs]] as const;
  const isPause = mark.startsWith("[pause");
  const voice = isPause ? wordMs - plainMs - Number.parseInt(mark.slice(7)) : voiceOnset([...pair[0]], [...pair[1]]);
  const face = faceOnset([...pair[0]], [...pair[1]], PARTS[index] ?? {});
  const hasEvent = !/pause|whisper/.test(mark);
  const event = hasEvent ? (lastEvent(marked) ?? Number.NaN) - wordMs : undefined;
  const columns = [wordMs, voice, face, event].map((ms) => (ms === undefined ? "-" : ms.toFixed(0)).padStart(8));
  return `${mark.padEnd(16)}${(text.split(" ")[0] ?? "").padEnd(12)}${columns.join("")}`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      realtime: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return print(USAGE);
  let marks = 0;
  const reply = () => writtenWith(marks);
  await using fake = startFakeOpenAi({ apiKey: KEY, chat: { reply }, realtime: { reply, msPerChar: 60 } });
  const kind = values.realtime ? "REALTIME" : "LLM";
  await using service = await startLocally("embedded", {
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: fake.directUrl,
    TTH_PACING__MODE: "burst",
    [`TTH_COMPONENTS__${kind}__PRIMARY`]: values.realtime ? "openai_realtime" : "openai_chat",
  });
  const takes: Take[] = [];
  for (; marks < PARTS.length; marks++) {
    const session = { video: { mode: "pose" }, extras: ["word", "emotion", "cue"] };
    const { client } = await WireClient.open(service.url, session, 120_000);
    await using _ = client;
    takes.push(await record(client));
  }
  print(
    `${"mark".padEnd(16)}${"word".padEnd(12)}${
      ["word", "voice", "face", "event"].map((name) => name.padStart(8)).join("")
    }`,
  );
  for (const [index, take] of takes.entries()) {
    const plain = takes[index - 1];
    if (plain !== undefined) print(rowOf(index, take, plain));
  }
}

if (import.meta.main) await main();
