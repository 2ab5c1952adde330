import assert from "node:assert/strict";
import fc from "fast-check";
import { ClientMessage } from "../../src/contract/protocol/messages.ts";
import { serveOffline, SocketClient } from "../support/socket_client.ts";

/** How many; `TTH_FUZZ_MESSAGES` says otherwise. */
const MESSAGES = Number(Deno.env.get("TTH_FUZZ_MESSAGES") ?? 10_000);

/** Messages that are on their way at once. */
const BATCH = 100;

const VALID = [
  { type: "user_text", text: "Hello.", mode: "reply", control: { emotion: { label: "happy", intensity: 0.5 } } },
  { type: "control_update", control: { character: { speech_rate: 1.5 } }, apply: "now" },
  { type: "interrupt", played_ms: 120 },
  { type: "playback", turn: 1, position_ms: 40, buffered_ms: 3, frame_index: 1 },
  { type: "ping", t: 1 },
] as const;

const key = fc.constantFrom(
  "type",
  "text",
  "mode",
  "control",
  "emotion",
  "label",
  "turn",
  "t",
  "__proto__",
  "constructor",
);

/** A valid message with one thing changed: a field replaced, added or taken away. */
const mutated = fc.tuple(fc.constantFrom(...VALID), key, fc.jsonValue(), fc.boolean()).map(
  ([valid, name, value, drop]) => {
    const entries = Object.entries(valid).filter(([field]) => !(drop && field === name));
    return JSON.stringify(Object.fromEntries(drop ? entries : [...entries, [name, value]]));
  },
);

/** A valid message's text, cut or with characters put in. */
const mangled = fc.tuple(fc.constantFrom(...VALID), fc.nat(120), fc.string({ maxLength: 4 }), fc.nat(10))
  .map(([valid, at, put, cut]) => {
    const text = JSON.stringify(valid);
    return text.slice(0, at) + put + text.slice(at + cut);
  });

const message = fc.oneof(
  mutated,
  mangled,
  fc.json(),
  fc.string(),
  fc.constantFrom(...VALID).map((v) => JSON.stringify(v)),
);

Deno.test(`${MESSAGES} random and mutated messages: each is answered, and the session is alive after them`, async () => {
  await using service = await serveOffline({
    TTH_PACING__MODE: "burst",
    TTH_COMPONENTS__AVATAR: "null",
    TTH_SERVER__MESSAGES_PER_S: "1000000",
    TTH_SERVER__MESSAGE_BURST: "1000000",
  });
  await using client = await SocketClient.create(service.url);
  const answers = { refused: 0, turns: 0 };
  const texts = fc.sample(message, { numRuns: MESSAGES, seed: 11 });
  for (let batch = 0; batch < texts.length; batch += BATCH) {
    const sent = texts.slice(batch, batch + BATCH);
    client.messages.splice(0);
    // Messages are answered in order, so that what comes before a message's own pong is its answer.
    for (const [i, text] of sent.entries()) {
      client.send(text);
      client.send({ type: "ping", t: -1 - i });
    }
    await client.until(
      "the answers",
      (messages) => messages.some(({ type, t }) => type === "pong" && t === -sent.length),
    );
    let at = 0;
    for (const [i, text] of sent.entries()) {
      const end = client.messages.findIndex(({ type, t }) => type === "pong" && t === -1 - i);
      const count = (type: string) => client.messages.slice(at, end).filter((message) => message.type === type).length;
      const read = parse(text);
      if (read === undefined) {
        assert.ok(count("error") >= 1, `no error for ${text}`);
        answers.refused++;
      } else if (read.type === "user_text" && read.control?.character?.persona_id === undefined) {
        assert.equal(count("turn_started"), 1, `no turn for ${text}`);
        answers.turns++;
      }
      at = end;
    }
  }
  assert.ok(answers.refused > MESSAGES / 10 && answers.turns > MESSAGES / 34, JSON.stringify(answers));
  client.messages.splice(0);
  client.send({ type: "interrupt" });
  client.send({ type: "user_text", text: "Are you well?", control: { emotion: { label: "neutral" } } });
  const started = await client.message("turn_started");
  const complete = await client.until(
    "the turn's end",
    (messages) => messages.find(({ type, turn }) => type === "turn_complete" && turn === started.turn),
  );
  assert.equal(complete.status, "completed");
});

/** The message, if it is one by the published schema. */
function parse(text: string): ClientMessage | undefined {
  try {
    return ClientMessage.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
