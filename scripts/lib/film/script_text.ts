/**
 * The text of a film: a monologue, or a dialogue with one line for each turn.
 *
 * @module
 */
import { ACTION_WORDS } from "../../../src/control/marks/actions.ts";
import { FEELING_WORDS } from "../../../src/control/marks/feelings.ts";
import { parseMarks } from "../../../src/control/marks/mark_parser.ts";
import { nearest, remedyFor } from "../../../src/core/suggest.ts";
import { UsageError } from "../command.ts";

/** One turn of a film. */
export interface Line {
  readonly personaId: string;
  /** What is said, with its marks. */
  readonly text: string;
  /** Silence before it, ms. */
  readonly pauseMs: number;
}

/** Who can speak. */
export interface Cast {
  /** Names by which a script may call the personas, and their ids. */
  readonly names: ReadonlyMap<string, string>;
  /** The persona of a text without names. */
  readonly personaId: string;
}

/** Silence between two turns, unless the script has a pause, ms. */
const TURN_PAUSE_MS = 300;

/** What a mark with a typo looks like. */
const BRACKETED = /\[([a-z]{3,20})\]/gi;

const NAMED = /^([A-Za-z][\w-]{0,63}):\s+(.*)$/;
const PAUSE = /^\[pause (\d{1,5})\]$/;
const COMMENT = /^#/;

/**
 * The names of personas in scripts: their ids, and their own names in any case.
 *
 * @param personas The personas of the configuration, by id.
 */
export function namesOf(personas: Readonly<Record<string, { readonly name: string }>>): Map<string, string> {
  const names = new Map<string, string>();
  for (const [id, { name }] of Object.entries(personas)) names.set(name.toLowerCase(), id);
  for (const id of Object.keys(personas)) names.set(id.toLowerCase(), id);
  return names;
}

/**
 * Reads the turns of a text. A text whose first line begins with a name and a colon is a script: each line is a turn
 * (`ava: Hello [happy] there.`), a silence (`[pause 400]`), or a comment (`# …`). Any other text is one turn.
 *
 * @param text The text.
 * @param cast Who can speak.
 * @param isScript Whether the text must be a script.
 * @throws {UsageError} If a line of a script names no persona, or nothing is said.
 */
export function readLines(text: string, { names, personaId }: Cast, isScript: boolean): Line[] {
  const rows = text.split(/\r?\n/).map((row) => row.trim());
  const first = rows.find((row) => row !== "" && !COMMENT.test(row) && !PAUSE.test(row));
  if (first === undefined) throw new UsageError("there is nothing to say: give a text, or see deno task say --help");
  const begins = NAMED.exec(first)?.[1];
  if (!isScript && (begins === undefined || !names.has(begins.toLowerCase()))) {
    return [{ personaId, text: text.trim(), pauseMs: 0 }];
  }
  return scriptLines(rows, names);
}

function scriptLines(rows: readonly string[], names: ReadonlyMap<string, string>): Line[] {
  const lines: Line[] = [];
  let pauseMs = 0;
  let isPaused = false;
  rows.forEach((row, index) => {
    if (row === "" || COMMENT.test(row)) return;
    const pause = PAUSE.exec(row)?.[1];
    if (pause !== undefined) {
      pauseMs += Number(pause);
      isPaused = true;
      return;
    }
    const [, name = "", text = ""] = NAMED.exec(row) ?? [];
    if (text === "") throw new UsageError(`line ${index + 1} of the script: write ${remedyOf(row)}`);
    const personaId = names.get(name.toLowerCase());
    if (personaId === undefined) {
      throw new UsageError(
        `line ${index + 1} of the script: unknown persona "${name}", ${remedyFor(name, names.keys())}`,
      );
    }
    lines.push({ personaId, text, pauseMs: isPaused || lines.length === 0 ? pauseMs : TURN_PAUSE_MS });
    pauseMs = 0;
    isPaused = false;
  });
  return lines;
}

function remedyOf(row: string): string {
  return /^\[pause/.test(row) ? `"[pause 400]", in ms, up to 99999` : `"name: what is said"`;
}

/** Warns of words in brackets that are spoken, as they are no marks, but nearly are. */
export function doubtfulMarks(lines: readonly Line[]): string[] {
  const words = lines.flatMap(({ text }) =>
    [...parseMarks(text).text.matchAll(BRACKETED)].map(([, word = ""]) => word)
  );
  return [...new Set(words)].flatMap((word) => {
    const near = nearest(word, [...FEELING_WORDS, ...ACTION_WORDS]);
    return near === undefined ? [] : [`[${word}] is spoken, as it is no mark: did you mean [${near}]?`];
  });
}
