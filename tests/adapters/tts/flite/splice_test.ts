import assert from "node:assert/strict";
import openWabt from "wabt";
import { replaceFunction, toLeb128, toSignedLeb128 } from "../../../../src/adapters/tts/flite/splice.ts";

const wabt = await openWabt();

/** Three functions that call each other, with their names, and one from outside. */
function moduleBytes(): Uint8Array {
  const parsed = wabt.parseWat(
    "test.wat",
    `(module
      (import "host" "tell" (func $tell (param i32) (result i32)))
      (func $first (result i32) (i32.const 1))
      (func $second (param i32) (result i32) (local.get 0))
      (func $third (export "third") (result i32) (i32.add (call $first) (call $second (i32.const 40))))
      (memory (export "memory") 1)
      (data (i32.const 0) "kept"))`,
    {},
  );
  try {
    return new Uint8Array(parsed.toBinary({ write_debug_names: true }).buffer);
  } finally {
    parsed.destroy();
  }
}

async function run(bytes: Uint8Array<ArrayBuffer>) {
  const told: number[] = [];
  const tell = (value: number) => told.push(value) * 100;
  const { instance } = await WebAssembly.instantiate(bytes, { host: { tell } });
  const { third, memory } = instance.exports;
  assert.ok(typeof third === "function" && memory instanceof WebAssembly.Memory);
  return { result: third(), told, data: new TextDecoder().decode(new Uint8Array(memory.buffer, 0, 4)) };
}

Deno.test("replaceFunction() gives a function another body, and leaves everything else as it was", async () => {
  const replaced = replaceFunction(moduleBytes(), "second", ({ imported, named }) => [
    ...[0, 0x20, 0, 0x10, ...toLeb128(imported("host", "tell"))],
    ...[0x10, ...toLeb128(named("first")), 0x6a, 0x0b],
  ]);
  assert.deepEqual(await run(replaced), { result: 1 + 100 + 1, told: [40], data: "kept" });
});

Deno.test("replaceFunction() takes bodies of any size", async () => {
  // Nothing, and again nothing: more than two bytes of size.
  const nops = new Array<number>(20_000).fill(0x01);
  const replaced = replaceFunction(moduleBytes(), "second", () => [0, ...nops, 0x41, 7, 0x0b]);
  assert.equal((await run(replaced)).result, 8);
});

Deno.test("replaceFunction() says what a module lacks", () => {
  const body = () => [0, 0x41, 7, 0x0b];
  assert.throws(() => replaceFunction(moduleBytes(), "fourth", body), /no function fourth/);
  assert.throws(() => replaceFunction(moduleBytes(), "second", ({ imported }) => [imported("host", "ask")]), /ask/);
  assert.throws(() => replaceFunction(new Uint8Array(20), "second", body), /do not begin like one/);
  for (const length of [9, 40, moduleBytes().length - 1]) {
    assert.throws(() => replaceFunction(moduleBytes().subarray(0, length), "second", body), /ends too early/);
  }
});

Deno.test("toLeb128() writes seven bits a byte", () => {
  assert.deepEqual([0, 127, 128, 624_485].map(toLeb128), [[0], [0x7f], [0x80, 1], [0xe5, 0x8e, 0x26]]);
});

Deno.test("toSignedLeb128() leaves the sign's bit free", () => {
  const cases = [[0, [0]], [63, [63]], [64, [0xc0, 0]], [8191, [0xff, 0x3f]], [8192, [0x80, 0xc0, 0]]] as const;
  for (const [value, bytes] of cases) assert.deepEqual(toSignedLeb128(value), bytes);
});
