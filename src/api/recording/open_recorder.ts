/**
 * The recorder of a service, as its configuration says.
 *
 * @module
 */
import type { Logger } from "@logtape/logtape";
import type { Clock } from "../../contract/clock.ts";
import { messageOf, TthError } from "../../contract/errors.ts";
import type { Config } from "../../core/config/config.ts";
import { RecordingFiles } from "../../recording/files.ts";
import { Recorder } from "../../recording/recorder.ts";

/**
 * Opens the recorder; `undefined`: `recording.dir` is not set.
 *
 * @throws {TthError} `recording_unavailable`, if its folder cannot be written.
 */
export function openRecorder(
  { recording, looks }: Config,
  { clock, log, now }: { readonly clock: Clock; readonly log: Logger; now(): number },
): Recorder | undefined {
  const { dir, max_bytes: maxBytes, max_age_ms: maxAgeMs } = recording;
  if (dir === undefined) return undefined;
  try {
    RecordingFiles.check(dir);
  } catch (error) {
    const remedy = error instanceof Deno.errors.NotCapable
      ? `start Deno with --allow-read=${dir} --allow-write=${dir} added to its permissions; deno task serve does, if the ` +
        "folder is set as TTH_RECORDING__DIR"
      : "give another folder, or make this one writable for the service";
    throw new TthError(`recording.dir: ${dir} cannot be written: ${messageOf(error)}; ${remedy}`, {
      code: "recording_unavailable",
      cause: error,
    });
  }
  const recorder = new Recorder({ dir, bounds: { maxBytes, maxAgeMs }, looks, clock, log, now });
  recorder.start();
  return recorder;
}
