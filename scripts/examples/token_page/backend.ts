/**
 * The backend of a page: it keeps the API key, creates the session, and passes on what the page needs to join it.
 *
 * @module
 */

/** What the backend knows. */
export interface Backend {
  /** The service. */
  readonly service: string;
  readonly apiKey: string;
  /** HTML. */
  readonly page: string;
}

/** Answers a request of the page. */
export async function answer(request: Request, { service, apiKey, page }: Backend): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === "/grant" && request.method === "POST") {
    const created = await fetch(`${service}/v1/sessions`, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ persona_id: "casual", video: { mode: "pose" } }),
    });
    // Only what the service answers: the key stays here.
    return new Response(created.body, { status: created.status, headers: { "content-type": "application/json" } });
  }
  return new Response(page, { headers: { "content-type": "text/html; charset=utf-8" } });
}
