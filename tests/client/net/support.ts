/** What the tests of a client's session share. */
import assert from "node:assert/strict";
import { type EventOf, isEventOf, type SessionEvent } from "../../../src/client/net/events.ts";
import { audioChunk, turnComplete, turnStarted } from "../../support/events.ts";
import type { FakeServiceOptions } from "../../support/tth_service.ts";
import { soon } from "../../support/waiting.ts";

/** Comes back at once. */
export const FAST = { minMs: 1, maxMs: 5 };

/** A service whose turns are one audio chunk that does not end. */
export const speaking: FakeServiceOptions = {
  onMessage(message, session) {
    if (message.type === "user_text") {
      session.begin();
      session.send(turnStarted(message.id));
      session.send(audioChunk(0));
    }
    const { id } = session.received.findLast((earlier) => earlier.type === "user_text") ?? {};
    if (message.type === "interrupt" && session.turn > 0) session.send(turnComplete("interrupted", id));
  },
};

/** Reads on to the next event of a type. */
export async function take<Type extends SessionEvent["type"]>(
  events: AsyncIterator<SessionEvent>,
  type: Type,
): Promise<EventOf<Type>> {
  while (true) {
    const { value, done } = await soon(events.next(), `the event '${type}'`);
    assert.ok(!done, `the session ended before '${type}'`);
    if (isEventOf(value, type)) return value;
  }
}

/** Reads on until the connection waits for its next attempt. */
export async function takeWaiting(
  events: AsyncIterator<SessionEvent>,
): Promise<Extract<EventOf<"connection">, { status: "waiting" }>> {
  while (true) {
    const change = await take(events, "connection");
    if (change.status === "waiting") return change;
  }
}

/** Every event that is left, to the session's end. */
export function takeAll(events: AsyncIterable<SessionEvent>): Promise<SessionEvent[]> {
  return soon(Array.fromAsync(events), "the end of the session");
}

/** Types of the events from now on, with their turn or status. */
export function collect(session: { listen(listener: (event: SessionEvent) => void): () => void }): string[] {
  const seen: string[] = [];
  session.listen((event) =>
    seen.push("turn" in event ? `${event.type} ${event.turn}` : `${event.type} ${event.status}`)
  );
  return seen;
}
