import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { groupUnitTests } from "../../scripts/phase_01_unit.ts";
import { PROJECT_ROOT } from "../../src/core/project_root.ts";

/** Tests that run in other lanes or in the browser's phase. */
const UNGROUPED = /^tests\/(?:e2e|alone|integration|adapters\/(?:kit|realtime)|scripts\/python_test)\b/;

Deno.test("every other test file is in exactly one group of the unit tests", async () => {
  await using groups = await groupUnitTests();
  const texts = await Promise.all(groups.modules.map((path) => Deno.readTextFile(path)));
  const root = fileURLToPath(PROJECT_ROOT);
  const grouped = texts.flatMap((text) => [...text.matchAll(/^import "(.*)";$/gm)])
    .map(([, url = ""]) => fileURLToPath(url).slice(root.length));
  assert.deepEqual(grouped.sort(), (await testsBelow("tests")).filter((path) => !UNGROUPED.test(path)).sort());
});

async function testsBelow(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  const found = entries.map(({ name, isDirectory }) => {
    if (isDirectory) return testsBelow(`${folder}/${name}`);
    return name.endsWith("_test.ts") ? [`${folder}/${name}`] : [];
  });
  return (await Promise.all(found)).flat();
}
