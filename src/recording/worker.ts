/**
 * The program of a thread that records turns.
 *
 * @module
 */
import { systemClock } from "../contract/clock.ts";
import { messageOf } from "../contract/errors.ts";
import { samplesOf } from "../contract/pcm.ts";
import type { RecordedFilm, RecordedTranscript } from "../contract/protocol/http.ts";
import { type Codecs, loadCodecs } from "../film/codecs.ts";
import { FILE_MODE, FOLDER_MODE, folderOf, nameOf, SESSION_FILE } from "./layout.ts";
import { Pictures } from "./pictures.ts";
import {
  BYTES,
  type FromRecordingThread,
  mediaBytes,
  PICTURES,
  type RecordingSetup,
  type ToRecordingThread,
  type TurnBeginning,
  type TurnEnding,
} from "./protocol.ts";
import { sweep, Sweeper } from "./sweep.ts";
import { TurnFilm } from "./turn_film.ts";

/** A turn that is being recorded. */
interface TurnInWork {
  readonly beginning: TurnBeginning;
  /** Its files without their endings. */
  readonly folder: string;
  /** Absent: its film cannot be made, but its transcript can. */
  film: TurnFilm | undefined;
}

/** The part of a dedicated worker's scope used here; Deno's TypeScript library omits it. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ToRecordingThread>) => void) | null;
  postMessage(message: FromRecordingThread): void;
}

const scope: WorkerScope = globalThis;

class RecordingThread {
  readonly #setup: RecordingSetup;
  readonly #turns = new Map<number, TurnInWork>();
  readonly #ending = new Set<Promise<void>>();
  readonly #sweeper = new Sweeper(systemClock, () => this.#sweep());
  #tools: Promise<{ codecs: Codecs; pictures: Pictures }> | undefined;

  constructor(setup: RecordingSetup) {
    this.#setup = setup;
  }

  /** Works a message off; what fails ends the recording of its turn. */
  async take(message: Exclude<ToRecordingThread, { type: "setup" }>): Promise<void> {
    if (message.type === "sweep") return this.#sweeper.run();
    // What cannot be loaded is reported when it is needed.
    if (message.type === "prepare") return void await this.#load().catch(() => {});
    if (message.type === "close") return await this.#close();
    try {
      await this.#work(message);
    } catch (error) {
      const turn = this.#turns.get(message.id);
      await turn?.film?.breakOff();
      if (turn !== undefined) turn.film = undefined;
      scope.postMessage({ type: "failed", id: message.id, reason: messageOf(error) });
    }
    this.#count(message);
  }

  async #work(message: Exclude<ToRecordingThread, { type: "setup" | "prepare" | "sweep" | "close" }>): Promise<void> {
    if (message.type === "begin") return await this.#begin(message.id, message.beginning);
    const turn = this.#turns.get(message.id);
    if (turn === undefined) {
      // It could not be begun.
      if (message.type === "end") scope.postMessage({ type: "ended", id: message.id, film: null });
      return;
    }
    switch (message.type) {
      case "sound":
        return await turn.film?.addSound(samplesOf(message.data), message.timestampMs);
      case "end":
        return this.#end(message.id, turn, message.ending);
      default:
        return await this.#addPicture(turn, message);
    }
  }

  async #addPicture(
    { film, beginning: { look, background } }: TurnInWork,
    message: Extract<ToRecordingThread, { type: "picture" | "pose" }>,
  ): Promise<void> {
    const { video } = film ?? {};
    if (film === undefined || video === undefined) return;
    const { pictures } = await this.#load();
    const { width, height } = video;
    const pixels = message.type === "pose"
      ? await pictures.paint(message.pose, { look, background, width, height, isFirst: film.isWithoutPictures })
      : await pictures.decode(message.picture, video);
    await film.addPicture(pixels, message.timestampMs);
  }

  async #begin(id: number, beginning: TurnBeginning): Promise<void> {
    const { session, transcript, video } = beginning;
    const folder = folderOf(this.#setup.dir, session.session_id);
    if (folder === undefined) throw new RangeError(`Cannot record a session with the id ${session.session_id}`);
    Deno.mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
    if (!exists(`${folder}/${SESSION_FILE}`)) write(`${folder}/${SESSION_FILE}`, JSON.stringify(session));
    write(`${folder}/${nameOf({ turn: transcript.turn, kind: "transcript" })}`, JSON.stringify(transcript));
    const turn: TurnInWork = { beginning, folder, film: undefined };
    this.#turns.set(id, turn);
    const { codecs } = await this.#load();
    const path = `${folder}/${nameOf({ turn: transcript.turn, kind: "film" })}`;
    turn.film = new TurnFilm(codecs, { path, video });
  }

  /** Completes a turn's files; meanwhile the thread works for other turns. */
  #end(id: number, turn: TurnInWork, ending: TurnEnding): void {
    const ended = this.#complete(id, turn, ending).catch((error: unknown) => {
      scope.postMessage({ type: "failed", id, reason: messageOf(error) });
      return null;
    }).then((film) => {
      scope.postMessage({ type: "ended", id, film });
      this.#turns.delete(id);
      this.#ending.delete(ended);
      this.#sweeper.recorded();
    });
    this.#ending.add(ended);
  }

  async #complete(id: number, { folder, film }: TurnInWork, ending: TurnEnding): Promise<RecordedFilm | null> {
    const { transcript, captions, cutMs = Infinity, framesDropped } = ending;
    const { turn } = transcript;
    // Without a complete film there still is the transcript.
    const made = await film?.end(cutMs).catch(async (error: unknown) => {
      await film.breakOff();
      scope.postMessage({ type: "failed", id, reason: messageOf(error) });
    }) ?? null;
    const recorded = made && { ...made, frames_dropped: framesDropped };
    // A recording that was removed in the meantime stays removed.
    if (!exists(`${folder}/${nameOf({ turn, kind: "transcript" })}`)) return null;
    write(`${folder}/${nameOf({ turn, kind: "captions" })}`, captions);
    const complete: RecordedTranscript = { ...transcript, film: recorded };
    write(`${folder}/${nameOf({ turn, kind: "transcript" })}`, JSON.stringify(complete));
    return recorded;
  }

  /** Tells the recorder how far the thread has come. */
  #count(message: ToRecordingThread): void {
    const { progress } = this.#setup;
    if (message.type === "picture" || message.type === "pose") Atomics.add(progress, PICTURES, 1);
    Atomics.add(progress, BYTES, mediaBytes(message));
  }

  #load(): Promise<{ codecs: Codecs; pictures: Pictures }> {
    return this.#tools ??= this.#open();
  }

  async #open(): Promise<{ codecs: Codecs; pictures: Pictures }> {
    const [codecs, pictures] = await Promise.all([loadCodecs(), Pictures.open(this.#setup.looks)]);
    return { codecs, pictures };
  }

  #sweep(): void {
    const busy = [...this.#turns.values()].map(({ folder, beginning: { transcript: { turn } } }) =>
      `${folder}/${nameOf({ turn, kind: "transcript" })}`
    );
    try {
      sweep(this.#setup.dir, this.#setup.bounds, Date.now(), (path) => busy.includes(path));
    } catch (error) {
      scope.postMessage({ type: "unswept", reason: messageOf(error) });
    }
  }

  async #close(): Promise<void> {
    await Promise.all(this.#ending);
    this.#sweeper.close();
    scope.postMessage({ type: "closed" });
  }
}

function write(path: string, text: string): void {
  Deno.writeTextFileSync(`${path}.part`, text, { mode: FILE_MODE });
  Deno.renameSync(`${path}.part`, path);
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

let thread: RecordingThread | undefined;
let last: Promise<void> = Promise.resolve();

scope.onmessage = ({ data }) => {
  if (data.type === "setup") {
    thread = new RecordingThread(data.setup);
    return;
  }
  last = last.then(() => thread?.take(data));
};
