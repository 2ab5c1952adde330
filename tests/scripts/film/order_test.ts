import assert from "node:assert/strict";
import { readArguments } from "../../../scripts/lib/command.ts";
import { FILM_OPTIONS, readOrder, type TextSources } from "../../../scripts/lib/film/order.ts";

const encode = (text: string) => new TextEncoder().encode(text);

/** Sources with one file, `a.txt`. */
function sourcesOf(content: Uint8Array<ArrayBuffer>): TextSources {
  return {
    readFile: (path) =>
      path === "a.txt" ? Promise.resolve(content) : Promise.reject(new Deno.errors.NotFound("os error 2")),
    readStdin: () => Promise.resolve(encode("from standard input")),
  };
}

const order = async (args: string[], content = encode("from a file")) =>
  await readOrder(readArguments({ options: FILM_OPTIONS, allowPositionals: true }, args), sourcesOf(content));

Deno.test("a film's text comes from the arguments, a file, or standard input", async () => {
  assert.equal((await order(["Hello", "there", "-o", "x.wav"]))?.text, "Hello there");
  assert.equal((await order(["--file", "a.txt", "-o", "x.wav"]))?.text, "from a file");
  assert.equal((await order(["-o", "x.wav"]))?.text, "from standard input");
});

Deno.test("the ending of the file decides what is made", async () => {
  assert.equal((await order(["-o", "a.b/Hello.WEBM"]))?.kind, "webm");
  assert.equal((await order(["-o", "hello.srt"]))?.kind, "srt");
});

Deno.test("each mistake in the arguments is one line with a remedy", async () => {
  const mistakes: [string[], RegExp][] = [
    [[], /-o hello\.webm/],
    [["-o", "x.avi"], /unknown ending "avi", known: \.webm/],
    [["-o", "x.mp4", "--transparent"], /\.mp4 file cannot be, give a \.webm/],
    [["-o", "x.webm", "--emotion", "hapy"], /did you mean "happy"/],
    [["-o", "x.webm", "--size", "255"], /even pixels from 128 to 1024/],
    [["-o", "x.webm", "--fps", "12.5"], /give a whole number/],
    [["-o", "x.webm", "--background", "blue"], /a colour \("#203040"\)/],
    [["-o", "x.wav", "--transparent"], /\.wav file has no picture/],
    [["-o", "x.wav", "--captions", "burn"], /\.wav file has no picture/],
    [["-o", "x.webm", "--captions", "brun"], /did you mean "burn"/],
    [["-o", "x.webm", "--layout", "cut"], /did you mean "cuts"/],
    [["-o", "x.vtt", "--layout", "cuts"], /\.vtt file has no picture/],
    [["-o", "x.gif", "--fps", "60"], /a number from 10 to 50/],
    [["-o", "x.webm", "--fps", "NaN"], /a number from 10 to 60/],
    [["-o", "x.webm", "--size", "0"], /even pixels from 128 to 1024/],
    [["-o", "x.webm", "--size", "99999999999999999999"], /even pixels from 128 to 1024/],
    [["-o", "x.webm", "--server", "human.example"], /such as http:\/\/localhost:8000/],
    [["-o", "x.webm", "--server", "http://a", "--profile", "embedded"], /--server excludes --profile/],
    [["-o", "./a.vtt", "--file", "a.vtt"], /that is the text itself/],
    [["-o", "x.wav", "--file", "b.txt"], /--file b\.txt: no such file; give a text file/],
    [["-o", "x.wav", "--file", "a.txt", "Hi"], /give one text/],
    [["-o", "x.wav", "--background", "#203040"], /\.wav file has no picture/],
    [["-o", "x.wav", "--loud"], /--loud/],
    [["-o", "x.wav", "-o", "y.wav"], /--out: given twice/],
    [["--size", "-o", "x.wav"], /--size: give a value; one that begins with "-" is written --size=-…/],
  ];
  for (const [args, message] of mistakes) {
    await assert.rejects(order(args), (error: Error) => {
      assert.equal(error.name, "UsageError");
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /\n/);
      return true;
    });
  }
});

Deno.test("an intensity without an emotion is that of the persona's", async () => {
  const emotionOf = async (...args: string[]) => (await order(["-o", "x.wav", ...args])).control.emotion;
  assert.deepEqual(await emotionOf("--intensity", "0.2"), { intensity: 0.2 });
  assert.deepEqual(await emotionOf("--emotion", "sad"), { label: "sad", intensity: 0.7 });
  assert.equal(await emotionOf(), undefined);
});

Deno.test("a file that is not text is refused", async () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
  await assert.rejects(order(["-o", "x.wav", "--file", "a.txt"], png), /a\.txt is not text/);
  await assert.rejects(order(["-o", "x.wav", "--file", "a.txt"], encode("a\0b")), /a\.txt is not text/);
});
