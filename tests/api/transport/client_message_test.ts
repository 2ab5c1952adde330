import assert from "node:assert/strict";
import fc from "fast-check";
import { plainPlayback, plainText, readMessage } from "../../../src/api/transport/client_message.ts";
import { ClientMessage } from "../../../src/contract/protocol/messages.ts";

const id = fc.oneof(fc.string(), fc.constantFrom("a".repeat(64), "a".repeat(65)), fc.jsonValue());
const field = fc.oneof(
  fc.tuple(fc.constant("text"), fc.oneof(fc.string(), fc.constantFrom("Hello.", "", " \n", "\u3000"), fc.jsonValue())),
  fc.tuple(fc.constant("id"), id),
  fc.tuple(fc.constant("mode"), fc.oneof(fc.constantFrom("reply", "verbatim", "Reply"), fc.jsonValue())),
  fc.tuple(fc.constantFrom("control", "__proto__", "constructor", "extra"), fc.jsonValue()),
);
const type = fc.constantFrom("user_text", "user_text", "user_text", "ping", null);

/** Messages as JSON makes them: most are `user_text`, and about a third of those are valid. */
const message = fc.tuple(type, fc.array(field, { maxLength: 4 })).map(([type, fields]): unknown => {
  const members = fields.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return JSON.parse(`{${[`"type":${JSON.stringify(type)}`, `"text":"Hello."`, ...members].join()}}`);
});

Deno.test("plainText() accepts nothing that the schema refuses, and returns what the schema returns", () => {
  let accepted = 0;
  fc.assert(
    fc.property(message, (value) => {
      const plain = plainText(value);
      if (plain === undefined) return;
      accepted++;
      assert.deepEqual(plain, ClientMessage.parse(value));
    }),
    { seed: 7, numRuns: 500 },
  );
  assert.ok(accepted > 50, `${accepted} were accepted`);
});

Deno.test("plainText() accepts each user_text without controls", () => {
  for (const id of [undefined, "t1"]) {
    for (const mode of [undefined, "reply", "verbatim"] as const) {
      const message = { type: "user_text", text: "Hello.", ...(id && { id }), ...(mode && { mode }) };
      assert.deepEqual(plainText(message), { mode: "reply", ...message });
    }
  }
});

Deno.test("readMessage() gives a text as Unicode, with and without controls", () => {
  for (const control of ["", ',"control":{}']) {
    const message = readMessage(`{"type":"user_text","text":"\\ud83d Hi \\ud83d\\ude00"${control}}`, 1000);
    assert.equal(message.type === "user_text" && message.text, "\ufffd Hi 😀");
  }
});

const count = fc.oneof(fc.nat(), fc.constantFrom("0", "-1", "1.5", "9007199254740992", "1e999", '"1"', "null"));
const duration = fc.oneof(
  fc.float({ min: 0, noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom("0", "-0.5", "-0", "1e999", '"1"', "null"),
);
const playbackField = fc.oneof(
  fc.tuple(fc.constantFrom("turn", "frame_index"), count),
  fc.tuple(fc.constantFrom("position_ms", "buffered_ms"), duration),
  fc.tuple(fc.constantFrom("text", "__proto__", "extra"), fc.constantFrom('"Hello."', "1")),
);

/** Messages as JSON makes them: most are `playback`, and about half of those are valid. */
const playback = fc.tuple(
  fc.constantFrom("playback", "playback", "playback", "ping"),
  fc.uniqueArray(playbackField, { maxLength: 3, selector: ([name]) => name }),
).map(([type, fields]): unknown => {
  const members = fields.map(([name, value]) => `"${name}":${value}`);
  return JSON.parse(`{"type":"${type}","turn":1,"position_ms":80,${members.join()}}`.replace(",}", "}"));
});

Deno.test("plainPlayback() accepts nothing that the schema refuses, and returns what the schema returns", () => {
  let accepted = 0;
  fc.assert(
    fc.property(playback, (value) => {
      const plain = plainPlayback(value);
      if (plain === undefined) return;
      accepted++;
      assert.deepEqual(plain, ClientMessage.parse(value));
    }),
    { seed: 7, numRuns: 500 },
  );
  assert.ok(accepted > 100, `${accepted} were accepted`);
});

Deno.test("plainPlayback() accepts each playback without text", () => {
  for (const optional of [{}, { buffered_ms: 0 }, { frame_index: 0 }, { buffered_ms: 240.5, frame_index: 7 }]) {
    const message = { type: "playback", turn: 1, position_ms: 0, ...optional };
    assert.deepEqual(plainPlayback(message), message);
  }
  assert.equal(plainPlayback({ type: "playback", turn: 1, position_ms: 0, text: "Hello." }), undefined);
});
