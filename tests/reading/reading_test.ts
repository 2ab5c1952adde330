import assert from "node:assert/strict";
import { print } from "../../scripts/lib/print.ts";
import { explain } from "../../src/reading/explain.ts";
import { openReader, readCases, says } from "./support.ts";

/** Share of the lines of a table that must be read as a good reader reads them. */
const LEAST = 0.95;

for (
  const name of [
    "reading.tsv",
    "variants.tsv",
    "harder.tsv",
    "broader.tsv",
    "wider.tsv",
    "deeper.tsv",
    "further.tsv",
    "subtler.tsv",
  ]
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
    assert.ok(cases.length > 100);
    assert.ok(missed <= cases.length * (1 - LEAST), `${missed} of ${cases.length} lines of ${name} are read wrong`);
  });
}

const PLACES: Readonly<Record<string, (text: string) => string>> = {
  "in parentheses": (text) => `(${text})`,
  "before another paragraph": (text) => `${text}\n\nThen we left.`,
  "in quotation marks": (text) => `"${text}"`,
};

for (const [place, put] of Object.entries(PLACES)) {
  Deno.test(`the reader says a text ${place} as it says it alone, for 97 % of deeper.tsv`, async () => {
    const reader = await openReader();
    const wordsOf = (text: string) => explain(reader.read(text)).words.join(" ").replace(/ then we left$/, "");
    const cases = (await readCases("deeper.tsv")).filter(({ text }) => !text.includes("\n"));
    const differ = cases.filter(({ text }) => wordsOf(put(text)) !== wordsOf(text)).map(({ text }) => text);
    assert.ok(differ.length <= cases.length * 0.03, differ.join("\n"));
  });
}
