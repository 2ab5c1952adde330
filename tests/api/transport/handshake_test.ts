import assert from "node:assert/strict";
import { readHandshake } from "../../../src/api/transport/handshake.ts";

const MAX_HEAD_BYTES = 16_384;

const HANDSHAKE = [
  "GET /v1/sessions/one/stream HTTP/1.1",
  "Host: 127.0.0.1:8080",
  "Upgrade: websocket",
  "Connection: Upgrade",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
];

/** Reads a flawless handshake with further lines. */
function read(...lines: string[]): Request | undefined {
  const head = [...HANDSHAKE, ...lines, "\r\n"].join("\r\n");
  return readHandshake(Uint8Array.from(head, (char) => char.charCodeAt(0)));
}

Deno.test("readHandshake() removes the spaces and tabs around a value, and nothing else", () => {
  assert.equal(read("x-name: \t a \t b\xa0 \t")?.headers.get("x-name"), "a \t b\xa0");
  assert.equal(read("x-name:")?.headers.get("x-name"), "");
});

Deno.test("readHandshake() leaves a line that is no header to another parser", () => {
  for (const line of ["x-name : a", "x name: a", " a", "x-name", "x-name: \0", "x-name: a\nb"]) {
    assert.equal(read(line), undefined, JSON.stringify(line));
  }
});

Deno.test("readHandshake() reads a head of the largest size at once, whatever its lines are", () => {
  const many = Array.from({ length: 2000 }, (_, i) => `x-${i}:`);
  const tabs = "\t".repeat(MAX_HEAD_BYTES - 200);
  const startedAt = performance.now();
  assert.equal(read(...many), undefined);
  assert.equal(read(`x-name:${tabs}\0`), undefined);
  assert.equal(read(`x-name:a${tabs}b`)?.headers.get("x-name"), `a${tabs}b`);
  const tookMs = performance.now() - startedAt;
  assert(tookMs < 200, `${tookMs.toFixed()} ms`);
});
