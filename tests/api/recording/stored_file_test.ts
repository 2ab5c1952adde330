import assert from "node:assert/strict";
import { fileResponse } from "../../../src/api/recording/stored_file.ts";

/** Asks for a file of the bytes 0 … 99; `tag` is replaced by its ETag. */
async function ask(headers: Record<string, string> = {}, method = "GET") {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeFile(path, Uint8Array.from({ length: 100 }, (_, i) => i));
    const file = { path, contentType: "video/webm" };
    const whole = await fileResponse(new Request("http://tth/film"), file);
    await whole.body?.cancel();
    const tag = whole.headers.get("etag") ?? "";
    const known = Object.entries(headers).map(([name, value]): [string, string] => [name, value.replace("tag", tag)]);
    const response = await fileResponse(new Request("http://tth/film", { method, headers: known }), file);
    const bytes = await response.bytes();
    const header = (name: string) => response.headers.get(name);
    return {
      status: response.status,
      bytes: [...bytes],
      range: header("content-range"),
      length: header("content-length"),
    };
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("a file comes whole, with its length", async () => {
  const { status, bytes, length, range } = await ask();
  assert.deepEqual([status, bytes.length, bytes[99], length, range], [200, 100, 99, "100", null]);
});

for (
  const [range, from, to] of [
    ["bytes=0-9", 0, 9],
    ["bytes=90-", 90, 99],
    ["bytes=-10", 90, 99],
    ["bytes=95-1000", 95, 99],
    ["bytes=-1000", 0, 99],
    ["bytes=0-99999999999999999999", 0, 99],
    ["Bytes= ,5-6, ", 5, 6],
  ] as const
) {
  Deno.test(`the range ${range} of 100 bytes is ${from}..${to}`, async () => {
    const answer = await ask({ range });
    assert.deepEqual([answer.status, answer.bytes[0], answer.bytes.at(-1)], [206, from, to]);
    assert.deepEqual([answer.range, answer.length], [`bytes ${from}-${to}/100`, String(to - from + 1)]);
  });
}

Deno.test("a range after the end is refused with the length of the file", async () => {
  for (const range of ["bytes=100-", "bytes=-0", "bytes=99999999999999999999-"]) {
    const answer = await ask({ range });
    assert.deepEqual([answer.status, answer.range], [416, "bytes */100"]);
  }
});

Deno.test("a range that is none, or more than one, is ignored", async () => {
  for (const range of ["bytes=-", "bytes=9-0", "bytes=0-1,5-6", "items=0-9", "bytes=a-b"]) {
    assert.equal((await ask({ range })).status, 200, range);
  }
});

Deno.test("a client that has the file gets 304, and a part of another version comes whole", async () => {
  assert.deepEqual(await ask({ "if-none-match": '"old", W/tag' }), {
    status: 304,
    bytes: [],
    range: null,
    length: null,
  });
  assert.equal((await ask({ "if-none-match": '"old"' })).status, 200);
  assert.equal((await ask({ range: "bytes=0-9", "if-range": "tag" })).status, 206);
  assert.equal((await ask({ range: "bytes=0-9", "if-range": '"old"' })).status, 200);
});

Deno.test("HEAD describes the whole file and sends no body", async () => {
  const { status, bytes, length } = await ask({ range: "bytes=0-9" }, "HEAD");
  assert.deepEqual([status, bytes, length], [200, [], "100"]);
});

Deno.test("a file that cannot be read is closed", async () => {
  const path = await Deno.makeTempDir();
  const response = await fileResponse(new Request("http://tth/film"), { path, contentType: "video/webm" });
  await assert.rejects(response.bytes(), /directory/);
  await Deno.remove(path);
});
