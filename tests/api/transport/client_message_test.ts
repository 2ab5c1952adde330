import assert from "node:assert/strict";
import fc from "fast-check";
import { plainText, readMessage } from "../../../src/api/transport/client_message.ts";
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
