/**
 * Replaces one function in a WebAssembly module, byte for byte as the binary format has it (WebAssembly Core
 * Specification 2.0, chapter 5).
 *
 * @module
 */

/** The sections of a module, by their ids. */
const SECTION = { custom: 0, import: 2, code: 10 } as const;

/** Where the functions' names are in the section of that name. */
const FUNCTION_NAMES = 1;

/** An import of a function, of the four kinds of imports. */
const FUNCTION_IMPORT = 0;

/** The bytes before a module's first section: a magic number and a version. */
const PREAMBLE_BYTES = 8;

const ENDS_TOO_EARLY = "Cannot read a WebAssembly module: it ends too early";

/** What a module's functions are called, and which is which. */
export interface FunctionIndex {
  /** The index of a function that the module imports. */
  imported(module: string, name: string): number;
  /** The index of a function by its name in the module's debug names. */
  named(name: string): number;
}

interface Section {
  readonly id: number;
  readonly bytes: Uint8Array;
}

/**
 * Gives a function of a module another body.
 *
 * @param module A module that names its functions.
 * @param name The function's name.
 * @param bodyOf Writes the new body, without its size: the declarations of its locals, its instructions, and `end`.
 * @returns The new module, without what the old one holds for debuggers, but for the names, which make traps readable.
 * @throws {RangeError} When the module is none, or lacks one of the functions that are asked for.
 */
export function replaceFunction(
  module: Uint8Array,
  name: string,
  bodyOf: (functions: FunctionIndex) => readonly number[],
): Uint8Array<ArrayBuffer> {
  const all = sectionsOf(module);
  const imports = importedFunctions(all.find(({ id }) => id === SECTION.import)?.bytes ?? new Uint8Array([0]));
  const names = functionNames(all);
  const named = (wanted: string) => found(names.get(wanted), wanted);
  const imported = (from: string, wanted: string) => {
    const index = imports.indexOf(`${from}.${wanted}`);
    return found(index < 0 ? undefined : index, wanted);
  };
  const body = Uint8Array.from(bodyOf({ imported, named }));
  const place = named(name) - imports.length;
  const parts = all.filter((section) => section.id !== SECTION.custom || customName(section) === "name")
    .flatMap(({ id, bytes }) => {
      const content = id === SECTION.code ? withBody(bytes, place, body) : [bytes];
      const size = content.reduce((sum, part) => sum + part.length, 0);
      return [Uint8Array.from([id, ...toLeb128(size)]), ...content];
    });
  return concatenated([module.subarray(0, PREAMBLE_BYTES), ...parts]);
}

/** A number as WebAssembly writes it: seven bits a byte, the lowest first. */
export function toLeb128(value: number): number[] {
  const bytes: number[] = [];
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push(0x80 | value % 128);
  return [...bytes, value];
}

/** A number that is not negative, as WebAssembly writes one that could be: its highest bit is the sign. */
export function toSignedLeb128(value: number): number[] {
  const bytes = toLeb128(value);
  const last = bytes.at(-1) ?? 0;
  return last < 0x40 ? bytes : [...bytes.slice(0, -1), last | 0x80, 0];
}

/** Reads what a section is made of, from its beginning on. */
class Reader {
  readonly #bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.at >= this.#bytes.length;
  }

  number(): number {
    let value = 0;
    for (let scale = 1;; scale *= 128) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined) throw new RangeError(ENDS_TOO_EARLY);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  take(length: number): Uint8Array {
    const end = this.at + length;
    if (end > this.#bytes.length) throw new RangeError(ENDS_TOO_EARLY);
    const taken = this.#bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }

  text(): string {
    return new TextDecoder().decode(this.take(this.number()));
  }
}

function sectionsOf(module: Uint8Array): Section[] {
  const reader = new Reader(module);
  if (new TextDecoder().decode(reader.take(PREAMBLE_BYTES)) !== "\0asm\x01\0\0\0") {
    throw new RangeError(`Cannot read a WebAssembly module: ${module.length} bytes that do not begin like one`);
  }
  const sections: Section[] = [];
  while (!reader.isAtEnd) sections.push({ id: reader.number(), bytes: reader.take(reader.number()) });
  return sections;
}

function customName({ bytes }: Section): string {
  return new Reader(bytes).text();
}

/** `module.name` of each imported function, in order. */
function importedFunctions(section: Uint8Array): string[] {
  const reader = new Reader(section);
  return Array.from({ length: reader.number() }, () => {
    const name = `${reader.text()}.${reader.text()}`;
    const kind = reader.number();
    if (kind !== FUNCTION_IMPORT) {
      throw new RangeError(`Cannot change a module that imports more than functions: ${name}`);
    }
    reader.number();
    return name;
  });
}

function functionNames(sections: readonly Section[]): Map<string, number> {
  const names = new Map<string, number>();
  const section = sections.find((section) => section.id === SECTION.custom && customName(section) === "name");
  const reader = new Reader(section?.bytes ?? new Uint8Array([0]));
  reader.text();
  while (!reader.isAtEnd) {
    const id = reader.number();
    const part = new Reader(reader.take(reader.number()));
    if (id !== FUNCTION_NAMES) continue;
    for (let left = part.number(); left > 0; left--) {
      const index = part.number();
      names.set(part.text(), index);
    }
  }
  return names;
}

/** The code section with another body in one place. */
function withBody(section: Uint8Array, place: number, body: Uint8Array): Uint8Array[] {
  const reader = new Reader(section);
  const count = reader.number();
  if (place < 0 || place >= count) throw new RangeError(`Cannot replace function ${place} of ${count}`);
  for (let i = 0; i < place; i++) reader.take(reader.number());
  const before = section.subarray(0, reader.at);
  reader.take(reader.number());
  return [before, Uint8Array.from(toLeb128(body.length)), body, section.subarray(reader.at)];
}

function found(index: number | undefined, name: string): number {
  if (index === undefined) throw new RangeError(`Cannot change the module: it has no function ${name}`);
  return index;
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
