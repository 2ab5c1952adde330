/**
 * Gives a session with poses its painter.
 *
 * @module
 */
import { serviceOf, type SessionGrant } from "../../net/http.ts";
import type { Appearance, PosePainter, Wardrobe } from "./pose_painter.ts";
import { type PainterThread, startPainterThread, WorkerPainter } from "./worker_painter.ts";

/**
 * A painter for the session's persona: on a thread beside the page where the browser and the page allow that.
 *
 * @param thread A thread that was started in advance; the painter owns it. `null`: there is none.
 */
export async function openPainter(
  grant: SessionGrant,
  thread: PainterThread | null = startPainterThread(),
): Promise<PosePainter> {
  const appearance = appearanceOf(grant, grant.persona_id ?? "");
  const imagesUrl = new URL("backgrounds/", serviceOf(grant) ?? location.href).href;
  const wardrobe: Wardrobe = { designs: grant.designs, imagesUrl };
  if (await thread?.started && thread) return new WorkerPainter(thread, appearance, wardrobe);
  thread?.[Symbol.dispose]();
  const { PagePainter } = await import("./page_painter.ts");
  return new PagePainter(appearance, wardrobe);
}

/** How a persona looks in a session. */
export function appearanceOf({ looks, backgrounds }: SessionGrant, personaId: string): Appearance {
  return { look: looks?.[personaId], background: backgrounds?.[personaId] };
}
