import assert from "node:assert/strict";
import { ConsoleStdout, File, OpenFile, PreopenDirectory, WASI } from "@bjorn3/browser_wasi_shim";
import { fliteWithVocoder, loadFliteModule } from "../../../../../src/adapters/tts/flite/load_module.ts";
import { FliteVm } from "../../../../../src/adapters/tts/flite/vm.ts";
import type { SpeechParameters } from "../../../../../src/adapters/tts/flite/vocoder/parameters.ts";
import { type BlockRange, Vocoder } from "../../../../../src/adapters/tts/flite/vocoder/vocoder.ts";
import { createVoiceKernel } from "../../../../../src/adapters/tts/flite/vocoder/voice_kernel.ts";
import { VOICE_NAMES } from "../../../../../src/adapters/tts/flite/voices.ts";
import { HARVARD } from "../support.ts";

const vm = new FliteVm(await loadFliteModule());
const vocoder = new Vocoder(createVoiceKernel());

function parametersOf(voice: string, text: string): SpeechParameters {
  const { parameters } = vm.run(["-voice", voice, "-t", text, "-o", "none"]);
  assert.ok(parameters);
  return parameters;
}

function speak(parameters: SpeechParameters, range?: BlockRange): number[] {
  return vocoder.speak(parameters, range).flatMap((block) => [...block]).toArray();
}

/** What Flite's own vocoder makes of a text, as it is published. */
async function original(voice: string, text: string): Promise<Int16Array> {
  const files = new Map<string, File>();
  const silent = () => new ConsoleStdout(() => {});
  const args = ["flite", "-voice", voice, "-t", text, "-o", "out.wav"];
  const wasi = new WASI(args, [], [new OpenFile(new File([])), silent(), silent(), new PreopenDirectory("/", files)], {
    debug: false,
  });
  const { instance } = await WebAssembly.instantiate(await fliteWithVocoder(), {
    wasi_snapshot_preview1: wasi.wasiImport,
  });
  const { memory, _start } = instance.exports;
  assert.ok(memory instanceof WebAssembly.Memory && typeof _start === "function");
  wasi.start({ exports: { memory, _start: () => _start() } });
  const wav = files.get("out.wav")?.data ?? new Uint8Array();
  return new Int16Array(wav.slice(44).buffer);
}

Deno.test("Vocoder.speak() makes what Flite's own vocoder makes, sample by sample", async () => {
  for (const [index, voice] of VOICE_NAMES.entries()) {
    const text = HARVARD[index] ?? "";
    const theirs = await original(voice, text);
    const ours = speak(parametersOf(voice, text)).map((sample) => Math.trunc(sample * 32768));
    assert.equal(ours.length, theirs.length);
    assert.ok(theirs.some((sample) => Math.abs(sample) > 5000), "there is something to be heard");
    // Sums in another order are rounded in another way: rarely, and by no more than a step.
    const steps = ours.map((sample, at) => Math.abs(sample - (theirs[at] ?? 0)));
    assert.ok(Math.max(...steps) <= 1, `${voice}: differs by ${Math.max(...steps)}`);
    const differing = steps.filter((step) => step > 0).length;
    assert.ok(differing < 20, `${voice}: ${differing} samples differ`);
  }
});

Deno.test("Vocoder.speak() makes the same of the same, whatever came before", () => {
  const parameters = parametersOf("slt", HARVARD[0]);
  const first = speak(parameters);
  speak(parametersOf("rms", HARVARD[1]), { from: 20, to: 90 });
  assert.deepEqual(speak(parameters), first);
});

Deno.test("Vocoder.speak() speaks a part as long as was asked for, and like the whole once it is under way", () => {
  const parameters = parametersOf("awb", HARVARD[2]);
  const [from, to] = [100, 160];
  const whole = speak(parameters).slice(from * 80, to * 80);
  const part = speak(parameters, { from, to });
  assert.equal(part.length, (to - from) * 80);
  const level = (samples: number[]) => Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0));
  assert.ok(Math.abs(level(part) / level(whole) - 1) < 0.1);
});

Deno.test("Vocoder.speak() pulses at the pitch that it is given", () => {
  const parameters = parametersOf("rms", HARVARD[3]);
  const steady = { ...parameters, pitchHz: parameters.pitchHz.map((hz) => hz > 0 ? 160 : 0) };
  const voiced = parameters.pitchHz.findIndex((hz, frame) =>
    parameters.pitchHz.subarray(frame, frame + 20).every((next) => hz > 0 && next > 0)
  );
  const samples = speak(steady, { from: voiced, to: voiced + 20 });
  const likeness = (lag: number) =>
    samples.slice(lag).reduce((sum, sample, at) => sum + sample * (samples[at] ?? 0), 0);
  for (const lag of [60, 80, 130]) assert.ok(likeness(100) > 1.5 * likeness(lag), `more alike after ${lag} samples`);
});

Deno.test("Vocoder.speak() speaks nothing where nothing is asked for, and stays within the utterance", () => {
  const parameters = parametersOf("rms", "No.");
  assert.deepEqual(speak(parameters, { from: 10, to: 10 }), []);
  assert.equal(speak(parameters, { from: parameters.frames - 3, to: parameters.frames + 50 }).length, 2 * 80);
});

Deno.test("Vocoder.speak() begins anew after an utterance that was not spoken to its end", () => {
  const parameters = parametersOf("slt", HARVARD[4]);
  const first = speak(parameters);
  vocoder.speak(parametersOf("rms", HARVARD[1]), { from: 50, to: 90 }).take(20).toArray();
  assert.deepEqual(speak(parameters), first);
});

Deno.test("Vocoder.speak() says which voices it cannot speak with", () => {
  const parameters = parametersOf("rms", "No.");
  const { voice } = parameters;
  const cases: [Partial<SpeechParameters>, RegExp][] = [
    [{ order: 30 }, /30 coefficients/],
    [{ voice: { ...voice, sampleRate: 8000 } }, /8000 Hz/],
    [{ voice: { ...voice, bands: [...voice.bands.slice(1), new Float64Array(7)] } }, /48, 7 taps/],
  ];
  for (const [change, message] of cases) assert.throws(() => speak({ ...parameters, ...change }), message);
});
