/**
 * The page at `/docs`: API reference generated from the OpenAPI document. It loads nothing from other origins.
 *
 * @module
 */
import { html, raw } from "hono/html";
import { htmlOf, sectionOf } from "./markdown.ts";
import { fieldsOf } from "./schema_fields.ts";
import type { JsonSchema } from "../../core/validation.ts";
import { CLIENT_MESSAGES, type DescribedMessage, SERVER_MESSAGES } from "./described_messages.ts";
import type { OpenApiDocument } from "./openapi.ts";
import { type Operation, OPERATIONS } from "./operations.ts";

const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.7rem; margin: 0; } h2 { margin: 2.5rem 0 .5rem; font-size: 1.25rem; }
h3 { margin: 1.5rem 0 .25rem; font-size: 1rem; }
code { font: .9em ui-monospace, monospace; }
details { border-top: 1px solid var(--line); padding: .6rem 0; } summary { cursor: pointer; }
summary b { display: inline-block; min-width: 4.2rem; font: 600 .8rem ui-monospace, monospace; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; } td { border-top: 1px solid var(--line);
padding: .35rem .75rem .35rem 0; vertical-align: top; } td:first-child { white-space: nowrap; }
th { text-align: left; } pre { overflow-x: auto; padding: .6rem .8rem; border: 1px solid var(--line); }
.soft { opacity: .7; }
body { overflow-wrap: anywhere; } td p { margin: 0; }
@media (max-width: 48rem) { td, th { display: block; padding: 0; } td:not(:first-child) { border: 0; }
td:first-child { white-space: normal; padding-top: .35rem; } td:last-child { padding-bottom: .35rem; } }
`;

/** The value of the page's Content-Security-Policy: only its own style and the service's icon. */
export async function docsPolicy(): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(STYLE)));
  return `default-src 'none'; style-src 'sha256-${hash.toBase64()}'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'`;
}

/** Sections of the protocol's page that the messages alone do not cover. */
const RULES = ["A turn", "Media time", "Extras", "Resume", "Close codes", "Binary frames", "Marks"];

/**
 * Renders the page.
 *
 * @param document The OpenAPI document.
 * @param protocol The page of the protocol, Markdown.
 * @returns HTML.
 */
export function docsPage(document: OpenApiDocument, protocol: string): string {
  const { info, components: { schemas } } = document;
  const page = html`
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>${info.title} API</title>
        <link rel="icon" href="favicon.svg" type="image/svg+xml">
        <style>${raw(STYLE)}</style>
      </head>
      <body>
        <main>
    <h1>${info.title} <span class="soft">${info.version}</span></h1>
    <p>${info.description} The same, for programs: <a href="openapi.json">openapi.json</a>,
    <a href="asyncapi.json">asyncapi.json</a>, <a href="llms.txt">llms.txt</a>.</p>
    <h2>Calls</h2>${OPERATIONS.map((operation) => operationView(operation, schemas))}
    <h2>Messages from the client</h2>${CLIENT_MESSAGES.map(messageView)}
    <h2>Messages from the service</h2>${SERVER_MESSAGES.map(messageView)}
    ${RULES.map((title) => html`<h2>${title}</h2>${raw(htmlOf(sectionOf(protocol, title)))}`)}
        </main>
      </body>
    </html>
  `;
  return String(page);
}

function operationView(operation: Operation, schemas: Readonly<Record<string, JsonSchema>>) {
  const { method, path, summary, description, body, answers, problems = {} } = operation;
  const statuses = Object.keys(problems);
  return html`<details><summary><b>${method.toUpperCase()}</b> <code>${path}</code> ${summary}</summary>
${raw(htmlOf(description ?? ""))}
${body === undefined ? "" : html`<h3>Body</h3>${fields(schemas[body] ?? {})}`}
${
    Object.entries(answers).map(([status, { description, schema }]) =>
      html`<h3>${status} <span class="soft">${description}</span></h3>${
        schema === undefined ? "" : fields(schemas[schema] ?? {})
      }`
    )
  }
${statuses.length === 0 ? "" : html`<p class="soft">Problems: ${statuses.join(", ")}, as problem+json.</p>`}
</details>`;
}

function messageView({ type, schema, example }: DescribedMessage) {
  return html`<details><summary><code>${type}</code></summary>
${raw(htmlOf(schema.description ?? ""))}${fields(schema)}
<pre><code>${JSON.stringify(example)}</code></pre></details>`;
}

function fields(schema: JsonSchema) {
  return html`<table>${
    fieldsOf(schema).map(({ path, required, type, description }) =>
      html`
        <tr>
          <td><code>${path}${required ? "" : "?"}</code></td>
          <td class="soft">${type}</td>
          <td>${raw(htmlOf(description))}</td>
        </tr>
      `
    )
  }</table>`;
}
