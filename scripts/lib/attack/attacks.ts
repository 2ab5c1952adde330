/**
 * The attacks: each ends by itself, and says what the attacker got.
 *
 * @module
 */
import { delay, systemClock } from "../../../src/contract/clock.ts";
import { Attacker, frame, handshake, openStream, sessionOf, type Target } from "./attacker.ts";

/** One attack. */
export interface Attack {
  readonly name: string;
  /** Runs it, for about `ms`; returns what the attacker got. */
  run(target: Target, ms: number): Promise<string>;
}

const MEGABYTE = new Uint8Array(1_000_000);
const CONTINUES = 0x00;
const TEXT = 0x81;
const TEXT_BEGINS = 0x01;
const BINARY = 0x82;
const PING = 0x89;

/** Sends the same bytes again and again until the connection ends, or the time is up. */
async function pour(attacker: Attacker, bytes: Uint8Array, ms: number): Promise<string> {
  const endsAt = performance.now() + ms;
  while (performance.now() < endsAt) if (!await attacker.send(bytes)) return sentBy(attacker, "ended by the service");
  return sentBy(attacker, "not ended");
}

function sentBy({ sent }: Attacker, how: string): string {
  return `${how} after ${(sent / 1e6).toFixed(1)} MB`;
}

/** The close code in a frame that came, if any. */
function closeCode(text: string): string {
  const at = text.indexOf("\u0088");
  return at < 0 ? "no close" : `close ${(text.charCodeAt(at + 2) << 8) | text.charCodeAt(at + 3)}`;
}

/** Floods an authorised stream with frames. */
async function streamFlood(target: Target, ms: number, first: Uint8Array | undefined, bytes: Uint8Array) {
  using attacker = await openStream(target);
  if (attacker === undefined) return "no stream";
  await attacker.send(frame(TEXT, '{"type":"ping","t":1}'));
  if (first !== undefined) await attacker.send(first);
  const reading = readAll(attacker);
  const poured = await pour(attacker, bytes, ms);
  return `${closeCode(await reading.until(500))}, ${poured}`;
}

/** Reads in the background, so that a close is seen even if the connection is then reset. */
function readAll(attacker: Attacker): { until(ms: number): Promise<string> } {
  let seen = "";
  const reading = (async () => {
    for (let text = await attacker.read(10_000); text !== ""; text = await attacker.read(10_000)) seen += text;
  })();
  return {
    async until(ms) {
      await Promise.race([reading, delay(systemClock, ms)]);
      return seen;
    },
  };
}

/** Opens connections that do the same; says how many live on, and for how long. */
async function crowd(target: Target, count: number, start: string, limitMs: number): Promise<string> {
  const opened = await Promise.all(Array.from({ length: count }, () => Attacker.connect(target)));
  const attackers = opened.flatMap((attacker) => attacker ?? []);
  const lives = await Promise.all(attackers.map(async (attacker) => {
    if (start !== "") await attacker.send(start);
    const ms = await attacker.endsAfter(limitMs);
    attacker[Symbol.dispose]();
    return ms;
  }));
  const held = lives.filter((ms) => ms > 500);
  const longest = Math.max(0, ...held) / 1000;
  return `${held.length} of ${count} held, at most ${longest.toFixed(1)} s`;
}

/** Calls until the time is up, 16 at a time; counts the statuses. */
async function calls(ms: number, call: (i: number) => Promise<Response>): Promise<string> {
  const counts = new Map<number, number>();
  const endsAt = performance.now() + ms;
  let i = 0;
  await Promise.all(Array.from({ length: 16 }, async () => {
    while (performance.now() < endsAt) {
      const status = await call(i++).then(async (response) => {
        await response.body?.cancel();
        return response.status;
      }, () => 0);
      counts.set(status, (counts.get(status) ?? 0) + 1);
    }
  }));
  return [...counts].map(([status, count]) => `${count} × ${status || "refused"}`).join(", ");
}

/** Every attack. */
export const ATTACKS: readonly Attack[] = [
  {
    name: "fragments without end, no key",
    async run(target, ms) {
      using attacker = await Attacker.connect(target);
      if (attacker === undefined) return "no connection";
      await attacker.send(handshake("/v1/sessions/x/stream"));
      const answer = (await attacker.read()).slice(9, 12);
      return `${answer}, ${await pour(attacker, frame(CONTINUES, MEGABYTE), ms)}`;
    },
  },
  {
    name: "fragments without end, with a key",
    run: (target, ms) => streamFlood(target, ms, frame(TEXT_BEGINS, "x"), frame(CONTINUES, new Uint8Array(60_000))),
  },
  {
    name: "empty fragments without end, with a key",
    run: (target, ms) => {
      const empty = frame(CONTINUES, "");
      const many = new Uint8Array(empty.length * 10_000);
      for (let at = 0; at < many.length; at += empty.length) many.set(empty, at);
      return streamFlood(target, ms, frame(TEXT_BEGINS, "x"), many);
    },
  },
  { name: "pings without end, with a key", run: (target, ms) => streamFlood(target, ms, undefined, frame(PING, "x")) },
  {
    name: "binary messages of 17 MB, with a key",
    run: (target, ms) => streamFlood(target, ms, undefined, frame(BINARY, new Uint8Array(17_000_000))),
  },
  {
    name: "messages of 60 kB with 6,000 unknown fields, with a key",
    run: (target, ms) => {
      const fields = Array.from({ length: 6000 }, (_, i) => `"k${i}":1`).join(",");
      return streamFlood(target, ms, undefined, frame(TEXT, `{"type":"ping","t":1,${fields}}`));
    },
  },
  { name: "500 connections that say nothing", run: (target, ms) => crowd(target, 500, "", ms) },
  {
    name: "100 heads that never end",
    run: (target, ms) => crowd(target, 100, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ", ms),
  },
  {
    name: "100 bodies that never come",
    run: (target, ms) =>
      crowd(target, 100, "POST /v1/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n", ms),
  },
  {
    name: "a body without end",
    async run(target, ms) {
      using attacker = await Attacker.connect(target);
      if (attacker === undefined) return "no connection";
      await attacker.send(
        `POST /v1/sessions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${target.key}\r\n` +
          "Content-Length: 9000000000\r\n\r\n",
      );
      return await pour(attacker, MEGABYTE, ms);
    },
  },
  {
    name: "guessed keys",
    run: ({ url }, ms) =>
      calls(ms, (i) => fetch(`${url}/v1/models`, { headers: { authorization: `Bearer guessed-key-number-${i}` } })),
  },
  {
    name: "sessions without end, with a key",
    run: ({ url, key }, ms) =>
      calls(
        ms,
        () => fetch(`${url}/v1/sessions`, { method: "POST", body: "{}", headers: { authorization: `Bearer ${key}` } }),
      ),
  },
  {
    name: "sessions created and ended, with a key",
    async run(target, ms) {
      let count = 0;
      const endsAt = performance.now() + ms;
      while (performance.now() < endsAt && await sessionOf(target) !== undefined) count++;
      return `${count} created`;
    },
  },
  { name: "calls without end", run: ({ url }, ms) => calls(ms, () => fetch(`${url}/docs`)) },
];
