/**
 * The pages of this project as HTML, and parts of them: only the Markdown that they use.
 *
 * @module
 */

/** A heading, and the lines below it up to the next one of its level or above. */
interface Section {
  readonly level: number;
  readonly title: string;
  readonly lines: readonly string[];
}

const HEADING = /^(#{1,6}) (.+)$/;
const FENCE = /^\s*```/;

/**
 * The text below a heading, without the heading.
 *
 * @param page The page.
 * @param title The heading.
 * @throws {RangeError} If the page has no such heading.
 */
export function sectionOf(page: string, title: string): string {
  const section = sectionsOf(page).find((section) => section.title === title);
  if (section === undefined) throw new RangeError(`Cannot find the section as the page has no heading '${title}'`);
  return section.lines.join("\n").trim();
}

/**
 * Renders a text: headings, paragraphs, lists, tables, code blocks, and bold, code and links within them. Links that do
 * not lead to another origin are left out, as pages refer to files by them.
 *
 * @param text The text; its HTML is escaped.
 * @returns HTML.
 */
export function htmlOf(text: string): string {
  return blocksOf(text).map(blockHtml).join("\n");
}

/** Escapes a text for HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function sectionsOf(page: string): Section[] {
  const lines = page.split("\n");
  const fenced = fencedLines(lines);
  const headings = lines.flatMap((line, at) => {
    const [, marks, title] = fenced[at] ? [] : HEADING.exec(line) ?? [];
    return marks === undefined || title === undefined ? [] : [{ at, level: marks.length, title }];
  });
  return headings.map(({ at, level, title }, i) => {
    const end = headings.slice(i + 1).find((next) => next.level <= level)?.at ?? lines.length;
    return { level, title, lines: lines.slice(at + 1, end) };
  });
}

/** Which lines belong to code blocks. */
function fencedLines(lines: readonly string[]): boolean[] {
  let inside = false;
  return lines.map((line) => {
    const edge = FENCE.test(line);
    if (edge) inside = !inside;
    return inside || edge;
  });
}

/** Cuts a text at its empty lines outside of code blocks. */
function blocksOf(text: string): string[][] {
  const lines = text.split("\n");
  const fenced = fencedLines(lines);
  const blocks: string[][] = [[]];
  lines.forEach((line, at) => {
    if (line.trim() === "" && !fenced[at]) blocks.push([]);
    else blocks.at(-1)?.push(line);
  });
  return blocks.filter(({ length }) => length > 0);
}

function blockHtml(lines: readonly string[]): string {
  const first = lines[0] ?? "";
  if (FENCE.test(first)) return `<pre><code>${escapeHtml(lines.slice(1, -1).join("\n"))}</code></pre>`;
  const [, marks, title] = HEADING.exec(first) ?? [];
  if (marks !== undefined) return `<h${marks.length}>${inlineHtml(title ?? "")}</h${marks.length}>`;
  if (first.startsWith("|")) return tableHtml(lines);
  if (first.startsWith("- ")) return `<ul>${itemsOf(lines, /^- /).map(itemHtml).join("")}</ul>`;
  if (/^\d+\. /.test(first)) return `<ol>${itemsOf(lines, /^\d+\. /).map(itemHtml).join("")}</ol>`;
  return `<p>${inlineHtml(lines.join(" "))}</p>`;
}

/** Items of a list; lines that begin none continue the previous one. */
function itemsOf(lines: readonly string[], mark: RegExp): string[] {
  const items: string[] = [];
  for (const line of lines) {
    if (mark.test(line)) items.push(line.replace(mark, ""));
    else items.push(`${items.pop() ?? ""} ${line.trim()}`);
  }
  return items;
}

function itemHtml(item: string): string {
  return `<li>${inlineHtml(item)}</li>`;
}

function tableHtml(lines: readonly string[]): string {
  const [head, , ...rows] = lines.map((line) => line.replace(/^\||\|\s*$/g, "").split(/(?<!\\)\|/));
  const row = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${inlineHtml(cell.trim().replaceAll("\\|", "|"))}</${tag}>`).join("")}</tr>`;
  const body = rows.map((cells) => row(cells, "td")).join("");
  return `<table><thead>${row(head ?? [], "th")}</thead><tbody>${body}</tbody></table>`;
}

function inlineHtml(text: string): string {
  // Code is taken out first, as nothing in it is a mark.
  return text.split(/(`[^`]+`)/).map((part, i) => {
    if (i % 2 === 1) return `<code>${escapeHtml(part.slice(1, -1))}</code>`;
    return escapeHtml(part)
      .replaceAll(/\*\*(.+?)\*\*/g, "<strong>$1</strong>")
      .replaceAll(/\[([^\]]+)\]\((https?:[^)]+)\)/g, '<a href="$2">$1</a>')
      .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1");
  }).join("");
}
