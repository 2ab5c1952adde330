/**
 * How recordings lie on the disk: a folder for each session, with `session.json` and three files for each turn.
 *
 * @module
 */

/** The kinds of files of a turn. */
export const FILE_KINDS = ["film", "transcript", "captions"] as const;

/** One of {@linkcode FILE_KINDS}. */
export type FileKind = (typeof FILE_KINDS)[number];

/** The endings and media types of files. */
const FORMATS = {
  film: { ending: "webm", contentType: "video/webm" },
  transcript: { ending: "json", contentType: "application/json" },
  captions: { ending: "vtt", contentType: "text/vtt; charset=utf-8" },
} as const satisfies Record<FileKind, { ending: string; contentType: string }>;

/** Only the service's user may read recordings. */
export const FOLDER_MODE = 0o700;
export const FILE_MODE = 0o600;

/** The file that says whose recording a folder holds. */
export const SESSION_FILE = "session.json";

/** What {@linkcode SESSION_FILE} holds. */
export interface RecordedSession {
  readonly session_id: string;
  /** The tenant that created it; empty where there are no keys. */
  readonly tenant: string;
  /** RFC 3339. */
  readonly created_at: string;
}

/** A file of a turn. */
export interface TurnFile {
  readonly turn: number;
  readonly kind: FileKind;
}

/** Ids that the service gives: nothing else may become a part of a path. */
const SESSION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const TURN_FILE = /^turn-(\d{4,10})\.(webm|json|vtt)$/;

/** The folder of a session; `undefined` if its id is not one that the service gives. */
export function folderOf(dir: string, sessionId: string): string | undefined {
  return SESSION_ID.test(sessionId) ? `${dir}/${sessionId}` : undefined;
}

/** The name of a turn's file. */
export function nameOf({ turn, kind }: TurnFile): string {
  return `turn-${String(turn).padStart(4, "0")}.${FORMATS[kind].ending}`;
}

/** The media type of a file. */
export function contentTypeOf(kind: FileKind): string {
  return FORMATS[kind].contentType;
}

/** The turn and kind of a file; `undefined` if it does not belong to a turn. */
export function fileOf(name: string): TurnFile | undefined {
  const [, number, ending] = TURN_FILE.exec(name) ?? [];
  const kind = FILE_KINDS.find((kind) => FORMATS[kind].ending === ending);
  return number === undefined || kind === undefined ? undefined : { turn: Number(number), kind };
}
