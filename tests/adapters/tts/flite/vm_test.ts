import assert from "node:assert/strict";
import { loadFliteModule } from "../../../../src/adapters/tts/flite/load_module.ts";
import { FliteCrash, FliteVm } from "../../../../src/adapters/tts/flite/vm.ts";

const module = await loadFliteModule();
const speak = (text: string) => ["-voice", "rms", "-psdur", "-t", text, "-o", "none"];

Deno.test("FliteVm.run() gives the same bytes for the same arguments, whatever ran in between", () => {
  const vm = new FliteVm(module);
  const first = vm.run(speak("hello there"));
  vm.run(speak("something else, and longer than before."));
  vm.run(["-voice", "slt", "-ps", "-f", "words.txt", "-o", "none"], { "words.txt": "one\n\ntwo\n\n" });
  const again = vm.run(speak("hello there"));
  const elsewhere = new FliteVm(module).run(speak("hello there"));
  assert.deepEqual(again, first);
  assert.deepEqual(elsewhere, first);
  assert.ok((first.parameters?.frames ?? 0) > 100);
  assert.match(first.stdout, /^pau:\d\.\d{3} hh:/);
});

Deno.test("FliteVm.run() leaves nothing behind in the voices' own data", () => {
  const used = new FliteVm(module);
  const calls = ["rms", "slt", "awb", "kal16"].flatMap((voice) =>
    ["it costs $3.50, doesn't it?", "xylophone zqrt 1999."].map((
      text,
    ) => [
      "-voice",
      voice,
      "--setf",
      "duration_stretch=0.8",
      "--setf",
      "f0_shift=1.2",
      "-psdur",
      "-t",
      text,
      "-o",
      "none",
    ])
  );
  for (const call of calls) used.run(call);
  for (const call of calls) assert.deepEqual(used.run(call), new FliteVm(module).run(call), call.join(" "));
});

Deno.test("FliteVm.run() does not use more memory with every call", () => {
  const vm = new FliteVm(module);
  vm.run(speak("one two three four five six seven"));
  const after = vm.memoryBytes;
  for (let i = 0; i < 12; i++) vm.run(speak("one two three four".slice(0, 4 + i)));
  assert.equal(vm.memoryBytes, after);
});

Deno.test("FliteVm.run() replaces an instance that an endless text has blown up", () => {
  const vm = new FliteVm(module);
  vm.run(["-voice", "kal16", "-ps", "-t", "one two three four five ".repeat(600), "-o", "none"]);
  const blown = vm.memoryBytes;
  assert.ok(blown > 48 * 1024 * 1024, `only ${blown} bytes`);
  vm.run(speak("hello"));
  assert.ok(vm.memoryBytes < 32 * 1024 * 1024);
});

Deno.test("FliteVm.run() tells of a failure, and works on", () => {
  const vm = new FliteVm(module);
  const before = vm.run(speak("hello"));
  assert.throws(() => vm.run(["--version"]), FliteCrash);
  assert.deepEqual(vm.run(speak("hello")), before);
});
