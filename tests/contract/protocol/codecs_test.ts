import assert from "node:assert/strict";
import fc from "fast-check";
import { fromBase64, fromBase64Portable, toBase64, toBase64Portable } from "../../../src/contract/protocol/base64.ts";
import {
  BinaryEncoder,
  decodeBinary,
  encodeBinary,
  HEADER_BYTES,
  type MediaEvent,
} from "../../../src/contract/protocol/binary.ts";
import { type Decoded, ProtocolError } from "../../../src/contract/protocol/decoded.ts";
import { decodeJson, encodeJson } from "../../../src/contract/protocol/json.ts";
import { ServerMessage } from "../../../src/contract/protocol/messages.ts";
import { audioChunk, turnComplete, turnStarted, videoFrame } from "../../support/events.ts";

const COMPONENTS = { realtime: null, llm: "a", tts: "b", avatar: null };

const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });
const timeMs = fc.double({ min: 0, max: 1e9, noNaN: true });
const bytes = fc.uint8Array({ maxLength: 300 }).map((data) => new Uint8Array(data));
const turnIds = fc.constantFrom("t-1", null);

const audioEvent: fc.Arbitrary<MediaEvent> = fc.record({
  type: fc.constant("audio_chunk" as const),
  seq: uint32,
  turn: uint32,
  turn_id: turnIds,
  data: bytes,
  timestamp_ms: timeMs,
  duration_ms: timeMs,
  encoding: fc.constant("pcm" as const),
  sample_rate: uint32,
}, { noNullPrototype: true });
const videoEvent: fc.Arbitrary<MediaEvent> = fc.record({
  type: fc.constant("video_frame" as const),
  seq: uint32,
  turn: uint32,
  turn_id: turnIds,
  data: bytes,
  timestamp_ms: timeMs,
  frame_index: uint32,
  width: fc.integer({ min: 0, max: 65535 }),
  height: fc.integer({ min: 0, max: 65535 }),
  content_type: fc.constantFrom("raw_rgb" as const, "jpeg" as const, "webp" as const, "png" as const),
  drift_ms: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
}, { noNullPrototype: true }).chain((event) =>
  fc.constantFrom<MediaEvent>(event, { ...event, idle: true }, { ...event, dropped_frames: 0 }, {
    ...event,
    dropped_frames: 70_000,
  })
);

const frame: MediaEvent = {
  type: "video_frame",
  seq: 7,
  turn: 2,
  turn_id: "t-2",
  data: new Uint8Array([1, 2, 3]),
  timestamp_ms: 40,
  frame_index: 1,
  width: 256,
  height: 256,
  content_type: "jpeg",
  drift_ms: -3.5,
};

function eventOf(decoded: Decoded): unknown {
  assert.ok(decoded.known);
  return decoded.event;
}

Deno.test("media events survive the binary codec unchanged", () => {
  fc.assert(fc.property(fc.oneof(audioEvent, videoEvent), (event) => {
    const decoded = decodeBinary(encodeBinary(event).buffer, () => event.turn_id);
    assert.deepEqual(eventOf(decoded), event);
  }));
});

Deno.test("an encoder that reuses its memory leaves nothing of an earlier frame in a later one", () => {
  const encoder = new BinaryEncoder();
  fc.assert(fc.property(fc.oneof(audioEvent, videoEvent), (event) => {
    assert.deepEqual(encoder.encode(event).slice(), encodeBinary(event));
  }));
});

Deno.test("media events survive the JSON codec unchanged", () => {
  fc.assert(fc.property(fc.oneof(audioEvent, videoEvent), (event) => {
    // JSON has one zero: -0 comes back as 0.
    const expected = event.type === "video_frame" ? { ...event, drift_ms: event.drift_ms + 0 } : event;
    assert.deepEqual(eventOf(decodeJson(encodeJson(event))), { ...expected, timestamp_ms: event.timestamp_ms + 0 });
  }));
});

Deno.test("encodeJson() makes messages that the schema accepts", () => {
  const { success } = ServerMessage.safeParse(JSON.parse(encodeJson(frame)));
  assert.equal(success, true);
});

/** A message of each type, as JSON. */
const MESSAGES: readonly ServerMessage[] = [
  { type: "session_ready", session_id: "s", protocol: "tth.v1", fps: 25, width: 64, height: 64, resumed: null },
  turnStarted(),
  { type: "text_delta", token: "Hi" },
  { ...audioChunk(0), data: "AAAA" },
  { ...videoFrame(0), data: "AAAA" },
  { type: "pose", timestamp_ms: 0, frame_index: 0, drift_ms: 0, pose: {} },
  { type: "emotion", timestamp_ms: 0, label: "sad", intensity: 0.5, valence: 0, arousal: 0, source: "model" },
  { type: "cue", timestamp_ms: 0, name: "nod" },
  { type: "word", text: "Hi", start_ms: 0, end_ms: 1, char_start: 0, char_end: 2 },
  { type: "viseme", id: "PP", start_ms: 0, end_ms: 1, weight: 1 },
  { type: "state", state: "idle" },
  turnComplete("completed"),
  { type: "error", code: "x", message: "x", retryable: true, fatal: false },
  { type: "pong", t: 1 },
  { type: "video_changed", video: null, reason: "load" },
].map((event) => ServerMessage.parse({ components: COMPONENTS, ...event, seq: 1, turn: 1, turn_id: null }));

Deno.test("decodeJson() names the field that is missing or of the wrong kind, as the schema does", () => {
  assert.equal(new Set(MESSAGES.map(({ type }) => type)).size, ServerMessage.options.length);
  for (const message of MESSAGES) {
    assert.ok(decodeJson(JSON.stringify(message)).known);
    for (const [name, value] of Object.entries(message).filter(([name]) => name !== "type")) {
      const wrong = typeof value === "string" ? 7 : "x";
      for (const change of [{ [name]: undefined }, { [name]: value === null ? 7 : wrong }]) {
        const broken = { ...message, ...change };
        assert.equal(ServerMessage.safeParse(broken).success, false, `${message.type}.${name}`);
        assert.throws(() => decodeJson(JSON.stringify(broken)), new RegExp(`'${message.type}' as '${name}'`));
      }
    }
  }
});

Deno.test("encodeJson() leaves events without media as they are", () => {
  const event = { type: "pong", seq: 1, turn: 0, turn_id: null, t: 5 } as const;
  assert.deepEqual(JSON.parse(encodeJson(event)), event);
});

Deno.test("the binary header keeps its documented layout", () => {
  const view = new DataView(encodeBinary({ ...frame, idle: true, dropped_frames: 4 }).buffer);
  assert.equal(new TextDecoder().decode(view.buffer.slice(0, 3)), "TTH");
  const read = [view.getUint8(3), view.getUint8(4), view.getUint8(5), view.getUint8(6), view.getUint32(8, true)];
  assert.deepEqual(read, [1, 2, 2, 0b110, 7]);
  assert.deepEqual([view.getUint32(12, true), view.getFloat64(16, true), view.getFloat64(24, true)], [2, 40, -3.5]);
  assert.deepEqual([view.getUint32(32, true), view.getUint16(36, true), view.getUint32(40, true)], [1, 256, 4]);
  assert.equal(view.getUint32(44, true), view.byteLength - HEADER_BYTES);
});

Deno.test("decodeBinary() gives the payload as an aligned view, not a copy", () => {
  const { buffer } = encodeBinary(frame);
  const decoded = decodeBinary(buffer, () => "t-2");
  assert.ok(decoded.known && decoded.event.type === "video_frame");
  assert.equal(decoded.event.data.buffer, buffer);
  assert.equal(decoded.event.data.byteOffset % 2, 0);
});

Deno.test("decodeBinary() refuses every damaged header and never throws anything but ProtocolError", () => {
  const damage = fc.tuple(fc.nat(HEADER_BYTES - 1), fc.nat(255));
  fc.assert(fc.property(damage, fc.nat(HEADER_BYTES + 3), ([at, value], length) => {
    const damaged = encodeBinary(frame);
    damaged[at] = value;
    const buffer = damaged.buffer.slice(0, length);
    try {
      const decoded = decodeBinary(buffer, () => null);
      // Damage to the length field may just fit the cut.
      assert.ok(!decoded.known || length === HEADER_BYTES + (damaged[44] ?? 0));
    } catch (error) {
      assert.ok(error instanceof ProtocolError, String(error));
    }
  }));
  for (const [at, value] of [[0, 0], [3, 2], [5, 0], [5, 6], [44, 9]] as const) {
    const damaged = encodeBinary(frame);
    damaged[at] = value;
    assert.throws(() => decodeBinary(damaged.buffer, () => null), ProtocolError, `byte ${at} = ${value}`);
  }
  assert.throws(() => decodeBinary(encodeBinary({ ...frame, drift_ms: NaN }).buffer, () => null), /drift_ms/);
  assert.throws(() => decodeBinary(encodeBinary({ ...frame, timestamp_ms: -1 }).buffer, () => null), /timestamp_ms/);
});

Deno.test("encodeBinary() refuses numbers that do not fit", () => {
  assert.throws(() => encodeBinary({ ...frame, width: 65536 }), /'width' is not a 16-bit count: 65536/);
  assert.throws(() => encodeBinary({ ...frame, seq: -1 }), /'seq' is not a 32-bit count: -1/);
});

Deno.test("messages of unknown kinds are shown, not refused", () => {
  const unknownKind = encodeBinary(frame);
  unknownKind[4] = 9;
  assert.deepEqual(decodeBinary(unknownKind.buffer, () => null), { known: false, type: "binary kind 9", seq: 7 });
  assert.deepEqual(decodeJson('{"type":"smell","seq":3,"turn":1}'), { known: false, type: "smell", seq: 3 });
  assert.deepEqual(decodeJson('{"type":"smell"}'), { known: false, type: "smell", seq: null });
});

Deno.test("decodeJson() says what is wrong with a message", () => {
  const cases: [string, RegExp][] = [
    ["{", /not JSON: \{/],
    ["[]", /not a JSON object/],
    ["null", /not a JSON object/],
    ["{}", /'type' is not a string/],
    ['{"type":"pong"}', /'pong' as 'seq' is missing or of the wrong kind/],
    [JSON.stringify({ ...MESSAGES[3], data: "*" }), /'data' is not base64/],
    ["x".repeat(500), /… \(500 characters\)/],
  ];
  for (const [text, message] of cases) {
    assert.throws(() => decodeJson(text), (error) => error instanceof ProtocolError && message.test(error.message));
  }
});

Deno.test("the portable base64 codec agrees with the engine's own", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20_000 }), (data) => {
      const text = toBase64(data);
      assert.equal(toBase64Portable(data), text);
      assert.deepEqual(fromBase64Portable(text), fromBase64(text));
    }),
    { numRuns: 30 },
  );
});
