/// <reference lib="deno.unstable" />
import assert from "node:assert/strict";

const FOLDERS = ["src", "scripts", "tests"];

/** Longest file, lines. */
const FILE_LINES = 320;
/** Longest function, lines. */
const FUNCTION_LINES = 62;
/** Modules in a folder, without its folders. */
const FOLDER_FILES = 13;

/** Folders that may have more, and why. */
const CROWDED: Readonly<Record<string, string>> = {
  "scripts": "each file is a program that a task names",
};

const folders = (await Promise.all(FOLDERS.map(contents))).flat();
const modules = await Promise.all(
  folders.flatMap(({ files }) => files).filter(isModule)
    .map(async (file) => ({ file, text: await Deno.readTextFile(file) })),
);

Deno.test(`no folder has more than ${FOLDER_FILES} modules, unless there is a reason`, () => {
  const crowded = folders.map(({ folder, files }) => ({ folder, count: files.filter(isModule).length }))
    .filter(({ count }) => count > FOLDER_FILES);
  const unexplained = crowded.filter(({ folder }) => CROWDED[folder] === undefined);
  assert.deepEqual(unexplained.map(({ folder, count }) => `${folder}: ${count}`), []);
  const stale = Object.keys(CROWDED).filter((folder) => !crowded.some((one) => one.folder === folder));
  assert.deepEqual(stale, [], "exceptions that are needed no more");
});

Deno.test(`no file has more than ${FILE_LINES} lines`, () => {
  const long = modules.map(({ file, text }) => ({ file, lines: linesOf(text) }))
    .filter(({ lines }) => lines > FILE_LINES);
  assert.deepEqual(long.map(({ file, lines }) => `${file}: ${lines}`), []);
});

Deno.test(`no function has more than ${FUNCTION_LINES} lines`, () => {
  const long = modules.flatMap(({ file, text }) =>
    Deno.lint.runPlugin(longFunctions, file, text).map(({ message }) => `${file}: ${message}`)
  );
  assert.deepEqual(long, []);
});

/** Finds functions that are too long. */
const longFunctions: Deno.lint.Plugin = {
  name: "house",
  rules: {
    "function-lines": {
      create(context) {
        const measure = (node: Deno.lint.Node) => {
          const text = context.sourceCode.getText(node);
          if (linesOf(text) <= FUNCTION_LINES) return;
          context.report({ node, message: `${linesOf(text)} lines from "${text.split("\n")[0]}"` });
        };
        return {
          FunctionDeclaration: measure,
          FunctionExpression: measure,
          ArrowFunctionExpression: measure,
        };
      },
    },
  },
};

interface Folder {
  readonly folder: string;
  /** Paths of its files. */
  readonly files: readonly string[];
}

/** A folder and all below it. */
async function contents(folder: string): Promise<Folder[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const files = entries.filter(({ isFile }) => isFile).map(({ name }) => `${folder}/${name}`);
  const below = entries.filter(({ isDirectory }) => isDirectory).map(({ name }) => contents(`${folder}/${name}`));
  return [{ folder, files }, ...(await Promise.all(below)).flat()];
}

function isModule(file: string): boolean {
  return /\.(ts|js)$/.test(file);
}

function linesOf(text: string): number {
  return text.trimEnd().split("\n").length;
}
