/**
 * The calls that show and remove recordings. They work as long as a recording is kept, also after its session.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import { RequestError } from "../../contract/errors.ts";
import type { RecordedFile, RecordedTurn } from "../../contract/protocol/http.ts";
import type { RecordingFiles, StoredFile, StoredTurn } from "../../recording/files.ts";
import { FILE_KINDS, nameOf, type RecordedSession } from "../../recording/layout.ts";
import type { Actor } from "../access/audit.ts";
import { fileResponse } from "./stored_file.ts";

type Routes = Hono<{ Variables: Actor }>;

/**
 * Makes the routes. The caller has been identified before.
 *
 * @param files The recordings; absent: there are none.
 */
export function recordingRoutes(files: RecordingFiles | undefined): Routes {
  const app: Routes = new Hono();
  // A recording of another tenant must look as if there were none.
  const find = async (
    c: Context<{ Variables: Actor }>,
  ): Promise<{ files: RecordingFiles; session: RecordedSession }> => {
    const id = c.req.param("id") ?? "";
    const session = await files?.session(id);
    if (files === undefined || session === undefined || session.tenant !== c.get("tenant")) throw unknownRecording(id);
    return { files, session };
  };
  app.get("/v1/sessions/:id/recording", async (c) => {
    const { files, session: { session_id, created_at } } = await find(c);
    const stored = await files.turns(session_id);
    const bytes = stored.flatMap(({ files }) => Object.values(files)).reduce((sum, file) => sum + file.bytes, 0);
    const turns = stored.map((turn) => shown(session_id, turn));
    return c.json({ session_id, created_at, bytes, turns });
  });
  app.get("/v1/sessions/:id/recording/:file", async (c) => {
    const { files, session } = await find(c);
    const name = c.req.param("file");
    const file = await files.file(session.session_id, name);
    if (file === undefined) throw unknownFile(name);
    return await fileResponse(c.req.raw, file);
  });
  app.delete("/v1/sessions/:id/recording", async (c) => {
    const { files, session } = await find(c);
    await files.remove(session.session_id);
    return c.body(null, 204);
  });
  return app;
}

function shown(sessionId: string, { files, ...turn }: StoredTurn): RecordedTurn {
  const entries = FILE_KINDS.flatMap((kind) => {
    const file = files[kind];
    return file === undefined ? [] : [[kind, link(sessionId, nameOf({ turn: turn.turn, kind }), file)]];
  });
  return { ...turn, files: Object.fromEntries(entries) };
}

function link(sessionId: string, name: string, { contentType, bytes }: StoredFile): RecordedFile {
  return { url: `/v1/sessions/${sessionId}/recording/${name}`, content_type: contentType, bytes };
}

function unknownRecording(id: string): RequestError {
  return new RequestError(
    `no recording of session ${JSON.stringify(id)}: it was not created with record: true, or its recording was removed`,
    { code: "unknown_recording", status: 404 },
  );
}

function unknownFile(name: string): RequestError {
  return new RequestError(`no file ${JSON.stringify(name)} in this recording; list them with its address alone`, {
    code: "unknown_recording",
    status: 404,
  });
}
