/**
 * A recorder without a thread and without files.
 *
 * @module
 */
import type { FilmRecorder } from "../../src/pipeline/session/session_films.ts";
import type { ToRecordingThread, TurnBeginning } from "../../src/recording/protocol.ts";
import { TurnRecording } from "../../src/recording/recorder.ts";

/** A recorder that keeps what its thread would get. */
export function fakeRecorder() {
  const begun: TurnBeginning[] = [];
  const messages: ToRecordingThread[] = [];
  const pass = (message: ToRecordingThread) => {
    messages.push(message);
    return true;
  };
  const recorder: FilmRecorder = {
    now: () => 0,
    prepare: () => {},
    begin(beginning) {
      return new TurnRecording(pass, begun.push(beginning));
    },
  };
  const of = <T extends ToRecordingThread["type"]>(type: T) =>
    messages.filter((message): message is Extract<ToRecordingThread, { type: T }> => message.type === type);
  return { recorder, begun, of };
}
