/**
 * Attacks on the stream of a session.
 *
 * @module
 */
import { delay, systemClock } from "../../../src/contract/clock.ts";
import { type Attack, pour, streamFlood } from "./attack.ts";
import { Attacker, frame, handshake, openStream } from "./attacker.ts";

const CONTINUES = 0x00;
const TEXT = 0x81;
const TEXT_BEGINS = 0x01;
const BINARY = 0x82;
const PING = 0x89;

/** Frames that are sent at a time. */
const MANY = 10_000;

function repeated(bytes: Uint8Array, count: number): Uint8Array {
  const all = new Uint8Array(bytes.length * count);
  for (let at = 0; at < all.length; at += bytes.length) all.set(bytes, at);
  return all;
}

/** A message of about 60 kB. */
const MANY_FIELDS = `{"type":"ping","t":1,${Array.from({ length: 6000 }, (_, i) => `"k${i}":1`).join(",")}}`;
const DEEP = `{"type":"control_update","control":${"[".repeat(30_000)}${"]".repeat(30_000)}}`;

/** Sessions of the readers that never read. */
const READERS = 20;

/** See the module. */
export const STREAM_ATTACKS: readonly Attack[] = [
  {
    name: "fragments without end, no key",
    async run(target, ms) {
      using attacker = await Attacker.connect(target);
      if (attacker === undefined) return "no connection";
      await attacker.send(handshake("/v1/sessions/x/stream"));
      const answer = (await attacker.read()).slice(9, 12);
      return `${answer}, ${await pour(attacker, frame(CONTINUES, new Uint8Array(1_000_000)), ms, target.maxBytes)}`;
    },
  },
  {
    name: "fragments without end",
    run: (target, ms) => streamFlood(target, ms, frame(CONTINUES, new Uint8Array(60_000)), frame(TEXT_BEGINS, "x")),
  },
  {
    name: "fragments of one byte without end",
    run: (target, ms) => streamFlood(target, ms, repeated(frame(CONTINUES, "x"), MANY), frame(TEXT_BEGINS, "x")),
  },
  {
    name: "empty fragments without end",
    run: (target, ms) => streamFlood(target, ms, repeated(frame(CONTINUES, ""), MANY), frame(TEXT_BEGINS, "x")),
  },
  { name: "pings without end", run: (target, ms) => streamFlood(target, ms, repeated(frame(PING, "x"), MANY)) },
  {
    name: "binary messages of 17 MB",
    run: (target, ms) => streamFlood(target, ms, frame(BINARY, new Uint8Array(17_000_000))),
  },
  {
    name: "messages with 6,000 unknown fields",
    run: (target, ms) => streamFlood(target, ms, frame(TEXT, MANY_FIELDS)),
  },
  { name: "messages of 30,000 nested lists", run: (target, ms) => streamFlood(target, ms, frame(TEXT, DEEP)) },
  {
    name: "small messages without end",
    run: (target, ms) => streamFlood(target, ms, repeated(frame(TEXT, '{"type":"ping","t":1}'), 1000)),
  },
  {
    name: `${READERS} readers of 1024 px at 60 fps that never read`,
    async run(target, ms) {
      using held = new DisposableStack();
      const video = { mode: "frames", width: 1024, height: 1024, fps: 60 };
      let count = 0;
      for (let i = 0; i < READERS; i++) {
        const attacker = await openStream(target, video);
        if (attacker === undefined) continue;
        held.use(attacker);
        count++;
        const text = "The reader never reads what is said. ".repeat(20);
        await attacker.send(frame(TEXT, JSON.stringify({ type: "user_text", text, mode: "verbatim" })));
      }
      await delay(systemClock, ms);
      return `${count} of ${READERS} admitted`;
    },
  },
];
