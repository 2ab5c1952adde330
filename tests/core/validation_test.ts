import assert from "node:assert/strict";
import { z } from "zod";
import { ClientMessage } from "../../src/contract/protocol/messages.ts";
import { explain, formatPath, formatProblems, omittedKeys } from "../../src/core/validation.ts";

function explained(schema: z.ZodType, value: unknown): string {
  const result = schema.safeParse(value);
  assert.ok(!result.success, "the schema must refuse");
  return formatProblems(explain(result.error, schema, value));
}

const cases: [what: string, value: unknown, message: string][] = [
  ["a missing field", { type: "user_text" }, "text: is missing, give a text"],
  ["an unknown type", { type: "user_txt" }, 'type: unknown value "user_txt", did you mean "user_text"?'],
  [
    "a type that is no text",
    { type: 3 },
    "type: unknown value 3, known: user_text, control_update, interrupt, playback, ping",
  ],
  ["no type", {}, "type: is missing, give one of: user_text, control_update, interrupt, playback, ping"],
  [
    "a field that belongs deeper",
    { type: "user_text", text: "x", emotion: { label: "sad" } },
    "emotion: unknown field, did you mean control.emotion?",
  ],
  [
    "a field that belongs deeper, below a field",
    { type: "control_update", control: { label: "sad" } },
    "control.label: unknown field, did you mean control.emotion.label?",
  ],
  [
    "an object that a text was given for",
    { type: "control_update", control: { emotion: "sad" } },
    'control.emotion: "sad" is not an object, give an object: {"label": "sad"}',
  ],
  [
    "an object that is missing",
    { type: "control_update" },
    "control: is missing, give an object with emotion, character",
  ],
  ["no object", [], "a list is not an object, give an object"],
  [
    "an unknown field, known ones being of its own type",
    { type: "ping", t: 1, text: "x" },
    "text: unknown field, known: type, t",
  ],
  [
    "a nested unknown field",
    { type: "control_update", control: { emotion: { lable: "sad" } } },
    'control.emotion.lable: unknown field, did you mean "label"?',
  ],
  [
    "a number out of range",
    { type: "control_update", control: { character: { speech_rate: 0.1 } } },
    "control.character.speech_rate: 0.1 is too small, give at least 0.25",
  ],
  ["a null", { type: "user_text", text: null }, "text: null is not a text, give a text"],
  [
    "a value with characters that are not seen",
    { type: "ping", t: "\u202eevil\u200b" },
    't: "\\u{202e}evil\\u{200b}" is not a number, give a number',
  ],
  ["a field without a name", { type: "interrupt", "": 1 }, '"": unknown field, known: type, played_ms'],
  ["a field that is not seen", { type: "interrupt", "\u202e": 1 }, "\\u{202e}: unknown field, known: type, played_ms"],
  ["a rule of its own", { type: "user_text", text: "  " }, "text: must contain text to say"],
];
for (const [what, value, message] of cases) {
  Deno.test(`explain() names ${what}`, () => assert.equal(explained(ClientMessage, value), message));
}

Deno.test("explain() does not guess which of several objects a field belongs into", () => {
  const inner = z.strictObject({ name: z.string().optional() }).optional();
  const schema = z.strictObject({ voice: inner, look: inner, size: z.number().optional() });
  assert.equal(explained(schema, { name: "x" }), "name: unknown field, known: voice, look, size");
});

Deno.test("explain() shows how a text would be a list", () => {
  const schema = z.object({ origins: z.array(z.string()) });
  const message = 'origins: "https://example.org" is not a list, give a list: ["https://example.org"]';
  assert.equal(explained(schema, { origins: "https://example.org" }), message);
});

Deno.test("explain() tells lengths, formats and forms", () => {
  const schema = z.strictObject({
    name: z.string().max(3),
    word: z.string().min(1),
    list: z.array(z.string()).min(2),
    id: z.string().regex(/^[a-z]+$/),
    color: z.string().regex(/^#[0-9a-f]{6}$/, 'is not a colour, write it as in "#2a6f97"'),
    either: z.union([z.number(), z.boolean()]),
    workers: z.union([z.literal("auto"), z.int()]),
    byName: z.record(z.string().regex(/^[a-z]+$/), z.number()),
  });
  assert.deepEqual(
    explained(schema, {
      ...{ name: "abcd", word: "", list: ["a"], id: "A", color: "red" },
      ...{ either: "x", workers: "two", byName: { B: 1 } },
    }).split("; "),
    [
      "name: a text of 4 characters is too long, give at most 3 characters",
      "word: a text of 0 characters is too short, give at least 1 character",
      "list: a list of 1 is too short, give at least 2 entries",
      'id: "A" is not of the form /^[a-z]+$/',
      'color: "red" is not a colour, write it as in "#2a6f97"',
      'either: "x" matches none of the allowed forms, give a number or true or false',
      'workers: "two" matches none of the allowed forms, give "auto" or a number',
      "byName.B: Invalid string: must match pattern /^[a-z]+$/, rename it",
    ],
  );
});

Deno.test("explain() repeats only the beginning of a long value", () => {
  assert.ok(explained(z.enum(["a"]), "x".repeat(10_000)).length < 100);
});

Deno.test("explain() answers a flood of mistakes with less than was sent, and soon", () => {
  const long = explained(ClientMessage, { type: "ping", t: 1, ["k".repeat(60_000)]: 1 });
  assert.ok(long.length < 200, `${long.length} characters`);
  const keys = Array.from({ length: 6000 }, (_, i) => [`k${i}`, 1]);
  const many = explained(ClientMessage, { type: "ping", t: 1, ...Object.fromEntries(keys) });
  assert.ok(many.length < 5000, `${many.length} characters`);
  assert.match(many, /; and 5950 more mistakes$/);
});

Deno.test("explain() calls a whole number big, not long", () => {
  assert.equal(
    explained(z.strictObject({ n: z.int() }), { n: 1e300 }),
    `n: 1e+300 is too big, give at most ${Number.MAX_SAFE_INTEGER}`,
  );
});

Deno.test("explain() tells of a number beyond a limit once, with the field's own limit", () => {
  const schema = z.strictObject({ n: z.int().min(1).max(1920) });
  assert.equal(explained(schema, { n: 1e17 }), "n: 100000000000000000 is too big, give at most 1920");
  assert.equal(explained(schema, { n: -1e17 }), "n: -100000000000000000 is too small, give at least 1");
});

Deno.test("omittedKeys() finds the names that a record of a schema omits", () => {
  const value: unknown = JSON.parse('{"a":[{"b":1},{"words":{"__proto__":"x","constructor":"y"}}]}');
  assert.deepEqual(omittedKeys(value), [
    { path: ["a", 1, "words", "__proto__"], message: "cannot be a name here, rename it", isKey: true },
  ]);
});

Deno.test("formatPath() writes keys with dots and indices with brackets", () => {
  assert.equal(formatPath(["components", "tts", "fallback", 0]), "components.tts.fallback[0]");
  assert.equal(formatPath([]), "");
});
