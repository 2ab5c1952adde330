/**
 * Times of day, durations, ratios.
 *
 * @module
 */
import { dayOf, monthOf } from "../verbalize/abbreviations.ts";
import { letterNames } from "../verbalize/letters.ts";
import { cardinal, phrase } from "../verbalize/numbers.ts";
import type { Rule, Scan } from "../tokens/scan.ts";
import { said, type Token } from "../tokens/token.ts";
import { isAdjective } from "./numbers/contextual_units.ts";

const HALF = String.raw` ?([ap])\.? ?m\b(\.?)`;
const CLOCK = String.raw`([01]?\d|2[0-4])(?:[:.h]([0-5]\d))?`;

/** Time zones that follow a time. */
const ZONE = /^ (?:E[SD]?T|C[SD]?T|M[SD]?T|P[SD]?T|GMT|UTC|CET|CEST|BST|IST|JST|AEST)\b/;

/** Hours and minutes: "two oh five", "fourteen hundred", "nine o'clock". */
function clockWords(hour: string, minute: string | undefined, half: string | undefined, isBare: boolean): string {
  const h = cardinal(String(Number(hour)));
  const whole = isBare ? (Number(hour) > 12 || Number(hour) === 0 ? "hundred" : "o'clock") : undefined;
  const min = minute === undefined
    ? undefined
    : minute === "00"
    ? whole
    : phrase(minute.startsWith("0") ? "oh" : undefined, cardinal(String(Number(minute))));
  return phrase(h, min, half === undefined ? undefined : `${half.toUpperCase()} M`);
}

/** Whether the period after "p.m" belongs to it rather than ending the sentence. */
function ownPeriod(scan: Scan, end: number): boolean {
  const after = scan.after(end, 20);
  if (/^\s*$/.test(after)) return false;
  const [, next = ""] = /^\s+(\p{Lu}[\p{L}]*)/u.exec(after) ?? [];
  return next === "" || dayOf(next) !== undefined || monthOf(next) !== undefined || ZONE.test(after);
}

/** "9am-5pm", "10:15am–11:45am", "2-3 p.m.", "9:00–17:30". */
const RANGE: Rule = {
  pattern: new RegExp(`${CLOCK}(?:${HALF})?( ?(?:[-–—]|to) ?)${CLOCK}(?:${HALF})?(?![\\d:%])`, "yi"),
  read(match, scan) {
    const [whole, h1 = "", m1, half1, , joint = "", h2 = "", m2, half2, period = ""] = match;
    if (half1 === undefined && half2 === undefined && m1 === undefined) return undefined;
    if (half2 === undefined && m2 === undefined && (m1 === undefined || Number(h2) > 12)) return undefined;
    if (/[.h]/.test(whole) && half2 === undefined) return undefined;
    const bare = half1 === undefined && half2 === undefined;
    const middle = scan.at + whole.indexOf(joint, h1.length);
    const end = scan.at + whole.length;
    const last = period !== "" && !ownPeriod(scan, end) ? end - 1 : end;
    return [
      said(clockWords(h1, m1, half1, bare && m1 !== undefined), scan.at, middle, h1),
      said("to", middle + joint.search(/\S/), middle + joint.trimEnd().length),
      said(clockWords(h2, m2, half2, bare), middle + joint.length, last, h2),
    ];
  },
};

/** "7am", "9 a.m.", "12:00 a.m.", "5:30 PM". */
const HALF_DAY: Rule = {
  pattern: new RegExp(`${CLOCK}${HALF}`, "yi"),
  read(match, scan) {
    const [whole, hour = "", minute, half = "", period = ""] = match;
    if (whole.includes("h") && minute !== undefined || Number(hour) > 12) return undefined;
    const end = scan.at + whole.length;
    const last = period !== "" && !ownPeriod(scan, end) ? end - 1 : end;
    return [said(clockWords(hour, minute, half, false), scan.at, last, hour)];
  },
};

/** "11:25a", "2:40p": half of the day by one letter. */
const SHORT_HALF_DAY: Rule = {
  pattern: /(0?[1-9]|1[0-2]):([0-5]\d)([ap])(?![\p{L}\d])/yu,
  read: ([, hour = "", minute = "", half]) => clockWords(hour, minute, half, false),
};

/** "10a–6p": opening hours. */
const SHORT_RANGE: Rule = {
  pattern: /(0?[1-9]|1[0-2])(?::([0-5]\d))?([ap]) ?[-–] ?(0?[1-9]|1[0-2])(?::([0-5]\d))?([ap])(?![\p{L}\d])/yu,
  read: ([, from = "", fromMinute, fromHalf, to = "", toMinute, toHalf]) =>
    phrase(clockWords(from, fromMinute, fromHalf, false), "to", clockWords(to, toMinute, toHalf, false)),
};

/** Words after which hours, minutes and seconds are a length of time. */
const DURATIONS = /^(?:runtime|time|duration|elapsed|length|took|lasts|lasted|remaining|total|record|finished)$/;

function counted(digits: string, unit: string): string {
  const value = Number(digits);
  return `${cardinal(String(value))} ${value === 1 ? unit : `${unit}s`}`;
}

/** "14:00", "2:05", "1:02:03". */
const CLOCK_TIME: Rule = {
  pattern: /(\d{1,2}):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,3}))?)?(?:(Z)(?![\p{L}\d]))?(?![\d:]|,\d{3})/yu,
  read([whole, hour = "", minute = "", second, part, zone], scan) {
    const pace = /^\/(?:km|mi|mile|100 ?m)(?![\p{L}\d])/u.test(scan.after(scan.at + whole.length, 8));
    if (second === undefined && minute === "00" && (pace || Number(hour) > 24)) return counted(hour, "minute");
    if (second === undefined && (pace || Number(hour) > 24)) {
      return phrase(cardinal(hour), minute.startsWith("0") ? "oh" : undefined, cardinal(String(Number(minute))));
    }
    if (second !== undefined && Number(hour) === 0 && Number(minute) === 0 && part === undefined) {
      return counted(second, "second");
    }
    // "00:03:45.250" has no hours.
    if (second !== undefined && hour === "00" && part !== undefined) {
      return phrase(counted(minute, "minute"), "and", secondsWords(second, part));
    }
    // "a sub-2:00 marathon"
    if (second === undefined && minute === "00" && /sub-$/.test(scan.before(4))) return `${cardinal(hour)} hour`;
    if (
      /^(?:ratio|odds|scale|proportion|mix|mixed|dilute|diluted|dilution|aspect)$/.test(
        [...scan.wordsBefore()].find((word) => word !== "is" && word !== "of") ?? "",
      )
    ) {
      return `${cardinal(String(Number(hour)))} to ${cardinal(String(Number(minute)))}`;
    }
    const time = () => phrase(clockWords(hour, minute, undefined, true), zone === undefined ? undefined : "U T C");
    if (second === undefined) return time();
    const isDuration = [...scan.wordsBefore(3)].some((word) => DURATIONS.test(word));
    if (isDuration && part === undefined) {
      return phrase(counted(hour, "hour"), counted(minute, "minute"), "and", counted(second, "second"));
    }
    if (second === "00" && part === undefined && (hour.length === 2 || minute === "00")) return time();
    return phrase(clockWords(hour, minute, undefined, false), "and", secondsWords(second, part));
  },
};

function secondsWords(second: string, part: string | undefined): string {
  const whole = cardinal(String(Number(second)));
  const digits = part === undefined ? [] : ["point", ...[...part].map((digit) => cardinal(digit))];
  return phrase(whole, ...digits, "seconds");
}

/** "3:50.07": minutes, seconds and parts of them, of a race. */
const SPLIT_TIME: Rule = {
  pattern: /(\d{1,2}):([0-5]\d)\.(\d{1,3})(?![\d:])/y,
  read: ([, minutes = "", seconds = "", part = ""]) =>
    phrase(
      cardinal(String(Number(minutes))),
      seconds === "00" ? "flat" : phrase(seconds.startsWith("0") ? "oh" : undefined, cardinal(String(Number(seconds)))),
      "point",
      ...[...part].map((digit) => cardinal(digit)),
    ),
};

/** "3:1", "16:9", "2 : 1". */
const RATIO: Rule = {
  pattern: /(\d{1,3}(?:,\d{3})+|\d{1,4})( ?: ?)(\d{1,3}(?:,\d{3})+|\d{1,6})((?: ?: ?\d{1,4})*)(?![\d:]|,\d)/y,
  read([, a = "", colon = "", b = "", more = ""]) {
    if (colon.endsWith(" ") && !colon.startsWith(" ")) return undefined;
    const others = more.split(":").map((part) => part.trim()).filter((part) => part !== "");
    return [a, b, ...others].map((part) => cardinal(part.replaceAll(",", ""))).join(" to ");
  },
};

/** "main.rs:42:7": a line and a column behind a file. */
const FILE_PLACE: Rule = {
  pattern: /(\d{1,6}):(\d{1,4})(?![\d:])/y,
  read: ([, line = "", column = ""], scan) =>
    /\.\p{L}{1,5}:$/u.test(scan.before(8)) ? phrase(cardinal(line), "colon", cardinal(column)) : undefined,
};

/** "9/8c": the hour of a broadcast in the east and in the middle of the country. */
const BROADCAST: Rule = {
  pattern: /(\d{1,2})\/(\d{1,2})c(?![\p{L}\d])/yu,
  read: ([, east = "", central = ""]) =>
    (Number(east) + 11) % 12 === Number(central) % 12
      ? phrase(cardinal(east), cardinal(central), "central")
      : undefined,
};

/** "1430 hours", "0800 hrs". */
const MILITARY: Rule = {
  pattern: /([01]\d|2[0-3])([0-5]\d)(?:(Z)(?![\p{L}\d])|(?= (?:hours|hrs|local|zulu)\b))/yu,
  read: ([, hour = "", minute = "", zone]) =>
    phrase(militaryWords(hour, minute), zone === undefined ? undefined : "zulu"),
};

function militaryWords(hour: string, minute: string): string {
  return phrase(
    hour.startsWith("0") ? `zero ${cardinal(hour.slice(1))}` : cardinal(hour),
    minute === "00" ? "hundred" : phrase(minute.startsWith("0") ? "oh" : undefined, cardinal(String(Number(minute)))),
  );
}

/** "0700–1900": the leading zero shows that these are not quantities. */
const MILITARY_RANGE: Rule = {
  pattern: /(0\d)([0-5]\d)( ?[-–] ?)([01]\d|2[0-3])([0-5]\d)(?![\p{L}\d]|[-–.,:/]\d)/yu,
  read: ([, hour = "", minute = "", , hour2 = "", minute2 = ""]) =>
    phrase(militaryWords(hour, minute), "to", militaryWords(hour2, minute2)),
};

/** "UTC+2", "GMT-5:30": an offset. */
const OFFSET: Rule = {
  pattern: /(UTC|GMT)([+−–-])(\d{1,2})(?::?([0-5]\d))?(?![\p{L}\d])/yu,
  read: ([, zone = "", sign, hours = "", minutes]) =>
    phrase(
      letterNames(zone),
      sign === "+" ? "plus" : "minus",
      cardinal(String(Number(hours))),
      minutes === undefined || minutes === "00" ? undefined : cardinal(minutes),
    ),
};

/** "T-10 minutes", "T+30s": the time to a launch and after it. */
const COUNTDOWN: Rule = {
  pattern:
    /T ?([-−–+])(?:(\d{1,4})([smhd])(?![\p{L}\d])|(?=\d{1,2}:\d\d|\d{1,4} ?(?:sec|min|h(?:ou)?r|day|week|month)))/yu,
  read([, sign, count, unit], scan) {
    if (/[\p{L}\d]/u.test(scan.charBefore)) return undefined;
    const names: Readonly<Record<string, string>> = { s: "second", m: "minute", h: "hour", d: "day" };
    return phrase(
      "T",
      sign === "+" ? "plus" : "minus",
      count === undefined ? undefined : counted(count, names[unit ?? ""] ?? ""),
    );
  },
};

/** "2h 30m", "1h30", "3m 20s": letters that together are units of time. */
const DURATION: Rule = {
  pattern:
    /\d{1,2}h[0-5]\d(?![\p{L}\d])|(?:(\d{1,3}) ?h(?:rs?)? ?)?(?:(\d{1,3}) ?m(?:in)? ?)?(?:(\d{1,3}) ?s(?:ec)?)?(?![\p{L}\d])/yu,
  read(match, scan) {
    const compact = /^(\d{1,2})h([0-5]\d)$/.exec(match[0]);
    if (compact !== null) return phrase(counted(compact[1] ?? "", "hour"), counted(compact[2] ?? "", "minute"));
    const describes = isAdjective(scan, scan.at + match[0].length);
    const parts: Token[] = [];
    let from = scan.at;
    const names = ["hour", "minute", "second"];
    for (const [index, value] of match.slice(1).entries()) {
      if (value === undefined) continue;
      const start = scan.text.indexOf(value, from);
      const length = /^\d+ ?(?:hrs?|min|sec|[hms])/.exec(scan.after(start, 8))?.[0].length ?? 0;
      const name = names[index] ?? "";
      parts.push(
        said(
          describes ? `${cardinal(String(Number(value)))} ${name}` : counted(value, name),
          start,
          start + length,
          value,
        ),
      );
      from = start + length;
    }
    return parts.length < 2 ? undefined : parts;
  },
};

/** "5d ago", "2w 3d", "3d left": days and weeks by their letter. */
const DAYS: Rule = {
  pattern:
    /(\d{1,3})(?:([dw])|([hm])(?= ago))(?=,? (?:ago|left|later|old|remaining|\d{1,2} ?[dhm](?:rs?|in)?(?![\p{L}\d])))/yu,
  read: ([, count = "", days, hours]) =>
    counted(count, days === "d" ? "day" : days === "w" ? "week" : hours === "h" ? "hour" : "minute"),
};
/** "28w3d": how long a pregnancy has lasted. */
const WEEKS_AND_DAYS: Rule = {
  pattern: /(\d{1,2})w([0-6])d(?![\p{L}\d])/yu,
  read: ([, weeks = "", days = ""]) => phrase(counted(weeks, "week"), counted(days, "day")),
};

/** "… 3d" after weeks. */
const DAYS_LAST: Rule = {
  pattern: /(\d)d(?![\p{L}\d])/yu,
  read: ([, count = ""], scan) => /(?:^| )weeks?$/.test(scan.lastWord) ? counted(count, "day") : undefined,
};

/** Rules for tokens that begin with a letter. */
export const ZONE_RULES: readonly Rule[] = [OFFSET, COUNTDOWN];

/** Rules for tokens that begin with a digit. */
export const TIME_RULES: readonly Rule[] = [
  FILE_PLACE,
  BROADCAST,
  RANGE,
  HALF_DAY,
  SHORT_RANGE,
  SHORT_HALF_DAY,
  SPLIT_TIME,
  CLOCK_TIME,
  RATIO,
  MILITARY_RANGE,
  MILITARY,
  WEEKS_AND_DAYS,
  DAYS,
  DAYS_LAST,
  DURATION,
];
