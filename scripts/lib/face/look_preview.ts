/**
 * A page that shows the configuration's looks, and again whenever a file of the configuration changes.
 *
 * @module
 */
import { loadCanvas } from "../../../src/adapters/avatar/drawn_face/canvas.ts";
import { loadBackgrounds } from "../../../src/adapters/avatar/drawn_face/backgrounds.ts";
import { messageOf } from "../../../src/contract/errors.ts";
import { ConfigError } from "../../../src/core/config/config.ts";
import { withBackground } from "../../../src/face/looks/backdrop.ts";
import { LOOKS } from "../../../src/face/looks/built_in.ts";
import { findLook } from "../../../src/face/looks/design.ts";
import type { LookDesigns } from "../../../src/contract/persona/look_design.ts";
import { composeSheet } from "./contact_sheet.ts";
import { posesOf } from "./poses.ts";

const PICTURE_PX = 224;
const COLUMNS = 6;
const SHOWN = ["emotions", "speech", "laugh", "blink", "turns"];

/** Several events of one save count as one change, in ms. */
const SETTLE_MS = 60;

/** What the preview shows. */
interface PreviewOptions {
  /** The looks of the configuration. May throw a {@linkcode ConfigError}. */
  looks(): Promise<LookDesigns>;
  /** Events whenever a file of the configuration changes. */
  changes: AsyncIterable<unknown>;
}

/** Serves the preview. Ends with `changes`. */
export class LookPreview {
  readonly #options: PreviewOptions;
  readonly #pages = new Set<ReadableStreamDefaultController<string>>();
  /** Resolves when `changes` ends. */
  readonly ended: Promise<void>;

  constructor(options: PreviewOptions) {
    this.#options = options;
    this.ended = this.#follow();
  }

  /** Answers a request of the page. */
  async fetch(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === "/") return new Response(PAGE, { headers: { "content-type": "text/html; charset=utf-8" } });
    if (pathname === "/changes") return this.#tell();
    if (pathname === "/looks") return Response.json(await this.#state());
    const id = /^\/sheet\/([a-z0-9_-]{1,64})$/.exec(pathname)?.[1];
    return id === undefined ? new Response("nothing is served here", { status: 404 }) : await this.#sheet(id);
  }

  async #state(): Promise<{ looks: string[]; problems: readonly string[] }> {
    try {
      const own = Object.keys(await this.#options.looks());
      return { looks: own.length > 0 ? own : Object.keys(LOOKS), problems: [] };
    } catch (error) {
      return { looks: [], problems: error instanceof ConfigError ? error.problems : [messageOf(error)] };
    }
  }

  async #sheet(id: string): Promise<Response> {
    try {
      const designs = await this.#options.looks();
      const look = withBackground(findLook(id, designs), designs[id]?.background, await loadBackgrounds());
      const pictures = posesOf(SHOWN).map((pose) => ({ look, pose }));
      const png = composeSheet(await loadCanvas(), pictures, PICTURE_PX, COLUMNS);
      return new Response(new Uint8Array(png), {
        headers: { "content-type": "image/png", "cache-control": "no-store" },
      });
    } catch (error) {
      return new Response(messageOf(error), { status: 409 });
    }
  }

  /** Server-sent events: one for each change. */
  #tell(): Response {
    let own: ReadableStreamDefaultController<string>;
    const body = new ReadableStream<string>({
      start: (page) => void this.#pages.add(own = page),
      cancel: () => void this.#pages.delete(own),
    });
    return new Response(body.pipeThrough(new TextEncoderStream()), {
      headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
    });
  }

  async #follow(): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    for await (const _ of this.#options.changes) {
      clearTimeout(timer);
      timer = setTimeout(() => this.#pages.forEach((page) => page.enqueue("data: changed\n\n")), SETTLE_MS);
    }
    clearTimeout(timer);
    for (const page of this.#pages) page.close();
    this.#pages.clear();
  }
}

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Looks</title>
<style>
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 1400px; padding: 0 1rem; }
  body { color: #1c2430; background: repeating-conic-gradient(#f4f5f7 0 25%, #e9ebef 0 50%) 0 0 / 24px 24px; }
  h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
  img { width: 100%; display: block; border-radius: 8px; }
  pre { background: #fff1f0; border-left: 4px solid #d1352b; padding: .75rem 1rem; white-space: pre-wrap; }
</style>
<h1>Looks</h1>
<main></main>
<script>
  const main = document.querySelector("main");
  const load = (url) => new Promise((resolve) => {
    const image = new Image();
    image.onload = image.onerror = () => resolve(image);
    image.src = url;
  });
  async function show() {
    const { looks, problems } = await (await fetch("/looks")).json();
    main.querySelector("pre")?.remove();
    if (problems.length > 0) {
      // The last good pictures stay below.
      const list = document.createElement("pre");
      list.textContent = problems.join("\\n");
      return main.prepend(list);
    }
    const parts = [];
    for (const look of looks) {
      const title = document.createElement("h2");
      title.textContent = look;
      parts.push(title, await load("/sheet/" + look + "?at=" + Date.now()));
    }
    main.replaceChildren(...parts);
  }
  show();
  new EventSource("/changes").onmessage = show;
</script>
`;
