/**
 * All servers that a client meets.
 *
 * @module
 */
import type { ServerCase } from "../bench.ts";
import { CONTENT_CASES } from "./content.ts";
import { DIALECT_CASES } from "./dialect.ts";
import { ERROR_CASES } from "./error.ts";
import { REQUEST_CASES } from "./request.ts";
import { SOUND_CASES } from "./sound.ts";
import { STREAM_CASES } from "./stream.ts";
import { TIME_CASES } from "./time.ts";

/** The servers, by what is odd about them. */
export const SERVER_CASES = {
  "take their time": TIME_CASES,
  "have other shapes": CONTENT_CASES,
  "speak another dialect": DIALECT_CASES,
  "frame their answers in other ways": STREAM_CASES,
  "fail in their own words": ERROR_CASES,
  "do not take every request": REQUEST_CASES,
  "send other sound": SOUND_CASES,
} as const satisfies Readonly<Record<string, readonly ServerCase[]>>;

/** What is odd about servers. */
export type ServerKind = keyof typeof SERVER_CASES;
