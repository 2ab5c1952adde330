import assert from "node:assert/strict";
import { htmlOf, sectionOf } from "../../../src/api/descriptions/markdown.ts";

const PAGE = `# Page

Intro.

## One

First.

\`\`\`sh
## not a heading
\`\`\`

### Below

- a
  continued
- **b** with \`<code>\`

## Two

| a | b |
| --- | --- |
| 1 \\| 2 | [x](README.md) and [y](https://example.com) |
`;

Deno.test("sectionOf() returns what is below a heading, with its own headings", () => {
  const section = sectionOf(PAGE, "One");
  assert.match(section, /^First\.\n/);
  assert.match(section, /### Below[\s\S]*`<code>`$/);
  assert.throws(() => sectionOf(PAGE, "not a heading"), /no heading 'not a heading'/);
});

Deno.test("htmlOf() renders code, lists and headings, and escapes HTML", () => {
  assert.equal(
    htmlOf(sectionOf(PAGE, "One")),
    "<p>First.</p>\n<pre><code>## not a heading</code></pre>\n<h3>Below</h3>\n" +
      "<ul><li>a continued</li><li><strong>b</strong> with <code>&lt;code&gt;</code></li></ul>",
  );
});

Deno.test("htmlOf() renders tables, and links to other origins only", () => {
  assert.equal(
    htmlOf(sectionOf(PAGE, "Two")),
    "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>" +
      '<tr><td>1 | 2</td><td>x and <a href="https://example.com">y</a></td></tr></tbody></table>',
  );
});
