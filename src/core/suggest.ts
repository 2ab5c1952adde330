/**
 * Suggestions for unknown names.
 *
 * @module
 */
import { distance } from "fastest-levenshtein";

/** How many known names an error lists before it counts the rest. */
const LISTED = 12;

/** A longer name is not a typo, and comparing it takes time that grows with its length. */
const MAX_NAME_CHARS = 100;

/**
 * The known name that was most likely intended.
 *
 * @param name What was given.
 * @param known The names that exist.
 * @returns The nearest name, or `undefined` when none is near.
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  if (name.length > MAX_NAME_CHARS) return undefined;
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of known) {
    const d = distanceOf(name.toLowerCase(), candidate.toLowerCase());
    if (d < bestDistance) [best, bestDistance] = [candidate, d];
  }
  return bestDistance <= Math.max(name.length < 5 ? 1 : 2, Math.floor(name.length / 3)) ? best : undefined;
}

/** Edit distance; a truncated or extended name counts as one edit, and so do two letters that changed places. */
function distanceOf(name: string, candidate: string): number {
  const [short, long] = name.length < candidate.length ? [name, candidate] : [candidate, name];
  if (short.length >= 3 && long.startsWith(short)) return 1;
  return isSwapped(name, candidate) ? 1 : distance(name, candidate);
}

function isSwapped(name: string, candidate: string): boolean {
  const at = [...name].findIndex((letter, i) => letter !== candidate[i]);
  return at >= 0 && name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2) === candidate;
}

/**
 * The remedy for an unknown name: the nearest one, else the list of known ones.
 *
 * @param name What was given.
 * @param known The names that exist.
 * @returns A clause such as `did you mean "port"?` or `known: host, port`.
 */
export function remedyFor(name: string, known: Iterable<string>): string {
  const names = [...known];
  const near = nearest(name, names);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (names.length === 0) return "none exists";
  const more = names.length > LISTED ? ` and ${names.length - LISTED} more` : "";
  return `known: ${names.slice(0, LISTED).join(", ")}${more}`;
}
