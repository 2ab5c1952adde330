/**
 * The stage of a film: who is seen in each picture, and how they look.
 *
 * @module
 */
import type { Control } from "../../../../src/contract/controls.ts";
import { type FacePose, POSE_FIELDS, unpackPose } from "../../../../src/contract/pose.ts";
import { smoothStep } from "../../../../src/face/spring.ts";
import type { FilmEvent } from "../outputs/output.ts";
import { RestingPerson } from "./resting.ts";

/** Who is seen: all people of a film side by side, or the one who speaks. */
export const LAYOUTS = ["side-by-side", "cuts"] as const;

/** One of {@linkcode LAYOUTS}. */
export type Layout = (typeof LAYOUTS)[number];

/** How a stage is set. */
export interface StageOptions {
  readonly layout: Layout;
  /** The people of the film, in the order in which they first speak, and what each feels before. */
  readonly cast: ReadonlyMap<string, Control>;
  /** Pictures per second. */
  readonly fps: number;
}

/** One person in a picture. */
export interface ShownPerson {
  readonly personaId: string;
  readonly pose: Readonly<FacePose>;
}

/** A picture of a film. */
export interface StagePicture {
  /** Its place on the grid of the frame rate. */
  readonly index: number;
  /** ms in the film. */
  readonly timeMs: number;
  /** From left to right. */
  readonly shown: readonly ShownPerson[];
}

/** A turn on the film's time axis. */
interface StagedTurn {
  readonly personaId: string;
  readonly startMs: number;
  isComplete: boolean;
  /** Poses that are still to be shown, by time. */
  readonly poses: { readonly timeMs: number; readonly pose: FacePose }[];
}

/** How long a face takes from rest to speech, and back, ms. */
const BEGIN_MS = 160;
const END_MS = 400;

/** Places poses on the grid of the pictures, and fills the time between turns. */
export class Stage {
  readonly #options: StageOptions;
  readonly #people = new Map<string, { readonly rest: RestingPerson; spoke?: { atMs: number; pose: FacePose } }>();
  #turn: StagedTurn | undefined;
  #seen: string;
  #next = 0;
  #heardMs = 0;

  constructor(options: StageOptions) {
    this.#options = options;
    this.#seen = [...options.cast.keys()][0] ?? "";
    let seed = 1;
    for (const [personaId, control] of options.cast) {
      this.#people.set(personaId, { rest: new RestingPerson(control, seed++) });
    }
  }

  /** Number of people in the picture at the same time. */
  get width(): number {
    return this.#options.layout === "cuts" ? 1 : this.#options.cast.size;
  }

  /**
   * Takes an event.
   *
   * @returns The pictures that it completes: those whose sound has come to their middle, or to its end. A film that
   * ends early has no others.
   */
  *take({ event, personaId, offsetMs }: FilmEvent): Generator<StagePicture> {
    if (event.type === "turn_started") {
      this.#turn = { personaId, startMs: offsetMs, isComplete: false, poses: [] };
      const person = this.#people.get(personaId);
      if (person !== undefined) person.rest.control = event.control;
    } else if (event.type === "pose" && event.turn_id !== null) {
      this.#turn?.poses.push({ timeMs: offsetMs + event.timestamp_ms, pose: unpackPose(event.pose) });
    } else if (event.type === "audio_chunk") {
      this.#heardMs = offsetMs + event.timestamp_ms + event.duration_ms;
    } else if (event.type === "turn_complete" && this.#turn !== undefined) {
      this.#turn.isComplete = true;
    }
    for (let picture = this.#picture(); picture !== undefined; picture = this.#picture()) yield picture;
  }

  #picture(): StagePicture | undefined {
    const { fps } = this.#options;
    const timeMs = this.#next * 1000 / fps;
    const turn = this.#turn;
    const neededMs = turn?.isComplete ? timeMs : timeMs + 500 / fps;
    if (neededMs >= this.#heardMs) return undefined;
    const spoken = turn === undefined || timeMs < turn.startMs ? undefined : spokenPose(turn, timeMs);
    if (spoken === "pending") return undefined;
    if (turn !== undefined && spoken !== undefined) this.#speak(turn, timeMs, spoken);
    const seen = this.#options.layout === "cuts" ? [this.#seen] : [...this.#people.keys()];
    const shown = seen.map((personaId) => ({ personaId, pose: this.#poseOf(personaId, timeMs) }));
    return { index: this.#next++, timeMs, shown };
  }

  /** Notes what a turn shows; it begins where the face at rest is. */
  #speak(turn: StagedTurn, timeMs: number, pose: FacePose): void {
    const person = this.#people.get(turn.personaId);
    if (person === undefined) return;
    this.#seen = turn.personaId;
    const share = smoothStep((timeMs - turn.startMs) / BEGIN_MS);
    const begun = turn.startMs === 0 || share >= 1 ? pose : mixed(person.rest.poseAt(timeMs), pose, share);
    person.spoke = { atMs: timeMs, pose: begun };
  }

  #poseOf(personaId: string, timeMs: number): FacePose {
    const { rest, spoke } = this.#people.get(personaId)!;
    if (spoke?.atMs === timeMs) return spoke.pose;
    const pose = rest.poseAt(timeMs);
    const share = spoke === undefined ? 1 : smoothStep((timeMs - spoke.atMs) / END_MS);
    return spoke === undefined || share >= 1 ? pose : mixed(spoke.pose, pose, share);
  }
}

/** What a turn shows at a time: the newest pose by then; nothing: it is over; or it has not come yet. */
function spokenPose({ poses, isComplete }: StagedTurn, timeMs: number): FacePose | "pending" | undefined {
  // Poses are on the grid of the turn, times of pictures on that of the film: both are rounded.
  const isDue = (at: number) => (poses[at]?.timeMs ?? Infinity) <= timeMs + 0.5;
  while (isDue(1)) poses.shift();
  const [first, second] = poses;
  if (isDue(0) && first !== undefined) {
    const isSure = isComplete || second !== undefined || first.timeMs >= timeMs - 0.5;
    return isSure ? first.pose : "pending";
  }
  return isComplete ? undefined : "pending";
}

function mixed(from: Readonly<FacePose>, to: Readonly<FacePose>, share: number): FacePose {
  const pose = { ...to };
  for (const field of POSE_FIELDS) pose[field] = from[field] + (to[field] - from[field]) * share;
  return pose;
}
