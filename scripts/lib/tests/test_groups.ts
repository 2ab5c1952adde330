/**
 * Test files that run together: in one worker, which loads the modules that they share once. For tests that compute
 * little, loading costs more than the tests themselves.
 *
 * @module
 */
import { PROJECT_ROOT } from "../../../src/core/project_root.ts";

/** How many files run together at most: several workers must get groups. */
const GROUP_FILES = 16;

/** Groups as modules that `deno test` takes, until they are disposed of. */
export interface TestGroups extends AsyncDisposable {
  /** Paths of the modules, the one with most tests first. */
  readonly modules: readonly string[];
}

/** The test files of a folder and its folders, in groups: a folder with few is a group, otherwise each part of it is. */
interface Group {
  readonly name: string;
  readonly files: readonly string[];
}

/**
 * Groups the tests of a folder.
 *
 * @param folder The folder, from the project's root.
 * @param except Folders and files that are left out.
 */
export async function groupTests(folder: string, except: readonly string[]): Promise<TestGroups> {
  const groups = groupsOf(folder, await testsIn(folder, except)).sort((a, b) => b.files.length - a.files.length);
  const place = await Deno.makeTempDir({ prefix: "tth_tests_" });
  const modules = await Promise.all(groups.map(async ({ name, files }) => {
    const path = `${place}/${name.replaceAll("/", "_")}.ts`;
    const imports = files.map((file) => `import ${JSON.stringify(new URL(file, PROJECT_ROOT).href)};\n`);
    await Deno.writeTextFile(path, imports.join(""));
    return path;
  }));
  return { modules, [Symbol.asyncDispose]: () => Deno.remove(place, { recursive: true }) };
}

/** The test files below a folder, in the order of their paths. */
async function testsIn(folder: string, except: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, PROJECT_ROOT))) {
    const path = `${folder}/${name}`;
    if (except.includes(path)) continue;
    if (isDirectory) found.push(...await testsIn(path, except));
    else if (name.endsWith("_test.ts")) found.push(path);
  }
  return found.sort();
}

function groupsOf(folder: string, files: readonly string[]): Group[] {
  if (files.length <= GROUP_FILES) return [{ name: folder, files }];
  const parts = Map.groupBy(files, (file) => {
    const [part = "", ...below] = file.slice(folder.length + 1).split("/");
    return below.length === 0 ? folder : `${folder}/${part}`;
  });
  return [...parts].flatMap(([name, files]) => name === folder ? [{ name, files }] : groupsOf(name, files));
}
