/**
 * Declaration files for the npm package: TypeScript's own, with the types that are inferred from schemas written out, so
 * that the package needs no library.
 *
 * @module
 */
import { posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { PROJECT_ROOT } from "../../../src/core/project_root.ts";

const ROOT = fileURLToPath(PROJECT_ROOT);

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  declaration: true,
  emitDeclarationOnly: true,
  skipLibCheck: true,
  types: [],
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"],
};

/** Written out completely, over several lines. */
const WRITTEN_OUT = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias |
  ts.TypeFormatFlags.MultilineObjectLiterals | ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;

/**
 * Makes declaration files.
 *
 * @param entries Modules, from the project's root.
 * @param packages A folder whose `node_modules` has the packages that the modules take types from.
 * @returns Texts by path, from `src/`: `client/mod.d.ts`.
 * @throws {Error} With TypeScript's words when the modules have errors.
 */
export function declarationsOf(entries: readonly string[], packages: string): Map<string, string> {
  const host = ts.createCompilerHost(OPTIONS);
  host.resolveModuleNameLiterals = (literals, file) =>
    literals.map(({ text }) =>
      ts.resolveModuleName(text, text.startsWith(".") ? file : `${packages}/index.ts`, OPTIONS, host)
    );
  const program = ts.createProgram(entries.map((entry) => ROOT + entry), OPTIONS, host);
  const texts = new Map<string, string>();
  const { diagnostics } = program.emit(undefined, (path, text, _mark, _onError, sources) => {
    const source = sources?.[0];
    if (!source || !path.endsWith(".d.ts")) return;
    const name = path.slice(`${ROOT}src/`.length);
    texts.set(name, importsSchemas(source) ? writtenOut(program.getTypeChecker(), source) : portable(text));
  });
  // Bodies are checked by `deno check`, with libraries that are newer than this compiler's.
  const errors = [...program.getDeclarationDiagnostics(), ...diagnostics];
  if (errors.length > 0) {
    throw new Error(`Cannot declare the package's types:\n${ts.formatDiagnostics(errors.slice(0, 10), host)}`);
  }
  return reachable(texts, entries.map((entry) => entry.slice("src/".length).replace(/\.ts$/, ".d.ts")));
}

/** The declarations that a user of the entries may see. */
function reachable(texts: ReadonlyMap<string, string>, entries: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const open = [...entries];
  for (const path of open) {
    const text = texts.get(path);
    if (text === undefined || found.has(path)) continue;
    found.set(path, text);
    for (const [, target = ""] of text.matchAll(/(?:from |import\(|import )"(\.[^"]+)\.js"/g)) {
      open.push(`${posix.join(posix.dirname(path), target)}.d.ts`);
    }
  }
  return found;
}

function importsSchemas(source: ts.SourceFile): boolean {
  return source.statements.some((statement) =>
    ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier) &&
    statement.moduleSpecifier.text === "zod"
  );
}

/** The exported types of a module, without the schemas that they come from. */
function writtenOut(checker: ts.TypeChecker, source: ts.SourceFile): string {
  const module = checker.getSymbolAtLocation(source);
  const lines: string[] = [];
  for (const symbol of module ? checker.getExportsOfModule(module) : []) {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const declaration = target.declarations?.find(ts.isTypeAliasDeclaration);
    if (!declaration || declaration.typeParameters) continue;
    const doc = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    const type = checker.typeToString(checker.getDeclaredTypeOfSymbol(target), source, WRITTEN_OUT);
    lines.push(...doc ? [`/** ${doc.replaceAll("\n", "\n * ")} */`] : [], `export type ${symbol.name} = ${type};`);
  }
  return `${lines.join("\n").replaceAll(/ {2,}/g, " ")}\n`;
}

/** A declaration as Node, bundlers and older targets read it. */
function portable(text: string): string {
  const disposes = /\b(Async)?Disposable\b|Symbol\.(asyncDispose|dispose)/.test(text);
  const named = text.replaceAll(/(from |import\(|import )"(\.[^"]+)\.ts"/g, '$1"$2.js"');
  return disposes ? `/// <reference lib="esnext.disposable" />\n${named}` : named;
}
