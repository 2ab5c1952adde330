/**
 * Creating and joining a session.
 *
 * @module
 */
import { ClientError } from "./errors.ts";
import { type CallOptions, endGranted, requestSession, type SessionGrant, type SessionInit } from "./http.ts";
import { deferred } from "./events.ts";
import { HumanSession } from "./human_session.ts";
import type { JoinOptions } from "./options.ts";

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
 * @param onGrant Called when the service has granted the session, which is joined when the promise resolves.
 * @throws {ClientError} When the service refuses, or cannot be reached.
 */
export async function createSession(
  options: SessionInit & JoinOptions = {},
  onGrant?: (grant: SessionGrant) => Promise<void>,
): Promise<HumanSession> {
  const { url, apiKey, signal, subprotocol, backoff, after: _after, clock, webSocket, ...request } = options;
  const service = { url, apiKey, signal };
  const grant = await requestSession(request, service);
  const connection = { subprotocol, backoff, clock, webSocket };
  try {
    return await joinSession(grant, { ...service, ...connection }, onGrant);
  } catch (error) {
    await discardSession(grant, service);
    throw error;
  }
}

/** A grant, or what gets one: it is called at first, and again when the session or its token is no longer valid. */
export type GrantSource = SessionGrant | (() => Promise<SessionGrant>);

/**
 * Joins a session that exists: one that your own server created, or one from before the page was reloaded.
 *
 * With a function the connection also survives the end of the session or of its token: it goes on with the grant that
 * the function then returns, of the same session or of a new one.
 *
 * @param onGrant Called with the grant of the session, which is joined when the promise resolves.
 * @throws {ClientError} When the session cannot be joined; `no_grant`: it is none.
 * @throws What the function throws at its first call, and what `onGrant` rejects with.
 */
export async function joinSession(
  grant: GrantSource,
  options: JoinOptions = {},
  onGrant?: (grant: SessionGrant) => Promise<void>,
): Promise<HumanSession> {
  options.signal?.throwIfAborted();
  const renew = typeof grant === "function" ? grant : undefined;
  const first = typeof grant === "function" ? await grant() : grant;
  // A server that gives no session often says why, as the service does.
  const { stream_url, detail = "`grant` is not what POST /v1/sessions answers." } = Object(first);
  if (!stream_url) throw new ClientError("no_grant", detail);
  if (onGrant) await abortable(onGrant(first), options.signal);
  options.signal?.throwIfAborted();
  const session = new HumanSession(first, options, renew);
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

/** Waits for a promise until a signal aborts. */
function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const { promise: aborted, reject } = deferred<never>();
  const abort = () => reject(signal?.reason);
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort, { once: true });
  return Promise.race([promise, aborted]).finally(() => signal?.removeEventListener("abort", abort));
}

/**
 * Ends an unused session, so that it does not count against the service's limit. If this fails, the session ends by
 * itself after `session.resume_ms`.
 */
export async function discardSession(grant: SessionGrant, options: CallOptions): Promise<void> {
  await endGranted(grant, options).catch(() => {});
}
