/**
 * Attacks with valid requests, handshakes, frames and messages that were changed at random. The same seed makes the same
 * changes.
 *
 * @module
 */
import { randomSequence } from "../../../src/contract/random.ts";
import { delay, systemClock } from "../../../src/contract/clock.ts";
import { type Attack, counted, type OwnService } from "./attack.ts";
import {
  Attacker,
  type AttackerSession,
  authorizationLine,
  frame,
  handshake,
  patientSession,
  type Target,
} from "./attacker.ts";

const SEED = 20_000;

/** Bytes that often break parsers; they are inserted in addition to random ones. */
const SEEDS_OF_TROUBLE: readonly string[] = [
  "\0",
  "\r\n",
  "\n\n",
  "\u2028",
  '"',
  "\\",
  "%00",
  "%2e%2e/",
  "{",
  "[[[[[[[[",
  "1e999",
  "-0",
  "99999999999999999999",
  '"__proto__":{"x":1},',
  '"constructor":{"prototype":1},',
  "\ud83d\ude00",
  "\x1b[31m",
  "Content-Length: 5\r\n",
  "Transfer-Encoding: chunked\r\n",
];

const MESSAGES: readonly string[] = [
  {
    type: "user_text",
    text: "Hello [happy] there.",
    mode: "verbatim",
    id: "m1",
    control: { emotion: { label: "happy" } },
  },
  { type: "control_update", control: { character: { speech_rate: 1.5 } }, apply: "now" },
  { type: "interrupt", played_ms: 120 },
  { type: "playback", turn: 1, position_ms: 40, buffered_ms: 3, frame_index: 1 },
  { type: "ping", t: 1 },
].map((message) => JSON.stringify(message));

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Changes one to four places. */
function mutated(bytes: Uint8Array, random: () => number): Uint8Array {
  const below = (end: number) => Math.floor(random() * end);
  let out = [...bytes];
  for (let changes = 1 + below(4); changes > 0; changes--) {
    const at = below(out.length + 1);
    const length = below(12);
    const trouble = encoder.encode(SEEDS_OF_TROUBLE[below(SEEDS_OF_TROUBLE.length)]);
    const [head, cut, tail] = [out.slice(0, at), out.slice(at, at + length), out.slice(at + length)];
    out = [
      () => [...head, ...trouble, ...cut, ...tail],
      () => [...head, ...cut, ...cut, ...tail],
      () => [...head, ...tail],
      () => [...head, ...cut.map((byte) => byte ^ (1 << below(8))), ...tail],
      () => [...head, ...cut.map(() => below(256)), ...tail],
      () => head,
    ][below(6)]!();
  }
  return Uint8Array.from(out);
}

/** Sends changed requests, handshakes and frames, each on its own connection; counts the answers. */
async function sendMutated(target: Target, count: number): Promise<string> {
  const random = randomSequence(SEED);
  const session = await patientSession(target);
  if (session === undefined) return "no session";
  const valid = requestsOf(target, session).map((text) => encoder.encode(text));
  const counts = new Map<string, number>();
  let left = count;
  await Promise.all(Array.from({ length: 16 }, async () => {
    while (left-- > 0) {
      using attacker = await Attacker.connect(target);
      await attacker?.send(mutated(valid[Math.floor(random() * valid.length)]!, random));
      const answer = /^HTTP\/1\.1 (\d{3})/.exec(await attacker?.read(100) ?? "")?.[1] ?? "no answer";
      counts.set(answer, (counts.get(answer) ?? 0) + 1);
    }
  }));
  return counted(counts);
}

function requestsOf(target: Target, { path, token }: AttackerSession): string[] {
  const head = `HTTP/1.1\r\nHost: 127.0.0.1\r\n${authorizationLine(target)}`;
  const body = JSON.stringify({ video: { mode: "none" }, persona_id: "default" });
  const post =
    `POST /v1/sessions ${head}Content-Length: ${body.length}\r\nContent-Type: application/json\r\n\r\n${body}`;
  const frames = MESSAGES.map((message) => String.fromCharCode(...frame(0x81, message))).join("");
  return [`GET /v1/models?x=%20 ${head}\r\n`, post, handshake(path, token), handshake(path, token) + frames];
}

/** Sends changed messages to one session; opens its stream again where the service closed it. */
async function converse(target: Target, count: number): Promise<string> {
  const random = randomSequence(SEED + 1);
  const session = await patientSession(target);
  if (session === undefined) return "no session";
  const seen = { error: 0, turn_started: 0, streams: 0 };
  let stream: Talk | undefined;
  for (let sent = 0; sent < count; sent++) {
    stream ??= await Talk.open(target, session, seen);
    if (stream === undefined) return `the session was lost after ${sent} messages`;
    const valid = encoder.encode(MESSAGES[Math.floor(random() * MESSAGES.length)]);
    const isAlive = await stream.say(decoder.decode(mutated(valid, random)), sent % 100 === 99);
    if (isAlive) continue;
    stream[Symbol.dispose]();
    stream = undefined;
  }
  const answers = await stream?.say(MESSAGES[0]!, true);
  stream?.[Symbol.dispose]();
  const end = answers === false ? "THE SESSION NO LONGER ANSWERS" : "the session answers";
  return `${seen.error} errors, ${seen.turn_started} turns, ${seen.streams} streams, ${end}`;
}

/** How often a message came, and how many streams there were. */
type Seen = Record<"error" | "turn_started" | "streams", number>;

/** A stream that is read all the time. */
class Talk implements Disposable {
  readonly #attacker: Attacker;
  readonly #seen: Seen;
  #tail = "";
  #pings = 0;

  private constructor(attacker: Attacker, seen: Seen) {
    this.#attacker = attacker;
    this.#seen = seen;
  }

  static async open(target: Target, session: AttackerSession, seen: Seen): Promise<Talk | undefined> {
    const attacker = await Attacker.connect(target);
    await attacker?.send(handshake(session.path, session.token));
    if (attacker === undefined || !(await attacker.read()).startsWith("HTTP/1.1 101")) return undefined;
    seen.streams++;
    const talk = new Talk(attacker, seen);
    talk.#read();
    return talk;
  }

  /** Sends a message, and awaits an answer to a ping after it, if told to. Returns whether the stream is alive. */
  async say(text: string, awaitsAnswer: boolean): Promise<boolean> {
    if (!await this.#attacker.send(frame(0x81, text))) return false;
    if (!awaitsAnswer) return true;
    const t = -1e6 - this.#pings++;
    await this.#attacker.send(frame(0x81, JSON.stringify({ type: "ping", t })));
    for (let i = 0; i < 500; i++) {
      if (this.#tail.includes(`"t":${t}`)) return true;
      await delay(systemClock, 20);
    }
    return false;
  }

  async #read(): Promise<void> {
    for (let text = await this.#attacker.read(60_000); text !== ""; text = await this.#attacker.read(60_000)) {
      for (const type of ["error", "turn_started"] as const) {
        this.#seen[type] += text.split(`{"type":"${type}"`).length - 1;
      }
      this.#tail = (this.#tail + text).slice(-50_000);
    }
  }

  [Symbol.dispose](): void {
    this.#attacker[Symbol.dispose]();
  }
}

/** A service whose limits on rates do not keep the changed bytes away, also while other programs use the machine. */
function unlimited(): OwnService {
  const env = {
    TTH_ADMISSION__ENABLED: "false",
    TTH_SERVER__REQUESTS_PER_S: "100000",
    TTH_SERVER__REQUEST_BURST: "100000",
    TTH_SERVER__MESSAGES_PER_S: "1000000",
    TTH_SERVER__MESSAGE_BURST: "1000000",
    TTH_SESSION__IDLE_MS: "60000",
    TTH_SESSION__RESUME_MS: "60000",
  };
  return { options: { env }, [Symbol.asyncDispose]: () => Promise.resolve() };
}

/**
 * See the module.
 *
 * @param count How many are sent in each attack.
 */
export function mutationAttacks(count: number): readonly Attack[] {
  return [
    {
      name: `${count} mutated requests, handshakes and frames`,
      run: (target) => sendMutated(target, count),
      own: unlimited,
    },
    { name: `${count} mutated messages`, run: (target) => converse(target, count), own: unlimited },
  ];
}
