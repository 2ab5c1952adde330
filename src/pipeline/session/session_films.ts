/**
 * The films of a session's turns: what its human says and shows, with the transcript, for the recorder.
 *
 * @module
 */
import type { RecordedStatus, RecordedTranscript } from "../../contract/protocol/http.ts";
import type { Unsequenced } from "../../contract/protocol/messages.ts";
import type { RecordedSession } from "../../recording/layout.ts";
import type { Recorder, TurnRecording } from "../../recording/recorder.ts";
import type { SessionSeed, TurnRecord } from "../../store/record.ts";
import { begunRecord } from "../turn/turn_result.ts";
import type { TurnOutlet } from "../turn/turn_stage.ts";
import type { Turn } from "../turn_context.ts";
import type { VideoFormat } from "../load/ladder.ts";
import { filmCaptions, heardPlaces, transcriptTurn } from "./transcript.ts";

/** Where turns are recorded. */
export type FilmRecorder = Pick<Recorder, "now" | "prepare" | "begin">;

/** Whose turns are recorded. */
interface FilmedSession {
  readonly seed: SessionSeed;
  /** Absent: no video. */
  readonly video: VideoFormat | undefined;
}

/** A turn that is being recorded. */
interface FilmedTurn {
  readonly recording: TurnRecording;
  readonly personaId: string;
  /** RFC 3339. */
  readonly startedAt: string;
}

/** Records the turns of a session. */
export class SessionFilms {
  readonly #recorder: FilmRecorder;
  readonly #session: FilmedSession;
  #running: FilmedTurn | undefined;

  constructor(recorder: FilmRecorder, session: FilmedSession) {
    this.#recorder = recorder;
    this.#session = session;
    recorder.prepare();
  }

  /** Begins with a turn. */
  begin(turn: Turn): void {
    const { seed, video } = this.#session;
    const { id: personaId, look, background } = turn.persona;
    const startedAt = new Date(this.#recorder.now()).toISOString();
    const recording = this.#recorder.begin({
      session: recordedSession(seed),
      video: video && filmSize(video),
      look,
      background,
      transcript: this.#transcript(begunRecord(turn), "unfinished", { personaId, startedAt }),
    });
    this.#running = { recording, personaId, startedAt };
  }

  /** Takes what is sent to the client, before it is known whether it is fast enough for it. */
  take(event: Unsequenced): void {
    this.#running?.recording.take(event);
  }

  /** Ends with a turn. The film of an interrupted one ends where the listener's did. */
  end(record: TurnRecord): void {
    const turn = this.#running;
    this.#running = undefined;
    turn?.recording.end({
      cutMs: record.status === "interrupted" ? record.heardMs : undefined,
      transcript: this.#transcript(record, record.status, turn),
      captions: filmCaptions(record),
    });
  }

  #transcript(
    record: TurnRecord,
    status: RecordedStatus,
    { personaId, startedAt }: Pick<FilmedTurn, "personaId" | "startedAt">,
  ): RecordedTranscript {
    const places = heardPlaces(record);
    return {
      ...transcriptTurn(record),
      session_id: this.#session.seed.sessionId,
      persona_id: personaId,
      started_at: startedAt,
      status,
      words: record.words.map((word) => {
        const { text, startMs, endMs } = word;
        return { text, start_ms: startMs, end_ms: endMs, heard: places.holds(word) };
      }),
      film: null,
    };
  }
}

/** Records the turns of a session; `undefined`: they are not to be recorded, or cannot be here. */
export function filmsOf(recorder: FilmRecorder | undefined, session: FilmedSession): SessionFilms | undefined {
  return session.seed.record === true && recorder ? new SessionFilms(recorder, session) : undefined;
}

/** An outlet whose messages are also recorded. */
export function filmed(outlet: TurnOutlet, films: SessionFilms | undefined): TurnOutlet {
  if (films === undefined) return outlet;
  return {
    get congested() {
      return outlet.congested;
    },
    post(event, turn, turnId) {
      films.take(event);
      return outlet.post(event, turn, turnId);
    },
  };
}

/** What a session's recording says of it. */
export function recordedSession({ sessionId, tenant, createdAt }: SessionSeed): RecordedSession {
  return { session_id: sessionId, tenant, created_at: new Date(createdAt).toISOString() };
}

/** The encoder takes even sides and a whole frame rate. */
function filmSize({ width, height, fps }: VideoFormat) {
  const even = (pixels: number) => Math.max(2, pixels - pixels % 2);
  return { width: even(width), height: even(height), fps: Math.max(1, Math.round(fps)) };
}
