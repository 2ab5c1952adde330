import assert from "node:assert/strict";
import fc from "fast-check";
import { closePayload, FrameError, FrameReader, OPCODES } from "../../../../src/api/transport/websocket/frames.ts";
import { clientFrame } from "../../../support/client_frames.ts";

const MAX_BYTES = 1000;

/** Everything that a reader delivers for these bytes; a broken rule is the last entry. */
function deliveredFor(chunks: readonly Uint8Array[], maxBytes = MAX_BYTES): unknown[] {
  const seen: unknown[] = [];
  const reader = new FrameReader(maxBytes, {
    message: (data) => seen.push(data),
    ping: (payload) => seen.push(["ping", payload]),
    pong: () => seen.push("pong"),
    close: (code) => seen.push(["close", code]),
  });
  for (const chunk of chunks) {
    try {
      reader.read(chunk);
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      seen.push(error.code);
    }
  }
  return seen;
}

const joined = (frames: readonly Uint8Array[]) => new Uint8Array(frames.flatMap((frame) => [...frame]));

Deno.test("messages arrive whole, however they are cut into fragments and the fragments into packets", () => {
  const message = fc.record({ text: fc.string({ unit: "grapheme", maxLength: 60 }), cuts: fc.array(fc.nat(70)) });
  fc.assert(fc.property(fc.array(message, { maxLength: 5 }), fc.array(fc.nat(500)), (messages, packets) => {
    const bytes = joined(messages.flatMap(({ text, cuts }) => fragments(new TextEncoder().encode(text), cuts)));
    const ends = [...new Set(packets.map((at) => at % (bytes.length + 1)))].sort((a, b) => a - b);
    const chunks = [0, ...ends].map((from, i) => bytes.slice(from, ends[i] ?? bytes.length));
    assert.deepEqual(deliveredFor(chunks), messages.map(({ text }) => text));
  }));
});

/** The payload as one text message in fragments, with a ping in between, which is allowed. */
function fragments(payload: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const ends = cuts.map((at) => at % (payload.length + 1)).sort((a, b) => a - b).concat(payload.length);
  return ends.map((end, i) =>
    clientFrame(i === 0 ? OPCODES.text : OPCODES.continuation, payload.subarray(ends[i - 1] ?? 0, end), {
      isFinal: i === ends.length - 1,
    })
  );
}

const { text, continuation, ping, close } = OPCODES;
const BROKEN: readonly (readonly [what: string, code: number, frames: readonly Uint8Array[]])[] = [
  ["fragments beyond the limit in sum", 1009, [
    clientFrame(text, "x".repeat(600), { isFinal: false }),
    clientFrame(continuation, "x".repeat(401), { isFinal: false }),
  ]],
  ["a frame that announces more than the limit", 1009, [clientFrame(text, "x".repeat(MAX_BYTES + 1)).subarray(0, 8)]],
  ["a frame of 2^63 bytes", 1009, [new Uint8Array([0x81, 0xff, 0x7f, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0])]],
  ["empty continuation frames without end", 1008, [
    clientFrame(text, "", { isFinal: false }),
    ...Array(200).fill(clientFrame(continuation, "", { isFinal: false })),
  ]],
  ["a frame without a mask", 1002, [new Uint8Array([0x81, 0x01, 0x41])]],
  ["a reserved bit", 1002, [new Uint8Array([0xc1, 0x80, 0, 0, 0, 0])]],
  ["an unknown opcode", 1002, [clientFrame(3, "")]],
  ["a control frame in fragments", 1002, [clientFrame(ping, "", { isFinal: false })]],
  ["a long control frame", 1002, [clientFrame(ping, "x".repeat(126))]],
  ["a continuation of nothing", 1002, [clientFrame(continuation, "x")]],
  ["a message inside another", 1002, [clientFrame(text, "a", { isFinal: false }), clientFrame(text, "b")]],
  ["text that is not UTF-8", 1007, [clientFrame(text, new Uint8Array([0xff]))]],
  ["half a close code", 1002, [clientFrame(close, new Uint8Array([3]))]],
  ["a close code that must not be sent", 1002, [clientFrame(close, closePayload(1005, ""))]],
  ["a close code that does not exist", 1002, [clientFrame(close, closePayload(999, ""))]],
];

for (const [what, code, frames] of BROKEN) {
  Deno.test(`${what}: the connection is to be closed with ${code}, and nothing after it counts`, () => {
    assert.deepEqual(deliveredFor([joined(frames), clientFrame(text, "later")]), [code]);
  });
}

Deno.test("a close is delivered with its code, and nothing after it counts", () => {
  const bytes = joined([clientFrame(close, closePayload(4000, "bye")), clientFrame(text, "later")]);
  assert.deepEqual(deliveredFor([bytes]), [["close", 4000]]);
  assert.deepEqual(deliveredFor([clientFrame(close, "")]), [["close", 1005]]);
});
