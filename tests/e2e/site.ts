/**
 * A web site of another origin than the service, and its pages.
 *
 * @module
 */
import type { Browser, Page } from "playwright-core";
import { openPage, type RunningService, startService } from "./browser.ts";

const PROFILE = "embedded";

/** Three humans beside each other fit. */
const VIEWPORT = { width: 960, height: 400 };

/** A site of another origin than the service. */
export interface Site extends AsyncDisposable {
  readonly origin: string;
  readonly service: RunningService;
  /** Ends the service and starts it again at the same address. */
  restart(): Promise<void>;
  /** Opens a page of the site with this HTML. */
  open(browser: Browser, html: string, density?: number): Promise<{ page: Page; errors: string[] }>;
}

/**
 * Opens a site and a service that allows it.
 *
 * @param answer Answers the page's own requests, such as the one for a grant.
 */
export async function openSite(
  env: Record<string, string> = {},
  answer?: (site: Site) => Promise<Response>,
): Promise<Site> {
  let html = "";
  const host = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, ({ url }) => {
    if (answer && url.endsWith("/grant")) return answer(site);
    return new Response(html, { headers: { "content-type": "text/html" } });
  });
  const origin = `http://127.0.0.1:${host.addr.port}`;
  const settings = { TTH_SERVER__CORS_ORIGINS: JSON.stringify([origin]), ...env };
  let service = await startService(PROFILE, settings);
  const site: Site = {
    origin,
    get service() {
      return service;
    },
    async restart() {
      const { port } = new URL(service.url);
      await service.stop();
      service = await startService(PROFILE, { ...settings, TTH_PORT: port });
    },
    async open(browser, source, density = 1) {
      html = source;
      const { page } = await openPage(browser, origin, { ...VIEWPORT, density });
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      return { page, errors };
    },
    async [Symbol.asyncDispose]() {
      await host.shutdown();
      await service.stop();
    },
  };
  return site;
}

/** A site that the tests of a file share, opened when it is first needed. They leave its service as it is. */
export function shareSite(): () => Promise<Site> {
  let opened: Promise<Site> | undefined;
  Deno.test.afterAll(async () => await (await opened)?.[Symbol.asyncDispose]());
  return () => opened ??= openSite();
}

/** A page with one canvas and a script that may use `connect`, `canvas` and `url`. */
export function pageWith(service: RunningService, canvas: string, script: string): string {
  return `<!DOCTYPE html><style>body { margin: 0 }</style>${canvas}<button id="say">Say it</button>
    <script type="module">
    import { connect } from "${service.url}/client.js";
    const url = "${service.url}";
    const canvas = document.querySelector("canvas");
    ${script}
    </script>`;
}
