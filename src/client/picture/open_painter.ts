/**
 * Loads the drawing code of the face, which only sessions with poses need.
 *
 * @module
 */
import { serviceOf, type SessionGrant } from "../net/http.ts";
import type { Appearance, PosePainter } from "./pose_painter.ts";

/** Begins to load the code, so that it is there when the session is. A failure is reported by {@linkcode openPainter}. */
export function preloadPainter(): void {
  import("./pose_painter.ts").catch(() => {});
}

/** A painter for the session's persona. */
export async function openPainter(grant: SessionGrant): Promise<PosePainter> {
  const { PosePainter } = await import("./pose_painter.ts");
  const imageUrl = (name: string) => new URL(`backgrounds/${name}`, serviceOf(grant) ?? location.href);
  return new PosePainter(appearanceOf(grant, grant.persona_id ?? ""), { designs: grant.designs, imageUrl });
}

/** How a persona looks in a session. */
export function appearanceOf({ looks, backgrounds }: SessionGrant, personaId: string): Appearance {
  return { look: looks?.[personaId], background: backgrounds?.[personaId] };
}
