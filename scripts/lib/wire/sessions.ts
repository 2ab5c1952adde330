/**
 * Creates sessions of a service.
 *
 * @module
 */
import type { SessionCreated } from "../../../src/contract/protocol/http.ts";

/**
 * Asks for a session.
 *
 * @param url The service, e.g. `http://127.0.0.1:8000`.
 * @param body The body of `POST /v1/sessions`.
 * @param key An API key of the service. Default: none.
 */
export function askForSession(url: string, body: unknown, key?: string): Promise<Response> {
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
  return fetch(`${url}/v1/sessions`, { method: "POST", body: JSON.stringify(body), headers });
}

/**
 * Creates a session; parameters as for {@linkcode askForSession}.
 *
 * @throws {Error} With the service's answer if it creates none.
 */
export async function createSession(url: string, body: unknown, key?: string): Promise<SessionCreated> {
  const response = await askForSession(url, body, key);
  if (response.status !== 201) throw new Error(`no session: ${response.status} ${await response.text()}`);
  return await response.json();
}
