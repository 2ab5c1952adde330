import assert from "node:assert/strict";
import type { z } from "zod";
import { CreateSession } from "../../src/contract/protocol/http.ts";
import { ClientMessage } from "../../src/contract/protocol/messages.ts";
import { explain, formatPath, formatProblems } from "../../src/core/validation.ts";

/** Requests with every field that they may have. */
const WHOLE: readonly (readonly [schema: z.ZodType, request: unknown])[] = [
  [ClientMessage, {
    type: "user_text",
    id: "a",
    text: "Hi.",
    mode: "verbatim",
    control: {
      emotion: { label: "happy", intensity: 0.5, valence: 0, arousal: 0 },
      character: { persona_id: "default", speech_rate: 1, pitch_shift: 0, expressivity: 0.5, motion_gain: 1 },
    },
  }],
  [ClientMessage, { type: "control_update", control: { emotion: { label: "sad" } }, apply: "now" }],
  [ClientMessage, { type: "interrupt", played_ms: 1 }],
  [ClientMessage, { type: "playback", turn: 1, position_ms: 1, buffered_ms: 1, frame_index: 1, text: "a" }],
  [ClientMessage, { type: "ping", t: 1 }],
  [CreateSession, {
    persona_id: "default",
    emotion: { label: "happy", intensity: 0.5 },
    character: { speech_rate: 1 },
    person: {
      name: "Jo",
      instructions: "Be kind.",
      language: "en",
      voice: "v",
      look: "l",
      background: { color: "#fff4e0" },
    },
    pronunciations: { GitHub: "git hub" },
    video: { mode: "frames", width: 64, height: 64, fps: 10 },
    extras: ["word"],
    record: false,
  }],
];

/** Values that hardly any field takes, as JSON. */
const WRONG = [
  "null",
  "true",
  "-1",
  "0.5",
  "1e308",
  "1e999",
  "-0",
  '""',
  '"NaN"',
  '"toString"',
  '"\\ud800"',
  '"\\u0000"',
  '"\\u001b[31m\\n\\u202e"',
  `"${"y".repeat(20_000)}"`,
  "[]",
  "[[[[null]]]]",
  "{}",
  '{"":1}',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"\\u202e":1}',
  `${'{"a":'.repeat(200)}1${"}".repeat(200)}`,
];

type Path = readonly string[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return path.length === 0 ? [] : [path];
  const inner = Object.entries(value).flatMap(([key, child]) => pathsIn(child, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

/** A copy with another value at a path. */
function withValue(value: unknown, [key, ...rest]: Path, other: unknown): unknown {
  if (key === undefined) return other;
  const parent = typeof value === "object" && value !== null ? value : {};
  return { ...parent, [key]: withValue(Reflect.get(parent, key), rest, other) };
}

Deno.test("every wrong value of every field is refused by the field's name, briefly, or is harmless", () => {
  let refused = 0;
  for (const [schema, request] of WHOLE) {
    assert.ok(schema.safeParse(request).success);
    for (const path of pathsIn(request)) {
      for (const json of WRONG) {
        const value = withValue(request, path, JSON.parse(json));
        const result = schema.safeParse(value);
        if (result.success) continue;
        refused++;
        const message = formatProblems(explain(result.error, schema, value));
        assert.ok(message.startsWith(formatPath(path)), `${formatPath(path)} = ${json}: ${message}`);
        assert.ok(message.length < 400, `${message.length} characters about ${formatPath(path)}`);
        assert.doesNotMatch(message, /[\p{Cc}\p{Cf}\p{Cs}]/u, `${formatPath(path)} = ${json}`);
      }
    }
  }
  assert.ok(refused > 500, `${refused} were refused`);
  assert.ok(!("polluted" in {}));
});
