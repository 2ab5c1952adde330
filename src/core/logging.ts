/**
 * Logs: one JSON object a line, or text for people, on standard error.
 *
 * With an exporter for OpenTelemetry (`OTEL_DENO=true`) they go through the console too, where Deno exports them, and
 * hold no user's text at any level. The console never puts them on standard output. `OTEL_DENO_CONSOLE` decides:
 *
 * - `replace`: the console only exports; each line has its severity.
 * - `capture`, Deno's default: the console exports and prints. It prints on standard error only what is a warning or an
 *   error, so that lines below are exported as warnings; `level` in a line tells its own.
 * - `ignore`: the console exports nothing.
 *
 * Two things are never written: a registered secret, at any level, and a user's text above debug level.
 *
 * @module
 */
import { context } from "@opentelemetry/api";
import {
  configure,
  dispose,
  getAnsiColorFormatter,
  getConsoleSink,
  getJsonLinesFormatter,
  getLogger,
  getTextFormatter,
  type Logger,
  type LogLevel,
  type LogRecord,
  sanitizeControlSequences,
  type Sink,
  type TextFormatter,
  type TextFormatterOptions,
} from "@logtape/logtape";
import { LogLines } from "./log_lines.ts";
import { type ConsoleExport, contextOf } from "./tracing.ts";

/** Shorter values are not redacted as secrets: that would also redact ordinary words. */
export const MIN_SECRET_CHARS = 6;

/** Properties that hold what a user said or heard. */
const PERSONAL = ["text", "token", "spoken_text", "heard_text", "instructions"];

/** Replaces a redacted value. */
const REDACTED = "[redacted]";

/** The logging section of the configuration. */
interface LogConfig {
  /** The least severe level to write. */
  readonly level: LogLevel;
  /** `auto`: text on a terminal, else JSON. */
  readonly format: "auto" | "json" | "pretty";
}

/** How to log. */
export interface LoggingOptions {
  config: LogConfig;
  /** Where the lines go. Default: standard error; it is not closed. */
  output?: WritableStream<Uint8Array>;
  /** Whether the output is read by a person, for `format: auto`. Default: whether standard error is a terminal. */
  terminal?: boolean;
  /** What Deno's console does with what is written to it. Default: `ignore`. */
  console?: ConsoleExport;
}

/** The logs of the running program. Disposing it flushes the queued lines. */
export interface Logging extends AsyncDisposable {
  /** Redacts a value in every later line. */
  addSecret(value: string): void;
  /** A text with all secrets redacted, for output other than logs. */
  redact(text: string): string;
}

/**
 * Sets up logging for the whole program.
 *
 * @param options Level, format, destination.
 * @returns The handle that redacts secrets and ends logging.
 */
export async function startLogging(options: LoggingOptions): Promise<Logging> {
  const { config, output = Deno.stderr.writable, console: mode = "ignore" } = options;
  const terminal = options.terminal ?? Deno.stderr.isTerminal();
  const pretty = config.format === "pretty" || (config.format === "auto" && terminal);
  const format = pretty ? prettyFormatter(terminal) : jsonFormatter();
  const secrets = new Set<string>();
  const isStrict = mode !== "ignore";
  const formatter: TextFormatter = (record) => withoutSecrets(format(withoutPersonalText(record, isStrict)), secrets);
  const lines = mode === "capture" ? undefined : new LogLines(output);
  const exportLine = mode === "ignore" ? undefined : lineExport(mode);
  // Made once for both ways out.
  const write: Sink = (record) => {
    const line = formatter(record);
    lines?.add(line);
    exportLine?.(line, record);
  };
  const sinks = ["lines"];
  await configure({
    reset: true,
    sinks: { lines: write },
    loggers: [
      { category: "tth", sinks, lowestLevel: config.level },
      { category: ["logtape", "meta"], sinks, lowestLevel: "error" },
    ],
  });
  return {
    addSecret(value) {
      if (value.length >= MIN_SECRET_CHARS) secrets.add(value).add(JSON.stringify(value).slice(1, -1));
    },
    redact: (text) => withoutSecrets(text, secrets),
    async [Symbol.asyncDispose]() {
      await dispose();
      await lines?.[Symbol.asyncDispose]();
    },
  };
}

/** The console's methods that Deno prints on standard error. */
const ON_STANDARD_ERROR: Readonly<Record<LogLevel, "warn" | "error">> = {
  ...{ trace: "warn", debug: "warn", info: "warn", warning: "warn", error: "error", fatal: "error" },
};

/** Deno exports what is written to its console, with the span that is active then. */
function lineExport(mode: "capture" | "replace"): (line: string, record: LogRecord) => void {
  const write = getConsoleSink({
    formatter: ({ message }) => message,
    ...(mode === "capture" && { levelMap: ON_STANDARD_ERROR }),
  });
  return (line, record) =>
    context.with(contextOf(record.properties), () => write({ ...record, message: [line.trimEnd()] }));
}

/** Identifies the session and turn of a line. */
interface LogIds {
  session_id?: string;
  turn_id?: string;
  turn?: number;
}

/**
 * A logger of TTH.
 *
 * @param area The part of the program, e.g. `api`, `turn`, `adapter.mock_tts`.
 * @param ids The session and turn of every line.
 * @returns The logger.
 */
export function loggerOf(area: string, ids: LogIds = {}): Logger {
  return getLogger(["tth", ...area.split(".")]).with({ ...ids });
}

/** One object per line; strings appear in the message without quotes. */
function jsonFormatter(): TextFormatter {
  const format = getJsonLinesFormatter({ properties: "flatten" });
  return (record) => {
    // Literals and values alternate, starting with a literal.
    const message: unknown[] = [""];
    record.message.forEach((part, i) => {
      if (i % 2 === 1 && typeof part !== "string") message.push(part, "");
      else message.push(`${message.pop()}${part}`);
    });
    return format({ ...record, message }).replace(CONTROLS, escaped);
  };
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** One line for people: time, level, area, message, then the properties that the message does not include. */
function prettyFormatter(color: boolean): TextFormatter {
  const options = {
    timestamp: "time",
    level: "ABBR",
    value: "bare",
    format({ timestamp, level, category, message, record }) {
      const named = typeof record.rawMessage === "string" ? record.rawMessage : "";
      const rest = Object.entries(record.properties)
        .filter(([key, value]) => value !== undefined && !named.includes(`{${key}}`))
        .map(([key, value]) => `${key}=${showValue(value)}`);
      return [timestamp, level, category, message, ...rest].join(" ");
    },
  } satisfies TextFormatterOptions;
  return color ? getAnsiColorFormatter(options) : getTextFormatter(options);
}

/** A value on one line, without what a terminal would obey: values may come from strangers. */
function showValue(value: unknown): string {
  const text = value instanceof Error ? value.message : value;
  const shown = typeof text === "string" ? text : JSON.stringify(text) ?? String(text);
  return sanitizeControlSequences(shown, { sgr: "escape", newlines: "escape" });
}

/** Control characters that JSON leaves as they are, while a terminal obeys some of them; the line's end stays. */
const CONTROLS = /(?!\n)[\p{Cc}\u2028\u2029]/gu;

function withoutSecrets(line: string, secrets: ReadonlySet<string>): string {
  let clean = line;
  for (const secret of secrets) clean = clean.replaceAll(secret, REDACTED);
  return clean;
}

/** @param isStrict Whether personal text is left out at every level. */
function withoutPersonalText(record: LogRecord, isStrict: boolean): LogRecord {
  if (!isStrict && (record.level === "debug" || record.level === "trace")) return record;
  const personal = PERSONAL.filter((key) => Object.hasOwn(record.properties, key));
  if (personal.length === 0) return record;
  const values = new Set(personal.map((key) => record.properties[key]));
  const kept = Object.entries(record.properties).filter(([key]) => !personal.includes(key));
  return {
    ...record,
    properties: Object.fromEntries(kept),
    message: record.message.map((part, i) => i % 2 === 1 && values.has(part) ? REDACTED : part),
  };
}
