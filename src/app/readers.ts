import { durationIn } from "../domain/duration.ts";
import { type InvalidParamsProblem, invalid, isRefusal } from "../domain/errors.ts";
import {
  LIMITS,
  checkKey,
  checkLine,
  checkMetadata,
  checkName,
  checkOperator,
  checkPriority,
  checkSize,
  checkText,
  cutReport,
} from "../domain/limits.ts";
import { TASK_ID } from "../domain/task-id.ts";
import type { When } from "../domain/terms.ts";
import { type Reader, reader } from "./input.ts";

const TEXT = { type: "string" };
const NON_EMPTY = { type: "string", minLength: 1 };

export const anyText: Reader<string> = reader(TEXT, textOf);

/** The name of an agent, as the caller writes it: the store knows which queue it means. */
export const agentName: Reader<string> = reader(NON_EMPTY, nonEmptyText);

/** The folder of all queues, as the caller writes it. */
export const rootFolder: Reader<string> = reader(NON_EMPTY, nonEmptyText);

/** A file to be written. */
export const filePath: Reader<string> = reader(NON_EMPTY, nonEmptyText);

export const taskName = line(LIMITS.nameCharacters, checkName);
export const key = line(LIMITS.keyCharacters, checkKey);
/** Who acts, for the journal. */
export const operatorName = line(LIMITS.operatorCharacters, checkOperator);

export const longText: Reader<string> = reader(TEXT, (value, parameter) =>
  checkText(textOf(value, parameter), parameter),
);

/** How a task ended, in the caller's words. */
export interface Report {
  readonly text: string;
  /** Whether the text was longer than 64 KiB, so that only its end is kept. */
  readonly isCut: boolean;
}

/** A report is never refused for its size: a task must be able to end. */
export const report: Reader<Report> = reader(TEXT, (value, parameter) => {
  const given = textOf(value, parameter);
  const text = cutReport(given);
  return { text, isCut: text !== given };
});

export const metadata: Reader<Readonly<Record<string, unknown>>> = reader({ type: "object" }, checkMetadata);

export const priority: Reader<number> = reader(
  {
    anyOf: [
      { type: "integer", minimum: 1, maximum: 10 },
      { type: "string", pattern: "^(0?[1-9]|10|[Pp][0-3])$" },
    ],
  },
  (value, parameter) =>
    checkPriority(typeof value === "number" || typeof value === "string" ? value : typeof value, parameter),
);

export const taskId = matching(TASK_ID, "not_a_task_id");

/** A month, like 2026-04. */
export const month = matching(/^\d{4}-(0[1-9]|1[0-2])$/, "not_a_month");

/** One of a few words. */
export function choice<const Choice extends string>(choices: readonly Choice[]): Reader<Choice> {
  return reader({ enum: choices }, (value, parameter) => {
    const given = textOf(value, parameter);
    const found = choices.find((name) => name === given);
    if (found === undefined) throw invalid("not_a_choice", { parameter, given, choices });
    return found;
  });
}

/** A whole number of at most so many digits. */
export function wholeNumber(limit: number, digits = 9): Reader<number> {
  const form = new RegExp(`^\\d{1,${digits}}$`);
  return reader({ type: "integer", minimum: 0, maximum: limit }, (value, parameter) => {
    const given = typeof value === "number" ? String(value) : textOf(value, parameter);
    if (!form.test(given) || Number(given) > limit) throw invalid("not_a_whole_number", { parameter, given, limit });
    return Number(given);
  });
}

/** How long to wait for others, in ms: 10 minutes at most. */
export const lockTimeout = wholeNumber(600_000);

/** How many at most. */
export const count = wholeNumber(1_000_000, 7);

const DURATION = { type: "string", pattern: "^\\d{1,9}[smhdw]$" };

/** A duration like 90s, 30m, 4h, 2d or 1w, in milliseconds. */
export const duration: Reader<number> = reader(DURATION, (value, parameter) => {
  const given = textOf(value, parameter);
  const ms = durationIn(given);
  if (ms === undefined) throw invalid("not_a_duration", { parameter, given });
  return ms;
});

/** A shorter one would run out between two signs of life. */
const SHORTEST_LEASE_MS = 10_000;

/** How long a task is an attempt's without a sign of life: 10 s at least. */
export const lease: Reader<number> = reader(DURATION, (value, parameter) => {
  const ms = duration(value, parameter);
  if (ms < SHORTEST_LEASE_MS) throw invalid("too_short", { parameter, given: String(value), limit: SHORTEST_LEASE_MS });
  return ms;
});

/** How long tasks are leased by default, as it was given, or `none`. */
export const defaultLease: Reader<string> = reader(TEXT, (value, parameter) => {
  if (value !== NO_LEASE) lease(value, parameter);
  return String(value);
});

export const NO_LEASE = "none";

const MOST_TIMES = 100;

/** How often something may happen: at least once. */
export const times: Reader<number> = reader(
  { type: "integer", minimum: 1, maximum: MOST_TIMES },
  (value, parameter) => {
    const given = typeof value === "number" ? String(value) : textOf(value, parameter);
    if (/^[1-9]\d{0,2}$/.test(given) && Number(given) <= MOST_TIMES) return Number(given);
    throw invalid("not_a_whole_number", { parameter, given, from: 1, limit: MOST_TIMES });
  },
);

/** The number of an attempt, counted from 1. */
export const attemptNumber: Reader<number> = wholeNumber(999_999_999);

/** How far a task is: 0 to 100. */
export const progress: Reader<number> = reader({ type: "integer", minimum: 0, maximum: 100 }, (value, parameter) =>
  wholeNumber(100)(value, parameter),
);

/** What somebody notes down. */
export const noteText: Reader<string> = reader(NON_EMPTY, (value, parameter) => {
  const text = checkSize(textOf(value, parameter), parameter, LIMITS.noteBytes);
  if (text.trim() === "") throw invalid("empty", { parameter });
  return text;
});

/** What is printed where there is nothing to do: a word or a few, on one line. */
export const quietToken: Reader<string> = reader(
  { type: "string", pattern: "\\S", maxLength: 100, default: "NO_REPLY" },
  (value, parameter) => (value === undefined ? "NO_REPLY" : checkToken(textOf(value, parameter), parameter)),
);

function checkToken(text: string, parameter: string): string {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) throw invalid("not_a_line", { parameter });
  return checkLine(text, parameter, 100);
}

/** From when on: a duration from now (or ago, where one looks back), or a time; a day begins at its local midnight. */
export const whenFrom: Reader<When> = reader(TEXT, (value, parameter) => readWhen(value, parameter, "from"));

/** By when: likewise; a day ends a millisecond before the next. */
export const whenTo: Reader<When> = reader(TEXT, (value, parameter) => readWhen(value, parameter, "to"));

function readWhen(value: unknown, parameter: string, end: "from" | "to"): When {
  const given = textOf(value, parameter);
  const afterMs = durationIn(given);
  if (afterMs !== undefined) return { afterMs };
  try {
    return { atMs: readMoment(given, parameter)[end] };
  } catch (error) {
    throw isRefusal(error, "INVALID_PARAMS") ? invalid("not_a_when", { parameter, given }) : error;
  }
}

/** The same, or `none` for no such time. */
export function orNone<Value>(read: Reader<Value>): Reader<Value | null> {
  return reader(read.schema, (value, parameter) => (value === "none" ? null : read(value, parameter)));
}

/** A switch. */
export const yesNo: Reader<boolean> = reader({ type: "boolean" }, (value, parameter) => {
  if (typeof value === "boolean") return value;
  throw invalid("not_a_choice", { parameter, given: typeof value, choices: ["true", "false"] });
});

/** The beginning of a period, in milliseconds since 1970: a day begins at its local midnight. */
export const momentFrom: Reader<number> = reader(TEXT, (value, parameter) => readMoment(value, parameter).from);

/** The end of a period, inclusive: a day ends a millisecond before the next. */
export const momentTo: Reader<number> = reader(TEXT, (value, parameter) => readMoment(value, parameter).to);

const ISO_8601 =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** A date, or a date with a time, in ISO 8601; without an offset, local time. */
function readMoment(value: unknown, parameter: string): { from: number; to: number } {
  const given = textOf(value, parameter);
  const [, year, monthOfYear, day, time, offset = ""] = ISO_8601.exec(given.trim()) ?? [];
  const date = [Number(year), Number(monthOfYear) - 1, Number(day)] as const;
  const counted = new Date(Date.UTC(...date)); // a month or a day that there is not runs over into the next
  const isDate = counted.getUTCMonth() === date[1] && counted.getUTCDate() === date[2];
  if (!isDate) throw invalid("not_a_time", { parameter, given });
  if (time === undefined) {
    const [y, m, d] = date;
    return { from: new Date(y, m, d).getTime(), to: new Date(y, m, d + 1).getTime() - 1 };
  }
  const zone = offset.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, hours: string, minutes = "00") => `${hours}:${minutes}`);
  const moment = Date.parse(`${year}-${monthOfYear}-${day}T${time.replace(",", ".")}${zone.toUpperCase()}`);
  if (Number.isNaN(moment)) throw invalid("not_a_time", { parameter, given });
  return { from: moment, to: moment };
}

function textOf(value: unknown, parameter: string): string {
  if (typeof value === "string") return value;
  throw invalid("not_text", { parameter });
}

function nonEmptyText(value: unknown, parameter: string): string {
  const text = textOf(value, parameter);
  if (text === "") throw invalid("empty", { parameter });
  return text;
}

/** A text that is not blank, of at most so many characters: as its check says, which is the domain's. */
function line(limit: number, check: (text: string, parameter: string) => string): Reader<string> {
  const schema = { type: "string", pattern: "\\S", maxLength: limit };
  return reader(schema, (value, parameter) => check(textOf(value, parameter), parameter));
}

function matching(form: RegExp, problem: InvalidParamsProblem): Reader<string> {
  return reader({ type: "string", pattern: form.source }, (value, parameter) => {
    const given = textOf(value, parameter);
    if (!form.test(given)) throw invalid(problem, { parameter, given });
    return given;
  });
}
