/**
 * Puts a human into a page: session, voice and face together.
 *
 * @module
 */
import type { PartialControl } from "../contract/controls.ts";
import { Human, POSE_AT_REST } from "./human.ts";
import type { HumanOptions } from "./human_options.ts";
import { ClientError } from "./net/errors.ts";
import type { SessionGrant } from "./net/http.ts";
import type { HumanSession } from "./net/human_session.ts";
import { createSession, discardSession, joinSession } from "./net/join.ts";
import { prefersCalm } from "./picture/display.ts";
import { openPainter } from "./picture/paint/open_painter.ts";
import type { PosePainter } from "./picture/paint/pose_painter.ts";
import { startPainterThread } from "./picture/paint/worker_painter.ts";
import { AudioPlayer } from "./sound/player.ts";

/** What a human has beyond the core events: `replace` lets a change of feeling reach speech that has arrived. */
export const HUMAN_EXTRAS = ["word", "state", "emotion", "cue", "replace"] as const;

/** The control of a face for people who asked their system for less motion. */
const CALM: PartialControl = { character: { motion_gain: 0.3 } };

/**
 * Puts a human on a canvas. If it fails, all resources are released.
 *
 * In sessions with poses the face is on the canvas when the promise resolves.
 *
 * @example
 * ```ts ignore
 * import { connect } from "@tth/tth/client";
 *
 * const human = await connect({ url: "http://localhost:8000", canvas, video: { mode: "pose" } });
 * human.on("word", ({ text }) => caption.append(text, " "));
 * button.onclick = async () => {
 *   const turn = human.say("What a lovely day!");
 *   await turn.done;
 *   console.log("heard:", turn.heardText);
 * };
 * ```
 *
 * @throws {ClientError} If there is no canvas, the service refuses or cannot be reached, or the browser has no Web Audio.
 */
export async function connect(options: HumanOptions): Promise<Human> {
  const { canvas, grant, idle = true, player: playerOptions, heard, onShown, onEvent, ...rest } = options;
  // A script without type checks may run before the page has the canvas.
  if (!canvas) throw new ClientError("no_canvas", `\`canvas\` is ${canvas}. Pass a <canvas>.`);
  const granted = typeof grant === "function" ? undefined : grant?.video;
  // Both start while the service is asked for the session.
  const thread = (granted ?? options.video)?.mode === "pose" ? startPainterThread() : undefined;
  const creating = AudioPlayer.create(playerOptions);
  creating.catch(() => {});
  let opening: Promise<PosePainter> | undefined;
  // Voice and first picture come first, so that nothing is missing when the session begins.
  const onGrant = async (grant: SessionGrant) => {
    if ((grant.video ?? options.video)?.mode === "pose") {
      opening = openPainter(grant, thread);
      const painter = await opening;
      if (rest.signal?.aborted) return;
      painter.paint(POSE_AT_REST, canvas);
      await painter.shown;
    } else thread?.[Symbol.dispose]();
    await creating;
  };
  let made: SessionGrant | undefined;
  const source = typeof grant === "function" ? async () => made = await grant() : grant;
  let session: HumanSession | undefined;
  try {
    const extras = new Set([...rest.extras ?? [], ...HUMAN_EXTRAS, ...(idle ? ["idle" as const] : [])]);
    session = source
      ? await joinSession(source, rest, onGrant)
      : await createSession({ ...rest, extras: [...extras] }, onGrant);
    const [player, painter] = await Promise.all([creating, opening]);
    if (rest.character?.motion_gain === undefined && prefersCalm()) session.updateControl(CALM, { apply: "now" });
    const wishes = { ...(heard && { heard }), ...(onShown && { onShown }), ...(onEvent && { onEvent }) };
    return new Human({ session, player, canvas, ...(painter && { painter }), ...wishes });
  } catch (error) {
    thread?.[Symbol.dispose]();
    (await opening?.catch(() => undefined))?.[Symbol.dispose]();
    await (await creating.catch(() => undefined))?.[Symbol.asyncDispose]();
    await session?.close();
    // A grant from the caller may be joined again; one that was made for this call has no other use.
    const unused = typeof grant === "object" ? undefined : session?.grant ?? made;
    if (unused) await discardSession(unused, rest);
    throw error;
  }
}
