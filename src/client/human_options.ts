/**
 * What a human is made with.
 *
 * @module
 */
import type { SessionEvent } from "./net/events.ts";
import type { SessionInit } from "./net/http.ts";
import type { HumanSession } from "./net/human_session.ts";
import type { GrantSource } from "./net/join.ts";
import type { JoinOptions } from "./net/options.ts";
import type { PosePainter } from "./picture/paint/pose_painter.ts";
import type { ShownFrame } from "./picture/renderer.ts";
import type { AudioPlayer, PlayerOptions } from "./sound/player.ts";

/** How to connect a human. */
export interface HumanOptions extends SessionInit, JoinOptions {
  /** Where the human is shown. It keeps its size on the page, regardless of the drawn picture. */
  canvas: HTMLCanvasElement;
  /**
   * Joins this session instead of creating a new one. A function, such as a call to your own server, is called again
   * when the session or its token is no longer valid.
   */
  grant?: GrantSource | undefined;
  /** Whether the human also moves while it does not speak. Default: `true`. With a `grant`, its session decides. */
  idle?: boolean | undefined;
  /** How to play the voice. */
  player?: PlayerOptions | undefined;
  /** What was heard before the page was reloaded: earlier speech is not played again. */
  heard?: { readonly turn: number; readonly positionMs: number } | undefined;
  /** Called for each picture that was shown. */
  onShown?: ((shown: ShownFrame) => void) | undefined;
  /** Called for each event, from the first one on. */
  onEvent?: ((event: SessionEvent) => void) | undefined;
}

/** The parts of a human. */
export interface HumanParts {
  /** The session that is shown. */
  session: HumanSession;
  /** Plays the voice. */
  player: AudioPlayer;
  /** Where the human is shown. */
  canvas: HTMLCanvasElement;
  /** Draws poses; the human ends it. Without it, one is loaded when the first pose comes. */
  painter?: PosePainter;
  /** What was heard before the page was reloaded: earlier speech is not played again. */
  heard?: { readonly turn: number; readonly positionMs: number };
  /** Called for each picture that was shown. */
  onShown?: (shown: ShownFrame) => void;
  /** Called for each event, from now on. */
  onEvent?: (event: SessionEvent) => void;
}
