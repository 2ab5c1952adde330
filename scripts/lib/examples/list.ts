/**
 * The examples by name.
 *
 * @module
 */
import adapter from "../../examples/adapter/example.ts";
import character from "../../examples/character/example.ts";
import film from "../../examples/film/example.ts";
import instances from "../../examples/instances/example.ts";
import kiosk from "../../examples/kiosk/example.ts";
import lesson from "../../examples/lesson/example.ts";
import react from "../../examples/react/example.ts";
import tokenPage from "../../examples/token_page/example.ts";
import type { Example } from "./example.ts";

/** Each has the name of its folder below `scripts/examples`. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  token_page: tokenPage,
  react,
  lesson,
  character,
  kiosk,
  film,
  adapter,
  instances,
};

/** The folder of an example. */
export function folderOf(name: string): URL {
  return new URL(`../../examples/${name}/`, import.meta.url);
}
