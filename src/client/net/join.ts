/**
 * Creating and joining a session.
 *
 * @module
 */
import { type CallOptions, endSession, requestSession, type SessionGrant, type SessionInit } from "./http.ts";
import { HumanSession, type JoinOptions } from "./human_session.ts";

/**
 * Creates a session and joins it.
 *
 * @example
 * ```ts ignore
 * import { createSession } from "@tth/tth/client";
 *
 * await using session = await createSession({ url: "http://localhost:8000", extras: ["word"] });
 * const turn = session.say("Hello!");
 * for await (const event of session.events()) {
 *   if (event.type === "word") console.log(event.start_ms, event.text);
 *   if (event.type === "turn_complete") break;
 * }
 * console.log(turn.heardText);
 * ```
 *
 * @throws {ClientError} When the service refuses, or cannot be reached.
 */
export async function createSession(options: SessionInit & JoinOptions = {}): Promise<HumanSession> {
  const { url, apiKey, signal, subprotocol, backoff, after: _after, clock, ...request } = options;
  const service = { ...(url && { url }), ...(apiKey && { apiKey }), ...(signal && { signal }) };
  const grant = await requestSession(request, service);
  const connection = { ...(subprotocol && { subprotocol }), ...(backoff && { backoff }), ...(clock && { clock }) };
  try {
    return await joinSession(grant, { ...service, ...connection });
  } catch (error) {
    await discardSession(grant, service);
    throw error;
  }
}

/**
 * Joins a session that exists: one that your own server created, or one from before the page was reloaded.
 *
 * @throws {ClientError} When the session cannot be joined.
 */
export async function joinSession(grant: SessionGrant, options: JoinOptions = {}): Promise<HumanSession> {
  options.signal?.throwIfAborted();
  const session = new HumanSession(grant, options);
  const abort = () => session.close();
  options.signal?.addEventListener("abort", abort, { once: true });
  try {
    await session.opened();
    return session;
  } catch (error) {
    await session.close();
    options.signal?.throwIfAborted();
    throw error;
  } finally {
    options.signal?.removeEventListener("abort", abort);
  }
}

/**
 * Ends an unused session, so that it does not count against the service's limit. If this fails, the session ends by
 * itself after `session.resume_ms`.
 */
export async function discardSession(grant: SessionGrant, options: CallOptions): Promise<void> {
  const { signal: _, ...service } = options;
  await endSession(grant.session_id, service).catch(() => {});
}
