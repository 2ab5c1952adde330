import assert from "node:assert/strict";
import { print } from "../../scripts/lib/print.ts";
import { openReader, readCases, says } from "./support.ts";

/** Share of the lines of a table that must be read as a good reader reads them. */
const LEAST = 0.95;

for (
  const name of ["reading.tsv", "variants.tsv", "harder.tsv", "broader.tsv", "wider.tsv", "deeper.tsv", "further.tsv"]
) {
  Deno.test(`the reader says what a good reader says for ${LEAST * 100} % of ${name}`, async () => {
    const reader = await openReader();
    const cases = await readCases(name);
    const misses = new Map<string, string[]>();
    for (const found of cases) {
      const { ok, said } = says(reader, found);
      if (ok) continue;
      const line = `${JSON.stringify(found.text)}\n    said:   ${said}\n    wanted: ${
        found.accepted.join("\n            ")
      }`;
      misses.set(found.kind, [...misses.get(found.kind) ?? [], line]);
    }
    const missed = [...misses.values()].flat().length;
    const report = [...misses].map(([kind, lines]) => `${kind}:\n  ${lines.join("\n  ")}`).join("\n");
    if (missed > 0) print(`${name}: ${cases.length - missed} of ${cases.length} right; missed:\n${report}`);
    assert.ok(cases.length > 150);
    assert.ok(missed <= cases.length * (1 - LEAST), `${missed} of ${cases.length} lines of ${name} are read wrong`);
  });
}
