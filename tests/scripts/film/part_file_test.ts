import assert from "node:assert/strict";
import { PartFile } from "../../../scripts/lib/film/part_file.ts";
import { withFolder } from "../support.ts";

Deno.test("a film's file holds each byte where it was written, in whatever order and size", () =>
  withFolder(async (folder) => {
    const path = `${folder}/x.webm`;
    const file = await PartFile.create(path);
    const expected = new Uint8Array(200_003);
    const put = async (value: number, length: number, position?: number) => {
      const bytes = new Uint8Array(length).fill(value);
      expected.set(bytes, position ?? file.length);
      await file.write(bytes, position);
    };
    await put(1, 44);
    await put(2, 70_000);
    await put(3, 65_530);
    await put(4, 4, 8);
    await put(5, 64_429);
    await put(6, 3, 100_000);
    assert.equal(file.length, 200_003);
    await file.commit();
    assert.deepEqual(await Deno.readFile(path), expected);
  }));

Deno.test("of a film that is given up neither a file nor a folder stays", () =>
  withFolder(async (folder) => {
    const file = await PartFile.create(`${folder}/new/deep/x.webm`);
    await file.write(new Uint8Array(10));
    await file.discard();
    assert.deepEqual(await Array.fromAsync(Deno.readDir(folder)), []);
  }));

Deno.test("two programs that write the same film do not disturb each other: the last one to end has its place", () =>
  withFolder(async (folder) => {
    const path = `${folder}/x.wav`;
    const [first, second] = [await PartFile.create(path), await PartFile.create(path)];
    await first.write(new Uint8Array(100_000).fill(1));
    await second.write(new Uint8Array(70_000).fill(2));
    await first.commit();
    assert.deepEqual(await Deno.readFile(path), new Uint8Array(100_000).fill(1));
    await second.commit();
    assert.deepEqual(await Deno.readFile(path), new Uint8Array(70_000).fill(2));
    assert.deepEqual(await Array.fromAsync(Deno.readDir(folder), ({ name }) => name), ["x.wav"]);
  }));

Deno.test("a film removes what killed programs left of it, and nothing else", () =>
  withFolder(async (folder) => {
    const kept = ["x.wav.12345678.part", "x.wav.part", "x.wav.1234567g.part", "y.wav.12345678.part", "x.wav"];
    const [running, ...others] = kept;
    for (const name of [...kept, "x.wav.0123abcd.part"]) await Deno.writeTextFile(`${folder}/${name}`, "");
    const before = new Date(Date.now() - 2 * 3_600_000);
    for (const name of [...others, "x.wav.0123abcd.part"]) await Deno.utime(`${folder}/${name}`, before, before);
    const file = await PartFile.create(`${folder}/x.wav`);
    await file.discard();
    const left = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
    assert.deepEqual(left.toSorted(), [running, ...others].toSorted());
  }));

Deno.test("a film's file that another program has moved away is reported in one line", () =>
  withFolder(async (folder) => {
    const path = `${folder}/x.bin`;
    const file = await PartFile.create(path);
    await Deno.rename(file.partPath, path);
    await assert.rejects(file.commit(), { name: "FilmFailure", message: /^cannot write [^\n]+$/ });
  }));

Deno.test("a place where no file can be is reported in one line, with the remedy", async () => {
  await assert.rejects(PartFile.create("/proc/x.webm"), {
    name: "UsageError",
    message: /^cannot write \/proc\/x\.webm: [^\n-]+; give another file with -o$/,
  });
});
