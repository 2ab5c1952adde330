/**
 * Declarations in one file, for users who have an address instead of a package: `/client.d.ts`.
 *
 * @module
 */
import { posix } from "node:path";
import ts from "typescript";

/** A file of declarations. */
export interface FlatTypes {
  readonly text: string;
  /** What its module exports. */
  readonly exported: ReadonlySet<string>;
  /** Modules whose declarations it holds. */
  readonly modules: ReadonlySet<string>;
}

/** Declarations that a file takes from another one instead of holding them itself. */
export interface SharedTypes {
  /** The address of the other file's module, as an import names it. */
  readonly address: string;
  readonly types: FlatTypes;
}

/** A module's declarations, apart from its imports and exports. */
interface Module {
  readonly declared: ReadonlyMap<string, string>;
  /** Declarations without a name: `declare global`. */
  readonly others: readonly string[];
  readonly exported: readonly string[];
  readonly imports: readonly { readonly from: string; readonly names: readonly string[] }[];
}

/**
 * Puts the declarations that a module needs into one file.
 *
 * @param files Declarations by path, as `declarationsOf()` gives them.
 * @param entry The path of the module whose exports the file has.
 * @param shared What the file imports.
 * @throws {Error} When two modules declare different things under one name, or a name is changed on its way.
 */
export function flatTypes(files: ReadonlyMap<string, string>, entry: string, shared?: SharedTypes): FlatTypes {
  const modules = new Map<string, Module>();
  const taken = new Set<string>();
  const open = [entry];
  for (const path of open) {
    if (modules.has(path)) continue;
    const module = readModule(path, files.get(path) ?? "");
    modules.set(path, module);
    for (const { from, names } of module.imports) {
      if (!shared?.types.modules.has(from)) open.push(from);
      else for (const name of names) taken.add(checkShared(name, shared));
    }
  }
  const exported = modules.get(entry)?.exported ?? [];
  const text = [
    '/// <reference lib="esnext.disposable" />',
    ...taken.size > 0 ? [`import { ${[...taken].sort().join(", ")} } from "${shared?.address}";`] : [],
    ...needed(merged(modules), exported),
    ...[...modules.values()].flatMap(({ others }) => others),
    `export { ${[...exported].sort().join(", ")} };`,
  ].join("\n");
  return { text: `${text}\n`, exported: new Set(exported), modules: new Set(modules.keys()) };
}

/** All declarations by name; those that two modules have alike stand once. */
function merged(modules: ReadonlyMap<string, Module>): Map<string, string> {
  const found = new Map<string, { readonly path: string; readonly text: string }>();
  for (const [path, { declared }] of modules) {
    for (const [name, text] of declared) {
      const known = found.get(name);
      if (known === undefined) found.set(name, { path, text });
      else if (withoutDoc(known.text) !== withoutDoc(text)) {
        throw new Error(`'${name}' is one thing in ${known.path} and another in ${path}. Rename one of them.`);
      }
    }
  }
  return new Map([...found].map(([name, { text }]) => [name, text]));
}

/** The declarations that the exports use, in any of their lines. */
function needed(declarations: ReadonlyMap<string, string>, exported: readonly string[]): string[] {
  const names = new Set(exported);
  // A set visits what is added to it on the way.
  for (const name of names) {
    for (const [word] of withoutDoc(declarations.get(name) ?? "").matchAll(/[\w$]+/g)) {
      if (declarations.has(word)) names.add(word);
    }
  }
  return [...declarations].flatMap(([name, text]) => names.has(name) ? [text] : []);
}

function withoutDoc(text: string): string {
  return text.replaceAll(/\/\*\*[^]*?\*\/\s*/g, "");
}

function checkShared(name: string, { address, types }: SharedTypes): string {
  if (types.exported.has(name)) return name;
  throw new Error(`'${name}' is used here but not exported by ${address}. Export it there.`);
}

function readModule(path: string, text: string): Module {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const declared = new Map<string, string>();
  const others: string[] = [];
  const exported: string[] = [];
  const imports: { from: string; names: string[] }[] = [];
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) {
      const names = namesOf(statement, path);
      if (ts.isExportDeclaration(statement)) exported.push(...names);
      const { moduleSpecifier } = statement;
      if (moduleSpecifier) imports.push({ from: pathOf(moduleSpecifier, path), names });
      continue;
    }
    const declaration = statement.getFullText(source).trim().replace(/^((?:\/\*\*[^]*?\*\/\s*)*)export /, "$1");
    const names = declaredNames(statement);
    if (names.length === 0) others.push(declaration);
    for (const name of names) {
      // Overloads, and an interface that adds to a class.
      const before = declared.get(name);
      declared.set(name, before === undefined ? declaration : `${before}\n${declaration}`);
      if (isExported(statement)) exported.push(name);
    }
  }
  return { declared, others, exported: [...new Set(exported)], imports };
}

function namesOf(statement: ts.ImportDeclaration | ts.ExportDeclaration, path: string): string[] {
  const clause = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : statement.exportClause;
  if (clause === undefined) return [];
  if (!ts.isNamedImports(clause) && !ts.isNamedExports(clause)) throw unfit(statement, path);
  return clause.elements.map(({ name, propertyName }) => {
    if (propertyName) throw unfit(statement, path);
    return name.text;
  });
}

function unfit(statement: ts.Statement, path: string): Error {
  return new Error(`${path}: ${statement.getText()} gives things another name. Use their own names.`);
}

function pathOf(specifier: ts.Expression, path: string): string {
  const name = ts.isStringLiteral(specifier) ? specifier.text : "";
  return posix.join(posix.dirname(path), name.replace(/\.js$/, ".d.ts"));
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const isNamed = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement) || ts.isFunctionDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) ?? [] : [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}
