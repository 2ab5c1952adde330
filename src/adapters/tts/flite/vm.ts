/**
 * Runs the Flite command line inside WebAssembly, one call after the other in the same instance.
 *
 * A fresh instance a call costs tens of milliseconds and memory that is given back late. Here the memory is put back
 * to what it was after instantiation before each call: calls are fast, use the same memory, and cannot see each other,
 * so that the same arguments always give the same bytes.
 *
 * @module
 */
import { ConsoleStdout, File, OpenFile, PreopenDirectory, WASI } from "@bjorn3/browser_wasi_shim";
import { VOCODER_FD } from "./load_module.ts";
import { readParameters, type SpeechParameters } from "./vocoder/parameters.ts";

/**
 * An instance whose memory has grown past this is replaced: WebAssembly memory never shrinks. The longest breath at the
 * slowest rate takes 44 MB.
 */
const MAX_INSTANCE_BYTES = 48 * 1024 * 1024;

/**
 * Below the lowest byte that a call changes lie 17 MB of voices, which are constants. To put them back before each call
 * would take longer than to look a word up. A linker lays constants before variables, and Flite's variables take less
 * than a tenth of this margin: what no call has changed at this distance, none will.
 */
const VARIABLES_BYTES = 1024 * 1024;

/** What a call of the command line left behind. */
export interface FliteRun {
  readonly stdout: string;
  /** What is to be spoken; `undefined` when the call spoke nothing, or with a voice that needs no vocoder. */
  readonly parameters: SpeechParameters | undefined;
}

/** A Flite call failed inside. */
export class FliteCrash extends Error {
  override readonly name = "FliteCrash";
}

type WasiFunctions = WASI["wasiImport"];

interface CommandInstance {
  readonly exports: { readonly memory: WebAssembly.Memory; readonly _start: () => unknown };
  /** Memory as instantiation left it, as far as calls change it. */
  initial: InitialMemory;
}

/** What memory held at first, from an address on, once it is known from where calls change it. */
interface InitialMemory {
  readonly from: number | undefined;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A host for the Flite command line. Not concurrent: a call is synchronous. */
export class FliteVm {
  readonly #module: WebAssembly.Module;
  readonly #wasi = new WASI([], [], [], { debug: false });
  #instance: CommandInstance | undefined;
  /** What the call that is running has handed to the vocoder. */
  #parameters: SpeechParameters | undefined;

  constructor(module: WebAssembly.Module) {
    this.#module = module;
  }

  /** Memory that the instance holds, in bytes; 0 before the first call. */
  get memoryBytes(): number {
    return this.#instance?.exports.memory.buffer.byteLength ?? 0;
  }

  /**
   * Calls `flite` once.
   *
   * @param args The arguments, ASCII only (the WASI host counts an argument's characters as bytes).
   * @param files Input files by name.
   * @returns What it printed and what it would have spoken.
   * @throws {FliteCrash} When Flite trapped or exited with an error; the next call starts afresh.
   */
  run(args: readonly string[], files: Readonly<Record<string, string>> = {}): FliteRun {
    const instance = this.#fresh();
    const stdout: Uint8Array[] = [];
    const stderr: Uint8Array[] = [];
    const encoder = new TextEncoder();
    const root = new Map(Object.entries(files).map(([name, text]) => [name, new File(encoder.encode(text))]));
    this.#parameters = undefined;
    this.#wasi.args = ["flite", ...args];
    this.#wasi.fds = [
      new OpenFile(new File([])),
      new ConsoleStdout((bytes) => stdout.push(bytes)),
      new ConsoleStdout((bytes) => stderr.push(bytes)),
      new PreopenDirectory("/", root),
    ];
    try {
      const code = this.#wasi.start(instance);
      if (code !== 0) throw new FliteCrash(`flite exited with code ${code}: ${decode(stderr)}`);
    } catch (error) {
      // The stack pointer is a global that no snapshot holds: after a trap or an exit the instance is spent.
      this.#instance = undefined;
      if (error instanceof FliteCrash) throw error;
      throw new FliteCrash(`flite trapped: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
    return { stdout: decode(stdout), parameters: this.#parameters };
  }

  #fresh(): CommandInstance {
    const current = this.#instance;
    if (current === undefined || current.exports.memory.buffer.byteLength > MAX_INSTANCE_BYTES) {
      const created: CommandInstance = instantiate(this.#module, {
        ...this.#wasi.wasiImport,
        fd_write: (fd: number, ...args: number[]) => {
          if (fd !== VOCODER_FD) return this.#wasi.wasiImport.fd_write?.(fd, ...args);
          const [parameters = 0, strengths = 0, voice = 0] = args;
          this.#parameters = readParameters(created.exports.memory.buffer, { parameters, strengths, voice });
          return 0;
        },
      });
      this.#instance = created;
      return created;
    }
    putBack(current);
    return current;
  }
}

function instantiate(module: WebAssembly.Module, wasi: WasiFunctions): CommandInstance {
  const { memory, _start: start } = new WebAssembly.Instance(module, { wasi_snapshot_preview1: wasi }).exports;
  if (!(memory instanceof WebAssembly.Memory) || typeof start !== "function") {
    throw new FliteCrash("the Flite module is not a WASI command: it exports no memory or no _start");
  }
  const bytes = new Uint8Array(memory.buffer).slice();
  return { exports: { memory, _start: () => start() }, initial: { from: undefined, bytes } };
}

/** Puts the memory back to what it was before any call. After the first call it is known how much that takes. */
function putBack(instance: CommandInstance): void {
  const memory = new Uint8Array(instance.exports.memory.buffer);
  if (instance.initial.from === undefined) instance.initial = changedPart(instance.initial.bytes, memory);
  const { from = 0, bytes } = instance.initial;
  memory.set(bytes, from);
  memory.fill(0, from + bytes.length);
}

function changedPart(initial: Uint8Array<ArrayBuffer>, memory: Uint8Array): InitialMemory {
  const [before, now] = [initial, memory].map((bytes) => new Uint32Array(bytes.buffer));
  const words = initial.length / 4;
  let word = 0;
  while (word < words && before?.[word] === now?.[word]) word++;
  const from = Math.max(0, 4 * word - VARIABLES_BYTES);
  return { from, bytes: initial.slice(from) };
}

function decode(pieces: readonly Uint8Array[]): string {
  const decoder = new TextDecoder();
  return pieces.map((piece) => decoder.decode(piece, { stream: true })).join("") + decoder.decode();
}
