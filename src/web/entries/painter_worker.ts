/**
 * What the client's painting thread loads.
 *
 * @module
 */
import { type PaintScope, servePainter } from "../../client/picture/paint/painter_worker.ts";

declare const self: PaintScope;

servePainter(self);
