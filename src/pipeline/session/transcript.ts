/**
 * The transcript of a session: its turns in wire form, and as WebVTT (W3C, https://www.w3.org/TR/webvtt1/) what was
 * heard, on the session's clock.
 *
 * @module
 */
import { KeptPlaces } from "../../alignment/left_out.ts";
import type { TranscriptTurn } from "../../contract/protocol/http.ts";
import { shownLines } from "../../reading/shown_lines.ts";
import type { TurnRecord } from "../../store/record.ts";

/** An unfinished cue. */
interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

/** A turn in wire form. */
export function transcriptTurn(record: TurnRecord): TranscriptTurn {
  return {
    turn: record.turn,
    turn_id: record.turnId,
    mode: record.mode,
    user_text: record.userText,
    status: record.status,
    generated_text: record.generatedText,
    spoken_text: record.sentText,
    heard_text: record.heardText,
    heard_ms: record.heardMs,
    heard_source: record.heardSource,
    audio_start_ms: record.audioStartMs,
    words: record.words.map(({ text, startMs, endMs }) => ({ text, start_ms: startMs, end_ms: endMs })),
  };
}

/** Where the heard text of a turn is in all of its text. */
export function heardPlaces({ generatedText, heardText }: TurnRecord): KeptPlaces {
  return new KeptPlaces(generatedText, heardText);
}

/**
 * The captions of a turn's film as WebVTT: times count from its beginning, and what was not heard is a comment.
 */
export function filmCaptions(record: TurnRecord): string {
  const heard = toWebVtt([record.audioStartMs === null ? record : { ...record, audioStartMs: 0 }]);
  const unheard = record.generatedText.slice(heardPlaces(record).end).trim();
  return unheard === "" ? heard : `${heard}\nNOTE Not heard: ${escape(unheard)}\n`;
}

/**
 * What was heard, as WebVTT.
 *
 * @param records The turns, oldest first.
 * @returns A WebVTT file; times count from the beginning of the session.
 */
export function toWebVtt(records: readonly TurnRecord[]): string {
  const cues = records.flatMap(cuesOf);
  const blocks = cues.map((cue) => `${stamp(cue.startMs)} --> ${stamp(cue.endMs)}\n${escape(cue.text)}`);
  return ["WEBVTT", ...blocks].join("\n\n") + "\n";
}

function cuesOf(record: TurnRecord): Cue[] {
  const { audioStartMs, heardMs, heardText } = record;
  if (audioStartMs === null || heardText === "") return [];
  const places = heardPlaces(record);
  const heard = record.words.filter((word) => places.holds(word));
  const lines = shownLines(heardText);
  if (heard.length === 0) {
    const text = lines.map(({ text }) => text).filter((text) => text !== "").join(" ");
    return text === "" ? [] : [{ startMs: audioStartMs, endMs: audioStartMs + heardMs, text }];
  }
  // The lines cover the text.
  const lineAt = new Uint32Array(heardText.length);
  lines.forEach(({ charStart, charEnd }, i) => lineAt.fill(i, charStart, charEnd));
  const wordsOf = Map.groupBy(heard, ({ charStart }) => lineAt[places.of(charStart)]);
  return lines.flatMap(({ text }, i): Cue[] => {
    const words = wordsOf.get(i) ?? [];
    const [first, last] = [words[0], words.at(-1)];
    // A line without a word, such as a dash, is not spoken, and one of code has nothing to show.
    if (first === undefined || last === undefined || text === "") return [];
    return [{ startMs: audioStartMs + first.startMs, endMs: audioStartMs + last.endMs, text }];
  });
}

function stamp(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  const part = (value: number, digits: number) => String(value).padStart(digits, "0");
  const hours = Math.floor(whole / 3_600_000);
  const minutes = Math.floor(whole / 60_000) % 60;
  const seconds = Math.floor(whole / 1000) % 60;
  return `${part(hours, 2)}:${part(minutes, 2)}:${part(seconds, 2)}.${part(whole % 1000, 3)}`;
}

/** A cue must not hold markup or a blank line. */
function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(
    /(?<!\s)\s*\n\s*/g,
    " ",
  );
}
